/* ordinary.h: ordinary words of English, French and Spanish that are names of people as well. */
#ifndef PEERLOOM_MODEL_ORDINARY_H
#define PEERLOOM_MODEL_ORDINARY_H

#include <stdbool.h>

/* The word as text_fold() makes it. */
bool ordinary_word(const char *folded);
/* Names of months among them: "12 May" is a day and "May" a name. */
bool ordinary_month(const char *folded);

#endif
