/* term_curses.c: the real terminal. Curses is used for the terminal's modes and its description: the picture is sent by
 * term_paint.c, a frame in one write, and keys are read and taken apart by term_input.c, so that what waits to be read is
 * known exactly and pasted text stays text.
 *
 * Signals are blocked and read from a signalfd beside standard input, so that no handler and no global is needed and
 * nothing wakes up while nothing happens. The terminal's description is only taken from the folders of the system: one in
 * the home folder or named by the environment can hold any escape (doc/reliability.md, "Terminal").
 *
 * A terminal may stop reading (its window hangs, a line is slow). What it does not take waits in `late` and is sent when
 * there is room; no write waits for it, so that signals and drafts are looked after all the same.
 */
#include "ui/term.h"

#include <errno.h>
#include <fcntl.h>
#include <langinfo.h>
#include <poll.h>
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/ioctl.h>
#include <sys/signalfd.h>
#include <termios.h>
#include <unistd.h>

#include "base/mem.h"
#include "ui/term_find.h"
#include "ui/term_input.h"
#include "ui/term_paint.h"

#define NCURSES_WIDECHAR 1
#include <curses.h>

enum {
    ESCAPE_MS = 25,
    PASTE_MS = 1000,
    LONG_FRAME = 1024,
    LOOK_MS = 50,      /* so often it is looked whether a terminal reads again */
    GIVE_UP_MS = 200,  /* when the program leaves: after this a terminal that does not read is left as it is */
    PIECE = 256,       /* of a write that could block */
};

struct term_curses {
    struct term base;
    SCREEN *screen;
    int rows, cols;
    struct paint paint;
    struct buf out; /* a frame on its way */
    struct buf late; /* what the terminal has not taken yet */
    bool behind;     /* a frame was left out meanwhile */
    bool stuck;      /* it takes nothing any more */
    int tty;         /* to write to: of our own, as the mode that it does not block is shared with whoever has it open, too */
    bool blocks;     /* there is none of our own: this is standard output */
    struct termios cooked; /* the terminal's modes as they were */
    struct input input;
    int signals; /* signalfd */
    sigset_t old_mask;
    bool ended, synchronized, mouse;
};

static struct term_curses *self_of(struct term *t)
{
    return (struct term_curses *)t;
}

/* ---- output ---- */

static bool told_to_end(void)
{
    sigset_t set;
    return sigpending(&set) == 0 && (sigismember(&set, SIGTERM) || sigismember(&set, SIGHUP) || sigismember(&set, SIGINT));
}

/* Waits until the terminal takes more; false: it is gone, or there is no time to wait for it. */
static bool wait_for_room(struct term_curses *t)
{
    struct pollfd fd = {.fd = t->tty, .events = POLLOUT};
    for (int waited = 0; !t->stuck; waited += LOOK_MS) {
        int n = poll(&fd, 1, LOOK_MS);
        if (n > 0)
            return fd.revents & POLLOUT;
        if ((t->ended || told_to_end()) && waited >= GIVE_UP_MS)
            t->stuck = true;
    }
    return false;
}

/* How many bytes it took without waiting; -1 if the terminal is gone (poll() tells). */
static ssize_t put_some(struct term_curses *t, const char *bytes, size_t n)
{
    struct pollfd fd = {.fd = t->tty, .events = POLLOUT};
    if (t->blocks && poll(&fd, 1, 0) <= 0)
        return 0;
    ssize_t w = write(t->tty, bytes, t->blocks && n > PIECE ? PIECE : n);
    return w < 0 && (errno == EINTR || errno == EAGAIN) ? 0 : w;
}

/* Sends what it takes now; true if all of it is sent. */
static bool send_late(struct term_curses *t)
{
    size_t at = 0;
    ssize_t w = 0;
    while (at < t->late.len && (w = put_some(t, t->late.s + at, t->late.len - at)) > 0)
        at += (size_t)w;
    if (w < 0)
        at = t->late.len;
    if (at > 0)
        buf_splice(&t->late, 0, at, "", 0);
    return t->late.len == 0;
}

