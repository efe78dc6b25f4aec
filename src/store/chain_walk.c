#include "store/chain_walk.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "base/mem.h"
#include "base/sort.h"
#include "base/tr.h"
#include "store/internal.h"

#define MOST_NUMBER ((int64_t)1 << 60) /* what lies above is damage; below it sums do not overflow */

/* ---- reading ---- */

#define CHANGE_COLUMNS "SELECT site, seq, operations, at, role, target, below, undo_top, redo_top, label, label_digest, digest "

static struct chain_text text_of(sqlite3_stmt *stmt, int column)
{
    const char *s = (const char *)sqlite3_column_text(stmt, column);
    return (struct chain_text){s, s ? (size_t)sqlite3_column_bytes(stmt, column) : 0};
}

static struct chain_number number_of(sqlite3_stmt *stmt, int column)
{
    return (struct chain_number){sqlite3_column_type(stmt, column) != SQLITE_NULL, sqlite3_column_int64(stmt, column)};
}

static bool step_change(sqlite3_stmt *stmt, struct chain_change *c)
{
    bool found = stmt && sqlite3_step(stmt) == SQLITE_ROW;
    if (found) {
        c->row = (struct chain_row){.site = sqlite3_column_int64(stmt, 0),
                                    .seq = sqlite3_column_int64(stmt, 1),
                                    .operations = sqlite3_column_int64(stmt, 2),
                                    .at = sqlite3_column_int64(stmt, 3),
                                    .role = sqlite3_column_int64(stmt, 4)};
        for (int i = 0; i < CHAIN_LINKS; i++)
            c->row.links[i] = number_of(stmt, 5 + i);
        struct chain_text label = text_of(stmt, 9);
        snprintf(c->label, sizeof c->label, "%s", db_column(stmt, 9));
        bool removed = sqlite3_column_type(stmt, 10) != SQLITE_NULL;
        bool fits = !removed || (db_blob(stmt, 10, c->row.label, CHAIN_SIZE) && label.n == 0);
        if (!removed)
            chain_label(label, c->row.label);
        c->has_digest = db_blob(stmt, 11, c->stored, CHAIN_SIZE) && fits;
    }
    sqlite3_reset(stmt);
    return found;
}

bool chain_read(struct db *db, int64_t site, int64_t seq, struct chain_change *change)
{
    sqlite3_stmt *stmt = db_prepare(db, CHANGE_COLUMNS "FROM log_change WHERE site = :site AND seq = :seq");
    if (stmt) {
        db_number(stmt, ":site", site);
        db_number(stmt, ":seq", seq);
    }
    return step_change(stmt, change);
}

bool chain_next(struct db *db, int64_t site, int64_t seq, struct chain_change *change)
{
    sqlite3_stmt *stmt = db_prepare(db, CHANGE_COLUMNS "FROM log_change WHERE site = :site AND seq > :seq ORDER BY seq LIMIT 1");
    if (stmt) {
        db_number(stmt, ":site", site);
        db_number(stmt, ":seq", seq);
    }
    return step_change(stmt, change);
}

/* The one before number `seq`. */
static bool chain_previous(struct db *db, int64_t site, int64_t seq, struct chain_change *change)
{
    sqlite3_stmt *stmt = db_prepare(db, CHANGE_COLUMNS "FROM log_change WHERE site = :site AND seq < :seq ORDER BY seq DESC "
                                                       "LIMIT 1");
    if (stmt) {
        db_number(stmt, ":site", site);
        db_number(stmt, ":seq", seq);
    }
    return step_change(stmt, change);
}

bool chain_last(struct db *db, int64_t site, struct chain_change *change)
{
    return chain_previous(db, site, INT64_MAX, change);
}

