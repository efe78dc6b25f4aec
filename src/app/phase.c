#include "app/phase.h"

#include <stdlib.h>
#include <string.h>

#include "app/content.h"
#include "model/kinds.h"

int phase_of_word(const char *text)
{
    char c = *text >= 'a' && *text <= 'z' ? (char)(*text - 'a' + 'A') : *text;
    if (!*text || text[1])
        return -1;
    if (c >= '0' && c < '0' + PHASES)
        return c - '0';
    return c >= phase_letter(0) && c < phase_letter(PHASES) ? c - phase_letter(0) : -1;
}

void phase_title(int phase, struct buf *out)
{
    buf_addf(out, "%d / %c  %s", phase, phase_letter(phase), phase_name(phase));
}

enum status phase_read(struct app *app, int *phase, bool *closed, struct error *e)
{
    struct record r;
    enum status s = store_get(app->store, app->model.kinds[KIND_ALLIANCE], app->alliance, &r, e);
    if (s != OK)
        return s;
    *phase = atoi(record_get(&r, ALLIANCE_PHASE));
    *phase = *phase < 0 || *phase >= PHASES ? 0 : *phase;
    *closed = record_yes(&r, ALLIANCE_CLOSED);
    record_release(&r);
    return OK;
}

const struct instrument *phase_gates(struct app *app)
{
    const struct checklist *list = content_checklist(app, "gates");
    return list ? &list->instrument : NULL;
}

enum status phase_gate(struct app *app, int to, struct gate *gate, struct error *e)
{
    int from;
    bool closed;
    *gate = (struct gate){0};
    enum status s = phase_read(app, &from, &closed, e);
    return s == OK ? gate_read(app->store, phase_gates(app), app->alliance, from, to, gate, e) : s;
}
