/* test-objectives.c: what the sheet of the objectives derives: state, progress, order and facts. Its three faces show no
 * more than that. */
#include "unit/cmocka-all.h"

#include <string.h>

#include "made.h"
#include "sheet/view.h"

struct given {
    const char *what, *baseline, *target, *due;
    const char *value; /* as it was assessed on 2026-02-01; "": assessed without a value; NULL: not assessed */
};

static void give(struct desk *d, const struct given *g)
{
    char id[ID_SIZE];
    desk_make(d, KIND_OBJECTIVE, id, OBJECTIVE_ALLIANCE, d->app.alliance, OBJECTIVE_STATEMENT, g->what, OBJECTIVE_BASELINE,
              g->baseline, OBJECTIVE_TARGET, g->target, OBJECTIVE_TARGET_DATE, g->due, -1);
    if (g->value)
        desk_make(d, KIND_ASSESSMENT, NULL, ASSESSMENT_OBJECTIVE, id, ASSESSMENT_DATE, "2026-02-01", ASSESSMENT_VALUE, g->value, -1);
}

/* ---- state and progress ---- */

static const struct {
    struct given given;
    const char *state, *tone, *progress, *percent, *said, *by_when;
} cases[] = {
    {{"late", "10", "20", "2026-02-20", "14"}, "overdue", "late", "14/20", "40",
     "now 14 on 2026-02-01, began at 10, goal 20; 40 % of the way", "2026-02-20, overdue by 10 days"},
    {{"today", "10", "20", "2026-03-02", "14"}, "under way", "", "14/20", "40",
     "now 14 on 2026-02-01, began at 10, goal 20; 40 % of the way", "2026-03-02, today"},
    {{"there", "10", "20", "2026-02-20", "20"}, "reached", "good", "20/20", "100",
     "now 20 on 2026-02-01, began at 10, goal 20", "2026-02-20, reached"},
    {{"beyond", "10", "20", "", "25"}, "reached", "good", "25/20", "150",
     "now 25 on 2026-02-01, began at 10, goal 20; target exceeded (150 %)", NULL},
    {{"nearly", "0", "400", "2026-04-01", "399"}, "under way", "", "399/400", "99",
     "now 399 on 2026-02-01, began at 0, goal 400; 99 % of the way", "2026-04-01, in 30 days"},
    {{"downwards", "25", "10", "", "19"}, "under way", "", "19/10", "40",
     "now 19 on 2026-02-01, began at 25, goal 10; 40 % of the way", NULL},
    {{"the wrong way", "10", "20", "", "5"}, "under way", "", "5/20", "-50",
     "now 5 on 2026-02-01, began at 10, goal 20; -50 % of the way", NULL},
    {{"below nought", "-8", "-4", "", "-5"}, "under way", "", "-5/-4", "75",
     "now -5 on 2026-02-01, began at -8, goal -4; 75 % of the way", NULL},
    {{"no figure", "", "20", "", ""}, "under way", "", "-/20", "", "not measured yet, goal 20", NULL},
    {{"no start", "", "20", "", "21"}, "reached", "good", "21/20", "", "now 21 on 2026-02-01, goal 20", NULL},
    {{"idle", "", "", "", NULL}, "not begun", "dim", "", "", "not measured yet", NULL},
    {{"idle and late", "", "", "2020-01-01", NULL}, "overdue", "late", "", "", "not measured yet", "2020-01-01, overdue by 6 years"},
};
enum { CASES = sizeof cases / sizeof *cases };

static void new_desk(struct desk *d)
{
    desk_new(d, "Coast");
    for (size_t i = 0; i < CASES; i++)
        give(d, &cases[i].given);
}

static void state_and_progress(void **state)
{
    struct desk d;
    struct sheet s;
    (void)state;
    new_desk(&d);
    made(&s, &d, "objectives", NULL);
    assert_int_equal(s.count, CASES);
    for (size_t i = 0; i < CASES; i++) {
        const struct sheet_row *row = made_row(&s, cases[i].given.what);
        assert_string_equal(made_cell(&s, row, "state"), cases[i].state);
        assert_string_equal(row->tone == TONE_PLAIN ? "" : sheet_tone_name(row->tone), cases[i].tone);
        assert_string_equal(made_cell(&s, row, "progress"), cases[i].progress);
        assert_string_equal(made_cell(&s, row, "percent"), cases[i].percent);
        assert_string_equal(made_fact(row, "Progress")->text, cases[i].said);
        if (cases[i].by_when)
            assert_string_equal(made_fact(row, "By when")->text, cases[i].by_when);
    }
    sheet_release(&s);
    desk_free(&d);
}

