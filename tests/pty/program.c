/* program.c: see program.h. */
#include <errno.h>
#include <fcntl.h>
#include <ftw.h>
#include <poll.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <sys/wait.h>
#include <time.h>
#include <unistd.h>

#include "pty/program.h"
#include "unit/cmocka-all.h"

enum { WORDS_MAX = 40, ENV_MAX = 20 };

int64_t clock_ms(void)
{
    struct timespec t;
    clock_gettime(CLOCK_MONOTONIC, &t);
    return (int64_t)t.tv_sec * 1000 + t.tv_nsec / 1000000;
}

/* ---- folders and files ---- */

void folder_make(struct folder *f)
{
    const char *tmp = getenv("TMPDIR");
    snprintf(f->path, sizeof f->path, "%.150s/peerloom-pty.XXXXXX", tmp && *tmp ? tmp : "/tmp");
    if (!mkdtemp(f->path))
        fail_msg("cannot make a folder '%s': %s", f->path, strerror(errno));
}

static int remove_one(const char *path, const struct stat *st, int type, struct FTW *where)
{
    (void)st, (void)type, (void)where;
    return remove(path);
}

void folder_remove(struct folder *f)
{
    nftw(f->path, remove_one, 20, FTW_DEPTH | FTW_PHYS);
}

const char *folder_file(const struct folder *f, const char *name, struct buf *out)
{
    buf_clear(out);
    buf_addf(out, "%s/%s", f->path, name);
    return buf_str(out);
}

void file_read(const char *path, struct buf *out)
{
    char bytes[16384];
    size_t n;
    FILE *file = fopen(path, "re");
    if (!file)
        fail_msg("cannot read '%s': %s", path, strerror(errno));
    while ((n = fread(bytes, 1, sizeof bytes, file)) > 0)
        buf_add(out, bytes, n);
    fclose(file);
}

void file_write(const char *path, const char *bytes, size_t n)
{
    FILE *file = fopen(path, "we");
    if (!file || fwrite(bytes, 1, n, file) != n || fclose(file) != 0)
        fail_msg("cannot write '%s': %s", path, strerror(errno));
}

/* ---- the command line ---- */

static const char *program_path(void)
{
    const char *path = getenv("PEERLOOM");
    if (!path || !*path)
        fail_msg("the environment variable PEERLOOM must name the program");
    return path;
}

/* The words behind the program's name, in `argv` of WORDS_MAX. */
static void make_argv(const char *const *words, const char **argv)
{
    size_t n = 0;
    argv[n++] = program_path();
    for (; words && *words && n < WORDS_MAX - 1; words++)
        argv[n++] = *words;
    assert_true(!words || !*words);
    argv[n] = NULL;
}

/* In the child. */
static void become(const struct folder *f, const char *const *argv, int in, int out, int err)
{
    static const char *const passed[] = {"PATH", "ASAN_OPTIONS", "LSAN_OPTIONS", "UBSAN_OPTIONS"};
    struct buf home = BUF_INIT, data = BUF_INIT, pairs[4] = {BUF_INIT, BUF_INIT, BUF_INIT, BUF_INIT};
    char *env[10];
    size_t n = 0;
    buf_addf(&home, "HOME=%s", f->path);
    buf_addf(&data, "XDG_DATA_HOME=%s", f->path);
    env[n++] = home.s;
    env[n++] = data.s;
    env[n++] = "LANG=C.UTF-8";
    env[n++] = "TERM=xterm-256color";
    for (size_t i = 0; i < 4; i++)
        if (getenv(passed[i])) {
            buf_addf(&pairs[i], "%s=%s", passed[i], getenv(passed[i]));
            env[n++] = pairs[i].s;
        }
    env[n] = NULL;
    if (dup2(in, 0) == 0 && dup2(out, 1) == 1 && dup2(err, 2) == 2 && chdir(f->path) == 0)
        execve(argv[0], (char *const *)argv, env);
    _exit(127);
}

