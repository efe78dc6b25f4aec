/* walk.h: what the files of the walk share: which question is shown, its answer, and how far every other one is. The
 * screen itself, its keys and actions, is walk.c. */
#ifndef PEERLOOM_UI_SCREENS_WALK_H
#define PEERLOOM_UI_SCREENS_WALK_H

#include "model/instrument.h"
#include "model/record.h"
#include "ui/editor.h"
#include "ui/keep.h"
#include "ui/ui.h"

/* In the order of the choices in data/kinds/answer.csv. */
enum walk_status {
    WALK_OPEN,
    WALK_IN_PROGRESS,
    WALK_ANSWERED,
    WALK_NEEDS_EVIDENCE,
    WALK_NOT_APPLICABLE,
    WALK_STATUSES
};

/* What is shown at once; the less room, the less of it. */
enum walk_shape {
    WALK_WIDE,   /* outline, question and answer */
    WALK_PAIR,   /* question beside answer: low and wide */
    WALK_COLUMN, /* question above answer: for projecting, and for narrow terminals */
    WALK_SINGLE, /* question or answer */
};

enum { WALK_NOTED = 8 };

/* An action that follows from the question. */
struct walk_note {
    char id[ID_SIZE];
    struct buf text; /* as shown */
    bool finished;   /* done or dropped */
};

struct walk {
    size_t item; /* the question shown */
    enum lens lens;
    bool writing; /* the answer has the keys, not the outline */
    bool in_more; /* what stands below the answer has them */

    enum walk_status *statuses;   /* of every question */
    size_t status_count;
    struct record answer;         /* as saved; of a question without one, an empty one */
    bool there;                   /* it is saved, and not an empty one */
    int actions, actions_open;    /* that follow from this question */
    struct walk_note noted[WALK_NOTED]; /* the first of them, open ones first */
    int noted_count;
    size_t peers; /* who have answered */
    int more_at;  /* the chosen line of these: an action, or the peers behind them */

    struct editor editor;
    unsigned long saved;   /* editor.changes when the text was last saved or loaded */
    int64_t unsaved_since; /* ui->now() of the first change that is not saved */
    int64_t saved_at;      /* when this answer was saved, since it is shown; 0: not */
    struct buf remembered; /* the place as last written down */
    struct buf now;        /* what is seen by whoever reads the answer as it is saved */
    struct buf seen;       /* what the editor's text began with: see store_seen() */
    struct typing typing;
    struct draft draft;    /* of what could not be saved, as another window's text stands there or the disk is full */

    /* As last drawn, for keys and mouse. */
    enum walk_shape shape;
    struct rect rows, text;  /* of the outline's questions; of question and explanation */
    struct rect field;       /* of the answer */
    struct rect more_rows;   /* of what stands below it */
    int more_top;
    bool more_below;         /* it stands there even while the answer is shown */
    size_t top;              /* the first question in sight */
    int scroll, scroll_most; /* lines of the question's text out of sight above, and how many there may be */
};

/* ---- walk_read.c: what the store knows ---- */

/* Reads how far all questions are, the answer shown and its follow-up actions. The text in the editor stays if it has
 * not been saved yet, or is the same. */
void walk_read(struct ui *ui, struct walk *w);
/* Another question: its answer is put into the editor. What was typed must have been saved. */
void walk_load(struct ui *ui, struct walk *w, size_t item);
bool walk_dirty(const struct walk *w);
/* Saves what was typed; false, having said why, if it could not be. Where another window's text stands, the person is asked. */
bool walk_save(struct ui *ui, struct walk *w);
/* For moments when nobody can be asked: saves it if that overwrites nothing, else keeps it as a draft. */
void walk_keep(struct ui *ui, void *walk);
/* CMD_ANSWER for the question shown with one or two further words; false, having said why, if it failed. */
bool walk_run(struct ui *ui, struct walk *w, const char *name, const char *value);
/* The same for a text that was asked for in a box: `field` was seen as in `seen`; `other` is a further word, or NULL.
 * ERR_CONFLICT: they went back to the text. */
enum status walk_run_text(struct ui *ui, struct walk *w, int field, struct buf *seen, struct buf *text, const char *status);
/* What is seen of a field of the answer now. */
void walk_seen(struct ui *ui, const struct walk *w, int field, struct buf *seen);

enum walk_status walk_status_of(const char *name); /* the stored name; open for anything else */
const char *walk_status_name(enum walk_status status);
/* The first and the last question of a phase; false if it has none. */
bool walk_phase(const struct instrument *guide, int phase, size_t *first, size_t *last);

/* ---- walk_more.c: actions and peers' answers ---- */

void walk_read_more(struct ui *ui, struct walk *w);
int walk_more_lines(const struct walk *w);
void walk_peers_text(const struct walk *w, struct buf *out); /* "2 peers have answered"; appends */
void walk_draw_more(struct ui *ui, struct walk *w, struct canvas *c, struct rect area); /* a title and the lines */
void walk_open_more(struct ui *ui, struct walk *w); /* the chosen line */
bool walk_more_key(struct ui *ui, struct walk *w, int key);
bool walk_more_click(struct ui *ui, struct walk *w, const struct event *e);

/* ---- walk_ask.c: what is asked in a box; what was typed must have been saved ---- */

void walk_ask_status(struct ui *ui, struct walk *w);
void walk_ask_confidence(struct ui *ui, struct walk *w);
void walk_edit_answer(struct ui *ui, struct walk *w); /* what else belongs to the answer */
int walk_ask_phase(struct ui *ui, const struct walk *w); /* -1: none */
void walk_why_not(struct ui *ui);                     /* says why the answer can't be changed */

/* ---- walk_part.c: the text of a question ---- */

/* In the order in which room is given to them, and in which they are read where there is little of it. */
enum { WALK_QUESTION, WALK_ALOUD, WALK_WHY, WALK_EXAMPLE, WALK_PARTS };

struct walk_part {
    const char *label;       /* "" for the question itself */
    struct buf text, second; /* "" where there is none */
    enum style style;
};

void walk_find_parts(struct ui *ui, const struct walk *w, struct walk_part parts[WALK_PARTS]);
void walk_free_parts(struct walk_part parts[WALK_PARTS]);
/* Takes out the text of parts there is no room for, and of those behind them. The question stays in any case. Returns
 * the rows of the rest, each part with a blank line above it. */
int walk_fit_parts(struct walk_part parts[WALK_PARTS], int cols, int rows);
/* Draws from line `skip` on; returns how many lines there are. At a desk the reason comes before the words to say. */
int walk_draw_parts(struct canvas *c, struct rect area, int skip, const struct walk_part parts[WALK_PARTS], bool desk);

/* ---- walk_draw.c, walk_outline.c ---- */

void walk_draw(struct ui *ui, void *self, struct canvas *c, struct rect area);
void walk_draw_outline(struct ui *ui, struct walk *w, struct canvas *c, struct rect area, bool focused);

/* ---- walk_words.c: what is said about a question ---- */

const char *walk_sign(enum walk_status status, bool ascii);
const char *walk_word(const struct ui *ui, enum walk_status status); /* "Needs evidence" */
/* "0.1.a  2 of 27  Guide 3.1 b", with the lens if it is not the facilitator's. Appends. */
void walk_headline(struct ui *ui, const struct walk *w, struct buf *out);
/* Status, reason, confidence, actions, and whether it is saved, in lines of `cols` columns. Appends. */
void walk_facts(struct ui *ui, const struct walk *w, int cols, struct buf *out);
void walk_top_line(struct ui *ui, void *self, struct buf *out);
void walk_explain(struct ui *ui, void *self, struct buf *out);

#endif
