/* test-copies.c: files that are copied, moved, restored and overwritten never write one number for two things; undo and history
 * go on across all of it. LONG=1 in the environment runs 200 histories instead of 25. */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include "data.h"
#include "store/site.h"
#include "unit/cmocka-all.h"
#include "workbench.h"

static struct store *open_at(const char *path, struct model *model)
{
    struct store *s;
    struct error e = {0};
    assert_int_equal(model_init(model, data_kinds, DATA_KINDS_COUNT, &e), OK);
    if (store_open(&s, path, 0, model, NULL, &e) != OK)
        fail_msg("open %s: %s", path, e.what);
    return s;
}

static void close_at(struct store *s, struct model *model)
{
    store_close(s);
    model_release(model);
}

static void add_person(struct store *s, const char *name)
{
    struct record r;
    struct error e;
    record_init(&r, store_model(s)->kinds[KIND_PERSON]);
    record_set(&r, PERSON_FAMILY_NAME, name);
    assert_int_equal(change_begin(s, name, &e), OK);
    assert_int_equal(change_create(s, &r, &e), OK);
    assert_int_equal(change_commit(s, &e), OK);
    record_release(&r);
}

/* Opens, adds, closes. */
static void edit(const char *path, const char *name)
{
    struct model model;
    struct store *s = open_at(path, &model);
    add_person(s, name);
    close_at(s, &model);
}

static enum log_relation relation(const char *a, const char *b)
{
    struct model models[2];
    struct log_comparison c;
    struct store *one = open_at(a, &models[0]), *two = open_at(b, &models[1]);
    assert_int_equal(store_compare(one, two, &c, NULL, NULL), OK);
    close_at(one, &models[0]);
    close_at(two, &models[1]);
    return c.relation;
}

static void name_in(const struct workbench *w, const char *name, char out[160])
{
    char folder[64];
    strcpy(folder, w->folder);
    snprintf(out, 160, "%s/%.60s", folder, name);
}

static size_t count_sites(const char *path)
{
    struct db db;
    size_t n;
    assert_int_equal(db_open(&db, path, DB_READ_ONLY, NULL), OK);
    n = (size_t)db_value(&db, "SELECT count(*) FROM log_site", 0);
    db_close(&db);
    return n;
}

static void a_copy_begins_a_site_of_its_own(void **state)
{
    (void)state;
    struct workbench w;
    char copy[160], moved[160];
    struct model model;
    workbench_new(&w);
    make(&w, kind_of(&w, KIND_PERSON), NULL, PERSON_FAMILY_NAME, "First", -1);
    name_in(&w, "copy.db", copy);
    name_in(&w, "moved.db", moved);
    copy_file(w.path, copy);
    close_at(open_at(copy, &model), &model); /* only looked at */
    assert_int_equal(count_sites(copy), 1);
    assert_int_equal(relation(w.path, copy), LOGS_EQUAL);
    edit(copy, "There");
    assert_int_equal(count_sites(copy), 2);
    assert_int_equal(relation(w.path, copy), LOGS_BEHIND);
    assert_int_equal(relation(copy, w.path), LOGS_AHEAD);
    make(&w, kind_of(&w, KIND_PERSON), NULL, PERSON_FAMILY_NAME, "Here", -1);
    assert_int_equal(relation(w.path, copy), LOGS_APART);
    edit(copy, "There again");
    assert_int_equal(count_sites(copy), 2); /* and goes on with it */
    assert_int_equal(rename(copy, moved), 0);
    edit(moved, "Moved");
    assert_int_equal(count_sites(moved), 3); /* one too many does no harm */
    edit(moved, "Moved again");
    assert_int_equal(count_sites(moved), 3);
    workbench_free(&w);
}

/* What another program put over the file, with the same inode, is noticed by the head beside it. */
static void an_older_file_put_over_it_is_noticed(void **state)
{
    (void)state;
    struct workbench w;
    struct check_report report;
    char old[160], newer[160];
    struct error e;
    workbench_new(&w);
    make(&w, kind_of(&w, KIND_PERSON), NULL, PERSON_FAMILY_NAME, "First", -1);
    name_in(&w, "old.db", old);
    name_in(&w, "newer.db", newer);
    copy_file(w.path, old);
    make(&w, kind_of(&w, KIND_PERSON), NULL, PERSON_FAMILY_NAME, "Second", -1);
    copy_file(w.path, newer);
    store_close(w.store);
    model_release(&w.model);
    copy_file(old, w.path);
    w.store = open_at(w.path, &w.model);
    assert_non_null(strstr(store_notice(w.store), "older"));
    assert_true(store_writable(w.store));
    assert_int_equal(store_check(w.store, false, &report, NULL, &e), OK);
    assert_false(report.up_to_date);
    assert_false(check_sound(&report));
    add_person(w.store, "Other second");
    assert_int_equal(relation(w.path, newer), LOGS_APART);
    workbench_reopen(&w);
    assert_string_equal(store_notice(w.store), "");
    workbench_free(&w);
}

