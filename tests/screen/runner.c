/* runner.c: plays tests/screen/CASE/script on the fake terminal and compares what it writes with CASE/expected.
 *
 * Takes folders of cases as arguments. Lines of a script that begin with "#:" set the stage, before anything is played:
 *   #: size 80x24             columns by rows (the default)
 *   #: empty                  an empty workbench instead of the demonstration
 *   #: console                on a terminal like the Linux console, which does not send Ctrl with arrows
 *   #: away                   played in a folder of its own, which then goes; the other files of the case are copied there
 *   #: run add alliance "name=Water officials"    a command, as on the command line
 * The other lines are explained in ui/term.h; they are played in the folder of the case, so that files in it can be named.
 * With UPDATE=1 in the environment `expected` is written, not compared: look at the difference before you keep it.
 */
#include <dirent.h>
#include <fcntl.h>
#include <locale.h>
#include <sodium.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "screen/stage.h"

struct setting {
    int rows, cols;
    bool empty, away, console;
};

static char *read_file(const char *folder, const char *name)
{
    struct buf path = BUF_INIT, text = BUF_INIT;
    char chunk[4096];
    size_t n;
    buf_addf(&path, "%s/%s", folder, name);
    FILE *f = fopen(buf_str(&path), "r");
    while (f && (n = fread(chunk, 1, sizeof chunk, f)) > 0)
        buf_add(&text, chunk, n);
    bool there = f != NULL;
    if (f)
        fclose(f);
    buf_release(&path);
    if (there)
        return buf_take(&text);
    buf_release(&text);
    return NULL;
}

/* Reads the settings, or runs the commands that stand among them. */
static void set_stage(struct stage *s, const char *script, struct setting *setting)
{
    for (const char *line = script; *line;) {
        size_t n = strcspn(line, "\n");
        const char *rest = line + 3;
        if (n > 3 && strncmp(line, "#: ", 3) == 0) {
            if (strncmp(rest, "size ", 5) == 0)
                sscanf(rest, "size %dx%d", &setting->cols, &setting->rows);
            else if (strncmp(rest, "empty", 5) == 0)
                setting->empty = true;
            else if (strncmp(rest, "console", 7) == 0)
                setting->console = true;
            else if (strncmp(rest, "away", 4) == 0)
                setting->away = true;
            else if (s && strncmp(rest, "run ", 4) == 0)
                stage_line(s, rest + 4, n - 7);
        }
        line += n + (line[n] == '\n');
    }
}

/* Copies all but script and expected. */
static bool copy_files(const char *from, const char *to)
{
    DIR *dir = opendir(from);
    bool fine = dir != NULL;
    for (struct dirent *d; fine && (d = readdir(dir));) {
        if (*d->d_name == '.' || strcmp(d->d_name, "script") == 0 || strcmp(d->d_name, "expected") == 0)
            continue;
        struct buf path = BUF_INIT;
        char *text = read_file(from, d->d_name);
        buf_addf(&path, "%s/%s", to, d->d_name);
        FILE *f = fopen(buf_str(&path), "w");
        fine = text && f && fputs(text, f) >= 0;
        fine = (!f || fclose(f) == 0) && fine;
        free(text);
        buf_release(&path);
    }
    if (dir)
        closedir(dir);
    return fine;
}

/* Shows the first line that differs. */
static void show_difference(const char *folder, const char *expected, const char *got)
{
    int row = 1;
    while (*expected && *got) {
        size_t a = strcspn(expected, "\n"), b = strcspn(got, "\n");
        if (a != b || memcmp(expected, got, a) != 0)
            break;
        expected += a + (expected[a] == '\n');
        got += b + (got[b] == '\n');
        row++;
    }
    printf("%s/expected:%d\n  expected: %.*s\n  is:       %.*s\n", folder, row, (int)strcspn(expected, "\n"), expected,
           (int)strcspn(got, "\n"), got);
}

static bool judge(const char *folder, const char *got, int failures)
{
    const char *update = getenv("UPDATE");
    if (failures > 0) {
        printf("%s\n", got);
        return false;
    }
    if (update && strcmp(update, "1") == 0) {
        struct buf path = BUF_INIT;
        buf_addf(&path, "%s/expected", folder);
        FILE *f = fopen(buf_str(&path), "w");
        bool written = f && fputs(got, f) >= 0 && fclose(f) == 0;
        buf_release(&path);
        return written;
    }
    char *expected = read_file(folder, "expected");
    bool same = expected && strcmp(expected, got) == 0;
    if (!same)
        show_difference(folder, expected ? expected : "", got);
    free(expected);
    return same;
}

static bool play(const char *folder)
{
    char *script = read_file(folder, "script");
    struct setting setting = {.rows = 24, .cols = 80};
    struct stage s;
    if (!script) {
        printf("%s: no script\n", folder);
        return false;
    }
    set_stage(NULL, script, &setting);
    stage_new(&s);
    if (!setting.empty)
        stage_command(&s, "demo", NULL);
    set_stage(&s, script, &setting);
    stage_screen(&s, script, setting.rows, setting.cols);
    s.term->modified = !setting.console;
    int here = open(".", O_RDONLY | O_DIRECTORY);
    bool moved = here >= 0 && (!setting.away || copy_files(folder, s.folder)) && chdir(setting.away ? s.folder : folder) == 0;
    int failures = stage_play(&s) + !moved;
    moved = moved && fchdir(here) == 0;
    close(here);
    bool fine = judge(folder, s.text, failures) && moved;
    printf("%s %s\n", fine ? "ok  " : "FAIL", folder);
    stage_free(&s);
    free(script);
    return fine;
}

int main(int argc, char **argv)
{
    int failed = 0;
    if (!setlocale(LC_ALL, "C.UTF-8") || sodium_init() < 0 || argc < 2)
        return 99;
    for (int i = 1; i < argc; i++)
        failed += !play(argv[i]);
    printf("[  PASSED  ] %d test(s).\n", argc - 1 - failed);
    if (failed)
        printf("[  FAILED  ] %d test(s).\n", failed);
    return failed ? 1 : 0;
}
