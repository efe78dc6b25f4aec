/* run-linear.c: plays tests/linear/CASE/script in the accessible mode and compares the conversation with CASE/expected.
 *
 * A script holds the lines that are typed. In them \xHH is the byte HH. Lines that begin with % are for the runner:
 *   %write NAME    the lines up to %done become a file of that name (\xHH as above)
 *   %half TEXT     TEXT is typed without Enter, then the input ends
 *   %restart       the input ends; then the workbench is closed, opened and played on with what follows
 *   %kill          the same, but the program is killed while it waits for the next line
 *   %file NAME     after the input has ended: shows that file
 *   %readonly      what follows is played on a workbench that is open for reading only
 * Each case begins with an empty workbench, in an empty folder. Typed lines appear in `expected` behind the prompt, as
 * on a terminal. Ids, the day's date with the clock, and the folder's name are masked. Every byte that was sent is
 * judged, too: nothing that drives a terminal may be among them. With UPDATE=1 in the environment `expected` is
 * written, not compared.
 *
 * Arguments: folders of cases; without any, all of $srcdir/tests/linear.
 */
#include <ctype.h>
#include <dirent.h>
#include <ftw.h>
#include <locale.h>
#include <sodium.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <sys/wait.h>
#include <unistd.h>

#include "base/date.h"
#include "base/show.h"
#include "base/utf8.h"
#include "command/command.h"
#include "model/kinds.h"
#include "ui/linear.h"
#include "unit/cmocka-all.h"

struct stage {
    char folder[64];
    char *script;
    const char *at;  /* where the script is read */
    struct buf said; /* the conversation */
    struct buf line; /* what is being typed, from `typed` on still to be read */
    size_t typed;
    bool ended, read_only;
    int tell; /* in a child that is to be killed: where what was said goes; else -1 */
    long bad; /* the byte of `said` that would drive a terminal, or -1 */
    struct app app;
};

/* ---- the oracle: written without the program's own show() ---- */

static bool drives(int32_t c)
{
    return c < 0 || (c < 0x20 && c != '\n') || (c >= 0x7f && c < 0xa0) || c == 0xad || c == 0x61c || c == 0x180e ||
           (c >= 0x200b && c <= 0x200f) || (c >= 0x2028 && c <= 0x202e) || (c >= 0x2060 && c <= 0x206f) ||
           c == 0xfeff || (c >= 0xe0000 && c <= 0xe0fff);
}

/* The offset of the first character that may not be sent; -1 if there is none. */
static long judge(const char *s, size_t n)
{
    const char *p = s, *end = s + n;
    while (p < end) {
        const char *at = p;
        if (drives(utf8_next(&p, end)))
            return at - s;
    }
    return -1;
}

/* ---- what is typed and what is sent ---- */

static int hex(char c)
{
    return c >= '0' && c <= '9' ? c - '0' : c >= 'a' && c <= 'f' ? c - 'a' + 10 : -1;
}

static void unescape(const char *s, size_t n, struct buf *out)
{
    for (size_t i = 0; i < n; i++) {
        if (i + 3 < n && s[i] == '\\' && s[i + 1] == 'x' && hex(s[i + 2]) >= 0 && hex(s[i + 3]) >= 0) {
            buf_addc(out, (char)(hex(s[i + 2]) * 16 + hex(s[i + 3])));
            i += 3;
        } else {
            buf_addc(out, s[i]);
        }
    }
}

static size_t line_length(const char *s)
{
    return strcspn(s, "\n");
}

static const char *behind(const char *s)
{
    s += line_length(s);
    return s + (*s == '\n');
}

static bool directive(const struct stage *s, const char *name, const char **rest)
{
    size_t n = strlen(name);
    if (strncmp(s->at, name, n) != 0 || (s->at[n] != ' ' && s->at[n] != '\n' && s->at[n]))
        return false;
    if (rest)
        *rest = s->at + n + (s->at[n] == ' ');
    return true;
}

