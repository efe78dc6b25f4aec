/* store.h: one workbench, one SQLite file.
 *
 * The operation log is the data; a table per kind is its projection (doc/design.md, "Log and projection"). Nothing is
 * written except through a change: change_begin(), operations, change_commit(): one transaction with a label that appends
 * operations to the log and brings the projection up to date. When commit returns OK the change is on the disk.
 * Settings and their reasons: doc/reliability.md, "Opening a workbench".
 */
#ifndef PEERLOOM_STORE_STORE_H
#define PEERLOOM_STORE_STORE_H

#include <stdbool.h>
#include <stdint.h>

#include "base/buf.h"
#include "base/date.h"
#include "base/error.h"
#include "model/kind.h"
#include "model/record.h"

struct store;

enum store_flag {
    STORE_CREATE = 1 << 0,   /* make the file, and its folder with mode 0700, if it is not there */
    STORE_READ_ONLY = 1 << 1,
};

/* Told now and then during long work (rebuild, verify, backup); returns true to stop (ERR_CANCELLED). May be NULL. */
struct progress {
    bool (*step)(void *data, const char *what, size_t done, size_t total);
    void *data;
    struct trace *trace; /* os/trace.h: what each statement of SQL takes; NULL: not asked for */
};

/* Opens the workbench. The model gets the facilitator's own columns that the log holds, and stays in use by the store: it
 * must outlive it. Falls back to read-only, saying why in store_notice(), when the file may not be written or was written
 * by a newer program. Errors: ERR_NOT_FOUND, ERR_DAMAGED, ERR_NEWER, ERR_BUSY, ERR_IO, ERR_FULL, each with what to do. */
enum status store_open(struct store **store, const char *path, unsigned flags, struct model *model,
                       const struct progress *progress, struct error *e);
void store_close(struct store *store);

const char *store_path(const struct store *store);
const char *store_notice(const struct store *store); /* why it is read-only, or "" */
bool store_writable(const struct store *store);
bool store_damaged(const struct store *store); /* it may not be written because its log does not fit its digests */
struct model *store_model(const struct store *store);

/* True once after another window changed data; what was read before may be out of date. What it only remembers for itself
 * (local state) is no change. */
bool store_changed_elsewhere(struct store *store);
/* The same without taking note of it: what was read last may be out of date already. */
bool store_is_behind(struct store *store);
int64_t store_saved_at(const struct store *store); /* moment of the last commit of this window, 0 if none */

/* ---- reading ---- */

/* Reads one record into *r (fresh; release it). ERR_NOT_FOUND if there is none. */
enum status store_get(struct store *store, const struct kind *kind, const char *id, struct record *r, struct error *e);

/* The id of the record that a person means by `text`: an id, its start (8 characters or more) or its last 8, a title
 * or, where a title has several parts, the first of them ("Otieno"; ignoring case and accents), within `alliance` (an id
 * or NULL) for kinds that belong to one. ERR_NOT_FOUND, or
 * ERR_INPUT when several fit, naming some. */
enum status store_resolve(struct store *store, const struct kind *kind, const char *text, const char *alliance,
                          char id[ID_SIZE], struct error *e);

/* Appends the title of a record; "(not there)" when it is missing. */
void store_title(struct store *store, const struct kind *kind, const char *id, struct buf *out);

/* The same, and, where other records of the kind have the same title, what tells this one from them, in brackets: facts that
 * are not personal, or else the day it was made. */
void store_title_apart(struct store *store, const struct kind *kind, const char *id, struct buf *out);

/* Appends the field's value as a person reads it: titles for references and links, labels for choices. */
void store_display(struct store *store, const struct record *r, int field, struct buf *out);

/* Calls `each` for every record whose `field` has the value `value` (field -1: all), in the order of their titles, until
 * it returns false. The record belongs to the store and is valid during the call only. */
enum status store_each(struct store *store, const struct kind *kind, int field, const char *value,
                       bool (*each)(void *data, const struct record *r), void *data, struct error *e);

/* All records in the order of their ids, which is that in which they were made where ids are not derived from keys: twice
 * as fast as in the order of titles. The values are the store's, valid during the call only. */
