/* print.h: how commands write what came from outside. Every text goes through show() on its way out, so that no command's
 * output can drive a terminal; only exports write exact bytes. */
#ifndef PEERLOOM_APP_PRINT_H
#define PEERLOOM_APP_PRINT_H

#include "app/app.h"

/* Writes the text safely on one line / with its line feeds kept, each line behind `indent` blanks. */
void print_text(struct app *app, const char *text);
void print_lines(struct app *app, const char *text, int indent);
/* Wraps the text to `width` columns at word boundaries, each line behind `indent` blanks. */
void print_wrapped(struct app *app, const char *text, int indent, int width);
/* The text, cut or filled with blanks to `width` columns. */
void print_cell(struct app *app, const char *text, int width);
/* printf with the result passed through show(). */
void print(struct app *app, const char *fmt, ...) __attribute__((format(printf, 2, 3)));
/* What a command says it has done: one safe line in app->message. */
void say(struct app *app, const char *fmt, ...) __attribute__((format(printf, 2, 3)));

#endif
