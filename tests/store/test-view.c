/* test-view.c: a view shows of every row what the store shows of its record, whatever way one comes to the row and
 * however the columns were read: with the row, later, or too many to remember. */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "data.h"
#include "store/view.h"
#include "unit/cmocka-all.h"
#include "workbench.h"

enum { PEOPLE = 400, ORGANISATIONS = 7, COLUMNS_MOST = 80 };

struct world {
    struct workbench w;
    char alliance[ID_SIZE], other[ID_SIZE];
};

static void make_people(struct world *s)
{
    static char ids[ORGANISATIONS][ID_SIZE];
    const struct kind *person = kind_of(&s->w, KIND_PERSON), *member = kind_of(&s->w, KIND_MEMBERSHIP);
    char name[40], id[ID_SIZE], challenge[ID_SIZE];
    make(&s->w, kind_of(&s->w, KIND_CHALLENGE), challenge, CHALLENGE_NAME, "Late transfers", -1);
    for (int i = 0; i < ORGANISATIONS; i++) {
        snprintf(name, sizeof name, "Ministry %d", i);
        make(&s->w, kind_of(&s->w, KIND_ORGANISATION), ids[i], ORGANISATION_NAME, name, -1);
    }
    change_begin(s->w.store, "Many", NULL);
    for (int i = 0; i < PEOPLE; i++) {
        snprintf(name, sizeof name, "P%03d", (i * 7919) % 150); /* many of one name */
        make(&s->w, person, id, PERSON_FAMILY_NAME, name, PERSON_COUNTRY, i % 3 ? "Kenya" : "", PERSON_ORGANISATION,
             i % 4 ? ids[i % ORGANISATIONS] : "", PERSON_SEX, i % 2 ? "female" : "", PERSON_LANGUAGES,
             i % 5 ? "English;Swahili" : "", PERSON_YEARS_OF_SERVICE, i % 6 ? "12" : "", PERSON_NOTES, "two\nlines", -1);
        make(&s->w, member, name, MEMBERSHIP_PERSON, id, MEMBERSHIP_ALLIANCE, i % 9 ? s->alliance : s->other,
             MEMBERSHIP_STATUS, i % 2 ? "invited" : "attending", MEMBERSHIP_FOCAL_POINT, i % 3 ? "yes" : "", -1);
        if (i % 10 == 0)
            make(&s->w, kind_of(&s->w, KIND_INTEREST), name, INTEREST_PERSON, id, INTEREST_CHALLENGE, challenge,
                 INTEREST_ROLE, i % 20 ? "offers" : "seeks", -1);
    }
    assert_int_equal(change_commit(s->w.store, NULL), OK);
}

static int begin(void **state)
{
    struct world *s = calloc(1, sizeof *s);
    if (!s)
        return -1;
    workbench_new(&s->w);
    make(&s->w, kind_of(&s->w, KIND_ALLIANCE), s->alliance, ALLIANCE_NAME, "One", -1);
    make(&s->w, kind_of(&s->w, KIND_ALLIANCE), s->other, ALLIANCE_NAME, "Other", -1);
    make_people(s);
    *state = s;
    return 0;
}

static int finish(void **state)
{
    struct world *s = *state;
    workbench_free(&s->w);
    free(s);
    return 0;
}

/* All fields of a kind, and those of what its first `through` fields refer to. */
static size_t all_columns(const struct kind *k, struct column *columns)
{
    size_t n = 0;
    for (int i = 0; i < (int)k->field_count && n < COLUMNS_MOST; i++)
        columns[n++] = (struct column){-1, i};
    for (int t = 0; t < (int)k->field_count; t++)
        for (int i = 0; k->fields[t].type == FIELD_REFERENCE && i < (int)k->fields[t].reference->field_count; i++)
            if (n < COLUMNS_MOST)
                columns[n++] = (struct column){t, i};
    return n;
}

/* What the store says about it. */
static void told(struct world *s, const struct kind *k, const char *id, struct column c, struct buf *out)
{
    struct record r, other;
    assert_int_equal(store_get(s->w.store, k, id, &r, NULL), OK);
    if (c.through < 0)
        store_display(s->w.store, &r, c.field, out);
    else if (store_get(s->w.store, k->fields[c.through].reference, record_get(&r, c.through), &other, NULL) == OK) {
        store_display(s->w.store, &other, c.field, out);
        record_release(&other);
    }
    record_release(&r);
}