bool chain_read_site(struct db *db, int64_t site, struct chain_site *s)
{
    sqlite3_stmt *stmt = db_prepare(db, "SELECT since, after_site, after_seq, after_digest FROM log_site WHERE site = :site");
    if (!stmt)
        return false;
    db_number(stmt, ":site", site);
    *s = (struct chain_site){.site = site};
    bool found = sqlite3_step(stmt) == SQLITE_ROW;
    if (found) {
        s->since = sqlite3_column_int64(stmt, 0);
        s->after_site = number_of(stmt, 1);
        s->after_seq = number_of(stmt, 2);
        db_blob(stmt, 3, s->after_digest, CHAIN_SIZE);
    }
    sqlite3_reset(stmt);
    return found;
}

bool chain_before(struct db *db, const struct chain_change *change, unsigned char digest[CHAIN_SIZE])
{
    struct chain_change previous;
    struct chain_site site;
    if (chain_previous(db, change->row.site, change->row.seq, &previous)) {
        memcpy(digest, previous.stored, CHAIN_SIZE);
        return previous.has_digest;
    }
    if (!chain_read_site(db, change->row.site, &site))
        return false;
    chain_origin(&site, digest);
    return true;
}

/* ---- computing ---- */

/* The operation in the statement's row: its leaf, kept by a tombstone. */
static bool leaf_of(sqlite3_stmt *stmt, int64_t site, unsigned char leaf[CHAIN_SIZE])
{
    struct chain_text texts[CHAIN_TEXTS];
    int64_t verb = sqlite3_column_int64(stmt, 2);
    for (int i = 0; i < CHAIN_TEXTS; i++)
        texts[i] = text_of(stmt, 3 + i);
    if (verb == VERB_PURGED)
        return texts[CHAIN_RECORD].n == 0 && !texts[CHAIN_FIELD].s && !texts[CHAIN_PARENTS].s &&
               chain_kept_leaf(texts[CHAIN_VALUE], leaf);
    chain_leaf(site, sqlite3_column_int64(stmt, 0), verb, texts, leaf);
    return true;
}

bool chain_compute(struct db *db, const struct chain_change *change, const unsigned char before[CHAIN_SIZE],
                   unsigned char digest[CHAIN_SIZE])
{
    const struct chain_row *row = &change->row;
    memset(digest, 0, CHAIN_SIZE);
    if (row->seq < 0 || row->seq > MOST_NUMBER || row->operations < 1 || row->operations > MOST_NUMBER)
        return false;
    sqlite3_stmt *stmt = db_prepare(db, "SELECT seq, change, verb, kind, record, field, value, parents FROM log_op WHERE site = "
                                        ":site AND seq >= :first AND seq < :end ORDER BY seq");
    if (!stmt)
        return false;
    db_number(stmt, ":site", row->site);
    db_number(stmt, ":first", row->seq);
    db_number(stmt, ":end", row->seq + row->operations);
    struct chain *chain = chain_new();
    chain_begin(chain, before);
    int64_t next = row->seq;
    bool whole = true;
    while (whole && sqlite3_step(stmt) == SQLITE_ROW) {
        unsigned char leaf[CHAIN_SIZE];
        whole = sqlite3_column_int64(stmt, 0) == next++ && sqlite3_column_int64(stmt, 1) == row->seq &&
                leaf_of(stmt, row->site, leaf);
        if (whole)
            chain_add(chain, leaf);
    }
    sqlite3_reset(stmt);
    chain_end(chain, row, digest);
    chain_free(chain);
    return whole && next == row->seq + row->operations;
}

/* ---- verifying ---- */

struct verify {
    struct db *db;
    struct chain_report *report;
    const struct progress *progress;
    size_t total;
};

static void note_break(struct verify *v, int64_t site, const struct chain_change *c, const char *what)
{
    struct chain_report *r = v->report;
    size_t most = sizeof r->breaks / sizeof *r->breaks;
    if (r->broken < most) {
        struct chain_break *b = &r->breaks[r->broken];
        *b = (struct chain_break){.site = site, .what = what};
        if (c) {
            b->seq = c->row.seq;
            b->at = c->row.at;
            memcpy(b->label, c->label, sizeof b->label);
        }
    }
    r->broken++;
}

