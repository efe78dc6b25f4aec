/* The walk never loses what was typed: every way out of an answer saves it, and what may not be changed stays. */
#include "unit/cmocka-all.h"

#include <locale.h>
#include <sodium.h>
#include <stdlib.h>
#include <string.h>

#include "app/answer.h"
#include "model/kinds.h"
#include "screen/stage.h"
#include "ui/screens/screens.h"
#include "ui/screens/walk.h"

/* ---- the stage ---- */

/* An alliance with one answer, and the walk open in it. */
static void begin(struct stage *s, const char *script)
{
    stage_new(s);
    stage_command(s, "add", "alliance", "name=Water officials", NULL);
    stage_command(s, "answer", "0.2", "--text=Meters, then bills.", "--status=answered", NULL);
    stage_screen(s, script, 24, 80);
    assert_true(ui_open(&s->ui, "home", ""));
    assert_true(ui_open(&s->ui, "walk", "0.1 answer"));
}

static struct walk *walk_of(struct stage *s)
{
    assert_ptr_equal(ui_top(&s->ui)->ops, &screen_walk);
    return ui_top(&s->ui)->self;
}

static void check(struct stage *s, const char *item, int field, const char *expected)
{
    struct record r;
    answer_read(&s->app, item, &r);
    assert_string_equal(record_get(&r, field), expected);
    record_release(&r);
}

static void type(struct stage *s, const char *text)
{
    for (; *text; text++) {
        struct event e = {.type = EVENT_KEY, .key = *text};
        screen_walk.key(&s->ui, walk_of(s), &e);
    }
}

static int64_t six_seconds_later(void)
{
    return stage_now() + 6000;
}

/* Plays to the end of the script and compares what is then saved. */
static void play(const char *script, const char *item, const char *text, const char *status)
{
    struct stage s;
    begin(&s, script);
    int failures = stage_play(&s);
    if (failures)
        fputs(s.text, stdout);
    assert_int_equal(failures, 0);
    check(&s, item, ANSWER_TEXT, text);
    check(&s, item, ANSWER_STATUS, status);
    stage_free(&s);
}

/* ---- every way out ---- */

static void nothing_typed_makes_no_answer(void **state)
{
    (void)state;
    play("keys <Esc><Down><Enter><Esc>\n", "0.1", "", "");
}

static void the_end_saves(void **state)
{
    (void)state;
    play("keys Billing\nexpect Not saved yet\nend\n", "0.1", "Billing", "in_progress");
}

static void going_on_saves(void **state)
{
    (void)state;
    play("keys a<C-Down>b<C-Up>c<A-Page_Down>\n", "0.1", "ac", "in_progress");
    play("keys a<C-Down>b<C-Up>c<A-Page_Down>\n", "0.1.a", "b", "in_progress");
}

/* Whatever is chosen next, the text is in the store by then, not only at the end. */
static void every_action_saves(void **state)
{
    static const enum command_id ways[] = {
        CMD_BACK,          CMD_NEXT_PANE,  CMD_GO_HOME, CMD_GO_ROSTER, CMD_SAVE,       CMD_QUIT, CMD_LOCK,
        CMD_NEXT_QUESTION, CMD_NEXT_PHASE, CMD_STATUS,  CMD_LENS,      CMD_NEW_ACTION, CMD_EXPLAIN,
        CMD_LANGUAGE,      CMD_GO_PHASE,   CMD_SECOND_LANGUAGE,
    };
    (void)state;
    for (size_t i = 0; i < sizeof ways / sizeof *ways; i++) {
        struct stage s;
        begin(&s, "");
        type(&s, "Fees");
        check(&s, "0.1", ANSWER_TEXT, "");
        ui_act(&s.ui, ways[i]);
        check(&s, "0.1", ANSWER_TEXT, "Fees");
        check(&s, "0.1", ANSWER_STATUS, "in_progress");
        stage_free(&s);
    }
}

static void status_stays_when_more_is_typed(void **state)
{
    (void)state;
    play("keys <C-Down><C-Down><C-Down> At last.\n", "0.2", "Meters, then bills. At last.", "answered");
}

static void opened_again_goes_on(void **state)
{
    (void)state;
    play("keys <C-Down><C-Down><C-Down><C-t><Home><Enter>\nexpect Saved: Answer 0.2, Open\nkeys !\n", "0.2",
         "Meters, then bills.!", "in_progress");
}

static void emptied_is_saved(void **state)
{
    (void)state;
    play("keys <C-Down><C-Down><C-Down><C-Home><C-k>\n", "0.2", "", "answered");
}

static void a_pause_saves(void **state)
{
    struct stage s;
    struct buf place = BUF_INIT;
    (void)state;
    begin(&s, "");
    type(&s, "Bills");
    check(&s, "0.1", ANSWER_TEXT, ""); /* not at every key */
    screen_walk.place(&s.ui, walk_of(&s), &place);
    check(&s, "0.1", ANSWER_TEXT, "Bills");
    assert_string_equal(buf_str(&place), "0.1 answer");
    buf_release(&place);
    stage_free(&s);
}

static void typing_on_and_on_is_saved(void **state)
{
    struct stage s;
    (void)state;
    begin(&s, "");
    type(&s, "Bil");
    check(&s, "0.1", ANSWER_TEXT, "");
    s.ui.now = six_seconds_later;
    type(&s, "ls");
    check(&s, "0.1", ANSWER_TEXT, "Bill"); /* with the first key after that time */
    stage_free(&s);
}

/* ---- what must not be changed ---- */

