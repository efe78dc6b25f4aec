/* test-gate.c: what stands before a phase as a sheet: which points, how they stand, and the changes of phase so far. */
#include "unit/cmocka-all.h"

#include <string.h>

#include "app/content.h"
#include "made.h"

static void make_before(struct sheet *s, struct desk *d, int phase)
{
    struct error e = {0};
    assert_int_equal(sheet_make(s, sheet_maker("gate"), &d->app, &(struct sheet_query){.phase = phase}, &e), OK);
}

static void points_and_changes(void **state)
{
    struct desk d;
    struct sheet s = {0};
    struct error e;
    (void)state;
    desk_new(&d, "Coast");
    assert_int_equal(content_load(&d.app, "", &e), OK);
    desk_make(&d, KIND_RATING, NULL, RATING_INSTRUMENT, "gates", RATING_ALLIANCE, d.app.alliance, RATING_ITEM, "0.purpose", RATING_DATE,
              "2026-02-10", RATING_SCORE, "2", -1);
    desk_make(&d, KIND_PHASE_CHANGE, NULL, PHASE_CHANGE_ALLIANCE, d.app.alliance, PHASE_CHANGE_FROM_PHASE, "1", PHASE_CHANGE_TO_PHASE, "0",
              PHASE_CHANGE_DATE, "2026-01-05", PHASE_CHANGE_OPEN_POINTS, "3", PHASE_CHANGE_REASON, "Too wide", -1);
    make_before(&s, &d, -1); /* the next one */
    assert_string_equal(s.title, "Before phase 1 / B, Foundational engagement");
    assert_non_null(strstr(s.about, "1 of 6 points met"));
    assert_int_equal(s.count, 7);
    assert_string_equal(made_cell(&s, &s.rows[0], "point"), "0.purpose");
    assert_int_equal(s.rows[0].tone, TONE_GOOD);
    assert_string_equal(made_cell(&s, &s.rows[1], "state"), "not rated");
    assert_string_equal(made_line(&s, &s.rows[6]), "From phase 1 to phase 0, 3 points open: Too wide. Day: 2026-01-05");
    sheet_release(&s);
    make_before(&s, &d, 2); /* the points of all phases that are left */
    assert_int_equal(s.count, 12);
    sheet_release(&s);
    make_before(&s, &d, 0); /* where it is: nothing stands before it */
    assert_string_equal(s.title, "Changes of phase so far");
    assert_int_equal(s.count, 1);
    sheet_release(&s);
    content_release(&d.app);
    desk_free(&d);
}

int main(void)
{
    const struct CMUnitTest tests[] = {cmocka_unit_test(points_and_changes)};
    return cmocka_run_group_tests(tests, NULL, NULL);
}