enum status store_scan(struct store *store, const struct kind *kind, bool (*each)(void *data, const struct record *r),
                       void *data, struct error *e);

/* How many records there are with that value (field -1: all). */
size_t store_count(struct store *store, const struct kind *kind, int field, const char *value);

/* Many reads at one state of the file, for the price of one lock: between these calls what another window saves is not
 * seen, and nothing may be changed. They nest. */
void store_hold(struct store *store);
void store_let_go(struct store *store);

/* ---- changing ---- */

/* Begins a change. Changes nest: only the outermost commits, and its label counts. ERR_BUSY when another window writes, or
 * has changed the own columns: the model knows them then, and the change must be prepared anew. */
enum status change_begin(struct store *store, const char *label, struct error *e);

/* While locked (for projecting) every change is refused with ERR_READ_ONLY, whoever begins it. */
void store_lock(struct store *store, bool locked);

/* Says that the change that was just begun is going to create some `records` records; when they are made, or anything else
 * is to be read than records by their ids, change_many_done() must follow. Only the time differs. */
enum status change_many(struct store *store, size_t records, struct error *e);
enum status change_many_done(struct store *store, struct error *e);

/* Creates the record with all its first values; gives it its id unless it has one (record_make_id). A keyed record that
 * was deleted comes back with the new values; one that is there is ERR_INPUT. Required fields are checked. */
enum status change_create(struct store *store, struct record *r, struct error *e);

/* Sets one field to a stored value (see field_parse), "" to unset it; writes nothing if it has that value already. */
enum status change_set(struct store *store, const struct kind *kind, const char *id, int field, const char *value,
                       struct error *e);

/* ---- two windows on one text ---- */

/* *out gets what a reader of the field sees now: the operations its value comes from ("SITE.SEQ ...", as the log names
 * them); nothing if the record is not there. To be asked for at the same state of the file as the value (store_hold()). */
enum status store_seen(struct store *store, const struct kind *kind, const char *id, int field, struct buf *out,
                       struct error *e);

/* Until store_expect_nothing(): whoever writes this field has seen `seen`. A change that would overwrite another value than
 * was seen, or bring back a record that was deleted since, is ERR_CONFLICT. The log's parents of the new operation are all
 * that was seen. `seen` may hold several states: that which the person began with, and those shown to them since. */
void store_expect(struct store *store, const struct kind *kind, const char *id, int field, const char *seen);
void store_expect_nothing(struct store *store);

/* When the field, or the record's being there, was last changed; 0: never. */
enum status store_last_write(struct store *store, const struct kind *kind, const char *id, int field, int64_t *at,
                             struct error *e);

/* Deletes the record and what it owns, and unsets references to it; each of these is an operation of its own. */
enum status change_delete(struct store *store, const struct kind *kind, const char *id, struct error *e);

/* Within a change that made or deleted records of the kind column: the model and the tables know it from here on. Without
 * this they do so when the change is committed. */
enum status change_renew_columns(struct store *store, struct error *e);

/* Ends the change. OK means saved for good; on an error nothing of the change was written. */
enum status change_commit(struct store *store, struct error *e);
/* Ends it either way: commits after OK, else drops it and gives `status` back. */
enum status change_end(struct store *store, enum status status, struct error *e);
void change_rollback(struct store *store); /* drops the whole outermost change */

/* ---- undo, redo, history ---- */

#define CHANGE_LABEL 160

struct change_info {
    int64_t seq;      /* number of the change on its site */
    int64_t at;       /* moment */
    char label[CHANGE_LABEL];
    bool undone;      /* taken back and not redone */
    bool own;         /* made in this workbench and not taken in from another */
    enum { CHANGE_DO, CHANGE_UNDO, CHANGE_REDO } role;
    int operations;
};

/* Takes back the last change of this workbench that still stands / brings back the last one taken back, as a new change;
 * *what tells which. ERR_NOT_FOUND when there is none. */
enum status store_undo(struct store *store, struct change_info *what, struct error *e);
enum status store_redo(struct store *store, struct change_info *what, struct error *e);

