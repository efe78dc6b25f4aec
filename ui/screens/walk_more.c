/* walk_more.c: what else there is to a question, besides its answer: what is to be done because of it, and what peers have
 * answered. A line each; Enter opens it. See walk.h. */
#include <string.h>

#include "app/answer.h"
#include "base/tr.h"
#include "model/kinds.h"
#include "ui/form.h"
#include "ui/prompt.h"
#include "ui/screens/ask.h"
#include "ui/screens/walk.h"

/* ---- reading ---- */

struct reading {
    struct app *app;
    struct walk *walk;
    bool finished; /* those that are done or dropped are being read */
};

/* "Send the templates: Nyaboke, by 2026-03-20" */
static void note_action(struct walk *w, const struct record *r, bool finished)
{
    if (w->noted_count == WALK_NOTED)
        return;
    struct walk_note *n = &w->noted[w->noted_count++];
    snprintf(n->id, sizeof n->id, "%s", record_id(r));
    n->finished = finished;
    buf_clear(&n->text);
    buf_adds(&n->text, record_get(r, ACTION_WHAT));
    if (record_has(r, ACTION_WHO))
        buf_addf(&n->text, ": %s", record_get(r, ACTION_WHO));
    if (finished)
        buf_addf(&n->text, ", %s", field_choice_label(&r->kind->fields[ACTION_STATUS], record_get(r, ACTION_STATUS)));
    else if (record_has(r, ACTION_DUE))
        buf_addf(&n->text, _(", by %s"), record_get(r, ACTION_DUE));
}

static bool take_action(void *data, const struct record *r)
{
    struct reading *g = data;
    bool finished = RECORD_IS(r, ACTION_STATUS, DONE) || RECORD_IS(r, ACTION_STATUS, DROPPED);
    if (strcmp(record_get(r, ACTION_ALLIANCE), g->app->alliance) != 0 || finished != g->finished)
        return true;
    g->walk->actions++;
    g->walk->actions_open += !finished;
    note_action(g->walk, r, finished);
    return true;
}

void walk_read_more(struct ui *ui, struct walk *w)
{
    const char *id = ui->app->guide.items[w->item].id;
    const struct kind *kind = ui->app->model.kinds[KIND_ACTION];
    w->actions = w->actions_open = w->noted_count = 0;
    for (int finished = 0; finished < 2; finished++) { /* the open ones first */
        struct reading g = {ui->app, w, finished != 0};
        store_each(ui->app->store, kind, ACTION_ITEM, id, take_action, &g, NULL);
    }
    w->peers = answers_of_peers(ui->app, id, NULL, NULL);
    int lines = walk_more_lines(w);
    w->in_more = w->in_more && lines > 0;
    w->more_at = w->more_at < lines ? w->more_at : lines > 0 ? lines - 1 : 0;
}

int walk_more_lines(const struct walk *w)
{
    return w->noted_count + (w->peers > 0);
}

/* ---- drawing ---- */

void walk_peers_text(const struct walk *w, struct buf *out)
{
    if (w->peers == 1)
        buf_adds(out, _("1 peer has answered"));
    else
        buf_addf(out, _("%zu peers have answered"), w->peers);
}

static void draw_line(struct ui *ui, const struct walk *w, struct canvas *c, struct rect row, int at)
{
    struct buf text = BUF_INIT;
    bool chosen = w->in_more && at == w->more_at, action = at < w->noted_count;
    enum style style = chosen                                 ? STYLE_SELECTED
                       : action && w->noted[at].finished ? STYLE_DIM
                                                              : STYLE_TEXT;
    if (!action)
        walk_peers_text(w, &text);
    else
        buf_adds(&text, ui_private(ui) ? ui_mask(ui, "x") : buf_str(&w->noted[at].text));
    if (chosen) {
        canvas_fill(c, row, style, ' ');
        canvas_cursor(c, row.row, row.col);
    }
    canvas_put(c, row.row, row.col, 2, style, !action ? "> " : w->noted[at].finished ? "x " : "- ");
    canvas_put(c, row.row, row.col + 2, row.cols - 2, style, buf_str(&text));
    buf_release(&text);
}

