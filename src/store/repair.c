/* repair.c: what is right where the log does not fit its digests? Candidates come from the tables and from the newest sound
 * backup; one that makes a digest fit is proved. Nothing else is put in order without a person who decides. */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "base/mem.h"
#include "base/tr.h"
#include "store/repair.h"

/* ---- proving ---- */

static bool next_fits(struct store_repair *r, const struct chain_change *c, const unsigned char digest[CHAIN_SIZE])
{
    struct chain_change next;
    unsigned char made[CHAIN_SIZE];
    return chain_next(&r->work.db, c->row.site, c->row.seq, &next) &&
           next.row.seq == c->row.seq + c->row.operations && next.has_digest &&
           chain_compute(&r->work.db, &next, digest, made) && memcmp(made, next.stored, CHAIN_SIZE) == 0;
}

static bool head_fits(struct store_repair *r, const struct chain_change *c, const unsigned char digest[CHAIN_SIZE])
{
    struct site_head head;
    return site_read_head(r->work.db.path, &head) && head.site == c->row.site && head.seq == c->row.seq &&
           memcmp(head.digest, digest, CHAIN_SIZE) == 0;
}

static bool backup_fits(struct store_repair *r, const struct chain_change *c, const unsigned char digest[CHAIN_SIZE])
{
    struct chain_change there;
    return r->has_backup && chain_read(&r->backup, c->row.site, c->row.seq, &there) && there.has_digest &&
           memcmp(there.stored, digest, CHAIN_SIZE) == 0;
}

/* Is the change, as it stands now, proved? By its own digest; or, where that is what was damaged, by that of the next change,
 * the head, or the backup; the digest is then put right. */
static bool proved(struct store_repair *r, int64_t site, int64_t seq, unsigned char digest[CHAIN_SIZE])
{
    struct chain_change c;
    if (!chain_read(&r->work.db, site, seq, &c) || !chain_compute(&r->work.db, &c, r->before, digest))
        return false;
    if (c.has_digest && memcmp(c.stored, digest, CHAIN_SIZE) == 0)
        return true;
    if (!next_fits(r, &c, digest) && !head_fits(r, &c, digest) && !backup_fits(r, &c, digest))
        return false;
    return chain_keep(&r->work.db, &c.row, digest, NULL) == OK && chain_read(&r->work.db, site, seq, &c) && c.has_digest;
}

/* ---- candidates ---- */

static bool run_numbered(struct db *db, const char *sql, int64_t site, int64_t seq, int64_t end)
{
    sqlite3_stmt *stmt = db_prepare(db, sql);
    if (!stmt)
        return false;
    db_number(stmt, ":site", site);
    db_number(stmt, ":seq", seq);
    db_number(stmt, ":end", end);
    return db_run(db, stmt, "save in", NULL) == OK;
}

/* Which change an operation belongs to can be told from its number. */
static bool as_it_stands(struct store_repair *r, const struct chain_change *c)
{
    return run_numbered(&r->work.db, "UPDATE log_op SET change = :seq WHERE site = :site AND seq >= :seq AND seq < :end AND "
                                     "change <> :seq", c->row.site, c->row.seq, c->row.seq + c->row.operations);
}

/* Copies the rows that both statements are about, column by column. */
static bool copy_rows(struct store_repair *r, const char *select, const char *insert, int64_t site, int64_t seq, int64_t end)
{
    sqlite3_stmt *from = db_prepare(&r->backup, select), *to = db_prepare(&r->work.db, insert);
    bool good = from && to;
    if (!good)
        return false;
    db_number(from, ":site", site);
    db_number(from, ":seq", seq);
    db_number(from, ":end", end);
    while (good && sqlite3_step(from) == SQLITE_ROW) {
        sqlite3_reset(to);
        for (int i = 0; i < sqlite3_column_count(from); i++)
            sqlite3_bind_value(to, i + 1, sqlite3_column_value(from, i));
        good = db_run(&r->work.db, to, "save in", NULL) == OK;
    }
    sqlite3_reset(from);
    return good;
}

