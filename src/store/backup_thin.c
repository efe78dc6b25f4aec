/* backup_thin.c: which of the rotating backups stay (doc/reliability.md, "Backups"). */
#include <limits.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "base/mem.h"
#include "store/backup.h"

/* ---- days ---- */

#define LONGEST_PAUSE 400 /* days between two backups; more than that is a clock that was set */

/* Marks the most days that fit together, none before that of an older backup: all others come from a clock that was
 * wrong. A longest falling subsequence (Schensted 1961), by the plain quadratic way: there are some forty. */
static void mark_believed(const struct backup_list *list, bool *believed)
{
    size_t n = list->count, best = 0;
    size_t *length = xcalloc(n + 1, sizeof *length), *next = xcalloc(n + 1, sizeof *next);
    for (size_t i = n; i-- > 0;) {
        next[i] = n;
        for (size_t j = i + 1; j < n; j++)
            if (list->items[j].day <= list->items[i].day && length[j] > length[i]) {
                length[i] = length[j];
                next[i] = j;
            }
        length[i]++;
        if (length[i] >= length[best])
            best = i;
    }
    for (size_t i = best; i < n; i = next[i])
        believed[i] = true;
    free(length);
    free(next);
}

/* Days from one backup to the next newer one; 0 if that cannot be. */
static long step(const struct backup_list *list, size_t older)
{
    long days = list->items[older - 1].day - list->items[older].day;
    return days >= 0 && days <= LONGEST_PAUSE ? days : 0;
}

void backup_days(const struct backup_list *list, long *days)
{
    size_t n = list->count, oldest = 0;
    bool *believed = xcalloc(n + 1, sizeof *believed);
    long *most = xcalloc(n + 1, sizeof *most); /* the day of the next newer one that is believed */
    mark_believed(list, believed);
    for (size_t i = 0; i < n; i++) {
        most[i] = believed[i] ? list->items[i].day : i > 0 ? most[i - 1] : LONG_MAX;
        oldest = believed[i] ? i : oldest;
    }
    for (size_t i = oldest; i < n; i++) /* from the oldest one that is believed into the past */
        days[i] = i == oldest ? list->items[i].day : days[i - 1] - step(list, i);
    for (size_t i = oldest; i-- > 0;) { /* and towards now */
        days[i] = days[i + 1] + step(list, i + 1);
        if (believed[i] || days[i] > most[i])
            days[i] = most[i];
    }
    free(most);
    free(believed);
}

/* ---- what stays ---- */

enum rule { LAST, DAYS, WEEKS, MONTHS };

static long period(enum rule rule, size_t i, const long *days)
{
    char stamp[STAMP_SIZE];
    moment_stamp((int64_t)days[i] * 86400000, stamp);
    return rule == LAST    ? (long)i
           : rule == DAYS  ? days[i]
           : rule == WEEKS ? (days[i] + 3) / 7 /* from Monday on */
                           : atol(stamp) * 12 + atol(stamp + 5);
}

/* The newest of each period. What is aside does not use up the number: while it is young enough it stays as well, so
 * that whoever brought back an old backup by mistake still finds the work left behind. */
static void mark_kept(const struct backup_list *list, enum rule rule, int most, const long *days, bool *keep)
{
    int kept = 0;
    for (size_t i = 0; i < list->count && kept < most; i++) {
        const struct backup *b = &list->items[i];
        bool first = i == 0 || b->aside != b[-1].aside || period(rule, i, days) != period(rule, i - 1, days);
        keep[i] |= first && b->readable;
        kept += first && b->readable && !b->aside;
    }
}

static void remove_marked(struct backup_list *list, const bool *keep)
{
    size_t n = 0;
    for (size_t i = 0; i < list->count; i++) {
        struct backup *b = &list->items[i];
        if (keep[i] || unlink(b->path) != 0) {
            list->items[n++] = *b;
            continue;
        }
        free(b->path);
    }
    list->count = n;
}

/* ---- the room they take ---- */

static bool sound(const char *path)
{
    struct check_report report = {0};
    struct db db;
    if (db_open(&db, path, DB_READ_ONLY, NULL) != OK)
        return false;
    check_pages(&db, true, &report, NULL, NULL);
    db_close(&db);
    return report.file_sound;
}

/* Where the second of the two newest sound ones stands: from there on one may be removed. */
static size_t end_of_newest_two(const struct backup_list *list)
{
    size_t i = 0;
    for (int good = 0; i < list->count && good < 2; i++)
        good += list->items[i].readable && !list->items[i].aside && sound(list->items[i].path);
    return i;
}

static size_t thin_to_size(struct backup_list *list, int64_t most)
{
    bool *keep = xcalloc(list->count + 1, sizeof *keep);
    size_t removed = 0, i = list->count;
    int64_t taken = 0;
    for (size_t j = 0; j < list->count; j++) {
        taken += list->items[j].readable ? list->items[j].size : 0;
        keep[j] = true;
    }
    for (size_t stays = taken > most ? end_of_newest_two(list) : i; i > stays && taken > most; i--)
        if (list->items[i - 1].readable) {
            keep[i - 1] = false;
            taken -= list->items[i - 1].size;
            removed++;
        }
    remove_marked(list, keep);
    free(keep);
    return removed;
}

size_t backup_thin(struct backup_list *list, int64_t most)
{
    static const int numbers[] = {[LAST] = 5, [DAYS] = 12, [WEEKS] = 10, [MONTHS] = 9};
    long *days = xcalloc(list->count + 1, sizeof *days);
    bool *keep = xcalloc(list->count + 1, sizeof *keep);
    struct backup_list readable = *list;
    while (readable.count > 0 && !readable.items[readable.count - 1].readable)
        readable.count--;
    backup_days(&readable, days);
    for (size_t i = readable.count; i < list->count; i++)
        keep[i] = true; /* whatever they are, they are not for us to remove */
    for (enum rule rule = LAST; rule <= MONTHS; rule++)
        mark_kept(&readable, rule, numbers[rule], days, keep);
    remove_marked(list, keep);
    free(days);
    free(keep);
    return thin_to_size(list, most);
}
