/* import_row.c: what would happen to one row of a file. */
#include <stdlib.h>
#include <string.h>

#include "base/mem.h"
#include "base/utf8.h"
#include "command/exchange/import_known.h"
#include "model/kinds.h"

/* ---- one row being looked at ---- */

struct row_check {
    struct planner *p;
    struct import_row *row;
    const char *const *cells;
    size_t count;
    struct record record; /* what the row says */
    struct record member; /* what it says of the membership; kind NULL where none is wanted */
    bool own_id;          /* it brings an id of a workbench */
    bool is_new;
    bool lists_alliances; /* it says itself which alliances the person belongs to */
    struct buf detail;
};

static const char *copy_text(struct import_plan *plan, const char *text)
{
    return arena_text(plan->arena, text, strlen(text));
}

bool is_blank(const char *text)
{
    return text[strspn(text, " \t\r\n")] == '\0';
}

/* Marks the row as rejected; returns false so that `return reject(...)` ends the look. */
static bool reject(struct row_check *l, int column, const struct error *e)
{
    struct import_plan *plan = l->p->plan;
    struct buf reason = BUF_INIT;
    buf_adds(&reason, e->what);
    if (*e->hint)
        buf_addf(&reason, ": %s", e->hint);
    l->row->result = IMPORT_REJECTED;
    l->row->detail = copy_text(plan, buf_str(&reason));
    l->row->column = column;
    l->row->values = NULL;
    l->row->joins = false;
    buf_release(&reason);
    const char **cells = arena_alloc(plan->arena, l->count * sizeof *cells);
    for (size_t i = 0; i < l->count; i++)
        cells[i] = copy_text(plan, l->cells[i]);
    l->row->cells = cells;
    l->row->cell_count = l->count;
    return false;
}

/* ---- reading the cells ---- */

/* A phone number that was guarded against spreadsheets (csvwrite.h) and lost its byte order mark on the way. */
static const char *unguard(const struct field *f, const char *text)
{
    return f->type == FIELD_PHONE && text[0] == '\'' && text[1] == '+' ? text + 1 : text;
}

static enum status read_value(struct row_check *l, const struct field *f, const char *cell, struct buf *out, struct error *e)
{
    enum status status = field_parse(f, unguard(f, cell), out, e);
    if (status != OK || f->type != FIELD_REFERENCE || !out->len)
        return status;
    const char *id;
    status = resolver_find(&l->p->resolver, f->reference, out->s, f->flags & FIELD_MAKE, &id, e);
    buf_clear(out);
    if (status == OK)
        buf_adds(out, id);
    return status;
}

/* "Gender budgets; Cash flow" > ids joined by ; */
static enum status read_links(struct row_check *l, const struct field *f, const char *cell, struct buf *out, struct error *e)
{
    struct buf titles = BUF_INIT;
    const struct field *to = &f->reference->fields[f->link_to];
    enum status status = field_parse(f, cell, &titles, e);
    for (char *p = (char *)buf_str(&titles); *p && status == OK;) {
        char *end = p + strcspn(p, ";"), *next = *end ? end + 1 : end;
        *end = '\0';
        const char *id = "";
        status = resolver_find(&l->p->resolver, to->reference, p, f->flags & FIELD_MAKE, &id, e);
        if (status == OK && !strstr(buf_str(out), id))
            buf_addf(out, "%s%s", out->len ? ";" : "", id);
        p = next;
    }
    buf_release(&titles);
    return status;
}

static bool read_cell(struct row_check *l, size_t i, struct buf *value)
{
    struct import_plan *plan = l->p->plan;
    const struct import_column *c = &plan->columns[i];
    const char *cell = l->cells[i];
    struct error e = {0};
    enum status status = OK;
    buf_clear(value);
    if (c->target == TARGET_IGNORED || is_blank(cell))
        return true;
    switch (c->target) {
    case TARGET_ID:
        l->own_id = id_valid(cell);
        plan->foreign_ids |= !l->own_id;
        if (l->own_id)
            record_set(&l->record, FIELD_ID, cell);
        break;
    case TARGET_FIELD:
        status = read_value(l, &plan->kind->fields[c->field], cell, value, &e);
        if (status == OK)
            record_set(&l->record, c->field, buf_str(value));
        break;
    case TARGET_LINKS:
        status = read_links(l, &plan->kind->fields[c->field], cell, value, &e);
        if (status == OK)
            l->row->values[i] = copy_text(plan, buf_str(value));
        l->lists_alliances |= plan->kind->fields[c->field].reference == plan->member;
        break;
    case TARGET_MEMBER:
        status = read_value(l, &plan->member->fields[c->field], cell, value, &e);
        if (status == OK)
            record_set(&l->member, c->field, buf_str(value));
        break;
    case TARGET_IGNORED:
        break;
    }
    return status == OK || reject(l, (int)i, &e);
}

