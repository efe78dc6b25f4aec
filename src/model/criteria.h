/* criteria.h: what speaks for putting two people together, and how much.
 *
 * Shared challenges come first, then position, task or policy initiative, then stage of reform, complementary experience and
 * profession (S3, Phase 1, figure 5; S2 for the three methods). The criteria are the shelf `criterion` of the library: each
 * looks at one field of both people and gives 0 to 100; a pair's score is the sum of these parts times their weights. No
 * criterion may look at a title: the same title means different things in different places.
 *
 * Words in common count only where they say something: not the articles and fillers of any language that is known
 * (data/words/silent.csv), and not what most of the people have.
 */
#ifndef PEERLOOM_MODEL_CRITERIA_H
#define PEERLOOM_MODEL_CRITERIA_H

#include <stdint.h>

#include "base/dict.h"
#include "model/library.h"
#include "model/record.h"

enum { CRITERION_MOST_WEIGHT = 10, CRITERION_FULL = 100, PRESSING_MOST = 5, PRESSING_USUAL = 3 };

enum criterion_test {
    TEST_FACES,  /* challenges that both face, by how pressing */
    TEST_GIVES,  /* one offers what the other seeks or faces */
    TEST_SAME,   /* equal */
    TEST_NEAR,   /* equal or next to each other: choices in their order, numbers */
    TEST_SPREAD, /* far apart */
    TEST_DIFFERS,
    TEST_COMMON, /* an element of a list in common */
    TEST_WORDS,  /* words in common */
};

enum criterion_side { SIDE_MATTER, SIDE_POSITION, SIDE_CONTEXT };

enum method { METHOD_GUIDE, METHOD_STAGE, METHOD_EXPERIENCE, METHOD_TEAM, METHODS };

struct criterion {
    const char *id, *label; /* the library's */
    enum criterion_test test;
    enum criterion_side side;
    int field; /* of a person */
    bool number; /* the field has no choices: near and far are of numbers, as years are */
    int weight; /* in force, 0 .. CRITERION_MOST_WEIGHT */
    int weights[METHODS]; /* what each method starts with */
};

/* A zeroed struct is an empty one. */
struct criteria {
    struct criterion *list;
    size_t count;
    struct dict numbers; /* of texts: text -> number + 1 */
    const char **texts;  /* by number, as first seen */
    size_t text_count, text_cap;
    struct dict silent; /* words that say nothing, folded */
};

/* What one person faces, offers or seeks. */
enum interest_as { AS_FACES, AS_OFFERS, AS_SEEKS, INTERESTS };

/* A set of texts by their numbers, ascending. */
struct trait {
    int count, cap;
    uint32_t *items;
    uint8_t *pressing; /* of interests */
};

bool trait_has(const struct trait *t, uint32_t item);

/* A person in numbers. A zeroed struct is an empty one. */
struct profile {
    struct trait interests[INTERESTS];
    struct trait *traits; /* by criterion; those of interests stay empty */
    int *values;          /* by criterion: place of the choice, or the number; -1: not known */
    size_t count;
};

/* Takes the criteria from their shelf, with the weights of a method. ERR_INPUT names row and field of what cannot be used. */
enum status criteria_init(struct criteria *c, const struct shelf *shelf, const struct kind *person, struct error *e);
void criteria_release(struct criteria *c);
void criteria_use(struct criteria *c, enum method method);
/* -1 if there is none. */
int criteria_find(const struct criteria *c, const char *id);

/* Words between blanks that are never compared, in addition to those known so far. Before the first profile. */
void criteria_silence(struct criteria *c, const char *words);
/* Takes out of the profiles the words that more than half of these people have under a criterion: among few people, none. */
void criteria_drop_common(const struct criteria *c, struct profile *const *profiles, size_t count);

/* How pressing a challenge is, 1 to PRESSING_MOST; PRESSING_USUAL where nothing or something else is said. */
int criteria_pressing(int said);

/* Reads what the criteria look at from a person's record; then interests are added one by one. `pressing` 0: not said. */
void profile_init(struct profile *p, struct criteria *c, const struct record *person);
void profile_release(struct profile *p);
void profile_add(struct profile *p, struct criteria *c, enum interest_as as, const char *challenge, int pressing);

/* 0 .. CRITERION_FULL: how far the criterion holds of the two. Symmetric. */
int criteria_part(const struct criteria *c, size_t criterion, const struct profile *a, const struct profile *b);
/* The sum of weight x part. */
int criteria_score(const struct criteria *c, const struct profile *a, const struct profile *b);
/* The most two people could get. */
int criteria_full(const struct criteria *c);

/* What the two have in common under a criterion of sets, as texts: up to `most`; returns how many there are. For TEST_GIVES
 * what a offers and b seeks (or, `faces`, only faces). */
size_t criteria_common(const struct criteria *c, size_t criterion, const struct profile *a, const struct profile *b, bool faces,
                       const char **texts, size_t most);
/* Whether both have this text, one that criteria_common() gave, under a criterion of sets. */
bool criteria_share(const struct criteria *c, size_t criterion, const struct profile *a, const struct profile *b, const char *text);

#endif
