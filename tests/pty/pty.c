/* pty.c: the program and its terminal; see pty.h. What is on the screen is read in screen.c. */
#include "pty/pty.h"

#include <errno.h>
#include <fcntl.h>
#include <poll.h>
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/ioctl.h>
#include <sys/wait.h>
#include <termios.h>
#include <time.h>
#include <unistd.h>
#include <vterm.h>

#include "pty/keys.h"
#include "pty/spawn.h"

enum { ENV_MAX = 64, ESCAPE_MS = 25 }; /* how long our programs wait for what may follow an escape */

static int64_t now_ms(void)
{
    struct timespec t;
    clock_gettime(CLOCK_MONOTONIC, &t);
    return (int64_t)t.tv_sec * 1000 + t.tv_nsec / 1000000;
}

static void nap_ms(int ms)
{
    struct timespec t = {.tv_nsec = ms * 1000000L};
    nanosleep(&t, NULL);
}

/* --- the screen's side ------------------------------------------------------------------------------------------ */

/* The terminal's answers (to a report of the cursor's place, say) go back to the program; nobody waits for them. */
static void answer(const char *s, size_t n, void *arg)
{
    struct pty *p = arg;
    if (p->master >= 0 && write(p->master, s, n) < 0)
        p->why[0] = 0;
}

static int property(VTermProp prop, VTermValue *value, void *arg)
{
    struct pty *p = arg;
    if (prop == VTERM_PROP_CURSORVISIBLE)
        p->cursor_visible = value->boolean != 0;
    if (prop == VTERM_PROP_ALTSCREEN)
        p->alternate = value->boolean != 0;
    return 1;
}

static const VTermScreenCallbacks callbacks = {.settermprop = property};

/* At least two columns: libvterm 0.1.4 writes past its memory when a wide character meets a screen of one. */
static void make_screen(struct pty *p)
{
    p->vt = vterm_new(p->rows > 0 ? p->rows : 1, p->cols > 1 ? p->cols : 2);
    vterm_set_utf8(p->vt, 1);
    vterm_output_set_callback(p->vt, answer, p);
    p->screen = vterm_obtain_screen(p->vt);
    vterm_screen_set_callbacks(p->screen, &callbacks, p);
    vterm_screen_enable_altscreen(p->screen, 1);
    vterm_screen_reset(p->screen, 1);
}

static void write_screen(struct pty *p, const char *s)
{
    vterm_input_write(p->vt, s, strlen(s));
}

/* A screen of the new size with the old text, without its colours, the cursor at its end. A new one, because
 * vterm_set_size() of 0.1.4 corrupts memory (the alternate screen and the scroll region keep their old bounds). */
static void remake_screen(struct pty *p, int rows, int cols)
{
    if (cols < p->cols)
        p->cols = cols; /* cuts the text */
    char *text = strdup(pty_text(p));
    bool alternate = p->alternate, visible = p->cursor_visible;
    if (!text)
        abort();
    vterm_free(p->vt);
    p->rows = rows;
    p->cols = cols;
    make_screen(p);
    write_screen(p, alternate ? "\033[?1049h\033[?7l" : "\033[?7l");
    char *line = text;
    for (int row = 0; row < rows && *line; row++, line += strlen(line) + 1) {
        line[strcspn(line, "\n")] = 0;
        write_screen(p, row ? "\r\n" : "");
        write_screen(p, line);
    }
    write_screen(p, visible ? "\033[?7h" : "\033[?7h\033[?25l");
    free(text);
}

/* Waits up to wait_ms for bytes and takes in what is there. True if anything came. */
static bool take(struct pty *p, int wait_ms)
{
    if (p->ended || p->master < 0) {
        p->ended = true;
        return false;
    }
    struct pollfd fd = {.fd = p->master, .events = POLLIN};
    if (poll(&fd, 1, wait_ms) <= 0)
        return false;
    char bytes[16384];
    ssize_t n = read(p->master, bytes, sizeof bytes);
    if (n <= 0) {
        p->ended = !(n < 0 && (errno == EAGAIN || errno == EINTR)); /* EIO: nobody holds the other side any more */
        return false;
    }
    p->bytes += (uint64_t)n;
    if (p->raw)
        p->raw(p->raw_arg, bytes, (size_t)n);
    vterm_input_write(p->vt, bytes, (size_t)n);
    return true;
}

/* Takes in what is there already; a program that never stops writing is left at some point. */
static void take_all(struct pty *p)
{
    for (int i = 0; i < 4096 && take(p, 0); i++) {
    }
}

/* --- beginning and end ------------------------------------------------------------------------------------------ */

struct environment {
    const char *list[ENV_MAX + 1];
    size_t n;
    char home[512], term[80], path[2048], own[3][512];
};

