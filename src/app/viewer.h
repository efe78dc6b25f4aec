/* viewer.h: who an output is for, and so what of the workbench it is made from. The one place that decides.
 *
 *   owner     everything, for the facilitator's own use: a copy, another laptop, a script
 *   alliance  for the members of the open alliance: records marked open or alliance that belong to it; of personal
 *             fields only those that name a person or stand in lists, and email and phone of those who agreed to be
 *             contacted and are named
 *   public    for anybody: records marked open, of all alliances, no personal field and no person's name
 *
 * Commands that give something away (GIVES in the table) are for the alliance unless --for says otherwise; those that show
 * something to whoever sits at the keyboard (SHOWS) are for the owner unless --for says otherwise. The dispatcher runs all
 * of them through audience_run() (command/audience): it puts what the audience may see in the place of the workbench (store/narrow.h), so that
 * records, titles, counts, scores and reasons are made of that alone. A command cannot forget it.
 *
 * WHO IS NAMED. The form says to peers: "The person agreed to be named in reports", and "The person agreed that others may
 * write or call". So:
 *   - Nobody is named to the public.
 *   - Who has said no to being named in reports is named in nothing that leaves: "Person 3" stands there, with role,
 *     organisation and country. Their address and number are left out too.
 *   - In what reports on people (export, themes, scorecard, road map, lists ...) only those are named who said yes. In the
 *     papers of a meeting (PAPER: seats, cards, the survey, a worksheet), by which people find each other in the room, also
 *     those who were not asked yet; the message says how many.
 *   - Email and phone are given only of those who said yes to being contacted, whatever the paper.
 *   - The same holds for every kind that asks, one's own among them; and a field consent_NAME guards the field NAME.
 *   - People whose record is confidential are left out; where others sit with them, a sheet tells how many they are.
 * Names in free text follow the same rule (model/mentions.h): those of people who are not named are replaced, unless
 * --mentions=keep. Addresses and numbers in free text are replaced always.
 *
 * FOR THE PUBLIC no row may single somebody out. Of a person whose row fewer than AUDIENCE_FEWEST share, first what they
 * do in their own words is left out, then the choices (level, sex, stage), then the organisation, then the country; whose
 * row is still not shared is counted only. Ids are replaced by others, so that rows cannot be joined to the alliance's.
 */
#ifndef PEERLOOM_APP_VIEWER_H
#define PEERLOOM_APP_VIEWER_H

#include "app/app.h"
#include "app/command_id.h"
#include "base/dict.h"
#include "model/mentions.h"

enum audience { AUDIENCE_OWNER, AUDIENCE_ALLIANCE, AUDIENCE_PUBLIC };

enum { AUDIENCE_FEWEST = 3 };

/* What becomes of the names in free text that the audience may not read. */
enum mention_choice {
    MENTIONS_BLANK, /* "[name]" */
    MENTIONS_ROLE,  /* "[Director]", where it is known whose name it is */
    MENTIONS_KEEP,
    MENTION_CHOICES
};

/* A person of the workbench in the eyes of the audience. */
struct seen_person {
    char id[ID_SIZE], shown_id[ID_SIZE];
    const char *role; /* label of the level, or "" */
    bool visible, named;
    int number;    /* "Person 3"; 0: named, or not visible */
    int coarse;    /* how much of the row is left out (coarse.h) */
    char **values; /* public only: what the row would tell; by field, NULL: nothing */
};

/* One name in a free text that the audience may not read. */
struct mention_hit {
    const struct record *record; /* as stored */
    int field;
    struct mention mention;
    const char *text; /* the whole of it */
};

struct viewer {
    struct app *app;
    enum audience audience;
    bool paper; /* of a meeting */
    enum mention_choice mentions;
    /* Told of each hit, and returns what becomes of it; NULL: as `mentions` says. */
    enum mention_choice (*decide)(void *data, const struct mention_hit *hit);
    void *data;
    struct dict seen;    /* id > "y" or "n" */
    struct dict columns; /* "kind.column" that the audience may not know of */
    struct dict absent;  /* arrangement > how many people in it are not visible */
    struct dict numbers; /* id, and shown id, > place in people, from 1 */
    struct seen_person *people;
    size_t person_count, room;
    struct mentions names; /* of those who are not named */
    struct dict touched;   /* "shown id.field" of texts in which something was replaced */
    bool settled;          /* `seen` is complete */
    /* For the message: what was done, in what the command is made of (audience_matters). */
    enum command_id command;
    const char *what; /* the first word: a kind, or "all" */
    size_t left_out, replaced, kept, unnamed, unasked, coarsened, counted;
};

/* The audience of that name; false if there is none. */
bool audience_find(const char *name, enum audience *audience);
const char *audience_name(enum audience audience);
/* For messages: "for the alliance, without what is confidential". */
const char *audience_words(enum audience audience);

/* True if what the command gives is made of records of that kind, or names them. */
bool audience_matters(const struct viewer *v, const struct kind *kind);

/* ---- for commands; v may be NULL: the owner ---- */

enum audience viewer_audience(const struct viewer *v);
/* True if the audience may see the field in any record: a column of a spreadsheet. */
bool viewer_field(const struct viewer *v, const struct kind *kind, int field);
/* True if the record is a row of its own, false if it is counted only. The record is as the command read it. */
bool viewer_row(const struct viewer *v, const struct record *r);
/* True if the value is as the facilitator wrote it: what was replaced must not come back by a file that is filled in and
 * taken in again. The record is as the command read it. */
bool viewer_exact(const struct viewer *v, const struct record *r, int field);
/* How many people in the arrangement (its id as the command read it) the audience may not know. */
int viewer_absent(const struct viewer *v, const char *arrangement);

/* ---- for command/audience ---- */

/* Narrows the store. ERR_INPUT if the audience is the alliance and none is open. */
enum status viewer_open(struct viewer *v, struct error *e);
void viewer_close(struct viewer *v); /* in any case; the store is wide again */

/* ---- shared between viewer.c and shape.c ---- */

/* Reads from the whole store until `settled`. */
bool viewer_id(struct viewer *v, const struct kind *kind, const char *id);
bool viewer_record(struct viewer *v, const struct record *r);
struct seen_person *viewer_person(const struct viewer *v, const char *id); /* NULL: there is none */
/* The id under which the audience knows a record. */
void viewer_shown_id(const struct viewer *v, const struct kind *kind, const char *id, char out[ID_SIZE]);
/* Gives the record the values that the audience may see. */
void viewer_shape(struct viewer *v, struct record *r);

#endif
