/* keep.h: on the full screen, all places where words are typed that are in no record yet. Each tells the frame how it is
 * kept (struct typing); the frame asks after a moment of quiet, now and then while one types on, and first of all when the
 * program is told to leave. The drafts themselves are ui/draft.h. */
#ifndef PEERLOOM_UI_KEEP_H
#define PEERLOOM_UI_KEEP_H

#include "ui/draft.h"
#include "ui/ui.h"

/* A place where one types: a member of whatever has the text, in the frame's list while that is open. */
struct typing {
    void (*keep)(struct ui *ui, void *data); /* writes a draft if there is anything to lose; asks and opens nothing */
    void *data;
    struct typing *next;
};

void keep_begin(struct ui *ui, struct typing *t);
void keep_end(struct ui *ui, struct typing *t);
void keep_all(struct ui *ui);

/* Keeps the text as a draft; where that is impossible it says so, and when the program ends the text itself. */
void keep_text(struct ui *ui, struct draft *d, const char *text);

/* ---- a box that was answered ---- */

/* The text of a box: until the command it is for has run it could still be lost. Takes over the draft. */
void keep_given(struct ui *ui, struct draft *d, const char *text);
/* The same for text whose form was closed under it: it becomes a draft in any case. */
void keep_orphan(struct ui *ui, struct draft *d, const char *text);
void keep_ran(struct ui *ui, bool done); /* a command that saves has run */
void keep_back(struct ui *ui);           /* nothing came of it: Ctrl+Y brings the text back in the next box */
void keep_settle(struct ui *ui);         /* all that followed from the last key is done */

/* ---- drafts of before ---- */

/* Says in the message line which drafts are there; nothing if there are none. */
void keep_say(struct ui *ui);
/* The newest draft's name, for home; false if there is none. */
bool keep_newest(struct ui *ui, struct buf *title);
/* Goes to where the newest draft was typed. */
void keep_open_newest(struct ui *ui);
void keep_drop_newest(struct ui *ui);
/* Where one is: "SCREEN PLACE". Appends. */
void keep_where(struct ui *ui, struct buf *out);

#endif