static void write_file(struct stage *s, const char *name)
{
    struct buf path = BUF_INIT, text = BUF_INIT;
    buf_add(&path, name, line_length(name));
    for (s->at = behind(s->at); *s->at && !directive(s, "%done", NULL); s->at = behind(s->at)) {
        unescape(s->at, line_length(s->at), &text);
        buf_addc(&text, '\n');
    }
    s->at = behind(s->at);
    FILE *f = fopen(path.s, "w");
    assert_non_null(f);
    fwrite(buf_str(&text), 1, text.len, f);
    assert_int_equal(fclose(f), 0);
    buf_release(&path);
    buf_release(&text);
}

/* The next line that is typed goes into s->line; false: the input ends here. */
static bool next_line(struct stage *s)
{
    const char *rest;
    buf_clear(&s->line);
    s->typed = 0;
    while (directive(s, "%write", &rest))
        write_file(s, rest);
    if (s->ended || !*s->at || directive(s, "%restart", NULL) || directive(s, "%kill", NULL) ||
        directive(s, "%file", NULL) || directive(s, "%readonly", NULL))
        return false;
    bool half = directive(s, "%half", &rest);
    const char *text = half ? rest : s->at;
    unescape(text, line_length(text), &s->line);
    if (!half)
        buf_addc(&s->line, '\n');
    s->ended = half;
    s->at = behind(s->at);
    return true;
}

/* As if killed while waiting for the next line: nothing is closed, nothing is put in order. */
_Noreturn static void die(struct stage *s)
{
    size_t n = (size_t)write(s->tell, buf_str(&s->said), s->said.len);
    _exit(n == s->said.len ? 0 : 1);
}

static ssize_t type(void *data, char *bytes, size_t size)
{
    struct stage *s = data;
    if (s->typed == s->line.len) {
        if (!next_line(s)) {
            if (s->tell >= 0)
                die(s);
            return 0;
        }
        struct buf echo = BUF_INIT;
        show(&echo, s->line.s, s->line.len, true);
        buf_add(&s->said, buf_str(&echo), echo.len);
        buf_release(&echo);
    }
    size_t n = s->line.len - s->typed;
    n = n < size ? n : size;
    memcpy(bytes, s->line.s + s->typed, n);
    s->typed += n;
    return (ssize_t)n;
}

static ssize_t hear(void *data, const char *bytes, size_t size)
{
    struct stage *s = data;
    long bad = judge(bytes, size);
    if (bad >= 0 && s->bad < 0)
        s->bad = (long)s->said.len + bad;
    buf_add(&s->said, bytes, size);
    return (ssize_t)size;
}

/* ---- playing ---- */

static void good(enum status status, const struct error *e)
{
    if (status != OK)
        fail_msg("%s (%s): %s", e->what, e->where, e->hint);
}

static void open_app(struct stage *s)
{
    struct error e = {0};
    s->app = (struct app){.db = "workbench.db", .err = stderr};
    good(app_init(&s->app, &e), &e);
    good(app_open(&s->app, s->read_only ? STORE_READ_ONLY : STORE_CREATE, &e), &e);
    s->app.in = fopencookie(s, "r", (cookie_io_functions_t){.read = type});
    s->app.out = fopencookie(s, "w", (cookie_io_functions_t){.write = hear});
    s->ended = false;
}

static void close_app(struct stage *s)
{
    struct error e = {0};
    struct check_report report;
    fclose(s->app.in);
    fclose(s->app.out);
    good(store_check(s->app.store, false, &report, NULL, &e), &e);
    assert_true(report.file_sound);
    if (!report.projection_equal)
        fail_msg("projection and log differ: %s", report.detail);
    app_release(&s->app);
}

static void play(struct stage *s)
{
    struct error e = {0};
    open_app(s);
    good(linear_run(&s->app, &e), &e);
    close_app(s);
}

/* Is the next thing that ends the input a kill? */
static bool dies(const struct stage *s)
{
    const char *kill = strstr(s->at, "\n%kill"), *restart = strstr(s->at, "\n%restart");
    return kill && (!restart || kill < restart);
}

