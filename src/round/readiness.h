/* readiness.h: who can be matched now, who should be asked first, and who waits and why (Guide: only willing, engaged and
 * authorised people learn from each other). */
#ifndef PEERLOOM_ROUND_READINESS_H
#define PEERLOOM_ROUND_READINESS_H

#include "round/matching.h"

enum matchable {
    MATCHABLE_NOW,
    MATCHABLE_UNSURE, /* as far as known: something has to be asked first */
    MATCHABLE_WAITS,
    MATCHABLES
};

enum matchable readiness_state(const struct matching_person *p);
/* The membership of a person in the open alliance. Release it; false if there is none. */
bool readiness_membership(const struct matching *m, int person, struct record *r);
/* Why they wait, or what to ask first; appends nothing for who can be matched now. */
void readiness_reason(const struct matching *m, int person, struct buf *out);

#endif