/* Puts "K=V" in the place of an older K. False when there is no room. */
static bool env_put(struct environment *e, const char *pair)
{
    size_t key = strcspn(pair, "=") + 1;
    for (size_t i = 0; i < e->n; i++) {
        if (strncmp(e->list[i], pair, key) == 0) {
            e->list[i] = pair;
            return true;
        }
    }
    if (e->n == ENV_MAX)
        return false;
    e->list[e->n++] = pair;
    e->list[e->n] = NULL;
    return true;
}

static bool env_make(struct environment *e, const struct pty_start *start)
{
    static const char *const passed[] = {"ASAN_OPTIONS", "LSAN_OPTIONS", "UBSAN_OPTIONS"};
    const char *path = getenv("PATH");
    snprintf(e->path, sizeof e->path, "PATH=%s", path ? path : "/usr/local/bin:/usr/bin:/bin");
    snprintf(e->home, sizeof e->home, "HOME=%s", start->home ? start->home : "/nonexistent");
    snprintf(e->term, sizeof e->term, "TERM=%s", start->term ? start->term : "xterm-256color");
    bool room = env_put(e, e->path) && env_put(e, e->home) && env_put(e, e->term) && env_put(e, "LANG=C.UTF-8");
    for (size_t i = 0; i < 3; i++) {
        const char *value = getenv(passed[i]);
        if (value) {
            snprintf(e->own[i], sizeof e->own[i], "%s=%s", passed[i], value);
            room = room && env_put(e, e->own[i]);
        }
    }
    for (const char *const *add = start->env; add && *add; add++)
        room = room && env_put(e, *add);
    return room;
}

/* How often the program has gone to sleep of its own will, and whether it sleeps now (proc(5), status). */
static bool sleeping(const struct pty *p, uint64_t *switches)
{
    char path[64], line[160], state = '?';
    snprintf(path, sizeof path, "/proc/%d/status", (int)p->pid);
    FILE *f = fopen(path, "re");
    if (!f)
        return false;
    unsigned long n = 0;
    while (fgets(line, sizeof line, f)) {
        sscanf(line, "State: %c", &state);
        sscanf(line, "voluntary_ctxt_switches: %lu", &n);
    }
    fclose(f);
    *switches = n;
    return state == 'S';
}

bool pty_spawn(struct pty *p, const struct pty_start *start)
{
    struct environment e = {.n = 0};
    *p = (struct pty){.rows = start->rows ? start->rows : 24, .cols = start->cols ? start->cols : 80, .master = -1};
    p->exit_code = -1;
    p->cursor_visible = true;
    p->raw = start->raw;
    p->raw_arg = start->raw_arg;
    if (!env_make(&e, start)) {
        snprintf(p->why, sizeof p->why, "more than %d environment variables", (int)ENV_MAX);
        return false;
    }
    if (!spawn_in_terminal(start->argv, e.list, p->rows, p->cols, &p->pid, &p->master, p->why, sizeof p->why))
        return false;
    fcntl(p->master, F_SETFL, fcntl(p->master, F_GETFL) | O_NONBLOCK);
    make_screen(p);
    return true;
}

/* Notes the end of the program, without waiting. True if it has ended. */
static bool reaped(struct pty *p)
{
    int status;
    if (p->pid > 0 && waitpid(p->pid, &status, WNOHANG) == p->pid) {
        p->exit_code = WIFEXITED(status) ? WEXITSTATUS(status) : 128 + WTERMSIG(status);
        p->pid = 0;
    }
    return p->pid == 0;
}

int pty_wait(struct pty *p, int limit_ms)
{
    int64_t end = now_ms() + limit_ms;
    while (!reaped(p) && now_ms() < end) {
        if (!take(p, 2) && p->ended)
            nap_ms(1);
    }
    if (p->pid == 0) {
        take_all(p);
        return p->exit_code;
    }
    snprintf(p->why, sizeof p->why, "still running after %d ms", limit_ms);
    return -1;
}

void pty_hang_up(struct pty *p)
{
    if (p->master >= 0)
        close(p->master);
    p->master = -1;
    p->ended = true;
}

void pty_release(struct pty *p)
{
    if (!reaped(p)) {
        kill(-p->pid, SIGKILL);
        waitpid(p->pid, NULL, 0);
        p->pid = 0;
    }
    pty_hang_up(p);
    if (p->vt)
        vterm_free(p->vt);
    free(p->text);
    p->vt = NULL;
    p->text = NULL;
}

/* --- sending ---------------------------------------------------------------------------------------------------- */

bool pty_send(struct pty *p, const char *bytes, size_t n)
{
    int64_t end = now_ms() + PTY_PATIENCE_MS;
    if (p->pid > 0)
        sleeping(p, &p->switches);
    for (size_t sent = 0; sent < n;) {
        ssize_t w = p->master < 0 || p->ended ? -1 : write(p->master, bytes + sent, n - sent);
        if (w > 0) {
            sent += (size_t)w;
            continue;
        }
        if (p->master < 0 || p->ended || (errno != EAGAIN && errno != EINTR)) {
            snprintf(p->why, sizeof p->why, "the program has closed its terminal");
            return false;
        }
        if (now_ms() > end) {
            snprintf(p->why, sizeof p->why, "the program read nothing for %d ms", (int)PTY_PATIENCE_MS);
            return false;
        }
        take(p, 1); /* its input is full: perhaps because it waits for us to read */
    }
    return true;
}