bool repair_copy(struct store_repair *r, int64_t site, int64_t seq)
{
    struct chain_change there;
    if (!r->has_backup || !chain_read(&r->backup, site, seq, &there))
        return false;
    int64_t end = seq + there.row.operations;
    return copy_rows(r, "SELECT site, since, after_site, after_seq, after_digest FROM log_site WHERE site = :site",
                     "INSERT OR IGNORE INTO log_site (site, since, after_site, after_seq, after_digest) VALUES (?, ?, ?, ?, ?)",
                     site, 0, 0) &&
           run_numbered(&r->work.db, "DELETE FROM log_op WHERE site = :site AND seq >= :seq AND seq < :end", site, seq, end) &&
           run_numbered(&r->work.db, "DELETE FROM log_change WHERE site = :site AND seq = :seq", site, seq, end) &&
           copy_rows(r, "SELECT site, seq, operations, at, label, role, target, below, undo_top, redo_top, digest, label_digest "
                        "FROM log_change WHERE site = :site AND seq = :seq",
                     "INSERT INTO log_change (site, seq, operations, at, label, role, target, below, undo_top, redo_top, digest, "
                     "label_digest) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)", site, seq, end) &&
           copy_rows(r, "SELECT site, seq, change, verb, kind, record, field, value, parents FROM log_op WHERE site = :site AND "
                        "seq >= :seq AND seq < :end",
                     "INSERT INTO log_op (site, seq, change, verb, kind, record, field, value, parents) VALUES (?, ?, ?, ?, ?, ?, "
                     "?, ?, ?)", site, seq, end);
}

static bool as_in_backup(struct store_repair *r, const struct chain_change *c)
{
    return repair_copy(r, c->row.site, c->row.seq);
}

/* All that the tables say otherwise, or only the r->only-th of it. */
static bool as_in_tables(struct store_repair *r, const struct chain_change *c)
{
    r->put = repair_from_tables(r, c, r->only);
    return r->put > 0;
}

/* Tries what `apply` makes of the change; leaves it there if that is proved. */
static bool try(struct store_repair *r, const struct chain_change *c, bool (*apply)(struct store_repair *r, const struct chain_change *c),
                unsigned char digest[CHAIN_SIZE])
{
    struct db *db = &r->work.db;
    if (db_exec(db, "SAVEPOINT candidate", "repair", NULL) != OK)
        return false;
    bool right = apply(r, c) && proved(r, c->row.site, c->row.seq, digest);
    if (!right)
        db_exec(db, "ROLLBACK TO candidate", "repair", NULL);
    db_exec(db, "RELEASE candidate", "repair", NULL);
    return right;
}

/* Where the change is as it was saved; NULL if nothing proves any. */
static const char *find_proof(struct store_repair *r, const struct chain_change *c, unsigned char digest[CHAIN_SIZE])
{
    enum { MOST_SINGLE = 500 };
    if (try(r, c, as_it_stands, digest))
        return N_("what it did is right in the log, and only its digest was damaged");
    r->only = -1;
    if (try(r, c, as_in_tables, digest))
        return N_("the tables hold what it did, proved by its digest");
    bool more = c->row.operations <= MOST_SINGLE;
    for (r->only = 0; more; r->only++) {
        if (try(r, c, as_in_tables, digest))
            return N_("the tables hold what it did, proved by its digest");
        more = r->put > 0;
    }
    if (try(r, c, as_in_backup, digest))
        return N_("the newest sound backup holds what it did, proved by its digest");
    return NULL;
}

/* ---- what is found, in words ---- */

static void report_change(struct store_repair *r, const struct chain_change *c, const char *what)
{
    struct buf line = BUF_INIT;
    char day[DATE_SIZE], clock[CLOCK_SIZE];
    moment_day(c->row.at, day);
    moment_clock(c->row.at, clock);
    buf_addf(&line, _("Change %lld of %s %s, \"%s\": %s"), (long long)c->row.seq, day, clock, c->label, tr(what));
    r->each(r->data, line.s);
    buf_release(&line);
}

/* ---- walking ---- */

/* A person has decided. The digests are made anew when all is decided; until then what comes after is measured by those that
 * are there, or one wrong change would make all later ones look wrong. */
