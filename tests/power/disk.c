/* disk.c: see disk.h. */
#include "power/disk.h"

#include <stdlib.h>
#include <string.h>

static void *grow(void *p, size_t size)
{
    p = realloc(p, size);
    if (!p)
        abort();
    return p;
}

/* splitmix64 (Steele, Lea, Flood: Fast splittable pseudorandom number generators, 2014). */
uint64_t disk_random(struct disk *d, uint64_t below)
{
    uint64_t z = (d->random += 0x9e3779b97f4a7c15u);
    z = (z ^ (z >> 30)) * 0xbf58476d1ce4e5b9u;
    z = (z ^ (z >> 27)) * 0x94d049bb133111ebu;
    return (z ^ (z >> 31)) % below;
}

/* --- bytes ------------------------------------------------------------------------------------------------------ */

static void bytes_room(struct bytes *b, int64_t len)
{
    if (len <= b->cap)
        return;
    int64_t cap = len + len / 2 + 8 * DISK_PIECE;
    b->s = grow(b->s, (size_t)cap);
    memset(b->s + b->cap, 0, (size_t)(cap - b->cap));
    b->cap = cap;
}

static void bytes_set_len(struct bytes *b, int64_t len)
{
    bytes_room(b, len);
    if (len < b->cap)
        memset(b->s + len, 0, (size_t)(b->cap - len));
    b->len = len;
}

static void bytes_copy(struct bytes *to, const struct bytes *from)
{
    bytes_set_len(to, 0);
    bytes_set_len(to, from->len);
    if (from->len > 0)
        memcpy(to->s, from->s, (size_t)from->len);
}

/* --- files ------------------------------------------------------------------------------------------------------ */

static struct change *change_add(struct node *f, bool length, int64_t at)
{
    if (f->n == f->cap) {
        f->cap = f->cap * 2 + 16;
        f->changes = grow(f->changes, f->cap * sizeof *f->changes);
    }
    struct change *c = &f->changes[f->n++];
    c->length = length;
    c->at = at;
    return c;
}

int64_t disk_read(const struct node *f, void *to, int64_t n, int64_t at)
{
    int64_t there = at >= f->live.len ? 0 : f->live.len - at < n ? f->live.len - at : n;
    if (there > 0)
        memcpy(to, f->live.s + at, (size_t)there);
    return there;
}

void disk_write(struct node *f, const void *from, int64_t n, int64_t at)
{
    if (n <= 0)
        return;
    int64_t end = at + n, first = at / DISK_PIECE * DISK_PIECE;
    if (end > f->live.len) {
        bytes_set_len(&f->live, end);
        change_add(f, true, end);
    }
    memcpy(f->live.s + at, from, (size_t)n);
    bytes_room(&f->live, end + DISK_PIECE); /* so that the last piece is whole, with zeros behind the end */
    for (int64_t piece = first; piece < end; piece += DISK_PIECE)
        memcpy(change_add(f, false, piece)->data, f->live.s + piece, DISK_PIECE);
}

void disk_truncate(struct node *f, int64_t len)
{
    if (len == f->live.len)
        return;
    bytes_set_len(&f->live, len);
    change_add(f, true, len);
}

/* What of a file stays when the power goes. */
static void resolve(struct disk *d, struct node *f)
{
    uint64_t lengths = 0;
    for (size_t i = 0; i < f->n; i++)
        lengths += f->changes[i].length;
    uint64_t kept = disk_random(d, lengths + 1);
    int64_t len = f->disk.len;
    for (size_t i = 0; i < f->n; i++) {
        const struct change *c = &f->changes[i];
        if (c->length) {
            if (kept == 0)
                continue;
            kept--;
            if (c->at < len)
                bytes_set_len(&f->disk, c->at); /* what lay behind the end is gone, also if the file grows again */
            len = c->at;
        } else if (disk_random(d, 2)) {
            bytes_room(&f->disk, c->at + DISK_PIECE);
            memcpy(f->disk.s + c->at, c->data, DISK_PIECE);
        }
    }
    bytes_room(&f->disk, len);
    bytes_set_len(&f->disk, len);
    bytes_copy(&f->live, &f->disk);
    f->n = 0;
}

