/* backup_list.c: the rotating backups in the order of their logs. */
#include <dirent.h>
#include <sodium.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>

#include "base/mem.h"
#include "base/sort.h"
#include "store/backup.h"

/* ---- logs ---- */

#define MARK 16

/* What tells a change from any other that may have its number in another history. False if it is not there. */
static bool change_mark(struct db *db, int64_t site, int64_t seq, unsigned char mark[MARK])
{
    sqlite3_stmt *stmt =
        db_prepare(db, "SELECT c.operations, c.at, c.role, o.verb, o.record, o.field, o.value FROM log_change "
                       "c LEFT JOIN log_op o ON o.site = c.site AND o.seq = c.seq WHERE c.site = :site AND "
                       "c.seq = :seq");
    if (!stmt)
        return false;
    db_number(stmt, ":site", site);
    db_number(stmt, ":seq", seq);
    bool found = sqlite3_step(stmt) == SQLITE_ROW;
    crypto_generichash_state state;
    crypto_generichash_init(&state, NULL, 0, MARK);
    for (int i = 0; found && i < sqlite3_column_count(stmt); i++) {
        const char *text = db_column(stmt, i);
        crypto_generichash_update(&state, (const unsigned char *)text, strlen(text) + 1);
    }
    crypto_generichash_final(&state, mark, MARK);
    sqlite3_reset(stmt);
    return found;
}

static bool same_change(struct db *a, struct db *b, int64_t site, int64_t seq)
{
    unsigned char here[MARK], there[MARK];
    return change_mark(a, site, seq, here) && change_mark(b, site, seq, there) && memcmp(here, there, MARK) == 0;
}

/* The last change of a site up to `seq`, 0 if there is none. */
static int64_t change_before(struct db *db, int64_t site, int64_t seq)
{
    sqlite3_stmt *stmt = db_prepare(db, "SELECT max(seq) FROM log_change WHERE site = :site AND seq <= :seq");
    if (!stmt)
        return 0;
    db_number(stmt, ":site", site);
    db_number(stmt, ":seq", seq);
    int64_t found = sqlite3_step(stmt) == SQLITE_ROW ? sqlite3_column_int64(stmt, 0) : 0;
    sqlite3_reset(stmt);
    return found;
}

#define REACH                                                                                                          \
    "SELECT total(n) FROM (SELECT (SELECT c.seq + c.operations - 1 FROM log_change c WHERE c.site = s.site ORDER BY "  \
    "c.seq DESC LIMIT 1) AS n FROM log_site s)"

int64_t backup_reach(struct db *db)
{
    return db_value(db, "PRAGMA application_id", 0) == DB_APPLICATION_ID ? db_value(db, REACH, -1) : -1;
}

/* How many operations of a site's log the two have in common, from the first one on. Histories that parted stay parted,
 * so the last common change is found by halving. */
static int64_t shared_of_site(struct db *log, struct db *other, int64_t site)
{
    int64_t last = change_before(log, site, INT64_MAX), low = 0, high = last;
    if (last && same_change(log, other, site, last)) /* nearly always */
        return last;
    while (low < high) { /* the last common change is in [low, high) */
        int64_t middle = change_before(log, site, low + (high - low) / 2);
        if (middle > low && same_change(log, other, site, middle))
            low = middle;
        else if (middle > low)
            high = middle;
        else if (high - low > 1)
            low += (high - low) / 2; /* no change begins between them */
        else
            break;
    }
    return change_before(log, site, low);
}

/* Is all of `log` in `other`? *shared is how much of it is, in operations. */
static bool contains(struct db *other, struct db *log, int64_t *shared)
{
    bool all = true;
    *shared = 0;
    sqlite3_stmt *sites;
    if (sqlite3_prepare_v2(log->sqlite, "SELECT site FROM log_site", -1, &sites, NULL) != SQLITE_OK)
        return false;
    while (sqlite3_step(sites) == SQLITE_ROW) {
        int64_t site = sqlite3_column_int64(sites, 0), last = change_before(log, site, INT64_MAX);
        int64_t common = shared_of_site(log, other, site);
        *shared += common;
        all &= common == last;
    }
    sqlite3_finalize(sites);
    return all;
}