static bool read_cells(struct row_check *l)
{
    struct import_plan *plan = l->p->plan;
    struct buf value = BUF_INIT;
    bool good = true;
    for (size_t i = 0; i < plan->column_count && good; i++)
        good = read_cell(l, i, &value);
    buf_release(&value);
    if (good && l->count > plan->column_count) {
        struct error e;
        error_set(&e, ERR_INPUT, "the row has %zu cells, the header %zu", l->count, plan->column_count);
        error_hint(&e, ERR_INPUT, "put cells that hold the separator in quotes");
        return reject(l, (int)plan->column_count, &e);
    }
    return good;
}

/* ---- which record it is ---- */

static bool set_alliance(struct row_check *l)
{
    const struct kind *k = l->p->plan->kind;
    if (l->p->plan->exact || k->alliance < 0 || record_has(&l->record, k->alliance) || !*l->p->app->alliance)
        return false;
    record_set(&l->record, k->alliance, l->p->app->alliance);
    return true;
}

static bool is_there(struct row_check *l, const struct kind *kind, const char *id)
{
    struct record r;
    if (store_get(l->p->app->store, kind, id, &r, NULL) != OK)
        return false;
    record_release(&r);
    return true;
}

static bool required_there(struct row_check *l)
{
    const struct kind *k = l->p->plan->kind;
    for (size_t i = FIELD_FIRST; i < k->field_count; i++) {
        if (!(k->fields[i].flags & FIELD_REQUIRED) || record_has(&l->record, (int)i))
            continue;
        struct error e;
        int column = -1;
        for (size_t c = 0; c < l->p->plan->column_count; c++)
            if (l->p->plan->columns[c].target == TARGET_FIELD && l->p->plan->columns[c].field == (int)i)
                column = (int)c;
        error_set(&e, ERR_INPUT, "%s may not be empty", k->fields[i].label);
        if (column < 0)
            error_hint(&e, ERR_INPUT, "the file has no column for it");
        return reject(l, column, &e);
    }
    return true;
}

/* A row about a record that an earlier row was about. */
static bool doubled(struct row_check *l, const struct import_row *earlier)
{
    if (earlier->hash == l->row->hash) {
        l->row->result = IMPORT_SAME;
        buf_addf(&l->detail, "the same as line %ld", earlier->line);
        return false;
    }
    struct error e;
    error_set(&e, ERR_INPUT, "the same %s as in line %ld, with other values", l->p->plan->kind->label, earlier->line);
    error_hint(&e, ERR_INPUT, "keep one of the two rows");
    return reject(l, -1, &e);
}

/* For kinds whose key makes the id, and for rows that bring one. Sets the row's id; NOT when it is to be made. */
static enum known_answer find_by_id(struct row_check *l)
{
    struct record *r = &l->record;
    if (r->kind->keyed)
        record_make_id(r);
    else if (!l->own_id)
        return KNOWN_NOT;
    if (!is_there(l, r->kind, record_id(r)))
        return KNOWN_NOT;
    memcpy(l->row->id, record_id(r), ID_SIZE);
    return KNOWN_FOUND;
}