/* Plays in a child, which dies in the middle. */
static void play_killed(struct stage *s)
{
    int status, ends[2];
    char chunk[4096];
    ssize_t n;
    struct buf said = BUF_INIT;
    assert_int_equal(pipe(ends), 0);
    pid_t child = fork();
    assert_true(child >= 0);
    if (child == 0) {
        struct error e;
        buf_clear(&s->said);
        s->tell = ends[1];
        open_app(s);
        linear_run(&s->app, &e);
        _exit(1); /* it was to be killed */
    }
    close(ends[1]);
    while ((n = read(ends[0], chunk, sizeof chunk)) > 0)
        buf_add(&said, chunk, (size_t)n);
    close(ends[0]);
    assert_int_equal(waitpid(child, &status, 0), child);
    assert_true(WIFEXITED(status) && WEXITSTATUS(status) == 0);
    assert_true(judge(buf_str(&said), said.len) < 0);
    buf_add(&s->said, buf_str(&said), said.len);
    buf_release(&said);
    s->at = strstr(s->at, "\n%kill") + 1;
}

static void show_file(struct stage *s, const char *name)
{
    struct buf path = BUF_INIT, text = BUF_INIT, safe = BUF_INIT;
    char chunk[4096];
    size_t n;
    buf_add(&path, name, line_length(name));
    FILE *f = fopen(path.s, "r");
    while (f && (n = fread(chunk, 1, sizeof chunk, f)) > 0)
        buf_add(&text, chunk, n);
    show(&safe, buf_str(&text), text.len, true);
    buf_addf(&s->said, "[file %s]\n%s[end of file]\n", path.s, f ? buf_str(&safe) : "[not there]\n");
    if (f)
        fclose(f);
    buf_release(&path);
    buf_release(&text);
    buf_release(&safe);
}

static void play_all(struct stage *s)
{
    const char *rest;
    while (*s->at) {
        if (directive(s, "%file", &rest)) {
            show_file(s, rest);
            s->at = behind(s->at);
        } else if (directive(s, "%restart", NULL) || directive(s, "%kill", NULL)) {
            buf_addf(&s->said, "[%s]\n", directive(s, "%kill", NULL) ? "killed" : "started again");
            s->at = behind(s->at);
        } else if (directive(s, "%readonly", NULL)) {
            s->read_only = true;
            s->at = behind(s->at);
        } else if (dies(s)) {
            play_killed(s);
        } else {
            play(s);
        }
    }
}

/* ---- what differs from run to run ---- */

/* The length of a stretch that has the form of `form`: x a hex digit, 9 a digit, anything else itself. 0: it has not.
 */
static size_t has_form(const char *s, const char *form)
{
    size_t i = 0;
    for (; form[i]; i++)
        if (form[i] == 'x'   ? !isxdigit((unsigned char)s[i])
            : form[i] == '9' ? !isdigit((unsigned char)s[i])
                             : s[i] != form[i])
            return 0;
    return i;
}

static void mask(const struct stage *s, struct buf *out)
{
    static const struct {
        const char *form, *instead;
    } forms[] = {{"xxxxxxxx-xxxx-xxxx-xxxx-xxxxxxxxxxxx", "ID"},
                 {"xxxxxxxx-xxxx", "ID..."},
                 {"9999-99-99 99:99", "DAY CLOCK"},
                 {"Time: 99:99", "Time: CLOCK"},
                 {"9999-99-99T99:99:99Z", "MOMENT"},
                 {"99999999T999999Z", "MOMENT"}};
    char today[DATE_SIZE];
    date_today(today);
    for (const char *p = buf_str(&s->said); *p;) {
        size_t n = strncmp(p, s->folder, strlen(s->folder)) == 0 ? strlen(s->folder) : 0;
        const char *instead = "FOLDER";
        for (size_t i = 0; i < sizeof forms / sizeof *forms && n == 0; i++) {
            n = has_form(p, forms[i].form);
            instead = forms[i].instead;
        }
        if (n == 0 && strncmp(p, today, strlen(today)) == 0) {
            n = strlen(today);
            instead = "TODAY";
        }
        if (n)
            buf_adds(out, instead);
        else
            buf_addc(out, *p);
        p += n ? n : 1;
    }
}

