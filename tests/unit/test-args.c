/* What commands can be given: the parser, the types, what is asked for, and that every command is reached in all faces. */
#include "unit/cmocka-all.h"

#include <string.h>

#include "base/near.h"
#include "command/ask.h"
#include "command/command.h"
#include "screen/stage.h"
#include "ui/linear_page.h"

static struct stage stage;

static int open_stage(void **state)
{
    (void)state;
    stage_new(&stage);
    stage_command(&stage, "demo", "--no-open", NULL);
    return 0;
}

static int close_stage(void **state)
{
    (void)state;
    stage_free(&stage);
    return 0;
}

/* ---- words that are near ---- */

static const char *nearest(const char *word)
{
    struct near n = {.word = word};
    static const char *const all[] = {"list", "show", "export", "import", "history", "json"};
    for (size_t i = 0; i < sizeof all / sizeof *all; i++)
        near_offer(&n, all[i]);
    return near_best(&n);
}

static void a_misspelt_word_is_near_to_what_was_meant(void **state)
{
    (void)state;
    assert_int_equal(near_distance("list", "list"), 0);
    assert_int_equal(near_distance("lits", "list"), 1); /* swapped */
    assert_int_equal(near_distance("", "list"), 4);
    assert_int_equal(near_distance("kitten", "sitting"), 3);
    assert_string_equal(nearest("lits"), "list");
    assert_string_equal(nearest("exprot"), "export");
    assert_string_equal(nearest("jsn"), "json");
    assert_null(nearest("frobnicate"));
    assert_null(nearest("xy"));
    char longest[200];
    memset(longest, 'a', sizeof longest);
    longest[sizeof longest - 1] = '\0';
    assert_null(nearest(longest));
}

/* ---- the parser ---- */

enum { MOST = 12 };

/* Words until NULL; what came of them, and the first error in `e`. */
static enum status parse(struct args *args, enum command_id id, struct error *e, const char *const *words)
{
    size_t n = 0;
    *e = (struct error){0};
    while (words[n])
        n++;
    args_init(args, &commands[id]);
    enum status s = args_parse(args, words, n, e);
    return s == OK ? args_check(&stage.app, args, e) : s;
}

static void words_find_their_arguments(void **state)
{
    static const struct {
        enum command_id id;
        const char *words[MOST];
        const char *name, *value; /* of one argument; value NULL: it was not given */
        size_t count;             /* of all */
    } good[] = {
        {CMD_LIST, {"person"}, "kind", "person", 1},
        {CMD_LIST, {"person", "--filter", "Otieno"}, "filter", "Otieno", 2},
        {CMD_LIST, {"--filter=", "person"}, "filter", "", 2},
        {CMD_LIST, {"people", "--json", "--all"}, "json", "", 3},
        {CMD_PLACE, {"Abdi", "Pair 1"}, "from", NULL, 2}, /* what may be left out, in the middle */
        {CMD_PLACE, {"Abdi", "Pair 1"}, "to", "Pair 1", 2},
        {CMD_PLACE, {"Abdi", "Pair 1", "pool"}, "from", "Pair 1", 3},
        {CMD_SEARCH, {"two", "words"}, "text", "two", 2},
        {CMD_TERM, {"--", "--json"}, "word", "--json", 1},
        {CMD_LIBRARY, {"tools"}, "entry", NULL, 1},
        {CMD_LIBRARY, {"tools", "fair", "--limit", "time=day", "--limit=size=12"}, "limit", "day", 4},
        {CMD_PHASE, {"c"}, "phase", "c", 1},
        {CMD_BACKUP, {NULL}, "file", NULL, 0},
    };
    (void)state;
    for (size_t i = 0; i < sizeof good / sizeof *good; i++) {
        struct args args;
        struct error e;
        enum status s = parse(&args, good[i].id, &e, good[i].words);
        if (s != OK)
            fail_msg("row %zu: %s (%s)", i, e.what, e.hint);
        assert_int_equal(args.count, good[i].count);
        const char *value = args_text(&args, good[i].name);
        if (good[i].value)
            assert_string_equal(value, good[i].value);
        else
            assert_null(value);
        args_release(&args);
    }
}

