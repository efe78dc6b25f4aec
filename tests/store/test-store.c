/* test-store.c: changes, titles, undo and redo, own columns, views, backups and the ways a file can be bad. */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include "base/utf8.h"
#include "data.h"
#include "store/internal.h"
#include "store/view.h"
#include "unit/cmocka-all.h"
#include "workbench.h"

static void make_person(struct workbench *w, const char *family, const char *given, char id[ID_SIZE])
{
    make(w, kind_of(w, KIND_PERSON), id, PERSON_FAMILY_NAME, family, PERSON_GIVEN_NAME, given, -1);
}

static void make_alliance(struct workbench *w, char id[ID_SIZE])
{
    make(w, kind_of(w, KIND_ALLIANCE), id, ALLIANCE_NAME, "Fiscal decentralisation", ALLIANCE_PHASE, "1", -1);
}

static void join(struct workbench *w, const char *person, const char *alliance, char id[ID_SIZE])
{
    make(w, kind_of(w, KIND_MEMBERSHIP), id, MEMBERSHIP_PERSON, person, MEMBERSHIP_ALLIANCE, alliance, -1);
}

static void what_is_saved_is_there_after_a_restart(void **state)
{
    (void)state;
    struct workbench w;
    char id[ID_SIZE];
    workbench_new(&w);
    make_person(&w, "Otieno", "Grace", id);
    assert_int_equal(set(&w, kind_of(&w, KIND_PERSON), id, PERSON_COUNTRY, "Kenya", NULL), OK);
    workbench_reopen(&w);
    expect_field(&w, kind_of(&w, KIND_PERSON), id, PERSON_FAMILY_NAME, "Otieno");
    expect_field(&w, kind_of(&w, KIND_PERSON), id, PERSON_COUNTRY, "Kenya");
    workbench_free(&w);
}

static void a_rolled_back_change_leaves_nothing(void **state)
{
    (void)state;
    struct workbench w;
    char before[33], after[33];
    struct record r;
    workbench_new(&w);
    store_digest(w.store, before, NULL);
    assert_int_equal(change_begin(w.store, "Add", NULL), OK);
    record_init(&r, kind_of(&w, KIND_PERSON));
    record_set(&r, PERSON_FAMILY_NAME, "Otieno");
    assert_int_equal(change_create(w.store, &r, NULL), OK);
    record_release(&r);
    change_rollback(w.store);
    store_digest(w.store, after, NULL);
    assert_string_equal(before, after);
    assert_false(store_can_undo(w.store, NULL));
    workbench_free(&w);
}

static void titles_follow_what_they_refer_to(void **state)
{
    (void)state;
    struct workbench w;
    char person[ID_SIZE], alliance[ID_SIZE], member[ID_SIZE], org[ID_SIZE];
    struct buf title = BUF_INIT;
    workbench_new(&w);
    make_person(&w, "Otieno", "Grace", person);
    make_alliance(&w, alliance);
    join(&w, person, alliance, member);
    store_title(w.store, kind_of(&w, KIND_MEMBERSHIP), member, &title);
    assert_string_equal(title.s, "Otieno, Grace");
    set(&w, kind_of(&w, KIND_PERSON), person, PERSON_GIVEN_NAME, "Gr\u00e2ce", NULL);
    buf_clear(&title);
    store_title(w.store, kind_of(&w, KIND_MEMBERSHIP), member, &title);
    assert_string_equal(title.s, "Otieno, Gr\u00e2ce");
    make(&w, kind_of(&w, KIND_ORGANISATION), org, ORGANISATION_NAME, "Treasury", -1);
    set(&w, kind_of(&w, KIND_PERSON), person, PERSON_ORGANISATION, org, NULL);
    struct view *v = view_new(w.store, kind_of(&w, KIND_MEMBERSHIP), alliance);
    assert_int_equal(view_filter(v, "grace treas", NULL), OK); /* found through the person, without accents */
    assert_int_equal(view_matched(v), 1);
    set(&w, kind_of(&w, KIND_ORGANISATION), org, ORGANISATION_NAME, "Exchequer", NULL);
    view_refresh(v);
    assert_int_equal(view_matched(v), 0);
    view_free(v);
    buf_release(&title);
    workbench_free(&w);
}

