/* objectives.c: the learning strategy: who learns what, from whom, how, by when, and how far they are (report/objectives.h). */
#include <stdio.h>
#include <string.h>

#include "base/sort.h"
#include "base/tr.h"
#include "report/objectives.h"
#include "sheet/makers.h"

enum column { WHAT, STATE, DUE, PROGRESS, WHO, FROM_WHOM, HOW, BASELINE, NOW, TARGET, UNIT, MEASURE, LEVEL, PERCENT };

static void add_columns(struct sheet *s)
{
    static const struct {
        const char *name, *title;
        unsigned flags;
        int least, most;
    } columns[] = {
        [WHAT] = {"objective", N_("What is learned"), 0, 16, 60},
        [STATE] = {"state", N_("State"), 0, 9, 40},
        [DUE] = {"due", N_("By when"), 0, 10, 40},
        [PROGRESS] = {"progress", N_("Now/goal"), SHEET_BAR, 17, 24},
        [WHO] = {"who", N_("Who learns"), SHEET_PERSONAL, 10, 24},
        [FROM_WHOM] = {"from_whom", N_("From whom"), SHEET_PERSONAL, 10, 24},
        [HOW] = {"how", N_("How"), 0, 12, 36},
        [BASELINE] = {"baseline", N_("Baseline"), SHEET_NUMBER | SHEET_DATA, 0, 0},
        [NOW] = {"now", N_("Now"), SHEET_NUMBER | SHEET_DATA, 0, 0},
        [TARGET] = {"target", N_("Goal"), SHEET_NUMBER | SHEET_DATA, 0, 0},
        [UNIT] = {"unit", N_("Unit"), SHEET_DATA, 0, 0},
        [MEASURE] = {"measure", N_("Measure"), SHEET_DATA, 0, 0},
        [LEVEL] = {"level", N_("Level"), SHEET_DATA, 0, 0},
        [PERCENT] = {"percent", N_("Per cent of the way"), SHEET_NUMBER | SHEET_DATA, 0, 0},
    };
    for (size_t i = 0; i < sizeof columns / sizeof *columns; i++) {
        sheet_column(s, columns[i].name, tr(columns[i].title), columns[i].flags);
        s->columns[i].least = columns[i].least;
        s->columns[i].most = columns[i].most;
    }
}

/* "3.2/3", "-/80" */
static const char *progress(struct sheet *s, const struct objective_row *o)
{
    struct buf text = BUF_INIT;
    if (*o->now || *o->target)
        buf_adds(&text, *o->now ? o->now : "-");
    if (*o->target)
        buf_addf(&text, "/%s", o->target);
    return sheet_take(s, &text);
}

/* "A (b)", or whichever there is. */
static void fact_with(struct sheet *s, struct sheet_row *row, const char *label, const char *a, const char *b, bool personal)
{
    struct buf text = BUF_INIT;
    buf_adds(&text, a);
    if (*b)
        buf_addf(&text, *a ? " (%s)" : "%s", b);
    (personal ? sheet_fact_personal : sheet_fact)(s, row, label, buf_str(&text));
    buf_release(&text);
}

static void add_assessments(struct sheet *s, struct sheet_row *row, const struct objective_row *o, size_t from, size_t end)
{
    for (size_t i = end; i-- > from;) {
        const char *label = i + 1 == o->assessed_count ? _("Assessed") : i + 2 == o->assessed_count ? _("Before") : " ";
        struct buf text = BUF_INIT;
        objective_assessed(&o->assessed[i], &text);
        sheet_fact_record(s, row, label, buf_str(&text), s->app->model.kinds[KIND_ASSESSMENT], o->assessed[i].id);
        buf_release(&text);
    }
}

static void add_facts(struct sheet *s, struct sheet_row *row, const struct objective_row *o, const char *today)
{
    struct buf text = BUF_INIT;
    fact_with(s, row, _("Who learns"), o->who, o->level, true);
    sheet_fact_personal(s, row, _("From whom"), o->from_whom);
    sheet_fact(s, row, _("How"), o->how);
    buf_adds(&text, o->nature);
    if (*o->tacit)
        buf_addf(&text, _("%stechnical or tacit: %s"), text.len > 0 ? "; " : "", o->tacit);
    sheet_fact(s, row, _("What kind"), buf_str(&text));
    buf_clear(&text);
    objective_due(o, today, &text);
    sheet_fact(s, row, _("By when"), buf_str(&text));
    fact_with(s, row, _("Measure"), o->measure, o->unit, false);
    buf_clear(&text);
    objective_progress(o, &text);
    sheet_fact(s, row, _("Progress"), buf_str(&text));
    size_t latest = o->assessed_count ? o->assessed_count - 1 : 0;
    add_assessments(s, row, o, latest, o->assessed_count);
    sheet_fact(s, row, _("Sharing"), o->share_forward);
    sheet_fact_personal(s, row, _("Notes"), o->notes);
    add_assessments(s, row, o, 0, latest);
    buf_release(&text);
}

static void add_objective(struct sheet *s, const struct objective_row *o, const char *today)
{
    static const enum sheet_tone tones[] = {TONE_DIM, TONE_PLAIN, TONE_LATE, TONE_GOOD}; /* by state */
    struct sheet_row *row = sheet_add(s, s->app->model.kinds[KIND_OBJECTIVE], o->id);
    char number[24];
    row->tone = tones[o->state];
    row->toned = 1u << STATE;
    const char *cells[] = {o->statement, objective_state_word(o->state), o->target_date, progress(s, o), *o->who ? o->who : o->level,
                           o->from_whom, o->how, o->baseline, o->now, o->target, o->unit, o->measure, o->level};
    for (size_t i = 0; i < sizeof cells / sizeof *cells; i++)
        row->cells[i] = sheet_text(s, cells[i]);
    if (o->measured)
        row->cells[PERCENT] = sheet_number(s, objective_percent(o));
    snprintf(number, sizeof number, "%d", (int)o->state);
    row->orders[STATE] = sheet_text(s, number);
    snprintf(number, sizeof number, "%08ld", objective_percent(o) + 1000000); /* ordered as text */
    row->orders[PROGRESS] = o->measured ? sheet_text(s, number) : "";
    if (o->measured || !*o->now)
        sheet_bar(s, row, _("Progress"), o->baseline, o->target, o->measured, o->share);
    add_facts(s, row, o, today);
}

/* By day, those without one last; then by what is learned. */
static int by_day(const void *a, const void *b)
{
    const struct objective_row *x = a, *y = b;
    if (!*x->target_date != !*y->target_date)
        return *x->target_date ? -1 : 1;
    int due = strcmp(x->target_date, y->target_date);
    return due ? due : strcmp(x->statement, y->statement);
}

enum status sheet_objectives(struct sheet *s, const struct sheet_query *query, struct error *e)
{
    struct app *app = s->app;
    struct objective_rows rows = {0};
    (void)query;
    enum status status = objective_rows_read(app->store, &app->model, app->alliance, &rows, e);
    sheet_begin(s, _("Objectives"), _("Who learns what, from whom, how, by when, and how far they are."), _("No learning objective yet."));
    s->kind = app->model.kinds[KIND_OBJECTIVE];
    sheet_action(s, CMD_ASSESS, true);
    add_columns(s);
    sort_stable(rows.rows, rows.count, sizeof *rows.rows, by_day);
    for (size_t i = 0; i < rows.count && status == OK; i++)
        add_objective(s, &rows.rows[i], rows.today);
    objective_rows_release(&rows);
    return status;
}