static void values_have_their_types(void **state)
{
    struct args args;
    struct error e;
    const char *const day[] = {"trust", "1=2", "--date", "31.12.2026", NULL};
    const char *const sheet[] = {"mix", "--round=3", "--names", "numbers", NULL};
    const char *const pairs[] = {"person", "name=a=b", "country=Kenya", NULL};
    const char *const phase[] = {"D", NULL};
    const char *const ids[] = {"person", "01a22fca-c139-76a1-be4b-240ac7215ada,01a22fca-c139-76a1-be4b-240ac7215adb", NULL};
    (void)state;
    assert_int_equal(parse(&args, CMD_SCORE, &e, day), OK);
    assert_string_equal(args_text(&args, "date"), "2026-12-31");
    args_release(&args);
    assert_int_equal(parse(&args, CMD_SHEET, &e, sheet), OK);
    assert_int_equal(args_number(&args, "round", 0), 3);
    assert_int_equal(args_choice(&args, "names", 0), 2);
    assert_int_equal(args_choice(&args, "sheet", 0), 4);
    assert_int_equal(args_choice(&args, "for", -1), -1);
    args_release(&args);
    assert_int_equal(parse(&args, CMD_ADD, &e, pairs), OK);
    assert_string_equal(args_nth(&args, "field", 0)->key, "name");
    assert_string_equal(args_nth(&args, "field", 0)->text, "a=b"); /* cut at the first sign alone */
    assert_int_equal(args_count(&args, "field"), 2);
    args_release(&args);
    assert_int_equal(parse(&args, CMD_PHASE, &e, phase), OK);
    assert_int_equal(args_number(&args, "phase", -1), 3);
    args_release(&args);
    assert_int_equal(parse(&args, CMD_DELETE, &e, ids), OK);
    assert_int_equal(args_count(&args, "record"), 2);
    args_release(&args);
}

static void what_cannot_be_is_refused(void **state)
{
    static const struct {
        enum command_id id;
        const char *words[MOST];
        enum status status;
        const char *what, *hint; /* parts of what is said */
    } bad[] = {
        {CMD_LIST, {NULL}, ERR_USAGE, "needs more words", "usage: peerloom list KIND"},
        {CMD_PLACE, {"Abdi"}, ERR_USAGE, "needs more words", "PERSON [FROM] TO"},
        {CMD_LIST, {"person", "too", "many"}, ERR_USAGE, "too many words", "usage"},
        {CMD_UNDO, {"twice"}, ERR_USAGE, "too many words", "usage: peerloom undo"},
        {CMD_LIST, {"person", "--jsn"}, ERR_USAGE, "no option '--jsn'", "did you mean '--json'"},
        {CMD_LIST, {"person", "--wholly"}, ERR_USAGE, "no option '--wholly'", "usage"},
        {CMD_LIST, {"person", "--kind=person"}, ERR_USAGE, "no option", ""}, /* it is a word, not an option */
        {CMD_LIST, {"person", "--json=yes"}, ERR_USAGE, "takes no value", "usage"},
        {CMD_LIST, {"person", "--filter"}, ERR_USAGE, "needs a value", "usage"},
        {CMD_LIST, {"person", "--filter=a", "--filter=b"}, ERR_USAGE, "twice", "once"},
        {CMD_LIST, {"persn"}, ERR_INPUT, "no kind of record 'persn'", "did you mean 'person'"},
        {CMD_LIST, {"unicorn"}, ERR_INPUT, "no kind of record", "see 'peerloom kinds'"},
        {CMD_LIST, {"all"}, ERR_INPUT, "no kind of record 'all'", ""}, /* list knows no "all" */
        {CMD_SHEET, {"seat"}, ERR_USAGE, "there is no sheet 'seat'", "did you mean 'seats'"},
        {CMD_SHEET, {"seats", "--names=long"}, ERR_USAGE, "--names cannot be 'long'", "full, short, numbers"},
        {CMD_SHEET, {"seats", "--round=0"}, ERR_USAGE, "--round cannot be '0'", "from 1 to 64"},
        {CMD_SHEET, {"seats", "--round=2x"}, ERR_USAGE, "--round cannot be '2x'", ""},
        {CMD_SHEET, {"seats", "--round="}, ERR_USAGE, "--round cannot be ''", ""},
        {CMD_SHEET_HISTORY, {"seven"}, ERR_USAGE, "there is no change 'seven'", "1 or more"},
        {CMD_ANSWER, {"1.2.b", "--status=anserwed"}, ERR_USAGE, "--status cannot be", "did you mean 'answered'"},
        {CMD_PHASE, {"F"}, ERR_USAGE, "'F' is not a phase", ""},
        {CMD_SCORE, {"trust", "1=2", "--date=yesterday"}, ERR_INPUT, "yesterday", ""},
    };
    (void)state;
    for (size_t i = 0; i < sizeof bad / sizeof *bad; i++) {
        struct args args;
        struct error e;
        enum status s = parse(&args, bad[i].id, &e, bad[i].words);
        if (s != bad[i].status || !strstr(e.what, bad[i].what) || !strstr(e.hint, bad[i].hint))
            fail_msg("row %zu: status %d, '%s' (%s)", i, s, e.what, e.hint);
        args_release(&args);
    }
}

