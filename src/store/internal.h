/* internal.h: what the files of src/store share and nobody else sees. */
#ifndef PEERLOOM_STORE_INTERNAL_H
#define PEERLOOM_STORE_INTERNAL_H

#include "base/date.h"
#include "store/chain.h"
#include "store/db.h"
#include "store/store.h"

#define LOG_VERSION 2 /* user_version: the last migration in data/schema */
/* The digest of the tables that the migrations make: making them in memory at every start, to compare, would take as long as
 * all the rest of opening. If SQLite ever writes them down otherwise, that is what is done. A test says what it is. */
#define LOG_SCHEMA "ab171711d1c3794afad40adfdff08e27"

/* VERB_PURGED: what it did was taken out for good; its value is the leaf of what it was (chain.h). VERB_NOTE changes nothing:
 * its value says what a person decided. */
enum verb { VERB_CREATE = 1, VERB_SET, VERB_DELETE, VERB_RESTORE, VERB_PURGED, VERB_NOTE };

struct op {
    int64_t site, seq;
    enum verb verb;
    const char *kind, *record, *field, *value, *parents; /* field, value, parents: NULL if none */
};

/* The change that is being made. */
struct pending {
    int depth; /* of nested change_begin() */
    int64_t first; /* seq of its first operation */
    int64_t next;  /* seq of its next operation */
    int64_t undo_top, redo_top; /* as the last change left them */
    bool began_site;     /* this change is the first of a new site (site.c) */
    int64_t site_before; /* which continues this one */
    unsigned char before[CHAIN_SIZE]; /* the digest that this change is chained to */
    struct chain *chain; /* its own digest, as far as it has come; made when first used */
    char label[CHANGE_LABEL];
    bool many; /* a large page cache is in use (bulk.c) */
    bool touches_columns; /* own columns were added or changed: the projection is made anew before commit */
};

/* Statements on a kind's table that are used so often that even building their text would show. */
enum purpose { FOR_INSERT, FOR_GET, FOR_TITLE, FOR_NAME, PURPOSES };

struct bulk;
struct expectation;

struct store {
    struct db db;
    struct model *model;
    sqlite3_stmt **statements; /* model->count times PURPOSES, prepared when first used; they belong to db's cache */
    bool writable;
    bool locked;   /* store_lock() */
    char notice[400];
    int64_t site;
    char place[CHAIN_HEX]; /* digest of where the file is; "" for one in memory */
    bool damaged; /* the log does not fit its digests: may_write() refuses until it is repaired */
    bool astray;  /* the site may not be written for any more: the next change begins a new one */
    struct span *line; /* site_line()'s */
    size_t line_count;
    int64_t saved_at;
    int64_t data_version; /* PRAGMA data_version when last looked at */
    int held;     /* store_hold() calls that are not let go yet */
    bool holding; /* a read transaction is open because of them */
    bool narrowed; /* narrow.c: temporary tables hide those of the file */
    struct pending pending;
    struct bulk *bulk; /* bulk.c; NULL when no change of very many records is being made */
    struct buf scratch[5]; /* of derive_texts() and projection_insert(), kept from row to row */
    sqlite3_stmt *append; /* log_append()'s; it belongs to db's cache */
    int64_t position;     /* log_position() when last looked at, and this window's own changes since */
    int patience;         /* store_patience(); 0: as from the start */
    struct expectation *expected; /* seen.c */
    size_t expected_count;
};

/* ---- store.c ---- */

/* The statement, reset; built by `build` when it is first used. NULL on failure. */
sqlite3_stmt *kind_statement(struct store *s, const struct kind *k, enum purpose purpose,
                             void (*build)(const struct kind *k, struct buf *sql));
void store_release(struct store *s); /* all but the database */
/* Writes a row of `local` with its digest. */
enum status remember_in(struct db *db, const char *key, const char *value, struct error *e);
void forget_statements(struct store *s); /* after the tables have changed */

/* The digest of the log's tables, indexes, and of all triggers and views, as they are written down in the file. */
void store_schema(struct db *db, char digest[CHAIN_HEX]);

/* Copies the whole file into a database in memory (closed again on failure). */
enum status store_copy_to_memory(struct store *s, struct db *memory, struct error *e);

/* ---- local.c: what belongs to this copy ---- */

/* How many changes the log has. */
int64_t log_position(struct store *s);

/* ---- seen.c: store_expect() ---- */

/* Before the field, which now holds `now`, gets another value. */
enum status seen_check(struct store *s, const struct kind *k, const char *id, int field, const char *now, struct error *e);
/* Before a record that is not there is made or brought back. */
enum status seen_check_gone(struct store *s, const char *id, struct error *e);
/* Adds what was seen to the parents of an operation on the field. */
void seen_parents(struct store *s, const char *id, int field, struct buf *parents);

