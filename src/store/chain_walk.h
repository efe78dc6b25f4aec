/* chain_walk.h: the chain of a file: making it and verifying it. Works on an open database and knows nothing of kinds, so
 * that it can be asked about a backup or a file that could not be opened as a workbench. Internal to src/store. */
#ifndef PEERLOOM_STORE_CHAIN_WALK_H
#define PEERLOOM_STORE_CHAIN_WALK_H

#include "store/chain.h"
#include "store/db.h"
#include "store/store.h"

/* A change as it is read from the log. */
struct chain_change {
    struct chain_row row;
    unsigned char stored[CHAIN_SIZE];
    bool has_digest; /* one of the right size, and nothing beside it that contradicts */
    char label[CHANGE_LABEL];
};

/* Reads the change of that number. False: there is none. */
bool chain_read(struct db *db, int64_t site, int64_t seq, struct chain_change *change);
/* The change of the site that comes next after number `seq`. */
bool chain_next(struct db *db, int64_t site, int64_t seq, struct chain_change *change);
bool chain_last(struct db *db, int64_t site, struct chain_change *change);

/* Reads a row of log_site. */
bool chain_read_site(struct db *db, int64_t site, struct chain_site *s);

/* The digest that the change should have after `before`. False if its operations are not as they should be: some are
 * missing, or belong to another change. */
bool chain_compute(struct db *db, const struct chain_change *change, const unsigned char before[CHAIN_SIZE],
                   unsigned char digest[CHAIN_SIZE]);

/* What the change is chained to: the digest of the one before it on its site, or the site's origin. */
bool chain_before(struct db *db, const struct chain_change *change, unsigned char digest[CHAIN_SIZE]);

/* The numbers of all sites, also of those that only a change names; one that others continue comes before them. The caller
 * frees them. */
int64_t *chain_sites(struct db *db, size_t *count);

/* Writes the digest into the change's row. */
enum status chain_keep(struct db *db, const struct chain_row *row, const unsigned char digest[CHAIN_SIZE], struct error *e);

/* Where a chain is broken. */
struct chain_break {
    int64_t site, seq; /* seq 0: something that belongs to no change */
    int64_t at;
    char label[CHANGE_LABEL];
    const char *what; /* in words, translated when shown */
};

struct chain_report {
    size_t changes, operations;
    size_t broken;             /* how many changes do not fit */
    struct chain_break breaks[8]; /* the first of them */
};

/* Verifies the chains of all sites and that the log holds nothing else. Returns OK also when it is broken; ERR_CANCELLED,
 * or what kept it from reading. */
enum status chain_verify(struct db *db, struct chain_report *report, const struct progress *progress, struct error *e);

/* Gives every change of every site its digest anew, in the transaction that is open: after a migration, or after a person
 * has decided what is right. Sites that continue another follow its new digest. */
enum status chain_make(struct db *db, const struct progress *progress, struct error *e);

#endif
