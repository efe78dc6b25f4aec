#include "ui/linear_sheet.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "base/tr.h"
#include "model/kinds.h"
#include "sheet/view.h"
#include "ui/linear_match.h"
#include "ui/linear_records.h"
#include "ui/linear_sections.h"

enum sheet_word { SHEET_NEW, SHEET_FILTER, SHEET_ALL, SHEET_SORT, SHEET_FROM, SHEET_WORDS };

static const struct action words[SHEET_WORDS] = {
    [SHEET_NEW] = {"new", N_("add one"), 0},
    [SHEET_FILTER] = {"filter", N_("look only at those that hold all of the WORDS"), ACTION_WORDS},
    [SHEET_ALL] = {"all", N_("look at all again"), 0},
    [SHEET_SORT] = {"sort", N_("put them in another order"), 0},
    [SHEET_FROM] = {"from", N_("go on from the one with this number: from 40"), ACTION_WORDS},
};

struct reading {
    struct linear *l;
    struct sheet sheet;
    struct sheet_view view;
    size_t first; /* of the page */
};

static void set_words(struct reading *g, const char *text)
{
    sheet_view_filter(&g->view, text, LINEAR_ROWS);
    g->first = 0;
}

/* In the order of a column; the same one again turns it round. */
static void choose_order(struct reading *g)
{
    struct options o = {0};
    options_add(&o, "-1", _("As it is"));
    char number[12];
    for (int i = 0; i < g->sheet.column_count; i++)
        if (!(g->sheet.columns[i].flags & (SHEET_DRAWN | SHEET_UNSEEN)) && *g->sheet.columns[i].title) {
            snprintf(number, sizeof number, "%d", i);
            options_add(&o, number, g->sheet.columns[i].title);
        }
    long at = linear_choose(g->l, _("In the order of:"), _("Choosing the same one again turns the order round."), &o);
    if (at >= 0) {
        int column = atoi(o.items[at].id);
        sheet_view_sort(&g->view, column, column == g->view.sorted_by && !g->view.down);
        g->first = 0;
    }
    options_release(&o);
}

/* ---- one page ---- */

static void print_row(struct reading *g, size_t at)
{
    struct buf line = BUF_INIT;
    buf_addf(&line, "%zu ", at + 1);
    sheet_line(&g->sheet, sheet_view_row(&g->view, at), &line);
    linear_tell(g->l, buf_str(&line));
    buf_release(&line);
}

/* Returns where the next page begins, 0 if this was the last one. */
static size_t print_page(struct reading *g)
{
    size_t at = g->first, last = g->first + (g->sheet.more ? LINEAR_ROWS : SIZE_MAX - g->first);
    while (sheet_view_reach(&g->view, last == SIZE_MAX ? last : last + 1) <= last && sheet_view_waits(&g->view))
        sheet_view_further(&g->view);
    linear_gather(g->l);
    if (g->first == 0)
        linear_fact(g->l, g->sheet.title, *g->sheet.about ? g->sheet.about : g->view.count ? " " : g->sheet.empty);
    if (!g->view.count && *g->sheet.about)
        linear_tell(g->l, g->view.words.len ? _("None holds these words.") : g->sheet.empty);
    for (; at < last && at < g->view.count; at++)
        print_row(g, at);
    linear_gathered(g->l);
    return at < g->view.count ? at : 0;
}

/* ---- one row ---- */

void linear_open_record(struct linear *l, const struct kind *kind, const char *id)
{
    struct record r;
    if (!linear_there(l, kind, id))
        return;
    if (kind->index == KIND_PERSON)
        linear_person(l, id);
    else if (kind->index == KIND_OBJECTIVE)
        linear_objective(l, id);
    else if (kind->index == KIND_MEMBERSHIP && store_get(l->app->store, kind, id, &r, NULL) == OK) {
        char person[ID_SIZE];
        snprintf(person, sizeof person, "%s", record_get(&r, MEMBERSHIP_PERSON));
        record_release(&r);
        linear_person(l, person);
    } else
        linear_record(l, kind, id);
}

static void print_facts(struct linear *l, const struct sheet *s, const struct sheet_row *row)
{
    int first = 0;
    while (s->columns[first].flags & SHEET_UNSEEN)
        first++;
    linear_tell(l, row->cells[first]);
    for (int i = first + 1; i < s->column_count; i++)
        if (!(s->columns[i].flags & (SHEET_DRAWN | SHEET_UNSEEN)) && *s->columns[i].title)
            linear_fact(l, s->columns[i].title, row->cells[i]);
    for (size_t i = 0; i < row->fact_count; i++) {
        if (*row->facts[i].label)
            linear_fact(l, row->facts[i].label, row->facts[i].text);
        else
            linear_tell_lines(l, row->facts[i].text);
    }
}

