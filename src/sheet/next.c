/* next.c: what is next in the open alliance (report/next.c). */
#include <stdlib.h>

#include "base/date.h"
#include "base/mem.h"
#include "base/tr.h"
#include "model/kinds.h"
#include "report/roadmap.h"
#include "sheet/makers.h"

enum { MOST = 200 };

/* The kind of the record that a step is about; NULL: a question, or none. */
static const struct kind *kind_of(const struct app *app, enum next_what what)
{
    static const int kinds[] = {
        [NEXT_ACTION] = KIND_ACTION,         [NEXT_QUESTION] = -1,
        [NEXT_EVIDENCE] = -1,                [NEXT_UNPLACED] = KIND_PERSON,
        [NEXT_MANDATE] = KIND_MEMBERSHIP,    [NEXT_READINESS] = KIND_MEMBERSHIP,
        [NEXT_OBJECTIVE] = -1,               [NEXT_ASSESS] = KIND_OBJECTIVE,
        [NEXT_TARGET] = -1,                  [NEXT_RISK] = KIND_RISK,
        [NEXT_PUBLISH] = KIND_ARRANGEMENT,   [NEXT_CONTACT] = KIND_ARRANGEMENT,
        [NEXT_DRAFT] = -1,
    };
    return kinds[what] < 0 ? NULL : app->model.kinds[kinds[what]];
}

enum status sheet_next(struct sheet *s, const struct sheet_query *query, struct error *e)
{
    struct app *app = s->app;
    struct next_step *steps = xcalloc(MOST, sizeof *steps);
    char today[DATE_SIZE];
    (void)query;
    (void)e;
    date_today(today);
    size_t count = next_steps(app->store, &app->guide, app->alliance, today, steps, MOST);
    sheet_begin(s, _("What is next"), "", _("Nothing is due."));
    sheet_column(s, "step", _("Step"), SHEET_PERSONAL);
    sheet_column(s, "due", _("By when"), 0);
    sheet_column(s, "late", "", 0);
    for (size_t i = 0; i < count; i++) {
        struct sheet_row *row = sheet_add(s, kind_of(app, steps[i].what), steps[i].id);
        if (steps[i].what == NEXT_QUESTION || steps[i].what == NEXT_EVIDENCE)
            sheet_lead(s, row, CMD_GO_WALK, steps[i].id);
        row->cells[0] = sheet_text(s, steps[i].text);
        row->cells[1] = sheet_text(s, steps[i].due);
        row->cells[2] = steps[i].late ? _("overdue") : "";
        row->tone = steps[i].late ? TONE_LATE : TONE_PLAIN;
        row->toned = 1u << 1 | 1u << 2;
    }
    free(steps);
    return OK;
}
