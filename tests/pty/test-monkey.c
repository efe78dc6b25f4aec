/* test-monkey.c: random keys, several of them in one write, in the real program, while a second process changes the same file
 * at random moments. The program stays alive, says nothing that a sanitizer would, and leaves a sound file.
 *
 * How many keys is said by the environment variable KEYS (3,000 if it is not set; `make check-long` takes 100,000), where
 * the keys begin by SEED: a run is the same for the same seed, but for the moments of the second process. Chance alone
 * seldom opens a question on a list that is outdated at that moment; some of the strokes are therefore a few keys that do.
 * The program as it was when boxes read anew what was below them dies within 3,000 keys.
 */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "pty/program.h"
#include "unit/cmocka-all.h"
#include "unit/hostile.h" /* random numbers */

enum { KEYS = 3000, MOST_AT_ONCE = 6, WRITES_EACH = 30, RESIZE_EACH = 97, ROWS = 30, COLS = 100 };

/* Ctrl+Q is left out, as it ends the program by right; so are / and ~, with which a path could be typed. */
static const char *const keys[] = {
    "<Up>", "<Down>", "<Down>", "<Left>", "<Right>", "<Home>", "<End>", "<PgUp>", "<PgDn>", "<Tab>", "<S-Tab>",
    "<Enter>", "<Enter>", "<Enter>", "<Esc>", "<Esc>", "<Space>", "<Ins>", "<Del>", "<BS>", "<F1>", "<F2>", "<F3>", "<F4>",
    "<F5>", "<F6>", "<F7>", "<F8>", "<F9>", "<F10>", "<F12><Down><F12>", "<C-a>", "<C-b>", "<C-d>", "<C-f>", "<C-g>", "<C-k>",
    "<C-l><Down><C-l>", "<C-n>", "<C-p>", "<C-r>", "<C-s>", "<C-t>", "<C-u>", "<C-w>", "<C-x>", "<C-y>", "<C-z>", "<A-b>", "<A-l>",
    "<F6><Tab>", "<F6><Down><Tab>", "<C-r><Enter>", "<C-r><Del>", "<C-z><Enter>", "<C-z><Del>", "<F5><Right><C-t>",
    "<F6><Tab><C-r><Enter><Enter>", "<F6><Tab><C-z><Del>", "<F4><Enter><Tab>", "<A-m>", "<A-n>", "<A-p>", "<A-s>", "<A-t>", "<A-w>", "<C-Down>", "<C-Up>", "a", "e", "i", "n", "r", "1", "3", "\xc3\xa9"};

/* What the second process does; %d is a number. */
enum { WORDS = 6 };

static const char *const deeds[][WORDS] = {
    {"add", "objective", "objective=Aaa %d", "target_date=2018-01-01"},
    {"set", "person", "Abdi", "phone=+254 %d"},
    {"undo"},
    {"redo"},
    {"add", "action", "what=Call somebody %d"},
    {"delete", "objective", "Aaa"},
    {"add", "person", "family_name=Aaron %d", "given_name=Zoe"},
    {"add", "column", "kind=person", "name=own_%d", "label=Own"},
    {"place", "Akinyi", "pool"},
    {"answer", "1.1.a", "--text=From elsewhere %d"},
};

struct monkey {
    struct folder folder;
    struct program p;
    uint64_t random;
    long wanted, sent, started, written;
};

static long number_of(const char *name, long otherwise)
{
    const char *text = getenv(name);
    return text && atol(text) > 0 ? atol(text) : otherwise;
}

static void begin(struct monkey *m)
{
    program_start(&m->p, &m->folder, &(struct program_start){.rows = ROWS, .cols = COLS});
    m->started++;
}

static void write_elsewhere(struct monkey *m)
{
    const char *const *deed = deeds[random_below(&m->random, sizeof deeds / sizeof *deeds)];
    const char *words[WORDS + 1] = {NULL};
    char texts[WORDS][80];
    struct buf said = BUF_INIT;
    for (int i = 0; i < WORDS && deed[i]; i++) {
        const char *number = strstr(deed[i], "%d");
        snprintf(texts[i], sizeof texts[i], "%.*s%ld", (int)(number ? number - deed[i] : 70), deed[i], m->written);
        words[i] = number ? texts[i] : deed[i];
    }
    int code = program_run(&m->folder, words, NULL, NULL, &said);
    if (code > 2) /* 1 and 2: it could not be done, as what it was about was deleted */
        fail_msg("the second process: exit code %d: %s", code, buf_str(&said));
    m->written++;
    buf_release(&said);
}

/* A few keys in one write. */
static void press_some(struct monkey *m)
{
    struct buf spec = BUF_INIT;
    int n = 1 + (int)random_below(&m->random, MOST_AT_ONCE);
    for (int i = 0; i < n; i++)
        buf_adds(&spec, keys[random_below(&m->random, sizeof keys / sizeof *keys)]);
    if (!pty_keys(&m->p.pty, buf_str(&spec)) && !m->p.pty.ended)
        program_fail(&m->p, "sending");
    pty_idle(&m->p.pty, PTY_PATIENCE_MS);
    m->sent += n;
    buf_release(&spec);
}

/* It ended: by right, where Leave was chosen from the menu. */
static void again_if_left(struct monkey *m)
{
    if (!m->p.pty.ended)
        return;
    program_ends(&m->p, 0);
    begin(m);
}

static void random_keys_while_another_writes(void **state)
{
    struct monkey m = {.random = (uint64_t)number_of("SEED", 20260302), .wanted = number_of("KEYS", KEYS)};
    struct buf said = BUF_INIT;
    char here[400];
    (void)state;
    folder_make(&m.folder);
    assert_non_null(getcwd(here, sizeof here));
    assert_int_equal(chdir(m.folder.path), 0); /* what is written by a name without a folder goes with it */
    PROGRAM_DO(&m.folder, NULL, "demo", "--no-open");
    begin(&m);
    for (long turn = 1; m.sent < m.wanted; turn++) {
        press_some(&m);
        again_if_left(&m);
        if (random_below(&m.random, WRITES_EACH) == 0)
            write_elsewhere(&m);
        if (turn % RESIZE_EACH == 0)
            program_resize(&m.p, 5 + (int)random_below(&m.random, 40), 10 + (int)random_below(&m.random, 140));
    }
    again_if_left(&m);
    program_resize(&m.p, ROWS, COLS);
    for (int i = 0; i < 4 && !m.p.pty.ended; i++) { /* what a form will not let go is dropped with the second Esc */
        pty_keys(&m.p.pty, "<C-q>");
        pty_settle(&m.p.pty, 200, 2000);
        if (!m.p.pty.ended)
            program_keys(&m.p, "<Esc>");
    }
    program_ends(&m.p, 0);
    PROGRAM_DO(&m.folder, &said, "check");
    printf("%ld keys, %ld changes of the second process, started %ld times\n", m.sent, m.written, m.started);
    assert_int_equal(chdir(here), 0);
    buf_release(&said);
    folder_remove(&m.folder);
}

int main(void)
{
    const struct CMUnitTest tests[] = {cmocka_unit_test(random_keys_while_another_writes)};
    return cmocka_run_group_tests(tests, NULL, NULL);
}