static void deleting_takes_along_and_undo_brings_back(void **state)
{
    (void)state;
    struct workbench w;
    char person[ID_SIZE], alliance[ID_SIZE], member[ID_SIZE], objective[ID_SIZE], before[33], after[33];
    struct change_info what;
    workbench_new(&w);
    make_person(&w, "Otieno", "Grace", person);
    make_alliance(&w, alliance);
    join(&w, person, alliance, member);
    make(&w, kind_of(&w, KIND_OBJECTIVE), objective, OBJECTIVE_STATEMENT, "Learn", OBJECTIVE_ALLIANCE, alliance,
         OBJECTIVE_VIA_PERSON, person, -1);
    store_digest(w.store, before, NULL);
    assert_int_equal(change_begin(w.store, "Delete Otieno", NULL), OK);
    assert_int_equal(change_delete(w.store, kind_of(&w, KIND_PERSON), person, NULL), OK);
    assert_int_equal(change_commit(w.store, NULL), OK);
    assert_int_equal(store_count(w.store, kind_of(&w, KIND_MEMBERSHIP), -1, NULL), 0);
    expect_field(&w, kind_of(&w, KIND_OBJECTIVE), objective, OBJECTIVE_VIA_PERSON, "");
    expect_sound(&w);
    workbench_reopen(&w);
    assert_int_equal(store_undo(w.store, &what, NULL), OK);
    assert_string_equal(what.label, "Delete Otieno");
    store_digest(w.store, after, NULL);
    assert_string_equal(before, after);
    workbench_free(&w);
}

static void undo_and_redo_walk_the_whole_way(void **state)
{
    (void)state;
    struct workbench w;
    char id[ID_SIZE];
    struct change_info what, list[8];
    workbench_new(&w);
    make_person(&w, "A", "", id);
    set(&w, kind_of(&w, KIND_PERSON), id, PERSON_COUNTRY, "Kenya", NULL);
    set(&w, kind_of(&w, KIND_PERSON), id, PERSON_COUNTRY, "Uganda", NULL);
    assert_int_equal(store_undo(w.store, &what, NULL), OK);
    expect_field(&w, kind_of(&w, KIND_PERSON), id, PERSON_COUNTRY, "Kenya");
    assert_int_equal(store_undo(w.store, &what, NULL), OK);
    expect_field(&w, kind_of(&w, KIND_PERSON), id, PERSON_COUNTRY, "");
    assert_int_equal(store_redo(w.store, &what, NULL), OK);
    expect_field(&w, kind_of(&w, KIND_PERSON), id, PERSON_COUNTRY, "Kenya");
    assert_true(store_can_redo(w.store, &what));
    assert_int_equal(store_history(w.store, 0, list, 8), 6);
    assert_true(list[3].undone);   /* Uganda */
    assert_false(list[4].undone);  /* Kenya, redone */
    set(&w, kind_of(&w, KIND_PERSON), id, PERSON_COUNTRY, "Ghana", NULL);
    assert_false(store_can_redo(w.store, &what)); /* a new change ends what could be redone */
    while (store_undo(w.store, &what, NULL) == OK)
        ;
    assert_int_equal(store_count(w.store, kind_of(&w, KIND_PERSON), -1, NULL), 0);
    workbench_free(&w);
}

