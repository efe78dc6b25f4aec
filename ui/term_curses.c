/* term_curses.c: the real terminal. The only file that includes curses, and it uses curses for output alone: keys are
 * read and taken apart by term_input.c, so that what waits to be read is known exactly and pasted text stays text.
 *
 * Signals are blocked and read from a signalfd beside standard input, so that no handler and no global is needed and
 * nothing wakes up while nothing happens. The terminal's description is only taken from the folders of the system: one in
 * the home folder or named by the environment can hold any escape (RELIABILITY 4).
 */
#include "ui/term.h"

#include <errno.h>
#include <langinfo.h>
#include <poll.h>
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/ioctl.h>
#include <sys/signalfd.h>
#include <unistd.h>

#include "base/mem.h"
#include "base/utf8.h"
#include "ui/term_find.h"
#include "ui/term_input.h"

#define NCURSES_WIDECHAR 1
#include <curses.h>

enum { ESCAPE_MS = 25, PASTE_MS = 1000, CELL_CHARS = 5, SCROLL_LEAST = 6, SCROLL_MOST = 3 };

struct term_curses {
    struct term base;
    SCREEN *screen;
    struct canvas sent; /* what the terminal shows */
    bool sent_valid;
    cchar_t *run; /* one row of cells on their way to curses */
    struct input input;
    int signals; /* signalfd */
    sigset_t old_mask;
    bool ended, synchronized, mouse;
    attr_t attrs[STYLES];
    short pairs[STYLES];
};

static struct term_curses *self_of(struct term *t)
{
    return (struct term_curses *)t;
}

/* ---- what is sent beside curses: constants only ---- */

static void put_raw(const char *sequence)
{
    size_t n = strlen(sequence);
    while (n > 0) {
        ssize_t w = write(STDOUT_FILENO, sequence, n);
        if (w < 0 && errno != EINTR)
            return; /* the terminal is gone; poll() tells */
        if (w > 0) {
            sequence += w;
            n -= (size_t)w;
        }
    }
}

static void modes_on(const struct term_curses *t)
{
    put_raw("\x1b[?2004h"); /* bracketed paste */
    if (t->mouse)
        put_raw("\x1b[?1000h\x1b[?1006h");
}

static void modes_off(void)
{
    put_raw("\x1b[?2026l\x1b[?1006l\x1b[?1000l\x1b[?2004l");
}

/* Whatever way the program ends by exit(), the terminal is given back. */
static void give_back(void)
{
    if (stdscr && !isendwin()) {
        modes_off();
        endwin();
    }
}

/* ---- size ---- */

static void fit_window(struct term_curses *t)
{
    struct winsize w = {0};
    if (ioctl(STDOUT_FILENO, TIOCGWINSZ, &w) == 0 && w.ws_row > 0 && w.ws_col > 0 &&
        (w.ws_row != LINES || w.ws_col != COLS))
        resizeterm(w.ws_row, w.ws_col);
    t->sent_valid = false;
}

static void curses_size(struct term *t, int *rows, int *cols)
{
    (void)t;
    getmaxyx(stdscr, *rows, *cols);
}

/* ---- output ---- */

/* A cell's text as curses wants it. A cluster of several characters with a width each (flags) is cut to its first. */
static void cell_to_curses(const struct term_curses *t, const struct cell *cell, cchar_t *out)
{
    wchar_t w[CELL_CHARS + 1];
    size_t n = 0;
    const char *s = cell->text, *end = s + strnlen(s, sizeof cell->text);
    while (s < end && n < CELL_CHARS) {
        int32_t c = utf8_next(&s, end);
        if (c < 0 || (!t->base.unicode && c > 126))
            c = n ? 0 : '?';
        if (n > 0 && (c == 0 || wcwidth((wchar_t)c) != 0))
            break;
        w[n++] = (wchar_t)c;
    }
    if (n == 0)
        w[n++] = L' ';
    w[n] = 0;
    int style = cell->style < STYLES ? cell->style : STYLE_TEXT;
    setcchar(out, w, t->attrs[style], t->pairs[style], NULL);
}

static void present_row(struct term_curses *t, const struct canvas *c, int row)
{
    const struct cell *now = c->cells + (size_t)row * (size_t)c->cols;
    const struct cell *old = t->sent_valid ? t->sent.cells + (size_t)row * (size_t)c->cols : NULL;
    if (old && memcmp(now, old, sizeof *now * (size_t)c->cols) == 0)
        return;
    int col = 0;
    while (col < c->cols) {
        if (old && memcmp(now + col, old + col, sizeof *now) == 0) {
            col++;
            continue;
        }
        int from = col, n = 0;
        if (now[from].width == 0 && from > 0)
            from--; /* the left half of a wide character comes with its right half */
        for (col = from; col < c->cols; col++) {
            if (old && col > from && now[col].width != 0 && memcmp(now + col, old + col, sizeof *now) == 0)
                break;
            if (now[col].width != 0)
                cell_to_curses(t, now + col, &t->run[n++]);
        }
        mvadd_wchnstr(row, from, t->run, n);
    }
    memcpy(t->sent.cells + (size_t)row * (size_t)c->cols, now, sizeof *now * (size_t)c->cols);
}

