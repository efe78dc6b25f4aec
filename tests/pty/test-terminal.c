/* test-terminal.c: the program on any terminal, and what terminals do: unknown and poorer ones, a description that was
 * poisoned, windows that change their size, hang up, stop and go on, and two windows at once. */
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include "pty/program.h"
#include "unit/cmocka-all.h"

enum { DRAFTS = 10, STOPS = 50 };

/* A workbench with an alliance, three people and an answer. */
static int make_world(void **state)
{
    struct folder *f = malloc(sizeof *f);
    if (!f)
        return -1;
    folder_make(f);
    PROGRAM_DO(f, NULL, "add", "alliance", "name=Roads");
    PROGRAM_DO(f, NULL, "add", "person", "family_name=Otieno", "given_name=Amina", "country=Kenya");
    PROGRAM_DO(f, NULL, "add", "person", "family_name=Mwangi", "given_name=John", "country=Kenya");
    PROGRAM_DO(f, NULL, "answer", "0.1", "--text=Roads and revenue", "--status=answered");
    *state = f;
    return 0;
}

static int drop_world(void **state)
{
    folder_remove(*state);
    free(*state);
    return 0;
}

/* The answer to a question as the file has it. */
static void read_answer(struct folder *f, const char *item, struct buf *out)
{
    struct buf json = BUF_INIT;
    char key[40];
    snprintf(key, sizeof key, "\"item\": \"%s\",", item);
    PROGRAM_DO(f, &json, "answer", "--list", "--json");
    const char *at = strstr(buf_str(&json), key);
    at = at ? strstr(at, "\"answer\": \"") : NULL;
    assert_non_null(at);
    at += strlen("\"answer\": \"");
    buf_clear(out);
    buf_add(out, at, strcspn(at, "\"")); /* line feeds stay \n as two characters */
    buf_release(&json);
}

/* Into the answer of the question that the walk opens with, at its end. */
static void open_answer(struct program *p, struct folder *f, const struct program_start *start, char item[16])
{
    program_start(p, f, start);
    program_keys(p, "<F3>");
    program_sees(p, "Guide ");
    if (!program_shows(p, "Esc is done"))
        program_keys(p, "<Enter>");
    program_keys(p, "<C-End>");
    program_sees(p, "Esc is done");
    program_question(p, item);
}

/* To every screen, and back to the walk. */
static void tour(struct program *p)
{
    static const char *const keys[] = {"<F2>", "<F3>", "<F4>", "<F5>", "<F6>", "<F7>", "<F10>", "<Esc>", "<F3>"};
    for (size_t i = 0; i < sizeof keys / sizeof *keys; i++) {
        program_keys(p, keys[i]);
        program_audit(p);
    }
}

/* ---- which terminal it is ---- */

static void knows_common_terminals(void **state)
{
    static const char *const names[] = {"xterm-256color", "xterm", "linux", "vt100"};
    for (size_t i = 0; i < sizeof names / sizeof *names; i++) {
        struct program p;
        struct stat st;
        char path[100];
        snprintf(path, sizeof path, "/usr/share/terminfo/%c/%s", names[i][0], names[i]);
        if (stat(path, &st) != 0) {
            snprintf(path, sizeof path, "/lib/terminfo/%c/%s", names[i][0], names[i]);
            if (stat(path, &st) != 0)
                continue; /* not on this computer */
        }
        program_launch(&p, *state, &(struct program_start){.term = names[i]});
        program_sees(&p, "F10 Menu");
        tour(&p);
        assert_false(program_shows(&p, "does not know the terminal"));
        program_quit(&p);
    }
}

static void falls_back_for_an_unknown_one_and_says_so(void **state)
{
    static const char *const names[] = {"no-such-terminal", "vt9000", "../../etc/passwd", "\033]52;c;ZXZpbA==\a", ""};
    for (size_t i = 0; i < sizeof names / sizeof *names; i++) {
        struct program p;
        program_launch(&p, *state, &(struct program_start){.term = names[i]});
        program_sees(&p, "F10 Menu");
        program_sees(&p, "does not know the terminal");
        tour(&p);
        program_quit(&p);
    }
}