static void keyed_records_are_one_and_come_back(void **state)
{
    (void)state;
    struct workbench w;
    char person[ID_SIZE], alliance[ID_SIZE], first[ID_SIZE], second[ID_SIZE];
    struct record r;
    struct error e;
    workbench_new(&w);
    make_person(&w, "Otieno", "Grace", person);
    make_alliance(&w, alliance);
    join(&w, person, alliance, first);
    record_init(&r, kind_of(&w, KIND_MEMBERSHIP));
    record_set(&r, MEMBERSHIP_PERSON, person);
    record_set(&r, MEMBERSHIP_ALLIANCE, alliance);
    assert_int_equal(change_begin(w.store, "Again", &e), OK);
    assert_int_equal(change_create(w.store, &r, &e), ERR_INPUT);
    change_rollback(w.store);
    record_release(&r);
    set(&w, kind_of(&w, KIND_MEMBERSHIP), first, MEMBERSHIP_STATUS, "attending", NULL);
    change_begin(w.store, "Delete", NULL);
    assert_int_equal(change_delete(w.store, kind_of(&w, KIND_MEMBERSHIP), first, &e), OK);
    change_commit(w.store, NULL);
    join(&w, person, alliance, second);
    assert_string_equal(first, second);
    expect_field(&w, kind_of(&w, KIND_MEMBERSHIP), second, MEMBERSHIP_STATUS, ""); /* as new, not as it was */
    assert_int_equal(set(&w, kind_of(&w, KIND_MEMBERSHIP), second, MEMBERSHIP_PERSON, alliance, &e), ERR_INPUT);
    workbench_free(&w);
}

static void required_fields_are_asked_for(void **state)
{
    (void)state;
    struct workbench w;
    struct record r;
    struct error e;
    char id[ID_SIZE];
    workbench_new(&w);
    record_init(&r, kind_of(&w, KIND_PERSON));
    assert_int_equal(change_begin(w.store, "Add", &e), OK);
    assert_int_equal(change_create(w.store, &r, &e), ERR_INPUT);
    assert_non_null(strstr(e.what, "Family name"));
    change_rollback(w.store);
    record_release(&r);
    make_person(&w, "A", "", id);
    assert_int_equal(set(&w, kind_of(&w, KIND_PERSON), id, PERSON_FAMILY_NAME, "", &e), ERR_INPUT);
    workbench_free(&w);
}

static void own_columns_work_like_any_field(void **state)
{
    (void)state;
    struct workbench w;
    char person[ID_SIZE], column[ID_SIZE];
    workbench_new(&w);
    make_person(&w, "Otieno", "Grace", person);
    make(&w, kind_of(&w, KIND_COLUMN), column, COLUMN_KIND, "person", COLUMN_NAME, "diet", COLUMN_LABEL, "Diet", COLUMN_TYPE,
         "choice", COLUMN_CHOICES, "any=Anything;veg=Vegetarian", COLUMN_LISTED, "yes", -1);
    int field = kind_field(kind_of(&w, KIND_PERSON), "diet");
    assert_true(field > 0);
    assert_int_equal(set(&w, kind_of(&w, KIND_PERSON), person, field, "veg", NULL), OK);
    workbench_reopen(&w);
    field = kind_field(kind_of(&w, KIND_PERSON), "diet");
    expect_field(&w, kind_of(&w, KIND_PERSON), person, field, "Vegetarian");
    struct view *v = view_new(w.store, kind_of(&w, KIND_PERSON), NULL);
    view_filter(v, "vegetarian", NULL);
    assert_int_equal(view_matched(v), 1);
    view_free(v);
    assert_int_equal(store_undo(w.store, NULL, NULL), OK);
    assert_int_equal(store_undo(w.store, NULL, NULL), OK);
    assert_int_equal(kind_field(kind_of(&w, KIND_PERSON), "diet"), -1);
    assert_int_equal(store_redo(w.store, NULL, NULL), OK);
    assert_true(kind_field(kind_of(&w, KIND_PERSON), "diet") > 0);
    workbench_free(&w);
}

