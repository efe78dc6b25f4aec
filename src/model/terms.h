/* terms.h: which words of the glossary occur in a text. */
#ifndef PEERLOOM_MODEL_TERMS_H
#define PEERLOOM_MODEL_TERMS_H

#include "model/library.h"

enum { TERMS_MOST = 60 };

struct term_hit {
    const struct shelf *shelf; /* terms or acronyms */
    size_t entry;
    size_t at; /* about where in the text */
};

/* The terms (by label or another form, ignoring case and accents) and the acronyms (exactly as written) that stand in the
 * text as whole words, also with a plural s, in the order of their first place. Both languages shown count. */
size_t terms_in(const struct library *lib, const char *text, struct term_hit *hits, size_t most);

/* The terms and acronyms that a person means by a word: those called that (also by another form); if there is none,
 * those whose name holds it. */
size_t terms_find(const struct library *lib, const char *word, struct term_hit *hits, size_t most);

#endif
