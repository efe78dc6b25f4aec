/* messages.c: what the message line has said, newest first. */
#include <stdlib.h>

#include "base/date.h"
#include "base/mem.h"
#include "base/tr.h"
#include "ui/prompt.h"
#include "ui/screens/screens.h"
#include "ui/texts.h"

static const struct message *message_at(const struct ui *ui, size_t at)
{
    return &ui->messages[(ui->message_count - 1 - at) % UI_MESSAGES];
}

/* What was said while names could be seen is not shown while they are hidden. */
static const char *message_shown(const struct ui *ui, const struct message *m)
{
    return m->open_names ? ui_mask(ui, m->text) : m->text;
}

static void fill(struct texts *t)
{
    const struct ui *ui = t->ui;
    size_t count = ui->message_count < UI_MESSAGES ? ui->message_count : UI_MESSAGES;
    texts_clear(t);
    for (size_t i = 0; i < count; i++) {
        const struct message *m = message_at(ui, i);
        char clock[CLOCK_SIZE];
        size_t row = texts_add(t);
        moment_clock(m->at, clock);
        texts_cell(t, row, 0, STYLE_TEXT, clock);
        texts_cell(t, row, 1, m->bad ? STYLE_BAD : STYLE_TEXT, m->text);
        t->rows[row].personal = m->open_names;
    }
    texts_done(t);
}

static void *messages_open(struct ui *ui, const char *place)
{
    const struct list_column columns[] = {{.title = _("Time"), .min = 5}, {.title = _("Message"), .max = 400}};
    struct texts *t = xcalloc(1, sizeof *t);
    (void)place;
    texts_init(t, ui, TEXTS_FIXED, columns, 2);
    t->list.empty = _("Nothing has been said yet.");
    fill(t);
    return t;
}

static void messages_close(struct ui *ui, void *self)
{
    (void)ui;
    texts_release(self);
    free(self);
}

static void messages_draw(struct ui *ui, void *self, struct canvas *c, struct rect area)
{
    list_draw(ui, &((struct texts *)self)->list, c, area, true);
}

static void show_whole(struct ui *ui, struct texts *t)
{
    struct buf text = BUF_INIT; /* further messages may take its place while it is read */
    if (list_count(&t->list) > 0) {
        buf_adds(&text, message_shown(ui, message_at(ui, t->list.at)));
        prompt_text(ui, _("Message"), buf_str(&text));
    }
    buf_release(&text);
}

static bool messages_key(struct ui *ui, void *self, const struct event *e)
{
    struct texts *t = self;
    if (e->type == EVENT_KEY && e->key == K_ENTER) {
        show_whole(ui, t);
        return true;
    }
    return list_key(ui, &t->list, e);
}

static void messages_refresh(struct ui *ui, void *self)
{
    (void)ui;
    fill(self);
}

static void messages_explain(struct ui *ui, void *self, struct buf *out)
{
    (void)ui;
    (void)self;
    buf_adds(out, _("Messages\nWhat was said in the message line since the program was started, newest first. Enter shows a "
                  "long message whole."));
}

const struct screen_ops screen_messages = {
    .name = "messages",
    .title = N_("Messages"),
    .where = ON_MESSAGES,
    .go = CMD_GO_MESSAGES,
    .open = messages_open,
    .close = messages_close,
    .draw = messages_draw,
    .key = messages_key,
    .explain = messages_explain,
    .refresh = messages_refresh,
};
