/* actions.h: actions of every screen that ask for what the command behind them needs. */
#ifndef PEERLOOM_UI_ACTIONS_H
#define PEERLOOM_UI_ACTIONS_H

#include "ui/ui.h"

void action_export(struct ui *ui);    /* which audience, for what, into which folder */
void action_worksheet(struct ui *ui); /* which phase, for whom, into which file */
void action_check(struct ui *ui);

#endif