static void resolve_understands_ids_and_names(void **state)
{
    (void)state;
    struct workbench w;
    char one[ID_SIZE], two[ID_SIZE], found[ID_SIZE];
    struct error e;
    workbench_new(&w);
    make_person(&w, "\u00d6ztürk", "Ay\u015fe", one);
    make_person(&w, "Same", "Name", two);
    assert_int_equal(store_resolve(w.store, kind_of(&w, KIND_PERSON), "ozturk, ayse", NULL, found, &e), OK);
    assert_string_equal(found, one);
    assert_int_equal(store_resolve(w.store, kind_of(&w, KIND_PERSON), two, NULL, found, &e), OK);
    make_person(&w, "Same", "Name", NULL);
    assert_int_equal(store_resolve(w.store, kind_of(&w, KIND_PERSON), "same, name", NULL, found, &e), ERR_INPUT);
    assert_non_null(strstr(e.what, "several"));
    assert_int_equal(store_resolve(w.store, kind_of(&w, KIND_PERSON), "nobody", NULL, found, &e), ERR_NOT_FOUND);
    workbench_free(&w);
}

/* 1,000 people, read in every direction, must be in one order. */
static void views_page_in_one_order(void **state)
{
    (void)state;
    struct workbench w;
    enum { PEOPLE = 1000 };
    workbench_new(&w);
    change_begin(w.store, "Many", NULL);
    for (int i = 0; i < PEOPLE; i++) {
        struct record r;
        char name[32];
        snprintf(name, sizeof name, "P%03d", (i * 7919) % 500); /* every name twice */
        record_init(&r, kind_of(&w, KIND_PERSON));
        record_set(&r, PERSON_FAMILY_NAME, name);
        record_set(&r, PERSON_COUNTRY, i % 3 ? "Kenya" : "Ghana");
        snprintf(name, sizeof name, "%d", i);
        record_set(&r, PERSON_YEARS_OF_SERVICE, name);
        assert_int_equal(change_create(w.store, &r, NULL), OK);
        record_release(&r);
    }
    assert_int_equal(change_commit(w.store, NULL), OK);
    struct view *v = view_new(w.store, kind_of(&w, KIND_PERSON), NULL);
    static char ids[PEOPLE][ID_SIZE];
    assert_int_equal(view_total(v), PEOPLE);
    for (size_t i = 0; i < PEOPLE; i++)
        strcpy(ids[i], view_id(v, i));
    assert_null(view_id(v, PEOPLE));
    for (size_t i = PEOPLE; i-- > 0;)
        assert_string_equal(view_id(v, i), ids[i]);
    srand(7);
    for (int i = 0; i < 400; i++) {
        size_t at = (size_t)rand() % PEOPLE;
        assert_string_equal(view_id(v, at), ids[at]);
        assert_int_equal(view_find(v, ids[at]), at);
    }
    assert_int_equal(view_filter(v, "gha", NULL), OK);
    assert_int_equal(view_matched(v), 334);
    assert_int_equal(view_filter(v, "gha p00", NULL), OK);
    size_t few = view_matched(v);
    assert_true(few > 0 && few < 20);
    struct column years;
    assert_true(view_column(kind_of(&w, KIND_PERSON), "years_of_service", &years));
    view_filter(v, "", NULL);
    assert_int_equal(view_sort(v, &years, true, NULL), OK);
    struct buf cell = BUF_INIT;
    view_cell(v, 0, years, &cell);
    assert_string_equal(cell.s, "999");
    buf_release(&cell);
    view_free(v);
    workbench_free(&w);
}

/* The counts that are kept must follow every way a record can come, go and move. */
static void counts_follow_records(void **state)
{
    (void)state;
    struct workbench w;
    char one[ID_SIZE], two[ID_SIZE], objective[ID_SIZE];
    workbench_new(&w);
    make_alliance(&w, one);
    make_alliance(&w, two);
    const struct kind *k = kind_of(&w, KIND_OBJECTIVE);
    make(&w, k, objective, OBJECTIVE_STATEMENT, "A", OBJECTIVE_ALLIANCE, one, -1);
    make(&w, k, NULL, OBJECTIVE_STATEMENT, "B", OBJECTIVE_ALLIANCE, one, -1);
    assert_int_equal(store_count(w.store, k, -1, NULL), 2);
    assert_int_equal(set(&w, k, objective, OBJECTIVE_ALLIANCE, two, NULL), OK);
    assert_int_equal(store_count(w.store, k, OBJECTIVE_ALLIANCE, one), 1);
    assert_int_equal(store_count(w.store, k, OBJECTIVE_ALLIANCE, two), 1);
    store_undo(w.store, NULL, NULL);
    store_undo(w.store, NULL, NULL);
    assert_int_equal(store_count(w.store, k, OBJECTIVE_ALLIANCE, one), 1);
    assert_int_equal(store_count(w.store, k, OBJECTIVE_ALLIANCE, two), 0);
    workbench_free(&w);
}

