/* Counts of the people in each place, updated as units move. They give the violation of each place: how far it is from
 * satisfying its size and the demands on whole arrangements. It is 0 exactly when all are satisfied. */
#ifndef PEERLOOM_MATCH_GROUPS_TALLY_H
#define PEERLOOM_MATCH_GROUPS_TALLY_H

#include "match/groups/instance.h"

struct place_tally {
    const struct instance *inst;
    int *size; /* people in each place */
    struct tally_demand {
        const struct demand *what;
        int columns; /* labels, or bits of masks that occur */
        int *bit;    /* SHARED: which bits they are */
        int *count;  /* places x columns */
    } *demands;
    int demand_count;
};

void tally_init(struct place_tally *t, const struct instance *inst);
void tally_release(struct place_tally *t);
void tally_clear(struct place_tally *t);
/* Puts a unit into a place, or takes it out; returns the change of the violation. */
int tally_add(struct place_tally *t, int unit, int k);
int tally_remove(struct place_tally *t, int unit, int k);

#endif
