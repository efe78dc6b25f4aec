/* forget.c: see forget.h. The copies are in forget_copies.c. */
#include "store/forget.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "base/mem.h"
#include "base/tr.h"
#include "base/utf8.h"
#include "store/chain_walk.h"

/* ---- what there is ---- */

static bool is_one(const struct forgetting *f, const char *id, size_t n)
{
    char text[ID_SIZE];
    if (n >= sizeof text)
        return false;
    memcpy(text, id, n);
    text[n] = '\0';
    return dict_get(&f->ids, text) != NULL;
}

/* A record belongs to another by a field that owns it or is part of its key. */
static bool owning(const struct kind *k, int field)
{
    return field >= FIELD_FIRST && k->fields[field].type == FIELD_REFERENCE && (k->fields[field].flags & (FIELD_OWNER | FIELD_KEY));
}

struct forget_reading {
    struct forgetting *f;
    const struct kind *kind;
    bool belongs, grown;
};

static void check_value(void *data, const char *field, size_t field_len, const char *value, size_t value_len)
{
    struct forget_reading *r = data;
    for (size_t i = FIELD_FIRST; i < r->kind->field_count; i++)
        if (owning(r->kind, (int)i) && strlen(r->kind->fields[i].name) == field_len &&
            memcmp(r->kind->fields[i].name, field, field_len) == 0)
            r->belongs |= is_one(r->f, value, value_len);
}

/* Does a record that is there belong to somebody else by now? */
static bool moved_on(const struct forgetting *f, const struct kind *k, const char *id)
{
    struct record r;
    bool there = store_get(f->store, k, id, &r, NULL) == OK, belongs = !there;
    for (size_t i = FIELD_FIRST; there && i < k->field_count; i++)
        belongs |= owning(k, (int)i) && is_one(f, record_get(&r, (int)i), strlen(record_get(&r, (int)i)));
    if (there)
        record_release(&r);
    return !belongs;
}

static enum status find_owned(void *data, const struct op *op, struct error *e)
{
    struct forget_reading *r = data;
    (void)e;
    r->kind = model_kind(r->f->store->model, op->kind);
    r->belongs = false;
    if (!r->kind || !op->value || dict_get(&r->f->ids, op->record))
        return OK;
    if (op->verb == VERB_CREATE)
        values_decode(op->value, check_value, r);
    else if (op->verb == VERB_SET && op->field)
        check_value(r, op->field, strlen(op->field), op->value, strlen(op->value));
    if (r->belongs && !moved_on(r->f, r->kind, op->record)) {
        dict_put(&r->f->ids, op->record, (void *)r->kind);
        r->grown = true;
    }
    return OK;
}

struct naming {
    struct buf *names;
    const char *field;
};

static void add_name(void *data, const char *field, size_t field_len, const char *value, size_t value_len)
{
    struct naming *n = data;
    if (strlen(n->field) != field_len || memcmp(n->field, field, field_len) != 0)
        return;
    size_t before = n->names->len;
    text_fold(n->names, value, value_len);
    if (n->names->len > before)
        buf_addc(n->names, '\0');
}

static enum status read_name(void *data, const struct op *op, struct error *e)
{
    (void)e;
    if (op->verb == VERB_CREATE && op->value)
        values_decode(op->value, add_name, data);
    else if (op->verb == VERB_SET && op->field && op->value)
        add_name(data, op->field, strlen(op->field), op->value, strlen(op->value));
    return OK;
}

static enum status collect_names(struct forgetting *f, struct error *e)
{
    enum status status = OK;
    for (size_t i = FIELD_FIRST; i < f->kind->field_count && status == OK; i++) {
        const struct field *field = &f->kind->fields[i];
        struct naming naming = {&f->names, field->name};
        if (!(field->flags & FIELD_TITLE) || field->type == FIELD_REFERENCE)
            continue;
        status = log_each(f->store, f->id, read_name, &naming, e);
        buf_addc(&f->names, '\0');
    }
    return status;
}

enum status forget_gather(struct forgetting *f, struct store *s, const struct kind *k, const char *id,
                          struct forget_report *report, struct error *e)
{
    *f = (struct forgetting){.store = s, .kind = k, .names = BUF_INIT, .report = report};
    snprintf(f->id, sizeof f->id, "%s", id);
    dict_put(&f->ids, id, (void *)k);
    enum status status = collect_names(f, e);
    struct forget_reading r = {.f = f, .grown = true};
    while (r.grown && status == OK) { /* what belongs to something that belongs to it, and so on */
        r.grown = false;
        status = log_each(s, NULL, find_owned, &r, e);
    }
    return status;
}