/* Plain lines instead of the full screen, and why. */
static void prints_lines_where_there_is_no_screen(void **state)
{
    struct program p;
    program_launch(&p, *state, &(struct program_start){.term = "dumb", .rows = 60});
    program_sees(&p, "no full screen here");
    program_sees(&p, "accessible mode");
    program_sees(&p, "Home. Alliance: Roads");
    assert_false(p.pty.alternate);
    assert_true(pty_keys(&p.pty, "quit<Enter>"));
    program_ends(&p, 0);
    struct buf out = BUF_INIT, err = BUF_INIT;
    static const char *const none[] = {NULL};
    assert_int_equal(program_run(*state, none, "quit\n", &out, &err), 0); /* and where there is no terminal */
    assert_non_null(strstr(buf_str(&err), "no full screen here"));
    assert_non_null(strstr(buf_str(&out), "Saved. Goodbye."));
    buf_release(&out);
    buf_release(&err);
}

/* How many cells of the screen have a colour of their own, and how many hold more than ASCII. */
static void count_cells(struct program *p, int *coloured, int *beyond_ascii)
{
    for (int row = 0; row < p->pty.rows; row++)
        for (int col = 0; col < p->pty.cols; col++) {
            struct pty_cell c;
            assert_true(pty_cell(&p->pty, row, col, &c));
            *coloured += !c.fg_default || !c.bg_default;
            *beyond_ascii += (unsigned char)c.text[0] >= 0x80;
        }
}

static void count_on_all_screens(struct folder *f, const struct program_start *start, int *coloured, int *beyond_ascii)
{
    static const char *const keys[] = {"<F2>", "<F3>", "<F4>", "<F5>", "<F6>", "<F7>", "<F10>"};
    struct program p;
    *coloured = *beyond_ascii = 0;
    program_start(&p, f, start);
    for (size_t i = 0; i < sizeof keys / sizeof *keys; i++) {
        program_keys(&p, keys[i]);
        count_cells(&p, coloured, beyond_ascii);
    }
    program_keys(&p, "<Esc>");
    program_keys(&p, "<F9>");
    count_cells(&p, coloured, beyond_ascii);
    program_keys(&p, "<F9><F9><F9><F9>"); /* all sets of colours, and back to the first */
    program_quit(&p);
}

static void uses_no_colour_when_asked_not_to(void **state)
{
    static const char *const no_color[] = {"NO_COLOR=1", NULL};
    int coloured, beyond_ascii;
    count_on_all_screens(*state, NULL, &coloured, &beyond_ascii);
    assert_true(coloured > 0); /* else the next would prove nothing */
    assert_true(beyond_ascii > 0);
    count_on_all_screens(*state, &(struct program_start){.env = no_color}, &coloured, &beyond_ascii);
    assert_int_equal(coloured, 0);
}

static void draws_with_ascii_alone_when_asked_to(void **state)
{
    static const char *const ascii[] = {"--ascii", NULL};
    int coloured, beyond_ascii;
    count_on_all_screens(*state, &(struct program_start){.words = ascii}, &coloured, &beyond_ascii);
    assert_int_equal(beyond_ascii, 0);
}

static void works_in_a_locale_that_knows_no_utf8(void **state)
{
    static const char *const c[] = {"LANG=C", "LC_ALL=C", NULL};
    struct program p;
    char item[16];
    open_answer(&p, *state, &(struct program_start){.env = c}, item);
    program_keys(&p, "e\u0301\u6771");
    program_sees(&p, "e\u0301\u6771");
    program_keys(&p, "<BS><BS>");
    tour(&p);
    program_quit(&p);
}

/* ---- poison ---- */