/* Both streams until both are closed. */
static void read_streams(int out_fd, int err_fd, struct buf *out, struct buf *err)
{
    struct pollfd fds[2] = {{.fd = out_fd, .events = POLLIN}, {.fd = err_fd, .events = POLLIN}};
    struct buf *to[2] = {out, err};
    char bytes[16384];
    while (fds[0].fd >= 0 || fds[1].fd >= 0) {
        if (poll(fds, 2, 120000) <= 0)
            fail_msg("the program says nothing and does not end");
        for (int i = 0; i < 2; i++) {
            if (!fds[i].revents)
                continue;
            ssize_t n = read(fds[i].fd, bytes, sizeof bytes);
            if (n <= 0)
                fds[i].fd = -1;
            else if (to[i])
                buf_add(to[i], bytes, (size_t)n);
        }
    }
}

/* What the program is to read: a file that has no name. */
static int input_file(const char *in)
{
    if (!in)
        return open("/dev/null", O_RDONLY | O_CLOEXEC);
    FILE *file = tmpfile();
    if (!file || fwrite(in, 1, strlen(in), file) != strlen(in) || fflush(file) != 0)
        fail_msg("cannot write the program's input");
    int fd = fcntl(fileno(file), F_DUPFD_CLOEXEC, 3);
    fclose(file);
    lseek(fd, 0, SEEK_SET);
    return fd;
}

int program_run(const struct folder *f, const char *const *words, const char *in, struct buf *out, struct buf *err)
{
    const char *argv[WORDS_MAX];
    int out_pipe[2], err_pipe[2], status, in_fd = input_file(in);
    make_argv(words, argv);
    if (out)
        buf_clear(out);
    if (err)
        buf_clear(err);
    if (in_fd < 0 || pipe2(out_pipe, O_CLOEXEC) != 0 || pipe2(err_pipe, O_CLOEXEC) != 0)
        fail_msg("no pipes: %s", strerror(errno));
    pid_t pid = fork();
    if (pid == 0)
        become(f, argv, in_fd, out_pipe[1], err_pipe[1]);
    close(in_fd);
    close(out_pipe[1]);
    close(err_pipe[1]);
    if (pid < 0)
        fail_msg("no process: %s", strerror(errno));
    read_streams(out_pipe[0], err_pipe[0], out, err);
    close(out_pipe[0]);
    close(err_pipe[0]);
    waitpid(pid, &status, 0);
    return WIFEXITED(status) ? WEXITSTATUS(status) : 128 + WTERMSIG(status);
}

void program_do(const struct folder *f, const char *const *words, struct buf *out)
{
    struct buf err = BUF_INIT;
    int code = program_run(f, words, NULL, out, &err);
    if (code != 0)
        fail_msg("peerloom %s %s ...: exit code %d: %s", words[0], words[0] && words[1] ? words[1] : "", code,
                 buf_str(&err));
    buf_release(&err);
}

/* ---- the screen ---- */

void program_fail(struct program *p, const char *what)
{
    char why[sizeof p->pty.why];
    memcpy(why, p->pty.why, sizeof why);
    fail_msg("%s (%s); the screen is:\n%s", what, why, pty_text(&p->pty));
}

void program_launch(struct program *p, const struct folder *f, const struct program_start *start)
{
    static const struct program_start plain = {0};
    const struct program_start *s = start ? start : &plain;
    const char *argv[WORDS_MAX], *env[ENV_MAX];
    struct buf data = BUF_INIT;
    size_t n = 0;
    make_argv(s->words, argv);
    buf_addf(&data, "XDG_DATA_HOME=%s", f->path);
    env[n++] = buf_str(&data);
    for (const char *const *e = s->env; e && *e && n < ENV_MAX - 1; e++)
        env[n++] = *e;
    env[n] = NULL;
    audit_init(&p->audit);
    struct pty_start how = {.argv = argv,
                            .env = env,
                            .home = f->path,
                            .term = s->term,
                            .rows = s->rows ? s->rows : 30,
                            .cols = s->cols ? s->cols : 100,
                            .raw = audit_raw,
                            .raw_arg = &p->audit};
    if (!pty_spawn(&p->pty, &how))
        fail_msg("%s", p->pty.why);
    buf_release(&data);
}

