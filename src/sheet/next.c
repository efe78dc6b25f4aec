/* next.c: what is next in the open alliance (report/next.c). */
#include <stdlib.h>

#include "base/date.h"
#include "base/mem.h"
#include "base/tr.h"
#include "report/roadmap.h"
#include "sheet/makers.h"

enum { MOST = 200 };

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
        struct sheet_row *row = sheet_add(s, steps[i].kind, steps[i].id);
        if (!steps[i].kind)
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