static void a_head_that_cannot_be_used_stops_nothing(void **state)
{
    (void)state;
    struct workbench w;
    char head[160], elsewhere[160];
    static const char *const texts[] = {"", "peerloom", "peerloom 1 2 zz\n",
                                        ("peerloom 0000000000000000001 0000000000000000002 "
                                         "00000000000000000000000000000000 00000000\n")};
    workbench_new(&w);
    make(&w, kind_of(&w, KIND_PERSON), NULL, PERSON_FAMILY_NAME, "First", -1);
    name_in(&w, "workbench.db.head", head);
    for (size_t i = 0; i < 4; i++) {
        FILE *f = fopen(head, "w");
        fputs(texts[i], f);
        fclose(f);
        workbench_reopen(&w);
        assert_string_equal(store_notice(w.store), "");
        expect_sound(&w);
    }
    unlink(head);
    workbench_reopen(&w);
    assert_string_equal(store_notice(w.store), "");
    name_in(&w, "elsewhere", elsewhere);
    assert_int_equal(symlink(elsewhere, head), 0); /* is not followed */
    make(&w, kind_of(&w, KIND_PERSON), NULL, PERSON_FAMILY_NAME, "Second", -1);
    assert_int_equal(access(elsewhere, F_OK), -1);
    unlink(head);
    assert_int_equal(mkdir(head, 0700), 0);
    make(&w, kind_of(&w, KIND_PERSON), NULL, PERSON_FAMILY_NAME, "Third", -1);
    workbench_reopen(&w);
    assert_int_equal(count_sites(w.path), 1);
    workbench_free(&w);
}

static void undo_and_history_go_on_in_a_copy(void **state)
{
    (void)state;
    struct workbench w;
    struct change_info what, list[40];
    char copy[160], again[160], id[ID_SIZE];
    struct model model;
    struct error e;
    workbench_new(&w);
    for (int i = 0; i < 6; i++)
        make(&w, kind_of(&w, KIND_PERSON), id, PERSON_FAMILY_NAME, "Before", -1);
    assert_int_equal(store_undo(w.store, NULL, &e), OK);
    name_in(&w, "copy.db", copy);
    name_in(&w, "again.db", again);
    copy_file(w.path, copy);
    struct store *s = open_at(copy, &model);
    assert_true(store_can_redo(s, &what));
    assert_int_equal(store_redo(s, &what, &e), OK); /* what was undone before it was copied */
    assert_int_equal(store_undo(s, &what, &e), OK);
    add_person(s, "After");
    close_at(s, &model);
    copy_file(copy, again);
    s = open_at(again, &model);
    add_person(s, "Later");
    size_t n = store_history(s, 0, list, 40), pages = 0;
    assert_int_equal(n, 6 + 1 + 2 + 1 + 1); /* of three sites, in order */
    for (size_t i = 1; i < n; i++)
        assert_true(list[i].seq < list[i - 1].seq && list[i].own);
    for (int64_t before = 0; store_history(s, before, list, 3) > 0; before = list[0].seq, pages++)
        if (store_history(s, before, list, 1) == 0)
            break;
    assert_int_equal(pages, n);
    for (int i = 0; i < 2 + 5; i++) /* the new ones and the five that stand */
        assert_int_equal(store_undo(s, &what, &e), OK);
    assert_int_equal(store_undo(s, &what, &e), ERR_NOT_FOUND);
    assert_int_equal(store_count(s, model.kinds[KIND_PERSON], -1, NULL), 0);
    for (int i = 0; i < 2 + 5; i++)
        assert_int_equal(store_redo(s, &what, &e), OK);
    assert_int_equal(store_count(s, model.kinds[KIND_PERSON], -1, NULL), 7);
    assert_string_equal(what.label, "Later");
    assert_int_equal(store_history(s, 0, list, 40), n + 14);
    for (size_t i = 14; i < n + 14; i++) /* "Before" number 6, and its undo, redo and undo in two files */
        assert_int_equal(list[i].undone, list[i].seq == 6);
    struct check_report report;
    assert_int_equal(store_check(s, false, &report, NULL, &e), OK);
    assert_true(check_sound(&report));
    close_at(s, &model);
    workbench_free(&w);
}