static void decide(struct store_repair *r, const struct chain_change *c, unsigned char digest[CHAIN_SIZE])
{
    r->report->open++;
    memcpy(digest, c->stored, CHAIN_SIZE);
    if (r->trust == TRUST_NOBODY) {
        repair_say_all(r, c);
        return;
    }
    unsigned char made[CHAIN_SIZE];
    struct chain_change now;
    as_it_stands(r, c);
    r->only = -1;
    if (r->trust == TRUST_TABLES)
        as_in_tables(r, c);
    if (r->trust == TRUST_BACKUP && !as_in_backup(r, c)) {
        r->report->hopeless++;
        report_change(r, c, N_("the newest sound backup does not hold it"));
    } else if (!chain_read(&r->work.db, c->row.site, c->row.seq, &now) || !chain_compute(&r->work.db, &now, r->before, made)) {
        r->report->hopeless++;
        report_change(r, c, N_("some of what it did is missing"));
    }
    r->decided++;
}

static void mend(struct store_repair *r, const struct chain_change *c, unsigned char digest[CHAIN_SIZE])
{
    const char *proof = find_proof(r, c, digest);
    if (!proof) {
        decide(r, c, digest);
        return;
    }
    r->report->proved++;
    report_change(r, c, proof);
}

/* Brings back changes from number `next` on, below `end`, that the backup holds and that fit in. */
static int64_t fill_gap(struct store_repair *r, int64_t site, int64_t next, int64_t end)
{
    struct chain_change c;
    unsigned char digest[CHAIN_SIZE];
    while (next < end && r->has_backup && chain_read(&r->backup, site, next, &c) && try(r, &c, as_in_backup, digest)) {
        r->report->proved++;
        report_change(r, &c, N_("it was missing, and the newest sound backup holds it, proved by its digest"));
        memcpy(r->before, digest, CHAIN_SIZE);
        next += c.row.operations;
    }
    return next;
}

static bool fits(struct store_repair *r, const struct chain_change *c)
{
    unsigned char digest[CHAIN_SIZE];
    return chain_compute(&r->work.db, c, r->before, digest) && c->has_digest && memcmp(digest, c->stored, CHAIN_SIZE) == 0;
}

/* The row of log_site itself may be what was damaged. */
static void begin_site(struct store_repair *r, int64_t number, struct chain_site *site)
{
    struct chain_change first;
    struct chain_site there;
    if (!chain_read_site(&r->work.db, number, site))
        *site = (struct chain_site){.site = number};
    chain_origin(site, r->before);
    if (!chain_next(&r->work.db, number, INT64_MIN, &first) || fits(r, &first) || !r->has_backup ||
        !chain_read_site(&r->backup, number, &there))
        return;
    unsigned char origin[CHAIN_SIZE];
    chain_origin(&there, origin);
    if (memcmp(origin, r->before, CHAIN_SIZE) == 0)
        return;
    copy_rows(r, "SELECT site, since, after_site, after_seq, after_digest FROM log_site WHERE site = :site AND :seq = :end",
              "INSERT INTO log_site (site, since, after_site, after_seq, after_digest) VALUES (?, ?, ?, ?, ?) ON CONFLICT DO UPDATE SET "
              "since = excluded.since, after_site = excluded.after_site, after_seq = excluded.after_seq, after_digest = "
              "excluded.after_digest", number, 0, 0);
    *site = there;
    chain_origin(site, r->before);
    r->report->proved++; /* the backup's chain was verified, and begins with this row */
    report_change(r, &first, N_("the newest sound backup holds where the log begins, proved by its digest"));
}

static int64_t first_number(struct store_repair *r, const struct chain_site *site)
{
    struct chain_change after;
    bool found = site->after_site.there && chain_read(&r->work.db, site->after_site.n, site->after_seq.n, &after);
    return found ? after.row.seq + after.row.operations : 1;
}

