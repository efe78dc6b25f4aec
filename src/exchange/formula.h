/* formula.h: what a spreadsheet takes for a formula (OWASP, CSV injection; ASVS 1.2.10): a text that begins with = + - @,
 * with the full-width form of one of them, or with a tab, carriage return or line feed. Writer and reader of CSV share
 * this one rule, so that what the one guards the other takes off again. */
#ifndef PEERLOOM_EXCHANGE_FORMULA_H
#define PEERLOOM_EXCHANGE_FORMULA_H

#include <stdbool.h>
#include <stddef.h>

/* The guard is one apostrophe. It goes before a formula, and before apostrophes that stand before one. */
bool formula_needs_guard(const char *text);
/* Does the text begin with a guard that the writer has put there? */
bool formula_is_guarded(const char *text);

#endif
