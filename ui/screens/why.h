/* why.h: why these two? The parts of the score in words, and the two stories about matches that look good from afar. */
#ifndef PEERLOOM_UI_SCREENS_WHY_H
#define PEERLOOM_UI_SCREENS_WHY_H

#include "round/matching.h"
#include "ui/ui.h"

/* Shows it until the reader leaves; where a match rests on position or on the top of an index, offers the stories. */
void why_show(struct ui *ui, const struct matching *m, int one, int other);

#endif