static void mend_site(struct store_repair *r, int64_t number)
{
    struct chain_site site;
    struct chain_change c;
    unsigned char digest[CHAIN_SIZE];
    begin_site(r, number, &site);
    int64_t next = first_number(r, &site);
    for (int64_t seq = INT64_MIN; chain_next(&r->work.db, number, seq, &c);) {
        if (c.row.seq > next && (next = fill_gap(r, number, next, c.row.seq)) < c.row.seq) {
            r->report->hopeless++;
            report_change(r, &c, N_("changes before it are missing"));
        }
        if (fits(r, &c))
            memcpy(digest, c.stored, CHAIN_SIZE);
        else
            mend(r, &c, digest);
        if (!chain_read(&r->work.db, number, c.row.seq, &c))
            break;
        memcpy(r->before, digest, CHAIN_SIZE);
        seq = c.row.seq;
        next = c.row.seq + c.row.operations;
    }
    if (site_age(&r->work.db, r->work.db.path) == SITE_OLDER)
        fill_gap(r, number, next, INT64_MAX);
}

/* ---- the whole ---- */

/* Operations that no change counts: if the log goes as far as was last saved here, they are none of it. */
static void drop_strays(struct store_repair *r)
{
    struct site_head head;
    struct db *db = &r->work.db;
    static const char strays[] = "FROM log_op WHERE NOT EXISTS (SELECT 1 FROM log_change c WHERE c.site = log_op.site AND c.seq = "
                                 "log_op.change AND log_op.seq < c.seq + c.operations)";
    struct buf sql = BUF_INIT;
    buf_addf(&sql, "SELECT count(*) %s", strays);
    int64_t n = db_value(db, sql.s, 0);
    bool known = site_read_head(db->path, &head) && site_age(db, db->path) == SITE_FITS;
    if (n > 0 && !known)
        r->report->open++;
    if (n > 0 && (known || r->trust != TRUST_NOBODY)) {
        buf_clear(&sql);
        buf_addf(&sql, "DELETE %s", strays);
        db_exec(db, sql.s, "repair", NULL);
        r->report->proved += known;
        r->decided += !known;
    }
    if (n > 0)
        r->each(r->data, known ? _("The log held operations that belong to no change: they are none of what was saved")
                               : _("The log holds operations that belong to no change"));
    buf_release(&sql);
}

/* Rows of `local` that are not as they were noted go; the next change begins a new site. */
static enum status mend_local(struct store_repair *r, struct error *e)
{
    struct buf sql = BUF_INIT;
    sqlite3_stmt *stmt = db_prepare(&r->work.db, "SELECT rowid, key, value, digest FROM local");
    buf_adds(&sql, "DELETE FROM local WHERE key = 'file' OR rowid IN (-1");
    bool any = false;
    while (stmt && sqlite3_step(stmt) == SQLITE_ROW) {
        unsigned char stored[CHAIN_SIZE], digest[CHAIN_SIZE];
        chain_local(db_column(stmt, 1), db_column(stmt, 2), digest);
        if (db_blob(stmt, 3, stored, CHAIN_SIZE) && memcmp(stored, digest, CHAIN_SIZE) == 0)
            continue;
        any = true;
        buf_addf(&sql, ", %lld", (long long)sqlite3_column_int64(stmt, 0));
    }
    sqlite3_reset(stmt);
    buf_adds(&sql, ")");
    enum status status = any ? db_exec(&r->work.db, sql.s, "repair", e) : OK;
    buf_release(&sql);
    if (status == OK && any)
        r->each(r->data, _("What this copy noted for itself and was changed from outside is forgotten"));
    return status;
}

/* What was decided stands in the history, and can be told from what was proved. */
static enum status write_note(struct store_repair *r, struct error *e)
{
    static const char *const labels[] = {"", N_("Decided after damage: the log was trusted"),
                                         N_("Decided after damage: the tables were trusted"),
                                         N_("Decided after damage: the newest sound backup was trusted")};
    struct pending *p = &r->work.pending;
    struct buf text = BUF_INIT;
    enum status status = site_settle(&r->work, e);
    if (status == OK)
        status = change_follow(&r->work, e);
    snprintf(p->label, sizeof p->label, "%s", tr(labels[r->trust]));
    label_end_whole(p->label);
    buf_addf(&text, _("Changes that did not fit their digests, and nothing proved what was right: %zu"), r->decided);
    struct op op = {.verb = VERB_NOTE, .kind = "", .record = "", .value = text.s};
    p->depth = 1;
    if (status == OK)
        status = log_append(&r->work, &op, e);
    int64_t undo_top = p->undo_top;
    if (status == OK)
        status = change_commit_as(&r->work, CHANGE_DO, 0, undo_top, e);
    buf_release(&text);
    return status;
}