static void locked_and_hidden_stay(void **state)
{
    (void)state;
    play("keys <Esc><C-l><Tab>x\nexpect locked for projecting\n", "0.1", "", "");
    play("keys <C-Down><C-Down><C-Down><F12>x\npaste y\nexpect it is hidden\n", "0.2", "Meters, then bills.",
         "answered");
}

/* The answer that is typed while another window writes it: what stands after the keys given in the box, and what the
 * editor then has. */
static void meet(const char *keys, const char *saved, const char *typed)
{
    struct stage s;
    begin(&s, keys);
    stage_command(&s, "answer", "0.1", "--text=From the other window", NULL);
    ui_refresh(&s.ui);
    assert_string_equal(editor_text(&walk_of(&s)->editor), "From the other window");
    type(&s, "!");
    stage_command(&s, "answer", "0.1", "--text=Once more", NULL);
    ui_refresh(&s.ui); /* what is typed here stays */
    assert_true(s.ui.apart);
    assert_string_equal(editor_text(&walk_of(&s)->editor), "From the other window!");
    walk_keep(&s.ui, walk_of(&s)); /* in quiet moments nothing is overwritten either */
    check(&s, "0.1", ANSWER_TEXT, "Once more");
    walk_save(&s.ui, walk_of(&s));
    check(&s, "0.1", ANSWER_TEXT, saved);
    assert_string_equal(editor_text(&walk_of(&s)->editor), typed);
    stage_free(&s);
}

static void a_change_elsewhere_is_shown(void **state)
{
    static const char both[] = "Once more\n\nFrom the other window!";
    (void)state;
    meet("keys <Enter>\n", both, both);
    meet("keys <Left><Left><Enter>\n", "From the other window!", "From the other window!");
    meet("keys <Left><Enter>\n", "Once more", "Once more");
    meet("keys <Esc>\n", "Once more", "From the other window!");
}

/* Another field of the answer, or the same text, is no reason to ask. */
static void nothing_is_asked_without_need(void **state)
{
    struct stage s;
    (void)state;
    begin(&s, "");
    type(&s, "Bills");
    stage_command(&s, "answer", "0.1", "--confidence=high", NULL);
    assert_true(walk_save(&s.ui, walk_of(&s)));
    check(&s, "0.1", ANSWER_CONFIDENCE, "high");
    type(&s, "!");
    stage_command(&s, "answer", "0.1", "--text=Bills!", NULL);
    assert_true(walk_save(&s.ui, walk_of(&s)));
    stage_free(&s);
}

/* Both windows answer a question that had no answer. */
static void two_first_answers_meet(void **state)
{
    struct stage s;
    (void)state;
    begin(&s, "keys <Enter>\n");
    type(&s, "Bills");
    stage_command(&s, "answer", "0.1", "--text=Meters", NULL);
    assert_true(walk_save(&s.ui, walk_of(&s)));
    check(&s, "0.1", ANSWER_TEXT, "Meters\n\nBills");
    for (size_t i = 0; i < s.ui.message_count; i++) /* the box says what happened; it is no failure */
        assert_false(s.ui.messages[i].bad);
    stage_free(&s);
}

/* The answer is deleted in the other window: what is typed here is not lost. */
static void a_deletion_elsewhere_takes_no_words(void **state)
{
    struct stage s;
    (void)state;
    begin(&s, "keys <Enter>\n");
    type(&s, "Bills");
    assert_true(walk_save(&s.ui, walk_of(&s)));
    type(&s, "!");
    stage_command(&s, "delete", "answer", record_id(&walk_of(&s)->answer), NULL);
    ui_refresh(&s.ui);
    assert_string_equal(editor_text(&walk_of(&s)->editor), "Bills!");
    assert_true(walk_save(&s.ui, walk_of(&s)));
    check(&s, "0.1", ANSWER_TEXT, "Bills!");
    stage_free(&s);
}

/* An answer that was emptied and could not be saved is empty again when it is filled in. */
static void an_emptied_answer_is_filled_in_empty(void **state)
{
    struct stage s;
    (void)state;
    begin(&s, "keys <Enter>\n");
    type(&s, "Bills");
    assert_true(walk_save(&s.ui, walk_of(&s)));
    stage_command(&s, "answer", "0.1", "--text=Meters", NULL);
    editor_replace(&walk_of(&s)->editor, "", 0);
    walk_keep(&s.ui, walk_of(&s));
    check(&s, "0.1", ANSWER_TEXT, "Meters");
    walk_load(&s.ui, walk_of(&s), walk_of(&s)->item);
    assert_string_equal(editor_text(&walk_of(&s)->editor), "");
    stage_free(&s);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(nothing_typed_makes_no_answer),
        cmocka_unit_test(the_end_saves),
        cmocka_unit_test(going_on_saves),
        cmocka_unit_test(every_action_saves),
        cmocka_unit_test(status_stays_when_more_is_typed),
        cmocka_unit_test(opened_again_goes_on),
        cmocka_unit_test(emptied_is_saved),
        cmocka_unit_test(a_pause_saves),
        cmocka_unit_test(typing_on_and_on_is_saved),
        cmocka_unit_test(locked_and_hidden_stay),
        cmocka_unit_test(a_change_elsewhere_is_shown),
        cmocka_unit_test(nothing_is_asked_without_need),
        cmocka_unit_test(two_first_answers_meet),
        cmocka_unit_test(a_deletion_elsewhere_takes_no_words),
        cmocka_unit_test(an_emptied_answer_is_filled_in_empty),
    };
    if (!setlocale(LC_ALL, "C.UTF-8") || sodium_init() < 0)
        return 99;
    return cmocka_run_group_tests(tests, NULL, NULL);
}
