/* internal.h: what the files of matching.h share among themselves. */
#ifndef PEERLOOM_ROUND_INTERNAL_H
#define PEERLOOM_ROUND_INTERNAL_H

#include "round/matching.h"

/* ---- rules.c ---- */

/* How many rules a record means: one, or, never alone of no value in particular, one for each value. */
int matching_rule_parts(struct matching *m, const struct record *r);
/* The rule that (a part of) a record means; false if it is about nobody in the alliance. All of it lives in the arena. */
bool matching_make_rule(struct matching *m, const struct record *r, int part, struct matching_rule *rule);
/* No two of these together, since they have met in that round. */
struct matching_rule matching_make_apart(struct matching *m, const int *people, int count, int round);
/* Whether the rule is broken by these people being a pair or group. */
bool matching_breaks(const struct matching_rule *rule, const int *people, int count);

/* ---- words.c ---- */

/* What speaks for the two under a criterion, in words; nothing where it gives nothing. Appends. */
void matching_say_part(const struct matching *m, size_t criterion, int a, int b, struct buf *out);
/* What the criterion is called, as it is true of the two. Appends. */
void matching_say_label(const struct matching *m, size_t criterion, int a, int b, struct buf *out);

/* ---- again.c ---- */

/* A line for each round before this one in which some of these people were together: who, and when. Appends. */
void matching_say_again(const struct matching *m, const int *people, int count, struct buf *out);

/* ---- verdict.c ---- */

/* Fills what a suggestion, whose groups are there, is worth and what was proved of it. `turns`: whose turn it was decided in part
 * who waits. */
void matching_judge(const struct matching *m, const struct matching_wish *wish, const struct match_result *r, bool turns,
                    struct suggestion *s);

#endif
