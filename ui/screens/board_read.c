/* board_read.c: the board's model, read from the store in one go. */
#include <ctype.h>
#include <stdint.h>
#include <stdlib.h>
#include <string.h>

#include "base/dict.h"
#include "base/tr.h"
#include "model/facts.h"
#include "model/kinds.h"
#include "ui/screens/board.h"

struct reading {
    struct store *store;
    const struct model *kinds;
    struct board_model *m;
    struct dict people, challenges, organisations; /* id -> index + 1; organisations: id -> name */
    size_t at; /* the person or column whose records are read */
};

static void put(struct dict *d, const char *id, size_t at)
{
    dict_put(d, id, (void *)(uintptr_t)(at + 1));
}

static size_t look_up(const struct dict *d, const char *id)
{
    return (size_t)(uintptr_t)dict_get(d, id) - 1; /* BOARD_NONE if it is not there */
}

/* ---- people ---- */

static const char *organisation(struct reading *r, const char *id)
{
    const char *name = *id ? dict_get(&r->organisations, id) : "";
    struct record o;
    if (name)
        return name;
    if (store_get(r->store, r->kinds->kinds[KIND_ORGANISATION], id, &o, NULL) != OK)
        return "";
    bool has_short = record_has(&o, ORGANISATION_SHORT_NAME);
    name = board_text(r->m, record_get(&o, has_short ? ORGANISATION_SHORT_NAME : ORGANISATION_NAME));
    record_release(&o);
    dict_put(&r->organisations, id, (void *)(uintptr_t)name);
    return name;
}

static size_t add_person(struct reading *r, const char *id)
{
    size_t at = look_up(&r->people, id);
    const struct kind *k = r->kinds->kinds[KIND_PERSON];
    struct record p;
    if (at != BOARD_NONE || store_get(r->store, k, id, &p, NULL) != OK)
        return at;
    struct buf name = BUF_INIT;
    store_title_apart(r->store, k, id, &name);
    at = board_add_person(r->m, id, buf_str(&name));
    r->m->people[at].country = board_text(r->m, record_get(&p, PERSON_COUNTRY));
    r->m->people[at].organisation = organisation(r, record_get(&p, PERSON_ORGANISATION));
    put(&r->people, id, at);
    buf_release(&name);
    record_release(&p);
    return at;
}

static bool take_membership(void *data, const struct record *r)
{
    struct reading *reading = data;
    const char *capacity = record_get(r, MEMBERSHIP_CAPACITY);
    size_t at = add_person(reading, record_get(r, MEMBERSHIP_PERSON));
    if (at == BOARD_NONE)
        return true;
    struct board_person *p = &reading->m->people[at];
    p->taking_part = membership_takes_part(r);
    p->capacity = *capacity ? atoi(capacity) : -1;
    return true;
}

/* ---- arrangements and who is in them ---- */

/* "published" */
static void tell_status(const struct record *a, struct buf *out)
{
    field_show(&a->kind->fields[ARRANGEMENT_STATUS], record_get(a, ARRANGEMENT_STATUS), out);
    if (out->len)
        out->s[0] = (char)tolower((unsigned char)out->s[0]);
}

/* "Pair, published"; a lock goes first, as the end may be cut off. */
static void describe(const struct record *a, const char *status, struct buf *out)
{
    buf_adds(out, record_yes(a, ARRANGEMENT_LOCKED) ? _("Locked. ") : "");
    field_show(&a->kind->fields[ARRANGEMENT_FORM], record_get(a, ARRANGEMENT_FORM), out);
    buf_addf(out, "%s%s", *status ? ", " : "", status);
}