/* The guiding question that a row leads to; -1: none. */
static int question_of(const struct linear *l, const struct sheet_row *row)
{
    return row->leads == CMD_GO_WALK ? instrument_find(&l->app->guide, row->place) : -1;
}

/* What sheets offer of a row, besides its page. */
static const struct row_act {
    enum command_id id;
    struct action action;
    void (*run)(struct linear *l, const char *record);
} row_acts[] = {
    {CMD_ASSESS, {"assess", N_("note how far it has come on a day, with evidence"), 0}, linear_assess},
};
enum { ROW_ACTS = sizeof row_acts / sizeof *row_acts };

/* Those of this sheet: places in row_acts. */
static size_t row_actions(const struct sheet *s, size_t which[SHEET_ACTIONS])
{
    size_t n = 0;
    for (int i = 0; i < s->action_count; i++)
        for (size_t a = 0; a < ROW_ACTS; a++)
            if (s->actions[i].on_row && row_acts[a].id == s->actions[i].command)
                which[n++] = a;
    return n;
}

static void open_row(struct reading *g, const struct sheet_row *row)
{
    struct action actions[SHEET_ACTIONS + 1];
    size_t which[SHEET_ACTIONS], more = row_actions(&g->sheet, which), n = 0;
    const struct kind *kind = row->kind;
    char id[ID_SIZE];
    int question = question_of(g->l, row);
    bool opens = kind || question >= 0;
    snprintf(id, sizeof id, "%s", row->id);
    if (opens)
        actions[n++] = (struct action){"open", _("the page of it"), 0};
    for (size_t i = 0; i < more; i++)
        actions[n++] = row_acts[which[i]].action;
    sheet_detail(&g->sheet, row);
    linear_gather(g->l);
    print_facts(g->l, &g->sheet, row);
    linear_gathered(g->l);
    struct reply r = linear_ask(g->l, &(struct page){.actions = actions, .action_count = n, .gathered = true, .help = _("What is to be said of this line.")});
    if (r.what != REPLY_ACTION)
        return;
    if (!opens || r.action > 0)
        row_acts[which[r.action - opens]].run(g->l, id);
    else if (kind)
        linear_open_record(g->l, kind, id);
    else
        linear_question(g->l, (size_t)question);
}

/* ---- the whole ---- */

static void act(struct reading *g, enum sheet_word word)
{
    char id[ID_SIZE];
    switch (word) {
    case SHEET_NEW:
        if (g->sheet.kind && linear_add(g->l, g->sheet.kind, NULL, 0, id))
            linear_open_record(g->l, g->sheet.kind, id);
        break;
    case SHEET_FILTER: set_words(g, buf_str(&g->l->rest)); break;
    case SHEET_ALL: set_words(g, ""); break;
    case SHEET_SORT: choose_order(g); break;
    case SHEET_FROM: g->first = strtoul(buf_str(&g->l->rest), NULL, 10); g->first -= g->first > 0; break;
    case SHEET_WORDS: break;
    }
}

/* Shows pages of one sheet until something may have changed. */
static struct reply show(struct reading *g)
{
    struct reply r;
    size_t skipped = g->sheet.kind ? 0 : 1; /* nothing can be added */
    for (;;) {
        size_t next = print_page(g);
        r = linear_ask(g->l, &(struct page){.numbers = g->view.count,
                                            .text = _("words to look for"),
                                            .actions = words + skipped,
                                            .action_count = SHEET_WORDS - skipped,
                                            .gathered = true,
                                            .help = *g->sheet.about ? g->sheet.about : g->sheet.title,
                                            .empty = next ? _("goes on") : NULL});
        if (r.what == REPLY_AGAIN)
            g->first = next;
        else if (r.what == REPLY_TEXT)
            set_words(g, buf_str(&g->l->typed));
        else if (r.what == REPLY_ACTION && r.action + (int)skipped != SHEET_NEW)
            act(g, (enum sheet_word)(r.action + (int)skipped));
        else
            break;
    }
    if (r.what == REPLY_ACTION)
        act(g, SHEET_NEW);
    if (r.what == REPLY_NUMBER)
        open_row(g, sheet_view_row(&g->view, r.number - 1));
    return r;
}

void linear_sheet(struct linear *l, const struct sheet_maker *maker, const struct sheet_query *query)
{
    struct reading g = {.l = l, .view = SHEET_VIEW_INIT};
    struct reply r = {.what = REPLY_BACK};
    do {
        struct error e = {0};
        enum status s = sheet_make(&g.sheet, maker, l->app, query, &e);
        if (s == OK) {
            sheet_view_show(&g.view, &g.sheet, LINEAR_ROWS);
            r = show(&g);
        } else {
            linear_fail(l, &e);
        }
        sheet_release(&g.sheet);
        if (s != OK)
            break;
    } while (r.what != REPLY_BACK && !l->leave && !l->ended);
    sheet_view_release(&g.view);
}
