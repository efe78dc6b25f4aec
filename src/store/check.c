/* check.c: is the file sound, does its log say what it said when it was saved, and do the tables agree with it? */
#include <sodium.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "base/tr.h"
#include "store/site.h"

/* Adds the digest of one row to the sum; a sum does not depend on the order. */
static void add_row(const struct kind *k, sqlite3_stmt *stmt, unsigned char sum[16])
{
    crypto_generichash_state state;
    unsigned char row[16];
    crypto_generichash_init(&state, NULL, 0, sizeof row);
    crypto_generichash_update(&state, (const unsigned char *)k->name, strlen(k->name) + 1);
    for (int i = 0; i < sqlite3_column_count(stmt); i++) {
        const char *text = db_column(stmt, i);
        crypto_generichash_update(&state, (const unsigned char *)text, strlen(text) + 1);
    }
    crypto_generichash_final(&state, row, sizeof row);
    sodium_add(sum, row, sizeof row);
}

enum status store_digest(struct store *s, char out[33], struct error *e)
{
    unsigned char sum[16] = {0};
    for (size_t i = 0; i < s->model->count; i++) {
        const struct kind *k = s->model->kinds[i];
        struct buf sql = BUF_INIT;
        buf_adds(&sql, "SELECT ");
        stored_columns(k, &sql);
        buf_addf(&sql, ", title_, sort_, find_ FROM \"%s\"", k->name);
        sqlite3_stmt *stmt = db_prepare(&s->db, sql.s);
        buf_release(&sql);
        if (!stmt)
            return db_fail(&s->db, "read", e);
        int rc;
        while ((rc = sqlite3_step(stmt)) == SQLITE_ROW)
            add_row(k, stmt, sum);
        sqlite3_reset(stmt);
        if (rc != SQLITE_DONE)
            return db_fail(&s->db, "read", e);
    }
    static const struct kind counts = {.name = "projection_count"};
    sqlite3_stmt *stmt = db_prepare(&s->db, "SELECT kind, alliance, CAST(n AS TEXT) FROM projection_count WHERE n <> 0");
    while (stmt && sqlite3_step(stmt) == SQLITE_ROW)
        add_row(&counts, stmt, sum);
    sqlite3_reset(stmt);
    sodium_bin2hex(out, 33, sum, sizeof sum);
    return OK;
}

/* Whatever tables and indexes there are: those of the kinds are made anew in the copy. */
static void add_schema(struct db *db, struct buf *out)
{
    sqlite3_stmt *stmt = db_prepare(db, "SELECT type || ' ' || name || ' ' || coalesce(sql, '') FROM sqlite_schema ORDER BY 1");
    while (stmt && sqlite3_step(stmt) == SQLITE_ROW)
        buf_addf(out, "%s\n", db_column(stmt, 0));
    sqlite3_reset(stmt);
}

static bool equal_schemas(struct db *a, struct db *b)
{
    struct buf texts[2] = {BUF_INIT, BUF_INIT};
    add_schema(a, &texts[0]);
    add_schema(b, &texts[1]);
    bool equal = strcmp(buf_str(&texts[0]), buf_str(&texts[1])) == 0;
    buf_release(&texts[0]);
    buf_release(&texts[1]);
    return equal;
}

/* Rebuilds a copy in memory and compares; the file is not touched. */
static enum status compare_projection(struct store *s, struct check_report *report, const struct progress *progress,
                                      struct error *e)
{
    struct store copy = {.model = s->model, .site = s->site, .writable = true};
    char kept[33], made[33];
    enum status status = store_digest(s, kept, e);
    if (status == OK)
        status = store_copy_to_memory(s, &copy.db, e);
    if (status != OK)
        return status;
    status = projection_rebuild(&copy, progress, e);
    if (status == OK)
        status = store_digest(&copy, made, e);
    bool same_schema = status == OK && equal_schemas(&s->db, &copy.db);
    store_release(&copy);
    db_close(&copy.db);
    if (status != OK)
        return status;
    report->projection_equal = strcmp(kept, made) == 0 && same_schema;
    if (!report->projection_equal && !*report->detail)
        snprintf(report->detail, sizeof report->detail, "%s", _("the tables differ from what the log says"));
    return OK;
}