/* True if row `a` of what is to be shown is row `b` of what is shown. */
static bool same_row(const struct term_curses *t, const struct canvas *c, int a, int b)
{
    size_t cols = (size_t)c->cols;
    return memcmp(c->cells + (size_t)a * cols, t->sent.cells + (size_t)b * cols, sizeof *c->cells * cols) == 0;
}

/* When most of the rows that differ are there already, a few rows up or down, the terminal is told to scroll them. */
static void scroll_rows(struct term_curses *t, const struct canvas *c)
{
    int first = 0, last = c->rows - 1;
    while (first <= last && same_row(t, c, first, first))
        first++;
    while (last > first && same_row(t, c, last, last))
        last--;
    int height = last - first + 1;
    if (height < SCROLL_LEAST)
        return;
    for (int by = -SCROLL_MOST; by <= SCROLL_MOST; by++) {
        int same = 0;
        for (int row = first; row <= last; row++)
            same += by != 0 && row + by >= first && row + by <= last && same_row(t, c, row, row + by);
        if (same * 2 <= height)
            continue;
        setscrreg(first, last);
        scrollok(stdscr, TRUE);
        scrl(by);
        scrollok(stdscr, FALSE);
        size_t cols = (size_t)c->cols, moved = (size_t)(height - abs(by)) * cols;
        struct cell *top = t->sent.cells + (size_t)first * cols, *shifted = top + (size_t)abs(by) * cols;
        memmove(by > 0 ? top : shifted, by > 0 ? shifted : top, moved * sizeof *top);
        memset(by > 0 ? top + moved : top, 0xff, (size_t)abs(by) * cols * sizeof *top); /* equal to nothing */
        return;
    }
}

static bool nothing_changed(const struct term_curses *t, const struct canvas *c)
{
    return t->sent.cursor_row == c->cursor_row && t->sent.cursor_col == c->cursor_col &&
           t->sent.cursor_shown == c->cursor_shown &&
           memcmp(t->sent.cells, c->cells, sizeof *c->cells * (size_t)c->rows * (size_t)c->cols) == 0;
}

static void curses_present(struct term *term, const struct canvas *c)
{
    struct term_curses *t = self_of(term);
    int rows, cols;
    curses_size(term, &rows, &cols);
    if (rows != c->rows || cols != c->cols || t->ended)
        return; /* a resize is on its way */
    if (!t->sent_valid || t->sent.rows != rows || t->sent.cols != cols) {
        t->sent_valid = false;
        canvas_resize(&t->sent, rows, cols);
        t->run = xrealloc(t->run, sizeof *t->run * (size_t)(cols + 1));
        clearok(curscr, TRUE);
    } else if (nothing_changed(t, c)) {
        return;
    } else {
        scroll_rows(t, c);
    }
    for (int row = 0; row < rows; row++)
        present_row(t, c, row);
    if (!t->sent_valid || t->sent.cursor_shown != c->cursor_shown)
        curs_set(c->cursor_shown ? 1 : 0);
    move(c->cursor_row, c->cursor_col); /* last, so that the cursor ends where the reader's attention is */
    if (t->synchronized)
        put_raw("\x1b[?2026h");
    refresh();
    if (t->synchronized)
        put_raw("\x1b[?2026l");
    t->sent.cursor_row = c->cursor_row;
    t->sent.cursor_col = c->cursor_col;
    t->sent.cursor_shown = c->cursor_shown;
    t->sent_valid = true;
}

/* ---- colours ---- */

/* The number itself where there are 256 colours, else the nearest of those there are. */
static int nearest_color(int color)
{
    if (color < 0 || color < COLORS)
        return color;
    int want[3], best = 0;
    long best_distance = -1;
    theme_rgb(color, want);
    for (int i = 0; i < COLORS && i < 16; i++) {
        int have[3];
        theme_rgb(i, have);
        long d = 0;
        for (int k = 0; k < 3; k++)
            d += (long)(want[k] - have[k]) * (want[k] - have[k]);
        if (best_distance < 0 || d < best_distance) {
            best_distance = d;
            best = i;
        }
    }
    return best;
}