void program_start(struct program *p, const struct folder *f, const struct program_start *start)
{
    program_launch(p, f, start);
    int64_t end = clock_ms() + PTY_PATIENCE_MS;
    while (!p->pty.alternate && !p->pty.ended && clock_ms() < end)
        pty_settle(&p->pty, 5, 50);
    if (!p->pty.alternate || !pty_idle(&p->pty, PTY_PATIENCE_MS))
        program_fail(p, "the program does not open its screen");
}

void program_keys(struct program *p, const char *spec)
{
    size_t n = strlen(spec);
    bool escape = n >= 5 && strcmp(spec + n - 5, "<Esc>") == 0;
    if (!pty_keys(&p->pty, spec) || !(escape ? pty_idle_after_escape : pty_idle)(&p->pty, PTY_PATIENCE_MS))
        program_fail(p, spec);
}

void program_paste(struct program *p, const char *text)
{
    if (!pty_paste(&p->pty, text) || !pty_idle(&p->pty, PTY_PATIENCE_MS))
        program_fail(p, "pasting");
}

void program_sees(struct program *p, const char *text)
{
    if (!pty_expect(&p->pty, text, PTY_PATIENCE_MS))
        program_fail(p, "not seen");
}

void program_sees_not(struct program *p, const char *text)
{
    if (!pty_expect_gone(&p->pty, text, PTY_PATIENCE_MS))
        program_fail(p, "still seen");
}

bool program_shows(struct program *p, const char *text)
{
    return strstr(pty_text(&p->pty), text) != NULL;
}

void program_escape(struct program *p, const char *text)
{
    for (int i = 0; i < 4 && program_shows(p, text); i++)
        program_keys(p, "<Esc>");
    program_sees_not(p, text);
}

/* A line that says "0.1.a   2 of 27" or the like: the id is the last word before a number of blanks or "Guide". */
void program_question(struct program *p, char id[16])
{
    for (int row = 0; row < p->pty.rows; row++) {
        const char *line = pty_line(&p->pty, row), *guide = strstr(line, "Guide ");
        if (!guide || !strstr(line, " of "))
            continue;
        for (const char *at = line; *at; at++)
            if ((at == line || at[-1] == ' ') && at[0] >= '0' && at[0] <= '4' && at[1] == '.') {
                snprintf(id, 16, "%.*s", (int)strcspn(at, " "), at);
                return;
            }
    }
    program_fail(p, "no question is open");
}

void program_resize(struct program *p, int rows, int cols)
{
    if (!pty_resize(&p->pty, rows, cols) || !pty_idle(&p->pty, PTY_PATIENCE_MS))
        program_fail(p, "resize");
}

void program_audit(const struct program *p)
{
    if (p->audit.found)
        fail_msg("at byte %llu: %s", (unsigned long long)p->audit.offset, p->audit.what);
}

/* What a shell would find afterwards. Modes 1 (keypad), 1049, 2004 and the mouse must be off, the cursor seen. */
static void check_clean(struct program *p)
{
    static const int off[] = {1, 1000, 1002, 1006, 1049, 2004, 2026};
    for (size_t i = 0; i < sizeof off / sizeof *off; i++)
        if (audit_mode(&p->audit, off[i]))
            fail_msg("the terminal is left in mode %d", off[i]);
    if (p->pty.alternate || !p->pty.cursor_visible)
        program_fail(p, "the terminal is left with the screen of the program, or without a cursor");
    if (!pty_is_cooked(&p->pty))
        program_fail(p, "the terminal is left without line editing");
}

void program_ends(struct program *p, int code)
{
    int got = pty_wait(&p->pty, PTY_PATIENCE_MS);
    if (got != code) {
        snprintf(p->pty.why, sizeof p->pty.why, "exit code %d, not %d", got, code);
        program_fail(p, "the program did not end as it should");
    }
    program_audit(p);
    if (!audit_end(&p->audit))
        fail_msg("at the end: %s", p->audit.what);
    check_clean(p);
    pty_release(&p->pty);
}

void program_quit(struct program *p)
{
    if (!pty_keys(&p->pty, "<C-q>"))
        program_fail(p, "Ctrl+Q");
    program_ends(p, 0);
}
