/* mentions.h: names of people, mail addresses and telephone numbers inside texts.
 *
 * A name is found however it is written: "Ng'ang'a", "NGANGA" and "Ng’ang’a" are one, as are "Jean-Pierre" and "Jean
 * Pierre"; case and accents do not count. A name ends where its word ends: "Mark" is not in "market". Parts of names that
 * are of several words are names too, but for particles ("ole", "de"). What stands beside a name and belongs to it (the
 * other name, initials) is part of the same mention: "G. Otieno", "Otieno, Grace A.".
 *
 * A name that is an ordinary word as well ("May", "Mercy", "Juste") counts only with a capital letter, and a month's name
 * not beside a number. A word too many is a blank too many; one too few is a person told.
 */
#ifndef PEERLOOM_MODEL_MENTIONS_H
#define PEERLOOM_MODEL_MENTIONS_H

#include <stdbool.h>
#include <stddef.h>

#include "base/dict.h"

#define MENTION_NOBODY (-1) /* nobody known, or one of several */

enum mention_sort { MENTION_NAME, MENTION_MAIL, MENTION_PHONE };

struct mention {
    size_t at, len; /* bytes of the text */
    enum mention_sort sort;
    int person; /* as given to mentions_name(), or MENTION_NOBODY */
};

/* The names to be found. A zeroed struct knows none. */
struct mentions {
    struct dict names; /* letters of the name > struct name (mentions.c) */
};

void mentions_release(struct mentions *m);
/* Names of one person, whose number must not be negative. */
void mentions_name(struct mentions *m, const char *family, const char *given, int person);

/* Going through a text. Both must live as long as that takes. */
struct mention_scan {
    const struct mentions *mentions;
    const char *text;
    size_t n, at;
    struct mention ahead[3]; /* the next of each sort */
    bool none[3];            /* there is no further one */
};

void mentions_begin(struct mention_scan *s, const struct mentions *m, const char *text);
/* The next mention behind the last one; false if there is none. Takes time in proportion to the text. */
bool mentions_next(struct mention_scan *s, struct mention *found);

#endif
