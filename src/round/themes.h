/* themes.h: what is sought and offered in an alliance, challenge by challenge: a waiting list for each. */
#ifndef PEERLOOM_ROUND_THEMES_H
#define PEERLOOM_ROUND_THEMES_H

#include "round/handout.h"

/* A challenge of the alliance: demand and supply. */
struct theme {
    const char *name, *id; /* live as long as the sheet */
    int seeks, faces, offers;
    int seats;    /* how many more pairs and groups those who offer it can be in */
    int waiting;  /* who wants it and was in nothing about it yet */
    int pressure; /* how pressing those who wait find it, added up */
};

struct themes {
    struct handout *sheet;
    struct theme *list; /* the most pressing first; among equals those with the fewest seats */
    size_t count, room;
    bool *here; /* by person: has not left the alliance */
};

/* Counts them, by all rounds of the sheet, which has to live as long. Release it in any case. */
enum status themes_init(struct themes *t, struct handout *sheet, struct error *e);
void themes_release(struct themes *t);
/* Whether the person wants it, and has been in nothing about it yet. */
bool theme_waits(const struct themes *t, const struct theme *theme, int person);
/* Whether the person offers it. */
bool theme_offers(const struct themes *t, const struct theme *theme, int person);

#endif
