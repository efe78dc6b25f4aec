/* backup.h: the rotating backups of a workbench as a list, and which of them stay. Internal to src/store.
 *
 * Backups are ordered by the log that each of them holds: what contains more of this workbench's history is newer. No
 * clock decides. A workbench may have been brought back from an older backup: copies of what came after that are aside.
 * They have their place in the order in which all were written, but none of them is ever the newest.
 */
#ifndef PEERLOOM_STORE_BACKUP_H
#define PEERLOOM_STORE_BACKUP_H

#include "store/internal.h"

struct backup {
    char *path;
    int64_t number; /* in its name: each one written gets a higher one; 0: written by a program that gave none */
    int64_t size;   /* bytes */
    long day;       /* of its name, in days since 1970 */
    int64_t reach;  /* how many operations its log holds */
    int64_t shared; /* how many of these this workbench's log holds too; looked up only where it decides */
    bool readable;  /* else it is left alone: not counted, not removed */
    bool aside;     /* its log is not part of this workbench's log */
};

struct backup_list {
    struct buf folder;
    struct backup *items; /* newest first; what is not readable comes last */
    size_t count, cap;
    int64_t number; /* the highest one in a name */
};

/* Reads the folder of backups of the workbench `path`. `live` is its open database; NULL when it cannot be read: then
 * the history is that of the backup written last. */
void backup_list_read(struct backup_list *list, const char *path, struct db *live);
void backup_list_release(struct backup_list *list);
/* Puts in front the backup that was just written. */
void backup_list_add(struct backup_list *list, const char *path, int64_t reach);
/* The newest of this workbench's own history; NULL if there is none. */
struct backup *backup_newest(struct backup_list *list);

/* The path of the backup numbered `number` that is written now. */
void backup_name(const struct backup_list *list, int64_t number, struct buf *out);

/* How many operations a log holds; -1 if it cannot be read. */
int64_t backup_reach(struct db *db);

/* Days on which the backups count as made, in `days`: those in their names, but where the clock was wrong they are put
 * between those of their neighbours. */
void backup_days(const struct backup_list *list, long *days);

/* Removes what the rule does not keep (the last 5, 12 daily, 10 weekly, 9 monthly), and then the oldest while all
 * together take more than `most` bytes: never the two newest sound ones. Returns how many went for the second reason.
 */
size_t backup_thin(struct backup_list *list, int64_t most);

#endif