/* For the few bytes that must be there before the program goes on. */
static void put_raw(struct term_curses *t, const char *sequence)
{
    buf_adds(&t->late, sequence);
    while (!send_late(t))
        if (!wait_for_room(t))
            return;
}

static void modes_on(struct term_curses *t)
{
    put_raw(t, "\x1b[?2004h"); /* bracketed paste */
    if (t->mouse)
        put_raw(t, "\x1b[?1000h\x1b[?1006h");
}

/* A capability as the terminal's description has it. */
static void put_capability(struct term_curses *t, const char *name)
{
    char *s = paint_capability(name);
    put_raw(t, s);
    free(s);
}

static void modes_off(struct term_curses *t)
{
    put_raw(t, "\x1b[?2026l\x1b[?1006l\x1b[?1000l\x1b[?2004l");
    put_capability(t, "sgr0");
    put_capability(t, "cnorm");
}

/* Whatever way the program ends by exit(), the terminal is given back. */
static void give_back(void)
{
    struct term_curses t = {.tty = STDOUT_FILENO, .blocks = true, .ended = true};
    if (stdscr && !isendwin()) {
        modes_off(&t);
        endwin();
    }
    buf_release(&t.late);
}

/* ---- size ---- */

static void fit_window(struct term_curses *t)
{
    struct winsize w = {0};
    if (ioctl(STDOUT_FILENO, TIOCGWINSZ, &w) == 0 && w.ws_row > 0 && w.ws_col > 0) {
        t->rows = w.ws_row;
        t->cols = w.ws_col;
    }
    paint_forget(&t->paint);
}

static void curses_size(struct term *t, int *rows, int *cols)
{
    *rows = self_of(t)->rows;
    *cols = self_of(t)->cols;
}

/* ---- frames ---- */

static void curses_present(struct term *term, const struct canvas *c)
{
    static const char begin[] = "\x1b[?2026h", end[] = "\x1b[?2026l";
    struct term_curses *t = self_of(term);
    if (t->rows != c->rows || t->cols != c->cols || t->ended)
        return; /* a resize is on its way */
    if (!send_late(t)) { /* shown when there is room again: curses_event() */
        t->behind = true;
        return;
    }
    buf_clear(&t->out);
    paint_frame(&t->paint, c, &t->out);
    if (t->synchronized && t->out.len > LONG_FRAME) { /* less is shown at once in any case */
        buf_splice(&t->out, 0, 0, begin, sizeof begin - 1);
        buf_adds(&t->out, end);
    }
    buf_add(&t->late, buf_str(&t->out), t->out.len);
    send_late(t);
}

static void curses_theme(struct term *term, enum theme theme)
{
    paint_theme(&self_of(term)->paint, term->color ? theme : THEME_MONO);
}

static void curses_mouse(struct term *term, bool on)
{
    struct term_curses *t = self_of(term);
    if (t->mouse && !on)
        put_raw(t, "\x1b[?1006l\x1b[?1000l");
    t->mouse = on;
    if (on)
        put_raw(t, "\x1b[?1000h\x1b[?1006h");
}

/* ---- suspend and resume ---- */

/* Not endwin() and refresh(): that way back resets the terminal's palette (OSC 104), which was never changed. */
static void leave_screen(struct term_curses *t)
{
    modes_off(t);
    put_capability(t, "rmkx");
    put_capability(t, "rmcup");
    reset_shell_mode();
}

static void resume(struct term_curses *t)
{
    reset_prog_mode();
    put_capability(t, "smcup");
    put_capability(t, "smkx");
    modes_on(t);
    fit_window(t); /* forgets what was sent: all is drawn anew */
}

/* The whole group stops, as it would if the terminal's driver had seen Ctrl+Z; in a group that no shell looks after the
 * kernel ignores the signal and we come straight back. */
