#include "base/dict.h"

#include <stdlib.h>
#include <string.h>

#include "base/mem.h"

uint64_t dict_hash(uint64_t hash, const void *bytes, size_t n)
{
    for (const unsigned char *p = bytes; n > 0; n--)
        hash = (hash ^ *p++) * UINT64_C(0x100000001b3);
    return hash;
}

void dict_release(struct dict *d)
{
    for (size_t i = 0; i < d->room; i++)
        free(d->entries[i].key);
    free(d->entries);
    *d = (struct dict){0};
}

/* The entry of the key, or the free one where it belongs. There is always a free one. */
static struct dict_entry *find(const struct dict *d, const char *key, uint64_t hash)
{
    size_t i = hash & (d->room - 1);
    while (d->entries[i].key && (d->entries[i].hash != hash || strcmp(d->entries[i].key, key) != 0))
        i = (i + 1) & (d->room - 1);
    return &d->entries[i];
}

static void grow(struct dict *d)
{
    struct dict old = *d;
    d->room = old.room ? old.room * 2 : 64;
    d->entries = xcalloc(d->room, sizeof *d->entries);
    for (size_t i = 0; i < old.room; i++)
        if (old.entries[i].key)
            *find(d, old.entries[i].key, old.entries[i].hash) = old.entries[i];
    free(old.entries);
}

void *dict_get(const struct dict *d, const char *key)
{
    return d->count ? find(d, key, dict_hash(DICT_HASH, key, strlen(key)))->value : NULL;
}

void dict_put(struct dict *d, const char *key, void *value)
{
    if ((d->count + 1) * 3 > d->room * 2)
        grow(d);
    uint64_t hash = dict_hash(DICT_HASH, key, strlen(key));
    struct dict_entry *entry = find(d, key, hash);
    if (!entry->key) {
        entry->key = xstrdup(key);
        entry->hash = hash;
        d->count++;
    }
    entry->value = value;
}