static void two_windows_see_each_other(void **state)
{
    (void)state;
    struct workbench w, other;
    char id[ID_SIZE];
    workbench_new(&w);
    other = w;
    other.store = NULL;
    other.model = (struct model){0};
    workbench_reopen(&other);
    make_person(&w, "Otieno", "", id);
    assert_true(store_changed_elsewhere(other.store));
    assert_false(store_changed_elsewhere(other.store));
    expect_field(&other, kind_of(&other, KIND_PERSON), id, PERSON_FAMILY_NAME, "Otieno");
    assert_int_equal(set(&other, kind_of(&other, KIND_PERSON), id, PERSON_COUNTRY, "Kenya", NULL), OK);
    expect_field(&w, kind_of(&w, KIND_PERSON), id, PERSON_COUNTRY, "Kenya");
    store_close(other.store);
    model_release(&other.model);
    workbench_free(&w);
}

/* ---- two windows, own columns, texts that are too long, and what else could lose something quietly ---- */

static void open_other(struct workbench *w, struct workbench *other)
{
    *other = *w;
    other->store = NULL;
    other->model = (struct model){0};
    workbench_reopen(other);
}

static void close_other(struct workbench *other)
{
    store_close(other->store);
    model_release(&other->model);
}

static void make_column(struct workbench *w, const char *name, const char *choices, char id[ID_SIZE])
{
    make(w, kind_of(w, KIND_COLUMN), id, COLUMN_KIND, "person", COLUMN_NAME, name, COLUMN_LABEL, "Diet", COLUMN_TYPE,
         choices ? "choice" : "text", COLUMN_CHOICES, choices ? choices : "", COLUMN_LISTED, "yes", -1);
}

static void a_text_that_is_too_long_is_refused_and_not_lost(void **state)
{
    (void)state;
    enum { LONG = 1200000 };
    struct workbench w;
    struct error e;
    char id[ID_SIZE], *text = malloc(LONG + 1);
    memset(text, 'a', LONG);
    text[LONG] = '\0';
    workbench_new(&w);
    make_person(&w, "Otieno", "Grace", id);
    assert_int_equal(set(&w, kind_of(&w, KIND_PERSON), id, PERSON_COUNTRY, "Kenya", &e), OK);
    assert_int_equal(set(&w, kind_of(&w, KIND_PERSON), id, PERSON_COUNTRY, text, &e), ERR_INPUT);
    assert_non_null(strstr(e.what, "too long"));
    expect_field(&w, kind_of(&w, KIND_PERSON), id, PERSON_COUNTRY, "Kenya");
    struct record r;
    record_init(&r, kind_of(&w, KIND_PERSON));
    record_set(&r, PERSON_FAMILY_NAME, text);
    assert_int_equal(change_begin(w.store, "Add", &e), OK);
    assert_int_equal(change_create(w.store, &r, &e), ERR_INPUT);
    change_rollback(w.store);
    record_release(&r);
    text[200000] = '\0'; /* what is allowed comes back whole */
    assert_int_equal(set(&w, kind_of(&w, KIND_PERSON), id, PERSON_COUNTRY, text, &e), OK);
    expect_field(&w, kind_of(&w, KIND_PERSON), id, PERSON_COUNTRY, text);
    free(text);
    workbench_free(&w);
}

static void a_new_record_without_visibility_is_open(void **state)
{
    (void)state;
    struct workbench w;
    char id[ID_SIZE];
    workbench_new(&w);
    make(&w, kind_of(&w, KIND_PERSON), id, PERSON_FAMILY_NAME, "Otieno", FIELD_VISIBILITY, "", -1);
    expect_field(&w, kind_of(&w, KIND_PERSON), id, FIELD_VISIBILITY, "Open to all");
    workbench_free(&w); /* and what the log makes of it is the same */
}