static void curses_theme(struct term *term, enum theme theme)
{
    struct term_curses *t = self_of(term);
    for (int i = 0; i < STYLES; i++) {
        const struct look *look = theme_look(term->color ? theme : THEME_MONO, (enum style)i);
        int fg = -1, bg = -1;
        bool same = false;
        if (term->color) {
            fg = nearest_color(look->fg);
            bg = nearest_color(look->bg);
            same = fg == bg && fg >= 0; /* too few colours to tell them apart */
            init_pair((short)(i + 1), (short)(same ? -1 : fg), (short)(same ? -1 : bg));
        }
        t->pairs[i] = fg < 0 && bg < 0 ? 0 : (short)(i + 1); /* pair 0 is the terminal's own and costs no bytes */
        t->attrs[i] = (look->bold ? A_BOLD : 0) | (look->underline ? A_UNDERLINE : 0) |
                      (look->reverse || same ? A_REVERSE : 0) | (look->dim ? A_DIM : 0);
    }
    bkgdset(term->color ? (chtype)(' ' | COLOR_PAIR(STYLE_TEXT + 1)) : (chtype)' ');
    t->sent_valid = false;
}

static void curses_mouse(struct term *term, bool on)
{
    struct term_curses *t = self_of(term);
    if (t->mouse && !on)
        put_raw("\x1b[?1006l\x1b[?1000l");
    t->mouse = on;
    if (on)
        put_raw("\x1b[?1000h\x1b[?1006h");
}

/* ---- suspend and resume ---- */

/* A capability as the terminal's description has it, its padding ("$<5>") left out. */
static void put_capability(const char *name)
{
    const char *s = tigetstr(name);
    struct buf out = BUF_INIT;
    while (s && s != (const char *)-1 && *s) {
        size_t n = strcspn(s, "$");
        buf_add(&out, s, n);
        s += n;
        if (s[0] == '$' && s[1] == '<')
            s += strcspn(s, ">") + (strchr(s, '>') != NULL);
        else if (*s)
            buf_addc(&out, *s++);
    }
    put_raw(buf_str(&out));
    buf_release(&out);
}

/* Not endwin() and refresh(): that way back resets the terminal's palette (OSC 104), which was never changed. */
static void leave_screen(void)
{
    modes_off();
    put_capability("sgr0");
    put_capability("cnorm");
    put_capability("rmkx");
    put_capability("rmcup");
    reset_shell_mode();
}

static void resume(struct term_curses *t)
{
    reset_prog_mode();
    put_capability("smcup");
    put_capability("smkx");
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
    leave_screen();
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
    struct pollfd fds[2] = {{.fd = STDIN_FILENO, .events = POLLIN}, {.fd = t->signals, .events = POLLIN}};
    memset(e, 0, sizeof *e);
    for (;;) {
        if (t->ended) {
            e->type = EVENT_END;
            return;
        }
        if (input_next(&t->input, false, e))
            return;
        bool partial = input_partial(&t->input);
        int n = poll(fds, 2, !partial ? timeout_ms : t->input.pasting ? PASTE_MS : ESCAPE_MS);
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

static void curses_close(struct term *term)
{
    struct term_curses *t = self_of(term);
    if (!isendwin()) {
        modes_off();
        endwin();
    }
    delscreen(t->screen);
    close(t->signals);
    signal(SIGTSTP, SIG_DFL);
    sigprocmask(SIG_SETMASK, &t->old_mask, NULL);
    canvas_release(&t->sent);
    input_release(&t->input);
    free(t->run);
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

static void prepare_screen(struct term_curses *t, const char *name, bool ascii)
{
    const char *no_color = getenv("NO_COLOR");
    raw(); /* Ctrl+Z, Ctrl+S and Ctrl+Q are keys like others */
    noecho();
    nonl();
    keypad(stdscr, TRUE);
    idlok(stdscr, TRUE); /* scroll with the terminal's own means */
    leaveok(stdscr, FALSE);
    typeahead(-1); /* ui_hurry() sees to it; curses would ask the system once a row */
    learn_keys(&t->input);
    t->synchronized = knows_synchronized(name);
    t->base.unicode = !ascii && strcmp(nl_langinfo(CODESET), "UTF-8") == 0;
    t->base.color = !(no_color && *no_color) && has_colors() && start_color() != ERR &&
                    use_default_colors() != ERR && COLOR_PAIRS > STYLES;
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
        return error_set(e, ERR_NOT_FOUND, "standard input and output are no terminal");
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
        signal(SIGTSTP, SIG_DFL);
        sigprocmask(SIG_SETMASK, &t->old_mask, NULL);
        free(t);
        return error_set(e, ERR_NOT_FOUND, "the terminal \"%s\" can't place text on the screen", name);
    }
    prepare_screen(t, name, ascii);
    *out = &t->base;
    return OK;
}
