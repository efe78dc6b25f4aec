/* person.h: what the files of the person page share and nobody else sees. */
#ifndef PEERLOOM_UI_SCREENS_PERSON_H
#define PEERLOOM_UI_SCREENS_PERSON_H

#include "model/kinds.h"
#include "sheet/sheet.h"
#include "ui/form.h"
#include "ui/rows.h"
#include "ui/ui.h"

/* From PART_KINDS on, a part for each kind of records that are about people. */
enum { PART_OVERVIEW, PART_PERSON, PART_MEMBERSHIP, PART_KINDS, PARTS_MOST = 16 };

/* One line of the overview, or several where its text is long. */
struct fact {
    const char *label; /* the sheet's */
    char *text;
    const struct kind *kind; /* where it is changed: the form of the person or the membership, else the part of the kind */
    int field;               /* of that form; -1: none */
};

struct facts {
    struct fact *items;
    size_t count, cap;
    size_t at; /* the chosen one */
    int top;   /* first line in sight */
    struct rect area;
};

struct person {
    struct ui *ui;
    char id[ID_SIZE];
    char membership[ID_SIZE]; /* in the open alliance, whether it is there or not */
    bool there, member;
    bool masked; /* as the page was read */
    int part;    /* the chosen one */
    const struct kind *kinds[PARTS_MOST]; /* of the parts; NULL: the overview */
    int part_count;
    bool inside; /* the part has the keys, not the list of parts */
    bool wide;   /* both fit side by side */
    struct rect parts;
    struct sheet page; /* everything about the person (src/sheet/person.c) */
    struct facts facts;
    struct form *form;    /* of PART_PERSON and PART_MEMBERSHIP */
    struct sheet related; /* of the other parts: the records of their kind */
    struct rows rows;
    char wanted[ID_SIZE]; /* the row to stand on once the list is read again: what was just added */
};

const struct kind *person_kind(const struct person *p, enum kind_id kind);

/* ---- person_facts.c: the overview ---- */

void facts_read(struct person *p); /* from the page */
void facts_release(struct facts *f);
void facts_draw(struct person *p, struct canvas *c, struct rect area, bool focused);
bool facts_key(struct person *p, const struct event *e); /* moves; Enter is the page's */
void facts_explain(const struct person *p, struct buf *out);

/* ---- person_related.c: the records of the other parts ---- */

void related_read(struct person *p); /* for the part shown */
void related_open(struct person *p); /* the chosen one */
void related_add(struct person *p);
void related_delete(struct person *p); /* the chosen one */

#endif