static void expect_row(struct world *s, struct view *v, size_t at, const struct column *columns, size_t n)
{
    struct buf have = BUF_INIT, want = BUF_INIT;
    char id[ID_SIZE];
    snprintf(id, sizeof id, "%s", view_id(v, at));
    for (size_t i = 0; i < n; i++) {
        buf_clear(&have);
        buf_clear(&want);
        view_cell(v, at, columns[i], &have);
        told(s, view_kind(v), id, columns[i], &want);
        if (strcmp(buf_str(&have), buf_str(&want)) != 0)
            fail_msg("row %zu, %s: '%s', not '%s'", at, view_column_field(view_kind(v), columns[i])->name, buf_str(&have),
                     buf_str(&want));
    }
    buf_release(&have);
    buf_release(&want);
}

/* Down, up, to the end and to anywhere. */
static void visit(struct world *s, struct view *v, const struct column *columns, size_t n)
{
    size_t count = view_matched(v);
    assert_true(count > 100);
    for (size_t at = 0; at < count; at += 3)
        expect_row(s, v, at, columns, n);
    for (size_t at = count; at > 0; at -= at > 5 ? 5 : at)
        expect_row(s, v, at - 1, columns, n);
    expect_row(s, v, 0, columns, n);
    expect_row(s, v, count - 1, columns, n);
    srand(5);
    for (int i = 0; i < 60; i++)
        expect_row(s, v, (size_t)rand() % count, columns, n);
}

static void shows_what_the_store_shows(void **state)
{
    struct world *s = *state;
    static const enum kind_id kinds[] = {KIND_MEMBERSHIP, KIND_PERSON};
    struct column columns[COLUMNS_MOST];
    for (size_t k = 0; k < 2; k++) {
        struct view *v = view_new(s->w.store, kind_of(&s->w, kinds[k]), s->alliance);
        size_t n = all_columns(view_kind(v), columns);
        assert_true(n > 24 || kinds[k] == KIND_PERSON);
        visit(s, v, columns, n); /* no one said what would be wanted, and it is too much */
        for (size_t from = 0; from < n; from += 12) {
            size_t some = n - from < 12 ? n - from : 12;
            view_want(v, columns + from, some);
            visit(s, v, columns + from, some);
        }
        view_want(v, columns, 8);
        assert_int_equal(view_sort(v, &columns[n - 1], true, NULL), OK);
        visit(s, v, columns, 10);
        view_free(v);
    }
}

struct ids {
    char (*ids)[ID_SIZE];
    size_t n;
};

static void take_id(void *data, const char *id)
{
    struct ids *t = data;
    assert_true(t->n < PEOPLE);
    snprintf(t->ids[t->n++], ID_SIZE, "%s", id);
}

static void expect_ids(struct view *v)
{
    struct ids t = {calloc(PEOPLE, ID_SIZE), 0};
    view_each_id(v, take_id, &t);
    assert_int_equal(t.n, view_matched(v));
    for (size_t at = 0; at < t.n; at++) {
        const char *id = view_id(v, at);
        size_t i = 0;
        while (i < t.n && strcmp(t.ids[i], id) != 0)
            i++;
        if (i == t.n)
            fail_msg("row %zu of the list was left out", at);
    }
    free(t.ids);
}

static void names_every_record_once(void **state)
{
    struct world *s = *state;
    struct view *v = view_new(s->w.store, kind_of(&s->w, KIND_MEMBERSHIP), s->alliance);
    expect_ids(v);
    assert_int_equal(view_filter(v, "kenya", NULL), OK);
    assert_in_range(view_matched(v), 1, PEOPLE - 100);
    expect_ids(v);
    view_free(v);
    v = view_new(s->w.store, kind_of(&s->w, KIND_PERSON), NULL);
    expect_ids(v);
    view_free(v);
}

static size_t found(struct view *v, const char *words)
{
    assert_int_equal(view_filter(v, words, NULL), OK);
    return view_matched(v);
}

/* Choices are found by the word that is on the screen, in any language, and by the English one as before. */
static void finds_choices_in_the_language_spoken(void **state)
{
    struct world *s = *state;
    struct view *v = view_new(s->w.store, kind_of(&s->w, KIND_MEMBERSHIP), s->alliance);
    size_t invited = found(v, "invited"), in_kenya = found(v, "p0 kenya invited");
    assert_int_not_equal(invited, 0);
    assert_int_not_equal(in_kenya, 0);
    assert_int_equal(found(v, "invitacion"), 0);
    model_speak(&s->w.model, data_kinds, DATA_KINDS_COUNT, "es");
    view_refresh(v);
    assert_int_equal(view_matched(v), invited);
    assert_int_equal(found(v, "invitación"), invited);
    assert_int_equal(found(v, "INVITACI"), invited);
    assert_int_equal(found(v, "invitacion p0"), found(v, "p0 invited"));
    assert_int_equal(found(v, "kenya invitac p0"), in_kenya);
    assert_int_equal(found(v, "invited"), invited);
    assert_int_equal(found(v, "asistencia invitacion"), 0);
    view_free(v);
}

