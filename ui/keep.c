/* keep.c: see keep.h. */
#include "ui/keep.h"

#include <stdlib.h>
#include <string.h>

#include "app/app.h"
#include "base/mem.h"
#include "base/tr.h"
#include "ui/form.h"
#include "ui/prompt.h"
#include "ui/screens/screens.h"

/* The text of a box on its way into a record. */
struct answered {
    struct draft draft;
    struct buf text;
    bool stays; /* as a draft, whatever else happens */
};

/* ---- places where one types ---- */

void keep_begin(struct ui *ui, struct typing *t)
{
    t->next = ui->typing;
    ui->typing = t;
}

void keep_end(struct ui *ui, struct typing *t)
{
    struct typing **at = &ui->typing;
    while (*at && *at != t)
        at = &(*at)->next;
    if (*at)
        *at = t->next;
}

void keep_all(struct ui *ui)
{
    if (!ui->app->store)
        return;
    ui->kept_at = ui->now();
    for (struct typing *t = ui->typing; t; t = t->next)
        t->keep(ui, t->data);
    if (ui->given)
        keep_text(ui, &ui->given->draft, buf_str(&ui->given->text));
}

void keep_text(struct ui *ui, struct draft *d, const char *text)
{
    struct error e = {0};
    if (!ui->app->store || draft_keep(ui->app->store, d, text, &e) == OK)
        return;
    if (ui->done) /* printed once the terminal is given back */
        buf_addf(&ui->app->message, _("%sWhat was typed could not be kept: %s\n%s"), ui->app->message.len ? "\n" : "",
                 buf_str(&d->title), text);
    else
        ui_warn(ui, "what is typed could not be kept, and is only on this screen: %s", e.what);
}

/* ---- a box that was answered ---- */

static void give_up(struct ui *ui)
{
    draft_release(&ui->given->draft);
    buf_release(&ui->given->text);
    free(ui->given);
    ui->given = NULL;
}

void keep_settle(struct ui *ui)
{
    struct answered *g = ui->given;
    if (!g || !ui->app->store)
        return;
    if (g->stays || ui->done)
        keep_text(ui, &g->draft, buf_str(&g->text));
    else /* nothing was to be saved: a number of people, the path of a file */
        draft_drop(ui->app->store, &g->draft);
    give_up(ui);
}

void keep_given(struct ui *ui, struct draft *d, const char *text)
{
    keep_settle(ui);
    ui->given = xcalloc(1, sizeof *ui->given);
    ui->given->draft = *d;
    *d = (struct draft){0};
    buf_adds(&ui->given->text, text);
}

void keep_orphan(struct ui *ui, struct draft *d, const char *text)
{
    keep_given(ui, d, text);
    ui->given->stays = true;
}

void keep_ran(struct ui *ui, bool done)
{
    struct answered *g = ui->given;
    if (!g)
        return;
    g->stays = !done;
    if (done) {
        draft_drop(ui->app->store, &g->draft);
        give_up(ui);
    } else {
        keep_text(ui, &g->draft, buf_str(&g->text));
        keep_back(ui);
    }
}

void keep_back(struct ui *ui)
{
    if (ui->given)
        ui_keep_typed(ui, buf_str(&ui->given->text));
}

/* ---- drafts of before ---- */

struct newest {
    struct buf about, title, where, text, key;
};

static void set(struct buf *to, const struct buf *from)
{
    buf_clear(to);
    buf_add(to, buf_str(from), from->len);
}

static void take(void *data, const struct draft *d)
{
    struct newest *n = data;
    set(&n->about, &d->about);
    set(&n->title, &d->title);
    set(&n->where, &d->where);
    set(&n->text, &d->text);
    set(&n->key, &d->key);
}

static void newest_release(struct newest *n)
{
    buf_release(&n->about);
    buf_release(&n->title);
    buf_release(&n->where);
    buf_release(&n->text);
    buf_release(&n->key);
}

void keep_where(struct ui *ui, struct buf *out)
{
    for (int i = ui->depth - 1; i >= 0; i--) {
        const struct open_screen *s = &ui->stack[i];
        if (screen_find(s->ops->name) != s->ops)
            continue;
        buf_addf(out, "%s ", s->ops->name);
        if (s->ops->place)
            s->ops->place(ui, s->self, out);
        return;
    }
}

