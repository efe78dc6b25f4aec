/* walk.h: what the files of the walk share: which question is shown, its answer, and how far every other one is. The
 * screen itself, its keys and actions, is walk.c. */
#ifndef PEERLOOM_UI_SCREENS_WALK_H
#define PEERLOOM_UI_SCREENS_WALK_H

#include "model/instrument.h"
#include "model/record.h"
#include "ui/editor.h"
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

enum { WALK_NOTED = 4 };

struct walk {
    size_t item; /* the question shown */
    enum lens lens;
    bool writing; /* the answer has the keys, not the outline */

    enum walk_status *statuses;   /* of every question */
    struct record answer;         /* as saved; of a question without one, an empty one */
    bool there;                   /* it is saved, and not an empty one */
    int actions, actions_open;    /* that follow from this question */
    struct buf noted[WALK_NOTED]; /* the first open ones, as shown */
    int noted_count;

    struct editor editor;
    unsigned long saved;   /* editor.changes when the text was last saved or loaded */
    int64_t unsaved_since; /* ui->now() of the first change that is not saved */
    int64_t saved_at;      /* when this answer was saved, since it is shown; 0: not */
    struct buf remembered; /* the place as last written down */

    /* As last drawn, for keys and mouse. */
    enum walk_shape shape;
    struct rect rows, text;  /* of the outline's questions; of question and explanation */
    struct rect field;       /* of the answer */
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
/* Saves what was typed; false, having said why, if it could not be. */
bool walk_save(struct ui *ui, struct walk *w);
/* CMD_ANSWER for the question shown with one or two further words; false, having said why, if it failed. */
bool walk_run(struct ui *ui, struct walk *w, const char *first, const char *second);

enum walk_status walk_status_of(const char *name); /* the stored name; open for anything else */
const char *walk_status_name(enum walk_status status);
/* The first and the last question of a phase; false if it has none. */
bool walk_phase(const struct instrument *guide, int phase, size_t *first, size_t *last);

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
