/* undo.c: undo and redo append the inverse of a change as a change of their own; nothing is ever taken out of the log.
 * The two stacks are linked lists through log_change (see data/schema/001-log.sql), so they outlive a restart. */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "base/mem.h"
#include "base/tr.h"
#include "store/site.h"

/* A row of log_change of this site's line (site.h). */
struct link {
    int64_t site, seq, operations, at, target, below;
    int role;
    char label[CHANGE_LABEL];
};

/* The label and, in the next column, whether it was taken out for good. */
static void read_label(sqlite3_stmt *stmt, int column, char label[CHANGE_LABEL])
{
    snprintf(label, CHANGE_LABEL, "%s", sqlite3_column_int(stmt, column + 1) ? _("(removed)") : db_column(stmt, column));
}

static bool read_link(struct store *s, int64_t seq, struct link *link)
{
    sqlite3_stmt *stmt = db_prepare(&s->db, "SELECT operations, at, target, below, role, label, label_digest IS NOT "
                                            "NULL FROM log_change WHERE site = :site AND seq = :seq");
    if (!stmt || seq == 0)
        return false;
    int64_t site = site_of(s, seq);
    db_number(stmt, ":site", site);
    db_number(stmt, ":seq", seq);
    bool found = sqlite3_step(stmt) == SQLITE_ROW;
    if (found) {
        *link = (struct link){site, seq, sqlite3_column_int64(stmt, 0), sqlite3_column_int64(stmt, 1),
                              sqlite3_column_int64(stmt, 2), sqlite3_column_int64(stmt, 3), sqlite3_column_int(stmt, 4), ""};
        read_label(stmt, 5, link->label);
    }
    sqlite3_reset(stmt);
    return found;
}

/* The tops of the undo and the redo stack, as the last change left them. */
static void read_tops(struct store *s, int64_t *undo_top, int64_t *redo_top)
{
    size_t count;
    struct chain_change last = {0};
    const struct span *line = site_line(s, &count);
    for (size_t i = 0; i < count && !last.row.seq; i++)
        chain_last(&s->db, line[i].site, &last);
    *undo_top = last.row.links[CHAIN_UNDO_TOP].n;
    *redo_top = last.row.links[CHAIN_REDO_TOP].n;
}

static void fill_info(const struct link *link, struct change_info *what)
{
    if (!what)
        return;
    *what = (struct change_info){.seq = link->seq, .at = link->at, .own = true, .role = link->role,
                                 .operations = (int)link->operations};
    memcpy(what->label, link->label, sizeof what->label);
}

/* An operation, copied out of its statement. */
struct kept_op {
    enum verb verb;
    char *text; /* kind, record, field, parents, each with its NUL */
    const char *kind, *record, *field, *parents;
};

static struct kept_op copy_op(sqlite3_stmt *stmt)
{
    struct kept_op k = {.verb = (enum verb)sqlite3_column_int(stmt, 0)};
    struct buf text = BUF_INIT;
    size_t at[4] = {0};
    for (int i = 0; i < 4; i++) {
        at[i] = text.len;
        buf_add(&text, db_column(stmt, i + 1), strlen(db_column(stmt, i + 1)) + 1);
    }
    k.text = buf_take(&text);
    k.kind = k.text + at[0];
    k.record = k.text + at[1];
    k.field = k.text + at[2];
    k.parents = k.text + at[3];
    return k;
}

/* Was the record that the field refers to taken out for good? */
static bool is_forgotten(struct store *s, const struct field *f, const char *id)
{
    if (f->type != FIELD_REFERENCE || !*id)
        return false;
    sqlite3_stmt *stmt = db_prepare(&s->db, "SELECT EXISTS (SELECT 1 FROM log_op WHERE record = '' AND verb = 5) AND NOT EXISTS "
                                            "(SELECT 1 FROM log_op WHERE record = :id)");
    if (!stmt)
        return false;
    db_text(stmt, ":id", id);
    bool forgotten = sqlite3_step(stmt) == SQLITE_ROW && sqlite3_column_int(stmt, 0);
    sqlite3_reset(stmt);
    return forgotten;
}

/* What is brought back refers to nobody who was forgotten meanwhile. */
static enum status bring_back(struct store *s, const struct kind *k, const char *id, struct error *e)
{
    struct record r;
    bool there = false;
    enum status status = change_bring_back(s, k, id, e);
    if (status == OK)
        status = projection_get(s, k, id, &r, &there, e);
    for (size_t i = FIELD_FIRST; there && i < k->field_count && status == OK; i++)
        if (is_forgotten(s, &k->fields[i], record_get(&r, (int)i)))
            status = change_put(s, k, id, (int)i, "", e);
    if (there)
        record_release(&r);
    return status;
}

