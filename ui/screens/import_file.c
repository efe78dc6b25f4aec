/* import_file.c: which file is to be imported, and what stands in its first rows. */
#include <dirent.h>
#include <errno.h>
#include <stdlib.h>
#include <string.h>
#include <strings.h>
#include <unistd.h>

#include "base/mem.h"
#include "base/sort.h"
#include "base/tr.h"
#include "exchange/csvread.h"
#include "os/path.h"
#include "ui/prompt.h"
#include "ui/screens/import_parts.h"

enum { MOST_NAMES = 2000, LOOK_ROWS = 30 };

static bool ends_with(const char *name, const char *end)
{
    size_t n = strlen(name), m = strlen(end);
    return n >= m && strcasecmp(name + n - m, end) == 0;
}

static bool may_be_table(const char *name)
{
    return ends_with(name, ".csv") || ends_with(name, ".tsv") || ends_with(name, ".txt");
}

static bool is_spreadsheet(const char *name)
{
    return ends_with(name, ".xlsx") || ends_with(name, ".xls") || ends_with(name, ".ods") ||
           ends_with(name, ".numbers");
}

static bool is_folder(const char *path)
{
    struct stat st;
    return stat(path, &st) == 0 && S_ISDIR(st.st_mode);
}

/* ---- a folder to choose from ---- */

struct names {
    char **items;
    size_t count, cap;
};

static void add_name(struct names *n, const char *folder, const char *name)
{
    struct buf path = BUF_INIT, label = BUF_INIT;
    buf_addf(&path, "%s/%s", folder, name);
    bool inner = is_folder(buf_str(&path));
    if ((inner || may_be_table(name)) && n->count < MOST_NAMES) {
        buf_addf(&label, "%s%s", name, inner ? "/" : "");
        GROW(n->items, n->count + 1, n->cap);
        n->items[n->count++] = buf_take(&label);
    }
    buf_release(&path);
}

static int by_name(const void *a, const void *b)
{
    int order = strcasecmp(*(char *const *)a, *(char *const *)b);
    return order ? order : strcmp(*(char *const *)a, *(char *const *)b); /* a folder gives them in any order */
}

/* Folders, and files that may be tables; hidden ones are left out. */
static bool read_folder(struct ui *ui, const char *folder, struct names *n)
{
    DIR *dir = opendir(folder);
    if (!dir) {
        ui_warn(ui, "the folder '%s' cannot be read: %s", folder, strerror(errno));
        return false;
    }
    for (const struct dirent *d = readdir(dir); d; d = readdir(dir)) {
        if (d->d_name[0] != '.')
            add_name(n, folder, d->d_name);
    }
    closedir(dir);
    if (n->count > 1)
        sort_stable(n->items, n->count, sizeof *n->items, by_name);
    return true;
}

/* Goes one folder up in place. */
static void parent(struct buf *folder)
{
    const char *slash = strrchr(buf_str(folder), '/');
    size_t keep = slash && slash > folder->s ? (size_t)(slash - folder->s) : 1;
    buf_splice(folder, keep, folder->len - keep, "", 0);
}

/* One step through the folders: `path` becomes what was chosen. False: no answer. */
static bool choose_in(struct ui *ui, struct buf *path)
{
    struct names n = {0};
    const char *up = "../";
    while (path->len > 1 && path->s[path->len - 1] == '/')
        buf_splice(path, path->len - 1, 1, "", 0);
    int chosen = -1;
    if (read_folder(ui, buf_str(path), &n)) {
        const char **labels = xcalloc(n.count + 1, sizeof *labels);
        labels[0] = up;
        for (size_t i = 0; i < n.count; i++)
            labels[i + 1] = n.items[i];
        chosen = prompt_choice(ui, buf_str(path), labels, n.count + 1, n.count > 0 ? 1 : 0);
        free(labels);
    }
    if (chosen == 0)
        parent(path);
    else if (chosen > 0)
        buf_addf(path, "%s%s", strcmp(path->s, "/") == 0 ? "" : "/", n.items[chosen - 1]);
    for (size_t i = 0; i < n.count; i++)
        free(n.items[i]);
    free(n.items);
    return chosen >= 0;
}

