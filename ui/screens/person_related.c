/* person_related.c: the lists of a person's page: what they face, offer and seek; the pairs and groups they are in; the
 * objectives in which they learn or help others to learn. All of them are short. */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "base/mem.h"
#include "base/sort.h"
#include "base/tr.h"
#include "ui/prompt.h"
#include "ui/screens/person.h"

static struct store *store(const struct person *p)
{
    return p->ui->app->store;
}

/* ---- the rows ---- */

static void clear(struct person *p)
{
    for (size_t i = 0; i < p->related_count; i++) {
        for (int c = 0; c < RELATED_CELLS; c++)
            free(p->related[i].cells[c]);
    }
    p->related_count = 0;
}

/* The new row; its cells are to be filled. */
static struct related *add_row(struct person *p, const char *id)
{
    GROW(p->related, p->related_count + 1, p->related_cap);
    struct related *row = &p->related[p->related_count++];
    memset(row, 0, sizeof *row);
    snprintf(row->id, sizeof row->id, "%s", id);
    return row;
}

static char *shown(const struct person *p, const struct record *r, int field)
{
    struct buf text = BUF_INIT;
    store_display(store(p), r, field, &text);
    return buf_take(&text);
}

/* "Faces", "Offers", "Seeks": the label of the person's field that lists interests of this role. */
static const char *role_word(const struct person *p, const char *role)
{
    const struct kind *person = person_kind(p, KIND_PERSON), *interest = person_kind(p, KIND_INTEREST);
    for (size_t i = FIELD_FIRST; i < person->field_count; i++) {
        const struct field *f = &person->fields[i];
        if (f->type == FIELD_LINKS && f->reference == interest && f->link_value && strcmp(f->link_value, role) == 0)
            return f->label;
    }
    return role;
}

static bool add_interest(void *data, const struct record *r)
{
    struct person *p = data;
    struct related *row = add_row(p, record_id(r));
    row->cells[0] = xstrdup(role_word(p, record_get(r, INTEREST_ROLE)));
    row->cells[1] = shown(p, r, INTEREST_CHALLENGE);
    row->cells[2] = shown(p, r, INTEREST_PRESSING);
    row->cells[3] = shown(p, r, INTEREST_NOTES);
    return true;
}

struct others {
    struct person *p;
    struct buf names;
};

static bool add_other(void *data, const struct record *place)
{
    struct others *o = data;
    const char *id = record_get(place, PLACEMENT_PERSON);
    if (strcmp(id, o->p->id) == 0)
        return true;
    buf_adds(&o->names, o->names.len > 0 ? "; " : "");
    store_title(store(o->p), person_kind(o->p, KIND_PERSON), id, &o->names);
    return true;
}

static bool add_place(void *data, const struct record *place)
{
    struct person *p = data;
    struct record a;
    struct others others = {p, BUF_INIT};
    if (store_get(store(p), person_kind(p, KIND_ARRANGEMENT), record_get(place, PLACEMENT_ARRANGEMENT), &a, NULL) != OK)
        return true;
    if (strcmp(record_get(&a, ARRANGEMENT_ALLIANCE), p->ui->app->alliance) == 0) {
        struct related *row = add_row(p, record_id(&a));
        store_each(store(p), person_kind(p, KIND_PLACEMENT), PLACEMENT_ARRANGEMENT, record_id(&a), add_other, &others,
                   NULL);
        row->cells[0] = shown(p, &a, ARRANGEMENT_NAME);
        row->cells[1] = buf_take(&others.names);
        row->cells[2] = shown(p, place, PLACEMENT_ROLE);
        row->cells[3] = shown(p, &a, ARRANGEMENT_STATUS);
    }
    record_release(&a);
    return true;
}

static bool of_alliance(const struct person *p, const struct record *objective)
{
    return strcmp(record_get(objective, OBJECTIVE_ALLIANCE), p->ui->app->alliance) == 0;
}

static void add_objective(struct person *p, const struct record *r, const char *role, int other)
{
    struct related *row = add_row(p, record_id(r));
    row->cells[0] = xstrdup(role);
    row->cells[1] = shown(p, r, OBJECTIVE_STATEMENT);
    row->cells[2] = shown(p, r, other);
    row->cells[3] = shown(p, r, OBJECTIVE_TARGET_DATE);
}

static bool add_learning(void *data, const struct record *r)
{
    if (of_alliance(data, r))
        add_objective(data, r, _("Learns"), OBJECTIVE_VIA_PERSON);
    return true;
}

static bool add_helping(void *data, const struct record *r)
{
    struct person *p = data;
    if (of_alliance(p, r) && strcmp(record_get(r, OBJECTIVE_PERSON), p->id) != 0)
        add_objective(p, r, _("Helps"), OBJECTIVE_PERSON);
    return true;
}

