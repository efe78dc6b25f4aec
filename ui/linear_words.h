/* linear_words.h: the words that are typed in the accessible mode, in the language spoken. The program knows each by its
 * English name, which is understood in every language. */
#ifndef PEERLOOM_UI_LINEAR_WORDS_H
#define PEERLOOM_UI_LINEAR_WORDS_H

#include <stdbool.h>

/* The word to show for a name ("back" > "retour"); the name itself where there is no translation. */
const char *linear_word(const char *name);

/* Is `typed` that word, in the language spoken or in English? Accents may be left out; a word with a capital is a text. */
bool linear_is_word(const char *name, const char *typed);

/* The same for its beginning; capitals do not matter here. */
bool linear_word_starts(const char *name, const char *typed);

#endif
