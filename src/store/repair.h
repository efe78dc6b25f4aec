/* repair.h: what repair.c and repair_tables.c share. Internal to src/store. */
#ifndef PEERLOOM_STORE_REPAIR_H
#define PEERLOOM_STORE_REPAIR_H

#include "store/site.h"

struct store_repair {
    struct store *store; /* for titles only */
    struct store work;   /* a connection of its own, in a transaction */
    struct db backup;    /* the newest sound one, its chain verified */
    bool has_backup;
    enum trust trust;
    void (*each)(void *data, const char *line);
    void *data;
    struct repair_report *report;
    unsigned char before[CHAIN_SIZE]; /* what the change at hand is chained to */
    int64_t only; /* the one operation to take from the tables; -1: all */
    size_t put;   /* how many operations the last try took from the tables */
    size_t decided;
};

/* Puts the change with that number as the backup has it in the place of what is there. False if it has none. */
bool repair_copy(struct store_repair *r, int64_t site, int64_t seq);

/* Gives operations of the change the values that the tables hold, where these are about them and differ: the `only`-th such
 * operation, -1 for all. Returns how many were changed. */
size_t repair_from_tables(struct store_repair *r, const struct chain_change *c, int64_t only);

/* Says what the log, the tables and the backup say of each operation of which they say different things. */
void repair_say_all(struct store_repair *r, const struct chain_change *c);

#endif
