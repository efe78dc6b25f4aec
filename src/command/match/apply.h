/* apply.h: what becomes of a round: what is asked for, and what was accepted, is written. */
#ifndef PEERLOOM_COMMAND_MATCH_APPLY_H
#define PEERLOOM_COMMAND_MATCH_APPLY_H

#include "round/matching.h"

/* Writes it to the round's record; a criterion's weight, for this round and those that follow. Within a change. */
enum status matching_keep(struct matching *m, enum method method, const struct matching_wish *w, struct error *e);
enum status matching_keep_weight(struct matching *m, int criterion, int weight, struct error *e);
/* Writes the accepted groups as one change: moves people, makes arrangements (status pending), in the round and those that
 * follow. What is locked or fixed stays. */
enum status matching_apply(struct matching *m, const struct suggestion *s, struct error *e);

#endif
