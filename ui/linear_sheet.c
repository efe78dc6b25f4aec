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
    const char *heading = sheet_heading(&g->sheet, sheet_view_row(&g->view, at), at ? sheet_view_row(&g->view, at - 1) : NULL);
    if (heading)
        linear_tell(g->l, heading);
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
    if (g->first == 0 && *g->sheet.about)
        linear_fact(g->l, g->sheet.title, g->sheet.about);
    else if (g->first == 0)
        linear_tell(g->l, g->sheet.title);
    if (!g->view.count)
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
    else if (kind->index == KIND_ANSWER)
        linear_answer(l, id);
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
    int name = sheet_name_column(s);
    linear_tell(l, row->cells[name]);
    for (int i = name + 1; i < s->column_count; i++)
        if (!(s->columns[i].flags & (SHEET_DRAWN | SHEET_UNSEEN)) && *s->columns[i].title)
            linear_fact(l, s->columns[i].title, row->cells[i]);
    for (size_t i = 0; i < row->fact_count; i++) {
        if (*row->facts[i].label)
            linear_fact(l, row->facts[i].label, row->facts[i].text);
        else
            linear_tell_lines(l, row->facts[i].text);
    }
}

/* ---- where rows lead that are about no record ---- */

static void open_question(struct linear *l, const char *item)
{
    int at = instrument_find(&l->app->guide, item);
    if (at >= 0 && *l->app->alliance)
        linear_question(l, (size_t)at);
    else
        linear_say(l, "Questions are answered for an alliance: make one first.");
}

/* "tool peer-contract"; ">" before it is for the way back on the screen */
static void open_entry(struct linear *l, const char *place)
{
    char shelf[40] = "", id[160] = "";
    sscanf(place + (*place == '>'), "%39s %159[^\n]", shelf, id);
    linear_entry(l, shelf, id);
}

/* "principles alliance - P1" */
static void open_point(struct linear *l, const char *place)
{
    char list[64] = "", id[80] = "";
    sscanf(place, "%63s alliance - %79s", list, id);
    linear_point(l, list, id);
}

static const struct row_lead {
    enum command_id go;
    void (*run)(struct linear *l, const char *place);
} row_leads[] = {{CMD_GO_WALK, open_question}, {CMD_GO_LIBRARY, open_entry}, {CMD_GO_SCORES, open_point}};

static const struct row_lead *lead_of(const struct sheet_row *row)
{
    for (size_t i = 0; i < sizeof row_leads / sizeof *row_leads; i++)
        if (row_leads[i].go == row->leads)
            return &row_leads[i];
    return NULL;
}

/* ---- what can be done with one ---- */

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

static void open_page(struct linear *l, const struct kind *kind, const char *id, const struct row_lead *lead, const char *place)
{
    if (kind)
        linear_open_record(l, kind, id);
    else
        lead->run(l, place);
}

static void open_row(struct reading *g, const struct sheet_row *row)
{
    struct action actions[SHEET_ACTIONS + 1];
    size_t which[SHEET_ACTIONS], more = row_actions(&g->sheet, which), n = 0;
    const struct kind *kind = row->kind;
    char id[ID_SIZE];
    const struct row_lead *lead = kind ? NULL : lead_of(row);
    bool opens = kind || lead;
    snprintf(id, sizeof id, "%.36s", row->id);
    if (opens && g->sheet.searches) { /* what it says stands in its line */
        open_page(g->l, kind, id, lead, row->place);
        return;
    }
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
    else
        open_page(g->l, kind, id, lead, row->place);
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
                                            .text = g->sheet.searches ? _("other words to look for") : _("words to look for"),
                                            .actions = words + skipped,
                                            .action_count = SHEET_WORDS - skipped,
                                            .gathered = true,
                                            .help = *g->sheet.about ? g->sheet.about : g->sheet.title,
                                            .empty = next ? _("goes on") : NULL});
        if (r.what == REPLY_AGAIN)
            g->first = next;
        else if (r.what == REPLY_TEXT && g->sheet.searches)
            break;
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
    struct sheet_query asked = *query;
    struct buf what = BUF_INIT;
    do {
        struct error e = {0};
        if (r.what == REPLY_TEXT) {
            buf_clear(&what);
            buf_adds(&what, buf_str(&l->typed));
            asked.what = buf_str(&what);
        }
        enum status s = sheet_make(&g.sheet, maker, l->app, &asked, &e);
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
    buf_release(&what);
}
