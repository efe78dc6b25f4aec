/* go_kind.h: the kinds of records that have a place of their own in the menu Go and in the action search: all that are not
 * hidden (model/kind.h), also those of the facilitator's own. What opens is the list of their records; a kind can name the
 * key that does it.
 */
#ifndef PEERLOOM_UI_GO_KIND_H
#define PEERLOOM_UI_GO_KIND_H

#include "ui/ui.h"

enum { GO_KINDS = 64 };

/* What menu and action search offer: an action, or the list of a kind's records. */
struct go_item {
    enum command_id id;      /* with a kind: CMD_GO_RECORDS */
    const struct kind *kind; /* NULL: the action */
};

const char *go_label(const struct go_item *item);
const char *go_help(const struct go_item *item);
void go_key(const struct go_item *item, struct buf *out); /* appends its key, as it is shown */
void go_explain(struct ui *ui, const struct go_item *item, struct buf *out);
void go_do(struct ui *ui, const struct go_item *item);

/* Their number; list[] gets them in the order of the model. */
size_t go_kinds(const struct ui *ui, const struct kind *list[GO_KINDS]);

/* Opens the list of its records. False: not now, and it was said why. */
bool go_kind(struct ui *ui, const struct kind *kind);

/* The kind that the key opens; NULL: none. */
const struct kind *go_kind_of_key(const struct ui *ui, int key);

/* Once, at the start: a key that an action, or a kind before it, has already is taken from the kind, and so is one that types
 * or that there is not; a notice in app->notices says so. */
void go_kinds_check_keys(struct app *app);

#endif
