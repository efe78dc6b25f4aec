/* editor.h: where text is typed: answers and notes of several lines, and fields of one line.
 *
 * Text is UTF-8, moved through by grapheme and measured as curses measures, after show(): the cursor stands where the
 * terminal draws it, also in Hindi, Thai or decomposed accents. Bytes change by editing only; what was loaded, even if it
 * is no valid UTF-8, comes back as it was. Undo and redo without limit while the text is open.
 *
 * Keys: arrows; Ctrl+Left/Right by word; Home, End of the line as shown; Ctrl+Home, Ctrl+End; Page Up/Down; Backspace and
 * Delete take a whole grapheme, with Ctrl a word; Ctrl+K deletes to the end of the line or, there, the line feed; Ctrl+Z,
 * Ctrl+Y; Enter is a new line.
 *
 *     struct editor e;
 *     editor_init(&e, false);
 *     editor_set_text(&e, answer, strlen(answer));
 *     ... on EVENT_KEY: editor_key(&e, key); on EVENT_PASTE: editor_paste(&e, text, strlen(text));
 *     if (e.refused) say that the text is full
 *     if (e.changes != saved) save editor_text(&e)
 *     editor_draw(&e, canvas, area, true);
 */
#ifndef PEERLOOM_UI_EDITOR_H
#define PEERLOOM_UI_EDITOR_H

#include <stdbool.h>
#include <stddef.h>

#include "base/buf.h"
#include "ui/canvas.h"

enum { EDITOR_LIMIT = 60000 }; /* bytes of a text; what would make it longer is refused as a whole */

struct editor {
    /* To be set by the caller at any time. */
    const char *placeholder; /* shown dim while the text is empty; NULL: nothing; stays the caller's */

    /* To be read. */
    unsigned long changes; /* counts every change of the text, also undo: compare to know whether to save */
    bool refused;          /* the last key or paste did not fit and changed nothing */

    /* Inner parts. */
    bool one_line;
    struct buf text;
    size_t at;   /* the cursor: a grapheme boundary */
    int goal;    /* the column that Up and Down keep; -1: the cursor's own */
    bool typing; /* the next change may join the last step of undo */
    struct edit *edits;
    size_t edit_count, edit_cap, done; /* done: steps applied; those behind it can be redone */
    size_t *lines; /* where each line as shown begins */
    size_t line_count, line_cap;
    int cols; /* that the lines were wrapped to; 0: not yet */
    size_t top, left; /* first line, or (one line) first byte in sight */
    struct rect area; /* as last drawn */
    struct buf scratch;
};

void editor_init(struct editor *e, bool one_line);
void editor_release(struct editor *e);

/* Replaces all text; the cursor goes to its end. Nothing of before can be undone. Counts as no change. Texts longer than
 * the limit are taken whole and can only be made shorter. */
void editor_set_text(struct editor *e, const char *s, size_t n);
const char *editor_text(const struct editor *e); /* valid until the next call */
size_t editor_length(const struct editor *e);

/* Returns false for a key that means nothing to an editor (in one line: also Enter, Up, Down, Page Up and Page Down). */
bool editor_key(struct editor *e, int key);

/* Puts in pasted text, as one step of undo: CR LF and CR become line feeds (in one line: a blank), control characters
 * but TAB and line feed are left out, invalid bytes become U+FFFD. False, with `refused`, if it does not fit. */
bool editor_paste(struct editor *e, const char *s, size_t n);

/* Replaces all text, as one step of undo, cleaned as what is pasted. */
bool editor_replace(struct editor *e, const char *s, size_t n);

/* False if there is nothing to undo or redo. */
bool editor_undo(struct editor *e);
bool editor_redo(struct editor *e);

/* Draws into the area, scrolled so that the cursor is in sight; puts the canvas's cursor there if focused. */
void editor_draw(struct editor *e, struct canvas *c, struct rect area, bool focused);

/* Moves the cursor to a place on the screen (mouse). False if that is outside the area last drawn. */
bool editor_click(struct editor *e, int row, int col);

/* Lines as shown when `cols` columns wide, at least 1: how high a field wants to be; and the one with the cursor. */
int editor_lines(struct editor *e, int cols);
int editor_line(struct editor *e);

#endif