static void a_restored_file_never_repeats_a_number(void **state)
{
    (void)state;
    struct workbench w;
    char backup[160], first[160];
    struct buf kept = BUF_INIT;
    struct error e;
    workbench_new(&w);
    make(&w, kind_of(&w, KIND_PERSON), NULL, PERSON_FAMILY_NAME, "First", -1);
    name_in(&w, "backup.db", backup);
    assert_int_equal(store_backup(w.store, backup, NULL, &e), OK);
    make(&w, kind_of(&w, KIND_PERSON), NULL, PERSON_FAMILY_NAME, "Second", -1);
    assert_int_equal(store_restore(w.path, backup, &kept, &e), OK); /* while this window has it open */
    make(&w, kind_of(&w, KIND_PERSON), NULL, PERSON_FAMILY_NAME, "Other second", -1);
    assert_int_equal(relation(w.path, kept.s), LOGS_APART);
    name_in(&w, "first.db", first);
    copy_file(w.path, first);
    buf_clear(&kept);
    assert_int_equal(store_restore(w.path, backup, &kept, &e), OK);
    workbench_reopen(&w);
    assert_string_equal(store_notice(w.store), ""); /* it was wanted so */
    make(&w, kind_of(&w, KIND_PERSON), NULL, PERSON_FAMILY_NAME, "Third second", -1);
    assert_int_equal(relation(w.path, first), LOGS_APART);
    buf_release(&kept);
    workbench_free(&w);
}

/* ---- random histories ---- */

enum { FILES = 5, STEPS = 24 };

struct history {
    struct workbench w;
    unsigned random;
    bool blind; /* the control: the place is not looked at */
    char saved[400][160]; /* every state that was ever written */
    size_t count;
};

static unsigned dice(struct history *h, unsigned sides)
{
    h->random ^= h->random << 13;
    h->random ^= h->random >> 17;
    h->random ^= h->random << 5;
    return h->random % sides;
}

static void keep_state(struct history *h, const char *path)
{
    char name[40];
    char file[160];
    snprintf(name, sizeof name, "state-%zu", h->count);
    name_in(&h->w, name, file);
    copy_file(path, file);
    memcpy(h->saved[h->count++], file, sizeof file);
}

static void edit_some(struct history *h, const char *path)
{
    struct model model;
    struct store *s = open_at(path, &model);
    char name[40];
    if (h->blind) {
        *s->place = '\0';
        s->astray = false;
    }
    for (unsigned i = 1 + dice(h, 3); i > 0; i--) {
        snprintf(name, sizeof name, "Person %u", dice(h, 1000000));
        if (dice(h, 4) > 0 || store_undo(s, NULL, NULL) != OK)
            add_person(s, name);
    }
    close_at(s, &model);
    keep_state(h, path);
}

static void one_step(struct history *h)
{
    char a[160], b[160], name[24];
    struct buf kept = BUF_INIT;
    snprintf(name, sizeof name, "file-%u.db", dice(h, FILES));
    name_in(&h->w, name, a);
    snprintf(name, sizeof name, "file-%u.db", dice(h, FILES));
    name_in(&h->w, name, b);
    bool there = access(a, F_OK) == 0;
    unsigned what = there ? dice(h, 8) : 8;
    if (getenv("SHOW"))
        print_message("%u: %s %s\n", what, strrchr(a, '-'), strrchr(b, '-'));
    switch (what) {
    case 0:
        if (strcmp(a, b) != 0)
            copy_file(a, b); /* to a new name, or over another file, or back */
        break;
    case 1:
        if (strcmp(a, b) != 0)
            rename(a, b);
        break;
    case 2: /* a state of long ago comes back by another program */
        copy_file(h->saved[dice(h, (unsigned)h->count)], a);
        break;
    case 3:
        assert_int_equal(store_restore(a, h->saved[dice(h, (unsigned)h->count)], &kept, NULL), OK);
        break;
    case 8:
        copy_file(h->saved[dice(h, (unsigned)h->count)], a);
        break;
    default:
        edit_some(h, a);
    }
    buf_release(&kept);
}

