/* pick.c: see pick.h. */
#include "ui/pick.h"

#include <stdlib.h>
#include <string.h>

#include "base/mem.h"
#include "base/tr.h"
#include "base/utf8.h"

/* A click beside the box leaves it. */
static bool beside(const struct event *e, const struct rect *r)
{
    return e->type == EVENT_MOUSE && e->mouse == MOUSE_PRESS &&
           (e->row < r->row || e->row >= r->row + r->rows || e->col < r->col || e->col >= r->col + r->cols);
}

enum outcome { LEFT, TAKEN, GOES_ON };

static enum outcome pick_event(struct ui *ui, struct pick *p, const struct event *e, const struct rect *inner)
{
    bool key = e->type == EVENT_KEY;
    if (key && e->key == ' ' && p->toggle && !p->list->filtering && list_count(p->list) > 0) {
        p->toggle(ui, p->data, p->list->at);
        list_refresh(p->list); /* of the box itself */
        return GOES_ON;
    }
    if (key && e->key == K_ESCAPE && p->list->filter.len == 0)
        return LEFT; /* with nothing typed there is no filter to leave first */
    if (list_key(ui, p->list, e))
        return GOES_ON;
    if ((key && e->key == K_ESCAPE) || beside(e, inner))
        return LEFT;
    bool chosen = (key && e->key == K_ENTER) || (e->type == EVENT_MOUSE && e->mouse == MOUSE_PRESS);
    if (chosen && list_count(p->list) > 0)
        return TAKEN;
    if (key && !chosen)
        box_refuse(ui, e->key);
    return GOES_ON;
}

bool pick_run(struct ui *ui, struct pick *p)
{
    struct box box = {.title = p->title, .explain = p->explain, .data = p->data, .how = p->how};
    enum outcome outcome = GOES_ON;
    if (!box.how)
        box.how = p->toggle ? _("Up and Down go from line to line, typing looks for a line. Space marks it or takes the mark off, Enter is done, Esc goes back.")
                            : _("Up and Down go from line to line, typing looks for a line. Enter chooses it, Esc goes back without a choice.");
    box_open(ui, &box);
    while (box_waits(ui) && outcome == GOES_ON) {
        struct event e;
        ui_draw(ui);
        const char *hint = p->list->filter.len ? _("Enter is done, Esc clears what was typed") : p->hint;
        struct rect inner = box_draw(ui, &box, hint, p->rows, p->cols);
        list_draw(ui, p->list, &ui->canvas, inner, true);
        ui_draw_message(ui); /* why a key did nothing, also where the box leaves no room for it */
        ui_present(ui);
        if (box_event(ui, &box, &e))
            outcome = pick_event(ui, p, &e, &inner);
    }
    box_close(ui, &box);
    return outcome == TAKEN;
}

size_t pick_filter(const char *words, const char *const *folded, size_t count, size_t *places)
{
    struct buf wanted = BUF_INIT;
    size_t n = 0;
    text_fold(&wanted, words, strlen(words));
    for (size_t i = 0; i < count; i++)
        if (text_has_words(folded[i], buf_str(&wanted)))
            places[n++] = i;
    buf_release(&wanted);
    return n;
}

size_t pick_ranked(const char *words, const char *const *labels, const char *const *folded, size_t count, size_t *places)
{
    struct buf wanted = BUF_INIT;
    size_t *found = xcalloc(count + 1, sizeof *found), fit = pick_filter(words, folded, count, found), n = 0;
    text_fold(&wanted, words, strlen(words));
    for (int rank = 0; rank < TEXT_RANKS; rank++)
        for (size_t i = 0; i < fit; i++)
            if ((int)text_rank(labels[found[i]], strlen(labels[found[i]]), buf_str(&wanted)) == rank)
                places[n++] = found[i];
    free(found);
    buf_release(&wanted);
    return n;
}
