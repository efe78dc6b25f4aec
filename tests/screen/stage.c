/* stage.c: see stage.h. */
#include "screen/stage.h"

#include <dirent.h>
#include <stdarg.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "base/date.h"
#include "command/command.h"

enum { WORDS = 24 };

int64_t __wrap_moment_now(void);
void __wrap_date_today(char out[DATE_SIZE]);

int64_t stage_now(void)
{
    return INT64_C(1772460120000); /* 2026-03-02T14:02:00Z */
}

int64_t __wrap_moment_now(void)
{
    return stage_now();
}

void __wrap_date_today(char out[DATE_SIZE])
{
    moment_day(stage_now(), out);
}

static void must(enum status s, const struct error *e, const char *doing)
{
    if (s == OK)
        return;
    fprintf(stderr, "stage: %s: %s %s\n", doing, e->what, e->hint);
    exit(99);
}

void stage_new(struct stage *s)
{
    stage_new_with(s, "/nonexistent"); /* no kinds of the person who runs the test */
}

void stage_new_with(struct stage *s, const char *folder)
{
    struct error e = {0};
    memset(s, 0, sizeof *s);
    setenv("TZ", "UTC", 1);
    setenv("XDG_DATA_HOME", folder, 1);
    strcpy(s->folder, "/tmp/peerloom-stage-XXXXXX");
    if (!mkdtemp(s->folder))
        exit(99);
    snprintf(s->db, sizeof s->db, "%s/workbench.db", s->folder);
    s->null = fopen("/dev/null", "r+");
    s->app.in = s->app.out = s->app.err = s->null;
    must(app_init(&s->app, &e), &e, "app_init");
    s->app.db = s->db;
    must(app_open(&s->app, STORE_CREATE, &e), &e, "app_open");
}

static void run(struct stage *s, const char *const *words, size_t count)
{
    struct error e = {0};
    const struct command *c = command_find(words[0]);
    if (!c) {
        fprintf(stderr, "stage: no command %s\n", words[0]);
        exit(99);
    }
    must(command_line(&s->app, c->id, words + 1, count - 1, &e), &e, words[0]);
    buf_clear(&s->app.message);
}

void stage_command(struct stage *s, ...)
{
    const char *words[WORDS];
    size_t n = 0;
    va_list args;
    va_start(args, s);
    for (const char *w; n < WORDS && (w = va_arg(args, const char *));)
        words[n++] = w;
    va_end(args);
    run(s, words, n);
}

void stage_line(struct stage *s, const char *line, size_t n)
{
    struct buf copy = BUF_INIT;
    const char *words[WORDS];
    size_t count = 0;
    buf_add(&copy, line, n);
    for (char *p = copy.s; *p && count < WORDS;) {
        bool quoted = *p == '"';
        p += quoted;
        words[count++] = p;
        p += strcspn(p, quoted ? "\"" : " ");
        if (*p)
            *p++ = 0;
        p += strspn(p, " ");
    }
    if (count > 0)
        run(s, words, count);
    buf_release(&copy);
}

void stage_screen(struct stage *s, const char *script, int rows, int cols)
{
    s->out = open_memstream(&s->text, &s->size);
    s->term = term_open_fake(script, rows, cols, s->out);
    ui_init(&s->ui, &s->app, s->term, stage_now);
}

int stage_play(struct stage *s)
{
    ui_loop(&s->ui);
    fflush(s->out);
    return term_fake_failures(s->term);
}

static void remove_all(const char *folder)
{
    DIR *dir = opendir(folder);
    for (struct dirent *d; dir && (d = readdir(dir));) {
        char path[400];
        if (strcmp(d->d_name, ".") == 0 || strcmp(d->d_name, "..") == 0)
            continue;
        snprintf(path, sizeof path, "%s/%s", folder, d->d_name);
        if (unlink(path) != 0)
            remove_all(path);
    }
    if (dir)
        closedir(dir);
    rmdir(folder);
}

void stage_free(struct stage *s)
{
    if (s->term) {
        ui_release(&s->ui);
        s->term->ops->close(s->term);
        fclose(s->out);
        free(s->text);
    }
    app_release(&s->app);
    fclose(s->null);
    remove_all(s->folder);
}
