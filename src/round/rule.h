/* rule.h: can this rule of matching be meant? */
#ifndef PEERLOOM_ROUND_RULE_H
#define PEERLOOM_ROUND_RULE_H

#include "app/app.h"

/* Checks a record of the kind `rule` before it is kept: ERR_INPUT says what is missing or cannot be, and what to do.
 * Rules that only clash with others are fine here: matching names the clash. */
enum status match_rule_check(struct app *app, const struct record *rule, struct error *e);

#endif
