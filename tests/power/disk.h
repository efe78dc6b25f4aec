/* disk.h: a disk in memory that can lose its power.
 *
 * Every file has what programs see (live) and what is safe (disk), and between them the list of changes that no sync
 * has confirmed. When the power goes (doc/reliability.md, "Power cuts"),
 *   - every unconfirmed piece of 512 bytes is kept or dropped for itself, so a write may be torn and writes may
 * overtake each other; of a piece written several times any version may be the one that stays;
 *   - of a file's unconfirmed changes of length the first few stay, in their order (a filesystem keeps those in order);
 *   - of a name's unconfirmed creations and deletions the first few stay, so a deletion may be undone.
 * Syncing a file confirms its contents, its length and, as ext4 does, the name it was created under; it does not
 * confirm that another name was deleted. Syncing a folder confirms all names in it. What stays is decided by a seeded
 * generator: the same seed and the same operations give the same disk. One thread; out of memory aborts.
 */
#ifndef PEERLOOM_TESTS_POWER_DISK_H
#define PEERLOOM_TESTS_POWER_DISK_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

enum { DISK_PIECE = 512 };

struct bytes {
    unsigned char *s; /* zero from len to cap */
    int64_t len, cap;
};

struct change {
    bool length; /* a change of length to `at`, otherwise the piece that begins at `at` */
    int64_t at;
    unsigned char data[DISK_PIECE];
};

struct node {
    struct bytes live, disk;
    struct change *changes; /* unconfirmed, oldest first */
    size_t n, cap;
    int handles; /* how often it is open; the opener counts */
    struct node *next;

    /* SQLite's locks, for the caller to keep: readers, who holds RESERVED or more, and whether readers must wait */
    int readers;
    const void *writer;
    bool pending;
};

struct entry {
    char *name;
    struct node **versions; /* [0] is confirmed, the last is live; NULL is "no such file" */
    size_t n, cap;
};

struct disk {
    struct node *nodes;
    struct entry *entries;
    size_t n, cap;
    uint64_t random; /* state of the generator */
};

void disk_init(struct disk *d, uint64_t seed);
void disk_release(struct disk *d);

/* Names. disk_create() gives a new empty file under the name (in the place of an older one); a NULL name gives one that
 * no name leads to. disk_delete() of a name that is not there does nothing. */
struct node *disk_find(const struct disk *d, const char *name); /* NULL: no such file */
struct node *disk_create(struct disk *d, const char *name);
void disk_delete(struct disk *d, const char *name);
void disk_sync_folder(struct disk *d, const char *name); /* the folder that holds `name` */

/* Contents. disk_read() gives how many of the n bytes were there. */
int64_t disk_read(const struct node *f, void *to, int64_t n, int64_t at);
void disk_write(struct node *f, const void *from, int64_t n, int64_t at);
void disk_truncate(struct node *f, int64_t len);
void disk_sync(struct disk *d, struct node *f);

/* Forgets files that are neither open nor named. */
void disk_sweep(struct disk *d);

/* The power goes and comes back: what is live is now what stayed. Every file must have been closed. */
void disk_lose_power(struct disk *d);

uint64_t disk_random(struct disk *d, uint64_t below); /* 0 ... below-1 */

#endif
