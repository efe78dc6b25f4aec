/* paper_rows.c: the arrangements of a round as CSV, with what speaks for them and against. See paper.h. */
#include <stdlib.h>
#include <string.h>

#include "base/mem.h"
#include "base/tr.h"
#include "command/match/paper.h"
#include "model/kinds.h"

enum { MOST_REASONS = 3 };

struct csv_writer handout_rows_begin(struct buf *out)
{
    struct csv_writer w = csv_begin(out, FLAVOUR_SPREADSHEET);
    static const char *const columns[] = {"arrangement", "round",   "form",         "challenge",
                                          "status",      "members", "score",        "fit",
                                          "reasons",     "flags",   "broken_rules", "unmet_wishes"};
    for (size_t i = 0; i < sizeof columns / sizeof *columns; i++)
        csv_cell(&w, columns[i]);
    csv_end_row(&w);
    return w;
}

/* "contracts (Otieno, Grace); payroll (Mutua, Boniface)" */
static void add_unmet(const struct handout *s, const struct matching_table *t, struct buf *out)
{
    for (int i = 0; i < t->count; i++) {
        size_t most = (size_t)s->m.people[t->people[i]].profile.interests[AS_SEEKS].count;
        const char **texts = xcalloc(most + 1, sizeof *texts);
        size_t n = matching_unmet(&s->m, t->people[i], t->people, t->count, texts, most);
        for (size_t k = 0; k < n; k++) {
            buf_addf(out, "%s%s (", out->len ? "; " : "", texts[k]);
            handout_name(s, t->people[i], out);
            buf_addc(out, ')');
        }
        free(texts);
    }
}

/* Writes the cell and empties it for the next one. */
static void put_cell(struct csv_writer *w, struct buf *cell)
{
    csv_cell(w, buf_str(cell));
    buf_clear(cell);
}

/* What people struggle with, and rules with their reasons, are in the facilitator's copy only. */
static void add_row(struct handout *s, const struct matching_table *t, struct csv_writer *w)
{
    int64_t sum = matching_sum(&s->m, t->people, t->count);
    bool owner = viewer_audience(s->m.app->viewer) == AUDIENCE_OWNER;
    struct buf cell = BUF_INIT;
    csv_cell(w, t->name);
    csv_number(w, s->m.round);
    csv_cell(w, t->form);
    csv_cell(w, t->challenge);
    csv_cell(w, t->status);
    for (int i = 0; i < t->count; i++) {
        buf_adds(&cell, i ? "; " : "");
        handout_name(s, t->people[i], &cell);
    }
    put_cell(w, &cell);
    csv_number(w, sum);
    csv_number(w, matching_fit(&s->m, sum, t->count));
    if (owner)
        matching_reasons(&s->m, t->people, t->count, MOST_REASONS, &cell);
    put_cell(w, &cell);
    matching_flag_words(t->beside || handout_absent(s, t) ? 0 : matching_flags(&s->m, t->people, t->count), &cell);
    put_cell(w, &cell);
    if (owner && !t->beside && !s->m.masked) /* the words of rules name people */
        matching_broken(&s->m, t->people, t->count, &cell);
    put_cell(w, &cell);
    if (owner && !t->beside)
        add_unmet(s, t, &cell);
    put_cell(w, &cell);
    csv_end_row(w);
    buf_release(&cell);
}

void handout_arrangements(struct handout *s, struct csv_writer *w)
{
    for (int i = 0; i < s->m.table_count; i++)
        add_row(s, s->m.tables[i], w);
}
