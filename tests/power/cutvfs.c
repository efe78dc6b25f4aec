/* cutvfs.c: see cutvfs.h. The callbacks of a sqlite3_vfs and its sqlite3_io_methods over disk.c
 * (https://sqlite.org/vfs.html; sqlite3.h, "OS Interface Object"). */
#include "power/cutvfs.h"

#include <errno.h>
#include <sqlite3.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "power/disk.h"

struct cutvfs {
    sqlite3_vfs vfs;
    sqlite3_vfs *system; /* for the clock and for randomness */
    struct disk disk;
    unsigned long ops, cut_at; /* cut_at 0: never */
    bool cut;
    unsigned life; /* one more with every power cut: a file of an earlier life is of no use */
};

struct file {
    sqlite3_file base; /* first: SQLite sees only this */
    struct cutvfs *v;
    struct node *node; /* NULL once the power was cut under it */
    unsigned life;
    int lock;
    char *delete_on_close; /* or NULL */
};

static bool dead(const struct file *f)
{
    return f->v->cut || f->life != f->v->life;
}

/* Counts an operation that changes the disk; true if the power goes at it. */
static bool goes_out(struct cutvfs *v)
{
    v->ops++;
    v->cut = v->cut_at > 0 && v->ops >= v->cut_at;
    return v->cut;
}

/* --- an open file ----------------------------------------------------------------------------------------------- */

static int file_unlock(sqlite3_file *base, int level)
{
    struct file *f = (struct file *)base;
    if (f->life != f->v->life || level >= f->lock)
        return SQLITE_OK;
    if (f->node->writer == f) {
        f->node->writer = NULL;
        f->node->pending = false;
    }
    if (level == SQLITE_LOCK_NONE)
        f->node->readers--;
    f->lock = level;
    return SQLITE_OK;
}

static int file_lock(sqlite3_file *base, int level)
{
    struct file *f = (struct file *)base;
    if (dead(f))
        return SQLITE_IOERR;
    if (f->lock >= level)
        return SQLITE_OK;
    struct node *n = f->node;
    if (level == SQLITE_LOCK_SHARED) {
        if (n->pending)
            return SQLITE_BUSY;
        n->readers++;
    } else {
        if (n->writer && n->writer != f)
            return SQLITE_BUSY;
        n->writer = f;
        if (level == SQLITE_LOCK_EXCLUSIVE) {
            n->pending = true;
            if (n->readers > 1) {
                f->lock = SQLITE_LOCK_PENDING;
                return SQLITE_BUSY;
            }
        }
    }
    f->lock = level;
    return SQLITE_OK;
}

static int file_check_reserved(sqlite3_file *base, int *held)
{
    struct file *f = (struct file *)base;
    *held = !dead(f) && f->node->writer != NULL;
    return dead(f) ? SQLITE_IOERR : SQLITE_OK;
}

static int file_close(sqlite3_file *base)
{
    struct file *f = (struct file *)base;
    file_unlock(base, SQLITE_LOCK_NONE);
    if (f->life == f->v->life) {
        f->node->handles--;
        if (f->delete_on_close && !f->v->cut)
            disk_delete(&f->v->disk, f->delete_on_close);
        disk_sweep(&f->v->disk);
    }
    free(f->delete_on_close);
    return SQLITE_OK;
}

static int file_read(sqlite3_file *base, void *to, int n, sqlite3_int64 at)
{
    struct file *f = (struct file *)base;
    if (dead(f))
        return SQLITE_IOERR;
    int64_t there = disk_read(f->node, to, n, at);
    if (there == n)
        return SQLITE_OK;
    memset((char *)to + there, 0, (size_t)(n - there));
    return SQLITE_IOERR_SHORT_READ;
}

static int file_write(sqlite3_file *base, const void *from, int n, sqlite3_int64 at)
{
    struct file *f = (struct file *)base;
    if (dead(f))
        return SQLITE_IOERR;
    bool out = goes_out(f->v);
    disk_write(f->node, from, n, at);
    return out ? SQLITE_IOERR : SQLITE_OK;
}