static void a_value_of_an_argument_that_is_not_there_is_refused(void **state)
{
    struct error e = {0};
    (void)state;
    assert_int_equal(command_run(&stage.app, CMD_LIST, ARGS(arg_text("kind", "person"), arg_text("colour", "red")), &e), ERR_USAGE);
    assert_non_null(strstr(e.what, "--colour"));
    assert_int_equal(command_run(&stage.app, CMD_LIST, ARGS(arg_text("kind", "person"), arg_if(false, arg_text("colour", "red"))), &e), OK);
}

/* ---- every row of the table ---- */

static void every_argument_is_described(void **state)
{
    (void)state;
    for (size_t i = 0; i < COMMANDS; i++)
        for (const struct arg *a = command_args(&commands[i]); a->name; a++) {
            const char *command = commands[i].name, *question = arg_question(&stage.app, NULL, a);
            bool asked = a->flags & (ARG_NEEDED | ARG_ASK) || a->asked;
            bool typed = a->type == ARG_TEXT || a->type == ARG_NUMBER || a->type == ARG_PAIR || a->type == ARG_READ ||
                         a->type == ARG_WRITE || a->type == ARG_TABLE;
            if (command_arg(&commands[i], a->name) != a)
                fail_msg("%s: '%s' stands there twice", command, a->name);
            if (asked && a->type != ARG_FLAG && !*question)
                fail_msg("%s: '%s' is asked for, and has no question", command, a->name);
            if (asked && typed && !a->offers && !a->note && !*arg_hint(&stage.app, a))
                fail_msg("%s: '%s' is asked for, and has no hint", command, a->name);
            if (a->type == ARG_CHOICE && (!a->choices || !a->choices[0].word))
                fail_msg("%s: '%s' has no choices", command, a->name);
            for (const struct arg_choice *c = a->choices; c && c->word && *question; c++)
                if (!c->label && asked)
                    fail_msg("%s: the choice '%s' of '%s' cannot be read", command, c->word, a->name);
            if (a->flags & ARG_WORD && a->type == ARG_FLAG)
                fail_msg("%s: '%s' is a word and a flag", command, a->name);
        }
}

/* Answers whatever is asked as somebody might. */
static const char *answer_to(const struct args *args, const struct arg *arg)
{
    static char first[80];
    struct offered o;
    if (offered_read(&o, &stage.app, args, arg)) {
        snprintf(first, sizeof first, "%s", o.words[0]);
        offered_release(&o);
        return first;
    }
    return arg->type == ARG_NUMBER ? "2" : arg->type == ARG_PAIR ? "a=b" : arg->type == ARG_WRITE ? "/tmp/nowhere" : "some words";
}

static bool answer(void *data, struct args *args, const struct arg *arg, const struct error *again)
{
    size_t *asked = data;
    if (again)
        fail_msg("%s: an answer to '%s' was refused: %s", args->command->name, arg->name, again->what);
    assert_true(*arg_question(&stage.app, args, arg));
    ++*asked;
    args_give_typed(args, arg, answer_to(args, arg));
    return true;
}

/* What was given, as the words that mean the same on the command line. */
static size_t as_words(const struct args *args, char (*texts)[200], const char **words)
{
    size_t n = 0;
    for (int bare = 0; bare < 2; bare++)
        for (const struct arg_value *v = args->values; v->name; v++) {
            const struct arg *a = command_arg(args->command, v->name);
            if ((a->flags & ARG_WORD) == 0 ? bare : !bare)
                continue;
            snprintf(texts[n], sizeof *texts, "%s%s%s%s%s%s", bare ? "" : "--", bare ? "" : v->name, bare || a->type == ARG_FLAG ? "" : "=",
                     v->key ? v->key : "", v->key ? "=" : "", v->text);
            words[n] = texts[n];
            n++;
        }
    return n;
}