/* A terminal's description whose start sends the clipboard escape. */
static void make_poison(struct folder *f, const char *name, const char *below)
{
    struct buf path = BUF_INIT, text = BUF_INIT, command = BUF_INIT;
    /* what comes first counts; "use" fills in the rest */
    buf_addf(&text, "%s|poisoned,\n\tsmcup=\\E]52;c;ZXZpbA==\\007, clear=\\E]52;c;eA==\\007, use=xterm-256color,\n",
             name);
    file_write(folder_file(f, "poison.ti", &path), buf_str(&text), text.len);
    buf_addf(&command, "tic -x -o '%s/%s' '%s' 2>/dev/null", f->path, below, buf_str(&path));
    mkdir(folder_file(f, below, &path), 0700);
    if (system(buf_str(&command)) != 0)
        fail_msg("%s: failed", buf_str(&command));
    buf_release(&path);
    buf_release(&text);
    buf_release(&command);
}

static void reads_no_poisoned_description(void **state)
{
    struct folder *f = *state;
    struct program p;
    struct pty tput;
    struct audit audit;
    struct buf folder = BUF_INIT;
    make_poison(f, "xterm-256color", ".terminfo");
    make_poison(f, "evil", ".terminfo");
    buf_addf(&folder, "TERMINFO=%s/.terminfo", f->path);
    const char *const env[] = {
        buf_str(&folder), "TERMCAP=xterm:ti=\\E]52;c;eA==\\007:cl=\\E]0;x\\007:", "TERMINFO_DIRS=/nonexistent", NULL};
    const char *const argv[] = {"tput", "smcup", NULL};
    /* the control: a program that believes its environment sends the poison */
    audit_init(&audit);
    assert_true(pty_spawn(
        &tput, &(struct pty_start){.argv = argv, .home = f->path, .env = env, .raw = audit_raw, .raw_arg = &audit}));
    pty_wait(&tput, PTY_PATIENCE_MS);
    pty_release(&tput);
    assert_true(audit.found);
    program_start(&p, f, NULL); /* in the home folder */
    tour(&p);
    program_quit(&p);
    program_start(&p, f, &(struct program_start){.env = env}); /* and named by the environment */
    tour(&p);
    program_quit(&p);
    program_start(&p, f, &(struct program_start){.env = env, .term = "evil"});
    tour(&p);
    program_sees_not(&p, "poison");
    program_quit(&p);
    buf_release(&folder);
}

/* ---- size ---- */

static void keeps_every_letter_while_the_window_changes(void **state)
{
    static const int sizes[][2] = {{1, 1},   {1, 2},   {2, 1},   {3, 3},    {500, 200}, {5, 500}, {0, 0},
                                   {24, 80}, {10, 40}, {2, 200}, {200, 2},  {4, 7},     {60, 20}, {1, 500},
                                   {500, 1}, {13, 59}, {12, 60}, {30, 100}, {499, 199}, {6, 6},   {24, 80}};
    struct folder *f = *state;
    struct program p;
    struct buf before = BUF_INIT, after = BUF_INIT;
    char item[16];
    open_answer(&p, f, NULL, item);
    program_keys(&p, "<C-Down><C-Down><C-Down>"); /* to one without an answer */
    program_question(&p, item);
    for (int round = 0; round < 5; round++)
        for (size_t i = 0; i < sizeof sizes / sizeof *sizes; i++) {
            char letter[16];
            snprintf(letter, sizeof letter, "%c%s", (char)('a' + (int)i), i % 7 == 6 ? "<Enter>" : "");
            buf_addf(&before, "%c%s", letter[0], i % 7 == 6 ? "\\n" : "");
            if (round % 2) { /* without waiting */
                assert_true(pty_resize(&p.pty, sizes[i][0], sizes[i][1]));
                assert_true(pty_keys(&p.pty, letter));
            } else {
                program_resize(&p, sizes[i][0], sizes[i][1]);
                program_keys(&p, letter);
            }
        }
    program_resize(&p, 30, 100);
    program_sees(&p, "Esc is done");
    program_quit(&p);
    read_answer(f, item, &after);
    assert_string_equal(buf_str(&after), buf_str(&before));
    buf_release(&before);
    buf_release(&after);
}

