/* facts.h: what follows from one record alone, and is asked in several places. */
#ifndef PEERLOOM_MODEL_FACTS_H
#define PEERLOOM_MODEL_FACTS_H

#include "model/record.h"

/* Is the person one of those the alliance works with: selected, or attending? */
bool membership_takes_part(const struct record *membership);

/* Has the arrangement a form that takes place beside a round: issue session, study tour, everybody? */
bool arrangement_is_beside(const struct record *arrangement);

#endif
