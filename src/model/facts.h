/* facts.h: what follows from one record alone, and is asked in several places. */
#ifndef PEERLOOM_MODEL_FACTS_H
#define PEERLOOM_MODEL_FACTS_H

#include "model/record.h"

/* Does the record still want attention: has no field a choice that settles it? */
bool record_is_open(const struct record *r);

/* Does it want attention, and by when? *due is "" where it wants it without a day. False: not, or not yet on the day
 * `today`, or its kind has no day by which it does. */
bool record_wants(const struct record *r, const char *today, const char **due);

/* Is the person one of those the alliance works with: selected, or attending? */
bool membership_takes_part(const struct record *membership);

/* Has the arrangement a form that takes place beside a round: issue session, study tour, everybody? */
bool arrangement_is_beside(const struct record *arrangement);

#endif
