#include "app/own.h"

#include <dirent.h>
#include <errno.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>

#include "base/mem.h"
#include "base/tr.h"
#include "exchange/csvread.h"

static int only_csv(const struct dirent *entry)
{
    size_t n = strlen(entry->d_name);
    return n > 4 && entry->d_name[0] != '.' && strcmp(entry->d_name + n - 4, ".csv") == 0;
}

/* What reads a file names it with its whole path: once is enough. */
static void note(struct buf *notices, const char *path, const struct error *e)
{
    size_t n = strlen(path);
    const char *where = strncmp(e->where, path, n) == 0 && e->where[n] == ',' ? e->where + n + 2 : e->where;
    struct buf what = BUF_INIT;
    if (!strstr(e->what, path))
        buf_addf(&what, "'%s': ", path);
    buf_addf(&what, *where ? "%s (%s)" : "%s", e->what, where);
    if (notices) {
        buf_addf(notices, _("not used: %s; correct the file or remove it, until then what came with the program is used"), what.s);
        buf_addc(notices, '\n');
    }
    buf_release(&what);
}

void own_note(struct buf *notices, const char *folder, const char *part, const char *name, const struct error *e)
{
    struct buf path = BUF_INIT;
    buf_addf(&path, "%s/%s/%s.csv", folder, part, name);
    note(notices, path.s, e);
    buf_release(&path);
}

/* What waits for a writer or has no end must not be opened at all. */
static enum status must_be_file(const char *path, struct error *e)
{
    struct stat st;
    if (stat(path, &st) != 0)
        return error_set(e, ERR_IO, "%s", strerror(errno));
    if (!S_ISREG(st.st_mode))
        return error_set(e, ERR_INPUT, "%s", S_ISDIR(st.st_mode) ? _("it is a folder") : _("it is no file"));
    return OK;
}

static void read_one(const char *path, struct table ***tables, size_t *count, struct buf *notices)
{
    struct error e = {0};
    struct table *table = NULL;
    enum status s = must_be_file(path, &e);
    if (s == OK)
        s = csv_read_table(path, &table, NULL, &e);
    if (s != OK) {
        note(notices, path, &e);
        return;
    }
    *tables = xrealloc(*tables, (*count + 1) * sizeof **tables);
    (*tables)[(*count)++] = table;
}

void own_read(const char *folder, const char *part, struct table ***tables, size_t *count, struct buf *notices)
{
    struct buf path = BUF_INIT;
    struct dirent **files = NULL;
    struct error e = {0};
    buf_addf(&path, "%s/%s", folder, part);
    int found = *folder ? scandir(path.s, &files, only_csv, alphasort) : 0;
    if (found < 0 && errno != ENOENT) {
        error_set(&e, ERR_IO, "%s", strerror(errno));
        note(notices, path.s, &e);
    }
    for (int i = 0; i < found; i++) {
        buf_clear(&path);
        buf_addf(&path, "%s/%s/%s", folder, part, files[i]->d_name);
        read_one(path.s, tables, count, notices);
        free(files[i]);
    }
    free(files);
    buf_release(&path);
}

bool own_take_kind(struct buf *notices, const char *kind, struct buf *line)
{
    struct buf file = BUF_INIT;
    buf_addf(&file, "/kinds/%s.csv'", kind);
    char *at = notices->len ? strstr(notices->s, file.s) : NULL;
    buf_release(&file);
    if (!at)
        return false;
    while (at > notices->s && at[-1] != '\n')
        at--;
    size_t n = (size_t)(strchr(at, '\n') - at);
    buf_add(line, at, n);
    buf_splice(notices, (size_t)(at - notices->s), n + 1, "", 0);
    return true;
}
