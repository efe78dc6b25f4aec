/* dict.h: from strings to things: a hash table with open addressing. Keys are copied, values belong to whoever put them
 * in. A zeroed struct is an empty one. */
#ifndef PEERLOOM_BASE_DICT_H
#define PEERLOOM_BASE_DICT_H

#include <stddef.h>
#include <stdint.h>

struct dict {
    struct dict_entry {
        uint64_t hash;
        char *key; /* NULL: free */
        void *value;
    } * entries;
    size_t count, room; /* room is a power of two */
};

void dict_release(struct dict *d);
void *dict_get(const struct dict *d, const char *key);       /* NULL if it is not there */
void dict_put(struct dict *d, const char *key, void *value); /* replaces what was there */

/* FNV-1a (G. Fowler, L. C. Noll, K.-P. Vo), 64 bits, of n bytes; goes on from `hash`, DICT_HASH to begin with. */
#define DICT_HASH UINT64_C(0xcbf29ce484222325)
uint64_t dict_hash(uint64_t hash, const void *bytes, size_t n);

#endif