static int file_truncate(sqlite3_file *base, sqlite3_int64 len)
{
    struct file *f = (struct file *)base;
    if (dead(f))
        return SQLITE_IOERR;
    bool out = goes_out(f->v);
    disk_truncate(f->node, len);
    return out ? SQLITE_IOERR : SQLITE_OK;
}

static int file_sync(sqlite3_file *base, int flags)
{
    struct file *f = (struct file *)base;
    (void)flags;
    if (dead(f) || goes_out(f->v))
        return SQLITE_IOERR; /* cut in the middle of it: any part may have reached the disk */
    disk_sync(&f->v->disk, f->node);
    return SQLITE_OK;
}

static int file_size(sqlite3_file *base, sqlite3_int64 *size)
{
    struct file *f = (struct file *)base;
    if (dead(f))
        return SQLITE_IOERR;
    *size = f->node->live.len;
    return SQLITE_OK;
}

static int file_control(sqlite3_file *base, int op, void *arg)
{
    (void)base, (void)op, (void)arg;
    return SQLITE_NOTFOUND;
}

/* As the system's VFS says on Linux, so that SQLite takes the same path here as there. */
static int file_sector_size(sqlite3_file *base)
{
    (void)base;
    return 4096;
}

static int file_characteristics(sqlite3_file *base)
{
    (void)base;
    return SQLITE_IOCAP_POWERSAFE_OVERWRITE;
}

static const sqlite3_io_methods methods = {
    .iVersion = 1,
    .xClose = file_close,
    .xRead = file_read,
    .xWrite = file_write,
    .xTruncate = file_truncate,
    .xSync = file_sync,
    .xFileSize = file_size,
    .xLock = file_lock,
    .xUnlock = file_unlock,
    .xCheckReservedLock = file_check_reserved,
    .xFileControl = file_control,
    .xSectorSize = file_sector_size,
    .xDeviceCharacteristics = file_characteristics,
};

/* --- the file system -------------------------------------------------------------------------------------------- */

static int vfs_open(sqlite3_vfs *vfs, const char *name, sqlite3_file *base, int flags, int *out_flags)
{
    struct cutvfs *v = vfs->pAppData;
    struct file *f = (struct file *)base;
    memset(f, 0, sizeof *f); /* no methods: nothing to close if this fails */
    if (v->cut)
        return SQLITE_IOERR;
    struct node *n = name ? disk_find(&v->disk, name) : NULL;
    if (n ? (flags & SQLITE_OPEN_EXCLUSIVE) != 0 : name && !(flags & SQLITE_OPEN_CREATE))
        return SQLITE_CANTOPEN;
    if (!n)
        n = disk_create(&v->disk, name);
    if (name && (flags & SQLITE_OPEN_DELETEONCLOSE)) {
        f->delete_on_close = strdup(name);
        if (!f->delete_on_close)
            abort();
    }
    f->base.pMethods = &methods;
    f->v = v;
    f->node = n;
    f->life = v->life;
    n->handles++;
    if (out_flags)
        *out_flags = flags;
    return SQLITE_OK;
}

static int vfs_delete(sqlite3_vfs *vfs, const char *name, int sync_folder)
{
    struct cutvfs *v = vfs->pAppData;
    if (v->cut)
        return SQLITE_IOERR;
    if (!disk_find(&v->disk, name))
        return SQLITE_IOERR_DELETE_NOENT;
    bool out = goes_out(v);
    disk_delete(&v->disk, name);
    if (out)
        return SQLITE_IOERR;
    if (sync_folder)
        disk_sync_folder(&v->disk, name);
    return SQLITE_OK;
}

/* An empty file does not count as there, as in the system's VFS. */
static int vfs_access(sqlite3_vfs *vfs, const char *name, int flags, int *result)
{
    struct cutvfs *v = vfs->pAppData;
    const struct node *n = disk_find(&v->disk, name);
    *result = n && (flags != SQLITE_ACCESS_EXISTS || n->live.len > 0);
    return v->cut ? SQLITE_IOERR : SQLITE_OK;
}

