/* meetings.h: who was with whom, how often and since when. */
#ifndef PEERLOOM_ROUND_MEETINGS_H
#define PEERLOOM_ROUND_MEETINGS_H

#include "round/handout.h"

struct meeting {
    int times; /* in how many pairs and groups both are */
    int first; /* the round of the first one; 0: never */
};

/* A square of people of the matching by people of the matching, row by row, of the sheet's rounds. The caller frees. */
struct meeting *meetings_of(const struct handout *s);
/* How many others a person has met. */
int meetings_met(const struct handout *s, const struct meeting *meetings, int person);
/* Does the person belong on a list of meetings: has met somebody, or takes part now? */
bool meetings_count(const struct handout *s, const struct meeting *meetings, int person);

#endif