/* What undo / redo would do; false when there is nothing. */
bool store_can_undo(struct store *store, struct change_info *what);
bool store_can_redo(struct store *store, struct change_info *what);

/* Changes from the newest on; `before` = 0 for the newest, else the seq of the last one seen. Returns how many were put
 * into list (0 at the end). */
size_t store_history(struct store *store, int64_t before, struct change_info *list, size_t size);

/* One line a field: calls `each` for what a change did, in words ("Person Otieno, Grace: Country: Kenya > Uganda"). */
enum status store_history_detail(struct store *store, int64_t seq, void (*each)(void *data, const char *line), void *data,
                                 struct error *e);

/* ---- forgetting ---- */

struct forget_report {
    size_t records;    /* in the tables: the person's, and those that belong to it */
    size_t references; /* of others' records, which are unset */
    size_t operations; /* of the log: their texts are gone, their digests stay */
    size_t labels;     /* of changes */
    size_t local;      /* drafts and the like */
    size_t rewritten, dropped; /* copies beside the workbench; those that cannot be opened are dropped */
    size_t left;       /* copies that could neither be rewritten nor dropped */
};

/* Takes a record, all that belongs or ever belonged to it, and every trace of both in the log, in local state and in the
 * copies beside the workbench out for good. It cannot be undone. Not `really`: only counts. ERR_NOT_FOUND if there never was
 * such a record; what other texts say is not looked at. Copies elsewhere, and what was exported, are out of reach. */
enum status store_purge(struct store *store, const struct kind *kind, const char *id, bool really,
                        struct forget_report *report, const struct progress *progress, struct error *e);

/* Calls `each` for every text of others' records that holds the record's name, or the first part of it ("Otieno"), as whole
 * words. Before it is forgotten. */
enum status store_mentions(struct store *store, const struct kind *kind, const char *id,
                           void (*each)(void *data, const struct record *r, int field), void *data, struct error *e);

/* ---- local state: what belongs to this copy and is no data (place, columns chosen). Not in the log, not exported. ---- */
enum status store_remember(struct store *store, const char *key, const char *value, struct error *e);
void store_recall(struct store *store, const char *key, struct buf *out); /* appends the value, nothing if unknown */
enum status store_forget(struct store *store, const char *key, struct error *e);
/* Calls `each` for all keys that begin with `prefix`, in their order. Nothing may be remembered meanwhile. */
void store_recall_each(struct store *store, const char *prefix, void (*each)(void *data, const char *key, const char *value),
                       void *data);
/* How long a write waits for another window that writes, 5 seconds from the start; returns how long it was before. */
int store_patience(struct store *store, int ms);

/* ---- care ---- */

struct check_report {
    size_t records, operations, changes;
    bool file_sound;       /* PRAGMA integrity_check (or quick_check) says ok */
    bool chain_whole;      /* every change fits its digest and the one before it (chain.h) */
    bool local_whole;      /* what belongs to this copy alone is as it was noted */
    bool up_to_date;       /* the file holds what was last saved in its place (site.h) */
    bool projection_equal; /* the projection rebuilt from the log equals the one kept */
    size_t broken;         /* how many changes do not fit; of the first one: */
    int64_t broken_seq, broken_at;
    char broken_label[CHANGE_LABEL];
    char detail[300];      /* the first thing found, or "" */
};

/* All that a check can find is as it should be. */
bool check_sound(const struct check_report *report);

/* Checks the file, the chain of its log, and that projection and log agree; changes nothing. `quick` leaves out the
 * comparison, the counts and the thorough half of the file's check. */
enum status store_check(struct store *store, bool quick, struct check_report *report, const struct progress *progress,
                        struct error *e);

/* Whose word counts where nothing proves what is right. */
enum trust { TRUST_NOBODY, TRUST_LOG, TRUST_TABLES, TRUST_BACKUP };

struct repair_report {
    size_t proved;    /* changes whose right content a digest proves */
    size_t open;      /* that a person must decide about */
    size_t hopeless;  /* that only a backup can bring back */
    struct buf kept;  /* where the damaged file was kept, "" if nothing was repaired; the caller releases it */
};

