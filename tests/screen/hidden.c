/* hidden.c: see hidden.h. */
#include "screen/hidden.h"

#include <ctype.h>
#include <stdlib.h>
#include <string.h>

#include "base/dict.h"
#include "base/mem.h"
#include "model/kinds.h"

enum hidden_step { SCRIPT, HIDDEN, SHOWN };

struct hidden {
    struct term base;
    struct term *inner;
    struct ui *ui;
    bool deaf;
    enum hidden_step step;
    struct dict names;
    struct buf frame; /* as last presented */
    int states, boxes, leaks;
    struct buf first;
};

static struct hidden *self_of(struct term *t)
{
    return (struct hidden *)t;
}

/* ---- names ---- */

static bool letter(char c)
{
    return isalnum((unsigned char)c) || c == '\'' || (c & 0x80);
}

/* Calls `each` for every word; stops where it returns false. */
static void each_word(const char *text, bool (*each)(struct hidden *h, const char *word), struct hidden *h)
{
    bool on = true;
    while (*text && on) {
        size_t n = 0;
        while (letter(text[n]))
            n++;
        char *word = n > 2 ? xstrndup(text, n) : NULL;
        on = !word || each(h, word);
        free(word);
        text += n ? n : 1;
    }
}

static bool keep_word(struct hidden *h, const char *word)
{
    if (isupper((unsigned char)*word) || (*word & 0x80))
        dict_put(&h->names, word, h);
    return true;
}

static bool keep_names(void *data, const struct record *r)
{
    each_word(record_get(r, PERSON_FAMILY_NAME), keep_word, data);
    each_word(record_get(r, PERSON_GIVEN_NAME), keep_word, data);
    return true;
}

static bool is_no_name(struct hidden *h, const char *word)
{
    if (!dict_get(&h->names, word))
        return true;
    if (h->leaks++ == 0)
        buf_addf(&h->first, "'%s'%s in:\n%s", word, h->ui->boxes ? " (a box is open)" : "", buf_str(&h->frame));
    return false;
}

static void look(struct hidden *h)
{
    h->states++;
    h->boxes += h->ui->boxes > 0;
    each_word(buf_str(&h->frame), is_no_name, h);
}

/* ---- the terminal ---- */

static void hidden_close(struct term *t)
{
    self_of(t)->inner->ops->close(self_of(t)->inner);
}

static void hidden_size(struct term *t, int *rows, int *cols)
{
    self_of(t)->inner->ops->size(self_of(t)->inner, rows, cols);
}

static void hidden_present(struct term *t, const struct canvas *c)
{
    struct hidden *h = self_of(t);
    buf_clear(&h->frame);
    for (int row = 0; row < c->rows; row++) {
        for (int col = 0; col < c->cols; col++) {
            const struct cell *cell = &c->cells[(size_t)row * (size_t)c->cols + (size_t)col];
            buf_adds(&h->frame, cell->text[0] ? cell->text : cell->width ? " " : "");
        }
        buf_addc(&h->frame, '\n');
    }
    h->inner->ops->present(h->inner, c);
}

static void press(struct hidden *h, struct event *e)
{
    *e = (struct event){.type = EVENT_KEY, .key = K_F12};
    if (h->deaf && h->ui->boxes > 0)
        *e = (struct event){.type = EVENT_RESIZE}; /* the frame is drawn again, as after any key that is refused */
}

static void hidden_event(struct term *t, int timeout_ms, struct event *e)
{
    struct hidden *h = self_of(t);
    if (h->ui->hidden || h->step == HIDDEN)
        look(h);
    if (h->step == HIDDEN) {
        h->step = SHOWN;
        press(h, e);
        return;
    }
    if (h->step == SCRIPT && !h->ui->hidden && h->ui->depth > 0) {
        h->step = HIDDEN;
        press(h, e);
        return;
    }
    h->step = SCRIPT;
    h->inner->ops->event(h->inner, timeout_ms, e);
}

static bool hidden_pending(struct term *t)
{
    (void)t;
    return false;
}

static void hidden_suspend(struct term *t)
{
    (void)t;
}

static void hidden_theme(struct term *t, enum theme theme)
{
    (void)t, (void)theme;
}

static void hidden_mouse(struct term *t, bool on)
{
    (void)t, (void)on;
}

static const struct term_ops hidden_ops = {
    .close = hidden_close,
    .size = hidden_size,
    .present = hidden_present,
    .event = hidden_event,
    .pending = hidden_pending,
    .suspend = hidden_suspend,
    .theme = hidden_theme,
    .mouse = hidden_mouse,
};

struct hidden *hidden_new(struct stage *s, bool deaf)
{
    struct hidden *h = xcalloc(1, sizeof *h);
    h->base = *s->term;
    h->base.ops = &hidden_ops;
    h->inner = s->term;
    h->ui = &s->ui;
    h->deaf = deaf;
    store_scan(s->app.store, s->app.model.kinds[KIND_PERSON], keep_names, h, NULL);
    s->ui.term = &h->base;
    return h;
}

void hidden_free(struct hidden *h)
{
    h->ui->term = h->inner;
    dict_release(&h->names);
    buf_release(&h->frame);
    buf_release(&h->first);
    free(h);
}

int hidden_states(const struct hidden *h)
{
    return h->states;
}

int hidden_boxes(const struct hidden *h)
{
    return h->boxes;
}

int hidden_leaks(const struct hidden *h)
{
    return h->leaks;
}

const char *hidden_first(const struct hidden *h)
{
    return buf_str(&h->first);
}
