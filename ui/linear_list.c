/* linear_list.c: a list of records with filter, order and columns. */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "app/entry.h"
#include "app/print.h"
#include "base/mem.h"
#include "base/tr.h"
#include "ui/linear_records.h"

enum { MOST_COLUMNS = 12 };

enum list_action { LIST_NEW, LIST_FILTER, LIST_ALL, LIST_SORT, LIST_COLUMNS, LIST_GOTO };

static const struct action list_actions[] = {
    [LIST_NEW] = {"new", N_("add one"), 0},
    [LIST_FILTER] = {"filter", N_("look only at those that hold all of the WORDS"), ACTION_WORDS},
    [LIST_ALL] = {"all", N_("look at all again"), 0},
    [LIST_SORT] = {"sort", N_("put them in another order"), 0},
    [LIST_COLUMNS] = {"columns", N_("choose what is told of each"), 0},
    [LIST_GOTO] = {"from", N_("go on from the one with this number: from 40"), ACTION_WORDS},
};

struct listing {
    struct linear *l;
    const struct record_list *list;
    struct view *view;
    struct column columns[MOST_COLUMNS];
    size_t column_count;
    char sorted[80]; /* path of the column it is sorted by, "" for the name */
    bool descending;
    struct printed printed;
    size_t first, next; /* next: 0 when the end was shown */
};

/* ---- columns ---- */

static void take_columns(struct listing *g, const char *paths)
{
    char path[80];
    g->column_count = 0;
    while (*paths && g->column_count < MOST_COLUMNS) {
        size_t n = strcspn(paths, " ");
        snprintf(path, sizeof path, "%.*s", (int)n, paths);
        if (view_column(g->list->kind, path, &g->columns[g->column_count]))
            g->column_count++;
        paths += n;
        paths += strspn(paths, " ");
    }
}

static void default_columns(const struct kind *k, struct buf *paths)
{
    int n = 0;
    for (size_t i = FIELD_FIRST; i < k->field_count && n < 4; i++)
        if ((k->fields[i].flags & FIELD_LISTED) && !(k->fields[i].flags & FIELD_TITLE))
            buf_addf(paths, "%s%s", n++ ? " " : "", k->fields[i].name);
}

static void columns_key(const struct listing *g, struct buf *key)
{
    buf_addf(key, "linear-columns-%s", g->list->kind->name);
}

static void recall_columns(struct listing *g)
{
    struct buf key = BUF_INIT, paths = BUF_INIT;
    columns_key(g, &key);
    store_recall(g->l->app->store, key.s, &paths);
    if (!paths.len && g->list->columns)
        buf_adds(&paths, g->list->columns);
    else if (!paths.len)
        default_columns(g->list->kind, &paths);
    take_columns(g, buf_str(&paths));
    buf_release(&key);
    buf_release(&paths);
}

/* All that could be a column: fields of the kind, and of what its title refers to (the person of a membership). */
static void column_options(const struct kind *k, struct options *o)
{
    struct buf path = BUF_INIT, label = BUF_INIT;
    for (size_t i = FIELD_VISIBILITY; i < k->field_count; i++) {
        const struct field *f = &k->fields[i];
        if ((int)i != k->alliance)
            options_add(o, f->name, f->label);
        for (size_t j = FIELD_FIRST;
             f->type == FIELD_REFERENCE && f->flags & FIELD_TITLE && j < f->reference->field_count; j++) {
            buf_clear(&path);
            buf_clear(&label);
            buf_addf(&path, "%s.%s", f->name, f->reference->fields[j].name);
            buf_addf(&label, _("%s: %s"), f->label, f->reference->fields[j].label);
            options_add(o, path.s, label.s);
        }
    }
    buf_release(&path);
    buf_release(&label);
}

static void choose_columns(struct listing *g)
{
    struct options o = {0};
    struct buf key = BUF_INIT, paths = BUF_INIT;
    column_options(g->list->kind, &o);
    bool *chosen = xcalloc(o.count, sizeof *chosen);
    if (linear_choose_several(g->l, _("What is told of each:"), _("At most twelve. The choice is remembered."), &o, chosen)) {
        for (size_t i = 0; i < o.count; i++)
            if (chosen[i])
                buf_addf(&paths, "%s%s", paths.len ? " " : "", o.items[i].id);
        columns_key(g, &key);
        store_remember(g->l->app->store, key.s, buf_str(&paths), NULL);
        take_columns(g, buf_str(&paths));
    }
    free(chosen);
    options_release(&o);
    buf_release(&key);
    buf_release(&paths);
}

static void choose_order(struct listing *g)
{
    struct options o = {0};
    struct column column;
    struct error e = {0};
    options_add(&o, "", _("Name"));
    column_options(g->list->kind, &o);
    long at = linear_choose(g->l, _("In the order of:"), _("Choosing the same one again turns the order round."), &o);
    if (at >= 0) {
        g->descending = strcmp(o.items[at].id, g->sorted) == 0 && !g->descending;
        snprintf(g->sorted, sizeof g->sorted, "%s", o.items[at].id);
        bool by_column = *g->sorted && view_column(g->list->kind, g->sorted, &column);
        if (view_sort(g->view, by_column ? &column : NULL, g->descending, &e) != OK)
            linear_fail(g->l, &e);
        linear_say(g->l, "In the order of %s%s.", o.items[at].text,
                   g->descending ? _(", from the last to the first") : "");
        g->first = 0;
    }
    options_release(&o);
}