static enum status invert(struct store *s, const struct kept_op *op, struct error *e)
{
    if (op->verb == VERB_PURGED || op->verb == VERB_NOTE) /* what was taken out for good does not come back */
        return OK;
    const struct kind *k = model_kind(s->model, op->kind);
    int field = k && *op->field ? kind_field(k, op->field) : -1;
    if (k && op->verb == VERB_SET && field < 0 && s->pending.touches_columns) { /* a column that this has just brought back */
        enum status status = change_renew_columns(s, e);
        if (status != OK)
            return status;
        field = kind_field(k, op->field);
    }
    if (!k || (op->verb == VERB_SET && field < 0)) {
        error_set(e, ERR_INPUT, "this change touches '%s', which this program does not know", op->kind);
        return error_hint(e, ERR_INPUT, "take it back with the program that made it");
    }
    if (op->verb == VERB_CREATE || op->verb == VERB_RESTORE)
        return change_remove(s, k, op->record, e);
    if (op->verb == VERB_DELETE)
        return bring_back(s, k, op->record, e);
    struct buf before = BUF_INIT;
    enum status status = log_value_at(s, op->parents, op->field, &before, e);
    if (status == OK)
        status = change_put(s, k, op->record, field, is_forgotten(s, &k->fields[field], buf_str(&before)) ? "" : buf_str(&before), e);
    buf_release(&before);
    return status;
}

/* Half a change taken back would be worse than none. */
static enum status incomplete(const struct link *link, struct error *e)
{
    error_set(e, ERR_DAMAGED, "could not read all that the change '%.80s' did", link->label);
    error_personal(e);
    return error_hint(e, ERR_DAMAGED, "nothing was taken back; look at the workbench with 'peerloom check'");
}

/* Takes back all operations of a change, the last one first. */
static enum status invert_all(struct store *s, const struct link *link, struct error *e)
{
    sqlite3_stmt *stmt = db_prepare(&s->db, "SELECT verb, kind, record, field, parents FROM log_op WHERE site = :site AND "
                                            "seq >= :first AND seq < :end ORDER BY seq DESC");
    if (!stmt)
        return db_fail(&s->db, "read", e);
    db_number(stmt, ":site", link->site);
    db_number(stmt, ":first", link->seq);
    db_number(stmt, ":end", link->seq + link->operations);
    struct kept_op *ops = NULL;
    size_t count = 0, cap = 0;
    while (sqlite3_step(stmt) == SQLITE_ROW) {
        GROW(ops, count + 1, cap);
        ops[count++] = copy_op(stmt);
    }
    enum status status = count == (size_t)link->operations ? OK : incomplete(link, e);
    sqlite3_reset(stmt);
    for (size_t i = 0; i < count; i++) {
        if (status == OK)
            status = invert(s, &ops[i], e);
        free(ops[i].text);
    }
    free(ops);
    return status;
}

/* Was all that the change did taken out for good? One with operations that are not there is damaged, which is another thing. */
static bool all_removed(struct store *s, const struct link *link)
{
    sqlite3_stmt *stmt = db_prepare(&s->db, "SELECT verb FROM log_op WHERE site = :site AND seq >= :first AND seq < :end");
    if (!stmt)
        return false;
    db_number(stmt, ":site", link->site);
    db_number(stmt, ":first", link->seq);
    db_number(stmt, ":end", link->seq + link->operations);
    int64_t removed = 0;
    bool all = true;
    while (all && sqlite3_step(stmt) == SQLITE_ROW) {
        int verb = sqlite3_column_int(stmt, 0);
        all = verb == VERB_PURGED || verb == VERB_NOTE;
        removed += all;
    }
    sqlite3_reset(stmt);
    return all && removed == link->operations;
}

/* The topmost change at or below number `seq` that holds something to take back. */
static bool read_top(struct store *s, int64_t seq, struct link *top)
{
    while (read_link(s, seq, top)) {
        if (!all_removed(s, top))
            return true;
        seq = top->below;
    }
    return false;
}

