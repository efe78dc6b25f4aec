/* forget.h: taking a person out of a workbench and its copies for good.
 *
 * Nothing else removes what was once saved. Every operation about the person's record and about records that belong to it
 * becomes a tombstone that keeps its leaf (chain.h), so that the chain of digests still holds and a merge, which unites logs
 * by site and number, cannot bring the text back: where one of two logs has a tombstone, the tombstone counts. Labels of the
 * changes concerned and local rows that hold the name or an id go, too. References in others' records stay in the log, as
 * ids that name nobody. Internal to src/store; store.h has the face (store_purge). */
#ifndef PEERLOOM_STORE_FORGET_H
#define PEERLOOM_STORE_FORGET_H

#include "base/dict.h"
#include "store/internal.h"

struct forgetting {
    struct store *store;
    const struct kind *kind;
    char id[ID_SIZE];
    struct dict ids;       /* of the record and all that belongs or belonged to it */
    struct buf names;      /* folded: all values that the title's fields ever had, NUL behind each, one more behind each field's */
    struct forget_report *report;
};

/* Finds what the log holds about the record. Release it in any case. */
enum status forget_gather(struct forgetting *f, struct store *s, const struct kind *k, const char *id,
                          struct forget_report *report, struct error *e);
void forget_release(struct forgetting *f);

/* Inside a transaction: operations, labels and local rows go. */
enum status forget_apply(struct forgetting *f, struct error *e);

/* Does the text hold the name, in any of the forms it ever had: a value of each field of the title, as whole words? */
bool forget_named(const struct forgetting *f, const char *text);

/* The copies beside the workbench: `really` rewrites them or, where that fails, drops them; otherwise they are counted. */
enum status forget_copies(struct store *s, const struct kind *k, const char *id, bool really, struct forget_report *report,
                          const struct progress *progress, struct error *e);

/* Files beside the workbench with what was typed and could not be written into it: those that hold the name or an id go. */
void forget_drafts(struct forgetting *f, bool really);
/* Does the text hold the id of a record that goes? */
bool forget_identified(const struct forgetting *f, const char *text);

#endif