/* ---- bulk.c: changes of very many records; change_many() begins one ---- */

bool bulk_running(const struct store *s); /* and nothing but new records so far */
bool bulk_is_new(const struct store *s);  /* whoever has no row was never there */
/* Before anything but the creation of records: makes the indexes, writes the counts. */
enum status bulk_settle(struct store *s, struct error *e);
void bulk_forget(struct store *s); /* at the end of the change */
/* While bulk_running(): */
enum status bulk_tally(struct store *s, const struct kind *k, const char *alliance, int64_t by, struct error *e);
bool bulk_recall(struct store *s, const struct kind *k, const char *id, const char **title, const char **find);
void bulk_remember(struct store *s, const struct kind *k, const char *id, const char *title, const char *find);
/* The page cache: large while very much is written, then small again. */
void store_cache(struct store *s, bool large);

/* ---- log.c ---- */

/* ERR_INPUT if the operation's value is too long. */
enum status log_check(const struct op *op, struct error *e);
/* Appends an operation to the pending change. */
enum status log_append(struct store *s, struct op *op, struct error *e);

/* Appends the parents text for a new operation on `field` (NULL: on the record's being there). */
enum status log_heads(struct store *s, const char *record, const char *field, struct buf *out, struct error *e);

/* All first values as pairs of netstrings (D. J. Bernstein, 1997, without the comma): 4:name6:Otieno ... */
void values_encode(const struct record *r, struct buf *out);
/* Calls `each` for every pair; false if the text is malformed. Pieces are not NUL-terminated. */
bool values_decode(const char *text, void (*each)(void *data, const char *field, size_t field_len, const char *value,
                                                  size_t value_len), void *data);

/* Copies the value that the operation `site.seq` gave to `field`; "" if none. */
enum status log_value_at(struct store *s, const char *parents, const char *field, struct buf *out, struct error *e);

/* Calls `each` for the operations of a record in the order they were made (NULL: of all records), until not OK. */
enum status log_each(struct store *s, const char *record, enum status (*each)(void *data, const struct op *op,
                                                                               struct error *e),
                     void *data, struct error *e);

/* ---- projection.c: tables generated from the kinds ---- */

/* Columns behind the fields: title_ as shown, sort_ its folded form, find_ the folded text a filter looks in. */

/* Adds the own columns to the model; *fits tells whether the projection was made from the kinds as they are. */
enum status projection_fit(struct store *s, bool *fits, struct error *e);
/* The same within a transaction, from any log. */
enum status projection_anew(struct store *s, const struct progress *progress, struct error *e);
/* Makes it fit, in a transaction: everything anew from the log. `proved`: only if the log's chain is whole, else ERR_DAMAGED,
 * and nothing was done. */
enum status projection_remake(struct store *s, bool proved, const struct progress *progress, struct error *e);
/* Drops all tables of kinds and makes them anew from the log. Inside a transaction. */
enum status projection_rebuild(struct store *s, const struct progress *progress, struct error *e);
/* Reads the own columns into the model again; *changed tells whether the kinds are different now. */
enum status projection_load_columns(struct store *s, bool *changed, struct error *e);

/* True if the projection in the file was made from the kinds as they are now. */
bool projection_current(struct store *s);

/* The indexes of a kind's table other than that of the ids. */
enum status projection_make_indexes(struct store *s, const struct kind *k, struct error *e);
enum status projection_drop_indexes(struct store *s, const struct kind *k, struct error *e);
/* Counts `by` more records of the kind in the alliance. */
enum status projection_tally(struct store *s, const struct kind *k, const char *alliance, int64_t by, struct error *e);

enum status projection_insert(struct store *s, const struct record *r, struct error *e);
enum status projection_set(struct store *s, const struct kind *k, const char *id, int field, const char *value,
                           struct error *e);
enum status projection_delete(struct store *s, const struct kind *k, const char *id, struct error *e);
/* Makes one row anew from the record's operations. */
enum status projection_replay(struct store *s, const struct kind *k, const char *id, struct error *e);

/* Reads a record from the log into *r (fresh; release it in any case) with the values it has or had before it was deleted. */
enum status projection_recall(struct store *s, const struct kind *k, const char *id, struct record *r, struct error *e);

/* Reads a row into *r (fresh). *found false if there is none. */
enum status projection_get(struct store *s, const struct kind *k, const char *id, struct record *r, bool *found,
                           struct error *e);

