/* test-drafts.c: no word typed is lost, whatever ends the program: every kind of place where one types, left by every kind
 * of end. The oracle opens the same place again and looks for the word. */
#include <fcntl.h>
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/wait.h>
#include <time.h>
#include <unistd.h>

#include "pty/program.h"
#include "unit/cmocka-all.h"

enum { QUIET_MS = 2600 }; /* after which even what is killed has kept its drafts */

enum end { HANG_UP, TERMINATE, INTERRUPT, CLOSED, KILLED, ENDS };

static const char *const end_names[ENDS] = {"SIGHUP", "SIGTERM", "SIGINT", "closed terminal", "SIGKILL after a quiet moment"};

/* A place where one types, from home. */
struct place {
    const char *name;
    const char *go;   /* keys to it */
    const char *sees; /* what is there before one types */
    const char *leave; /* keys behind the word: a field that refuses it; NULL */
};

static const struct place places[] = {
    {"a new record before its required field", "<F4><C-n><Tab>", "Given name", NULL},
    {"a required field of a new record", "<F4><C-n>", "Family name", NULL},
    {"a new action", "<F2><Tab><C-n><Enter><Tab>", "New: Action", NULL},
    {"a box with one line", "<F3><C-d><Enter>", "What does the answer rest on?", NULL},
    {"an answer", "<F3><Enter><C-End>", "Esc is done", NULL},
    {"a field that refuses the value", "<F4><C-n><Tab><Tab><Tab>", "Email", " b<Tab>"},
};

enum { PLACES = sizeof places / sizeof *places };

static void nap_ms(long ms)
{
    nanosleep(&(struct timespec){ms / 1000, ms % 1000 * 1000000}, NULL);
}

static void go_to(struct program *p, const struct folder *f, const struct place *place)
{
    program_start(p, f, NULL);
    program_keys(p, "<F2>");
    program_keys(p, place->go);
    program_sees(p, place->sees);
}

static void end_it(struct program *p, enum end end)
{
    static const int signals[ENDS] = {SIGHUP, SIGTERM, SIGINT, 0, SIGKILL};
    if (end == KILLED)
        nap_ms(QUIET_MS);
    if (end == CLOSED)
        pty_hang_up(&p->pty);
    else
        pty_signal(&p->pty, signals[end]);
    if (pty_wait(&p->pty, PTY_PATIENCE_MS) < 0)
        fail_msg("it does not end: %s", end_names[end]);
    pty_release(&p->pty);
}

static void type_and_end(const struct folder *f, const struct place *place, const char *word, enum end end)
{
    struct program p;
    go_to(&p, f, place);
    program_keys(&p, word);
    if (place->leave)
        program_keys(&p, place->leave);
    program_sees(&p, word);
    end_it(&p, end);
}

/* A person needs no more than the name: then what was typed is a record, which is better than a draft. */
static bool saved(const struct folder *f, const char *word)
{
    struct buf out = BUF_INIT;
    PROGRAM_DO(f, &out, "list", "person", "--json");
    bool there = strstr(buf_str(&out), word) != NULL;
    buf_release(&out);
    return there;
}

/* Is the word there when the place is opened again? */
static bool there_again(const struct folder *f, const struct place *place, const char *word)
{
    struct program p;
    go_to(&p, f, place);
    pty_settle(&p.pty, 50, PTY_PATIENCE_MS);
    bool there = program_shows(&p, word);
    pty_signal(&p.pty, SIGKILL);
    pty_wait(&p.pty, PTY_PATIENCE_MS);
    pty_release(&p.pty);
    return there;
}

static void every_place_by_every_end(void **state)
{
    (void)state;
    for (int i = 0; i < PLACES; i++)
        for (int end = 0; end < ENDS; end++) {
            struct folder f;
            char word[16];
            folder_make(&f);
            PROGRAM_DO(&f, NULL, "demo", "--no-open");
            snprintf(word, sizeof word, "wanjiru%d%d", i, end);
            type_and_end(&f, &places[i], word, (enum end)end);
            if (!there_again(&f, &places[i], word) && !saved(&f, word))
                fail_msg("%s, ended by %s: '%s' is lost", places[i].name, end_names[end], word);
            folder_remove(&f);
        }
}

/* The oracle can say no: a draft that is dropped is not there again, and one is left behind by nothing but an end. */
static void what_is_dropped_is_gone(void **state)
{
    struct folder f;
    struct program p;
    (void)state;
    folder_make(&f);
    PROGRAM_DO(&f, NULL, "demo", "--no-open");
    type_and_end(&f, &places[0], "wanjiru", TERMINATE);
    program_start(&p, &f, NULL);
    program_sees(&p, "what was typed is kept");
    program_keys(&p, "<F2><Tab>");
    program_sees(&p, "Typed and not saved yet");
    program_keys(&p, "<Del>");
    program_sees(&p, "the draft is dropped");
    program_quit(&p);
    pty_release(&p.pty);
    assert_false(there_again(&f, &places[0], "wanjiru"));
    folder_remove(&f);
}