static int step_check(void *data)
{
    return progress_stop(data, "checking the file", 0, 0);
}

/* Asks SQLite whether the file is sound. ERR_CANCELLED if `progress` stops it, which it may at any moment. */
enum status check_pages(struct db *db, bool quick, struct check_report *report, const struct progress *progress,
                              struct error *e)
{
    if (progress && progress->step)
        sqlite3_progress_handler(db->sqlite, 20000, step_check, (void *)progress);
    sqlite3_stmt *stmt = db_prepare(db, quick ? "PRAGMA quick_check(1)" : "PRAGMA integrity_check(1)");
    int rc = stmt ? sqlite3_step(stmt) : SQLITE_ERROR;
    sqlite3_progress_handler(db->sqlite, 0, NULL, NULL);
    const char *says = rc == SQLITE_ROW ? db_column(stmt, 0) : sqlite3_errmsg(db->sqlite);
    report->file_sound = strcmp(says, "ok") == 0;
    if (!report->file_sound)
        snprintf(report->detail, sizeof report->detail, "%s", says);
    enum status status = rc == SQLITE_INTERRUPT ? db_fail(db, "check", e) : OK;
    sqlite3_reset(stmt);
    return status;
}

bool check_sound(const struct check_report *r)
{
    return r->file_sound && r->chain_whole && r->local_whole && r->up_to_date && r->projection_equal;
}

static void add_detail(struct check_report *r, const char *text)
{
    if (!*r->detail)
        snprintf(r->detail, sizeof r->detail, "%s", text);
}

/* "change 12 of 2018-01-31 14:02, "Add person Otieno": it is not as it was saved" */
static void describe_break(const struct chain_break *b, struct check_report *r)
{
    char day[DATE_SIZE], clock[CLOCK_SIZE];
    r->broken_seq = b->seq;
    r->broken_at = b->at;
    memcpy(r->broken_label, b->label, sizeof r->broken_label);
    if (!b->seq) {
        snprintf(r->detail, sizeof r->detail, _("the log: %s"), tr(b->what));
        return;
    }
    moment_day(b->at, day);
    moment_clock(b->at, clock);
    snprintf(r->detail, sizeof r->detail, _("change %lld of %s %s, \"%.120s\": %s"), (long long)b->seq, day, clock, b->label,
             tr(b->what));
}

static enum status check_chain(struct db *db, struct check_report *r, const struct progress *progress, struct error *e)
{
    struct chain_report chain;
    enum status status = chain_verify(db, &chain, progress, e);
    if (status != OK)
        return status;
    r->operations = chain.operations;
    r->changes = chain.changes;
    r->broken = chain.broken;
    r->chain_whole = chain.broken == 0;
    if (!r->chain_whole)
        describe_break(&chain.breaks[0], r);
    return OK;
}

static void check_local(struct store *s, struct check_report *r)
{
    sqlite3_stmt *stmt = db_prepare(&s->db, "SELECT key, value, digest FROM local");
    struct chain_site site;
    bool whole = stmt;
    while (whole && sqlite3_step(stmt) == SQLITE_ROW) {
        unsigned char stored[CHAIN_SIZE], digest[CHAIN_SIZE];
        chain_local(db_column(stmt, 0), db_column(stmt, 1), digest);
        whole = db_blob(stmt, 2, stored, CHAIN_SIZE) && memcmp(stored, digest, CHAIN_SIZE) == 0;
    }
    sqlite3_reset(stmt);
    r->local_whole = whole && chain_read_site(&s->db, s->site, &site) &&
                     db_value(&s->db, "SELECT count(*) FROM local WHERE key = 'site'", 0) == 1;
    if (!r->local_whole)
        add_detail(r, _("what this copy notes for itself was changed from outside"));
}

