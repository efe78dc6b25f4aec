/* conflict.h: two windows on one text. Whoever saves second sees both texts and chooses; nothing is overwritten unseen. */
#ifndef PEERLOOM_UI_CONFLICT_H
#define PEERLOOM_UI_CONFLICT_H

#include "ui/ui.h"

/* A field that is about to be written, and what its writer has seen of it. */
struct contest {
    const struct kind *kind;
    const char *id;
    int field;
    struct buf *seen; /* as of store_seen(); gets what was seen in the box, too, and after saving what there is now */
    bool ask;         /* false: the box must wait (nobody is there, or they type) */
    bool remakes;     /* saving makes the record again if it was deleted meanwhile */
    enum status (*save)(struct ui *ui, void *data, const char *value); /* runs the command; its status */
    void *data;
};

/* Saves. OK: *value, which may have become the other text or both, is what stands in the record. ERR_CONFLICT: nothing was
 * saved, as there is another text and nobody chose, or they went back. Any other: it was said why it was not saved. */
enum status conflict_save(struct ui *ui, const struct contest *c, struct buf *value);

/* Sets one field of a record (CMD_SET), asking if need be. */
enum status conflict_set(struct ui *ui, const struct kind *kind, const char *id, int field, struct buf *seen, struct buf *value);

/* Both texts in one: a list's entries once each, lines of a note below one another, one line with a semicolon between. */
void conflict_join(const struct field *field, const char *theirs, const char *mine, struct buf *out);
/* True if there is a sense in joining two values of the field. */
bool conflict_joins(const struct field *field);

#endif