/* From home, Enter goes on with it; saved, there is no draft any more. */
static void home_leads_to_it(void **state)
{
    struct folder f;
    struct program p;
    struct buf out = BUF_INIT;
    (void)state;
    folder_make(&f);
    PROGRAM_DO(&f, NULL, "demo", "--no-open");
    type_and_end(&f, &places[0], "Wanjiru", TERMINATE);
    program_start(&p, &f, NULL);
    program_keys(&p, "<F2><Tab><Enter>");
    program_sees(&p, "Wanjiru");
    program_keys(&p, "<S-Tab>Kamau<Tab>");
    program_sees(&p, "Kamau, Wanjiru");
    program_keys(&p, "<Esc>");
    program_quit(&p);
    pty_release(&p.pty);
    PROGRAM_DO(&f, &out, "list", "person");
    assert_non_null(strstr(buf_str(&out), "Kamau"));
    program_start(&p, &f, NULL);
    assert_false(program_shows(&p, "what was typed is kept"));
    program_quit(&p);
    pty_release(&p.pty);
    buf_release(&out);
    folder_remove(&f);
}

/* Keys without reading what they draw, until the program's output has no room left. */
static void stop_reading(struct program *p)
{
    int flags = fcntl(p->pty.master, F_GETFL);
    fcntl(p->pty.master, F_SETFL, flags | O_NONBLOCK);
    for (int i = 0; i < 400; i++) {
        if (write(p->pty.master, "\x0c\x0c\x0c\x0c", 4) < 0)
            break;
        nap_ms(3);
    }
    fcntl(p->pty.master, F_SETFL, flags);
}

static void a_terminal_that_does_not_read(void **state)
{
    static const int signals[] = {SIGTERM, SIGHUP, SIGINT};
    (void)state;
    for (size_t i = 0; i < sizeof signals / sizeof *signals; i++) {
        struct folder f;
        struct program p;
        folder_make(&f);
        PROGRAM_DO(&f, NULL, "demo", "--no-open");
        go_to(&p, &f, &places[0]);
        program_keys(&p, "wanjiru");
        stop_reading(&p);
        int64_t begin = clock_ms();
        int status;
        kill(p.pty.pid, signals[i]);
        while (waitpid(p.pty.pid, &status, WNOHANG) == 0) { /* pty_wait() would read */
            if (clock_ms() - begin > PTY_PATIENCE_MS)
                fail_msg("signal %d does not end it while nobody reads", signals[i]);
            nap_ms(5);
        }
        assert_true(WIFEXITED(status));
        p.pty.pid = 0;
        pty_release(&p.pty);
        assert_true(there_again(&f, &places[0], "wanjiru"));
        folder_remove(&f);
    }
}

/* ---- two windows ---- */

static void open_answer(struct program *p, const struct folder *f)
{
    program_start(p, f, NULL);
    program_keys(p, "<F3><Enter><C-End>");
    program_sees(p, "Esc is done");
}

static void two_windows_write_one_answer(void **state)
{
    static const struct {
        const char *keys;
        bool alpha, beta;
    } answers[] = {{"<Enter>", true, true}, {"<Left><Enter>", true, false}, {"<Left><Left><Enter>", false, true}};
    (void)state;
    for (size_t i = 0; i < sizeof answers / sizeof *answers; i++) {
        struct folder f;
        struct program a, b;
        struct buf out = BUF_INIT;
        folder_make(&f);
        PROGRAM_DO(&f, NULL, "demo", "--no-open");
        open_answer(&a, &f);
        open_answer(&b, &f);
        program_keys(&a, "alpha said<C-s>");
        program_sees(&a, "everything is saved");
        program_keys(&b, "beta said<C-s>");
        program_sees(&b, "Which is to hold?");
        program_sees(&b, "alpha said");
        program_sees(&b, "beta said");
        program_keys(&b, answers[i].keys);
        program_sees_not(&b, "Which is to hold?");
        PROGRAM_DO(&f, &out, "answer", "--list", "--json");
        assert_int_equal(strstr(buf_str(&out), "alpha said") != NULL, answers[i].alpha);
        assert_int_equal(strstr(buf_str(&out), "beta said") != NULL, answers[i].beta);
        program_quit(&a);
        program_quit(&b);
        pty_release(&a.pty);
        pty_release(&b.pty);
        buf_release(&out);
        folder_remove(&f);
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(every_place_by_every_end),
        cmocka_unit_test(what_is_dropped_is_gone),
        cmocka_unit_test(home_leads_to_it),
        cmocka_unit_test(a_terminal_that_does_not_read),
        cmocka_unit_test(two_windows_write_one_answer),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