static enum status still_open(struct store_repair *r, const struct progress *progress, struct error *e)
{
    struct chain_report chain;
    enum status status = chain_verify(&r->work.db, &chain, progress, e);
    if (status != OK || (chain.broken == 0 && r->report->hopeless == 0))
        return status;
    error_set(e, ERR_DAMAGED, "the log of '%s' cannot be put in order: %s", r->work.db.path,
              chain.broken ? tr(chain.breaks[0].what) : _("what is trusted does not hold all of it"));
    return ERR_DAMAGED;
}

static enum status finish(struct store_repair *r, const struct progress *progress, struct error *e)
{
    enum status status = OK;
    if (r->report->open > 0 && r->trust == TRUST_NOBODY)
        return error_set(e, ERR_DAMAGED, "nothing proves what is right, and nobody has decided: nothing was changed");
    if (r->decided)
        status = chain_make(&r->work.db, progress, e);
    if (status == OK)
        status = still_open(r, progress, e);
    if (status == OK)
        status = mend_local(r, e);
    if (status == OK)
        status = projection_anew(&r->work, progress, e);
    if (status == OK)
        status = r->decided ? write_note(r, e) : db_exec(&r->work.db, "COMMIT", "repair", e);
    return status;
}

static void examine(struct store_repair *r)
{
    size_t count;
    int64_t *sites = chain_sites(&r->work.db, &count);
    for (size_t i = 0; i < count; i++)
        mend_site(r, sites[i]);
    free(sites);
    drop_strays(r);
}

static enum status run(struct store_repair *r, bool repair, const struct progress *progress, struct error *e)
{
    struct buf *kept = &r->report->kept;
    enum status status = OK;
    if (repair) {
        care_name_kept(r->work.db.path, "repair", kept);
        status = care_write_copy(&r->work.db, kept->s, progress, e);
    }
    if (status == OK)
        status = db_exec(&r->work.db, "BEGIN IMMEDIATE", "repair", e);
    if (status != OK)
        return status;
    examine(r);
    if (repair)
        status = finish(r, progress, e);
    if (!sqlite3_get_autocommit(r->work.db.sqlite))
        db_exec(&r->work.db, "ROLLBACK", "repair", NULL);
    return status;
}

/* What was locked because of the damage is open again; a copy in memory is out of date and stays locked. */
static void unlock(struct store *s)
{
    const char *file = sqlite3_db_filename(s->db.sqlite, "main");
    bool fits;
    if (file && *file && s->damaged && projection_fit(s, &fits, NULL) == OK && fits) {
        s->writable = true;
        s->damaged = false;
        *s->notice = '\0';
    }
}

enum status store_repair(struct store *s, bool repair, enum trust trust, void (*each)(void *data, const char *line),
                         void *data, struct repair_report *report, const struct progress *progress, struct error *e)
{
    struct store_repair r = {.store = s, .trust = trust, .each = each, .data = data, .report = report};
    struct buf newest = BUF_INIT;
    *report = (struct repair_report){0};
    enum status status = db_open(&r.work.db, s->db.path, 0, e); /* the store's own may be a copy in memory */
    if (status != OK)
        return status;
    r.work.model = s->model;
    r.work.site = s->site;
    r.work.astray = s->astray;
    r.work.writable = true;
    memcpy(r.work.place, s->place, sizeof r.work.place);
    r.has_backup = store_newest_backup(s->db.path, &newest, NULL) == OK && db_open(&r.backup, newest.s, DB_READ_ONLY, NULL) == OK &&
                   db_value(&r.backup, "PRAGMA user_version", 0) >= 2;
    status = run(&r, repair, progress, e);
    store_release(&r.work);
    chain_free(r.work.pending.chain);
    db_close(&r.work.db);
    if (r.backup.sqlite)
        db_close(&r.backup);
    buf_release(&newest);
    forget_statements(s);
    if (status == OK && repair)
        unlock(s);
    return status;
}