/* --- names ------------------------------------------------------------------------------------------------------ */

static struct entry *entry_find(const struct disk *d, const char *name)
{
    for (size_t i = 0; i < d->n; i++) {
        if (strcmp(d->entries[i].name, name) == 0)
            return &d->entries[i];
    }
    return NULL;
}

static void version_add(struct entry *e, struct node *f)
{
    if (e->n == e->cap) {
        e->cap = e->cap * 2 + 4;
        e->versions = grow(e->versions, e->cap * sizeof *e->versions);
    }
    e->versions[e->n++] = f;
}

/* Version i is the only one from now on. */
static void version_settle(struct entry *e, size_t i)
{
    e->versions[0] = e->versions[i];
    e->n = 1;
}

struct node *disk_find(const struct disk *d, const char *name)
{
    const struct entry *e = entry_find(d, name);
    return e ? e->versions[e->n - 1] : NULL;
}

struct node *disk_create(struct disk *d, const char *name)
{
    struct node *f = calloc(1, sizeof *f);
    if (!f)
        abort();
    f->next = d->nodes;
    d->nodes = f;
    if (!name)
        return f;
    struct entry *e = entry_find(d, name);
    if (!e) {
        if (d->n == d->cap) {
            d->cap = d->cap * 2 + 8;
            d->entries = grow(d->entries, d->cap * sizeof *d->entries);
        }
        e = &d->entries[d->n++];
        *e = (struct entry){.name = strdup(name)};
        if (!e->name)
            abort();
        version_add(e, NULL);
    }
    version_add(e, f);
    return f;
}

void disk_delete(struct disk *d, const char *name)
{
    struct entry *e = entry_find(d, name);
    if (e && e->versions[e->n - 1])
        version_add(e, NULL);
}

static size_t folder_len(const char *name)
{
    const char *slash = strrchr(name, '/');
    return slash ? (size_t)(slash - name) : 0;
}

void disk_sync_folder(struct disk *d, const char *name)
{
    size_t len = folder_len(name);
    for (size_t i = 0; i < d->n; i++) {
        struct entry *e = &d->entries[i];
        if (folder_len(e->name) == len && memcmp(e->name, name, len) == 0)
            version_settle(e, e->n - 1);
    }
    disk_sweep(d);
}

void disk_sync(struct disk *d, struct node *f)
{
    bytes_copy(&f->disk, &f->live);
    f->n = 0;
    for (size_t i = 0; i < d->n; i++) {
        struct entry *e = &d->entries[i];
        if (e->versions[e->n - 1] == f)
            version_settle(e, e->n - 1);
    }
}

static bool named(const struct disk *d, const struct node *f)
{
    for (size_t i = 0; i < d->n; i++) {
        for (size_t k = 0; k < d->entries[i].n; k++) {
            if (d->entries[i].versions[k] == f)
                return true;
        }
    }
    return false;
}

void disk_sweep(struct disk *d)
{
    for (struct node **at = &d->nodes; *at;) {
        struct node *f = *at;
        if (f->handles > 0 || named(d, f)) {
            at = &f->next;
            continue;
        }
        *at = f->next;
        free(f->live.s);
        free(f->disk.s);
        free(f->changes);
        free(f);
    }
}

/* --- the whole -------------------------------------------------------------------------------------------------- */

void disk_init(struct disk *d, uint64_t seed)
{
    *d = (struct disk){.random = seed};
}

void disk_lose_power(struct disk *d)
{
    for (size_t i = 0; i < d->n; i++)
        version_settle(&d->entries[i], (size_t)disk_random(d, d->entries[i].n));
    disk_sweep(d);
    for (struct node *f = d->nodes; f; f = f->next)
        resolve(d, f);
}

void disk_release(struct disk *d)
{
    for (size_t i = 0; i < d->n; i++) {
        free(d->entries[i].name);
        free(d->entries[i].versions);
    }
    free(d->entries);
    d->n = 0;
    d->entries = NULL;
    for (struct node *f = d->nodes; f; f = f->next)
        f->handles = 0;
    disk_sweep(d);
}
