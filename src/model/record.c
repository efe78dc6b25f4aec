#include "model/record.h"

#include <sodium.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "base/date.h"
#include "base/mem.h"

void record_init(struct record *r, const struct kind *kind)
{
    *r = (struct record){.kind = kind, .values = xcalloc(kind->field_count, sizeof(char *)), .count = kind->field_count};
    record_set(r, FIELD_VISIBILITY, FIELD_VISIBILITY_OPEN);
}

void record_release(struct record *r)
{
    for (size_t i = 0; i < r->count; i++)
        free(r->values[i]);
    free(r->values);
    *r = (struct record){0};
}

const char *record_get(const struct record *r, int field)
{
    return field >= 0 && (size_t)field < r->count && r->values[field] ? r->values[field] : "";
}

void record_set(struct record *r, int field, const char *value)
{
    if (field < 0 || (size_t)field >= r->count)
        return;
    char *copy = value && *value ? xstrdup(value) : NULL;
    free(r->values[field]);
    r->values[field] = copy;
}

bool record_has(const struct record *r, int field)
{
    return *record_get(r, field) != '\0';
}

bool record_is(const struct record *r, int field, const char *choice)
{
    return strcmp(record_get(r, field), choice) == 0;
}

bool record_yes(const struct record *r, int field)
{
    return record_is(r, field, FIELD_YES);
}

const char *record_or(const struct record *r, int field, const char *otherwise)
{
    return record_has(r, field) ? record_get(r, field) : otherwise;
}

const char *record_id(const struct record *r)
{
    return record_get(r, FIELD_ID);
}

/* Kind and key values, each with its length in front, so that no two lists of values have the same bytes. */
static void derive_id(const struct record *r, char out[ID_SIZE])
{
    crypto_generichash_state state;
    unsigned char b[16];
    char length[24], *p;
    crypto_generichash_init(&state, NULL, 0, sizeof b);
    for (size_t i = FIELD_FIRST; i <= r->count; i++) {
        bool last = i == r->count; /* the kind's name comes last */
        if (!last && !(r->kind->fields[i].flags & FIELD_KEY))
            continue;
        const char *text = last ? r->kind->name : record_get(r, (int)i);
        size_t n = strlen(text), rest = n;
        *(p = length + sizeof length - 1) = ':';
        do
            *--p = (char)('0' + rest % 10);
        while ((rest /= 10) > 0);
        crypto_generichash_update(&state, (const unsigned char *)p, (size_t)(length + sizeof length - p));
        crypto_generichash_update(&state, (const unsigned char *)text, n);
    }
    crypto_generichash_final(&state, b, sizeof b);
    id_from_bytes(b, 8, out);
}

void record_make_id(struct record *r)
{
    char id[ID_SIZE];
    if (r->kind->keyed)
        derive_id(r, id);
    else
        id_new(id);
    record_set(r, FIELD_ID, id);
}