static void starts_at_any_size(void **state)
{
    static const int sizes[][2] = {{1, 1}, {2, 3}, {10, 40}, {500, 200}, {3, 300}};
    for (size_t i = 0; i < sizeof sizes / sizeof *sizes; i++) {
        struct program p;
        program_start(&p, *state, &(struct program_start){.rows = sizes[i][0], .cols = sizes[i][1]});
        tour(&p);
        program_quit(&p);
    }
}

/* ---- being told to go ---- */

enum way { BY_TERM, BY_HUP, BY_CLOSING, WAYS };

/* Types without saving, sends the program away, and looks for what was typed. */
static void send_away(struct folder *f, enum way way, const char *typed, int pause_ms)
{
    struct program p;
    struct buf found = BUF_INIT;
    char item[16];
    open_answer(&p, f, NULL, item);
    program_keys(&p, typed); /* all of it has been read */
    pty_settle(&p.pty, pause_ms, 2000);
    if (way == BY_CLOSING)
        pty_hang_up(&p.pty);
    else
        pty_signal(&p.pty, way == BY_TERM ? SIGTERM : SIGHUP);
    if (way == BY_CLOSING) {
        int code = pty_wait(&p.pty, PTY_PATIENCE_MS);
        assert_true(code == 0 || code == 1);
        pty_release(&p.pty);
    } else {
        program_ends(&p, 0); /* and leaves the terminal clean */
    }
    read_answer(f, item, &found);
    if (!strstr(buf_str(&found), typed))
        fail_msg("sent away by %d: '%s' is not in '%s'", (int)way, typed, buf_str(&found));
    buf_release(&found);
}

static void keeps_the_draft_when_told_to_go(void **state)
{
    char typed[40];
    for (int way = 0; way < WAYS; way++)
        for (int i = 0; i < DRAFTS; i++) {
            snprintf(typed, sizeof typed, "draft %d-%d ", way, i);
            send_away(*state, (enum way)way, typed, i % 3 ? 0 : 20);
        }
}

/* A question is open (a prompt with a loop of its own): it ends, too. */
static void goes_from_within_a_question(void **state)
{
    static const char *const keys[] = {"<C-t>", "<C-p>", "<F10>", "<C-e>", "<C-o>", "<F1>"};
    for (size_t i = 0; i < sizeof keys / sizeof *keys; i++) {
        struct program p;
        program_start(&p, *state, NULL);
        program_keys(&p, "<F3>");
        program_keys(&p, keys[i]);
        program_sees(&p, "\xe2\x94\x8c"); /* the corner of a box */
        pty_signal(&p.pty, SIGTERM);
        program_ends(&p, 0);
    }
}

/* ---- stop and go on ---- */

/* The program is a job of a shell, as it is in life: only then may it be stopped. */
static pid_t child_of(pid_t parent)
{
    char path[80];
    int child = 0;
    snprintf(path, sizeof path, "/proc/%d/task/%d/children", (int)parent, (int)parent);
    FILE *file = fopen(path, "re");
    if (!file)
        return 0;
    if (fscanf(file, "%d", &child) != 1)
        child = 0;
    fclose(file);
    return child;
}

