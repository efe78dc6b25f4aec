/* change.c: the only way to write. */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "base/date.h"
#include "base/utf8.h"
#include "model/kinds.h"
#include "store/site.h"

void store_lock(struct store *s, bool locked)
{
    s->locked = locked;
}

static enum status may_write(struct store *s, struct error *e)
{
    if (s->narrowed) {
        error_set(e, ERR_INPUT, "nothing can be changed in what others may see");
        return error_hint(e, ERR_INPUT, "leave out --for");
    }
    if (s->locked)
        return error_set(e, ERR_READ_ONLY, "nothing was changed: locked for projecting");
    if (s->writable)
        return OK;
    error_set(e, ERR_READ_ONLY, "the workbench '%s' is open for reading only", s->db.path);
    return error_hint(e, ERR_READ_ONLY, "%s", *s->notice ? s->notice : "open it without asking for reading only");
}

/* Rows written by a model without the newest own columns would lose what these hold, and fields have moved under whoever
 * prepared this change. */
static enum status check_seen_again(struct store *s, struct error *e)
{
    bool changed;
    projection_load_columns(s, &changed, NULL);
    change_rollback(s);
    error_set(e, ERR_BUSY, "another window changed the columns of '%s' meanwhile: nothing was saved", s->db.path);
    return error_hint(e, ERR_BUSY, "do it once more; if that fails too, start peerloom again");
}

void label_end_whole(char *label)
{
    size_t n = strlen(label), last = n;
    while (last > 0 && ((unsigned char)label[last - 1] & 0xc0) == 0x80)
        last--;
    if (last > 0 && !utf8_valid(label + last - 1, n - last + 1))
        label[last - 1] = '\0';
}

/* The first change of a site goes on from where the site does. */
static enum status follow_site(struct store *s, struct error *e)
{
    struct pending *p = &s->pending;
    struct chain_site site;
    struct chain_change after;
    if (!chain_read_site(&s->db, s->site, &site))
        return db_fail(&s->db, "read", e);
    chain_origin(&site, p->before);
    if (site.after_site.there && chain_read(&s->db, site.after_site.n, site.after_seq.n, &after)) {
        p->first = p->next = after.row.seq + after.row.operations;
        p->undo_top = after.row.links[CHAIN_UNDO_TOP].n;
        p->redo_top = after.row.links[CHAIN_REDO_TOP].n;
    }
    return OK;
}

enum status change_follow(struct store *s, struct error *e)
{
    struct pending *p = &s->pending;
    p->undo_top = p->redo_top = 0;
    p->first = p->next = 1;
    sqlite3_stmt *stmt = db_prepare(&s->db, "SELECT seq + operations, undo_top, redo_top, digest FROM log_change WHERE "
                                            "site = :site ORDER BY seq DESC LIMIT 1");
    if (!stmt)
        return db_fail(&s->db, "read", e);
    db_number(stmt, ":site", s->site);
    bool first = sqlite3_step(stmt) != SQLITE_ROW;
    if (!first) {
        p->first = p->next = sqlite3_column_int64(stmt, 0);
        p->undo_top = sqlite3_column_int64(stmt, 1);
        p->redo_top = sqlite3_column_int64(stmt, 2);
        db_blob(stmt, 3, p->before, sizeof p->before);
    }
    sqlite3_reset(stmt);
    return first ? follow_site(s, e) : OK;
}

enum status change_begin(struct store *s, const char *label, struct error *e)
{
    enum status status = may_write(s, e);
    if (status != OK)
        return status;
    if (s->pending.depth++ > 0)
        return OK;
    status = db_exec(&s->db, "BEGIN IMMEDIATE", "save in", e);
    if (status != OK) {
        s->pending.depth = 0;
        return status;
    }
    struct pending *p = &s->pending;
    p->touches_columns = p->many = false;
    if (!projection_current(s))
        return check_seen_again(s, e);
    snprintf(p->label, sizeof p->label, "%s", label);
    label_end_whole(p->label);
    status = site_settle(s, e);
    if (status == OK)
        status = change_follow(s, e);
    if (status != OK)
        change_rollback(s);
    return status;
}

enum status change_end(struct store *s, enum status status, struct error *e)
{
    if (status == OK)
        return change_commit(s, e);
    change_rollback(s);
    return status;
}

