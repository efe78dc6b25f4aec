#include "ui/go_kind.h"

#include <string.h>

#include "base/tr.h"
#include "ui/actions.h"
#include "ui/key.h"

size_t go_kinds(const struct ui *ui, const struct kind *list[GO_KINDS])
{
    const struct model *m = &ui->app->model;
    size_t n = 0;
    for (size_t i = 0; i < m->count && n < GO_KINDS; i++)
        if (!m->kinds[i]->hidden)
            list[n++] = m->kinds[i];
    return n;
}

bool go_kind(struct ui *ui, const struct kind *kind)
{
    struct buf why = BUF_INIT;
    bool ready = ui_ready(ui, CMD_GO_RECORDS, &why);
    if (!ready)
        ui_warn(ui, "%s: %s", kind->label_plural, buf_str(&why));
    buf_release(&why);
    return ready && ui_open(ui, "records", kind->name);
}

const struct kind *go_kind_of_key(const struct ui *ui, int key)
{
    const struct kind *list[GO_KINDS];
    size_t n = go_kinds(ui, list);
    for (size_t i = 0; i < n; i++)
        if (key_in(list[i]->key, key))
            return list[i];
    return NULL;
}

/* ---- actions and kinds alike ---- */

const char *go_label(const struct go_item *item)
{
    return item->kind ? item->kind->label_plural : command_label(&commands[item->id]);
}

const char *go_help(const struct go_item *item)
{
    return item->kind ? item->kind->hint : command_help(&commands[item->id]);
}

void go_key(const struct go_item *item, struct buf *out)
{
    if (item->kind)
        key_first(item->kind->key, out);
    else
        ui_key_of(item->id, out);
}

void go_explain(struct ui *ui, const struct go_item *item, struct buf *out)
{
    if (item->kind)
        buf_addf(out, "%s\n%s\n", item->kind->label_plural, item->kind->hint);
    else
        action_explain(ui, item->id, out);
}

void go_do(struct ui *ui, const struct go_item *item)
{
    if (item->kind)
        go_kind(ui, item->kind);
    else
        ui_act(ui, item->id);
}

/* ---- clashes ---- */

/* What has that key; NULL: nothing. */
static const char *owner_of(const struct model *m, size_t before, int key)
{
    for (int i = 0; i < COMMANDS; i++)
        if (key_in(command_keys(&commands[i]), key))
            return command_label(&commands[i]);
    for (size_t i = 0; i < before; i++)
        if (key_in(m->kinds[i]->key, key))
            return m->kinds[i]->label_plural;
    return NULL;
}

static void take_key(struct app *app, struct kind *kind, const char *owner)
{
    if (owner)
        buf_addf(&app->notices, _("the key %s is not for %s: %s has it already"), kind->key, kind->label_plural, owner);
    else
        buf_addf(&app->notices, _("the key %s is not for %s: there is no such key, or it types"), kind->key, kind->label_plural);
    buf_addc(&app->notices, '\n');
    kind->key = "";
}

void go_kinds_check_keys(struct app *app)
{
    for (size_t i = 0; i < app->model.count; i++) {
        struct kind *kind = app->model.kinds[i];
        if (!*kind->key)
            continue;
        int key = key_number(kind->key, strlen(kind->key));
        const char *owner = key ? owner_of(&app->model, i, key) : NULL;
        if (!key || key_types(key) || owner)
            take_key(app, kind, owner);
    }
}