/* A change is seen after a refresh, and not half of it before. */
static void reads_again_after_a_change(void **state)
{
    struct world *s = *state;
    const struct kind *member = kind_of(&s->w, KIND_MEMBERSHIP), *person = kind_of(&s->w, KIND_PERSON);
    struct view *v = view_new(s->w.store, member, s->alliance);
    struct column country = {MEMBERSHIP_PERSON, PERSON_COUNTRY};
    struct buf text = BUF_INIT;
    struct record r;
    view_want(v, &country, 1);
    assert_int_equal(store_get(s->w.store, member, view_id(v, 4), &r, NULL), OK);
    view_cell(v, 4, country, &text);
    assert_int_equal(set(&s->w, person, record_get(&r, MEMBERSHIP_PERSON), PERSON_COUNTRY, "Chad", NULL), OK);
    assert_string_not_equal(buf_str(&text), "Chad");
    view_refresh(v);
    buf_clear(&text);
    view_cell(v, 4, country, &text);
    assert_string_equal(buf_str(&text), "Chad");
    record_release(&r);
    buf_release(&text);
    view_free(v);
}

/* "men" means Mensah, not somebody whose department holds these letters; of two who are called alike each is told apart. */
static void what_is_chosen_from_is_ranked(void **state)
{
    struct world *s = *state;
    const struct kind *organisation = kind_of(&s->w, KIND_ORGANISATION), *person = kind_of(&s->w, KIND_PERSON);
    char department[ID_SIZE], ids[5][ID_SIZE];
    static const char *const names[] = {"Boateng", "Clement", "Mensah", "Zulu-Mensah"};
    struct buf one = BUF_INIT, other = BUF_INIT;
    make(&s->w, organisation, department, ORGANISATION_NAME, "Department of Roads", -1);
    for (int i = 0; i < 4; i++)
        make(&s->w, person, ids[i], PERSON_FAMILY_NAME, names[i], PERSON_ORGANISATION, i == 0 || i == 2 ? department : "",
             PERSON_COUNTRY, "Ghana", -1);
    make(&s->w, person, ids[4], PERSON_FAMILY_NAME, "Mensah", PERSON_COUNTRY, "Togo", -1);
    struct view *v = view_new(s->w.store, person, NULL);
    assert_int_equal(view_filter(v, "men", NULL), OK);
    assert_string_equal(view_title(v, 0), "Boateng"); /* the order of titles */
    view_rank(v);
    view_refresh(v);
    static const char *const ranked[] = {"Mensah", "Mensah", "Zulu-Mensah", "Clement", "Boateng"};
    for (size_t i = 0; i < 5; i++)
        assert_string_equal(view_title(v, i), ranked[i]);
    assert_int_equal(view_matched(v), 5);
    for (size_t i = 1; i <= 3; i++) { /* typed letter by letter or at once: the same */
        char typed[4] = "men";
        typed[i] = '\0';
        view_filter(v, typed, NULL);
    }
    assert_string_equal(view_title(v, 4), "Boateng");
    store_title_apart(s->w.store, person, ids[2], &one);
    store_title_apart(s->w.store, person, ids[4], &other);
    assert_non_null(strstr(buf_str(&one), "Department of Roads"));
    assert_non_null(strstr(buf_str(&other), "Togo"));
    buf_clear(&one);
    store_title_apart(s->w.store, person, ids[1], &one);
    assert_string_equal(buf_str(&one), "Clement"); /* nobody else is called so */
    buf_release(&one);
    buf_release(&other);
    view_free(v);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test_setup_teardown(what_is_chosen_from_is_ranked, begin, finish),
        cmocka_unit_test_setup_teardown(shows_what_the_store_shows, begin, finish),
        cmocka_unit_test_setup_teardown(names_every_record_once, begin, finish),
        cmocka_unit_test_setup_teardown(finds_choices_in_the_language_spoken, begin, finish),
        cmocka_unit_test_setup_teardown(reads_again_after_a_change, begin, finish),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
