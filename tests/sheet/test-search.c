/* The sheet of what has the words: groups place by place, portions, what is counted and left out, what names somebody. */
#include "unit/cmocka-all.h"

#include <locale.h>
#include <sodium.h>
#include <stdio.h>
#include <string.h>

#include "app/find.h"
#include "command/sheet/print.h"
#include "screen/stage.h"
#include "sheet/sheet.h"

enum { LABEL, GROUP, TITLE, EXCERPT, COUNT };
enum { PEOPLE = 130 };

static int set_up(void **state)
{
    static struct stage s;
    stage_new(&s);
    stage_command(&s, "add", "alliance", "name=Water officials", NULL);
    for (int i = 0; i < PEOPLE; i++) {
        char name[40];
        snprintf(name, sizeof name, "family_name=Zither %03d", i);
        stage_command(&s, "add", "person", name, NULL);
    }
    stage_command(&s, "answer", "0.2", "--text=First a ZITHER.", "--status=answered", NULL);
    *state = &s;
    return 0;
}

static int tear_down(void **state)
{
    stage_free(*state);
    return 0;
}

static void make(struct stage *stage, struct sheet *s, const struct sheet_query *query)
{
    struct error e = {0};
    assert_int_equal(sheet_make(s, sheet_maker("search"), &stage->app, query, &e), OK);
}

static void a_place_is_looked_in_when_its_rows_are_asked_for(void **state)
{
    struct sheet s;
    make(*state, &s, &(struct sheet_query){.what = "zither"});
    assert_int_equal(s.count, 0);
    assert_int_equal(sheet_reach(&s, 1), 1); /* the answer; people are another place */
    assert_string_equal(s.rows[0].cells[LABEL], "Answers (1)");
    assert_non_null(s.more);
    assert_int_equal(sheet_reach(&s, 2), 101); /* a portion of them */
    assert_string_equal(s.rows[1].cells[LABEL], "People (130)");
    assert_int_equal(sheet_reach(&s, SIZE_MAX), 1 + PEOPLE);
    assert_null(s.more);
    assert_string_equal(s.rows[PEOPLE].cells[TITLE], "Zither 129");
    sheet_release(&s);
}

static void what_is_left_out_is_counted_and_is_no_data(void **state)
{
    struct sheet s;
    struct buf out = BUF_INIT;
    make(*state, &s, &(struct sheet_query){.what = "zither", .most = 20});
    assert_int_equal(sheet_reach(&s, SIZE_MAX), 1 + 20 + 1);
    assert_string_equal(s.rows[21].cells[TITLE], "and 110 more");
    assert_string_equal(s.rows[21].cells[COUNT], "130");
    assert_true(s.rows[21].aside);
    assert_null(sheet_heading(&s, &s.rows[21], &s.rows[20])); /* of the same group */
    assert_string_equal(sheet_heading(&s, &s.rows[1], &s.rows[0]), "People (130)");
    sheet_print_json(&s, &out);
    assert_null(strstr(buf_str(&out), "more"));
    buf_clear(&out);
    sheet_print_csv(&s, &out);
    assert_null(strstr(buf_str(&out), "more"));
    assert_non_null(strstr(buf_str(&out), "people,Zither 000"));
    buf_release(&out);
    sheet_release(&s);
}

static void what_names_somebody_or_was_noted_is_personal(void **state)
{
    struct sheet s;
    make(*state, &s, &(struct sheet_query){.what = "zither"});
    sheet_reach(&s, 2);
    assert_int_equal(s.rows[0].personal, 1u << EXCERPT); /* the question is none, what was answered is */
    assert_int_equal(s.rows[1].personal, 1u << TITLE | 1u << EXCERPT);
    sheet_release(&s);
    make(*state, &s, &(struct sheet_query){.what = "theory of change"});
    sheet_reach(&s, 1);
    assert_string_equal(s.rows[0].cells[GROUP], "questions");
    assert_int_equal(s.rows[0].personal, 0);
    assert_int_equal(s.rows[0].leads, CMD_GO_WALK);
    sheet_release(&s);
}

static void a_finder_serves_one_query_after_the_other(void **state)
{
    struct stage *stage = *state;
    struct finder *f = finder_new(&stage->app);
    struct sheet s;
    make(stage, &s, &(struct sheet_query){.what = "peer contract", .finder = f});
    sheet_reach(&s, SIZE_MAX);
    assert_true(s.count > 1);
    assert_string_equal(s.rows[s.count - 1].cells[GROUP], "library");
    sheet_release(&s);
    make(stage, &s, &(struct sheet_query){.what = "qqqq", .finder = f});
    assert_int_equal(sheet_reach(&s, SIZE_MAX), 0);
    assert_string_equal(s.empty, "Nothing has 'qqqq'.");
    sheet_release(&s);
    make(stage, &s, &(struct sheet_query){.finder = f}); /* no words: nothing, and no place is looked in */
    assert_int_equal(sheet_reach(&s, SIZE_MAX), 0);
    sheet_release(&s);
    finder_free(f);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(a_place_is_looked_in_when_its_rows_are_asked_for),
        cmocka_unit_test(what_is_left_out_is_counted_and_is_no_data),
        cmocka_unit_test(what_names_somebody_or_was_noted_is_personal),
        cmocka_unit_test(a_finder_serves_one_query_after_the_other),
    };
    setlocale(LC_CTYPE, "C.UTF-8");
    if (sodium_init() < 0)
        return 1;
    return cmocka_run_group_tests(tests, set_up, tear_down);
}