/* What a site's first change must be: numbered and chained after the change that the site continues. */
static const char *begins_badly(struct verify *v, const struct chain_site *site, int64_t first)
{
    struct chain_change after;
    if (!site->after_site.there)
        return first == 1 ? NULL : N_("changes before it are missing");
    if (!chain_read(v->db, site->after_site.n, site->after_seq.n, &after))
        return N_("the change that it goes on from is missing");
    if (!after.has_digest || memcmp(after.stored, site->after_digest, CHAIN_SIZE) != 0)
        return N_("the change that it goes on from is another one");
    return first == after.row.seq + after.row.operations ? NULL : N_("changes before it are missing");
}

static enum status verify_site(struct verify *v, int64_t number, struct error *e)
{
    struct chain_site site = {.site = number};
    struct chain_change c;
    unsigned char before[CHAIN_SIZE], digest[CHAIN_SIZE];
    bool known = chain_read_site(v->db, number, &site);
    chain_origin(&site, before);
    int64_t next = 0;
    for (int64_t seq = INT64_MIN; chain_next(v->db, number, seq, &c); seq = c.row.seq) {
        const char *what = !known ? N_("the workbench that made it is not known")
                           : !next ? begins_badly(v, &site, c.row.seq)
                           : next != c.row.seq ? N_("changes before it are missing")
                                               : NULL;
        bool whole = chain_compute(v->db, &c, before, digest);
        if (sqlite3_errcode(v->db->sqlite) == SQLITE_INTERRUPT)
            return db_fail(v->db, "check", e);
        if (!what && !whole)
            what = N_("some of what it did is missing");
        if (!what && (!c.has_digest || memcmp(digest, c.stored, CHAIN_SIZE) != 0))
            what = N_("it is not as it was saved");
        if (what)
            note_break(v, number, &c, what);
        v->report->changes++;
        v->report->operations += whole ? (size_t)c.row.operations : 0;
        if (progress_stop(v->progress, "checking the log", v->report->operations, v->total))
            return error_set(e, ERR_CANCELLED, "stopped");
        memcpy(before, c.stored, CHAIN_SIZE);
        next = whole ? c.row.seq + c.row.operations : -1;
    }
    return OK;
}

/* How many sites this one continues, one after the other. */
static size_t depth_of(struct db *db, int64_t number, size_t most)
{
    struct chain_site site;
    size_t depth = 0;
    while (depth < most && chain_read_site(db, number, &site) && site.after_site.there) {
        number = site.after_site.n;
        depth++;
    }
    return depth;
}

struct depth {
    int64_t site;
    size_t depth;
};

static int compare_depths(const void *a, const void *b)
{
    const struct depth *x = a, *y = b;
    if (x->depth != y->depth)
        return x->depth < y->depth ? -1 : 1;
    return x->site < y->site ? -1 : x->site > y->site;
}

int64_t *chain_sites(struct db *db, size_t *count)
{
    sqlite3_stmt *stmt = db_prepare(db, "SELECT site FROM log_site UNION SELECT site FROM log_change ORDER BY 1");
    struct depth *all = NULL;
    size_t cap = 0;
    for (*count = 0; stmt && sqlite3_step(stmt) == SQLITE_ROW;) {
        GROW(all, *count + 1, cap);
        all[(*count)++] = (struct depth){sqlite3_column_int64(stmt, 0), 0};
    }
    sqlite3_reset(stmt);
    int64_t *sites = xcalloc(*count + 1, sizeof *sites);
    for (size_t i = 0; i < *count; i++)
        all[i].depth = depth_of(db, all[i].site, *count);
    if (*count)
        sort_stable(all, *count, sizeof *all, compare_depths);
    for (size_t i = 0; i < *count; i++)
        sites[i] = all[i].site;
    free(all);
    return sites;
}

static int step_verify(void *data)
{
    struct verify *v = data;
    return progress_stop(v->progress, "checking the log", v->report->operations, v->total);
}