static void stop_and_go_on(struct program *p, pid_t pid, int number)
{
    char word[20], stopped[40];
    snprintf(word, sizeof word, "w%d.", number);
    snprintf(stopped, sizeof stopped, "it is stopped, %d", number + 1);
    assert_true(pty_keys(&p->pty, " ") && pty_keys(&p->pty, word)); /* what is seen of it came last: none is left for the shell */
    program_sees(p, word);
    assert_int_equal(kill(pid, SIGTSTP), 0);
    program_sees(p, stopped);
    assert_true(pty_is_cooked(&p->pty));
    assert_false(p->pty.alternate);
    assert_true(p->pty.cursor_visible);
    assert_false(audit_mode(&p->audit, 2004) || audit_mode(&p->audit, 1049) || audit_mode(&p->audit, 1));
    assert_true(pty_keys(&p->pty, "<Enter>"));
    program_sees(p, "Esc is done");
    program_sees(p, word);
    assert_true(p->pty.alternate && audit_mode(&p->audit, 2004));
    assert_false(pty_is_cooked(&p->pty));
}

static void gives_the_terminal_back_while_stopped(void **state)
{
    /* 148: 128 + SIGTSTP. No loop: bash leaves loops when a job of theirs stops. */
    static const char script[] =
        "set -m; n=0; again() { [ $1 = 148 ] || return; n=$((n + 1)); echo \"it is stopped, $n\"; read line; "
        "fg %1 >/dev/null; again $?; }; \"$0\"; again $?; echo it has ended; read line";
    struct folder *f = *state;
    struct program p = {.pty = {.pid = 0}};
    struct buf data = BUF_INIT, found = BUF_INIT, typed = BUF_INIT;
    const char *const argv[] = {"bash", "-c", script, getenv("PEERLOOM"), NULL};
    buf_addf(&data, "XDG_DATA_HOME=%s", f->path);
    const char *const env[] = {buf_str(&data), NULL};
    char item[16];
    audit_init(&p.audit);
    assert_true(pty_spawn(&p.pty, &(struct pty_start){.argv = argv,
                                                      .env = env,
                                                      .home = f->path,
                                                      .rows = 30,
                                                      .cols = 100,
                                                      .raw = audit_raw,
                                                      .raw_arg = &p.audit}));
    program_sees(&p, "F10 Menu");
    assert_true(pty_keys(&p.pty, "<F3>"));
    program_sees(&p, "Guide ");
    if (!program_shows(&p, "Esc is done"))
        assert_true(pty_keys(&p.pty, "<Enter>"));
    assert_true(pty_keys(&p.pty, "<C-End>"));
    program_sees(&p, "Esc is done");
    program_question(&p, item);
    pid_t pid = child_of(p.pty.pid);
    assert_true(pid > 0);
    for (int i = 0; i < STOPS; i++) {
        stop_and_go_on(&p, pid, i);
        buf_addf(&typed, "w%d.%s", i, i + 1 < STOPS ? " " : "");
    }
    assert_true(pty_keys(&p.pty, " ") && pty_keys(&p.pty, "<C-q>"));
    program_sees(&p, "it has ended");
    program_audit(&p);
    assert_true(pty_is_cooked(&p.pty) && !p.pty.alternate && !audit_mode(&p.audit, 2004));
    pty_release(&p.pty);
    read_answer(f, item, &found);
    if (!strstr(buf_str(&found), buf_str(&typed)))
        fail_msg("typed '%s', kept '%s'", buf_str(&typed), buf_str(&found));
    buf_release(&data);
    buf_release(&found);
    buf_release(&typed);
}

/* ---- doing nothing ---- */

/* Ticks of the processor that it has used, and how often it has woken up. */
static void read_use(pid_t pid, long *ticks, long *wakes)
{
    char path[64], line[400];
    long user = 0, system = 0;
    snprintf(path, sizeof path, "/proc/%d/stat", (int)pid);
    FILE *file = fopen(path, "re");
    assert_non_null(file);
    assert_non_null(fgets(line, sizeof line, file));
    fclose(file);
    const char *at = strrchr(line, ')');
    assert_int_equal(sscanf(at, ") %*c %*d %*d %*d %*d %*d %*u %*u %*u %*u %*u %ld %ld", &user, &system), 2);
    *ticks = user + system;
    snprintf(path, sizeof path, "/proc/%d/status", (int)pid);
    file = fopen(path, "re");
    assert_non_null(file);
    while (fgets(line, sizeof line, file))
        sscanf(line, "voluntary_ctxt_switches: %ld", wakes);
    fclose(file);
}