static int vfs_full_pathname(sqlite3_vfs *vfs, const char *name, int size, char *out)
{
    (void)vfs;
    int n = snprintf(out, (size_t)size, "%s%s", name[0] == '/' ? "" : "/virtual/", name);
    return n < size ? SQLITE_OK : SQLITE_CANTOPEN;
}

static int vfs_randomness(sqlite3_vfs *vfs, int n, char *out)
{
    struct cutvfs *v = vfs->pAppData;
    return v->system->xRandomness(v->system, n, out);
}

static int vfs_sleep(sqlite3_vfs *vfs, int microseconds)
{
    (void)vfs;
    return microseconds; /* nobody else works on this disk meanwhile: waiting changes nothing */
}

static int vfs_current_time(sqlite3_vfs *vfs, double *now)
{
    struct cutvfs *v = vfs->pAppData;
    return v->system->xCurrentTime(v->system, now);
}

static int vfs_last_error(sqlite3_vfs *vfs, int n, char *out)
{
    (void)vfs, (void)n, (void)out;
    return 0;
}

struct cutvfs *cutvfs_new(uint64_t seed)
{
    struct cutvfs *v = calloc(1, sizeof *v);
    if (!v)
        abort();
    v->system = sqlite3_vfs_find(NULL);
    disk_init(&v->disk, seed);
    v->vfs = (sqlite3_vfs){
        .iVersion = 1,
        .szOsFile = sizeof(struct file),
        .mxPathname = 512,
        .zName = "cut",
        .pAppData = v,
        .xOpen = vfs_open,
        .xDelete = vfs_delete,
        .xAccess = vfs_access,
        .xFullPathname = vfs_full_pathname,
        .xRandomness = vfs_randomness,
        .xSleep = vfs_sleep,
        .xCurrentTime = vfs_current_time,
        .xGetLastError = vfs_last_error,
    };
    if (!v->system || sqlite3_vfs_register(&v->vfs, 1) != SQLITE_OK)
        abort();
    return v;
}

void cutvfs_free(struct cutvfs *v)
{
    if (!v)
        return;
    sqlite3_vfs_unregister(&v->vfs);
    sqlite3_vfs_register(v->system, 1);
    disk_release(&v->disk);
    free(v);
}

void cutvfs_cut_after(struct cutvfs *v, unsigned long n)
{
    v->cut_at = n ? v->ops + n : 0;
}

unsigned long cutvfs_ops(const struct cutvfs *v)
{
    return v->ops;
}

bool cutvfs_is_cut(const struct cutvfs *v)
{
    return v->cut;
}

void cutvfs_power_on(struct cutvfs *v)
{
    for (struct node *n = v->disk.nodes; n; n = n->next) {
        n->handles = n->readers = 0;
        n->writer = NULL;
        n->pending = false;
    }
    disk_lose_power(&v->disk);
    v->life++;
    v->cut = false;
    v->cut_at = 0;
}

bool cutvfs_export(const struct cutvfs *v, const char *name, const char *path)
{
    const struct node *n = disk_find(&v->disk, name);
    if (!n) {
        errno = ENOENT;
        return false;
    }
    FILE *out = fopen(path, "wbe");
    if (!out)
        return false;
    bool whole = n->live.len == 0 || fwrite(n->live.s, (size_t)n->live.len, 1, out) == 1;
    return fclose(out) == 0 && whole;
}

bool cutvfs_import(struct cutvfs *v, const char *path, const char *name)
{
    char piece[4096];
    FILE *in = fopen(path, "rbe");
    if (!in)
        return false;
    struct node *n = disk_create(&v->disk, name);
    for (size_t got; (got = fread(piece, 1, sizeof piece, in)) > 0;)
        disk_write(n, piece, (int64_t)got, n->live.len);
    bool whole = !ferror(in);
    fclose(in);
    disk_sync(&v->disk, n);
    return whole;
}