/* ---- the folder ---- */

#define PREFIX "backup-"
#define FEWEST_DIGITS 6
#define MOST_DIGITS 15

void backup_name(const struct backup_list *list, int64_t number, struct buf *out)
{
    char stamp[STAMP_SIZE];
    care_stamp(stamp);
    buf_addf(out, "%s/" PREFIX "%0*lld-%s.db", list->folder.s, FEWEST_DIGITS, (long long)number, stamp);
}

/* 20180131T140203Z.db: the day in it. */
static bool read_stamp(const char *name, long *day)
{
    char text[DATE_SIZE];
    if (strlen(name) != CARE_STAMP + 3 || strcmp(name + CARE_STAMP, ".db") != 0 || name[8] != 'T' || name[15] != 'Z')
        return false;
    if (strspn(name, "0123456789") != 8 || strspn(name + 9, "0123456789") != 6)
        return false;
    snprintf(text, sizeof text, "%.4s-%.2s-%.2s", name, name + 4, name + 6);
    *day = date_days_between("1970-01-01", text);
    return true;
}

/* Is this one of ours: backup-000042-20180131T140203Z.db, or as they were before there were numbers? */
static bool read_name(const char *name, struct backup *b)
{
    *b = (struct backup){0};
    if (strncmp(name, PREFIX, strlen(PREFIX)) != 0)
        return read_stamp(name, &b->day);
    name += strlen(PREFIX);
    size_t digits = strspn(name, "0123456789");
    if (digits < FEWEST_DIGITS || digits > MOST_DIGITS || name[digits] != '-')
        return false;
    b->number = strtoll(name, NULL, 10);
    return read_stamp(name + digits + 1, &b->day);
}

static void list_names(struct backup_list *list)
{
    DIR *dir = opendir(list->folder.s);
    struct stat st;
    for (struct dirent *entry; dir && (entry = readdir(dir));) {
        struct backup b;
        struct buf path = BUF_INIT;
        if (!read_name(entry->d_name, &b))
            continue;
        buf_addf(&path, "%s/%s", list->folder.s, entry->d_name);
        b.path = buf_take(&path);
        b.size = lstat(b.path, &st) == 0 ? (int64_t)st.st_size : 0;
        GROW(list->items, list->count + 1, list->cap);
        list->items[list->count++] = b;
        if (b.number > list->number)
            list->number = b.number;
    }
    if (dir)
        closedir(dir);
}

/* ---- the order ---- */

/* A name that is not as it should be, or a date, never comes before what the logs say: it only decides between equals.
 */
static int more_first(const void *a, const void *b)
{
    const struct backup *x = a, *y = b;
    if (x->readable != y->readable)
        return x->readable ? -1 : 1;
    if (x->reach != y->reach)
        return x->reach > y->reach ? -1 : 1;
    if (x->number != y->number)
        return x->number > y->number ? -1 : 1;
    return -strcmp(x->path, y->path);
}

/* Was x written after y, as far as their names tell? */
static bool written_later(const struct backup *x, const struct backup *y)
{
    if (x->number != y->number)
        return x->number > y->number;
    return x->day != y->day ? x->day > y->day : x->reach > y->reach;
}

/* Reads the logs: of each backup, how far it goes and whether it is a part of `live`. False if `live` cannot be read.
 */
static bool compare_logs(struct backup_list *list, struct db *live)
{
    bool known = live && backup_reach(live) >= 0;
    for (size_t i = 0; i < list->count; i++) {
        struct backup *b = &list->items[i];
        struct db db;
        if (db_open(&db, b->path, DB_READ_ONLY, NULL) != OK)
            continue;
        b->reach = backup_reach(&db);
        b->readable = b->reach >= 0;
        if (b->readable && known) {
            b->aside = !contains(live, &db, &b->shared);
            int error = sqlite3_errcode(live->sqlite) & 0xff;
            known = error != SQLITE_CORRUPT && error != SQLITE_NOTADB && error != SQLITE_IOERR;
        }
        db_close(&db);
    }
    return known;
}