/* Looks for what is right where the chain of the log is broken: in the tables and in the newest sound backup. What makes a
 * digest fit is proved. `each` gets a line for every change that does not fit: what was found, or what each of them says.
 * With `repair` it is put in order, in one transaction, the damaged file being kept beside the workbench first: if all is
 * proved, or what is not is decided by `trust`; such a decision is a change of its own in the history. Otherwise ERR_DAMAGED,
 * and nothing was written. Open the workbench anew afterwards. */
enum status store_repair(struct store *store, bool repair, enum trust trust, void (*each)(void *data, const char *line),
                         void *data, struct repair_report *report, const struct progress *progress, struct error *e);

/* Appends how to bring back the newest sound backup, in full, or that there is none. */
void store_backup_advice(const char *path, struct buf *out);

/* How the logs of two workbenches stand to each other. */
enum log_relation {
    LOGS_EQUAL,
    LOGS_AHEAD,  /* this one continues the other */
    LOGS_BEHIND, /* the other continues this one */
    LOGS_APART,  /* both have gone on, each under numbers of its own: they can be united */
    LOGS_FORKED, /* one number names two different changes: they cannot */
};

struct log_comparison {
    enum log_relation relation;
    size_t common, only_here, only_there; /* changes */
    int64_t seq, at_here, at_there;       /* LOGS_FORKED: the first such number, and what it names */
    char label_here[CHANGE_LABEL], label_there[CHANGE_LABEL];
};

/* Compares two open workbenches by the chains of their logs; ERR_DAMAGED if one is broken. A merge must ask this first, and
 * take in changes only where the logs are apart or behind: never where they have forked, as what refers to a number would
 * then refer to another change. */
enum status store_compare(struct store *store, struct store *other, struct log_comparison *comparison,
                          const struct progress *progress, struct error *e);

/* Rebuilds the projection from the log, whose chain is verified first: ERR_DAMAGED if it is broken, and nothing is done. */
enum status store_rebuild(struct store *store, const struct progress *progress, struct error *e);

/* Writes a verified copy to `path` (mode 0600; refuses to overwrite). */
enum status store_backup(struct store *store, const char *path, const struct progress *progress, struct error *e);

struct backup_report {
    struct buf path;    /* the backup written, or the one that holds all of this already; empty for an empty workbench */
    bool written;       /* else nothing had changed since that one, and it is sound */
    size_t early;       /* older ones removed before their time, because all together may take... */
    int64_t most_bytes; /* ...so much */
};

/* The rotating backup beside the workbench, in WORKBENCH.backups/ (doc/reliability.md, "Backups", says which of them stay).
 * They are ordered by the logs they hold, whatever any clock said.
 * *report (zeroed; release its path; may be NULL) says what was done. ERR_FULL when there is no room: all are kept. */
enum status store_backup_rotate(struct store *store, struct backup_report *report, const struct progress *progress,
                                struct error *e);

enum clock_says {
    CLOCK_FINE,   /* as far as anybody can know */
    CLOCK_BEHIND, /* changes were saved here on later days, the last of them on `other`; or it was ahead then */
    CLOCK_AHEAD,  /* years after the last change, which was made on `other` */
};
/* What the dates in the log say about this computer's clock, which says it is `today`. */
enum clock_says store_clock(struct store *store, char today[DATE_SIZE], char other[DATE_SIZE]);

/* Puts what the backup at `from` holds into the workbench at `path`, in one transaction: another window that has it open
 * sees it like any other change. What stood there is kept beside it as PATH.before-restore-STAMP, named in *kept; a file
 * that cannot be opened any more is moved there whole. The backup is checked first. ERR_BUSY while another window reads or
 * writes. */
enum status store_restore(const char *path, const char *from, struct buf *kept, struct error *e);

/* The newest sound backup of a workbench into *newest: the one whose log goes furthest in this workbench's own history; when
 * the workbench cannot be read, in that of the backup written last. ERR_NOT_FOUND if there is none. */
enum status store_newest_backup(const char *path, struct buf *newest, struct error *e);

/* A digest of all records (order does not matter), in hex: equal content, equal digest. */
enum status store_digest(struct store *store, char out[33], struct error *e);

#endif