static void check_age(struct store *s, struct check_report *r)
{
    enum site_age age = *s->place ? site_age(&s->db, s->db.path) : SITE_FITS;
    r->up_to_date = age == SITE_FITS || (age == SITE_OTHER && r->changes == 0);
    if (!r->up_to_date)
        add_detail(r, age == SITE_OLDER ? _("the file is older than what was last saved in its place")
                                        : _("this is not the file that was last saved in its place"));
}

enum status store_check(struct store *s, bool quick, struct check_report *report, const struct progress *progress,
                        struct error *e)
{
    *report = (struct check_report){0};
    enum status status = check_pages(&s->db, quick, report, progress, e);
    if (status != OK || !report->file_sound)
        return status;
    status = check_chain(&s->db, report, progress, e);
    if (status != OK)
        return status;
    check_age(s, report);
    check_local(s, report);
    report->projection_equal = quick;
    if (quick || !report->chain_whole)
        return OK;
    for (size_t i = 0; i < s->model->count; i++)
        report->records += store_count(s, s->model->kinds[i], -1, NULL);
    return compare_projection(s, report, progress, e);
}

enum status check_log(struct db *db, const struct progress *progress, struct error *e)
{
    struct check_report report = {0};
    if (db_value(db, "PRAGMA user_version", 0) < 2) /* that log has no chain */
        return OK;
    enum status status = check_chain(db, &report, progress, e);
    if (status != OK || report.chain_whole)
        return status;
    error_set(e, ERR_DAMAGED, "the log of '%s' is damaged: %s", db->path, report.detail);
    error_personal(e);
    return error_hint(e, ERR_DAMAGED, "nothing was changed; 'peerloom check' says what can be done");
}

enum status store_rebuild(struct store *s, const struct progress *progress, struct error *e)
{
    bool changed = false;
    enum status status = db_exec(&s->db, "BEGIN IMMEDIATE", "prepare", e);
    if (status == OK)
        status = check_log(&s->db, progress, e);
    if (status == OK)
        status = projection_rebuild(s, progress, e);
    if (status == OK)
        status = projection_load_columns(s, &changed, e);
    if (status == OK && (changed || !projection_current(s))) /* another window had changed them */
        status = projection_renew(s, e);
    if (status == OK)
        status = db_exec(&s->db, "COMMIT", "prepare", e);
    if (status != OK && !sqlite3_get_autocommit(s->db.sqlite))
        db_exec(&s->db, "ROLLBACK", "prepare", NULL);
    return status;
}

bool care_sound(struct db *db, struct error *e)
{
    struct check_report report = {0};
    check_pages(db, false, &report, NULL, NULL);
    bool ours = db_value(db, "PRAGMA application_id", 0) == DB_APPLICATION_ID;
    int64_t version = db_value(db, "PRAGMA user_version", 0);
    if (report.file_sound && ours && version > LOG_VERSION) {
        error_set(e, ERR_NEWER, "'%s' was written by a newer peerloom (version %lld of the log, this program knows %d)", db->path,
                  (long long)version, LOG_VERSION);
        error_hint(e, ERR_NEWER, "nothing was changed; use the newer program, or choose an older backup");
        return false;
    }
    bool trap = db_value(db, "SELECT count(*) FROM sqlite_schema WHERE type IN ('trigger', 'view')", 1) > 0;
    if (report.file_sound && trap)
        snprintf(report.detail, sizeof report.detail, "%s", _("it has triggers or views, which this program never makes"));
    if (report.file_sound && ours && !trap && version > 0) {
        struct error why = {0};
        if (check_log(db, NULL, &why) == OK)
            return true;
        snprintf(report.detail, sizeof report.detail, "%s", _("its log does not fit its digests"));
    }
    error_set(e, ERR_DAMAGED, "'%s' is not a sound workbench: %s", db->path,
              ours ? report.detail : "it was not made by peerloom");
    error_personal(e);
    error_hint(e, ERR_DAMAGED, "choose another backup");
    return false;
}
