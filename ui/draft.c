/* draft.c: see draft.h. */
#include "ui/draft.h"

#include <dirent.h>
#include <errno.h>
#include <fcntl.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "base/id.h"
#include "exchange/outfile.h"

#define PREFIX "draft " /* of keys in the workbench */
#define SUFFIX ".draft-" /* of files beside it */

enum { WAIT_MS = 200, MOST_FILE = 1 << 20 }; /* who is told to leave may not wait long for another window */

void draft_init(struct draft *d, const char *about, const char *title, const char *where)
{
    *d = (struct draft){0};
    buf_adds(&d->about, about);
    buf_adds(&d->title, title);
    buf_adds(&d->where, where);
}

void draft_release(struct draft *d)
{
    struct buf *all[] = {&d->about, &d->title, &d->where, &d->seen, &d->text, &d->key, &d->adopted};
    for (size_t i = 0; i < sizeof all / sizeof *all; i++)
        buf_release(all[i]);
}

static void copy(struct buf *to, const struct buf *from)
{
    buf_clear(to);
    buf_add(to, buf_str(from), from->len);
}

/* ---- as one text ---- */

void draft_add(struct buf *text, const char *name, const char *value)
{
    buf_addf(text, "%s %zu:%s\n", name, strlen(value), value);
}

bool draft_next(const char **at, struct buf *name, struct buf *value)
{
    size_t n = strcspn(*at, " \n");
    char *end;
    buf_clear(name);
    buf_clear(value);
    if (!**at || (*at)[n] != ' ')
        return false;
    unsigned long len = strtoul(*at + n + 1, &end, 10);
    if (*end != ':' || strnlen(end + 1, len) < len)
        return false;
    buf_add(name, *at, n);
    buf_add(value, end + 1, len);
    *at = end + 1 + len;
    *at += **at == '\n';
    return true;
}

static void encode(const struct draft *d, const char *text, struct buf *out)
{
    draft_add(out, "about", buf_str(&d->about));
    draft_add(out, "title", buf_str(&d->title));
    draft_add(out, "where", buf_str(&d->where));
    draft_add(out, "seen", buf_str(&d->seen));
    draft_add(out, "text", text);
}

/* False if there is no text in it. */
static bool decode(struct draft *d, const char *key, const char *value)
{
    struct buf name = BUF_INIT, part = BUF_INIT;
    draft_init(d, "", "", "");
    buf_adds(&d->key, key);
    while (draft_next(&value, &name, &part)) {
        struct buf *to = strcmp(name.s, "about") == 0   ? &d->about
                         : strcmp(name.s, "title") == 0 ? &d->title
                         : strcmp(name.s, "where") == 0 ? &d->where
                         : strcmp(name.s, "seen") == 0  ? &d->seen
                         : strcmp(name.s, "text") == 0  ? &d->text
                                                        : NULL;
        if (to)
            copy(to, &part);
    }
    buf_release(&name);
    buf_release(&part);
    return d->text.len > 0;
}

/* ---- beside the workbench ---- */

static bool is_file(const char *key)
{
    return strncmp(key, PREFIX, sizeof PREFIX - 1) != 0;
}

static void file_name(struct store *store, const char *id, struct buf *path)
{
    buf_clear(path);
    buf_addf(path, "%s" SUFFIX "%s", store_path(store), id);
}

static enum status write_file(const char *path, const struct buf *value, struct error *e)
{
    struct outfile f;
    enum status s = outfile_open(&f, path, e);
    if (s == OK)
        s = outfile_write(&f, buf_str(value), value->len, e);
    if (s == OK)
        s = outfile_close(&f, e);
    return s == OK ? outfile_place(&f, e) : s;
}

static void read_file(const char *path, struct buf *out)
{
    FILE *f = fopen(path, "re");
    char piece[4096];
    size_t n;
    if (!f)
        return;
    while (out->len < MOST_FILE && (n = fread(piece, 1, sizeof piece, f)) > 0)
        buf_add(out, piece, n);
    fclose(f);
}

/* ---- keeping ---- */

