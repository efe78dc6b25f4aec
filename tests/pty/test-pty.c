/* test-pty.c: proof of the pseudo-terminal driver and of the audit, against programs whose screen is known.
 *
 * Takes the path of the sample program as its argument; without one it is looked for beside this program.
 */

#include "unit/cmocka-all.h"

#include <limits.h>
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <time.h>
#include <unistd.h>

#include "pty/audit.h"
#include "pty/keys.h"
#include "pty/pty.h"

#define CHECK(call)                                                                                                    \
    do {                                                                                                               \
        if (!(call))                                                                                                   \
            fail_msg("%s: %s", #call, p.why);                                                                          \
    } while (0)

static int64_t clock_ms(void)
{
    struct timespec t;
    clock_gettime(CLOCK_MONOTONIC, &t);
    return (int64_t)t.tv_sec * 1000 + t.tv_nsec / 1000000;
}

/* Starts `sh -c script`. */
static void start_shell(struct pty *p, const char *script, const char *const *env)
{
    const char *const argv[] = {"sh", "-c", script, NULL};
    if (!pty_spawn(p, &(struct pty_start){.argv = argv, .env = env, .rows = 6, .cols = 40, .home = "/somewhere"}))
        fail_msg("%s", p->why);
}

static void start_sample(struct pty *p, void **state, struct audit *audit)
{
    const char *const argv[] = {*state, NULL};
    audit_init(audit);
    struct pty_start s = {.argv = argv, .rows = 12, .cols = 50, .raw = audit_raw, .raw_arg = audit};
    if (!pty_spawn(p, &s) || !pty_expect(p, "sample 12x50", PTY_PATIENCE_MS))
        fail_msg("%s", p->why);
    if (!pty_idle(p, PTY_PATIENCE_MS))
        fail_msg("%s", p->why);
}

static void reads_the_screen(void **state)
{
    (void)state;
    struct pty p;
    start_shell(&p, "printf 'one\\r\\n\\033[3;5H\\033[1;7mtwo\\033[m \\303\\251\\346\\274\\242z'; exit 5", NULL);
    assert_int_equal(pty_wait(&p, PTY_PATIENCE_MS), 5);
    assert_string_equal(pty_line(&p, 0), "one");
    assert_string_equal(pty_line(&p, 2), "    two é漢z");
    assert_string_equal(pty_line(&p, 99), "");
    assert_string_equal(pty_text(&p), "one\n\n    two é漢z\n\n\n\n");
    int row, col;
    pty_cursor(&p, &row, &col);
    assert_int_equal(row, 2);
    assert_int_equal(col, 12);
    CHECK(pty_find(&p, "z", &row, &col));
    assert_int_equal(row, 2);
    assert_int_equal(col, 11);
    assert_false(pty_find(&p, "three", &row, &col));
    struct pty_cell c;
    assert_true(pty_cell(&p, 2, 4, &c));
    assert_true(c.bold && c.reverse && c.fg_default && c.bg_default);
    assert_string_equal(c.text, "t");
    assert_true(pty_cell(&p, 2, 9, &c));
    assert_int_equal(c.width, 2);
    assert_false(c.bold);
    assert_false(pty_cell(&p, 6, 0, &c));
    assert_false(pty_expect(&p, "three", 100));
    assert_non_null(strstr(p.why, "three"));
    assert_false(pty_send(&p, "x", 1)); /* nobody is there */
    pty_release(&p);
}

/* Between a change of size and the next drawing the old text stays, cut; modes stay too. */
static void keeps_the_text_when_resized(void **state)
{
    (void)state;
    struct pty p;
    start_shell(&p, "printf '\\033[?1049h\\033[?25labcdefgh\\r\\n\\346\\274\\242z\\r\\nlast'; read x", NULL);
    CHECK(pty_expect(&p, "last", PTY_PATIENCE_MS));
    CHECK(pty_resize(&p, 2, 5));
    assert_string_equal(pty_text(&p), "abcde\n漢z\n");
    assert_true(p.alternate && !p.cursor_visible);
    CHECK(pty_resize(&p, 4, 1));
    assert_string_equal(pty_line(&p, 0), "a");
    pty_release(&p);
}

static void gives_a_clean_environment(void **state)
{
    (void)state;
    struct pty p;
    const char *const env[] = {"NO_COLOR=1", "LANG=C", NULL};
    setenv("PEERLOOM_LEAK", "leaked", 1);
    start_shell(&p, "echo $HOME $TERM $LANG $NO_COLOR x${PEERLOOM_LEAK}x; stty size", env);
    assert_int_equal(pty_wait(&p, PTY_PATIENCE_MS), 0);
    assert_string_equal(pty_line(&p, 0), "/somewhere xterm-256color C 1 xx");
    assert_string_equal(pty_line(&p, 1), "6 40");
    pty_release(&p);
}

static void tells_what_cannot_run(void **state)
{
    (void)state;
    struct pty p;
    const char *const argv[] = {"/no/such/program", NULL};
    assert_false(pty_spawn(&p, &(struct pty_start){.argv = argv}));
    assert_string_equal(p.why, "cannot run '/no/such/program': No such file or directory");
    pty_release(&p);
}

/* Every wait has its limit, against programs that never stop writing, never write, never read, will not end. */
static void never_hangs(void **state)
{
    (void)state;
    struct pty p;
    int64_t begin = clock_ms();
    start_shell(&p, "while :; do echo again; done", NULL);
    assert_false(pty_settle(&p, 150, 400));
    assert_false(pty_expect(&p, "never", 200));
    assert_false(pty_expect_gone(&p, "again", 200));
    assert_false(pty_idle(&p, 200));
    assert_int_equal(pty_wait(&p, 200), -1);
    pty_release(&p);
    start_shell(&p, "trap '' HUP TERM; echo deaf; while :; do sleep 1; done", NULL);
    CHECK(pty_expect(&p, "deaf", PTY_PATIENCE_MS));
    CHECK(pty_signal(&p, SIGTERM));
    assert_int_equal(pty_wait(&p, 200), -1);
    pty_hang_up(&p);
    assert_int_equal(pty_wait(&p, 200), -1);
    pty_release(&p);
    assert_in_range(clock_ms() - begin, 0, PTY_PATIENCE_MS);
}

static void counts_and_hands_on_every_byte(void **state)
{
    (void)state;
    struct pty p;
    struct audit a;
    const char *const argv[] = {"sh", "-c", "stty -opost; head -c 300000 /dev/zero | tr '\\0' x", NULL};
    audit_init(&a);
    CHECK(pty_spawn(&p, &(struct pty_start){.argv = argv, .raw = audit_raw, .raw_arg = &a}));
    assert_int_equal(pty_wait(&p, PTY_PATIENCE_MS), 0);
    assert_int_equal(p.bytes, 300000);
    assert_int_equal(a.fed, 300000);
    assert_true(audit_end(&a));
    pty_release(&p);
}

/* Much to send to a program that echoes it all: neither side may wait for the other for ever. */
static void sends_while_reading(void **state)
{
    (void)state;
    struct pty p;
    enum { LINES = 4000 };
    start_shell(&p, "cat", NULL);
    CHECK(pty_settle(&p, 100, PTY_PATIENCE_MS));
    for (int i = 0; i < LINES; i++)
        CHECK(pty_keys(&p, "abcdefghijklmnopqrstuvwxyz<Enter>"));
    CHECK(pty_keys(&p, "done<C-d>"));
    CHECK(pty_expect(&p, "done", PTY_PATIENCE_MS));
    assert_true(p.bytes > (uint64_t)LINES * 27 * 2); /* echoed and written */
    CHECK(pty_keys(&p, "<Enter><C-d>"));
    assert_int_equal(pty_wait(&p, PTY_PATIENCE_MS), 0);
    pty_release(&p);
}

static void knows_the_keys(void **state)
{
    (void)state;
    static const struct {
        const char *spec, *bytes;
    } known[] = {
        {"aé<Enter><lt>", "aé\r<"},
        {"<Up><Down*2><C-Left>", "\033OA\033OB\033OB\033[1;5D"},
        {"<F1><F5><S-F5>", "\033OP\033[15~\033[15;2~"},
        {"<C-s><A-x><C-Space><S-Tab>", "\023\033x\0\033[Z"},
        {"<PgDn><C-Home><A-S-Del>", "\033[6~\033[1;5H\033[3;4~"},
        {"<Tab><Esc><BS>", "\t\033\177"},
    };
    static const size_t lengths[] = {5, 15, 15, 7, 16, 3};
    char out[100], why[100];
    size_t n;
    for (size_t i = 0; i < sizeof known / sizeof *known; i++) {
        if (!keys_bytes(known[i].spec, out, sizeof out, &n, why, sizeof why))
            fail_msg("%s", why);
        assert_int_equal(n, lengths[i]);
        assert_memory_equal(out, known[i].bytes, n);
    }
    static const char *const unknown[] = {"<Nope>", "<C-é>", "<Down", "<Down*0>", "<Down*99>", "<X-a>"};
    for (size_t i = 0; i < sizeof unknown / sizeof *unknown; i++)
        assert_false(keys_bytes(unknown[i], out, sizeof out, &n, why, sizeof why));
}

static void drives_a_curses_program(void **state)
{
    struct pty p;
    struct audit a;
    int row, col;
    start_sample(&p, state, &a);
    assert_true(p.alternate);
    assert_true(audit_mode(&a, 1049) && audit_mode(&a, 2004));
    assert_false(pty_is_cooked(&p));
    assert_string_equal(pty_line(&p, 3), "  Émilie Wanjikũ 漢字 e\u0301");
    assert_string_equal(pty_line(&p, 4), "┌─────────────────────────────");
    struct pty_cell c;
    assert_true(pty_cell(&p, 3, 2, &c) && c.reverse && c.bold && !c.fg_default && c.bg_default);
    pty_cursor(&p, &row, &col);
    assert_true(row == 1 && col == 4);
    static const struct {
        const char *keys, *line;
    } typed[] = {{"x", "key x"},
                 {"<Down>", "key KEY_DOWN"},
                 {"<F1>", "key KEY_F(1)"},
                 {"<C-s>", "key ^S"},
                 {"<C-Left>", "key kLFT5"},
                 {"<BS>", "key KEY_BACKSPACE"},
                 {"<S-Tab>", "key KEY_BTAB"}};
    for (size_t i = 0; i < sizeof typed / sizeof *typed; i++) {
        CHECK(pty_keys(&p, typed[i].keys));
        CHECK(pty_idle(&p, PTY_PATIENCE_MS));
        assert_string_equal(pty_line(&p, 1), typed[i].line);
    }
    CHECK(pty_keys(&p, "<Esc>"));
    CHECK(pty_expect(&p, "key ^[", PTY_PATIENCE_MS));
    CHECK(pty_paste(&p, "q is data\nso is this"));
    CHECK(pty_expect(&p, "pasted [q is data|so is this]", PTY_PATIENCE_MS));
    CHECK(pty_resize(&p, 20, 70));
    CHECK(pty_expect(&p, "sample 20x70", PTY_PATIENCE_MS));
    static const int sizes[][2] = {{1, 1}, {2, 2}, {500, 200}, {0, 0}, {3, 1}, {24, 80}, {1, 500}, {40, 10}, {9, 33}};
    for (size_t i = 0; i < sizeof sizes / sizeof *sizes; i++) {
        CHECK(pty_resize(&p, sizes[i][0], sizes[i][1]));
        CHECK(pty_idle(&p, PTY_PATIENCE_MS));
        CHECK(pty_keys(&p, "<Down>"));
        CHECK(pty_idle(&p, PTY_PATIENCE_MS));
    }
    CHECK(pty_expect(&p, "sample 9x33", PTY_PATIENCE_MS));
    CHECK(pty_keys(&p, "q"));
    assert_int_equal(pty_wait(&p, PTY_PATIENCE_MS), 7);
    assert_true(pty_is_cooked(&p));
    assert_false(p.alternate || audit_mode(&a, 1) || audit_mode(&a, 1049) || audit_mode(&a, 2004));
    assert_true(p.cursor_visible);
    if (!audit_end(&a))
        fail_msg("at byte %llu: %s", (unsigned long long)a.offset, a.what);
    pty_release(&p);
}

static void tells_how_a_program_ended(void **state)
{
    struct pty p;
    struct audit a;
    start_sample(&p, state, &a);
    CHECK(pty_keys(&p, "c"));
    assert_int_equal(pty_wait(&p, PTY_PATIENCE_MS), 128 + SIGKILL);
    assert_string_equal(pty_line(&p, 0), "sample 12x50"); /* the last screen can still be read */
    assert_false(pty_is_cooked(&p));
    pty_release(&p);
    start_sample(&p, state, &a);
    pty_hang_up(&p);
    assert_int_equal(pty_wait(&p, PTY_PATIENCE_MS), 128 + SIGHUP);
    pty_release(&p);
}

static void finds_an_escape_sent_past_curses(void **state)
{
    struct pty p;
    struct audit a;
    start_sample(&p, state, &a);
    assert_false(a.found);
    CHECK(pty_keys(&p, "e"));
    CHECK(pty_idle(&p, PTY_PATIENCE_MS));
    assert_true(a.found);
    assert_true(strstr(a.what, "OSC") != NULL && a.offset > 0);
    pty_release(&p);
}

/* What must be found, with the offset of its first byte: every family of doc/reliability.md, "Terminal", and near misses. */
static void audit_finds(void **state)
{
    (void)state;
    static const struct {
        const char *bytes, *what;
        size_t offset;
    } evil[] = {
        {"ok\033]0;t\a", "OSC", 2},
        {"\033]52;c;cm0=\a", "OSC", 0},
        {"\033]8;;http://x\033\\", "OSC", 0},
        {"\033]104\a", "OSC", 0},
        {"\033P$q\"p\033\\", "escape", 0},
        {"\033_G\033\\", "escape", 0},
        {"\033^x\033\\", "escape", 0},
        {"\033Xx\033\\", "escape", 0},
        {"\033c", "escape", 0},
        {"\033#8", "escape", 0},
        {"\033%G", "escape", 0},
        {"\033Z", "escape", 0},
        {"\033(A", "character set", 0},
        {"\033[6n", "final", 0},
        {"\033[c", "final", 0},
        {"\033[>c", "parameters", 0},
        {"\033[=c", "parameters", 0},
        {"\033[?6n", "private", 0},
        {"\033[21t", "window", 0},
        {"\033[22;2t", "window", 0},
        {"\033[2;1;1t", "window", 0},
        {"\033[?1003h", "private", 0},
        {"\033[?25;9h", "private", 0},
        {"\033[?h", "private", 0},
        {"\033[20h", "mode", 0},
        {"\033[0 q", "parameters", 0},
        {"\033[!p", "parameters", 0},
        {"\033[1$r", "parameters", 0},
        {"\033[5i", "final", 0},
        {"\033[s", "final", 0},
        {"\033[1\0332J", "without", 0},
        {"abc\a", "Cc", 3},
        {"\x7f", "Cc", 0},
        {"\xc2\x9b"
         "31m",
         "Cc", 0},
        {"a\x9b"
         "31m",
         "8-bit", 1},
        {"\xc2\x85", "Cc", 0},
        {"\xc0\xaf", "UTF-8", 0},
        {"\xed\xa0\x80", "UTF-8", 0},
        {"\xf4\x90\x80\x80", "UTF-8", 0},
        {"\xe2\x82x", "UTF-8", 0},
        {"\xe2\x80\xae", "Cf", 0},
        {"\xe2\x80\x8b", "Cf", 0},
        {"\xe2\x81\xa6", "Cf", 0},
        {"\xef\xbb\xbf", "Cf", 0},
        {"\xee\x80\x80", "Co", 0},
        {"\xef\xbf\xbe", "Cn", 0},
        {"\xe2\x80\xa8", "Zl", 0},
        {"\xef\xb8\x8f", "ignorable", 0},
        {"\xe1\x85\x9f", "ignorable", 0},
        {"\xc2\xad", "Cf", 0},
        {"ab\033[", "cut short", 2},
        {"\xc3", "cut short", 0},
        {"\033[1234567890123456789012345678901234567890123456789012345678901m", "without", 0},
    };
    for (size_t i = 0; i < sizeof evil / sizeof *evil; i++) {
        struct audit a;
        audit_init(&a);
        bool clean = audit_feed(&a, evil[i].bytes, strlen(evil[i].bytes)) && audit_end(&a);
        if (clean || !strstr(a.what, evil[i].what) || a.offset != evil[i].offset)
            fail_msg("case %zu: '%s' at %llu, not '%s' at %zu", i, a.what, (unsigned long long)a.offset, evil[i].what,
                     evil[i].offset);
        audit_init(&a); /* one byte at a time gives the same */
        for (const char *s = evil[i].bytes; *s; s++)
            audit_feed(&a, s, 1);
        assert_false(audit_end(&a));
        assert_int_equal(a.offset, evil[i].offset);
    }
    struct audit a;
    audit_init(&a);
    assert_false(audit_feed(&a, "", 1)); /* a NUL */
}

static void audit_passes(void **state)
{
    (void)state;
    static const char good[] =
        "\033[?1049h\033[22;0;0t\033[1;24r\033(B\033[m\033[4l\033[?7h\033[?1h\033=\033[?25l\033[39;49m"
        "\033[H\033[2J\033[12;5HÉmilie\t\033(0lqk\033(B漢字 \033[38;5;12m\033[1;7mx\033[30b\r\n\b\016\017"
        "\033[2S\033[3T\033M\033D\033[3@\033[2P\033[4L\033[4M\033[7X\033[5d\033[9G\033[?12;25h"
        "\0337\0338\033>\033[?1000;1006h\033[?2026h\033[?2026l\033[23;0;0t\033[?1c";
    struct audit a;
    audit_init(&a);
    if (!audit_feed(&a, good, sizeof good - 1) || !audit_end(&a))
        fail_msg("at byte %llu: %s", (unsigned long long)a.offset, a.what);
    assert_true(audit_mode(&a, 25) && audit_mode(&a, 1006) && !audit_mode(&a, 2026) && !audit_mode(&a, 77));
}

int main(int argc, char **argv)
{
    char sample[PATH_MAX] = "";
    ssize_t n = readlink("/proc/self/exe", sample, sizeof sample - 16);
    if (argc > 1)
        snprintf(sample, sizeof sample, "%s", argv[1]);
    else if (n > 0)
        strcpy(strrchr(sample, '/'), "/sample");
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(reads_the_screen),
        cmocka_unit_test(keeps_the_text_when_resized),
        cmocka_unit_test(gives_a_clean_environment),
        cmocka_unit_test(tells_what_cannot_run),
        cmocka_unit_test(never_hangs),
        cmocka_unit_test(counts_and_hands_on_every_byte),
        cmocka_unit_test(sends_while_reading),
        cmocka_unit_test(knows_the_keys),
        cmocka_unit_test_prestate(drives_a_curses_program, sample),
        cmocka_unit_test_prestate(tells_how_a_program_ended, sample),
        cmocka_unit_test_prestate(finds_an_escape_sent_past_curses, sample),
        cmocka_unit_test(audit_finds),
        cmocka_unit_test(audit_passes),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