void forget_release(struct forgetting *f)
{
    dict_release(&f->ids);
    buf_release(&f->names);
}

/* ---- the name in a text ---- */

static bool letter_before(const char *text, const char *at)
{
    const char *p = at;
    while (p > text && ((unsigned char)*--p & 0xc0) == 0x80)
        ;
    return p < at && utf8_letter(utf8_next(&p, at));
}

static bool letter_at(const char *at)
{
    return *at && utf8_letter(utf8_next(&at, at + strlen(at)));
}

static bool has_whole(const char *text, const char *name)
{
    size_t n = strlen(name);
    for (const char *at = text; (at = strstr(at, name)); at++)
        if (!letter_before(text, at) && !letter_at(at + n))
            return true;
    return false;
}

bool forget_named(const struct forgetting *f, const char *text)
{
    struct buf folded = BUF_INIT;
    bool named = f->names.len > 0, any = false;
    text_fold(&folded, text, strlen(text));
    for (const char *p = buf_str(&f->names), *end = p + f->names.len; p < end && named; p++) {
        bool found = !*p; /* a field that never had a value */
        for (; *p; p += strlen(p) + 1) {
            found |= has_whole(buf_str(&folded), p);
            any = true;
        }
        named = found;
    }
    buf_release(&folded);
    return named && any;
}

/* Does the text hold a value of the title's first field? */
static bool hinted_at(const struct forgetting *f, const char *text)
{
    struct buf folded = BUF_INIT;
    bool found = false;
    text_fold(&folded, text, strlen(text));
    for (const char *p = buf_str(&f->names); f->names.len && *p; p += strlen(p) + 1)
        found |= has_whole(buf_str(&folded), p);
    buf_release(&folded);
    return found;
}

struct forget_mentions {
    const struct forgetting *f;
    void (*each)(void *data, const struct record *r, int field);
    void *data;
};

static bool find_name(void *data, const struct record *r)
{
    struct forget_mentions *m = data;
    for (size_t i = FIELD_FIRST; i < r->kind->field_count && !dict_get(&m->f->ids, record_id(r)); i++) {
        enum field_type type = r->kind->fields[i].type;
        if ((type == FIELD_TEXT || type == FIELD_NOTE || type == FIELD_LIST || type == FIELD_EMAIL) && record_has(r, (int)i) &&
            hinted_at(m->f, record_get(r, (int)i)))
            m->each(m->data, r, (int)i);
    }
    return true;
}

enum status store_mentions(struct store *s, const struct kind *k, const char *id,
                           void (*each)(void *data, const struct record *r, int field), void *data, struct error *e)
{
    struct forgetting f;
    struct forget_mentions m = {&f, each, data};
    enum status status = forget_gather(&f, s, k, id, NULL, e);
    for (size_t i = 0; i < s->model->count && status == OK; i++)
        status = store_each(s, s->model->kinds[i], -1, NULL, find_name, &m, e);
    forget_release(&f);
    return status;
}

/* ---- taking it out ---- */

/* The operation becomes a tombstone; one that is a tombstone stays as it is. */
static enum status entomb(struct forgetting *f, int64_t site, int64_t seq, const unsigned char leaf[CHAIN_SIZE], struct error *e)
{
    char hex[CHAIN_HEX];
    chain_hex(leaf, hex);
    sqlite3_stmt *stmt = db_prepare(&f->store->db, "UPDATE log_op SET verb = 5, record = '', field = NULL, value = :leaf, parents = "
                                                   "NULL WHERE site = :site AND seq = :seq");
    if (!stmt)
        return db_fail(&f->store->db, "forget in", e);
    db_text(stmt, ":leaf", hex);
    db_number(stmt, ":site", site);
    db_number(stmt, ":seq", seq);
    f->report->operations++;
    return db_run(&f->store->db, stmt, "forget in", e);
}

static void leaf_of(const struct op *op, unsigned char leaf[CHAIN_SIZE])
{
    const char *const texts[CHAIN_TEXTS] = {op->kind, op->record, op->field, op->value, op->parents};
    struct chain_text parts[CHAIN_TEXTS];
    for (int i = 0; i < CHAIN_TEXTS; i++)
        parts[i] = (struct chain_text){texts[i], texts[i] ? strlen(texts[i]) : 0};
    chain_leaf(op->site, op->seq, op->verb, parts, leaf);
}

