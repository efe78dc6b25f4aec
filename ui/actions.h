/* actions.h: actions of every screen that ask for what the command behind them needs. */
#ifndef PEERLOOM_UI_ACTIONS_H
#define PEERLOOM_UI_ACTIONS_H

#include "ui/ui.h"

void action_check(struct ui *ui);

/* What an action does, its keys, its menu, the screens it is for; where it cannot be used now, why not. Appends. */
void action_explain(struct ui *ui, enum command_id id, struct buf *out);

/* Opens a screen on top of the one shown, so that Esc comes back to it: for looking something up. */
bool action_visit(struct ui *ui, const char *name, const char *place);

/* The phase in question: that of the walk's question, of the phase chosen on Home, else where the alliance stands; -1
 * without one. */
int action_phase(struct ui *ui);

void action_risks(struct ui *ui); /* the library's risks of that phase */
/* Cases, risks and tools of the library that belong to a guiding question; of the walk's question when item is -1. */
void action_cases(struct ui *ui, long item);

/* look_up.c: the words of the glossary, those on the screen first. */
void action_look_up(struct ui *ui);

/* languages.c */
void action_language(struct ui *ui);        /* which one */
void action_second_language(struct ui *ui); /* off, or on: the last one used, else which one */

#endif