static void curses_suspend(struct term *term)
{
    struct term_curses *t = self_of(term);
    struct sigaction stop = {.sa_handler = SIG_DFL}, old;
    sigset_t set, masked;
    leave_screen(t);
    sigaction(SIGTSTP, &stop, &old);
    sigemptyset(&set);
    sigaddset(&set, SIGTSTP);
    sigprocmask(SIG_UNBLOCK, &set, &masked);
    kill(0, SIGTSTP);
    sigprocmask(SIG_SETMASK, &masked, NULL);
    sigaction(SIGTSTP, &old, NULL);
    resume(t);
}

/* ---- events ---- */

/* True if the signal gives an event. */
static bool take_signal(struct term_curses *t, struct event *e)
{
    struct signalfd_siginfo info;
    if (read(t->signals, &info, sizeof info) != (ssize_t)sizeof info)
        return false;
    switch (info.ssi_signo) {
    case SIGWINCH:
        fit_window(t);
        e->type = EVENT_RESIZE;
        return true;
    case SIGTSTP:
        curses_suspend(&t->base);
        e->type = EVENT_SUSPEND_RETURN;
        return true;
    case SIGCONT: /* also after curses_suspend(), where it changes nothing more */
        resume(t);
        e->type = EVENT_SUSPEND_RETURN;
        return true;
    default:
        t->ended = true;
        e->type = EVENT_END;
        return true;
    }
}

static bool take_bytes(struct term_curses *t, struct event *e)
{
    size_t room;
    char *to = input_room(&t->input, &room);
    ssize_t n = read(STDIN_FILENO, to, room);
    if (n > 0) {
        input_took(&t->input, (size_t)n);
        return false;
    }
    if (n < 0 && (errno == EINTR || errno == EAGAIN))
        return false;
    t->ended = true;
    e->type = EVENT_END;
    return true;
}

static void curses_event(struct term *term, int timeout_ms, struct event *e)
{
    struct term_curses *t = self_of(term);
    struct pollfd fds[3] = {{.fd = STDIN_FILENO, .events = POLLIN}, {.fd = t->signals, .events = POLLIN}, {.events = POLLOUT}};
    memset(e, 0, sizeof *e);
    for (;;) {
        if (t->ended) {
            e->type = EVENT_END;
            return;
        }
        if (input_next(&t->input, false, e))
            return;
        bool partial = input_partial(&t->input);
        fds[2].fd = t->late.len ? t->tty : -1;
        int n = poll(fds, 3, !partial ? timeout_ms : t->input.pasting ? PASTE_MS : ESCAPE_MS);
        if (n < 0 && errno != EINTR) {
            t->ended = true;
        } else if (n == 0) {
            if (partial && input_next(&t->input, true, e))
                return;
            if (!partial) {
                e->type = EVENT_NONE;
                return;
            }
        } else if (n > 0 && fds[1].revents) {
            if (take_signal(t, e))
                return;
        } else if (n > 0 && fds[0].revents) {
            if (take_bytes(t, e))
                return;
        } else if (n > 0 && fds[2].revents && send_late(t) && t->behind) {
            t->behind = false;
            e->type = EVENT_SUSPEND_RETURN;
            return;
        }
    }
}

static bool curses_pending(struct term *term)
{
    struct term_curses *t = self_of(term);
    struct pollfd fd = {.fd = STDIN_FILENO, .events = POLLIN};
    return t->input.n > 0 || (!t->ended && poll(&fd, 1, 0) > 0);
}

/* ---- start and end ---- */

/* A terminal that takes nothing is not waited for: what it has not shown is thrown away, its modes are set back, and
 * whatever else would be written to it goes nowhere. */
static void abandon(struct term_curses *t)
{
    int null = open("/dev/null", O_WRONLY | O_CLOEXEC);
    tcflush(t->tty, TCOFLUSH);
    tcsetattr(t->tty, TCSANOW, &t->cooked);
    if (isatty(STDERR_FILENO))
        dup2(null, STDERR_FILENO);
    dup2(null, STDOUT_FILENO);
    close(null);
}