/* Numbers of operations with the leaves they had: all are read before the first is changed. */
struct tombs {
    struct tomb {
        int64_t site, seq;
        unsigned char leaf[CHAIN_SIZE];
    } *list;
    size_t count, cap;
};

static enum status note_tomb(void *data, const struct op *op, struct error *e)
{
    struct tombs *t = data;
    (void)e;
    GROW(t->list, t->count + 1, t->cap);
    struct tomb *one = &t->list[t->count++];
    one->site = op->site;
    one->seq = op->seq;
    leaf_of(op, one->leaf);
    return OK;
}

static enum status remove_label(struct forgetting *f, int64_t site, int64_t seq, const char *label, struct error *e)
{
    unsigned char digest[CHAIN_SIZE];
    chain_label((struct chain_text){label, strlen(label)}, digest);
    sqlite3_stmt *stmt = db_prepare(&f->store->db, "UPDATE log_change SET label = '', label_digest = :digest WHERE site = :site AND "
                                                   "seq = :seq");
    if (!stmt)
        return db_fail(&f->store->db, "forget in", e);
    sqlite3_bind_blob(stmt, sqlite3_bind_parameter_index(stmt, ":digest"), digest, sizeof digest, SQLITE_STATIC);
    db_number(stmt, ":site", site);
    db_number(stmt, ":seq", seq);
    f->report->labels++;
    return db_run(&f->store->db, stmt, "forget in", e);
}

/* The label of a change that did something of what goes now says in words what that was. The change that is being made has
 * no digest yet, and keeps its label. */
static enum status remove_label_of(struct forgetting *f, const struct tomb *t, struct error *e)
{
    struct buf label = BUF_INIT;
    sqlite3_stmt *stmt = db_prepare(&f->store->db, "SELECT c.seq, c.label FROM log_op o JOIN log_change c ON c.site = o.site AND "
                                                   "c.seq = o.change WHERE o.site = :site AND o.seq = :seq AND c.label <> '' AND "
                                                   "c.digest IS NOT NULL");
    if (!stmt)
        return db_fail(&f->store->db, "forget in", e);
    db_number(stmt, ":site", t->site);
    db_number(stmt, ":seq", t->seq);
    bool found = sqlite3_step(stmt) == SQLITE_ROW;
    int64_t change = found ? sqlite3_column_int64(stmt, 0) : 0;
    if (found)
        buf_adds(&label, db_column(stmt, 1));
    sqlite3_reset(stmt);
    enum status status = found ? remove_label(f, t->site, change, buf_str(&label), e) : OK;
    buf_release(&label);
    return status;
}

/* Any other label that holds the name goes, too. */
static enum status remove_labels(struct forgetting *f, struct error *e)
{
    enum status status = OK;
    sqlite3_stmt *stmt;
    if (sqlite3_prepare_v2(f->store->db.sqlite,
                           "SELECT site, seq, label FROM log_change WHERE label <> '' AND digest IS NOT NULL AND label_digest IS NULL "
                           "ORDER BY site, seq",
                           -1, &stmt, NULL) != SQLITE_OK)
        return db_fail(&f->store->db, "forget in", e);
    while (status == OK && sqlite3_step(stmt) == SQLITE_ROW) {
        struct buf label = BUF_INIT;
        buf_adds(&label, db_column(stmt, 2));
        if (forget_named(f, buf_str(&label)))
            status = remove_label(f, sqlite3_column_int64(stmt, 0), sqlite3_column_int64(stmt, 1), buf_str(&label), e);
        buf_release(&label);
    }
    sqlite3_finalize(stmt);
    return status;
}

bool forget_identified(const struct forgetting *f, const char *text)
{
    for (size_t i = 0; i < f->ids.room; i++)
        if (f->ids.entries[i].key && strstr(text, f->ids.entries[i].key))
            return true;
    return false;
}

/* Which file this is says nothing of anybody, whatever their name. */
static bool local_concerns(const struct forgetting *f, const char *key, const char *value)
{
    if (strcmp(key, "site") == 0 || strcmp(key, "file") == 0)
        return false;
    return forget_identified(f, key) || forget_identified(f, value) || forget_named(f, value) || forget_named(f, key);
}