/* The backup whose history stands for the workbench that cannot be read: the one written last, or the longest one that
 * contains it. The items go from the longest log to the shortest. */
static bool open_last_written(const struct backup_list *list, struct db *last)
{
    size_t best = list->count;
    for (size_t i = 0; i < list->count && list->items[i].readable; i++)
        if (best == list->count || written_later(&list->items[i], &list->items[best]))
            best = i;
    if (best == list->count || db_open(last, list->items[best].path, DB_READ_ONLY, NULL) != OK)
        return false;
    for (size_t i = 0; i < best; i++) {
        struct db other;
        int64_t shared;
        if (db_open(&other, list->items[i].path, DB_READ_ONLY, NULL) != OK)
            continue;
        if (contains(&other, last, &shared)) {
            db_close(last);
            *last = other;
            return true;
        }
        db_close(&other);
    }
    return true;
}

/* Where a backup that is aside stands among the `own` ones in front of the array: after all that were written later.
 * Its number tells; without one, all that goes on from where its history left this workbench's was written later. */
static size_t place_of(const struct backup *b, const struct backup *own, size_t count)
{
    size_t place = 0;
    for (int64_t number = INT64_MAX; place < count; place++) {
        number = own[place].number < number ? own[place].number : number; /* never more than that of a newer one */
        if (b->number ? number <= b->number : own[place].reach <= b->shared)
            break;
    }
    return place;
}

static void put_aside_in_order(struct backup_list *list)
{
    struct backup *sorted = xcalloc(list->count + 1, sizeof *sorted);
    size_t own = 0, *place = xcalloc(list->count + 1, sizeof *place), n = 0;
    for (size_t i = 0; i < list->count; i++) /* own ones first, in their order */
        if (list->items[i].readable && !list->items[i].aside)
            sorted[own++] = list->items[i];
    for (size_t i = 0; i < list->count; i++)
        place[i] = list->items[i].aside ? place_of(&list->items[i], sorted, own) : SIZE_MAX;
    struct backup *out = xcalloc(list->count + 1, sizeof *out);
    for (size_t at = 0; at <= own; at++) {
        size_t first = n;
        for (size_t i = 0; i < list->count; i++) {
            if (place[i] != at)
                continue;
            size_t to = n++;
            for (; to > first && written_later(&list->items[i], &out[to - 1]); to--)
                out[to] = out[to - 1];
            out[to] = list->items[i];
        }
        if (at < own)
            out[n++] = sorted[at];
    }
    for (size_t i = 0; i < list->count; i++)
        if (!list->items[i].readable)
            out[n++] = list->items[i];
    memcpy(list->items, out, list->count * sizeof *out);
    free(out);
    free(place);
    free(sorted);
}

void backup_list_read(struct backup_list *list, const char *path, struct db *live)
{
    struct db last;
    *list = (struct backup_list){0};
    buf_addf(&list->folder, "%s.backups", path);
    list_names(list);
    bool known = compare_logs(list, live);
    if (list->count)
        sort_stable(list->items, list->count, sizeof *list->items, more_first);
    if (!known && open_last_written(list, &last)) {
        compare_logs(list, &last);
        db_close(&last);
    }
    if (list->count)
        put_aside_in_order(list);
}

void backup_list_add(struct backup_list *list, const char *path, int64_t reach)
{
    struct backup b;
    struct stat st;
    read_name(strrchr(path, '/') + 1, &b);
    b.path = xstrdup(path);
    b.size = lstat(path, &st) == 0 ? (int64_t)st.st_size : 0;
    b.reach = reach;
    b.readable = true;
    GROW(list->items, list->count + 1, list->cap);
    memmove(list->items + 1, list->items, list->count * sizeof *list->items);
    list->items[0] = b;
    list->count++;
}

struct backup *backup_newest(struct backup_list *list)
{
    for (size_t i = 0; i < list->count; i++)
        if (list->items[i].readable && !list->items[i].aside)
            return &list->items[i];
    return NULL;
}

void backup_list_release(struct backup_list *list)
{
    for (size_t i = 0; i < list->count; i++)
        free(list->items[i].path);
    free(list->items);
    buf_release(&list->folder);
}