static void curses_close(struct term *term)
{
    struct term_curses *t = self_of(term);
    t->ended = true; /* from now on nobody waits long */
    if (!isendwin()) {
        modes_off(t);
        if (t->stuck)
            abandon(t);
        resizeterm(t->rows, t->cols); /* where there is no other screen to go back to, curses leaves from the last line */
        endwin();
    }
    delscreen(t->screen);
    close(t->signals);
    signal(SIGTSTP, SIG_DFL);
    sigprocmask(SIG_SETMASK, &t->old_mask, NULL);
    paint_release(&t->paint);
    buf_release(&t->out);
    buf_release(&t->late);
    if (!t->blocks)
        close(t->tty);
    input_release(&t->input);
    free(t);
}

static const struct term_ops curses_ops = {
    .close = curses_close,
    .size = curses_size,
    .present = curses_present,
    .event = curses_event,
    .pending = curses_pending,
    .suspend = curses_suspend,
    .theme = curses_theme,
    .mouse = curses_mouse,
};

/* Where DECSET 2026 (synchronized output) is known to be understood: by the terminal's description, or by name. */
static bool knows_synchronized(const char *term)
{
    static const char *const known[] = {"foot", "alacritty", "xterm-kitty", "contour", "wezterm", "ghostty",
                                        "xterm-ghostty"};
    const char *sync = tigetstr("Sync");
    if (sync && sync != (const char *)-1)
        return true;
    for (size_t i = 0; i < sizeof known / sizeof *known; i++) {
        if (strncmp(term, known[i], strlen(known[i])) == 0)
            return true;
    }
    return false;
}

static void learn_keys(struct input *in)
{
    static const struct {
        const char *name;
        int key;
    } keys[] = {
        {"kcuu1", K_UP},   {"kcud1", K_DOWN},  {"kcub1", K_LEFT},    {"kcuf1", K_RIGHT},     {"khome", K_HOME},
        {"kend", K_END},   {"kpp", K_PAGE_UP}, {"knp", K_PAGE_DOWN}, {"kich1", K_INSERT},    {"kdch1", K_DELETE},
        {"kcbt", K_BACK_TAB}, {"kent", K_ENTER}, {"kf1", K_F1},      {"kf2", K_F2},          {"kf3", K_F3},
        {"kf4", K_F4},     {"kf5", K_F5},      {"kf6", K_F6},        {"kf7", K_F7},          {"kf8", K_F8},
        {"kf9", K_F9},     {"kf10", K_F10},    {"kf11", K_F11},      {"kf12", K_F12},
        {"kUP", KEY_SHIFT | K_UP},     {"kDN", KEY_SHIFT | K_DOWN},   {"kLFT", KEY_SHIFT | K_LEFT},
        {"kRIT", KEY_SHIFT | K_RIGHT}, {"kUP5", KEY_CTRL | K_UP},     {"kDN5", KEY_CTRL | K_DOWN},
        {"kLFT5", KEY_CTRL | K_LEFT},  {"kRIT5", KEY_CTRL | K_RIGHT}, {"kUP3", KEY_ALT | K_UP},
        {"kDN3", KEY_ALT | K_DOWN},    {"kLFT3", KEY_ALT | K_LEFT},   {"kRIT3", KEY_ALT | K_RIGHT},
    };
    for (size_t i = 0; i < sizeof keys / sizeof *keys; i++) {
        const char *seq = tigetstr(keys[i].name);
        if (seq && seq != (const char *)-1)
            input_learn(in, seq, keys[i].key);
    }
}

/* The signal is blocked, and read from the signalfd. */
static void never_called(int signal)
{
    (void)signal;
}

