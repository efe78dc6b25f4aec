/* coarse.h: rows about people that single nobody out: each is shared by AUDIENCE_FEWEST people at least (k-anonymity,
 * L. Sweeney, 2002), by leaving out more and more of those that are not. */
#ifndef PEERLOOM_APP_COARSE_H
#define PEERLOOM_APP_COARSE_H

#include "app/viewer.h"

enum coarse {
    COARSE_NOTHING, /* all that the public may see */
    COARSE_WORDS,   /* without what is in words and numbers of their own */
    COARSE_CHOICES, /* without level, sex, stage ... too: organisation and country */
    COARSE_PLACE,   /* the country alone */
    COARSE_ROW,     /* nothing: counted only */
    COARSE_STEPS
};

/* True if the field of a person is left out at that step. */
bool coarse_drops(const struct kind *person, int field, int step);
/* Sets `coarse` of all visible people, from their values. */
void coarse_people(struct viewer *v);

#endif