/* ---- a case ---- */

static char *read_text(const char *folder, const char *name)
{
    struct buf path = BUF_INIT, text = BUF_INIT;
    char chunk[4096];
    size_t n;
    buf_addf(&path, "%s/%s", folder, name);
    FILE *f = fopen(path.s, "r");
    while (f && (n = fread(chunk, 1, sizeof chunk, f)) > 0)
        buf_add(&text, chunk, n);
    if (f)
        fclose(f);
    buf_adds(&text, "");
    buf_release(&path);
    return f ? buf_take(&text) : (buf_release(&text), NULL);
}

static int remove_one(const char *path, const struct stat *st, int flag, struct FTW *ftw)
{
    (void)st, (void)flag, (void)ftw;
    return remove(path);
}

static void set_up(struct stage *s, char *script)
{
    *s = (struct stage){.script = script, .at = script, .bad = -1, .tell = -1};
    strcpy(s->folder, "/tmp/peerloom-test-XXXXXX");
    assert_non_null(mkdtemp(s->folder));
    assert_int_equal(chdir(s->folder), 0);
    setenv("XDG_DATA_HOME", s->folder, 1);
}

static void tear_down(struct stage *s)
{
    assert_int_equal(chdir("/"), 0);
    assert_int_equal(nftw(s->folder, remove_one, 16, FTW_DEPTH | FTW_PHYS), 0);
    buf_release(&s->said);
    buf_release(&s->line);
    free(s->script);
}

static void compare(const char *folder, const char *expected, const char *said)
{
    int row = 1;
    while (*expected && *said && line_length(expected) == line_length(said) &&
           memcmp(expected, said, line_length(said)) == 0) {
        expected = behind(expected);
        said = behind(said);
        row++;
    }
    if (*expected || *said)
        fail_msg("%s/expected:%d\n  expected: %.*s\n  is:       %.*s", folder, row, (int)line_length(expected),
                 expected, (int)line_length(said), said);
}

static void play_case(void **state)
{
    const char *folder = *state;
    struct stage s;
    struct buf said = BUF_INIT;
    char *script = read_text(folder, "script"), *expected = read_text(folder, "expected");
    assert_non_null(script);
    set_up(&s, script);
    play_all(&s);
    mask(&s, &said);
    if (s.bad >= 0)
        fail_msg("%s: byte %ld of what was sent drives a terminal", folder, s.bad);
    tear_down(&s);
    if (getenv("UPDATE")) {
        struct buf path = BUF_INIT;
        buf_addf(&path, "%s/expected", folder);
        FILE *f = fopen(path.s, "w");
        assert_non_null(f);
        fwrite(said.s, 1, said.len, f);
        assert_int_equal(fclose(f), 0);
        buf_release(&path);
    } else if (expected) {
        compare(folder, expected, buf_str(&said));
    } else {
        fail_msg("%s/expected is not there: write it with UPDATE=1, then read it", folder);
    }
    free(expected);
    buf_release(&said);
}

/* ---- the oracle's own control ---- */

static const char *const hostile[] = {
    "\033[2J",
    "\033]0;title\a",
    "\x9b"
    "2J",
    "\xc2\x9b"
    "31m",
    "a\rb",
    "a\bb",
    "a\x7f",
    "\xe2\x80\xae"
    "evil",
    "\xe2\x80\x8b",
    "\xc0\xaf",
    "\xed\xa0\x80",
    "\xef\xbb\xbf",
    "a\tb",
    "\xf3\xa0\x80\x81",
};

enum { HOSTILE = sizeof hostile / sizeof *hostile };