static void block_signals(struct term_curses *t)
{
    sigset_t set;
    sigemptyset(&set);
    sigaddset(&set, SIGHUP);
    sigaddset(&set, SIGTERM);
    sigaddset(&set, SIGINT);
    sigaddset(&set, SIGWINCH);
    sigaddset(&set, SIGTSTP);
    sigaddset(&set, SIGCONT);
    sigprocmask(SIG_BLOCK, &set, &t->old_mask);
    t->signals = signalfd(-1, &set, SFD_CLOEXEC);
    /* Curses looks after SIGTSTP if nobody does, and ignores it while it draws: a stop that came just then would be lost. */
    sigaction(SIGTSTP, &(struct sigaction){.sa_handler = never_called}, NULL);
}

static void open_tty(struct term_curses *t)
{
    const char *name = ttyname(STDOUT_FILENO);
    tcgetattr(STDOUT_FILENO, &t->cooked);
    t->tty = name ? open(name, O_WRONLY | O_NONBLOCK | O_NOCTTY | O_CLOEXEC) : -1;
    t->blocks = t->tty < 0; /* as after su: it is another user's */
    if (t->blocks)
        t->tty = STDOUT_FILENO;
}

static void prepare_screen(struct term_curses *t, const char *name, bool ascii)
{
    const char *no_color = getenv("NO_COLOR");
    raw(); /* Ctrl+Z, Ctrl+S and Ctrl+Q are keys like others */
    noecho();
    nonl();
    keypad(stdscr, TRUE);
    mvcur(0, 0, 0, 0); /* sends what has been gathered so far */
    learn_keys(&t->input);
    paint_init(&t->paint);
    t->rows = LINES;
    t->cols = COLS;
    t->synchronized = knows_synchronized(name);
    t->paint.unicode = t->base.unicode = !ascii && strcmp(nl_langinfo(CODESET), "UTF-8") == 0;
    t->base.modified = strncmp(name, "linux", 5) != 0 && strncmp(name, "vt", 2) != 0;
    t->base.dots = t->base.unicode && strcmp(name, "linux") != 0;
    t->base.color = !(no_color && *no_color) && t->paint.colors > 0;
    atexit(give_back);
    modes_on(t);
    fit_window(t);
    curses_theme(&t->base, THEME_TERMINAL);
}

enum status term_open_curses(struct term **out, bool ascii, struct buf *notice, struct error *e)
{
    const char *term = getenv("TERM");
    const char *folder = NULL;
    *out = NULL;
    if (!isatty(STDIN_FILENO) || !isatty(STDOUT_FILENO))
        return error_set(e, ERR_NOT_FOUND, "standard input and output are not a terminal");
    if (!term || strcmp(term, "dumb") == 0)
        return error_set(e, ERR_NOT_FOUND, "this terminal can only print lines (TERM is \"%s\")", term ? term : "");
    const char *name = terminal_find(term, &folder, notice);
    if (!name)
        return error_set(e, ERR_NOT_FOUND, "no description of the terminal \"%s\" was found", term);
    setenv("TERMINFO", folder, 1);
    unsetenv("TERMINFO_DIRS");
    unsetenv("TERMCAP");
    unsetenv("LINES"); /* the window's own size counts */
    unsetenv("COLUMNS");

    struct term_curses *t = xcalloc(1, sizeof *t);
    t->base.ops = &curses_ops;
    input_init(&t->input);
    open_tty(t);
    block_signals(t);
    set_escdelay(ESCAPE_MS);
    t->screen = t->signals >= 0 ? newterm(name, stdout, stdin) : NULL;
    if (t->screen && !tigetstr("cup")) { /* a printing terminal */
        endwin();
        delscreen(t->screen);
        t->screen = NULL;
    }
    if (!t->screen) {
        if (t->signals >= 0)
            close(t->signals);
        if (!t->blocks)
            close(t->tty);
        signal(SIGTSTP, SIG_DFL);
        sigprocmask(SIG_SETMASK, &t->old_mask, NULL);
        free(t);
        return error_set(e, ERR_NOT_FOUND, "the terminal \"%s\" can't place text on the screen", name);
    }
    prepare_screen(t, name, ascii);
    *out = &t->base;
    return OK;
}
