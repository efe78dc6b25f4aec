/* person.h: what the files of the person page share and nobody else sees. */
#ifndef PEERLOOM_UI_SCREENS_PERSON_H
#define PEERLOOM_UI_SCREENS_PERSON_H

#include "model/kinds.h"
#include "ui/form.h"
#include "ui/list.h"
#include "ui/ui.h"

enum part { PART_OVERVIEW, PART_PERSON, PART_MEMBERSHIP, PART_INTERESTS, PART_GROUPS, PART_OBJECTIVES, PARTS };

/* One line of the overview, or several where its text is long. */
struct fact {
    const char *label; /* not owned */
    char *text;
    enum part part; /* where it is changed */
    int field;      /* of that part's form; -1: none */
};

struct facts {
    struct fact *items;
    size_t count, cap;
    size_t at; /* the chosen one */
    int top;   /* first line in sight */
    bool was_private;
    struct rect area;
};

enum { RELATED_CELLS = 4 };

/* A record that has to do with the person: an interest, a place in an arrangement, an objective. */
struct related {
    char id[ID_SIZE]; /* what Enter opens */
    char *cells[RELATED_CELLS];
};

struct person {
    struct ui *ui;
    char id[ID_SIZE];
    char membership[ID_SIZE]; /* in the open alliance, whether it is there or not */
    bool there, member;
    enum part part;
    bool inside; /* the part has the keys, not the list of parts */
    bool wide;   /* both fit side by side */
    struct rect parts;
    struct facts facts;
    struct form *form; /* of PART_PERSON and PART_MEMBERSHIP */
    struct list list;  /* of the parts behind */
    struct related *related;
    size_t related_count, related_cap;
    char wanted[ID_SIZE]; /* the row to stand on once the list is read again: what was just added */
};

const struct kind *person_kind(const struct person *p, enum kind_id kind);

/* ---- person_facts.c: the overview ---- */

void facts_read(struct person *p);
void facts_release(struct facts *f);
void facts_draw(struct person *p, struct canvas *c, struct rect area, bool focused);
bool facts_key(struct person *p, const struct event *e); /* moves; Enter is the page's */
void facts_explain(const struct person *p, struct buf *out);

/* ---- person_related.c: offers and needs, pairs and groups, objectives ---- */

void related_start(struct person *p); /* makes the list, once */
void related_read(struct person *p);  /* fills it for the part shown */
void related_release(struct person *p);
void related_open(struct person *p); /* the chosen one */
void related_add(struct person *p);
void related_delete(struct person *p); /* the chosen one */

#endif