static void other_words_for_a_choice_reach_titles_search_and_windows(void **state)
{
    (void)state;
    struct workbench w, other;
    char person[ID_SIZE], column[ID_SIZE];
    workbench_new(&w);
    make_person(&w, "Otieno", "Grace", person);
    make_column(&w, "diet", "any=Anything;veg=Vegetarian", column);
    set(&w, kind_of(&w, KIND_PERSON), person, kind_field(kind_of(&w, KIND_PERSON), "diet"), "veg", NULL);
    open_other(&w, &other);
    assert_int_equal(set(&w, kind_of(&w, KIND_COLUMN), column, COLUMN_CHOICES, "any=Anything;veg=Plants", NULL), OK);
    expect_sound(&w); /* the search text follows */
    assert_true(store_changed_elsewhere(other.store));
    expect_field(&other, kind_of(&other, KIND_PERSON), person, kind_field(kind_of(&other, KIND_PERSON), "diet"), "Plants");
    assert_int_equal(set(&w, kind_of(&w, KIND_COLUMN), column, COLUMN_PERSONAL, "yes", NULL), OK);
    assert_true(store_changed_elsewhere(other.store)); /* or it would go on exporting what is personal now */
    const struct kind *k = kind_of(&other, KIND_PERSON);
    assert_true(k->fields[kind_field(k, "diet")].flags & FIELD_PERSONAL);
    close_other(&other);
    workbench_free(&w);
}

/* A window that has not looked yet must not write rows without a column that another window has added. */
static void a_column_of_another_window_is_not_lost(void **state)
{
    (void)state;
    struct workbench w, other;
    struct error e;
    char person[ID_SIZE];
    workbench_new(&w);
    make_person(&w, "Otieno", "Grace", person);
    open_other(&w, &other);
    make_column(&other, "diet", NULL, NULL);
    int field = kind_field(kind_of(&other, KIND_PERSON), "diet");
    assert_int_equal(set(&other, kind_of(&other, KIND_PERSON), person, field, "Everything", &e), OK);
    assert_int_equal(change_begin(w.store, "Delete", &e), ERR_BUSY);
    assert_int_equal(change_begin(w.store, "Delete", &e), OK); /* it has looked now */
    assert_int_equal(change_delete(w.store, kind_of(&w, KIND_PERSON), person, &e), OK);
    assert_int_equal(change_commit(w.store, &e), OK);
    assert_int_equal(store_undo(w.store, NULL, &e), OK);
    expect_field(&w, kind_of(&w, KIND_PERSON), person, kind_field(kind_of(&w, KIND_PERSON), "diet"), "Everything");
    close_other(&other);
    workbench_reopen(&w);
    expect_field(&w, kind_of(&w, KIND_PERSON), person, kind_field(kind_of(&w, KIND_PERSON), "diet"), "Everything");
    workbench_free(&w);
}

static void a_rebuild_knows_the_columns_of_another_window(void **state)
{
    (void)state;
    struct workbench w, other;
    struct error e;
    char person[ID_SIZE];
    workbench_new(&w);
    make_person(&w, "Otieno", "Grace", person);
    open_other(&w, &other);
    make_column(&other, "diet", NULL, NULL);
    int field = kind_field(kind_of(&other, KIND_PERSON), "diet");
    assert_int_equal(set(&other, kind_of(&other, KIND_PERSON), person, field, "Everything", &e), OK);
    assert_int_equal(store_rebuild(w.store, NULL, &e), OK);
    expect_field(&other, kind_of(&other, KIND_PERSON), person, field, "Everything");
    close_other(&other);
    workbench_free(&w);
}