static bool recognise(struct row_check *l)
{
    struct planner *p = l->p;
    const struct kind *k = p->plan->kind;
    struct error e;
    enum known_answer answer = find_by_id(l);
    if (answer == KNOWN_NOT && !k->keyed)
        answer = known_find(&p->known, &l->record, l->row->id);
    if (answer == KNOWN_AMBIGUOUS && l->own_id)
        answer = KNOWN_NAMESAKE;
    if (answer == KNOWN_AMBIGUOUS) {
        error_set(&e, ERR_INPUT, "several records of %s have this name", k->label_plural);
        error_hint(&e, ERR_INPUT, "add the column id, or another that tells them apart");
        return reject(l, -1, &e);
    }
    if (answer == KNOWN_FOUND) {
        size_t earlier = (size_t)dict_get(&p->touched, l->row->id);
        if (!earlier || !l->own_id || strcmp(l->row->id, record_id(&l->record)) == 0)
            return !earlier || doubled(l, &p->plan->rows[earlier - 1]);
        answer = KNOWN_NAMESAKE; /* two records of the file, as their ids say, and one of that name here */
    }
    l->is_new = true;
    if (!record_has(&l->record, FIELD_ID))
        record_make_id(&l->record);
    memcpy(l->row->id, record_id(&l->record), ID_SIZE);
    size_t earlier = (size_t)dict_get(&p->touched, l->row->id);
    if (earlier)
        return doubled(l, &p->plan->rows[earlier - 1]);
    if (answer == KNOWN_NAMESAKE)
        buf_adds(&l->detail, "another one of this name is there");
    return required_there(l);
}

/* ---- what would be written ---- */

static bool wanted(enum import_mode mode, const char *old, const char *value)
{
    return *value && strcmp(old, value) != 0 && (mode != IMPORT_FILL || !*old);
}

static void note(struct row_check *l, size_t column)
{
    const struct import_plan *plan = l->p->plan;
    buf_adds(&l->detail, l->detail.len ? ", " : "");
    mapping_label(plan->kind, plan->member, &plan->columns[column], &l->detail);
}

/* The record that links `from` with `to`. Release it. */
static void link_record(const struct field *f, const char *from, const char *to, struct record *r)
{
    record_init(r, f->reference);
    record_set(r, f->link_from, from);
    record_set(r, f->link_to, to);
    if (f->link_fixed >= 0)
        record_set(r, f->link_fixed, f->link_value);
    record_make_id(r);
}

struct any_link {
    const struct field *field;
    bool found;
};

static bool see_link(void *data, const struct record *r)
{
    struct any_link *any = data;
    any->found =
        any->field->link_fixed < 0 || strcmp(record_get(r, any->field->link_fixed), any->field->link_value) == 0;
    return !any->found;
}

/* Leaves in values[column] the ids that are not linked yet. Links that the file does not list stay. */
static void compare_links(struct row_check *l, size_t column)
{
    struct import_plan *plan = l->p->plan;
    const struct field *f = &plan->kind->fields[plan->columns[column].field];
    const char *ids = l->row->values[column];
    struct buf missing = BUF_INIT;
    struct any_link any = {f, false};
    if (plan->mode == IMPORT_FILL)
        store_each(l->p->app->store, f->reference, f->link_from, l->row->id, see_link, &any, NULL);
    for (const char *p = ids; *p && !any.found; p += ID_SIZE - 1, p += *p == ';') {
        char id[ID_SIZE];
        struct record link;
        memcpy(id, p, ID_SIZE - 1);
        id[ID_SIZE - 1] = '\0';
        link_record(f, l->row->id, id, &link);
        if (!is_there(l, f->reference, record_id(&link)))
            buf_addf(&missing, "%s%s", missing.len ? ";" : "", id);
        record_release(&link);
    }
    l->row->values[column] = missing.len ? copy_text(plan, missing.s) : NULL;
    if (missing.len)
        note(l, column);
    buf_release(&missing);
}

static void compare_fields(struct row_check *l, const struct record *old)
{
    struct import_plan *plan = l->p->plan;
    for (size_t i = 0; i < plan->column_count; i++) {
        const struct import_column *c = &plan->columns[i];
        if (c->target == TARGET_LINKS && l->row->values[i])
            compare_links(l, i);
        if (c->target != TARGET_FIELD || (plan->kind->fields[c->field].flags & FIELD_KEY))
            continue;
        const char *value = record_get(&l->record, c->field);
        if (is_blank(l->cells[i]) || !wanted(plan->mode, record_get(old, c->field), value))
            continue;
        l->row->values[i] = copy_text(plan, value);
        note(l, i);
    }
}

