/* weave.h: how an alliance hangs together, over all rounds or in one: who was with whom, who gives and who receives, how
 * groups are mixed, who waits, what is sought. Numbers of meetings for pictures, and tables of text to list or read out.
 *
 * It is the facilitator's own look: nothing is left out for an audience (paper.h does that). With names masked no text
 * holds a name. All text is as it was typed: whoever shows it makes it safe.
 */
#ifndef PEERLOOM_SHEET_WEAVE_H
#define PEERLOOM_SHEET_WEAVE_H

#include "round/meetings.h"

enum { WEAVE_COLUMNS = 10 };

enum weave_look {
    WEAVE_ROUNDS,  /* by person: with whom in each round */
    WEAVE_BALANCE, /* by person: gives, receives */
    WEAVE_PLACES,  /* the same between countries, or organisations where all are of one country (balance.h) */
    WEAVE_MIX,     /* by pair or group: sex, level, organisation, country, and the rules that care */
    WEAVE_WAITING, /* by person: can be matched, or why not yet */
    WEAVE_THEMES,  /* by challenge: demand and supply */
    WEAVE_TABLES
};

struct weave_row {
    const struct kind *kind; /* of the record that the row is about; NULL: none */
    const char *id;
    bool remark; /* something is to be pointed out; a cell says what */
    const char *cells[WEAVE_COLUMNS];
    const char *detail; /* lines; "" */
};

struct weave_table {
    const char *title; /* NULL until it is asked for */
    const char *about; /* how to read it, a sentence or two */
    const char *empty; /* said where there are no rows */
    struct weave_column {
        const char *title;
        bool right; /* numbers */
    } columns[WEAVE_COLUMNS];
    int column_count;
    struct weave_row *rows;
    size_t count, room;
};

struct weave {
    struct handout sheet;
    int *people, count; /* who takes part or has met somebody: numbers of sheet.m, by name */
    struct meeting *meetings;
    struct weave_table tables[WEAVE_TABLES];
};

/* Reads the open alliance. `round` 0: all of them. Release it in any case. */
enum status weave_init(struct weave *w, struct app *app, int round, bool masked, struct error *e);
void weave_release(struct weave *w);

/* Two people's meetings; people are numbers of the matching. */
const struct meeting *weave_meeting(const struct weave *w, int a, int b);
/* How many others the person has met. */
int weave_met(const struct weave *w, int person);
/* "Round 1, Pair 2: with Barasa" and so on, a line each; appends nothing for somebody who was in none. */
void weave_tell_rounds(const struct weave *w, int person, struct buf *out);
/* "Together in round 1, Pair 2; round 3, Land. Fit 48 of 100." or "Not together yet. ..." Appends a line. */
void weave_tell_pair(const struct weave *w, int a, int b, struct buf *out);
/* Those not met yet who would fit best, at most `most`: "Not met yet: Ouma (62), Abdi (58) and 11 others." Appends a line. */
void weave_tell_unmet(const struct weave *w, int person, int most, struct buf *out);

/* The table, made when it is first asked for; the weave owns it. */
const struct weave_table *weave_table(struct weave *w, enum weave_look look);

/* ---- makers of tables: weave_people.c, weave_groups.c ---- */

void weave_rounds(struct weave *w, struct weave_table *t);
void weave_balance(struct weave *w, struct weave_table *t);
void weave_places(struct weave *w, struct weave_table *t);
void weave_waiting(struct weave *w, struct weave_table *t);
void weave_mix(struct weave *w, struct weave_table *t);
void weave_themes(struct weave *w, struct weave_table *t);

/* A new row about a record, its cells empty. */
struct weave_row *weave_row(struct weave_table *t, const struct kind *kind, const char *id);
/* A copy that lives as long as the weave. */
const char *weave_text(const struct weave *w, const char *text);
const char *weave_keep(const struct weave *w, struct buf *text); /* the same, and lets go of the buffer */
const char *weave_number(const struct weave *w, int number);

#endif
