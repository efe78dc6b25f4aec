/* wording.c: see wording.h. */
#include "model/wording.h"

#include <stdio.h>
#include <string.h>

/* The part behind "field::" of a header, NULL if it is another field's. */
static const char *language_of(const char *header, const char *field)
{
    size_t n = strlen(field);
    return strncmp(header, field, n) == 0 && strncmp(header + n, "::", 2) == 0 ? header + n + 2 : NULL;
}

/* "fr" of "Français (fr)": its length, 0 if there is none. */
static size_t code_in(const char *language, const char **code)
{
    const char *open = strrchr(language, '(');
    size_t n = strlen(language);
    *code = open ? open + 1 : "";
    return open && n > 0 && language[n - 1] == ')' ? (size_t)(language + n - 1 - *code) : 0;
}

int wording_column(const struct table *t, const char *field, const char *language)
{
    for (size_t i = 0; i < t->columns; i++) {
        const char *name = language_of(t->header[i], field), *code;
        size_t n = name ? code_in(name, &code) : 0;
        if (n && n == strlen(language) && strncmp(code, language, n) == 0)
            return (int)i;
    }
    return -1;
}

struct wording_columns wording_columns(const struct table *t, const char *field, const struct languages *languages)
{
    struct wording_columns at = {-1, -1, wording_column(t, field, SOURCE_LANGUAGE)};
    if (at.source < 0 && (at.source = table_column(t, field)) >= 0) {
        at.first = at.source;
        return at;
    }
    at.first = wording_column(t, field, languages->first ? languages->first : SOURCE_LANGUAGE);
    if (languages->second)
        at.second = wording_column(t, field, languages->second);
    return at;
}

const char *wording_text(const struct table *t, size_t row, struct wording_columns at)
{
    const char *text = table_cell(t, row, at.first);
    return *text ? text : table_cell(t, row, at.source);
}

const char *wording_second(const struct table *t, size_t row, struct wording_columns at)
{
    return table_cell(t, row, at.second);
}

bool wording_stands_in(const struct table *t, size_t row, struct wording_columns at)
{
    return at.first != at.source && !*table_cell(t, row, at.first) && *table_cell(t, row, at.source);
}

void wording_languages(const struct table *t, const char *field, char *codes, size_t size)
{
    size_t used = 0;
    codes[0] = '\0';
    for (size_t i = 0; i < t->columns; i++) {
        const char *name = language_of(t->header[i], field), *code;
        size_t n = name ? code_in(name, &code) : 0;
        if (n && used + n + 2 <= size)
            used += (size_t)snprintf(codes + used, size - used, "%.*s ", (int)n, code);
    }
}

const char *wording_language_name(const struct table *t, const char *field, const char *language, char *name, size_t size)
{
    int column = wording_column(t, field, language);
    const char *text = column < 0 ? language : language_of(t->header[column], field);
    const char *end = column < 0 ? NULL : strrchr(text, '(');
    size_t n = end ? (size_t)(end - text) : strlen(text);
    while (n && text[n - 1] == ' ')
        n--;
    snprintf(name, size, "%.*s", (int)n, text);
    return name;
}
