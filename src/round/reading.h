/* reading.h: what the files that read a round share: read.c people, settings and rules, tables.c pairs and groups. */
#ifndef PEERLOOM_ROUND_READING_H
#define PEERLOOM_ROUND_READING_H

#include "base/date.h"
#include "round/internal.h"

struct reading {
    struct matching *m;
    bool everybody;       /* for the board: whoever cannot be matched, too */
    int at;               /* the person, or the number of the arrangement, whose records are read */
    int settings_round;
    int members, taking_part; /* of the alliance */
    int *weight_rounds;   /* by criterion: the round its weight is from */
    char today[DATE_SIZE];
    bool there;           /* the round that was asked for has arrangements */
    size_t room, arrangement_room, rule_room;
};

/* ---- read.c ---- */

/* The text, kept as long as the matching. */
const char *reading_keep(struct matching *m, const char *text);
/* The name of a challenge, "" for "". */
const char *reading_challenge(struct matching *m, const char *id);
/* The number of whoever can be matched, or, for the board, of anybody, who is read if need be; MATCHING_NONE. */
int reading_person(struct reading *reading, const char *id);

/* ---- tables.c ---- */

/* Which rounds there are. */
enum status reading_rounds(struct reading *reading, struct error *e);
/* All arrangements with the people in them; those of the round and of earlier ones, and who is in none. */
enum status reading_arrangements(struct reading *reading, struct error *e);
/* Who met whom, who was left out, how many places people have left. */
void reading_meetings(struct reading *reading);

#endif
