/* board_model.h: what is on the board, and what the people of a column have in common.
 *
 * Nothing in here reads the store or draws: board_read.c fills the model, board_draw.c shows it. What is shared follows from
 * what each person faces, offers and seeks (kind interest). It is said in words and nothing is weighed, so that the
 * people at the table judge for themselves; see S3, "match peers by what they face", in the Guide's second phase.
 */
#ifndef PEERLOOM_UI_SCREENS_BOARD_MODEL_H
#define PEERLOOM_UI_SCREENS_BOARD_MODEL_H

#include <stdbool.h>
#include <stddef.h>

#include "base/arena.h"
#include "base/buf.h"
#include "base/id.h"

#define BOARD_NONE ((size_t)-1)

enum board_role { BOARD_FACES, BOARD_OFFERS, BOARD_SEEKS };

struct board_interest {
    size_t challenge; /* index into challenges */
    enum board_role role;
};

struct board_person {
    char id[ID_SIZE];
    const char *name;    /* "Otieno, Grace" */
    const char *from;    /* organisation or country, whichever tells people apart; "" if not known */
    const char *country, *organisation;
    bool taking_part;    /* selected or attending: belongs into the pool when in no column */
    int capacity;        /* in how many arrangements at once; -1: not known */
    int at_once;         /* in how many that have not ended, of all rounds */
    struct board_interest *interests;
    size_t interest_count, interest_cap;
};

struct board_card {
    size_t person;
    const char *role; /* "coach"; "" for a plain member */
    const char *role_name; /* as stored */
};

struct board_column {
    char id[ID_SIZE];  /* "" is the pool */
    const char *name;
    const char *facts; /* "Pair, published" */
    const char *status; /* "published"; "locked" */
    const char *challenge;
    int round;         /* 1 where none is given */
    bool locked, ended, published;
    struct board_card *cards;
    size_t count, cap;
};

/* A zeroed struct is an empty one. */
struct board_model {
    struct arena *arena; /* owns the texts */
    struct board_person *people; /* in the order of their names */
    size_t people_count, people_cap;
    const char **challenges;
    size_t challenge_count, challenge_cap;
    struct board_column *columns; /* of all rounds, without the pool */
    size_t column_count, column_cap;
};

void board_model_release(struct board_model *m);

/* Adders return the new index. Texts are copied. */
size_t board_add_person(struct board_model *m, const char *id, const char *name);
size_t board_add_challenge(struct board_model *m, const char *name);
size_t board_add_column(struct board_model *m, const char *id, const char *name, const char *facts);
void board_add_interest(struct board_model *m, size_t person, size_t challenge, enum board_role role);
void board_add_card(struct board_model *m, struct board_column *column, size_t person, const char *role,
                    const char *role_name);
const char *board_text(struct board_model *m, const char *text); /* a copy that lives as long as the model */

/* Sets from: the country, or the organisation where all are of one country. */
void board_tell_apart(struct board_model *m);

/* What one round shows. */
struct board_round {
    int number;
    size_t *columns; /* indexes into model->columns */
    size_t count;
    struct board_column pool; /* people who take part and are in none of the columns */
};

void board_round_fill(const struct board_model *m, int number, struct board_round *r); /* *r is zeroed or filled */
void board_round_release(struct board_round *r);
/* The rounds there are, in order, and behind them the next one, still empty (only when there is any). At most `room`. */
size_t board_rounds(const struct board_model *m, int *numbers, size_t room);

/* The name as said in a sentence: the family name where that is enough; "Person 3" when masked. Appends. */
void board_name(const struct board_model *m, size_t person, bool masked, struct buf *out);
/* Names in a sentence, "A, B and C"; from the fourth on "A, B, C and 4 others". Appends. */
void board_names(const struct board_model *m, const size_t *people, size_t count, bool masked, struct buf *out);

struct board_words {
    size_t about;        /* only what this person has a part in; BOARD_NONE: everything */
    bool masked;
    const char *between; /* what stands between two statements: "\n", "; " */
    bool capital;        /* "All 3 face" instead of "all 3 face" */
};

/* Appends what these people share: what all face, who offers what another seeks or faces, what some face, what is sought
 * and offered by nobody. One person: what they face, offer and seek. Nothing for nobody. */
void board_shared(const struct board_model *m, const size_t *people, size_t count, const struct board_words *words,
                  struct buf *out);

#endif
