/* runner.c: plays tests/screen/CASE/script on the fake terminal and compares what it writes with CASE/expected.
 *
 * Takes folders of cases as arguments. Lines of a script that begin with "#:" set the stage, before anything is played:
 *   #: size 80x24             columns by rows (the default)
 *   #: empty                  an empty workbench instead of the demonstration
 *   #: console                on a terminal like the Linux console, which does not send Ctrl with arrows
 *   #: away                   played in a folder of its own, which then goes; the other files of the case are copied there
 *   #: run add alliance "name=Water officials"    a command, as on the command line
 * The other lines are explained in ui/term.h; they are played in the folder of the case, so that files in it can be named.
 * With --hidden before the folders nothing is compared: the privacy key is pressed in every state (hidden.h).
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

#include "screen/hidden.h"

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

/* What pressing the privacy key in every state came to, of all cases. */
struct tally {
    int states, boxes, leaks, control;
};

/* Plays to the end with the privacy key in between; what the script expects does not count. */
static bool play_hidden(struct stage *s, const char *folder, struct tally *t, bool deaf)
{
    struct hidden *h = hidden_new(s, deaf);
    stage_play(s);
    int leaks = hidden_leaks(h);
    if (deaf) {
        t->control += leaks;
    } else {
        t->states += hidden_states(h);
        t->boxes += hidden_boxes(h);
        t->leaks += leaks;
    }
    if (leaks > 0 && !deaf)
        printf("%s: %d frames with names; the first has %s\n", folder, leaks, hidden_first(h));
    hidden_free(h);
    return leaks == 0 || deaf;
}

static bool play(const char *folder, struct tally *hidden, bool deaf)
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
    bool unseen = !hidden || play_hidden(&s, folder, hidden, deaf);
    int failures = (hidden ? 0 : stage_play(&s)) + !moved;
    moved = moved && fchdir(here) == 0;
    close(here);
    bool fine = (hidden ? unseen : judge(folder, s.text, failures)) && moved;
    if (!deaf)
        printf("%s %s\n", fine ? "ok  " : "FAIL", folder);
    stage_free(&s);
    free(script);
    return fine;
}

/* The control: where boxes do not hear the key there are names, or nothing was looked at. */
static int judge_hidden(int argc, char **argv, struct tally *t)
{
    for (int i = 2; i < argc; i++)
        if (strstr(argv[i], "/board-list") || strstr(argv[i], "/board-swap"))
            play(argv[i], t, true);
    printf("%d states, %d of them in a box: %d frames with names; with boxes that do not hear the key: %d\n", t->states, t->boxes,
           t->leaks, t->control);
    return t->control == 0 || t->boxes == 0;
}

int main(int argc, char **argv)
{
    int failed = 0;
    struct tally tally = {0};
    if (!setlocale(LC_ALL, "C.UTF-8") || sodium_init() < 0 || argc < 2)
        return 99;
    bool hidden = strcmp(argv[1], "--hidden") == 0;
    for (int i = 1 + hidden; i < argc; i++)
        failed += !play(argv[i], hidden ? &tally : NULL, false);
    failed += hidden && judge_hidden(argc, argv, &tally);
    printf("[  PASSED  ] %d test(s).\n", argc - 1 - hidden - failed);
    if (failed)
        printf("[  FAILED  ] %d test(s).\n", failed);
    return failed ? 1 : 0;
}