static bool take_arrangement(void *data, const struct record *a)
{
    struct reading *reading = data;
    struct buf text = BUF_INIT, status = BUF_INIT;
    const char *round = record_get(a, ARRANGEMENT_ROUND);
    tell_status(a, &status);
    describe(a, buf_str(&status), &text);
    size_t at = board_add_column(reading->m, record_id(a), record_get(a, ARRANGEMENT_NAME), buf_str(&text));
    struct board_column *c = &reading->m->columns[at];
    c->round = *round ? atoi(round) : 1;
    c->locked = record_yes(a, ARRANGEMENT_LOCKED);
    c->ended = RECORD_IS(a, ARRANGEMENT_STATUS, ENDED);
    c->published = RECORD_IS(a, ARRANGEMENT_STATUS, PUBLISHED);
    c->status = board_text(reading->m, c->locked ? _("locked") : buf_str(&status));
    buf_clear(&text);
    store_display(reading->store, a, ARRANGEMENT_CHALLENGE, &text);
    c->challenge = board_text(reading->m, buf_str(&text));
    buf_release(&status);
    buf_release(&text);
    return true;
}

static bool take_placement(void *data, const struct record *p)
{
    struct reading *reading = data;
    const char *role = record_get(p, PLACEMENT_ROLE);
    bool plain = !*role || RECORD_IS(p, PLACEMENT_ROLE, MEMBER);
    size_t person = add_person(reading, record_get(p, PLACEMENT_PERSON));
    struct buf label = BUF_INIT;
    field_show(&p->kind->fields[PLACEMENT_ROLE], role, &label);
    if (label.len > 0)
        label.s[0] = (char)tolower((unsigned char)label.s[0]);
    if (person != BOARD_NONE)
        board_add_card(reading->m, &reading->m->columns[reading->at], person, plain ? "" : buf_str(&label), role);
    buf_release(&label);
    return true;
}

/* ---- what they face, offer and seek ---- */

static size_t challenge(struct reading *r, const char *id)
{
    size_t at = look_up(&r->challenges, id);
    if (at != BOARD_NONE)
        return at;
    struct buf name = BUF_INIT;
    store_title(r->store, r->kinds->kinds[KIND_CHALLENGE], id, &name);
    at = board_add_challenge(r->m, buf_str(&name));
    put(&r->challenges, id, at);
    buf_release(&name);
    return at;
}

static bool take_interest(void *data, const struct record *i)
{
    struct reading *reading = data;
    enum board_role as = RECORD_IS(i, INTEREST_ROLE, OFFERS)  ? BOARD_OFFERS
                         : RECORD_IS(i, INTEREST_ROLE, SEEKS) ? BOARD_SEEKS : BOARD_FACES;
    board_add_interest(reading->m, reading->at, challenge(reading, record_get(i, INTEREST_CHALLENGE)), as);
    return true;
}

/* ---- all of it ---- */

static enum status read_all(struct reading *r, const char *alliance, struct error *e)
{
    struct kind *const *kinds = r->kinds->kinds;
    enum status s = store_each(r->store, kinds[KIND_MEMBERSHIP], MEMBERSHIP_ALLIANCE, alliance, take_membership, r, e);
    if (s == OK)
        s = store_each(r->store, kinds[KIND_ARRANGEMENT], ARRANGEMENT_ALLIANCE, alliance, take_arrangement, r, e);
    for (r->at = 0; r->at < r->m->column_count && s == OK; r->at++)
        s = store_each(r->store, kinds[KIND_PLACEMENT], PLACEMENT_ARRANGEMENT, r->m->columns[r->at].id, take_placement, r, e);
    for (r->at = 0; r->at < r->m->people_count && s == OK; r->at++)
        s = store_each(r->store, kinds[KIND_INTEREST], INTEREST_PERSON, r->m->people[r->at].id, take_interest, r, e);
    return s;
}

enum status board_read(struct ui *ui, struct board_model *m, struct error *e)
{
    struct reading r = {.store = ui->app->store, .kinds = &ui->app->model, .m = m};
    board_model_release(m);
    enum status s = read_all(&r, ui->app->alliance, e);
    board_tell_apart(m);
    dict_release(&r.people);
    dict_release(&r.challenges);
    dict_release(&r.organisations);
    return s;
}
