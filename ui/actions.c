/* actions.c: see actions.h. */
#include "ui/actions.h"
#include "ui/key.h"

#include <limits.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "app/content.h"
#include "base/date.h"
#include "base/tr.h"
#include "command/care/check.h"
#include "app/phase.h"
#include "command/match/paper.h"
#include "model/entry_links.h"
#include "model/kinds.h"
#include "ui/entry_pick.h"
#include "ui/prompt.h"
#include "ui/readers.h"
#include "ui/screens/home.h"
#include "ui/screens/screens.h"

/* Long work begins: said before it, as nothing is drawn during it. */
static void one_moment(struct ui *ui)
{
    ui_say(ui, "one moment ...");
    ui_draw(ui);
    ui_present(ui);
}

/* Where something can be put right, a person says so. */
static void offer_repair(struct ui *ui)
{
    struct check_choice choices[CHECK_CHOICES];
    const char *labels[CHECK_CHOICES];
    size_t n = check_choices(ui->app, choices);
    for (size_t i = 0; i < n; i++)
        labels[i] = choices[i].label;
    int chosen = n ? prompt_choice(ui, _("Damage: what is to be done?"), labels, n, 0) : -1;
    if (chosen > 0)
        ui_run(ui, CMD_CHECK, choices[chosen].given, NULL);
}

void action_check(struct ui *ui)
{
    struct buf out = BUF_INIT;
    one_moment(ui);
    enum status s = ui_run(ui, CMD_CHECK, NULL, &out);
    if (out.len > 0 && (s == OK || !ui_private(ui)))
        prompt_plain_text(ui, _("Check of the workbench"), buf_str(&out));
    buf_release(&out);
    if (s == ERR_DAMAGED && !ui->locked)
        offer_repair(ui);
}

void action_explain(struct ui *ui, enum command_id id, struct buf *out)
{
    const struct command *c = &commands[id];
    bool everywhere = (c->where & ON_EVERY_SCREEN) == ON_EVERY_SCREEN;
    struct buf where = BUF_INIT, why = BUF_INIT, keys = BUF_INIT;
    buf_addf(out, "%s\n", command_help(c));
    key_list(command_keys(c), &keys);
    if (keys.len)
        buf_addf(out, _("\nKeys: %s\n"), keys.s);
    if (c->menu)
        buf_addf(out, _("Menu: %s\n"), tr(c->menu));
    for (size_t i = 0; !everywhere && screens[i]; i++)
        if (screens[i]->where & c->where)
            buf_addf(&where, "%s%s", where.len ? ", " : "", tr(screens[i]->title));
    if (where.len > 0)
        buf_addf(out, _("Screens: %s\n"), buf_str(&where));
    if (ui->boxes > 0 && !ui_ready(ui, id, &why))
        buf_addf(out, _("Not now: %s"), buf_str(&why));
    buf_release(&where);
    buf_release(&why);
    buf_release(&keys);
}

/* ---- the library from where one is ---- */

bool action_visit(struct ui *ui, const char *name, const char *place)
{
    const struct screen_ops *ops = screen_find(name);
    struct open_screen *top = ui_top(ui);
    if (!ops || (top && top->ops->leave && !top->ops->leave(ui, top->self)))
        return false;
    void *self = ops->open(ui, place);
    return self && ui_push(ui, ops, self);
}

/* The question of the topmost walk; -1 if none is open. */
static long walk_item(struct ui *ui)
{
    long item = -1;
    for (int i = ui->depth - 1; i >= 0 && item < 0; i--) {
        const struct open_screen *s = &ui->stack[i];
        struct buf place = BUF_INIT;
        if (strcmp(s->ops->name, "walk") == 0) {
            s->ops->place(ui, s->self, &place); /* "1.2.b answer" */
            if (place.len > 0)
                place.s[strcspn(place.s, " ")] = '\0';
            item = instrument_find(&ui->app->guide, buf_str(&place));
        }
        buf_release(&place);
    }
    return item;
}

static int alliance_phase(struct ui *ui)
{
    struct record r;
    int phase = -1;
    if (ui->app->store && *ui->app->alliance &&
        store_get(ui->app->store, ui->app->model.kinds[KIND_ALLIANCE], ui->app->alliance, &r, NULL) == OK) {
        const char *value = record_get(&r, ALLIANCE_PHASE);
        phase = *value >= '0' && *value < '0' + PHASES ? *value - '0' : -1;
        record_release(&r);
    }
    return phase;
}

int action_phase(struct ui *ui)
{
    const struct open_screen *top = ui_top(ui);
    long item = walk_item(ui);
    if (item >= 0)
        return ui->app->guide.items[item].phase;
    if (top && strcmp(top->ops->name, "home") == 0) {
        const struct home *h = top->self;
        if (h->part == HOME_MAP && h->line >= HOME_PHASE && h->line < HOME_OTHER)
            return h->line - HOME_PHASE;
    }
    return alliance_phase(ui);
}

void action_risks(struct ui *ui)
{
    struct buf place = BUF_INIT;
    int phase = action_phase(ui);
    if (phase >= 0)
        buf_addf(&place, ">risks @phases=%d", phase);
    else
        buf_adds(&place, ">risks");
    action_visit(ui, "library", place.s);
    buf_release(&place);
}

void action_cases(struct ui *ui, long item)
{
    struct entry_link links[LINKS_MOST];
    struct entry_choice choices[LINKS_MOST];
    const struct instrument *guide = &ui->app->guide;
    if (item < 0)
        item = walk_item(ui);
    if (item < 0)
        return;
    size_t n = entry_links_question(&ui->app->content->library, guide, (size_t)item, links, LINKS_MOST);
    for (size_t i = 0; i < n; i++)
        choices[i] = (struct entry_choice){links[i].shelf, (size_t)links[i].entry, links[i].shelf->kind->label};
    if (n == 0) {
        ui_say(ui, "the library has nothing on question %s", guide->items[item].id);
        return;
    }
    struct buf title = BUF_INIT, place = BUF_INIT;
    buf_addf(&title, _("How others met this: question %s"), guide->items[item].id);
    long chosen = entry_pick(ui, title.s, _("Enter opens the page, Esc goes back"), N_("What"), choices, n, 0);
    if (chosen >= 0) {
        buf_addf(&place, ">%s %s", links[chosen].shelf->kind->name, links[chosen].id);
        action_visit(ui, "library", place.s);
    }
    buf_release(&title);
    buf_release(&place);
}
