/* wording.h: texts in several languages as columns of one table: "label::English (en)", "label::Français (fr)" (the header
 * of XLSForm). English is the source language: it stands in where a wording is missing. */
#ifndef PEERLOOM_MODEL_WORDING_H
#define PEERLOOM_MODEL_WORDING_H

#include <stdbool.h>
#include <stddef.h>

#include "base/table.h"

#define SOURCE_LANGUAGE "en"

/* The languages content is shown in: codes such as "fr". `second` is shown beside the first one; NULL: none. */
struct languages {
    const char *first, *second;
};

/* Where the wordings of one field are: columns of the table, -1 where it has none. */
struct wording_columns {
    int first, second, source;
};

/* The column of a field in a language, -1 if there is none. */
int wording_column(const struct table *t, const char *field, const char *language);

/* The columns of a field. A plain column (header without "::") is its text in every language. */
struct wording_columns wording_columns(const struct table *t, const char *field, const struct languages *languages);

/* The text in the first language, else in English, else "". */
const char *wording_text(const struct table *t, size_t row, struct wording_columns at);
/* The text in the second language; "" if there is none. */
const char *wording_second(const struct table *t, size_t row, struct wording_columns at);
/* True where English stands in for a text that is missing in the first language. */
bool wording_stands_in(const struct table *t, size_t row, struct wording_columns at);

/* The languages that a field of the table has: their codes, each followed by a blank. At most `size` bytes. */
void wording_languages(const struct table *t, const char *field, char *codes, size_t size);

/* The name of a language in itself, as the headers give it ("Français" for "fr"); the code where no header does. */
const char *wording_language_name(const struct table *t, const char *field, const char *language, char *name, size_t size);

#endif