bool keep_newest(struct ui *ui, struct buf *title)
{
    struct newest n = {0};
    size_t count = ui->app->store ? draft_each(ui->app->store, take, &n) : 0;
    if (count)
        buf_adds(title, buf_str(&n.title));
    newest_release(&n);
    return count > 0;
}

void keep_say(struct ui *ui)
{
    struct newest n = {0};
    size_t count = ui->app->store ? draft_each(ui->app->store, take, &n) : 0;
    if (count > 0 && !*ui->app->alliance) /* home has no list yet */
        ui_say(ui, "what was typed is kept: %s. It is filled in again where it was typed", buf_str(&n.title));
    else if (count == 1)
        ui_say(ui, "what was typed is kept: %s. Home lists it first, and Enter there goes on with it", buf_str(&n.title));
    else if (count > 1)
        ui_say(ui, "what was typed is kept, %zu drafts, the newest: %s. Home lists it first, and Enter there goes on with it",
               count, buf_str(&n.title));
    newest_release(&n);
}

/* "new KIND FIELD=VALUE;..." */
static bool open_new(struct ui *ui, const char *about)
{
    struct buf name = BUF_INIT, value = BUF_INIT;
    struct form_value values[16];
    size_t count = 0, n = strcspn(about, " ");
    buf_add(&name, about, n);
    const struct kind *kind = model_kind(&ui->app->model, buf_str(&name));
    const char *at = about[n] ? about + n + 1 : "";
    while (kind && count < 16 && draft_next(&at, &name, &value))
        if ((values[count].field = kind_field(kind, buf_str(&name))) >= 0)
            values[count++].value = buf_take(&value);
    bool opened = kind && form_open_new(ui, kind, values, count);
    for (size_t i = 0; i < count; i++)
        free((char *)values[i].value);
    buf_release(&name);
    buf_release(&value);
    return opened;
}

/* "field KIND ID FIELD" */
static bool open_field(struct ui *ui, const char *about)
{
    char kind_name[64], id[ID_SIZE], field_name[64];
    if (sscanf(about, "%63s %36s %63s", kind_name, id, field_name) != 3)
        return false;
    const struct kind *kind = model_kind(&ui->app->model, kind_name);
    int field = kind ? kind_field(kind, field_name) : -1;
    return field >= 0 && form_open_at(ui, kind, id, field);
}

static bool open_place(struct ui *ui, const char *where)
{
    struct buf name = BUF_INIT;
    size_t n = strcspn(where, " ");
    buf_add(&name, where, n);
    bool opened = n > 0 && ui_open(ui, buf_str(&name), where[n] ? where + n + 1 : "");
    buf_release(&name);
    return opened;
}

void keep_open_newest(struct ui *ui)
{
    struct newest n = {0};
    if (draft_each(ui->app->store, take, &n) == 0) {
        ui_say(ui, "there is no draft any more");
        ui->stale = true;
        newest_release(&n);
        return;
    }
    const char *about = buf_str(&n.about);
    bool field = strncmp(about, "field ", 6) == 0;
    bool answer = strncmp(about, "field answer ", 13) == 0; /* its question is there also while the record is not */
    if (strncmp(about, "new ", 4) == 0)
        open_new(ui, about + 4);
    else if (field && open_field(ui, about + 6))
        ;
    else if ((!field || answer) && open_place(ui, buf_str(&n.where)))
        ui_say(ui, "the draft is filled in where it was typed: %s", buf_str(&n.title));
    else /* there is no such place any more */
        prompt_text(ui, buf_str(&n.title), ui_mask(ui, buf_str(&n.text)));
    newest_release(&n);
}

void keep_drop_newest(struct ui *ui)
{
    struct newest n = {0};
    if (draft_each(ui->app->store, take, &n) > 0) {
        struct draft d = {.key = n.key};
        draft_drop(ui->app->store, &d);
        n.key = d.key;
        ui_say(ui, "the draft is dropped: %s", buf_str(&n.title));
        ui->stale = true;
    }
    newest_release(&n);
}