/* After the own columns have changed, inside the change's transaction: rebuilds and notes the new digests. */
enum status projection_renew(struct store *s, struct error *e);

/* ---- change.c: parts that undo shares; none of them asks whether the result makes sense ---- */

/* The change that is being made goes on from the last one of this site. */
enum status change_follow(struct store *s, struct error *e);
/* Takes off a character that was cut in the middle when the label was made to fit. */
void label_end_whole(char *label);
/* Writes the row of the change that is being made, which its first operation needs. */
enum status change_open_row(struct store *s, struct error *e);
/* Completes the change's row and commits; on an error everything is rolled back. */
enum status change_commit_as(struct store *s, int role, int64_t target, int64_t below, struct error *e);
enum status change_put(struct store *s, const struct kind *k, const char *id, int field, const char *value,
                       struct error *e);
enum status change_remove(struct store *s, const struct kind *k, const char *id, struct error *e);
enum status change_bring_back(struct store *s, const struct kind *k, const char *id, struct error *e);
void change_touch(struct store *s, const struct kind *k);

/* ---- check.c ---- */

/* Asks SQLite whether the file is sound. ERR_CANCELLED if `progress` stops it, which it may at any moment. */
enum status check_pages(struct db *db, bool quick, struct check_report *report, const struct progress *progress,
                        struct error *e);
/* ERR_DAMAGED if the log's chain is broken. */
enum status check_log(struct db *db, const struct progress *progress, struct error *e);
/* Is the database a sound workbench with a whole chain? *e says what is wrong with it: ERR_DAMAGED, or ERR_NEWER. */
bool care_sound(struct db *db, struct error *e);

/* ---- care_copy.c: what backup.c and restore.c share ---- */

/* Fills *e from errno: "could not DOING 'PATH': ...". */
enum status care_io_fail(const char *doing, const char *path, struct error *e);
/* What is in the folder of `path` is there for good. */
enum status care_sync_folder(const char *path, struct error *e);
/* A file of our own beside `path`, under a name that nobody has: written first, and given its name when it is whole. What
 * runs that were cut short left there is removed. */
struct care_temporary {
    char *path;
    int fd;
};
enum status care_temporary_open(struct care_temporary *t, const char *path, struct error *e);
void care_temporary_close(struct care_temporary *t, bool remove); /* remove: it has not been renamed */
/* Copies the pages of an open database into the temporary file, and checks and syncs the copy. */
enum status care_copy_pages(struct db *from, struct care_temporary *t, const struct progress *progress, struct error *e);
/* A free name beside the workbench for what stands there: PATH.before-WHY-STAMP. */
void care_name_kept(const char *path, const char *why, struct buf *kept);
/* The same, and gives the copy the name `path`; never over a file that is there (errno is EEXIST then). */
enum status care_write_copy(struct db *from, const char *path, const struct progress *progress, struct error *e);
/* Has another program, or another part of this one, the file open? A lease is given only for a file that nobody else has
 * open (fcntl(2)); where there are no leases, nobody can tell, and it says no. */
bool care_open_elsewhere(const char *path);
/* The moment in a form that every file system takes: 20180131T140203Z. */
#define CARE_STAMP 16 /* its length */
void care_stamp(char out[STAMP_SIZE]);

/* ---- derive.c: titles and search text ---- */

/* Brings title_, sort_ and find_ of a row up to date, and those of the rows that show its title. `appeared`: the row is
 * new to others (restored), so those that refer to it look again in any case. */
enum status derive_row(struct store *s, const struct kind *k, const char *id, bool appeared, struct error *e);
/* Those that referred to a row that is gone. */
enum status derive_dependents(struct store *s, const struct kind *k, const char *id, struct error *e);
/* All rows of all kinds. */
enum status derive_all(struct store *s, const struct progress *progress, struct error *e);
/* The derived texts of a record. */
void derive_texts(struct store *s, const struct record *r, struct buf *title, struct buf *sort, struct buf *find);

/* ---- query.c ---- */

/* Fills *r (inited) from a row of "SELECT id, visibility, fields..." in the order of stored_columns(). */
void row_record(sqlite3_stmt *stmt, struct record *r);
/* Appends the columns of the stored fields: "id", "visibility", ... */
void stored_columns(const struct kind *k, struct buf *sql);
bool field_stored(const struct field *f);

/* Appends the ids of the records of kind k whose `field` refers to `id`, each with its NUL: gathered before any of them is
 * changed. */
enum status referring_ids(struct store *s, const struct kind *k, int field, const char *id, struct buf *ids,
                          struct error *e);

/* True when progress wants to stop. */
bool progress_stop(const struct progress *p, const char *what, size_t done, size_t total);

#endif
