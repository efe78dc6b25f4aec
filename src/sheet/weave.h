/* weave.h: how an alliance hangs together, over all rounds or in one: who was with whom, who gives and who receives, how
 * groups are mixed, who waits, what is sought. Numbers of meetings for pictures, and tables of text to list or read out.
 *
 * It is the facilitator's own look: nothing is left out for an audience (paper.h does that). With names masked no text
 * holds a name. All text is as it was typed: whoever shows it makes it safe.
 */
#ifndef PEERLOOM_SHEET_WEAVE_H
#define PEERLOOM_SHEET_WEAVE_H

#include "round/meetings.h"
#include "sheet/sheet.h"

enum weave_look {
    WEAVE_ROUNDS,  /* by person: with whom in each round */
    WEAVE_BALANCE, /* by person: gives, receives */
    WEAVE_PLACES,  /* the same between countries, or organisations where all are of one country (balance.h) */
    WEAVE_MIX,     /* by pair or group: sex, level, organisation, country, and the rules that care */
    WEAVE_WAITING, /* by person: can be matched, or why not yet */
    WEAVE_THEMES,  /* by challenge: demand and supply */
    WEAVE_TABLES
};

struct weave {
    struct handout handout;
    int *people, count; /* who takes part or has met somebody: numbers of handout.m, by name */
    struct meeting *meetings;
    struct sheet sheets[WEAVE_TABLES];
};

/* Reads the open alliance. `round` 0: all of them. Release it in any case. */
enum status weave_init(struct weave *w, struct app *app, int round, bool masked, struct error *e);
void weave_release(struct weave *w);

/* Two people's meetings; people are numbers of the matching. */
const struct meeting *weave_meeting(const struct weave *w, int a, int b);
/* How many others the person has met. */
int weave_met(const struct weave *w, int person);
/* "Round 1, Pair 2: with Barasa" and so on, a line each; appends nothing for somebody who was in none. */
void weave_say_rounds(const struct weave *w, int person, struct buf *out);
/* "Together in round 1, Pair 2; round 3, Land. Fit 48 of 100." or "Not together yet. ..." Appends a line. */
void weave_say_pair(const struct weave *w, int a, int b, struct buf *out);
/* Those not met yet who would fit best, at most `most`: "Not met yet: Ouma (62), Abdi (58) and 11 others." Appends a line. */
void weave_say_unmet(const struct weave *w, int person, int most, struct buf *out);

/* The sheet, made when it is first asked for; the weave owns it. */
struct sheet *weave_sheet(struct weave *w, enum weave_look look);

/* The same alone, for whom no weave is at hand: a section's maker (sheet.h). Of query->round. */
enum status weave_look(struct sheet *s, enum weave_look look, const struct sheet_query *query, struct error *e);

/* ---- makers: weave_people.c, weave_groups.c ---- */

void weave_rounds(struct weave *w, struct sheet *t);
void weave_balance(struct weave *w, struct sheet *t);
void weave_places(struct weave *w, struct sheet *t);
void weave_waiting(struct weave *w, struct sheet *t);
void weave_mix(struct weave *w, struct sheet *t);
void weave_themes(struct weave *w, struct sheet *t);

#endif
