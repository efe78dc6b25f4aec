/* test-scorecard.c: a checklist's points as a sheet: scores, changes, means of several raters; and many side by side. */
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

static void rate(struct desk *d, const char *checklist, const char *item, const char *person, const char *rater, const char *day,
                 const char *score)
{
    desk_make(d, KIND_RATING, NULL, RATING_INSTRUMENT, checklist, RATING_ALLIANCE, d->app.alliance, RATING_ITEM, item, RATING_PERSON,
              person, RATING_RATER, rater, RATING_DATE, day, RATING_SCORE, score, -1);
}

static enum status make_of(struct sheet *s, struct desk *d, const char *checklist, const struct kind *kind, const char *of, struct error *e)
{
    struct sheet_query query = {.phase = -1, .what = checklist, .of_kind = kind};
    snprintf(query.of, sizeof query.of, "%s", of);
    return sheet_make(s, sheet_maker("scorecard"), &d->app, &query, e);
}

static const struct sheet_row *row_of(const struct sheet *s, const char *id)
{
    for (size_t i = 0; i < s->count; i++)
        if (strcmp(s->rows[i].id, id) == 0)
            return &s->rows[i];
    fail_msg("no row %s", id);
    return NULL;
}

static void points_have_score_and_change(void **state)
{
    struct desk d;
    struct sheet s = {0};
    (void)state;
    new_desk(&d);
    rate(&d, "principles", "P1", "", "", "2026-01-10", "2");
    rate(&d, "principles", "P1", "", "", "2026-02-10", "1");
    made(&s, &d, "scorecard", "principles");
    const struct sheet_row *row = row_of(&s, "P1"), *other = row_of(&s, "P2");
    assert_string_equal(made_cell(&s, row, "score"), "1");
    assert_string_equal(made_cell(&s, row, "change"), "-1");
    assert_string_equal(made_cell(&s, row, "last"), "2026-02-10");
    assert_string_equal(made_fact(row, "Rated")->text, "2026-01-10: 2; 2026-02-10: 1");
    assert_non_null(strstr(made_line(&s, row), "Change: -1.")); /* the sign of a number is read out */
    assert_string_equal(made_cell(&s, other, "score"), "");
    assert_string_equal(made_cell(&s, other, "step"), "not rated");
    sheet_release(&s);
    free_desk(&d);
}

static void several_raters_and_many_side_by_side(void **state)
{
    struct desk d;
    struct sheet s = {0};
    struct error e = {0};
    char a[ID_SIZE], b[ID_SIZE], c[ID_SIZE];
    (void)state;
    new_desk(&d);
    const struct kind *people = d.app.model.kinds[KIND_PERSON];
    desk_make(&d, KIND_PERSON, a, PERSON_FAMILY_NAME, "Abdi", -1);
    desk_make(&d, KIND_PERSON, b, PERSON_FAMILY_NAME, "Barasa", -1);
    desk_make(&d, KIND_PERSON, c, PERSON_FAMILY_NAME, "Chebet", -1);
    rate(&d, "trust", "open", a, "", "2026-02-10", "1");
    rate(&d, "trust", "open", a, b, "2026-02-10", "4");
    rate(&d, "trust", "open", b, "", "2026-02-10", "3");
    assert_int_equal(make_of(&s, &d, "trust", people, a, &e), OK);
    assert_string_equal(made_cell(&s, row_of(&s, "open"), "score"), "2.5");
    assert_string_equal(made_cell(&s, row_of(&s, "open"), "raters"), "2");
    sheet_release(&s);
    /* Side by side: who was not rated is not there. */
    assert_int_equal(make_of(&s, &d, "trust", people, "", &e), OK);
    assert_int_equal(s.count, 2);
    assert_string_equal(made_cell(&s, row_of(&s, a), "open"), "2.5");
    assert_string_equal(made_cell(&s, row_of(&s, b), "open"), "3");
    sheet_release(&s);
    /* A checklist about people says so when it is asked about the alliance. */
    assert_int_equal(make_of(&s, &d, "readiness", NULL, "", &e), ERR_INPUT);
    sheet_release(&s);
    assert_int_equal(make_of(&s, &d, "nothing", NULL, "", &e), ERR_NOT_FOUND);
    sheet_release(&s);
    free_desk(&d);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(points_have_score_and_change),
        cmocka_unit_test(several_raters_and_many_side_by_side),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
