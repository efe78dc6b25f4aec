/* pty.h: runs a terminal program as a person would meet it, and reads its screen.
 *
 * The program gets a pseudo-terminal; what it writes is drawn by libvterm on a screen of rows x cols, which a test
 * reads as text. Keys are sent as xterm-256color sends them. Nothing here waits without a limit, so a test cannot hang,
 * and a program that has ended leaves its last screen to be read. Linux; one struct per program, no shared state.
 *
 *     struct pty p;
 *     const char *const argv[] = {"./peerloom", "--db", db, NULL};
 *     if (!pty_spawn(&p, &(struct pty_start){.argv = argv, .home = dir, .rows = 24, .cols = 80}))
 *         fail_msg("%s", p.why);
 *     pty_expect(&p, "Home", 2000);
 *     pty_keys(&p, "<Down><Enter>Akello<C-s>");
 *     pty_settle(&p, 30, 2000);
 *     puts(pty_text(&p));
 *     pty_release(&p);
 *
 * Functions that return bool return false, with the reason in `why`, when what was asked did not come about. A
 * struct pty must not be moved or copied while in use, and pty_release() after a failed pty_spawn() does no harm.
 */
#ifndef PEERLOOM_TESTS_PTY_PTY_H
#define PEERLOOM_TESTS_PTY_PTY_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>
#include <sys/types.h>

/* How long to wait for what must come: only a failure ever takes that long. It is far above any promise of speed, since a
 * test must hold on a computer whose disk and processors others keep busy. */
enum { PTY_PATIENCE_MS = 60000 };

struct VTerm;
struct VTermScreen;

/* Called with every piece of what the program wrote, before it is drawn: for the audit of escape sequences (audit.h),
 * for counting, for a transcript. */
typedef void pty_raw_fn(void *arg, const char *bytes, size_t n);

/* How to start. Zero or NULL takes the default in brackets. */
struct pty_start {
    const char *const *argv; /* NULL-terminated; argv[0] is looked up in PATH when it has no slash */
    const char *const *env;  /* NULL-terminated "K=V" list, laid over the clean environment below [none] */
    const char *home;        /* HOME ["/nonexistent"] */
    const char *term;        /* TERM ["xterm-256color"] */
    int rows, cols;          /* [24 x 80] */
    pty_raw_fn *raw;         /* [none] */
    void *raw_arg;
};

struct pty {
    char why[200];  /* why the last call returned false */
    uint64_t bytes; /* written by the program so far */
    bool ended;     /* the program's side of the terminal is closed */
    bool cursor_visible;
    bool alternate; /* the alternate screen is shown */
    int rows, cols; /* the size as last set */
    pid_t pid;      /* the program; 0 when it was waited for */

    /* inner parts */
    int master;
    int exit_code;
    uint64_t switches; /* how often the program had gone to sleep when we last sent something */
    struct VTerm *vt;
    struct VTermScreen *screen;
    char *text;
    size_t text_size;
    pty_raw_fn *raw;
    void *raw_arg;
};

struct pty_cell {
    char text[25]; /* UTF-8 of the cell with its combining marks; "" for the second half of a wide character */
    int width;
    bool bold, underline, reverse, italic, blink;
    bool fg_default, bg_default;
    uint8_t fg[3], bg[3]; /* red, green, blue, of the palette of libvterm */
};

/* Starts the program. Its environment is PATH (ours), HOME, LANG=C.UTF-8, TERM, our ASAN_, LSAN_ and UBSAN_OPTIONS if
 * set, and `env`; nothing else. */
bool pty_spawn(struct pty *p, const struct pty_start *start);

/* Ends the program and all it started (SIGKILL, if it is still there) and gives everything back. */
void pty_release(struct pty *p);

/* Sending. What the program writes meanwhile is read, so that neither side waits for the other; at most PTY_PATIENCE_MS. */
bool pty_send(struct pty *p, const char *bytes, size_t n);
bool pty_keys(struct pty *p, const char *spec);     /* "text<Enter><C-s>": see keys.h */
bool pty_paste(struct pty *p, const char *text);    /* between the brackets of bracketed paste, as it stands */
bool pty_click(struct pty *p, int row, int col);    /* left button down and up (SGR, mode 1006) */
bool pty_signal(struct pty *p, int sig);            /* to the program alone */
bool pty_resize(struct pty *p, int rows, int cols); /* 0 is allowed, as terminals do; see below */
void pty_hang_up(struct pty *p);                    /* the terminal window is closed: SIGHUP and end of input */

/* pty_resize(): the kernel tells the program (SIGWINCH). Until the program draws again the screen holds the old text
 * cut to the new size, without its colours. */

/* Reading on. */
bool pty_settle(struct pty *p, int quiet_ms, int limit_ms);          /* until nothing came for quiet_ms */
bool pty_expect(struct pty *p, const char *text, int limit_ms);      /* until the text is on the screen */
bool pty_expect_gone(struct pty *p, const char *text, int limit_ms); /* until it is not */

/* Until the program has worked off what was last sent and sleeps again with nothing left to read: faster than
 * pty_settle() and without its guess, for lock-step runs of many keys. Not for a lone Esc, nor for a program that works in
 * other threads or processes. */
bool pty_idle(struct pty *p, int limit_ms);

/* The same after a lone Esc: a program sleeps a while for what may follow it, and only then takes it for the key. */
bool pty_idle_after_escape(struct pty *p, int limit_ms);

/* Until the program has ended: its exit code, 128 + n if signal n ended it, or -1 if it still runs after limit_ms. */
int pty_wait(struct pty *p, int limit_ms);

/* The screen. Texts are UTF-8 without the blanks at the end of a line, valid until the next call on this pty. Rows and
 * columns count from 0. */
const char *pty_text(struct pty *p);                                /* all rows, each with a line feed */
const char *pty_line(struct pty *p, int row);                       /* one row, "" outside the screen */
bool pty_find(struct pty *p, const char *text, int *row, int *col); /* first place of the text, in cells */
void pty_cursor(const struct pty *p, int *row, int *col);
bool pty_cell(const struct pty *p, int row, int col, struct pty_cell *cell); /* false outside the screen */

/* True if the terminal is as a shell wants it: lines are edited and echoed by the kernel. For "leaves a clean
 * terminal". */
bool pty_is_cooked(const struct pty *p);

#endif
