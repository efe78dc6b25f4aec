/* Counts of who is where, kept up to date as people move, for the demands on whole arrangements: how far each place is from
 * keeping them, as a number that is 0 exactly when it does (its `strain`). */
#ifndef PEERLOOM_MATCH_GROUPS_TALLY_H
#define PEERLOOM_MATCH_GROUPS_TALLY_H

#include "match/groups/instance.h"

struct tally {
    const struct field *field;
    int *heads; /* people in each place */
    struct tally_demand {
        const struct demand *what;
        int columns; /* labels, or bits of masks that occur */
        int *bit;    /* SHARED: which bits they are */
        int *count;  /* places x columns */
    } *demands;
    int demand_count;
};

void tally_init(struct tally *t, const struct field *f);
void tally_release(struct tally *t);
void tally_clear(struct tally *t);
/* Puts a unit into a place, or takes it out; returns by how much the strain grows. */
int tally_add(struct tally *t, int unit, int k);
int tally_remove(struct tally *t, int unit, int k);

#endif