/* Faces, offers, seeks: in the order of their description. */
static int by_role(const void *a, const void *b)
{
    const struct related *ra = a, *rb = b;
    int order = strcmp(ra->cells[0], rb->cells[0]);
    return order ? order : strcmp(ra->cells[1], rb->cells[1]);
}

static void read_rows(struct person *p)
{
    switch (p->part) {
    case PART_INTERESTS:
        store_each(store(p), person_kind(p, KIND_INTEREST), INTEREST_PERSON, p->id, add_interest, p, NULL);
        if (p->related_count > 1)
            sort_stable(p->related, p->related_count, sizeof *p->related, by_role); /* "Faces", "Offers", "Seeks" */
        break;
    case PART_GROUPS:
        store_each(store(p), person_kind(p, KIND_PLACEMENT), PLACEMENT_PERSON, p->id, add_place, p, NULL);
        break;
    case PART_OBJECTIVES:
        store_each(store(p), person_kind(p, KIND_OBJECTIVE), OBJECTIVE_PERSON, p->id, add_learning, p, NULL);
        store_each(store(p), person_kind(p, KIND_OBJECTIVE), OBJECTIVE_VIA_PERSON, p->id, add_helping, p, NULL);
        break;
    default:
        break;
    }
}

/* ---- as a list ---- */

static size_t rows_count(void *data)
{
    return ((struct person *)data)->related_count;
}

static void rows_cell(void *data, size_t at, int column, struct buf *out)
{
    const char *text = ((struct person *)data)->related[at].cells[column];
    buf_adds(out, text ? text : "");
}

static const char *rows_id(void *data, size_t at)
{
    return ((struct person *)data)->related[at].id;
}

static size_t rows_find(void *data, const char *id)
{
    struct person *p = data;
    size_t at = 0;
    while (at < p->related_count && strcmp(p->related[at].id, id) != 0)
        at++;
    return at;
}

void related_start(struct person *p)
{
    struct list_source source = {.data = p, .count = rows_count, .cell = rows_cell, .id = rows_id, .find = rows_find};
    list_init(&p->list, &source);
}

void related_release(struct person *p)
{
    clear(p);
    free(p->related);
    list_release(&p->list);
}

static void set_columns(struct person *p)
{
    const struct list_column interests[] = {{.title = _("Role"), .min = 7, .max = 16},
                                                   {.title = _("Challenge"), .min = 30, .max = 48},
                                                   {.title = _("Pressing"), .min = 8, .right = true},
                                                   {.title = _("Notes"), .personal = true, .min = 16, .max = 40}};
    const struct list_column groups[] = {{.title = _("Pair or group"), .min = 28, .max = 48},
                                                {.title = _("With"), .personal = true, .min = 16, .max = 40},
                                                {.title = _("Role"), .min = 7},
                                                {.title = _("Status"), .min = 9}};
    const struct list_column objectives[] = {{.title = _("Role"), .min = 7, .max = 8},
                                                    {.title = _("What is learned"), .min = 28, .max = 56},
                                                    {.title = _("From or with"), .personal = true, .min = 16, .max = 28},
                                                    {.title = _("By when"), .min = 10}};
    const struct list_column *columns = p->part == PART_INTERESTS ? interests
                                        : p->part == PART_GROUPS  ? groups
                                                                  : objectives;
    if (p->list.column_count == 0 || p->list.columns[0].title != columns[0].title ||
        p->list.columns[1].title != columns[1].title)
        list_set_columns(&p->list, columns, RELATED_CELLS);
    p->list.empty = p->part == PART_INTERESTS ? _("Not known yet what they face, offer or seek. Press Insert to note it.")
                    : p->part == PART_GROUPS
                        ? _("In no pair or group yet. Press Insert to put them into one.")
                        : _("Learns nothing yet, and nobody learns from them. Press Insert to add an objective.");
}

void related_read(struct person *p)
{
    clear(p);
    read_rows(p);
    set_columns(p);
    p->list.laid_out = false;
    list_refresh(&p->list);
    if (*p->wanted)
        list_select(&p->list, p->wanted);
    *p->wanted = '\0';
}

/* ---- actions ---- */

void related_open(struct person *p)
{
    enum kind_id kind = p->part == PART_INTERESTS ? KIND_INTEREST
                        : p->part == PART_GROUPS  ? KIND_ARRANGEMENT
                                                  : KIND_OBJECTIVE;
    if (p->related_count > 0)
        form_open(p->ui, person_kind(p, kind), list_id(&p->list));
    else if (ui_writable(p->ui, NULL))
        related_add(p);
}

struct choosing {
    struct person *p;
    const struct choice *role;
};

static void interest_id(const struct choosing *c, const char *challenge, char id[ID_SIZE])
{
    struct record r;
    record_init(&r, person_kind(c->p, KIND_INTEREST));
    record_set(&r, INTEREST_PERSON, c->p->id);
    record_set(&r, INTEREST_CHALLENGE, challenge);
    record_set(&r, INTEREST_ROLE, c->role->name);
    record_make_id(&r);
    snprintf(id, ID_SIZE, "%s", record_id(&r));
    record_release(&r);
}

