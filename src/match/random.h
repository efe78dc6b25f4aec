/* Random numbers that are the same on every machine: splitmix64 (Steele, Lea, Flood: Fast splittable pseudorandom
 * number generators, OOPSLA 2014), seeded by the caller. */
#ifndef PEERLOOM_MATCH_RANDOM_H
#define PEERLOOM_MATCH_RANDOM_H

#include <stdint.h>

struct random {
    uint64_t state;
};

static inline uint64_t random_next(struct random *r)
{
    uint64_t z = (r->state += 0x9E3779B97F4A7C15u);
    z = (z ^ (z >> 30)) * 0xBF58476D1CE4E5B9u;
    z = (z ^ (z >> 27)) * 0x94D049BB133111EBu;
    return z ^ (z >> 31);
}

/* A number from 0 to below - 1; below is at least 1. */
static inline int random_below(struct random *r, int below)
{
    return (int)(((random_next(r) >> 32) * (uint64_t)below) >> 32);
}

/* Puts `count` numbers in random order. */
static inline void random_shuffle(struct random *r, int *items, int count)
{
    for (int i = count - 1; i > 0; i--) {
        int j = random_below(r, i + 1), swap = items[i];
        items[i] = items[j];
        items[j] = swap;
    }
}

#endif
