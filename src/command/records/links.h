/* links.h: values as people and files give them (names, titles) turned into what records hold (ids), and the lists of titles
 * behind a links field (a person's challenges, offers, alliances), each of which is a record of its own. */
#ifndef PEERLOOM_APP_LINKS_H
#define PEERLOOM_APP_LINKS_H

#include "app/app.h"

/* field_parse(), with references given by id or title resolved to ids (within the open alliance). Appends to `out`. */
enum status stored_value(struct app *app, const struct field *f, const char *text, struct buf *out, struct error *e);

/* The id of the record that links `from` with `to` (ids) through the links field f; "" if there is none. */
enum status link_find(struct app *app, const struct field *f, const char *from, const char *to, char id[ID_SIZE],
                      struct error *e);

/* Links `from` with the record of that title or id, inside a change; what is linked already stays. Where the field is
 * flagged make, a title that is not known yet becomes a new record. */
enum status link_add(struct app *app, const struct field *f, const char *from, const char *title, struct error *e);

/* Makes the links of `from` exactly those titles (joined by ;), inside a change. */
enum status links_set(struct app *app, const struct field *f, const char *from, const char *titles, struct error *e);

#endif