static enum status apply_inverse(struct store *s, bool undo, struct change_info *what, struct error *e)
{
    enum status status = change_begin(s, "", e);
    if (status != OK)
        return status;
    struct pending *p = &s->pending;
    struct link top, done;
    if (!read_top(s, undo ? p->undo_top : p->redo_top, &top)) {
        change_rollback(s);
        return error_set(e, ERR_NOT_FOUND, undo ? "there is nothing to undo" : "there is nothing to redo");
    }
    int64_t target = top.target ? top.target : top.seq;
    if (!read_link(s, target, &done))
        done = top;
    snprintf(p->label, sizeof p->label, "%s: %.140s", undo ? "Undo" : "Redo", done.label);
    label_end_whole(p->label);
    status = invert_all(s, &top, e);
    if (status != OK) {
        change_rollback(s);
        return status;
    }
    int64_t below = undo ? p->redo_top : p->undo_top; /* what the new change lies on */
    if (undo) {
        p->undo_top = top.below;
        p->redo_top = p->first;
    } else {
        p->redo_top = top.below;
        p->undo_top = p->first;
    }
    fill_info(&done, what);
    return change_commit_as(s, undo ? CHANGE_UNDO : CHANGE_REDO, target, below, e);
}

enum status store_undo(struct store *s, struct change_info *what, struct error *e)
{
    return apply_inverse(s, true, what, e);
}

enum status store_redo(struct store *s, struct change_info *what, struct error *e)
{
    return apply_inverse(s, false, what, e);
}

static bool can(struct store *s, bool undo, struct change_info *what)
{
    int64_t tops[2];
    struct link top, done;
    read_tops(s, &tops[0], &tops[1]);
    if (!read_top(s, tops[undo ? 0 : 1], &top))
        return false;
    if (!top.target || !read_link(s, top.target, &done))
        done = top;
    fill_info(&done, what);
    return s->writable;
}

bool store_can_undo(struct store *s, struct change_info *what)
{
    return can(s, true, what);
}

bool store_can_redo(struct store *s, struct change_info *what)
{
    return can(s, false, what);
}

/* ---- history ---- */

static struct change_info *find_change(struct change_info *list, size_t count, int64_t seq)
{
    size_t low = 0, high = count; /* the list goes from the newest to the oldest */
    while (low < high) {
        size_t middle = low + (high - low) / 2;
        if (list[middle].seq > seq)
            low = middle + 1;
        else
            high = middle;
    }
    return low < count && list[low].seq == seq ? &list[low] : NULL;
}

static void mark_undone_by(struct store *s, const struct span *span, struct change_info *list, size_t count)
{
    sqlite3_stmt *stmt = db_prepare(&s->db, "SELECT target, role FROM log_change WHERE site = :site AND seq > :oldest AND seq < "
                                            ":end AND target BETWEEN :oldest AND :newest ORDER BY seq");
    if (!stmt)
        return;
    db_number(stmt, ":site", span->site);
    db_number(stmt, ":end", span->end);
    db_number(stmt, ":oldest", list[count - 1].seq);
    db_number(stmt, ":newest", list[0].seq);
    while (sqlite3_step(stmt) == SQLITE_ROW) {
        struct change_info *c = find_change(list, count, sqlite3_column_int64(stmt, 0));
        if (c)
            c->undone = sqlite3_column_int(stmt, 1) == CHANGE_UNDO;
    }
    sqlite3_reset(stmt);
}

/* Marks the changes of the list that no longer stand: those whose last undo or redo was an undo. Both come after the change
 * they are about, so one look at what is newer than the list's end is enough. */
static void mark_undone(struct store *s, struct change_info *list, size_t count)
{
    size_t spans;
    const struct span *line = site_line(s, &spans);
    for (size_t i = spans; i-- > 0 && count > 0;)
        if (line[i].end > list[count - 1].seq)
            mark_undone_by(s, &line[i], list, count);
}

/* Adds changes of one span that come before number `before`. */
static size_t add_history(struct store *s, const struct span *span, int64_t before, struct change_info *list, size_t size)
{
    sqlite3_stmt *stmt = db_prepare(&s->db, "SELECT seq, operations, at, label, label_digest IS NOT NULL, role FROM log_change "
                                            "WHERE site = :site AND seq < :before ORDER BY seq DESC LIMIT :size");
    if (!stmt)
        return 0;
    db_number(stmt, ":site", span->site);
    db_number(stmt, ":before", before && before < span->end ? before : span->end);
    db_number(stmt, ":size", (int64_t)size);
    size_t count = 0;
    while (count < size && sqlite3_step(stmt) == SQLITE_ROW) {
        struct change_info *c = &list[count++];
        *c = (struct change_info){.seq = sqlite3_column_int64(stmt, 0), .operations = sqlite3_column_int(stmt, 1),
                                  .at = sqlite3_column_int64(stmt, 2), .role = sqlite3_column_int(stmt, 5), .own = true};
        read_label(stmt, 3, c->label);
    }
    sqlite3_reset(stmt);
    return count;
}

