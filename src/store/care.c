/* care.c: the check of a workbench; see also care_copy.c, backup.c and restore.c. */
#include <sodium.h>
#include <stdio.h>
#include <string.h>

#include "store/internal.h"

/* ---- digest and check ---- */

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
    store_release(&copy);
    db_close(&copy.db);
    if (status != OK)
        return status;
    report->projection_equal = strcmp(kept, made) == 0;
    if (!report->projection_equal && !*report->detail)
        snprintf(report->detail, sizeof report->detail, "the tables differ from what the log says");
    return OK;
}

static int step_check(void *data)
{
    return progress_stop(data, "checking the file", 0, 0);
}

enum status care_check_file(struct db *db, bool quick, struct check_report *report, const struct progress *progress,
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

enum status store_check(struct store *s, bool quick, struct check_report *report, const struct progress *progress,
                        struct error *e)
{
    *report = (struct check_report){0};
    report->projection_equal = true;
    enum status status = care_check_file(&s->db, quick, report, progress, e);
    if (status != OK || !report->file_sound || quick)
        return status;
    report->operations = (size_t)db_value(&s->db, "SELECT count(*) FROM log_op", 0);
    report->changes = (size_t)db_value(&s->db, "SELECT count(*) FROM log_change", 0);
    for (size_t i = 0; i < s->model->count; i++)
        report->records += store_count(s, s->model->kinds[i], -1, NULL);
    return compare_projection(s, report, progress, e);
}

enum status store_rebuild(struct store *s, const struct progress *progress, struct error *e)
{
    bool changed = false;
    enum status status = db_exec(&s->db, "BEGIN IMMEDIATE", "prepare", e);
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
    care_check_file(db, false, &report, NULL, NULL);
    bool ours = db_value(db, "PRAGMA application_id", 0) == DB_APPLICATION_ID;
    if (!report.file_sound || !ours) {
        error_set(e, ERR_DAMAGED, "'%s' is no sound workbench: %s", db->path,
                  ours ? report.detail : "it was not made by peerloom");
        error_hint(e, ERR_DAMAGED, "choose another backup");
    }
    return report.file_sound && ours;
}