/* The oracle condemns each string as it is, and passes what show() makes of it. */
static void the_oracle_sees_what_is_not_shown(void **state)
{
    (void)state;
    struct buf safe = BUF_INIT;
    for (size_t i = 0; i < HOSTILE; i++) {
        assert_true(judge(hostile[i], strlen(hostile[i])) >= 0);
        buf_clear(&safe);
        show(&safe, hostile[i], strlen(hostile[i]), false);
        assert_true(judge(buf_str(&safe), safe.len) < 0);
    }
    buf_release(&safe);
}

/* A name with each of them is listed: nothing bad is sent. The same name written past show() is noticed. */
static void hostile_names_are_noticed_when_not_shown(void **state)
{
    (void)state;
    struct stage s;
    struct error e = {0};
    struct buf pair = BUF_INIT;
    const char *alliance[] = {"alliance", "name=A"};
    set_up(&s, strdup("people\n\n1\nback\nquit\n"));
    open_app(&s);
    good(command_line(&s.app, CMD_ADD, alliance, 2, &e), &e);
    for (size_t i = 0; i < HOSTILE; i++) {
        buf_clear(&pair);
        buf_addf(&pair, "family_name=A%s", hostile[i]);
        const char *words[] = {"person", pair.s, "--json"};
        command_line(&s.app, CMD_ADD, words, 3, &e); /* some are refused, being no text at all */
    }
    close_app(&s);
    play(&s);
    assert_true(strlen(buf_str(&s.said)) > 300);
    assert_true(s.bad < 0);
    open_app(&s);
    fprintf(s.app.out, "%s\n", hostile[0]);
    fflush(s.app.out);
    assert_true(s.bad >= 0);
    close_app(&s);
    buf_release(&pair);
    tear_down(&s);
}

/* ---- all cases ---- */

static int is_case(const struct dirent *entry)
{
    return entry->d_name[0] != '.' && !strchr(entry->d_name, '.');
}

static char *absolute(const char *folder)
{
    char *path = realpath(folder, NULL);
    if (path)
        return path;
    perror(folder);
    exit(1);
}

static size_t find_cases(struct CMUnitTest *tests, size_t room)
{
    struct dirent **entries;
    struct buf folder = BUF_INIT, path = BUF_INIT;
    const char *source = getenv("srcdir");
    buf_addf(&folder, "%s/tests/linear", source ? source : ".");
    int n = scandir(folder.s, &entries, is_case, alphasort);
    size_t count = 0;
    for (int i = 0; i < n; i++) {
        struct stat st;
        buf_clear(&path);
        buf_addf(&path, "%s/%s", folder.s, entries[i]->d_name);
        if (count < room && stat(path.s, &st) == 0 && S_ISDIR(st.st_mode))
            tests[count++] = (struct CMUnitTest){strdup(entries[i]->d_name), play_case, NULL, NULL, absolute(path.s)};
        free(entries[i]);
    }
    if (n >= 0)
        free(entries);
    buf_release(&folder);
    buf_release(&path);
    return count;
}

int main(int argc, char **argv)
{
    enum { ROOM = 64, OWN = 2 };
    struct CMUnitTest tests[ROOM] = {cmocka_unit_test(the_oracle_sees_what_is_not_shown),
                                     cmocka_unit_test(hostile_names_are_noticed_when_not_shown)};
    size_t count = OWN;
    setlocale(LC_ALL, "C.UTF-8");
    setenv("TZ", "UTC", 1);
    if (sodium_init() < 0)
        return 1;
    for (int i = 1; i < argc && count < ROOM; i++)
        tests[count++] = (struct CMUnitTest){strdup(argv[i]), play_case, NULL, NULL, absolute(argv[i])};
    if (argc == 1)
        count += find_cases(tests + OWN, ROOM - OWN);
    if (count == OWN) {
        fprintf(stderr, "no cases found\n");
        return 1;
    }
    int failed = _cmocka_run_group_tests("linear", tests, count, NULL, NULL);
    for (size_t i = OWN; i < count; i++) {
        free((char *)tests[i].name);
        free(tests[i].initial_state);
    }
    return failed;
}