size_t store_history(struct store *s, int64_t before, struct change_info *list, size_t size)
{
    size_t spans, count = 0;
    const struct span *line = site_line(s, &spans);
    for (size_t i = 0; i < spans && count < size; i++)
        if (!before || before > line[i].first)
            count += add_history(s, &line[i], before, list + count, size - count);
    mark_undone(s, list, count);
    return count;
}

/* The title of a record as it is or, when it was deleted since, as it was: its own fields and those of others from the log. */
static void past_title(struct store *s, const struct kind *k, const char *id, struct buf *out)
{
    struct record r = {0};
    bool there;
    if (projection_get(s, k, id, &r, &there, NULL) == OK && there) {
        record_release(&r);
        store_title(s, k, id, out);
        return;
    }
    size_t before = out->len;
    if (projection_recall(s, k, id, &r, NULL) == OK)
        for (size_t i = FIELD_FIRST; i < k->field_count; i++) {
            const struct field *f = &k->fields[i];
            if (!(f->flags & FIELD_TITLE) || !record_has(&r, (int)i))
                continue;
            buf_adds(out, out->len > before ? ", " : "");
            if (f->type == FIELD_REFERENCE)
                past_title(s, f->reference, record_get(&r, (int)i), out);
            else
                field_show(f, record_get(&r, (int)i), out);
        }
    if (out->len == before)
        buf_adds(out, "(not there)");
    record_release(&r);
}

static void past_value(struct store *s, const struct field *f, const char *value, struct buf *out)
{
    if (f->type == FIELD_REFERENCE && *value)
        past_title(s, f->reference, value, out);
    else
        field_show(f, value, out);
}

/* "Person Otieno, Grace: Country: Kenya > Uganda" */
static void describe(struct store *s, const struct kept_op *op, const char *value, struct buf *line)
{
    if (op->verb == VERB_NOTE) {
        buf_adds(line, value);
        return;
    }
    const struct kind *k = model_kind(s->model, op->kind);
    if (k && op->verb == VERB_PURGED) {
        buf_addf(line, "%s: %s", k->label, _("(removed)"));
        return;
    }
    if (!k) {
        buf_addf(line, "%s %s (of a newer program)", op->kind, op->field);
        return;
    }
    buf_addf(line, "%s ", k->label);
    past_title(s, k, op->record, line);
    int field = *op->field ? kind_field(k, op->field) : -1;
    static const char *const words[] = {"", ": new", "", ": deleted", ": brought back"};
    if (op->verb != VERB_SET || field < 0) {
        buf_adds(line, op->verb == VERB_SET ? op->field : words[op->verb]);
        return;
    }
    struct buf before = BUF_INIT;
    log_value_at(s, op->parents, op->field, &before, NULL);
    buf_addf(line, ": %s: ", k->fields[field].label);
    past_value(s, &k->fields[field], buf_str(&before), line);
    buf_adds(line, " > ");
    past_value(s, &k->fields[field], value, line);
    buf_release(&before);
}

enum status store_history_detail(struct store *s, int64_t seq, void (*each)(void *data, const char *line), void *data,
                                 struct error *e)
{
    struct link link;
    if (!read_link(s, seq, &link))
        return error_set(e, ERR_NOT_FOUND, "there is no change %lld", (long long)seq);
    struct buf line = BUF_INIT, value = BUF_INIT;
    for (int64_t at = seq; at < seq + link.operations; at++) {
        sqlite3_stmt *stmt = db_prepare(&s->db, "SELECT verb, kind, record, field, parents, value FROM log_op WHERE site = "
                                                ":site AND seq = :seq");
        if (!stmt)
            break;
        db_number(stmt, ":site", link.site);
        db_number(stmt, ":seq", at);
        if (sqlite3_step(stmt) == SQLITE_ROW) {
            struct kept_op op = copy_op(stmt);
            buf_clear(&value);
            buf_adds(&value, db_column(stmt, 5));
            sqlite3_reset(stmt);
            buf_clear(&line);
            describe(s, &op, buf_str(&value), &line);
            each(data, buf_str(&line));
            free(op.text);
        }
        sqlite3_reset(stmt);
    }
    buf_release(&line);
    buf_release(&value);
    return OK;
}