static void a_column_cannot_hide_those_of_the_tables(void **state)
{
    (void)state;
    static const char *const names[] = {"rowid", "title_", "sort_", "find_"};
    struct workbench w;
    workbench_new(&w);
    make_person(&w, "Otieno", "Grace", NULL);
    for (size_t i = 0; i < sizeof names / sizeof *names; i++) {
        assert_false(field_name_usable(names[i]));
        make_column(&w, names[i], NULL, NULL);
        assert_int_equal(kind_field(kind_of(&w, KIND_PERSON), names[i]), -1);
    }
    struct view *v = view_new(w.store, kind_of(&w, KIND_PERSON), NULL);
    view_filter(v, "otieno", NULL);
    assert_non_null(view_id(v, 0));
    view_free(v);
    workbench_free(&w);
}

static int count_statement(unsigned what, void *count, void *stmt, void *text)
{
    (void)what, (void)stmt, (void)text;
    ++*(int *)count;
    return 0;
}

static void history_says_what_stands_on_every_page(void **state)
{
    (void)state;
    enum { CHANGES = 60, PAGE = 7 };
    struct workbench w;
    struct change_info what, list[PAGE];
    bool stands[CHANGES];
    int64_t seqs[CHANGES], before = 0;
    int statements = 0, seen = 0;
    workbench_new(&w);
    for (int i = 0; i < CHANGES; i++) {
        char name[20];
        snprintf(name, sizeof name, "Person %d", i);
        make_person(&w, name, "", NULL);
        assert_true(store_can_undo(w.store, &what));
        seqs[i] = what.seq;
        stands[i] = true;
        for (int n = i % 10 == 9 ? 5 : 0; n > 0; n--) { /* five back, two of them again; the next change loses three */
            assert_int_equal(store_undo(w.store, &what, NULL), OK);
            for (int j = 0; j <= i; j++)
                stands[j] = stands[j] && seqs[j] != what.seq;
        }
        for (int n = i % 10 == 9 ? 2 : 0; n > 0; n--) {
            assert_int_equal(store_redo(w.store, &what, NULL), OK);
            for (int j = 0; j <= i; j++)
                stands[j] = stands[j] || seqs[j] == what.seq;
        }
    }
    sqlite3_trace_v2(w.store->db.sqlite, SQLITE_TRACE_STMT, count_statement, &statements);
    for (size_t n; (n = store_history(w.store, before, list, PAGE)) > 0; before = list[n - 1].seq) {
        assert_true(statements <= 4); /* however far down the page is */
        statements = 0;
        for (size_t i = 0; i < n; i++)
            for (int j = 0; j < CHANGES; j++)
                if (list[i].seq == seqs[j]) {
                    assert_int_equal(list[i].undone, !stands[j]);
                    seen++;
                }
    }
    assert_int_equal(seen, CHANGES);
    workbench_free(&w);
}

static void errors_know_whether_they_name_somebody(void **state)
{
    (void)state;
    struct workbench w;
    struct error e;
    struct buf out = BUF_INIT;
    char text[800];
    workbench_new(&w);
    const struct kind *k = kind_of(&w, KIND_PERSON);
    assert_int_equal(field_parse(&k->fields[PERSON_EMAIL], "grace at home", &out, &e), ERR_INPUT);
    error_text(&e, text, sizeof text);
    assert_non_null(strstr(text, "grace"));
    error_text_private(&e, text, sizeof text);
    assert_null(strstr(text, "grace"));
    assert_int_equal(store_restore(w.path, "/nowhere/at-all.db", &out, &e), ERR_NOT_FOUND);
    error_text_private(&e, text, sizeof text);
    assert_non_null(strstr(text, "/nowhere"));
    buf_release(&out);
    workbench_free(&w);
}

static void bytes_that_are_no_text_are_refused(void **state)
{
    (void)state;
    struct workbench w;
    struct error e;
    struct buf value = BUF_INIT;
    static const int fields[] = {PERSON_FAMILY_NAME, PERSON_COUNTRY, PERSON_NOTES};
    workbench_new(&w);
    for (size_t i = 0; i < sizeof fields / sizeof *fields; i++) {
        const struct field *f = &kind_of(&w, KIND_PERSON)->fields[fields[i]];
        assert_int_equal(field_parse(f, "Oti\xff" "eno", &value, &e), ERR_INPUT);
        assert_int_equal(field_parse(f, "Oti\xc3\xa9no", &value, &e), OK);
    }
    buf_release(&value);
    workbench_free(&w);
}