/* What is asked for comes to the same as the words of a command line: no face has arguments of its own. */
static void asking_and_typing_come_to_the_same(void **state)
{
    size_t asked = 0;
    struct error e = {0};
    (void)state;
    for (size_t i = 0; i < COMMANDS; i++) {
        char texts[MOST][200];
        const char *words[MOST];
        struct args one, two;
        args_init(&one, &commands[i]);
        assert_true(args_ask(&stage.app, &one, &(struct asker){answer, &asked}));
        size_t n = as_words(&one, texts, words);
        args_init(&two, &commands[i]);
        if (args_parse(&two, words, n, &e) != OK || args_check(&stage.app, &two, &e) != OK || args_check(&stage.app, &one, &e) != OK)
            fail_msg("%s: %s", commands[i].name, e.what);
        assert_int_equal(one.count, two.count);
        for (const struct arg_value *v = one.values; v->name; v++) {
            const struct arg_value *same = args_nth(&two, v->name, 0);
            assert_non_null(same);
            assert_string_equal(v->text, same->text);
            assert_int_equal(v->number, same->number);
        }
        args_release(&one);
        args_release(&two);
    }
    assert_true(asked > 30);
}

/* ---- all three faces ---- */

/* Commands that the screen has no action for, and why. */
static const struct {
    enum command_id id;
    const char *why;
} not_on_screen[] = {
    {CMD_OPEN, "it is what opens the screen"},
    {CMD_DEMO, "it makes a workbench of its own"},
    {CMD_RESTORE, "the workbench must be closed for it"},
    {CMD_ALLIANCE, "Home lists the alliances"},
    {CMD_SHEET_PERSON, "it is the person's page, which more can be done on"},
    {CMD_READY, "the sheet of who waits says it"},
    {CMD_KINDS, "it describes the files to whoever writes them"},
    {CMD_COMPLETE, "it is for shells"},
    {CMD_MANUAL, "it is for the manual page"},
    {CMD_VERSION, "it is for whoever reports a fault"},
    {CMD_SHEET_GATE, "the page before another phase shows it"},
#define NO_SCREEN(...)
#define LOOK(ID, ...) {CMD_SHEET_##ID, "it is a look at the weave"},
    SHEET_LIST(NO_SCREEN, LOOK, NO_SCREEN)
};

static bool on_some_screen(const struct command *c)
{
    return c->where & ON_EVERY_SCREEN;
}

static bool excepted(enum command_id id)
{
    for (size_t i = 0; i < sizeof not_on_screen / sizeof *not_on_screen; i++)
        if (not_on_screen[i].id == id)
            return true;
    return false;
}

/* In which face it is missing; NULL: in none. */
static const char *missing(const struct command *c)
{
    bool action = on_some_screen(c);
    for (size_t i = 0; i < COMMANDS && !action; i++)
        action = commands[i].runs == c->id && c->id != CMD_OPEN && on_some_screen(&commands[i]);
    if (c->where & ON_SHELL && action == excepted(c->id))
        return action ? "it is on the screen, and excepted" : "the screen has no action for it";
    if (!linear_does(c))
        return "the accessible mode has no way to it";
    if (c->run && !(c->where & ON_SHELL))
        return "it has no word on the command line";
    return NULL;
}

static void every_command_is_reached_in_all_faces(void **state)
{
    (void)state;
    size_t count = 0;
    for (size_t i = 0; i < COMMANDS; i++)
        if (missing(&commands[i])) {
            print_error("'%s': %s\n", commands[i].name, missing(&commands[i]));
            count++;
        }
    assert_int_equal(count, 0);
}

static void one_that_is_not_reached_is_noticed(void **state)
{
    struct command c = commands[CMD_SURVEY];
    (void)state;
    c.id = COMMANDS; /* no action runs it */
    c.where = ON_SHELL;
    assert_string_equal(missing(&c), "the screen has no action for it");
    c.where = ON_HOME;
    assert_string_equal(missing(&c), "it has no word on the command line");
    c.run = NULL; /* an action of the screen that nobody has said the other way for */
    assert_string_equal(missing(&c), "the accessible mode has no way to it");
    c = commands[CMD_RESTORE];
    c.where |= ON_HOME;
    assert_string_equal(missing(&c), "it is on the screen, and excepted");
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(a_misspelt_word_is_near_to_what_was_meant),
        cmocka_unit_test(words_find_their_arguments),
        cmocka_unit_test(values_have_their_types),
        cmocka_unit_test(what_cannot_be_is_refused),
        cmocka_unit_test(a_value_of_an_argument_that_is_not_there_is_refused),
        cmocka_unit_test(every_argument_is_described),
        cmocka_unit_test(asking_and_typing_come_to_the_same),
        cmocka_unit_test(every_command_is_reached_in_all_faces),
        cmocka_unit_test(one_that_is_not_reached_is_noticed),
    };
    return cmocka_run_group_tests(tests, open_stage, close_stage);
}
