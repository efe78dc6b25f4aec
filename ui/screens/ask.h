/* ask.h: one field's value, asked in a box: a list for what is chosen, a line for what is typed. */
#ifndef PEERLOOM_UI_SCREENS_ASK_H
#define PEERLOOM_UI_SCREENS_ASK_H

#include "ui/ui.h"

/* Appends the answer as CMD_SET takes it; "" means that the field is to be emptied. False: no answer. Links are not
 * asked for. */
bool ask_value(struct ui *ui, const struct field *field, const char *title, struct buf *out);

/* True if the event is a press of the mouse inside the area. */
bool pressed_in(const struct event *e, struct rect area);

#endif