/* What is read out loses no sign of a number. */
static void read_out(void **state)
{
    struct desk d;
    struct sheet s;
    (void)state;
    new_desk(&d);
    made(&s, &d, "objectives", NULL);
    assert_string_equal(made_line(&s, made_row(&s, "below nought")), "below nought. State: under way. Now/goal: -5/-4");
    assert_string_equal(made_line(&s, made_row(&s, "late")), "late. State: overdue. By when: 2026-02-20. Now/goal: 14/20");
    assert_string_equal(made_line(&s, made_row(&s, "idle")), "idle. State: not begun");
    sheet_release(&s);
    desk_free(&d);
}

static void expect_order(struct sheet_view *v, const char *column, bool down, const char *const *names, size_t n)
{
    int at = 0;
    while (strcmp(v->sheet->columns[at].name, column) != 0)
        at++;
    sheet_view_sort(v, at, down);
    for (size_t i = 0; i < n; i++)
        assert_string_equal(sheet_view_row(v, i)->cells[0], names[i]);
}

/* By how far they are, not by the digits of it; without a figure last, whichever way. */
static void ordered_by_progress(void **state)
{
    static const char *const rising[] = {"the wrong way", "late", "today", "downwards", "below nought", "nearly", "there", "beyond"};
    static const char *const falling[] = {"beyond", "there", "nearly", "below nought"};
    struct desk d;
    struct sheet s;
    struct sheet_view v = SHEET_VIEW_INIT;
    (void)state;
    new_desk(&d);
    made(&s, &d, "objectives", NULL);
    sheet_view_show(&v, &s, SIZE_MAX);
    expect_order(&v, "progress", false, rising, sizeof rising / sizeof *rising);
    expect_order(&v, "progress", true, falling, sizeof falling / sizeof *falling);
    sheet_view_release(&v);
    sheet_release(&s);
    desk_free(&d);
}

/* ---- the first order, assessments ---- */

static void by_day_first(void **state)
{
    struct desk d;
    struct sheet s;
    (void)state;
    new_desk(&d);
    made(&s, &d, "objectives", NULL);
    assert_string_equal(s.rows[0].cells[0], "idle and late");
    assert_string_equal(s.rows[1].cells[0], "late");
    assert_string_equal(s.rows[2].cells[0], "there");
    assert_string_equal(s.rows[CASES - 1].cells[0], "the wrong way"); /* no day: by what is learned */
    sheet_release(&s);
    desk_free(&d);
}

/* The newest first, each a record that can be opened; a later one without a value leaves the last value as it is. */
static void assessments(void **state)
{
    struct desk d;
    struct sheet s;
    char id[ID_SIZE], second[ID_SIZE];
    (void)state;
    desk_new(&d, "Coast");
    desk_make(&d, KIND_OBJECTIVE, id, OBJECTIVE_ALLIANCE, d.app.alliance, OBJECTIVE_STATEMENT, "Learn", OBJECTIVE_BASELINE, "1",
              OBJECTIVE_TARGET, "3", OBJECTIVE_UNIT, "points", -1);
    desk_make(&d, KIND_ASSESSMENT, second, ASSESSMENT_OBJECTIVE, id, ASSESSMENT_DATE, "2026-02-20", ASSESSMENT_VALUE, "2",
              ASSESSMENT_ASSESSED_BY, "Abdi", -1);
    desk_make(&d, KIND_ASSESSMENT, NULL, ASSESSMENT_OBJECTIVE, id, ASSESSMENT_DATE, "2026-02-10", ASSESSMENT_VALUE, "1.5", -1);
    desk_make(&d, KIND_ASSESSMENT, NULL, ASSESSMENT_OBJECTIVE, id, ASSESSMENT_DATE, "2026-02-28", ASSESSMENT_EVIDENCE, "Seen", -1);
    made(&s, &d, "objectives", NULL);
    const struct sheet_row *row = made_row(&s, "Learn");
    assert_string_equal(made_fact(row, "Assessed")->text, "2026-02-28\nSeen");
    assert_string_equal(made_fact(row, "Before")->text, "2026-02-20: 2, by Abdi");
    assert_string_equal(made_fact(row, "Before")->id, second);
    assert_ptr_equal(made_fact(row, "Before")->kind, d.app.model.kinds[KIND_ASSESSMENT]);
    assert_true(made_fact(row, "Before")->personal);
    assert_string_equal(made_fact(row, " ")->text, "2026-02-10: 1.5");
    assert_string_equal(made_fact(row, "Progress")->text, "now 2 points on 2026-02-20, began at 1, goal 3; 50 % of the way");
    assert_string_equal(row->bar->from, "1");
    assert_string_equal(row->bar->to, "3");
    sheet_release(&s);
    desk_free(&d);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(state_and_progress), cmocka_unit_test(read_out),    cmocka_unit_test(ordered_by_progress),
        cmocka_unit_test(by_day_first),       cmocka_unit_test(assessments),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
