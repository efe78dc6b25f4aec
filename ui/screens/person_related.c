/* person_related.c: the lists of a person's page, a kind each: what they face, offer and seek; the pairs and groups they are
 * in; the objectives in which they learn or help others to learn; and every other kind whose records are about people. */
#include <stdio.h>
#include <string.h>

#include "base/tr.h"
#include "sheet/about.h"
#include "ui/prompt.h"
#include "ui/screens/person.h"
#include "ui/screens/sheet_acts.h"

static struct store *store(const struct person *p)
{
    return p->ui->app->store;
}

/* ---- as a list ---- */

/* Columns in which nothing stands have no place. */
static unsigned filled(const struct sheet *s)
{
    unsigned columns = 0;
    bool words = false; /* not all rows have the same word for their kind */
    for (size_t i = 0; i < s->count; i++) {
        words |= strcmp(s->rows[i].cells[ABOUT_WHAT], s->rows[0].cells[ABOUT_WHAT]) != 0;
        for (int c = ABOUT_NAME; c < s->column_count; c++)
            columns |= *s->rows[i].cells[c] ? 1u << c : 0;
    }
    return columns | 1u << ABOUT_NAME | (words ? 1u << ABOUT_WHAT : 0);
}

/* What the names in the list are: challenges, pairs and groups ... */
static const char *name_label(const struct person *p, const struct kind *kind)
{
    for (size_t i = FIELD_FIRST; i < kind->field_count; i++)
        if (kind->fields[i].flags & FIELD_TITLE && !about_is(&kind->fields[i], person_kind(p, KIND_PERSON)))
            return kind->fields[i].label;
    return kind->label;
}

static const char *none_yet(const struct kind *kind)
{
    switch (kind->index) {
    case KIND_INTEREST: return _("Not known yet what they face, offer or seek. Press Insert to note it.");
    case KIND_PLACEMENT: return _("In no pair or group yet. Press Insert to put them into one.");
    case KIND_OBJECTIVE: return _("Learns nothing yet, and nobody learns from them. Press Insert to add an objective.");
    default: return _("There is none yet. Press Insert to add one.");
    }
}

void related_read(struct person *p)
{
    struct sheet before = p->related;
    const struct kind *kind = p->kinds[p->part];
    sheet_init(&p->related, p->ui->app);
    sheet_begin(&p->related, kind->label_plural, "", none_yet(kind));
    about_columns(&p->related);
    p->related.columns[ABOUT_NAME].title = name_label(p, kind);
    about_records(&p->related, &(struct about){.kind = person_kind(p, KIND_PERSON), .id = p->id, .only = kind, .masked = p->masked});
    rows_show(&p->rows, &p->related);
    rows_choose_columns(&p->rows, filled(&p->related));
    p->rows.list.laid_out = false;
    if (*p->wanted)
        list_select(&p->rows.list, p->wanted);
    *p->wanted = '\0';
    sheet_release(&before);
}

/* ---- actions ---- */

/* The pair or group of the chosen place. */
static void arrangement_of(const struct person *p, const char *place, char id[ID_SIZE])
{
    struct record r;
    *id = '\0';
    if (store_get(store(p), person_kind(p, KIND_PLACEMENT), place, &r, NULL) != OK)
        return;
    snprintf(id, ID_SIZE, "%s", record_get(&r, PLACEMENT_ARRANGEMENT));
    record_release(&r);
}

void related_open(struct person *p)
{
    const struct sheet_row *row = rows_chosen(&p->rows);
    char id[ID_SIZE];
    if (!row) {
        if (ui_writable(p->ui, NULL))
            related_add(p);
    } else if (row->kind->index == KIND_PLACEMENT) {
        arrangement_of(p, row->id, id);
        form_open(p->ui, person_kind(p, KIND_ARRANGEMENT), id);
    } else {
        form_open(p->ui, row->kind, row->id);
    }
}

struct choosing {
    struct person *p;
    const struct choice *role;
};

/* The id follows from what the record joins. */
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
    struct record place;
    if (!prompt_record(p->ui, _("Into which pair or group?"), person_kind(p, KIND_ARRANGEMENT), false, id) || !*id)
        return;
    if (ui_run(p->ui, CMD_PLACE, ARGS(arg_text("person", p->id), arg_text("to", id)), NULL) != OK)
        return;
    record_init(&place, person_kind(p, KIND_PLACEMENT));
    record_set(&place, PLACEMENT_PERSON, p->id);
    record_set(&place, PLACEMENT_ARRANGEMENT, id);
    record_make_id(&place);
    snprintf(p->wanted, sizeof p->wanted, "%s", record_id(&place));
    record_release(&place);
}

/* A new record about the person: in the first field that can say so. */
static void add_about(struct person *p, const struct kind *kind)
{
    for (size_t i = FIELD_FIRST; i < kind->field_count; i++)
        if (about_is(&kind->fields[i], person_kind(p, KIND_PERSON))) {
            form_open_new(p->ui, kind, &(struct form_value){(int)i, p->id}, 1);
            return;
        }
}

void related_add(struct person *p)
{
    const struct kind *kind = p->kinds[p->part];
    if (kind->index == KIND_INTEREST)
        add_interests(p);
    else if (kind->index == KIND_PLACEMENT)
        add_to_group(p);
    else
        add_about(p, kind);
}

void related_delete(struct person *p)
{
    const struct sheet_row *row = rows_chosen(&p->rows);
    char id[ID_SIZE];
    if (!row)
        return;
    if (row->kind->index != KIND_PLACEMENT) {
        sheet_delete_record(p->ui, row->kind, row->id);
        return;
    }
    arrangement_of(p, row->id, id);
    if (ui_run(p->ui, CMD_PLACE, ARGS(arg_text("person", p->id), arg_text("from", id), arg_text("to", "pool")), NULL) == OK)
        ui_say(p->ui, "back in the pool; undo takes it back");
}
