/* balance.h: what each person, and each country or organisation, gives and receives (2018 paper, principle 1: learning
 * among equals has no teachers and no pupils).
 *
 * A gives to B when they are in one pair or group and A offers a challenge that B seeks or faces; each such person counts
 * once in each pair or group.
 */
#ifndef PEERLOOM_ROUND_BALANCE_H
#define PEERLOOM_ROUND_BALANCE_H

#include "round/handout.h"

struct balance {
    int met; /* pairs and groups they are in */
    int gives, receives;
    int outside_gives, outside_receives; /* to and from people of another place */
};

struct balance_place {
    const char *name;  /* as stored: a name or an id */
    struct balance in; /* outside_gives and outside_receives of its people, added up, are its gives and receives */
};

/* What a place is: the field of the country; where all are from one, of the organisation. */
int balance_field(const struct handout *s);
/* One for each person of the matching, in the sheet's rounds. The caller frees. */
struct balance *balance_people(const struct handout *s, int field);
/* One for each place that takes part, by name. The caller frees. */
struct balance_place *balance_places(const struct handout *s, int field, const struct balance *people, size_t *count);
/* The place's name to be read. Appends; nothing if the sheet's reader may not know it. */
void balance_place_name(struct handout *s, int field, const struct balance_place *place, struct buf *out);
/* Has this person a part in it: placed, or able to be? */
bool balance_counts(const struct handout *s, const struct balance *people, int person);
/* A sign and words; both directions are what is hoped for and get neither: "". */
const char *balance_remark(const struct balance *b);

#endif