/* ---- one page ---- */

static void tell_row(struct listing *g, size_t at)
{
    struct buf line = BUF_INIT, cell = BUF_INIT;
    buf_addf(&line, "%zu ", at + 1);
    if (g->list->line)
        g->list->line(g->l, view_id(g->view, at), &line);
    else
        buf_adds(&line, taken_title(g->l->app, g->list->kind, view_title(g->view, at)));
    for (size_t i = 0; !g->list->line && i < g->column_count; i++) {
        buf_clear(&cell);
        view_cell(g->view, at, g->columns[i], &cell);
        buf_adds(&line, cell.len ? "; " : "");
        if (cell.len)
            buf_addf(&line, _("%s: %s"), view_column_field(g->list->kind, g->columns[i])->label, cell.s);
    }
    linear_tell(g->l, line.s);
    buf_release(&line);
    buf_release(&cell);
}

static void tell_list(struct listing *g)
{
    size_t total = view_total(g->view), matched = view_matched(g->view), at = g->first;
    linear_gather(g->l);
    if (matched == total)
        print(g->l->app, "%s: %zu\n", g->list->title, total);
    else
        print(g->l->app, "%s: %zu of %zu\n", g->list->title, matched, total);
    if (total == 0)
        print(g->l->app, "There is none yet: type new to add one.\n");
    for (; at < g->first + LINEAR_ROWS && at < matched && view_id(g->view, at); at++) {
        printed_note(&g->printed, at, view_id(g->view, at));
        tell_row(g, at);
    }
    g->next = at < matched ? at : 0;
    if (g->next)
        print(g->l->app, "%zu more\n", matched - at);
    linear_gathered(g->l);
}

/* ---- what is asked ---- */

static void set_filter(struct listing *g, const char *words)
{
    struct error e = {0};
    if (view_filter(g->view, words, &e) != OK)
        linear_fail(g->l, &e);
    if (*words && view_matched(g->view) == 0) {
        print(g->l->app, "None holds '%s'.\n", words);
        view_filter(g->view, "", NULL);
    }
    g->first = 0;
}

static void open_row(struct listing *g, const char *id)
{
    char copy[ID_SIZE];
    snprintf(copy, sizeof copy, "%s", id ? id : "");
    if (!linear_there(g->l, g->list->kind, copy))
        return;
    if (g->list->open)
        g->list->open(g->l, copy);
    else
        linear_record(g->l, g->list->kind, copy);
}

static void act(struct listing *g, int action)
{
    char id[ID_SIZE];
    unsigned long from;
    switch ((enum list_action)action) {
    case LIST_NEW:
        if (g->list->add ? g->list->add(g->l, id) : linear_add(g->l, g->list->kind, NULL, 0, id))
            open_row(g, id);
        break;
    case LIST_FILTER: set_filter(g, buf_str(&g->l->rest)); break;
    case LIST_ALL: set_filter(g, ""); break;
    case LIST_SORT: choose_order(g); break;
    case LIST_COLUMNS: choose_columns(g); break;
    case LIST_GOTO:
        from = strtoul(buf_str(&g->l->rest), NULL, 10);
        g->first = from >= 1 && from <= view_matched(g->view) ? from - 1 : 0;
        break;
    }
}

void linear_list(struct linear *l, const struct record_list *list)
{
    struct listing g = {.l = l, .list = list, .view = view_new(l->app->store, list->kind, list->alliance)};
    struct reply r;
    view_rank(g.view);
    recall_columns(&g);
    do {
        tell_list(&g);
        r = linear_ask(l, &(struct page){.numbers = view_matched(g.view),
                                         .text = _("words to look for"),
                                         .actions = list_actions,
                                         .action_count = sizeof list_actions / sizeof *list_actions,
                                         .help = list->help,
                                         .gathered = true,
                                         .empty = g.next ? _("goes on") : NULL});
        if (r.what == REPLY_AGAIN)
            g.first = g.next;
        else if (r.what == REPLY_NUMBER)
            open_row(&g, *printed_id(&g.printed, r.number - 1) ? printed_id(&g.printed, r.number - 1) : view_id(g.view, r.number - 1));
        else if (r.what == REPLY_TEXT)
            set_filter(&g, buf_str(&l->typed));
        else if (r.what == REPLY_ACTION)
            act(&g, r.action);
        if (r.what != REPLY_AGAIN)
            view_refresh(g.view);
        if (g.first >= view_matched(g.view))
            g.first = 0;
    } while (r.what != REPLY_BACK && !l->leave && !l->ended);
    view_free(g.view);
    printed_release(&g.printed);
}
