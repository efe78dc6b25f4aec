/* board.h: what the files of the board share: its state, reading it from the store and drawing it. The screen itself, its
 * keys and actions, is board.c; moving cards is board_move.c. */
#ifndef PEERLOOM_UI_SCREENS_BOARD_H
#define PEERLOOM_UI_SCREENS_BOARD_H

#include <stdint.h>

#include "round/matching.h"
#include "ui/ui.h"

enum { BOARD_SLOTS = 16, BOARD_HEAD = -1 };
#define BOARD_NONE ((size_t)-1)

/* A column as last drawn, for the mouse. */
struct board_slot {
    size_t column;
    struct rect area; /* all of it */
    int cards_row;    /* where the first card shown begins */
    int card_rows;    /* rows a card takes */
    int top, shown;   /* the first card shown, and how many are */
};

struct board {
    struct matching matching; /* of the round that is shown */
    bool matched;             /* there are scores */
    int *rounds;
    size_t round_count;

    size_t column; /* 0: the pool; n: the (n-1)th column of the round */
    int row;       /* BOARD_HEAD, or the card */
    int top;       /* the first card shown in that column */
    size_t first;  /* the first column shown besides the pool */

    uint64_t asked; /* what the suggestion at hand was asked under: asked_stamp() */
    uint64_t stamp; /* of the pairs and groups as they were read */
    bool carrying;  /* a card is picked up; `column` is where it would be put down */
    char person[ID_SIZE], from[ID_SIZE]; /* who, and the arrangement they were taken from: "" is the pool */

    struct board_slot slots[BOARD_SLOTS];
    int slot_count;
};

/* ---- board.c ---- */

size_t board_columns(const struct board *b); /* with the pool */
const struct matching_table *board_column(const struct board *b, size_t column);
const struct matching_place *board_card(const struct board *b); /* the chosen card; NULL on a head */
int board_carried(const struct board *b); /* the person picked up; MATCHING_NONE */
int board_find_card(const struct board *b, const struct matching_table *column, const char *person); /* its place; MATCHING_NONE */
size_t board_find_column(const struct board *b, const char *id); /* of this round; BOARD_NONE */
void board_choose_person(struct board *b, size_t column, const char *person); /* the head if they are not there */
/* Reads anew and stays with the same column and card. */
void board_reload(struct ui *ui, struct board *b);

/* The board is in the file as it was when a question about it was opened; else says so, and nothing is to be done. */
bool board_still(struct ui *ui, const struct board *b);

/* ---- board_move.c ---- */

void board_pick_up(struct ui *ui, struct board *b); /* the chosen card; puts it down if one is picked up */
void board_put_down(struct ui *ui, struct board *b);
void board_put_back(struct ui *ui, struct board *b);
void board_to_pool(struct ui *ui, struct board *b);
void board_ask_where(struct ui *ui, struct board *b);
/* What is to be said when a person leaves one column and, where there is one, another leaves the other: whether something that
 * was published is pending again, and whether contact or feedback was noted about the places they leave. */
struct board_aftermath {
    bool again, noted;
};
struct board_aftermath board_aftermath(struct ui *ui, const struct matching_table *one, const char *person,
                                       const struct matching_table *other, const char *others);
/* The person meant, picked up or chosen, and the column they are in; MATCHING_NONE. */
int board_meant(const struct board *b, size_t *from);
/* Says so and returns true if nobody may be moved in or out. */
bool board_refuse_locked(struct ui *ui, const struct matching_table *c);

/* ---- board_match.c ---- */

/* What the head of a column says of its fit. A zeroed struct is an empty one. */
struct board_fit {
    struct buf words; /* "Fit 48"; while a card is carried "+4  Fit 48 to 52" */
    int bar;          /* 0 to 100; -1: none */
    bool breaks;      /* a rule; with the card that is carried, too */
    bool remarks;     /* something is to be pointed out */
    bool alone;       /* one person and nobody else */
};
bool board_fit(const struct board *b, const struct matching_table *column, struct board_fit *fit); /* false: nothing to say */
/* Rules broken, what is to be pointed out, what counts most: a line each. Appends. */
void board_remarks(const struct board *b, const struct matching_table *column, struct buf *out);
/* What putting the card down in the column would change, there, where it is now, and for all together. Appends. */
void board_tell_gain(const struct board *b, int carried, const struct matching_table *column, struct buf *out);
/* Why a suggestion would pass the card over: "absent", in the pool also "not authorised"; in a word "waits". Appends. */
void board_waits(const struct board *b, int person, const struct matching_table *column, bool in_a_word, struct buf *out);
/* The same as a sentence of its own. Appends a line. */
void board_tell_waits(const struct board *b, int person, const struct matching_table *column, struct buf *out);
/* "met Barasa and Ouma": those of this column the person was together with before; "Has met: ...": all of them. Append. */
void board_again(const struct board *b, int person, const struct matching_table *column, struct buf *out);
void board_has_met(const struct board *b, int person, struct buf *out);

/* ---- board_gain.c: nothing is read or drawn here; what is asked costs a row of the matrix of scores ---- */

/* A copy of the column's people who can be matched, with room for one more. The caller frees. */
int *board_members(const struct matching_table *column, int *count);
/* The person, if they can be matched, else MATCHING_NONE. */
int board_matched(const struct board *b, int person);
struct board_gain {
    int now, then;           /* the fit of the column it goes to, 0 for the pool */
    int left_now, left_then; /* of the one it comes from */
    int company;             /* how many others are where it goes to */
    int together;            /* what both gain */
};
/* What a person's move from one column to another would change. */
struct board_gain board_gain(const struct board *b, int person, const struct matching_table *from, const struct matching_table *to);
/* What the fit of both columns together would gain if the two changed places. */
int board_gain_of_swap(const struct board *b, int one, const struct matching_table *ones, int other,
                       const struct matching_table *others);

/* ---- board_suggest.c ---- */

/* Asks how large and by what, lets the engine work, and offers what it found. */
void board_suggest(struct ui *ui, struct board *b);

/* ---- board_rules.c ---- */

void board_rule(struct ui *ui, struct board *b, const char *sort); /* RULE_SORT_TOGETHER or RULE_SORT_APART */
void board_absent(struct ui *ui, struct board *b);
void board_lock(struct ui *ui, struct board *b);
void board_why(struct ui *ui, struct board *b);
void board_contact(struct ui *ui, struct board *b);
void board_weights(struct ui *ui, struct board *b);

/* ---- board_swap.c ---- */

/* Two people change places; asks with whom, those first who gain most by it. */
void board_swap(struct ui *ui, struct board *b);
/* Asks for a person and goes to their card. */
void board_find(struct ui *ui, struct board *b);
/* Publishes the round that is shown; where a rule is broken only with a reason. */
void board_publish(struct ui *ui, struct board *b);

/* ---- board_draw.c ---- */

void board_draw(struct ui *ui, void *self, struct canvas *c, struct rect area);

/* ---- board_words.c ---- */

/* What the foot of the screen says about the chosen card or column, or about putting the card down here: a headline
 * and text. Appends. */
void board_tell(const struct board *b, struct buf *headline, struct buf *text);

/* What the column's members share, one statement a line. Appends. */
void board_column_shares(const struct board *b, const struct matching_table *column, struct buf *out);

#endif