void change_rollback(struct store *s)
{
    if (s->pending.depth == 0)
        return;
    s->pending.depth = 0;
    site_drop(s);
    if (!sqlite3_get_autocommit(s->db.sqlite))
        db_exec(&s->db, "ROLLBACK", "take back", NULL);
    if (s->pending.many)
        store_cache(s, false);
    bulk_forget(s);
    if (s->pending.touches_columns) {
        bool changed;
        projection_load_columns(s, &changed, NULL);
    }
}

enum status change_renew_columns(struct store *s, struct error *e)
{
    bool changed;
    if (!s->pending.touches_columns)
        return OK;
    enum status status = projection_load_columns(s, &changed, e);
    return status == OK && !projection_current(s) ? projection_renew(s, e) : status;
}

/* The change's row comes before its operations: each of these refers to it, and were it missing SQLite would go through the
 * whole log of this site when it comes, to see which operations had waited for it (a tenth of a second with 700,000). */
enum status change_open_row(struct store *s, struct error *e)
{
    sqlite3_stmt *stmt = db_prepare(&s->db, "INSERT INTO log_change (site, seq, operations, at, label, role) VALUES (:site, "
                                            ":seq, 0, :at, :label, 0)");
    if (!stmt)
        return db_fail(&s->db, "save in", e);
    db_number(stmt, ":site", s->site);
    db_number(stmt, ":seq", s->pending.first);
    db_number(stmt, ":at", moment_now());
    db_text(stmt, ":label", s->pending.label);
    return db_run(&s->db, stmt, "save in", e);
}

/* The digest of the change, whose operations are all in it; a link of 0 is none. */
static void end_digest(struct store *s, int64_t at, int role, const int64_t links[CHAIN_LINKS],
                       unsigned char digest[CHAIN_SIZE])
{
    const struct pending *p = &s->pending;
    struct chain_row row = {.site = s->site, .seq = p->first, .operations = p->next - p->first, .at = at, .role = role};
    for (int i = 0; i < CHAIN_LINKS; i++)
        row.links[i] = (struct chain_number){links[i] != 0, links[i]};
    chain_label((struct chain_text){p->label, strlen(p->label)}, row.label);
    chain_end(p->chain, &row, digest);
}

/* Ends the outermost change as `role`; the stacks are as the caller has set them in s->pending. */
static enum status commit_as(struct store *s, int role, int64_t target, int64_t below, struct error *e)
{
    struct pending *p = &s->pending;
    sqlite3_stmt *stmt = db_prepare(&s->db, "UPDATE log_change SET operations = :operations, at = :at, label = :label, role = "
                                            ":role, target = :target, below = :below, undo_top = :undo_top, redo_top = "
                                            ":redo_top, digest = :digest WHERE site = :site AND seq = :seq");
    if (!stmt)
        return db_fail(&s->db, "save in", e);
    int64_t at = moment_now(); /* as the clock says, right or wrong: the order is that of seq */
    unsigned char digest[CHAIN_SIZE];
    end_digest(s, at, role, (const int64_t[CHAIN_LINKS]){target, below, p->undo_top, p->redo_top}, digest);
    sqlite3_bind_blob(stmt, sqlite3_bind_parameter_index(stmt, ":digest"), digest, sizeof digest, SQLITE_STATIC);
    db_number(stmt, ":site", s->site);
    db_number(stmt, ":seq", p->first);
    db_number(stmt, ":operations", p->next - p->first);
    db_number(stmt, ":at", at);
    db_text(stmt, ":label", p->label);
    db_number(stmt, ":role", role);
    db_number_or_null(stmt, ":target", target);
    db_number_or_null(stmt, ":below", below);
    db_number_or_null(stmt, ":undo_top", p->undo_top);
    db_number_or_null(stmt, ":redo_top", p->redo_top);
    enum status status = db_run(&s->db, stmt, "save in", e);
    if (status == OK)
        status = change_many_done(s, e);
    if (status == OK && p->touches_columns)
        status = change_renew_columns(s, e);
    if (status == OK)
        status = db_exec(&s->db, "COMMIT", "save in", e);
    if (status == OK && p->many)
        store_cache(s, false);
    if (status == OK) {
        s->saved_at = at;
        site_keep(s, p->first, digest);
    }
    return status;
}