/* In one look of a second and a half it has done nothing, woken up never and drawn nothing. */
static bool sleeps(struct program *p)
{
    long ticks[2] = {0, 0}, wakes[2] = {0, 0};
    uint64_t bytes = p->pty.bytes;
    read_use(p->pty.pid, &ticks[0], &wakes[0]);
    pty_settle(&p->pty, 1500, 1500);
    read_use(p->pty.pid, &ticks[1], &wakes[1]);
    return ticks[1] == ticks[0] && wakes[1] == wakes[0] && p->pty.bytes == bytes;
}

/* Whether one of some looks finds it asleep, or finds it awake. */
static bool found(struct program *p, bool asleep)
{
    int looks = 20;
    while (looks > 0 && sleeps(p) != asleep)
        looks--;
    return looks > 0;
}

static void sleeps_when_nothing_happens(void **state)
{
    struct program p, restless;
    const char *const argv[] = {"sh", "-c", "while :; do sleep 0.1; done", NULL};
    char item[16];
    open_answer(&p, *state, NULL, item);
    program_keys(&p, "x");
    assert_true(found(&p, true)); /* once it has written down the place and the answer */
    program_quit(&p);
    assert_true(pty_spawn(&restless.pty, &(struct pty_start){.argv = argv})); /* the control */
    assert_true(found(&restless, false));
    pty_release(&restless.pty);
}

/* ---- two windows ---- */

static void two_windows_work_on_one_file(void **state)
{
    struct folder *f = *state;
    struct program one, other;
    struct buf found = BUF_INIT;
    char item[16], second[16];
    open_answer(&one, f, NULL, item);
    open_answer(&other, f, NULL, second);
    assert_string_equal(second, item);
    program_keys(&one, "from-window-one. "); /* one word: no line is broken within it */
    program_keys(&one, "<C-s>");
    program_sees(&one, "everything is saved");
    pty_settle(&other.pty, 1100, 2000); /* a window looks at most once a second, when something happens in it */
    program_keys(&other, "<Left>");
    program_sees(&other, "from-window-one.");
    program_sees(&other, "changed in another window");
    program_keys(&other, "<C-End>");
    program_keys(&other, "from-window-two. ");
    program_keys(&other, "<C-s>");
    program_sees(&other, "everything is saved");
    pty_settle(&one.pty, 1100, 2000);
    program_keys(&one, "<Left>");
    program_sees(&one, "from-window-two.");
    program_quit(&one);
    program_quit(&other);
    read_answer(f, item, &found);
    assert_non_null(strstr(buf_str(&found), "from-window-one. from-window-two."));
    PROGRAM_DO(f, NULL, "check");
    buf_release(&found);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(knows_common_terminals),
        cmocka_unit_test(falls_back_for_an_unknown_one_and_says_so),
        cmocka_unit_test(prints_lines_where_there_is_no_screen),
        cmocka_unit_test(uses_no_colour_when_asked_not_to),
        cmocka_unit_test(draws_with_ascii_alone_when_asked_to),
        cmocka_unit_test(works_in_a_locale_that_knows_no_utf8),
        cmocka_unit_test(reads_no_poisoned_description),
        cmocka_unit_test(starts_at_any_size),
        cmocka_unit_test(keeps_every_letter_while_the_window_changes),
        cmocka_unit_test(keeps_the_draft_when_told_to_go),
        cmocka_unit_test(goes_from_within_a_question),
        cmocka_unit_test(gives_the_terminal_back_while_stopped),
        cmocka_unit_test(sleeps_when_nothing_happens),
        cmocka_unit_test(two_windows_work_on_one_file),
    };
    return cmocka_run_group_tests(tests, make_world, drop_world);
}