bool pty_keys(struct pty *p, const char *spec)
{
    size_t n, size = strlen(spec) * 32 + 4096;
    char *bytes = malloc(size);
    if (!bytes)
        abort();
    bool ok = keys_bytes(spec, bytes, size, &n, p->why, sizeof p->why) && pty_send(p, bytes, n);
    free(bytes);
    return ok;
}

bool pty_paste(struct pty *p, const char *text)
{
    return pty_send(p, "\033[200~", 6) && pty_send(p, text, strlen(text)) && pty_send(p, "\033[201~", 6);
}

bool pty_click(struct pty *p, int row, int col)
{
    char report[64];
    int n = snprintf(report, sizeof report, "\033[<0;%d;%dM\033[<0;%d;%dm", col + 1, row + 1, col + 1, row + 1);
    return pty_send(p, report, (size_t)n);
}

bool pty_signal(struct pty *p, int sig)
{
    if (reaped(p) || kill(p->pid, sig) != 0) {
        snprintf(p->why, sizeof p->why, "the program has ended");
        return false;
    }
    return true;
}

bool pty_resize(struct pty *p, int rows, int cols)
{
    struct winsize w = {.ws_row = (unsigned short)rows, .ws_col = (unsigned short)cols};
    take_all(p); /* what was drawn for the old size belongs on the old screen */
    if (p->pid > 0)
        sleeping(p, &p->switches);
    if (p->master < 0 || ioctl(p->master, TIOCSWINSZ, &w) != 0) {
        snprintf(p->why, sizeof p->why, "the terminal is closed");
        return false;
    }
    remake_screen(p, rows, cols);
    return true;
}

/* --- reading ---------------------------------------------------------------------------------------------------- */

bool pty_settle(struct pty *p, int quiet_ms, int limit_ms)
{
    int64_t end = now_ms() + limit_ms;
    while (take(p, quiet_ms)) {
        if (now_ms() >= end) {
            snprintf(p->why, sizeof p->why, "still drawing after %d ms", limit_ms);
            return false;
        }
    }
    return true;
}

/* Reads until the text is (or is not) on the screen. */
static bool expect(struct pty *p, const char *text, bool there, int limit_ms)
{
    int64_t end = now_ms() + limit_ms;
    for (;;) {
        while (take(p, 0) && now_ms() < end) {
        }
        if ((strstr(pty_text(p), text) != NULL) == there)
            return true;
        int64_t left = end - now_ms();
        if (p->ended || left <= 0)
            break;
        take(p, (int)left);
    }
    snprintf(p->why, sizeof p->why, "'%s' is %s on the screen after %d ms%s", text, there ? "not" : "still", limit_ms,
             p->ended ? " and the program has closed its terminal" : "");
    return false;
}

bool pty_expect(struct pty *p, const char *text, int limit_ms)
{
    return expect(p, text, true, limit_ms);
}

bool pty_expect_gone(struct pty *p, const char *text, int limit_ms)
{
    return expect(p, text, false, limit_ms);
}

/* Until it has slept for at_least_ms in one go, having woken since we sent, with nothing to read. */
static bool idle(struct pty *p, int at_least_ms, int limit_ms)
{
    int64_t end = now_ms() + limit_ms, since = 0;
    uint64_t before = 0, switches = 0;
    bool slept = false; /* since then */
    while (now_ms() < end && !p->ended && !reaped(p)) {
        if (take(p, 1)) {
            slept = false;
            continue;
        }
        bool sleeps = sleeping(p, &switches) && switches > p->switches;
        if (!sleeps || !slept || switches != before)
            since = now_ms();
        else if (now_ms() - since >= at_least_ms)
            return true;
        slept = sleeps;
        before = switches;
    }
    if (p->ended || p->pid == 0)
        return true; /* nothing more will come */
    bool state = sleeping(p, &switches);
    snprintf(p->why, sizeof p->why, "still at work after %d ms; it %s, and has slept %llu times before and %llu since",
             limit_ms, state ? "sleeps" : "runs", (unsigned long long)p->switches,
             (unsigned long long)(switches - p->switches));
    return false;
}

bool pty_idle(struct pty *p, int limit_ms)
{
    return idle(p, 0, limit_ms);
}

bool pty_idle_after_escape(struct pty *p, int limit_ms)
{
    return idle(p, 2 * ESCAPE_MS, limit_ms);
}

bool pty_is_cooked(const struct pty *p)
{
    struct termios t;
    return p->master >= 0 && tcgetattr(p->master, &t) == 0 && (t.c_lflag & ICANON) && (t.c_lflag & ECHO);
}
