/* linear.h: the accessible mode: all of the work of the full screen as numbered lines, for screen readers, braille and
 * terminals that can only print. No boxes, no cursor movement, nothing that changes behind the reader's back. */
#ifndef PEERLOOM_UI_LINEAR_H
#define PEERLOOM_UI_LINEAR_H

#include "app/app.h"

/* Runs until the user leaves or the input ends (which stops, and never takes a default). Reads app->in, writes
 * app->out. */
enum status linear_run(struct app *app, struct error *e);

#endif