void walk_draw_more(struct ui *ui, struct walk *w, struct canvas *c, struct rect area)
{
    int lines = walk_more_lines(w), room = area.rows - 1;
    int top = w->in_more && w->more_at >= room ? w->more_at - room + 1 : 0;
    canvas_put(c, area.row, area.col, area.cols, STYLE_TITLE,
               w->noted_count ? _("To do because of this question") : _("What peers say"));
    w->more_rows = (struct rect){area.row + 1, area.col, room < lines ? room : lines, area.cols};
    w->more_top = top;
    for (int i = 0; i < w->more_rows.rows && top + i < lines; i++)
        draw_line(ui, w, c, (struct rect){area.row + 1 + i, area.col, 1, area.cols}, top + i);
}

/* ---- opening ---- */

struct telling {
    struct ui *ui;
    struct buf *out;
};

static void tell_peer(void *data, const struct record *r)
{
    struct telling *t = data;
    struct app *app = t->ui->app;
    struct buf name = BUF_INIT;
    bool out_of_place = RECORD_IS(r, ANSWER_STATUS, NOT_APPLICABLE);
    store_title(app->store, app->model.kinds[KIND_PERSON], record_get(r, ANSWER_PERSON), &name);
    buf_addf(t->out, "%s\n", ui_mask(t->ui, buf_str(&name)));
    if (record_has(r, ANSWER_TEXT))
        buf_addf(t->out, "%s\n", ui_mask(t->ui, record_get(r, ANSWER_TEXT)));
    if (out_of_place && record_has(r, ANSWER_REASON))
        buf_addf(t->out, _("%s: %s\n"), r->kind->fields[ANSWER_REASON].label, ui_mask(t->ui, record_get(r, ANSWER_REASON)));
    buf_addc(t->out, '\n');
    buf_release(&name);
}

static void read_peers(struct ui *ui, const struct walk *w)
{
    const struct instrument *guide = &ui->app->guide;
    struct buf text = BUF_INIT, title = BUF_INIT;
    struct telling t = {ui, &text};
    buf_addf(&title, _("Answers of peers to %s"), guide->items[w->item].id);
    buf_addf(&text, "%s\n\n", instrument_question(guide, w->item, LENS_PEER));
    answers_of_peers(ui->app, guide->items[w->item].id, tell_peer, &t);
    prompt_text(ui, buf_str(&title), buf_str(&text));
    buf_release(&text);
    buf_release(&title);
}

void walk_open_more(struct ui *ui, struct walk *w)
{
    if (w->more_at < w->noted_count)
        form_open(ui, ui->app->model.kinds[KIND_ACTION], w->noted[w->more_at].id);
    else if (w->peers)
        read_peers(ui, w);
}

bool walk_more_key(struct ui *ui, struct walk *w, int key)
{
    int last = walk_more_lines(w) - 1;
    switch (key) {
    case K_UP: w->more_at -= w->more_at > 0; return true;
    case K_DOWN: w->more_at += w->more_at < last; return true;
    case K_HOME:
    case K_PAGE_UP: w->more_at = 0; return true;
    case K_END:
    case K_PAGE_DOWN: w->more_at = last; return true;
    case K_ENTER: walk_open_more(ui, w); return true;
    default: return false;
    }
}

bool walk_more_click(struct ui *ui, struct walk *w, const struct event *e)
{
    if (!pressed_in(e, w->more_rows))
        return false;
    int at = w->more_top + e->row - w->more_rows.row;
    bool again = w->in_more && at == w->more_at;
    w->writing = false;
    w->in_more = true;
    w->more_at = at;
    if (again)
        walk_open_more(ui, w);
    return true;
}
