/* paper.c: the command sheet, and what all sheets share. See paper.h. */
#include "command/match/paper.h"

#include <stdlib.h>
#include <string.h>

#include "app/print.h"
#include "base/mem.h"
#include "base/show.h"
#include "base/tr.h"
#include "base/utf8.h"
#include "command/run.h"
#include "command/put.h"
#include "exchange/csvwrite.h"
#include "model/kinds.h"

/* ---- layout ---- */

void handout_cell(struct buf *out, const char *text, int width)
{
    struct buf safe = BUF_INIT;
    int used;
    show_line(&safe, text);
    size_t n = text_fit(buf_str(&safe), safe.len, width, &used);
    buf_add(out, buf_str(&safe), n);
    buf_fill(out, ' ', (size_t)(width - used));
    buf_release(&safe);
}

void handout_end_line(struct buf *out)
{
    size_t n = out->len;
    while (n > 0 && out->s[n - 1] == ' ')
        n--;
    buf_splice(out, n, out->len - n, "\n", 1);
}

void handout_wrapped(struct buf *out, const char *text, int indent, int width)
{
    struct buf safe = BUF_INIT;
    show(&safe, text, strlen(text), true);
    const char *p = buf_str(&safe);
    for (size_t at = 0; at < safe.len;) {
        size_t next, end = text_wrap(p, safe.len, at, width - indent, NULL, NULL, &next);
        buf_fill(out, ' ', (size_t)indent);
        buf_add(out, p + at, end - at);
        buf_addc(out, '\n');
        at = next;
    }
    buf_release(&safe);
}

void handout_title(const struct handout *s, const char *title, struct buf *out)
{
    struct app *app = s->m.app;
    struct buf name = BUF_INIT;
    store_title(app->store, app->model.kinds[KIND_ALLIANCE], app->alliance, &name);
    handout_wrapped(out, buf_str(&name), 0, HANDOUT_WIDTH);
    handout_wrapped(out, title, 0, HANDOUT_WIDTH);
    buf_addc(out, '\n');
    buf_release(&name);
}

/* ---- output ---- */

void handout_print(struct app *app, const char *text)
{
    while (*text) {
        size_t n = strcspn(text, "\n"), indent = strspn(text, " ");
        char *line = xstrndup(text + indent, n > indent ? n - indent : 0);
        if (*line)
            print_wrapped(app, line, (int)indent, HANDOUT_WIDTH);
        else
            print(app, "\n");
        free(line);
        text += n + (text[n] == '\n');
    }
}

/* ---- the command ---- */

/* In the order of arg_sheets. The last one is for a spreadsheet, and for the facilitator alone: NULL. */
static void (*const makers[])(struct handout *s, struct buf *out) = {handout_seats, handout_cards, handout_meetings,
                                                                     handout_balance, handout_mix, NULL};

/* All rounds that have something, or the one that was asked for: each is read with its own weights. */
static enum status make_rows(struct handout *s, struct app *app, struct buf *out, struct error *e)
{
    enum status status = OK;
    enum handout_names names = s->names;
    struct csv_writer w = handout_rows_begin(out);
    if (s->one_round) {
        handout_arrangements(s, &w);
        return OK;
    }
    int last = s->m.last_round;
    for (int round = 1; round <= last && status == OK; round++) {
        handout_release(s);
        status = handout_init(s, app, round, names, e);
        if (status == OK)
            handout_arrangements(s, &w);
    }
    if (last == 0)
        handout_arrangements(s, &w);
    return status;
}

enum status run_sheet(struct app *app, const struct args *args, struct error *e)
{
    struct handout sheet = {0};
    struct buf out = BUF_INIT;
    int which = args_choice(args, "sheet", 0);
    bool rows = !makers[which];
    enum status s = handout_init(&sheet, app, (int)args_number(args, "round", 0),
                                 (enum handout_names)args_choice(args, "names", NAMES_FULL), e);
    if (s == OK && rows)
        s = make_rows(&sheet, app, &out, e);
    else if (s == OK)
        makers[which](&sheet, &out);
    if (s == OK)
        s = command_put(app, args, _("Sheet"), &out, rows, e);
    handout_release(&sheet);
    buf_release(&out);
    return s;
}
