/* linear_match.h: matching in the accessible mode. linear_suggest.c asks the engine, linear_match_rules.c has what is said
 * beforehand, rules and weights, linear_match.c fit and reasons, who waits, and what comes after: contact and publishing.
 * linear_board.c opens them and tells the fit of what it reads out.
 *
 * What is asked for is kept with the round, as on the full screen. Nobody is moved before the reader has said so: neither an
 * empty line nor the end of the input takes a suggestion, adds a rule or publishes. */
#ifndef PEERLOOM_UI_LINEAR_MATCH_H
#define PEERLOOM_UI_LINEAR_MATCH_H

#include "round/matching.h"
#include "ui/linear_parts.h"

/* ---- linear_match.c ---- */

/* Reads the matching of a round; false, with nothing to release, if it could not: says why. */
bool linear_matching(struct linear *l, int round, struct matching *m);
/* Lets the reader choose one of the people, but not `but` (MATCHING_NONE: any). MATCHING_NONE: none was chosen. */
int linear_match_person(struct linear *l, const struct matching *m, const char *title, int but);
/* How well an arrangement's people fit, which rules they break and what else is to be pointed out; with `reasons` also what
 * speaks for it. Nothing for fewer than two people. */
void linear_tell_fit(struct linear *l, const struct matching *m, const struct matching_table *t, bool reasons, const char *indent);

/* Gathers why each two of these people fit, as a page that is still to be shown. */
void linear_tell_why(struct linear *l, const struct matching *m, const int *people, int count);
/* What is noted about a place: what the person expects, contact, feedback. `id`: the placement's. */
void linear_tell_place(struct linear *l, const char *id);
/* Asks for one field of a place, and for the other one if the first is given then and the input goes on. */
void linear_edit_place(struct linear *l, const char *id, int first, int second);

/* One line, which may be left empty (GIVEN_EMPTY). GIVEN_NOT: the reader went elsewhere, or the input has ended. */
enum given { GIVEN_NOT, GIVEN_EMPTY, GIVEN };
enum given linear_may_line(struct linear *l, const char *prompt, const char *help, struct buf *out);

/* `names`: "Otieno Barasa", or "" to be asked. */
void linear_why(struct linear *l, int round, const char *names);
void linear_waiting(struct linear *l, int round);
void linear_publish(struct linear *l, int round);
void linear_paper(struct linear *l, int round); /* to print */

/* ---- linear_suggest.c ---- */

void linear_suggest(struct linear *l, int round);

/* ---- linear_match_rules.c ---- */

/* Adds a rule: "together", "apart" or "absent". `person`: an id, or "" to be asked. */
void linear_rule(struct linear *l, int round, const char *sort, const char *person);
void linear_rules(struct linear *l, int round);
void linear_weights(struct linear *l, int round);

#endif