struct number {
    int64_t site, seq;
    unsigned char digest[CHAIN_SIZE];
};

static int by_number(const void *a, const void *b)
{
    const struct number *x = a, *y = b;
    if (x->site != y->site)
        return x->site < y->site ? -1 : 1;
    return x->seq < y->seq ? -1 : x->seq > y->seq;
}

/* How many numbers name two things, over all states that ever were. */
static size_t count_forks(struct history *h)
{
    struct number *all = malloc(200000 * sizeof *all);
    size_t n = 0, forks = 0;
    for (size_t i = 0; i < h->count; i++) {
        struct db db;
        size_t sites;
        struct chain_change c;
        assert_int_equal(db_open(&db, h->saved[i], DB_READ_ONLY, NULL), OK);
        int64_t *list = chain_sites(&db, &sites);
        for (size_t j = 0; j < sites; j++)
            for (int64_t seq = INT64_MIN; chain_next(&db, list[j], seq, &c); seq = c.row.seq) {
                assert_true(n < 200000);
                all[n] = (struct number){c.row.site, c.row.seq, {0}};
                memcpy(all[n++].digest, c.stored, CHAIN_SIZE);
            }
        free(list);
        db_close(&db);
    }
    qsort(all, n, sizeof *all, by_number);
    for (size_t i = 1; i < n; i++)
        forks += by_number(&all[i - 1], &all[i]) == 0 && memcmp(all[i - 1].digest, all[i].digest, CHAIN_SIZE) != 0;
    free(all);
    return forks;
}

/* Does comparing all pairs of the files find a fork? */
static bool comparison_finds(struct history *h)
{
    bool found = false;
    for (size_t i = 0; i < h->count && !found; i++)
        for (size_t j = 0; j < i && !found; j++)
            found = relation(h->saved[i], h->saved[j]) == LOGS_FORKED;
    return found;
}

static size_t run_history(unsigned seed, bool blind, bool *found)
{
    struct history *h = calloc(1, sizeof *h);
    char first[160];
    h->random = seed * 2654435761u + 1;
    h->blind = blind;
    workbench_new(&h->w);
    name_in(&h->w, "file-0.db", first);
    make(&h->w, kind_of(&h->w, KIND_PERSON), NULL, PERSON_FAMILY_NAME, "First", -1);
    copy_file(h->w.path, first);
    edit_some(h, first);
    for (int i = 0; i < STEPS; i++)
        one_step(h);
    size_t forks = count_forks(h);
    if (found)
        *found = comparison_finds(h);
    workbench_free(&h->w);
    free(h);
    return forks;
}

static void no_number_names_two_things(void **state)
{
    (void)state;
    unsigned histories = getenv("LONG") ? 200 : 25;
    size_t forks = 0;
    for (unsigned seed = 1; seed <= histories; seed++) {
        size_t n = run_history(seed, false, NULL);
        if (n > 0)
            print_message("seed %u: %zu numbers that name two things\n", seed, n);
        forks += n;
    }
    print_message("%u histories of copies: %zu numbers that name two things\n", histories, forks);
    assert_int_equal(forks, 0);
}

/* The same without a look at the place: there are forks, and the comparison finds them. */
static void the_comparison_finds_what_the_place_prevents(void **state)
{
    (void)state;
    size_t with_forks = 0, found_in = 0;
    for (unsigned seed = 1; seed <= 6; seed++) {
        bool found;
        bool forked = run_history(seed, true, &found) > 0;
        with_forks += forked;
        found_in += found;
        assert_int_equal(found, forked);
    }
    print_message("without the place: %zu of 6 histories forked, %zu found\n", with_forks, found_in);
    assert_true(with_forks > 3);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(a_copy_begins_a_site_of_its_own),
        cmocka_unit_test(an_older_file_put_over_it_is_noticed),
        cmocka_unit_test(a_head_that_cannot_be_used_stops_nothing),
        cmocka_unit_test(undo_and_history_go_on_in_a_copy),
        cmocka_unit_test(a_restored_file_never_repeats_a_number),
        cmocka_unit_test(no_number_names_two_things),
        cmocka_unit_test(the_comparison_finds_what_the_place_prevents),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