/* ---- asking ---- */

static void absolute(struct buf *path)
{
    char *whole = realpath(buf_str(path), NULL);
    if (whole) {
        buf_clear(path);
        buf_adds(path, whole);
    }
    free(whole);
}

static void suggest(struct ui *ui, struct buf *path)
{
    store_recall(ui->app->store, "import.folder", path);
    if (path->len == 0 || !is_folder(buf_str(path))) {
        char *here = getcwd(NULL, 0);
        buf_clear(path);
        buf_adds(path, here ? here : "");
        free(here);
    }
    if (path->len > 0 && path->s[path->len - 1] != '/')
        buf_addc(path, '/');
}

static void remember(struct ui *ui, const struct buf *path)
{
    struct buf folder = BUF_INIT;
    struct error e;
    buf_adds(&folder, buf_str(path));
    parent(&folder);
    if (store_writable(ui->app->store))
        store_remember(ui->app->store, "import.folder", buf_str(&folder), &e);
    buf_release(&folder);
}

/* True: `path` is a file. Else it says why not, or lets one be chosen from the folder that it is. */
static bool is_file(struct ui *ui, struct buf *path)
{
    struct stat st;
    os_path_typed(path);
    while (is_folder(buf_str(path))) {
        absolute(path);
        if (!choose_in(ui, path))
            return false;
    }
    if (path->len == 0)
        return false;
    if (stat(buf_str(path), &st) != 0)
        ui_warn(ui, "'%s': %s", buf_str(path),
                errno == ENOENT || errno == ENOTDIR
                    ? _("there is no such file; an empty line or a folder lists what there is")
                    : strerror(errno));
    else if (is_spreadsheet(buf_str(path)))
        ui_warn(ui, "this is a spreadsheet: open it and save it as CSV (UTF-8), then import that file");
    else
        return true;
    return false;
}

bool import_ask_path(struct ui *ui, struct buf *path)
{
    suggest(ui, path);
    while (prompt_plain_line(ui, _("Import people from which file?"),
                       _("A table saved as CSV. Enter on a folder lists what is in it."), path)) {
        if (path->len == 0)
            suggest(ui, path);
        if (is_file(ui, path)) {
            absolute(path);
            remember(ui, path);
            return true;
        }
        if (path->len > 0 && is_folder(buf_str(path)) && path->s[path->len - 1] != '/')
            buf_addc(path, '/');
    }
    return false;
}

/* ---- the first rows ---- */

struct looking {
    struct importing *m;
    bool enough;
};

static enum status look_at_row(void *data, size_t row, long line, const char *const *cells, const size_t *lengths,
                               size_t count, struct error *e)
{
    struct looking *l = data;
    struct importing *m = l->m;
    (void)line;
    (void)lengths;
    for (size_t i = 0; row == 0 && i < count; i++) {
        GROW(m->columns, i + 1, m->column_cap);
        m->columns[m->column_count++] = (struct file_column){xstrdup(cells[i]), NULL, NULL};
    }
    for (size_t i = 0; row > 0 && i < count && i < m->column_count; i++) {
        if (!m->columns[i].example && cells[i][0])
            m->columns[i].example = xstrdup(cells[i]);
    }
    l->enough = row >= LOOK_ROWS;
    return l->enough ? error_set(e, ERR_CANCELLED, "enough was seen") : OK;
}

bool import_read_columns(struct importing *m)
{
    struct looking l = {m, false};
    struct error e;
    import_release_columns(m);
    if (csv_read_file(m->path, 0, NULL, NULL, look_at_row, &l, &e) == OK || l.enough)
        return true;
    ui_fail(m->ui, &e);
    return false;
}
