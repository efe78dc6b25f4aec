/* messages.c: what the message line has said, newest first. */
#include <stdlib.h>

#include "base/date.h"
#include "base/mem.h"
#include "base/tr.h"
#include "ui/list.h"
#include "ui/prompt.h"
#include "ui/screens/screens.h"

struct messages {
    struct ui *ui;
    struct list list;
};

static size_t messages_count(void *data)
{
    const struct ui *ui = ((struct messages *)data)->ui;
    return ui->message_count < UI_MESSAGES ? ui->message_count : UI_MESSAGES;
}

static const struct message *message_at(const struct ui *ui, size_t at)
{
    return &ui->messages[(ui->message_count - 1 - at) % UI_MESSAGES];
}

/* What was said while names could be seen is not shown while they are hidden. */
static const char *message_shown(const struct ui *ui, const struct message *m)
{
    return m->open_names ? ui_mask(ui, m->text) : m->text;
}

static void messages_cell(void *data, size_t at, int column, struct buf *out)
{
    const struct message *m = message_at(((struct messages *)data)->ui, at);
    char clock[CLOCK_SIZE];
    if (column == 0) {
        moment_clock(m->at, clock);
        buf_adds(out, clock);
    } else {
        buf_adds(out, message_shown(((struct messages *)data)->ui, m));
    }
}

static enum style messages_style(void *data, size_t at, int column)
{
    return column == 1 && message_at(((struct messages *)data)->ui, at)->bad ? STYLE_BAD : STYLE_TEXT;
}

static void *messages_open(struct ui *ui, const char *place)
{
    const struct list_column columns[] = {{.title = _("Time"), .min = 5}, {.title = _("Message"), .max = 400}};
    struct messages *m = xcalloc(1, sizeof *m);
    struct list_source source = {
        .data = m, .count = messages_count, .cell = messages_cell, .style = messages_style};
    (void)place;
    m->ui = ui;
    list_init(&m->list, &source);
    list_set_columns(&m->list, columns, 2);
    m->list.empty = _("Nothing has been said yet.");
    return m;
}

static void messages_close(struct ui *ui, void *self)
{
    struct messages *m = self;
    (void)ui;
    list_release(&m->list);
    free(m);
}

static void messages_draw(struct ui *ui, void *self, struct canvas *c, struct rect area)
{
    struct messages *m = self;
    list_draw(ui, &m->list, c, area, true);
}

static void show_whole(struct ui *ui, struct messages *m)
{
    struct buf text = BUF_INIT; /* further messages may take its place while it is read */
    if (list_count(&m->list) > 0) {
        buf_adds(&text, message_shown(ui, message_at(ui, m->list.at)));
        prompt_text(ui, _("Message"), buf_str(&text));
    }
    buf_release(&text);
}

static bool messages_key(struct ui *ui, void *self, const struct event *e)
{
    struct messages *m = self;
    if (e->type == EVENT_KEY && e->key == K_ENTER) {
        show_whole(ui, m);
        return true;
    }
    return list_key(ui, &m->list, e);
}

static void messages_refresh(struct ui *ui, void *self)
{
    (void)ui;
    list_refresh(&((struct messages *)self)->list);
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