/* Drafts, places to come back to, answers remembered. */
static enum status remove_local(struct forgetting *f, struct error *e)
{
    struct buf keys = BUF_INIT;
    enum status status = OK;
    sqlite3_stmt *stmt = db_prepare(&f->store->db, "SELECT key, value FROM local");
    while (stmt && sqlite3_step(stmt) == SQLITE_ROW)
        if (local_concerns(f, db_column(stmt, 0), db_column(stmt, 1)))
            buf_add(&keys, db_column(stmt, 0), strlen(db_column(stmt, 0)) + 1);
    sqlite3_reset(stmt);
    for (const char *key = buf_str(&keys), *end = key + keys.len; key < end && status == OK; key += strlen(key) + 1) {
        stmt = db_prepare(&f->store->db, "DELETE FROM local WHERE key = :key");
        if (!stmt)
            break;
        db_text(stmt, ":key", key);
        status = db_run(&f->store->db, stmt, "forget in", e);
        f->report->local++;
    }
    buf_release(&keys);
    return status;
}

enum status forget_apply(struct forgetting *f, struct error *e)
{
    struct tombs tombs = {0};
    enum status status = OK;
    for (size_t i = 0; i < f->ids.room && status == OK; i++)
        if (f->ids.entries[i].key)
            status = log_each(f->store, f->ids.entries[i].key, note_tomb, &tombs, e);
    for (size_t i = 0; i < tombs.count && status == OK; i++)
        status = entomb(f, tombs.list[i].site, tombs.list[i].seq, tombs.list[i].leaf, e);
    for (size_t i = 0; i < tombs.count && status == OK; i++)
        status = remove_label_of(f, &tombs.list[i], e);
    free(tombs.list);
    if (status == OK)
        status = remove_labels(f, e);
    return status == OK ? remove_local(f, e) : status;
}

/* ---- from outside ---- */

/* Counts records of others that refer to the person: these references are unset. */
static size_t count_references(struct forgetting *f)
{
    size_t count = 0;
    struct model *model = f->store->model;
    for (size_t i = 0; i < model->count; i++)
        for (size_t j = FIELD_FIRST; j < model->kinds[i]->field_count; j++) {
            const struct field *field = &model->kinds[i]->fields[j];
            if (field->type == FIELD_REFERENCE && field->reference == f->kind && !owning(model->kinds[i], (int)j))
                count += store_count(f->store, model->kinds[i], (int)j, f->id);
        }
    return count;
}

static size_t count_there(struct forgetting *f)
{
    size_t count = 0;
    for (size_t i = 0; i < f->ids.room; i++) {
        struct record r;
        bool there = f->ids.entries[i].key && store_get(f->store, f->ids.entries[i].value, f->ids.entries[i].key, &r, NULL) == OK;
        if (there)
            record_release(&r);
        count += there;
    }
    return count;
}

/* The change that takes the person out of the tables is no change to undo: it lies on no stack, and is forgotten with them. */
static enum status forget_here(struct forgetting *f, struct error *e)
{
    struct store *s = f->store;
    struct record r;
    enum status status = OK;
    if (store_get(s, f->kind, f->id, &r, NULL) == OK) {
        record_release(&r);
        status = change_delete(s, f->kind, f->id, e);
    }
    if (status == OK && s->pending.next == s->pending.first) { /* deleted before: the log still notes that something was done */
        struct op op = {.verb = VERB_NOTE, .kind = f->kind->name, .record = "", .value = "forgotten"};
        status = log_append(s, &op, e);
    }
    return status == OK ? forget_apply(f, e) : status;
}

enum status store_purge(struct store *s, const struct kind *k, const char *id, bool really, struct forget_report *report,
                         const struct progress *progress, struct error *e)
{
    struct forgetting f;
    *report = (struct forget_report){0};
    enum status status = change_begin(s, _("A person was forgotten"), e);
    if (status != OK)
        return status;
    status = forget_gather(&f, s, k, id, report, e);
    report->records = count_there(&f);
    report->references = count_references(&f);
    if (status == OK)
        status = forget_here(&f, e);
    if (status == OK && report->operations == 0) {
        error_set(e, ERR_NOT_FOUND, "there is no %s '%s', and there never was", k->label, id);
        status = ERR_NOT_FOUND;
    }
    if (status == OK && really)
        status = change_commit_as(s, CHANGE_DO, 0, 0, e);
    else
        change_rollback(s);
    if (status == OK)
        forget_drafts(&f, really);
    forget_release(&f);
    if (status == OK)
        status = forget_copies(s, k, id, really, report, progress, e);
    return status;
}
