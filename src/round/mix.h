/* mix.h: who is mixed with whom in a pair or group, field by field, with the rules that care about it. */
#ifndef PEERLOOM_ROUND_MIX_H
#define PEERLOOM_ROUND_MIX_H

#include "round/handout.h"

/* The fields of a person that are always told: sex, position level, organisation, country. */
enum { MIX_FIELDS = 4 };
extern const int mix_fields[MIX_FIELDS];

/* Is it another field that a rule can be about? */
bool mix_other(const struct handout *s, int field);
/* "2 Female, 1 Male": how often each value of the field occurs among these people, the most frequent first; people without
 * one are "not known". Appends. */
void mix_values(struct handout *s, int field, const int *people, int count, struct buf *out);
/* All rules about the field, each with whether the table keeps it, without its reason, which is the facilitator's. Appends
 * lines; returns how many are broken. None where somebody sits whom the audience may not know: it would tell of them, or
 * not be so. */
int mix_rules(struct handout *s, int field, const struct matching_table *t, struct buf *out);
/* What else is to be pointed out about the mix: somebody the only one of their sex or country, no senior person, one
 * organisation only. Appends lines. */
void mix_remarks(const struct handout *s, const struct matching_table *t, struct buf *out);

#endif