enum status change_commit_as(struct store *s, int role, int64_t target, int64_t below, struct error *e)
{
    if (s->pending.next == s->pending.first) { /* nothing was done: nothing is written */
        change_rollback(s);
        return OK;
    }
    enum status status = commit_as(s, role, target, below, e);
    if (status == OK) {
        s->pending.depth = 0;
        s->position++;
    } else {
        change_rollback(s);
    }
    return status;
}

enum status change_commit(struct store *s, struct error *e)
{
    if (s->pending.depth == 0)
        return error_set(e, ERR_INPUT, "there is no change to save");
    if (--s->pending.depth > 0)
        return OK;
    s->pending.depth = 1;
    int64_t below = s->pending.undo_top;
    s->pending.undo_top = s->pending.first;
    s->pending.redo_top = 0;
    return change_commit_as(s, CHANGE_DO, 0, below, e);
}

void change_touch(struct store *s, const struct kind *k)
{
    s->pending.touches_columns |= k == s->model->kinds[KIND_COLUMN];
}

/* ---- operations ---- */

static enum status check_required(const struct record *r, struct error *e)
{
    for (size_t i = FIELD_FIRST; i < r->kind->field_count; i++)
        if ((r->kind->fields[i].flags & FIELD_REQUIRED) && !record_has(r, (int)i))
            return error_set(e, ERR_INPUT, "a new %s needs '%s'", r->kind->label, r->kind->fields[i].label);
    return OK;
}

/* Was there ever a record of this id? */
static bool known_in_log(struct store *s, const char *id)
{
    sqlite3_stmt *stmt = db_prepare(&s->db, "SELECT 1 FROM log_op WHERE record = :id LIMIT 1");
    if (!stmt)
        return false;
    db_text(stmt, ":id", id);
    bool known = sqlite3_step(stmt) == SQLITE_ROW;
    sqlite3_reset(stmt);
    return known;
}

enum status change_bring_back(struct store *s, const struct kind *k, const char *id, struct error *e)
{
    struct buf parents = BUF_INIT;
    enum status status = log_heads(s, id, NULL, &parents, e);
    struct op op = {.verb = VERB_RESTORE, .kind = k->name, .record = id, .parents = buf_str(&parents)};
    if (status == OK)
        status = log_append(s, &op, e);
    if (status == OK)
        status = projection_replay(s, k, id, e);
    if (status == OK)
        status = derive_row(s, k, id, true, e);
    change_touch(s, k);
    buf_release(&parents);
    return status;
}

static enum status there_already(const struct kind *k, struct error *e)
{
    return error_set(e, ERR_INPUT, "this %s is there already", k->label);
}

enum status change_create(struct store *s, struct record *r, struct error *e)
{
    enum status status = check_required(r, e);
    if (status != OK)
        return status;
    bool given = record_has(r, FIELD_ID);
    if (!given)
        record_make_id(r);
    if (!record_has(r, FIELD_VISIBILITY)) /* the log leaves out what is empty, and a row made anew from it is open */
        record_set(r, FIELD_VISIBILITY, FIELD_VISIBILITY_OPEN);
    const struct kind *k = r->kind;
    if (!bulk_is_new(s) && (given || k->keyed) && known_in_log(s, record_id(r))) {
        struct record there;
        bool found;
        status = projection_get(s, k, record_id(r), &there, &found, e);
        if (status == OK && found) {
            record_release(&there);
            return there_already(k, e);
        }
        if (status == OK)
            status = seen_check_gone(s, record_id(r), e);
        if (status == OK)
            store_expect_nothing(s); /* what is brought back is not there for anybody to have seen */
        if (status == OK)
            status = change_bring_back(s, k, record_id(r), e);
        for (size_t i = FIELD_VISIBILITY; i < k->field_count && status == OK; i++)
            if (field_stored(&k->fields[i]))
                status = change_set(s, k, record_id(r), (int)i, record_get(r, (int)i), e);
        return status;
    }
    struct buf values = BUF_INIT;
    values_encode(r, &values);
    struct op op = {.verb = VERB_CREATE, .kind = k->name, .record = record_id(r), .value = buf_str(&values)};
    status = log_check(&op, e);
    if (status == OK) {
        status = projection_insert(s, r, e); /* before the log, which must not hear of a record that is there */
        if (status != OK && sqlite3_extended_errcode(s->db.sqlite) == SQLITE_CONSTRAINT_PRIMARYKEY)
            status = there_already(k, e);
    }
    if (status == OK)
        status = log_append(s, &op, e);
    change_touch(s, k);
    buf_release(&values);
    return status;
}