/* The membership in the open alliance: made, or brought up to date. */
static void compare_member(struct row_check *l)
{
    struct import_plan *plan = l->p->plan;
    struct record old = {0};
    if (!plan->member)
        return;
    record_set(&l->member, MEMBERSHIP_PERSON, l->row->id);
    record_set(&l->member, MEMBERSHIP_ALLIANCE, l->p->app->alliance);
    record_make_id(&l->member);
    bool there = !l->is_new && store_get(l->p->app->store, plan->member, record_id(&l->member), &old, NULL) == OK;
    bool says = false;
    for (size_t i = 0; i < plan->column_count; i++)
        says |= plan->columns[i].target == TARGET_MEMBER && !is_blank(l->cells[i]);
    l->row->joins = !there && (says || (!l->lists_alliances && plan->mode != IMPORT_UPDATE));
    if (l->row->joins && !l->is_new)
        buf_addf(&l->detail, "%sjoins the alliance", l->detail.len ? ", " : "");
    for (size_t i = 0; i < plan->column_count; i++) {
        const struct import_column *c = &plan->columns[i];
        if (c->target != TARGET_MEMBER || is_blank(l->cells[i]))
            continue;
        if (there && !wanted(plan->mode, record_get(&old, c->field), record_get(&l->member, c->field)))
            continue;
        l->row->values[i] = copy_text(plan, record_get(&l->member, c->field));
        if (!l->is_new)
            note(l, i);
    }
    record_release(&old);
}

/* ---- worksheets that peers have filled in ---- */

static bool is_peers_answer(const struct row_check *l)
{
    return !l->p->plan->exact && l->p->plan->kind == l->p->app->model.kinds[KIND_ANSWER] &&
           record_has(&l->record, ANSWER_PERSON);
}

/* A question that the peer has left open: nothing but what the row is about. */
static bool is_left_open(const struct row_check *l)
{
    return is_peers_answer(l) && !record_has(&l->record, ANSWER_TEXT) && !record_has(&l->record, ANSWER_REASON) &&
           !record_has(&l->record, ANSWER_STATUS);
}

/* Who has written an answer has answered, even if the column for it was left empty. */
static void settle_status(struct row_check *l, const char *status)
{
    const struct import_plan *plan = l->p->plan;
    for (size_t i = 0; i < plan->column_count && is_peers_answer(l) && record_has(&l->record, ANSWER_TEXT); i++) {
        if (plan->columns[i].target != TARGET_FIELD || plan->columns[i].field != ANSWER_STATUS ||
            !is_blank(l->cells[i]) || *status)
            continue;
        l->row->values[i] = ANSWER_STATUS_ANSWERED;
        if (!l->is_new)
            note(l, i);
    }
}

static void compare(struct row_check *l)
{
    struct import_plan *plan = l->p->plan;
    struct record old;
    if (l->is_new && is_left_open(l)) {
        l->row->result = IMPORT_LEFT;
        buf_adds(&l->detail, "not answered");
        return;
    }
    if (l->is_new ? plan->mode == IMPORT_UPDATE : plan->mode == IMPORT_SKIP) {
        l->row->result = IMPORT_LEFT;
        buf_clear(&l->detail);
        buf_adds(&l->detail, l->is_new ? "not there yet" : "there already");
        return;
    }
    if (l->is_new) {
        l->row->result = IMPORT_NEW;
        for (size_t i = 0; i < plan->column_count; i++)
            if (plan->columns[i].target == TARGET_FIELD && !is_blank(l->cells[i]))
                l->row->values[i] = copy_text(plan, record_get(&l->record, plan->columns[i].field));
        settle_status(l, "");
    } else if (store_get(l->p->app->store, plan->kind, l->row->id, &old, NULL) == OK) {
        compare_fields(l, &old);
        if (is_peers_answer(l))
            settle_status(l, record_get(&old, ANSWER_STATUS));
        record_release(&old);
    }
    compare_member(l);
    if (!l->is_new)
        l->row->result = l->detail.len ? IMPORT_CHANGED : IMPORT_SAME;
}

