/* test-history.c: the history as a sheet: what each change is called, what was taken back, what a change did; and that of a
 * long history only what is looked at is read, counted where the store is asked. */
#include "unit/cmocka-all.h"

#include <string.h>

#include "made.h"
#include "sheet/view.h"

enum { MANY = 350, PORTION = 100, PAGE = 20 };

/* ---- what the store was asked for ---- */

static size_t changes_read, details_read;

size_t __real_store_history(struct store *store, int64_t before, struct change_info *list, size_t size);
size_t __wrap_store_history(struct store *store, int64_t before, struct change_info *list, size_t size);
enum status __real_store_history_detail(struct store *store, int64_t seq, void (*each)(void *data, const char *line), void *data,
                                        struct error *e);
enum status __wrap_store_history_detail(struct store *store, int64_t seq, void (*each)(void *data, const char *line), void *data,
                                        struct error *e);

size_t __wrap_store_history(struct store *store, int64_t before, struct change_info *list, size_t size)
{
    size_t n = __real_store_history(store, before, list, size);
    changes_read += n;
    return n;
}

enum status __wrap_store_history_detail(struct store *store, int64_t seq, void (*each)(void *data, const char *line), void *data,
                                        struct error *e)
{
    details_read++;
    return __real_store_history_detail(store, seq, each, data, e);
}

/* Judges: no more was read than was looked at, up to a portion; and no detail but those that were looked at. */
static bool read_lazily(size_t looked_at, size_t details)
{
    return changes_read <= looked_at + PORTION && details_read <= details;
}

/* ---- a workbench with a past ---- */

static void new_desk(struct desk *d, int people)
{
    char name[24];
    desk_new(d, "Coast");
    for (int i = 0; i < people; i++) {
        snprintf(name, sizeof name, "Person %03d", i);
        desk_make(d, KIND_PERSON, NULL, PERSON_FAMILY_NAME, name, -1);
    }
    changes_read = details_read = 0;
}

static void undo(struct desk *d)
{
    struct error e;
    struct change_info what;
    assert_int_equal(store_undo(d->app.store, &what, &e), OK);
}

/* ---- what is said ---- */

static void newest_first(void **state)
{
    struct desk d;
    struct sheet s;
    (void)state;
    new_desk(&d, 2);
    undo(&d);
    made(&s, &d, "history", NULL);
    assert_int_equal(sheet_reach(&s, SIZE_MAX), 4);
    static const char *const labels[] = {"Undo: Add", "Add", "Add", "Add"};
    static const char *const said[] = {"Undo: Add", "(undone) Add", "Add", "Add"};
    for (size_t i = 0; i < 4; i++) {
        const struct sheet_row *row = &s.rows[i];
        assert_string_equal(made_cell(&s, row, "label"), labels[i]);
        assert_string_equal(made_cell(&s, row, "what"), said[i]);
        assert_string_equal(made_cell(&s, row, "undone"), i == 1 ? "yes" : "");
        assert_int_equal(row->tone, i == 1 ? TONE_DIM : TONE_PLAIN);
        assert_string_equal(made_cell(&s, row, "day"), "2026-03-02");
        assert_string_equal(made_cell(&s, row, "at"), "2026-03-02T14:02:00Z");
        assert_string_equal(made_cell(&s, row, "change"), row->id);
    }
    assert_true(strtoll(s.rows[0].id, NULL, 10) > strtoll(s.rows[1].id, NULL, 10));
    sheet_release(&s);
    desk_free(&d);
}

static void what_a_change_did(void **state)
{
    struct desk d;
    struct sheet s;
    struct error e = {0};
    (void)state;
    new_desk(&d, 1);
    made(&s, &d, "history", NULL);
    sheet_reach(&s, 1);
    sheet_detail(&s, &s.rows[0]);
    expect_piece(s.rows[0].facts[0].text, "Person 000");
    assert_true(s.rows[0].facts[0].personal);
    char *number = strdup(s.rows[0].id);
    sheet_release(&s);
    made(&s, &d, "history", number);
    expect_piece(s.rows[0].cells[0], "Person 000");
    sheet_release(&s);
    free(number);
    assert_int_not_equal(sheet_make(&s, sheet_maker("history"), &d.app, &(struct sheet_query){.phase = -1, .what = "999"}, &e), OK);
    expect_piece(e.what, "999");
    sheet_release(&s);
    desk_free(&d);
}

/* A change of very many records is cut short, and says by how much. */
static void a_large_change(void **state)
{
    enum { RECORDS = 305, LINES = 300 };
    struct desk d;
    struct sheet s;
    struct error e;
    struct record r;
    (void)state;
    new_desk(&d, 0);
    assert_int_equal(change_begin(d.app.store, "Import", &e), OK);
    for (int i = 0; i < RECORDS; i++) {
        record_init(&r, d.app.model.kinds[KIND_ORGANISATION]);
        record_set(&r, ORGANISATION_NAME, "County");
        assert_int_equal(change_create(d.app.store, &r, &e), OK);
        record_release(&r);
    }
    assert_int_equal(change_commit(d.app.store, &e), OK);
    made(&s, &d, "history", NULL);
    sheet_reach(&s, 1);
    sheet_detail(&s, &s.rows[0]);
    assert_int_equal(s.rows[0].fact_count, LINES + 1);
    assert_string_equal(s.rows[0].facts[LINES].text, "... and 5 more");
    assert_string_equal(made_cell(&s, &s.rows[0], "operations"), "305");
    sheet_release(&s);
    desk_free(&d);
}

/* ---- only what is looked at is read ---- */

static void only_what_is_seen(void **state)
{
    struct desk d;
    struct sheet s;
    struct sheet_view v = SHEET_VIEW_INIT;
    (void)state;
    new_desk(&d, MANY);
    made(&s, &d, "history", NULL);
    assert_int_equal(changes_read, 0);
    sheet_view_show(&v, &s, PAGE);
    assert_true(read_lazily(PAGE, 0));
    assert_true(v.count >= PAGE);
    for (size_t row = 0; row < PAGE; row++) { /* going down, each is looked at twice */
        sheet_detail(&s, sheet_view_row(&v, row));
        sheet_detail(&s, sheet_view_row(&v, row));
    }
    assert_int_equal(details_read, PAGE);
    assert_int_equal(sheet_view_reach(&v, 2 * PORTION + 1), 3 * PORTION);
    assert_true(read_lazily(2 * PORTION + 1, PAGE));
    /* The control: who prints all of it with its detail is seen to read all of it. */
    sheet_view_reach(&v, SIZE_MAX);
    assert_int_equal(v.count, MANY + 1);
    assert_false(read_lazily(PAGE, PAGE));
    changes_read = 0;
    for (size_t row = 0; row < v.count; row++)
        sheet_detail(&s, sheet_view_row(&v, row));
    assert_int_equal(details_read, MANY + 1);
    assert_false(read_lazily(PAGE, PAGE));
    sheet_view_release(&v);
    sheet_release(&s);
    desk_free(&d);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(newest_first),
        cmocka_unit_test(what_a_change_did),
        cmocka_unit_test(a_large_change),
        cmocka_unit_test(only_what_is_seen),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