static bool is_chosen(void *data, const char *challenge)
{
    struct choosing *c = data;
    struct record r;
    char id[ID_SIZE];
    interest_id(c, challenge, id);
    if (store_get(store(c->p), person_kind(c->p, KIND_INTEREST), id, &r, NULL) != OK)
        return false;
    record_release(&r);
    return true;
}

static bool add_chosen(const struct choosing *c, const char *challenge)
{
    const struct kind *k = person_kind(c->p, KIND_INTEREST);
    bool done = ui_run(c->p->ui, CMD_ADD,
                       ARGS(arg_text("kind", k->name), arg_field(k, INTEREST_PERSON, c->p->id), arg_field(k, INTEREST_CHALLENGE, challenge),
                            arg_field(k, INTEREST_ROLE, c->role->name)), NULL) == OK;
    interest_id(c, challenge, c->p->wanted);
    return done;
}

static bool toggle_chosen(void *data, const char *challenge)
{
    struct choosing *c = data;
    char id[ID_SIZE];
    if (!is_chosen(c, challenge))
        return add_chosen(c, challenge);
    interest_id(c, challenge, id);
    return ui_run(c->p->ui, CMD_DELETE, ARGS(arg_text("kind", "interest"), arg_text("record", id)), NULL) == OK;
}

/* A challenge that nobody has named before. */
static void add_new_challenge(struct choosing *c)
{
    const struct kind *k = person_kind(c->p, KIND_CHALLENGE);
    struct buf name = BUF_INIT, id = BUF_INIT;
    if (prompt_line(c->p->ui, _("What is the challenge, in a few words?"), _("It joins the challenges of the alliance."),
                    &name) &&
        name.len > 0) {
        if (ui_run(c->p->ui, CMD_ADD, ARGS(arg_text("kind", k->name), arg_field(k, CHALLENGE_NAME, name.s)), &id) == OK) {
            id.s[strcspn(id.s, "\n")] = '\0';
            add_chosen(c, buf_str(&id));
        }
    }
    buf_release(&name);
    buf_release(&id);
}

static void add_interests(struct person *p)
{
    const char *const how[] = {_("Choose from the challenges of the alliance"), _("Name a new challenge")};
    const struct field *role = &person_kind(p, KIND_INTEREST)->fields[INTEREST_ROLE];
    const char *labels[8];
    size_t n = role->choice_count < 8 ? role->choice_count : 8;
    for (size_t i = 0; i < n; i++)
        labels[i] = role->choices[i].label;
    int chosen = prompt_choice(p->ui, _("What is to be noted?"), labels, n, 0);
    if (chosen < 0)
        return;
    struct choosing c = {p, &role->choices[chosen]};
    bool known = store_count(store(p), person_kind(p, KIND_CHALLENGE), CHALLENGE_ALLIANCE, p->ui->app->alliance) > 0;
    int from = known ? prompt_choice(p->ui, c.role->label, how, 2, 0) : 1;
    if (from == 0)
        prompt_records(p->ui, c.role->label, person_kind(p, KIND_CHALLENGE), is_chosen, toggle_chosen, &c);
    else if (from == 1)
        add_new_challenge(&c);
}

static void add_to_group(struct person *p)
{
    char id[ID_SIZE] = "";
    if (!prompt_record(p->ui, _("Into which pair or group?"), person_kind(p, KIND_ARRANGEMENT), false, id) || !*id)
        return;
    if (ui_run(p->ui, CMD_PLACE, ARGS(arg_text("person", p->id), arg_text("to", id)), NULL) == OK)
        snprintf(p->wanted, sizeof p->wanted, "%s", id);
}

void related_add(struct person *p)
{
    struct form_value learner = {OBJECTIVE_PERSON, p->id};
    switch (p->part) {
    case PART_INTERESTS:
        add_interests(p);
        break;
    case PART_GROUPS:
        add_to_group(p);
        break;
    case PART_OBJECTIVES:
        form_open_new(p->ui, person_kind(p, KIND_OBJECTIVE), &learner, 1);
        break;
    default:
        break;
    }
}

void related_delete(struct person *p)
{
    const char *id = list_id(&p->list);
    if (!*id)
        return;
    if (p->part == PART_INTERESTS)
        ui_run(p->ui, CMD_DELETE, ARGS(arg_text("kind", "interest"), arg_text("record", id)), NULL);
    else if (p->part == PART_GROUPS &&
             ui_run(p->ui, CMD_PLACE, ARGS(arg_text("person", p->id), arg_text("from", id), arg_text("to", "pool")), NULL) == OK)
        ui_say(p->ui, "back in the pool; undo takes it back");
}