/* ---- the row as a whole ---- */

/* What is to be made for it, once. */
static void need_makings(struct row_check *l)
{
    struct import_plan *plan = l->p->plan;
    for (size_t i = 0; i < plan->column_count && plan->makings; i++) {
        const char *ids = l->row->values[i];
        bool links = plan->columns[i].target == TARGET_LINKS;
        bool reference = plan->columns[i].target == TARGET_FIELD &&
                         plan->kind->fields[plan->columns[i].field].type == FIELD_REFERENCE;
        for (const char *p = ids ? ids : ""; (links || reference) && *p; p += ID_SIZE - 1, p += *p == ';') {
            char id[ID_SIZE];
            memcpy(id, p, ID_SIZE - 1);
            id[ID_SIZE - 1] = '\0';
            struct import_making *m = dict_get(&l->p->resolver.makings, id);
            plan->made += m && !m->needed;
            if (m)
                m->needed = true;
        }
    }
}

/* The title as it would be; not for whole exports, where nobody looks at single rows and it would cost a query. */
static void set_title(struct row_check *l)
{
    struct buf title = BUF_INIT;
    const struct kind *k = l->p->plan->kind;
    for (size_t i = FIELD_FIRST; i < k->field_count; i++) {
        if (!(k->fields[i].flags & FIELD_TITLE) || !record_has(&l->record, (int)i))
            continue;
        buf_adds(&title, title.len ? ", " : "");
        if (k->fields[i].type == FIELD_REFERENCE)
            store_title(l->p->app->store, k->fields[i].reference, record_get(&l->record, (int)i), &title);
        else
            field_show(&k->fields[i], record_get(&l->record, (int)i), &title);
    }
    l->row->title = copy_text(l->p->plan, buf_str(&title));
    buf_release(&title);
}

static void finish(struct row_check *l, bool in_alliance)
{
    struct planner *p = l->p;
    struct import_row *row = l->row;
    bool writes = row->result == IMPORT_NEW || row->result == IMPORT_CHANGED;
    if (row->result != IMPORT_REJECTED)
        row->detail = copy_text(p->plan, buf_str(&l->detail));
    row->in_alliance = in_alliance && l->is_new;
    size_t size = p->plan->column_count * sizeof *row->values;
    if (writes)
        need_makings(l);
    row->values = writes ? memcpy(arena_alloc(p->plan->arena, size), p->values, size) : NULL;
    p->plan->counts[row->result]++;
    if (row->result == IMPORT_REJECTED || !*row->id || dict_get(&p->touched, row->id))
        return;
    dict_put(&p->touched, row->id, (void *)(size_t)(row - p->plan->rows + 1));
    if (p->resolver.renamed && l->own_id && strcmp(row->id, record_id(&l->record)) != 0)
        dict_put(p->resolver.renamed, record_id(&l->record), (void *)copy_text(p->plan, row->id));
    if (l->is_new && !l->own_id && row->result == IMPORT_NEW && !p->plan->kind->keyed)
        known_add(&p->known, &l->record);
}

void plan_row(struct planner *p, long line, const char *const *cells, const size_t *lengths, size_t count)
{
    struct import_plan *plan = p->plan;
    GROW(plan->rows, plan->row_count + 1, plan->row_room);
    struct import_row *row = &plan->rows[plan->row_count++];
    *row = (struct import_row){.line = line, .column = -1, .title = "", .detail = "", .hash = DICT_HASH};
    memset(p->values, 0, plan->column_count * sizeof *p->values);
    row->values = p->values;
    for (size_t i = 0; i < count; i++)
        row->hash = dict_hash(row->hash, cells[i], lengths[i] + 1);
    struct row_check l = {.p = p, .row = row, .cells = cells, .count = count};
    record_init(&l.record, plan->kind);
    if (plan->member)
        record_init(&l.member, plan->member);
    bool in_alliance = false;
    if (read_cells(&l)) {
        in_alliance = set_alliance(&l);
        if (recognise(&l))
            compare(&l);
    }
    if (!plan->exact)
        set_title(&l);
    finish(&l, in_alliance);
    record_release(&l.record);
    record_release(&l.member);
    buf_release(&l.detail);
}
