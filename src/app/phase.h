/* phase.h: which phase is meant, and where the alliance stands. */
#ifndef PEERLOOM_APP_PHASE_H
#define PEERLOOM_APP_PHASE_H

#include "app/app.h"
#include "report/gate.h"

/* The phase meant by "2", or by the letter of the Guide's part, "C" or "c"; -1 if none is. */
int phase_of_word(const char *text);

/* "2 / C  Sustained contact": number, the Guide's letter and name. Appends. */
void phase_title(int phase, struct buf *out);

/* Where the open alliance stands, and whether it is closed. */
enum status phase_read(struct app *app, int *phase, bool *closed, struct error *e);

/* What stands between the phase the open alliance is in and `to` (PHASES: closed). Release it, also after an error. */
enum status phase_gate(struct app *app, int to, struct gate *gate, struct error *e);
/* The checklist with the points; NULL if there is none. */
const struct instrument *phase_gates(struct app *app);

#endif
