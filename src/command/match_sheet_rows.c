/* match_sheet_rows.c: the arrangements of a round as CSV, with what speaks for them and against. See match_sheet.h. */
#include <stdlib.h>
#include <string.h>

#include "base/mem.h"
#include "base/tr.h"
#include "command/match_sheet.h"
#include "exchange/csvwrite.h"
#include "model/kinds.h"

enum { MOST_REASONS = 3 };

static void add_header(struct buf *out)
{
    static const char *const columns[] = {"arrangement", "round",   "form",         "challenge",
                                          "status",      "members", "score",        "fit",
                                          "reasons",     "flags",   "broken_rules", "unmet_wishes"};
    for (size_t i = 0; i < sizeof columns / sizeof *columns; i++)
        csv_cell(out, FLAVOUR_INTERCHANGE, i == 0, columns[i]);
    csv_end_row(out);
}

static void add_number(struct buf *out, int64_t number)
{
    char text[24];
    snprintf(text, sizeof text, "%lld", (long long)number);
    csv_cell(out, FLAVOUR_INTERCHANGE, false, text);
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
static void put_cell(struct buf *out, struct buf *cell)
{
    csv_cell(out, FLAVOUR_INTERCHANGE, false, buf_str(cell));
    buf_clear(cell);
}

/* What people struggle with, and rules with their reasons, are in the facilitator's copy only. */
static void add_row(struct handout *s, const struct matching_table *t, struct buf *out)
{
    int *shown = xcalloc((size_t)t->count + 1, sizeof *shown), count = handout_shown(s, t->people, t->count, shown);
    int64_t sum = matching_sum(&s->m, t->people, t->count);
    bool owner = s->viewer.audience == AUDIENCE_OWNER;
    struct buf cell = BUF_INIT;
    csv_cell(out, FLAVOUR_INTERCHANGE, true, t->name);
    add_number(out, s->m.round);
    csv_cell(out, FLAVOUR_INTERCHANGE, false, t->form);
    csv_cell(out, FLAVOUR_INTERCHANGE, false, handout_challenge(s, t));
    csv_cell(out, FLAVOUR_INTERCHANGE, false, t->status);
    for (int i = 0; i < count; i++) {
        buf_adds(&cell, i ? "; " : "");
        handout_name(s, shown[i], &cell);
    }
    put_cell(out, &cell);
    add_number(out, sum);
    add_number(out, matching_fit(&s->m, sum, t->count));
    if (owner)
        matching_reasons(&s->m, t->people, t->count, MOST_REASONS, &cell);
    put_cell(out, &cell);
    matching_flag_words(t->beside ? 0 : matching_flags(&s->m, t->people, t->count), &cell);
    put_cell(out, &cell);
    if (owner && !t->beside && !s->m.masked) /* the words of rules name people */
        matching_broken(&s->m, t->people, t->count, &cell);
    put_cell(out, &cell);
    if (owner && !t->beside)
        add_unmet(s, t, &cell);
    put_cell(out, &cell);
    csv_end_row(out);
    buf_release(&cell);
    free(shown);
}

void handout_arrangements(struct handout *s, bool header, struct buf *out)
{
    if (header)
        add_header(out);
    for (int i = 0; i < s->m.table_count; i++)
        if (handout_shows_id(s, s->m.app->model.kinds[KIND_ARRANGEMENT], s->m.tables[i].id))
            add_row(s, &s->m.tables[i], out);
}