static void labels_are_cut_between_characters(void **state)
{
    (void)state;
    struct workbench w;
    struct error e;
    struct change_info list[3];
    char id[ID_SIZE], label[301] = "x";
    for (size_t i = 1; i + 2 < sizeof label; i += 2)
        memcpy(label + i, "\u00e9", 3);
    workbench_new(&w);
    make_person(&w, "Otieno", "", id);
    for (int odd = 0; odd < 2; odd++) {
        assert_int_equal(change_begin(w.store, label + odd, &e), OK);
        assert_int_equal(change_set(w.store, kind_of(&w, KIND_PERSON), id, PERSON_COUNTRY, odd ? "Kenya" : "Ghana", &e), OK);
        assert_int_equal(change_commit(w.store, &e), OK);
        assert_int_equal(store_undo(w.store, NULL, &e), OK);
        assert_int_equal(store_history(w.store, 0, list, 2), 2);
        for (int i = 0; i < 2; i++)
            assert_true(utf8_valid(list[i].label, strlen(list[i].label)) && strlen(list[i].label) > 100);
    }
    workbench_free(&w);
}

static void gather(void *data, const char *line)
{
    buf_addf(data, "%s\n", line);
}

static void history_names_what_was_deleted_since(void **state)
{
    (void)state;
    struct workbench w;
    char person[ID_SIZE], alliance[ID_SIZE], member[ID_SIZE];
    struct change_info list[4];
    struct buf lines = BUF_INIT;
    workbench_new(&w);
    make_alliance(&w, alliance);
    make_person(&w, "Otieno", "Grace", person);
    join(&w, person, alliance, member);
    change_begin(w.store, "Delete", NULL);
    assert_int_equal(change_delete(w.store, kind_of(&w, KIND_PERSON), person, NULL), OK);
    change_commit(w.store, NULL);
    assert_int_equal(store_history(w.store, 0, list, 4), 4);
    assert_int_equal(store_history_detail(w.store, list[0].seq, gather, &lines, NULL), OK);
    assert_non_null(strstr(lines.s, "Person Otieno, Grace: deleted\n"));
    assert_null(strstr(lines.s, "(not there)")); /* the membership is named after the person, who is gone too */
    buf_release(&lines);
    workbench_free(&w);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(what_is_saved_is_there_after_a_restart),
        cmocka_unit_test(a_rolled_back_change_leaves_nothing),
        cmocka_unit_test(titles_follow_what_they_refer_to),
        cmocka_unit_test(deleting_takes_along_and_undo_brings_back),
        cmocka_unit_test(undo_and_redo_walk_the_whole_way),
        cmocka_unit_test(keyed_records_are_one_and_come_back),
        cmocka_unit_test(required_fields_are_asked_for),
        cmocka_unit_test(own_columns_work_like_any_field),
        cmocka_unit_test(resolve_understands_ids_and_names),
        cmocka_unit_test(views_page_in_one_order),
        cmocka_unit_test(counts_follow_records),
        cmocka_unit_test(two_windows_see_each_other),
        cmocka_unit_test(a_text_that_is_too_long_is_refused_and_not_lost),
        cmocka_unit_test(a_new_record_without_visibility_is_open),
        cmocka_unit_test(other_words_for_a_choice_reach_titles_search_and_windows),
        cmocka_unit_test(a_column_of_another_window_is_not_lost),
        cmocka_unit_test(a_rebuild_knows_the_columns_of_another_window),
        cmocka_unit_test(a_column_cannot_hide_those_of_the_tables),
        cmocka_unit_test(history_says_what_stands_on_every_page),
        cmocka_unit_test(errors_know_whether_they_name_somebody),
        cmocka_unit_test(bytes_that_are_no_text_are_refused),
        cmocka_unit_test(labels_are_cut_between_characters),
        cmocka_unit_test(history_names_what_was_deleted_since),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