static void forget(struct store *store, struct buf *key)
{
    if (key->len && is_file(key->s))
        unlink(key->s);
    else if (key->len)
        store_forget(store, key->s, NULL);
    buf_clear(key);
}

static enum status write_to(struct store *store, const char *id, const struct buf *value, struct buf *key, struct error *e)
{
    buf_addf(key, PREFIX "%s", id);
    enum status s = store_writable(store) ? store_remember(store, key->s, buf_str(value), e) : ERR_READ_ONLY;
    if (s == OK)
        return OK;
    file_name(store, id, key);
    return write_file(key->s, value, e);
}

enum status draft_keep(struct store *store, struct draft *d, const char *text, struct error *e)
{
    char id[ID_SIZE];
    struct buf value = BUF_INIT, key = BUF_INIT;
    if (!*text) {
        draft_drop(store, d);
        return OK;
    }
    if (d->key.len && strcmp(text, buf_str(&d->text)) == 0)
        return OK;
    id_new(id);
    if (d->key.len) /* the same place again: the id stands at its end */
        snprintf(id, sizeof id, "%s", d->key.s + d->key.len - (ID_SIZE - 1));
    encode(d, text, &value);
    int patience = store_patience(store, WAIT_MS);
    enum status s = write_to(store, id, &value, &key, e);
    if (s == OK) {
        if (strcmp(buf_str(&d->key), key.s) != 0)
            forget(store, &d->key); /* it is kept in another way than before */
        copy(&d->key, &key);
        forget(store, &d->adopted);
        buf_clear(&d->text);
        buf_adds(&d->text, text);
    }
    store_patience(store, patience);
    buf_release(&value);
    buf_release(&key);
    return s;
}

void draft_drop(struct store *store, struct draft *d)
{
    forget(store, &d->key);
    forget(store, &d->adopted);
    buf_clear(&d->text);
}

/* ---- finding ---- */

struct search_for {
    void (*each)(void *data, const struct draft *d);
    void *data;
    size_t count;
};

static void meet(void *data, const char *key, const char *value)
{
    struct search_for *g = data;
    struct draft d;
    if (decode(&d, key, value)) {
        g->count++;
        if (g->each)
            g->each(g->data, &d);
    }
    draft_release(&d);
}

static void meet_file(struct search_for *g, const char *path)
{
    struct buf value = BUF_INIT;
    read_file(path, &value);
    meet(g, path, buf_str(&value));
    buf_release(&value);
}

static void meet_files(struct store *store, struct search_for *g)
{
    struct buf folder = BUF_INIT, start = BUF_INIT, path = BUF_INIT;
    const char *name = strrchr(store_path(store), '/');
    buf_add(&folder, store_path(store), name ? (size_t)(name - store_path(store)) : 0);
    buf_addf(&start, "%s" SUFFIX, name ? name + 1 : store_path(store));
    DIR *dir = opendir(folder.len ? folder.s : name ? "/" : ".");
    for (struct dirent *at; dir && (at = readdir(dir));) {
        if (strncmp(at->d_name, start.s, start.len) != 0 || !id_valid(at->d_name + start.len))
            continue;
        file_name(store, at->d_name + start.len, &path);
        meet_file(g, path.s);
    }
    if (dir)
        closedir(dir);
    buf_release(&folder);
    buf_release(&start);
    buf_release(&path);
}

size_t draft_each(struct store *store, void (*each)(void *data, const struct draft *d), void *data)
{
    struct search_for g = {each, data, 0};
    store_recall_each(store, PREFIX, meet, &g);
    meet_files(store, &g);
    return g.count;
}

static void adopt(void *data, const struct draft *found)
{
    struct draft *d = data;
    if (strcmp(buf_str(&found->about), buf_str(&d->about)) != 0)
        return;
    copy(&d->seen, &found->seen);
    copy(&d->text, &found->text);
    copy(&d->adopted, &found->key);
}

bool draft_adopt(struct store *store, struct draft *d)
{
    draft_each(store, adopt, d);
    return d->adopted.len > 0;
}
