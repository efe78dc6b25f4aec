/* test-roadmap.c: the road map as a sheet: what it counts, where the alliance is, and how its rows are read out. */
#include "unit/cmocka-all.h"

#include <stdio.h>
#include <string.h>

#include "app/content.h"
#include "made.h"

static void new_desk(struct desk *d)
{
    struct error e;
    desk_new(d, "Coast");
    assert_int_equal(content_load(&d->app, "", &e), OK);
}

static void free_desk(struct desk *d)
{
    content_release(&d->app);
    desk_free(d);
}

static void answer(struct desk *d, const char *item, const char *status)
{
    desk_make(d, KIND_ANSWER, NULL, ANSWER_ALLIANCE, d->app.alliance, ANSWER_ITEM, item, ANSWER_STATUS, status, -1);
}

static void phases_are_counted(void **state)
{
    struct desk d;
    struct sheet s = {0};
    (void)state;
    new_desk(&d);
    answer(&d, "0.1", ANSWER_STATUS_ANSWERED);
    answer(&d, "0.2", ANSWER_STATUS_NOT_APPLICABLE);
    answer(&d, "0.1.a", ANSWER_STATUS_IN_PROGRESS);
    made(&s, &d, "roadmap", NULL);
    assert_int_equal(s.count, PHASES);
    const struct sheet_row *row = made_row(&s, "0 / A  Pre-foundational");
    assert_string_equal(made_cell(&s, row, "dealt_with"), "2 of 27");
    assert_string_equal(made_cell(&s, row, "answered"), "1");
    assert_string_equal(made_cell(&s, row, "not_applicable"), "1");
    assert_string_equal(made_cell(&s, row, "in_progress"), "1");
    assert_string_equal(made_cell(&s, row, "open"), "24");
    assert_string_equal(row->place, "0.1.b"); /* the first that is open */
    /* A count of none is not read out; the phase the alliance is in says so, and no other does. */
    assert_string_equal(made_line(&s, row), "0 / A  Pre-foundational. Answered: 2 of 27. In progress: 1. Open: 24. Alliance: here");
    assert_string_equal(made_line(&s, made_row(&s, "4 / E  Change at scale")), "4 / E  Change at scale. Answered: 0 of 22. Open: 22");
    sheet_release(&s);
    free_desk(&d);
}

static void a_closed_alliance_says_so(void **state)
{
    struct desk d;
    struct sheet s = {0};
    struct error e;
    (void)state;
    new_desk(&d);
    const struct kind *kind = d.app.model.kinds[KIND_ALLIANCE];
    assert_int_equal(change_begin(d.app.store, "Close", &e), OK);
    assert_int_equal(change_set(d.app.store, kind, d.app.alliance, ALLIANCE_CLOSED, FIELD_YES, &e), OK);
    assert_int_equal(change_set(d.app.store, kind, d.app.alliance, ALLIANCE_VALUE_REACHED, "Four towns talk", &e), OK);
    assert_int_equal(change_end(d.app.store, OK, &e), OK);
    made(&s, &d, "roadmap", NULL);
    assert_string_equal(s.about, "Coast\nClosed. Value reached: Four towns talk");
    assert_string_equal(made_cell(&s, &s.rows[0], "here"), "ended");
    sheet_release(&s);
    free_desk(&d);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(phases_are_counted),
        cmocka_unit_test(a_closed_alliance_says_so),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
