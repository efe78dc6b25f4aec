/* site.h: which file this is, and so whose numbers it may write.
 *
 * A site is one file in one place. Two files that number their changes under one site would soon write the same number
 * for different things, and no merge could tell. So the file notes its place in `local` (key "file"), and beside it, in
 * WORKBENCH.head, stands the last change that was written there. Where either does not fit (the file was copied, sent, renamed,
 * restored, or an older one was put over it), a new site is begun with the first change; only looking changes nothing.
 * Its log_site row says which change it continues. Numbers go on from there: within what a site continues, its line, a
 * number names one change, and so the links of undo and redo (log_change) go on working.
 * A new site too many does no harm; one too few does. In doubt there is a new one.
 *
 * A merge must compare first (compare.h) and never unite logs that have forked. Internal to src/store.
 */
#ifndef PEERLOOM_STORE_SITE_H
#define PEERLOOM_STORE_SITE_H

#include "store/chain_walk.h"
#include "store/internal.h"

/* Reads which site the file writes for, makes that of a new file, and looks whether it is where it was. */
enum status site_open(struct store *s, struct error *e);

/* Does the last change fit its digest? One that did very much is left to a check. */
bool site_last_fits(struct store *s);

/* In the transaction of a change that begins: as other windows have left it, and on a new site if one is needed. */
enum status site_settle(struct store *s, struct error *e);
/* The change was dropped, and with it a site that it began; or it is on the disk. */
void site_drop(struct store *s);
void site_keep(struct store *s, int64_t seq, const unsigned char digest[CHAIN_SIZE]);

/* ---- the line: this site, the one that it continues, and so on ---- */

/* The changes of `site` from number `first` on and below `end` are on the line. */
struct span {
    int64_t site, first, end;
};
/* The spans, newest first; they belong to the store. */
const struct span *site_line(struct store *s, size_t *count);
/* The site of the change with that number on the line; the store's own if there is none. */
int64_t site_of(struct store *s, int64_t seq);
/* Do all changes in the file belong to the line? */
bool site_alone(struct store *s);

/* ---- WORKBENCH.head ---- */

struct site_head {
    int64_t site, seq;
    unsigned char digest[CHAIN_SIZE];
};
/* False if there is none that can be read. */
bool site_read_head(const char *path, struct site_head *head);
void site_remove_head(const char *path);

/* Does the file hold what was last written in its place? */
enum site_age { SITE_FITS, SITE_OLDER, SITE_OTHER };
enum site_age site_age(struct db *db, const char *path);

#endif
