/* The field on which the search for groups plays: people who must stay together melted into units, the scores of pairs of
 * units as int32 rows padded for SIMD, and the places with their bounds. It does not change while somebody walks on it, save
 * by field_fill() and field_narrow(). */
#ifndef PEERLOOM_MATCH_GROUPS_INSTANCE_H
#define PEERLOOM_MATCH_GROUPS_INSTANCE_H

#include "match/rules.h"

/* Rows are padded to a multiple of this, so that inner loops of that many steps become SIMD at -O2. */
enum { FIELD_LANES = 32 };

struct watch;

struct field {
    const struct rules *rules;
    struct watch *watch; /* may be NULL; told of what filling costs */
    int people, units, stride; /* stride: units, padded */
    int *start, *member;       /* unit u: people member[start[u]] to member[start[u + 1] - 1] */
    int *weight;               /* of a unit: how many people */
    bool heavy;                /* there are units of more than one person */
    uint8_t *apart;            /* units x units: 1 where the two must not be in one place */
    bool any_apart;
    int32_t *pair;    /* units x stride: the score of the pair, shifted; less `pressure` where apart. 0 on the diagonal */
    int32_t pressure; /* what breaking a rule costs, in the same scale */
    int shift;        /* scores are divided by 2^shift: 0 unless they are so large that sums would not fit */
    int places;
    int *least, *most; /* people in each place */
    bool alike;        /* all places have the same bounds: their numbers mean nothing */
    bool loose;        /* the sizes are not fixed by the bounds */
};

/* What pair scores to put in: with the scores, or only the pressure (to look for a feasible start). */
enum field_aim { FIELD_SCORES, FIELD_RULES_ONLY };

/* `places` places; where the problem has no bounds for each place, all have the problem's. The rules and the
 * watch (may be NULL) must outlive it. */
void field_init(struct field *f, const struct rules *r, int places, struct watch *watch);
void field_release(struct field *f);
/* Fixes the size of each place; NULL: they are as free as the rules leave them. A walk feels it from walk_place() on. */
void field_narrow(struct field *f, const int *size);
void field_fill(struct field *f, enum field_aim aim);
/* Doubles the pressure; false if it is as high as sums allow. field_fill() makes it felt. */
bool field_press(struct field *f);

/* The least and the most places that these people can have; least > most: none fits. */
void field_places(const struct rules *r, int *least, int *most);

/* What the people of a unit get from each other, all in all, in the field's scale. */
int64_t field_within(const struct field *f, int unit);

/* Whether the arrangement (place of each unit) keeps all rules: checked from the rules themselves. */
bool field_keeps(const struct field *f, const int *place);
/* The exact score of an arrangement of units; per person the least in *floor unless NULL. */
int64_t field_score(const struct field *f, const int *place, int64_t *floor);

#endif
