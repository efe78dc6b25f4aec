/* The sheets of the library: which entries fit the limits, what is planned, where a filter looks, shades. */
#include "unit/cmocka-all.h"

#include <locale.h>
#include <sodium.h>
#include <string.h>

#include "app/content.h"
#include "model/limits.h"
#include "screen/stage.h"
#include "sheet/view.h"

static int set_up(void **state)
{
    static struct stage s;
    stage_new(&s);
    stage_command(&s, "add", "alliance", "name=Water officials", NULL);
    *state = &s;
    return 0;
}

static int tear_down(void **state)
{
    stage_free(*state);
    return 0;
}

static void make(struct stage *stage, struct sheet *s, const char *shelf, const struct limits *limits)
{
    struct error e = {0};
    assert_int_equal(sheet_make(s, sheet_maker("shelf"), &stage->app, &(struct sheet_query){.what = shelf, .limits = limits}, &e), OK);
}

static const struct sheet_row *row_of(const struct sheet *s, const char *id)
{
    for (size_t i = 0; i < s->count; i++)
        if (strcmp(s->rows[i].id, id) == 0)
            return &s->rows[i];
    return NULL;
}

static const char *cell(const struct sheet *s, const char *id, const char *column)
{
    for (int i = 0; i < s->column_count; i++)
        if (strcmp(s->columns[i].name, column) == 0)
            return row_of(s, id)->cells[i];
    return NULL;
}

static void only_what_fits_the_limits_is_listed(void **state)
{
    struct stage *stage = *state;
    const struct library *lib = &stage->app.content->library;
    const struct shelf *tools = library_shelf(lib, "tool");
    struct limits limits = {0};
    struct error e = {0};
    struct sheet s;
    make(stage, &s, "tools", NULL);
    assert_int_equal(s.count, shelf_count(tools));
    sheet_release(&s);
    assert_int_equal(limits_set(&limits, lib, tools, "time", "hour", &e), OK);
    make(stage, &s, "tools", &limits);
    assert_true(s.count > 0 && s.count < shelf_count(tools));
    assert_non_null(row_of(&s, "peer-contract"));
    assert_string_equal(row_of(&s, "peer-contract")->place, "tool peer-contract");
    sheet_release(&s);
    assert_int_equal(sheet_make(&s, sheet_maker("shelf"), &stage->app, &(struct sheet_query){.what = "zebras"}, &e), ERR_NOT_FOUND);
    sheet_release(&s);
}

static void what_is_planned_is_counted(void **state)
{
    struct stage *stage = *state;
    struct sheet s;
    make(stage, &s, "tool", NULL);
    assert_string_equal(cell(&s, "peer-contract", "planned"), "");
    sheet_release(&s);
    stage_command(stage, "add", "planned_tool", "tool=peer-contract", "phase=1", "part=interaction", NULL);
    stage_command(stage, "add", "planned_tool", "tool=peer-contract", "phase=2", "part=interaction", "done=yes", NULL);
    make(stage, &s, "tool", NULL);
    assert_string_equal(cell(&s, "peer-contract", "planned"), "2, 1 done");
    assert_string_equal(cell(&s, s.rows[0].id, "planned"), "");
    sheet_release(&s);
    make(stage, &s, "risk", NULL);
    assert_null(cell(&s, s.rows[0].id, "planned")); /* only tools are */
    sheet_release(&s);
}

static void a_filter_looks_in_all_of_an_entry(void **state)
{
    struct sheet s;
    struct sheet_view v = SHEET_VIEW_INIT;
    const char *steps;
    char word[200] = "";
    make(*state, &s, "tool", NULL);
    steps = shelf_text(s.data, (size_t)shelf_find(s.data, "peer-contract"), "steps"); /* in no column */
    strncat(word, steps, 60);
    assert_null(cell(&s, "peer-contract", "steps"));
    sheet_view_show(&v, &s, 0);
    sheet_view_filter(&v, word, SIZE_MAX);
    assert_int_equal(v.count, 1);
    assert_string_equal(sheet_view_row(&v, 0)->id, "peer-contract");
    sheet_view_filter(&v, "qqqq", SIZE_MAX);
    assert_int_equal(v.count, 0);
    sheet_view_release(&v);
    sheet_release(&s);
}

static void a_table_of_numbers_is_shaded(void **state)
{
    struct sheet s;
    struct error e = {0};
    make(*state, &s, "tool", NULL);
    assert_int_equal(s.highest, 0);
    sheet_release(&s);
    make(*state, &s, "reform", NULL);
    assert_true(s.highest > 1);
    assert_true(s.columns[1].flags & SHEET_SHADE);
    sheet_release(&s);
    assert_int_equal(sheet_make(&s, sheet_maker("library"), &((struct stage *)*state)->app, &(struct sheet_query){0}, &e), OK);
    assert_int_equal(s.count, ((struct stage *)*state)->app.content->library.count);
    assert_string_equal(s.rows[0].id, "tool");
    sheet_release(&s);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(only_what_fits_the_limits_is_listed),
        cmocka_unit_test(what_is_planned_is_counted),
        cmocka_unit_test(a_filter_looks_in_all_of_an_entry),
        cmocka_unit_test(a_table_of_numbers_is_shaded),
    };
    setlocale(LC_CTYPE, "C.UTF-8");
    if (sodium_init() < 0)
        return 1;
    return cmocka_run_group_tests(tests, set_up, tear_down);
}