static enum status read_there(struct store *s, const struct kind *k, const char *id, struct record *r, struct error *e)
{
    bool found;
    enum status status = projection_get(s, k, id, r, &found, e);
    if (status == OK && !found)
        return error_set(e, ERR_NOT_FOUND, "there is no %s '%s'", k->label, id);
    return status;
}

/* Sets the field without asking what it holds now. */
enum status change_put(struct store *s, const struct kind *k, const char *id, int field, const char *value, struct error *e)
{
    struct buf parents = BUF_INIT;
    enum status status = log_heads(s, id, k->fields[field].name, &parents, e);
    seen_parents(s, id, field, &parents);
    struct op op = {.verb = VERB_SET, .kind = k->name, .record = id, .field = k->fields[field].name, .value = value,
                    .parents = buf_str(&parents)};
    if (status == OK)
        status = log_append(s, &op, e);
    if (status == OK)
        status = projection_set(s, k, id, field, value, e);
    if (status == OK && (k->fields[field].flags & (FIELD_TITLE | FIELD_LISTED)))
        status = derive_row(s, k, id, false, e);
    change_touch(s, k);
    buf_release(&parents);
    return status;
}

enum status change_set(struct store *s, const struct kind *k, const char *id, int field, const char *value, struct error *e)
{
    if (field <= FIELD_ID || (size_t)field >= k->field_count || !field_stored(&k->fields[field]))
        return error_set(e, ERR_INPUT, "this field of %s cannot be set", k->label);
    if (!*value && (k->fields[field].flags & FIELD_REQUIRED))
        return error_set(e, ERR_INPUT, "%s may not be empty", k->fields[field].label);
    struct record r;
    enum status status = read_there(s, k, id, &r, e);
    if (status == ERR_NOT_FOUND && seen_check_gone(s, id, e) != OK)
        return ERR_CONFLICT;
    if (status != OK)
        return status;
    bool same = strcmp(record_get(&r, field), value) == 0;
    bool key = !same && (k->fields[field].flags & FIELD_KEY);
    if (!same && !key)
        status = seen_check(s, k, id, field, record_get(&r, field), e);
    record_release(&r);
    if (status != OK)
        return status;
    if (key) /* its id says what it is about */
        return error_set(e, ERR_INPUT, "%s of a %s cannot be changed: make a new one and delete this one",
                         k->fields[field].label, k->label);
    return same ? OK : change_put(s, k, id, field, value, e);
}

/* Records that refer to the one that goes: those it owns go with it, others lose the reference. */
static enum status clear_reference(struct store *s, const struct kind *other, int field, const char *id, struct error *e)
{
    struct buf ids = BUF_INIT;
    enum status status = referring_ids(s, other, field, id, &ids, e);
    bool owned = other->fields[field].flags & (FIELD_OWNER | FIELD_KEY);
    for (const char *p = buf_str(&ids); p < buf_str(&ids) + ids.len && status == OK; p += strlen(p) + 1)
        status = owned ? change_delete(s, other, p, e) : change_put(s, other, p, field, "", e);
    buf_release(&ids);
    return status;
}

enum status change_remove(struct store *s, const struct kind *k, const char *id, struct error *e)
{
    struct buf parents = BUF_INIT;
    enum status status = log_heads(s, id, NULL, &parents, e);
    struct op op = {.verb = VERB_DELETE, .kind = k->name, .record = id, .parents = buf_str(&parents)};
    if (status == OK)
        status = log_append(s, &op, e);
    if (status == OK)
        status = projection_delete(s, k, id, e);
    if (status == OK)
        status = derive_dependents(s, k, id, e);
    change_touch(s, k);
    buf_release(&parents);
    return status;
}

enum status change_delete(struct store *s, const struct kind *k, const char *id, struct error *e)
{
    struct record r;
    enum status status = read_there(s, k, id, &r, e);
    if (status != OK)
        return status;
    record_release(&r);
    for (size_t i = 0; i < s->model->count && status == OK; i++)
        for (size_t j = FIELD_FIRST; j < s->model->kinds[i]->field_count && status == OK; j++) {
            const struct field *f = &s->model->kinds[i]->fields[j];
            if (f->type == FIELD_REFERENCE && f->reference == k)
                status = clear_reference(s, s->model->kinds[i], (int)j, id, e);
        }
    return status == OK ? change_remove(s, k, id, e) : status;
}
