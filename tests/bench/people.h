/* people.h: as many invented people as a measurement wants, the same ones every time.
 *
 * Names are common ones of 24 countries, put together by counting, so that nobody real is meant and no two of the first
 * 49,152 have the same name (after that family names are doubled). No I/O, no allocation.
 */
#ifndef PEERLOOM_TESTS_BENCH_PEOPLE_H
#define PEERLOOM_TESTS_BENCH_PEOPLE_H

#include <stddef.h>

struct person {
    char family[64], given[64]; /* UTF-8, as are all texts */
    const char *sex;            /* female, male */
    const char *country, *languages, *domain;
    char phone[24], organisation[96];
    const char *position_title, *local_function, *position_level, *profession;
    int years;
    const char *challenges[2], *offers[2], *seeks[2]; /* the second may be NULL */
};

/* The i-th person, from 0. */
void person_make(struct person *p, unsigned long i);

#endif