enum status chain_verify(struct db *db, struct chain_report *report, const struct progress *progress, struct error *e)
{
    *report = (struct chain_report){0};
    int64_t operations = db_value(db, "SELECT count(*) FROM log_op", -1);
    struct verify v = {db, report, progress, operations > 0 ? (size_t)operations : 0};
    size_t count;
    int64_t *sites = chain_sites(db, &count);
    enum status status = OK;
    if (progress && progress->step)
        sqlite3_progress_handler(db->sqlite, 20000, step_verify, &v);
    for (size_t i = 0; i < count && status == OK; i++)
        status = verify_site(&v, sites[i], e);
    sqlite3_progress_handler(db->sqlite, 0, NULL, NULL);
    free(sites);
    if (status != OK)
        return status;
    if (operations < 0 || db_value(db, "SELECT count(*) FROM log_change", -1) != (int64_t)report->changes)
        note_break(&v, 0, NULL, N_("the log cannot be read to its end"));
    else if (report->broken == 0 && operations != (int64_t)report->operations)
        note_break(&v, 0, NULL, N_("it holds operations that belong to no change"));
    return OK;
}

/* ---- making ---- */

enum status chain_keep(struct db *db, const struct chain_row *row, const unsigned char digest[CHAIN_SIZE], struct error *e)
{
    sqlite3_stmt *stmt = db_prepare(db, "UPDATE log_change SET digest = :digest WHERE site = :site AND seq = :seq");
    if (!stmt)
        return db_fail(db, "save in", e);
    db_number(stmt, ":site", row->site);
    db_number(stmt, ":seq", row->seq);
    sqlite3_bind_blob(stmt, sqlite3_bind_parameter_index(stmt, ":digest"), digest, CHAIN_SIZE, SQLITE_STATIC);
    return db_run(db, stmt, "save in", e);
}

/* The site goes on from a change whose digest may be a new one. */
static enum status follow(struct db *db, struct chain_site *site, struct error *e)
{
    struct chain_change after;
    if (!site->after_site.there || !chain_read(db, site->after_site.n, site->after_seq.n, &after))
        return OK;
    memcpy(site->after_digest, after.stored, CHAIN_SIZE);
    sqlite3_stmt *stmt = db_prepare(db, "UPDATE log_site SET after_digest = :digest WHERE site = :site");
    if (!stmt)
        return db_fail(db, "save in", e);
    db_number(stmt, ":site", site->site);
    sqlite3_bind_blob(stmt, sqlite3_bind_parameter_index(stmt, ":digest"), site->after_digest, CHAIN_SIZE, SQLITE_STATIC);
    return db_run(db, stmt, "save in", e);
}

static enum status make_site(struct db *db, int64_t number, const struct progress *progress, struct error *e)
{
    struct chain_site site;
    struct chain_change c;
    unsigned char before[CHAIN_SIZE], digest[CHAIN_SIZE];
    size_t done = 0;
    if (!chain_read_site(db, number, &site))
        return OK;
    enum status status = follow(db, &site, e);
    chain_origin(&site, before);
    for (int64_t seq = INT64_MIN; status == OK && chain_next(db, number, seq, &c); seq = c.row.seq) {
        chain_compute(db, &c, before, digest); /* of what is there; a check says what is missing */
        status = chain_keep(db, &c.row, digest, e);
        memcpy(before, digest, CHAIN_SIZE);
        if (status == OK && progress_stop(progress, "preparing the log", ++done, 0))
            status = error_set(e, ERR_CANCELLED, "stopped");
    }
    return status;
}

enum status chain_make(struct db *db, const struct progress *progress, struct error *e)
{
    size_t count;
    int64_t *sites = chain_sites(db, &count);
    enum status status = OK;
    for (size_t i = 0; i < count && status == OK; i++)
        status = make_site(db, sites[i], progress, e);
    free(sites);
    return status;
}
