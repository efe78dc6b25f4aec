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
#include "command/guide/phase.h"
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

/* Today by the frame's clock, so that tests know it. */
static void today(struct ui *ui, char out[DATE_SIZE])
{
    moment_day(ui->now(), out);
}

bool action_ask_path(struct ui *ui, const char *question, const char *hint, struct buf *path)
{
    const char *home = getenv("HOME");
    char here[PATH_MAX];
    if (!prompt_plain_line(ui, question, hint, path) || path->len == 0)
        return false;
    if (strncmp(path->s, "~/", 2) == 0 && home)
        buf_splice(path, 0, 1, home, strlen(home));
    else if (*path->s != '/' && getcwd(here, sizeof here - 1)) {
        strcat(here, "/");
        buf_splice(path, 0, 0, here, strlen(here));
    }
    return true;
}

void action_export(struct ui *ui)
{
    const char *const what[] = {_("To import again, here or on another computer: exact"),
                                       _("For a spreadsheet: opens in Excel and LibreOffice")};
    static const char *const what_option[] = {"--flavour=interchange", "--flavour=excel"};
    struct buf folder = BUF_INIT, out = BUF_INIT;
    char day[DATE_SIZE];
    enum audience audience;
    int f = readers_ask(ui, &audience) ? prompt_choice(ui, _("What is it for?"), what, 2, 0) : -1;
    today(ui, day);
    buf_addf(&folder, "peerloom-export-%s", day);
    if (f >= 0 && action_ask_path(ui, _("Into which folder?"), _("It is made if it is not there."), &folder)) {
        buf_addf(&out, "--out=%s", buf_str(&folder));
        const char *words[] = {"all", buf_str(&out), readers_option(audience), what_option[f]};
        one_moment(ui);
        readers_run(ui, CMD_EXPORT, audience, words, 4);
    }
    buf_release(&folder);
    buf_release(&out);
}

/* The phase as an option, and in the file's name. False: none was chosen. */
static bool ask_phase(struct ui *ui, struct buf *option, int *phase)
{
    const char *labels[PHASES];
    struct buf titles[PHASES] = {BUF_INIT};
    for (int i = 0; i < PHASES; i++) {
        phase_title(i, &titles[i]);
        labels[i] = buf_str(&titles[i]);
    }
    *phase = prompt_choice(ui, _("The questions of which phase?"), labels, PHASES, 0);
    buf_addf(option, "--phase=%d", *phase);
    for (int i = 0; i < PHASES; i++)
        buf_release(&titles[i]);
    return *phase >= 0;
}

void action_worksheet(struct ui *ui)
{
    enum { FACILITATOR, PEER, PEER_TABLE, OTHERS };
    const char *const whom[] = {_("For the facilitator"), _("For a peer to fill in by hand"),
                                _("For a peer, as a table that can be imported again"),
                                _("For the facilitator, to choose who will read it")};
    enum audience audience = AUDIENCE_ALLIANCE;
    struct buf path = BUF_INIT, out = BUF_INIT, phase = BUF_INIT, person = BUF_INIT;
    char id[ID_SIZE] = "";
    int p = -1, w = ask_phase(ui, &phase, &p) ? prompt_choice(ui, _("Put to whom?"), whom, 4, 0) : -1;
    bool good = w >= 0 && (w != OTHERS || readers_ask(ui, &audience)) && (w != PEER_TABLE || prompt_record(ui, _("Which peer?"), ui->app->model.kinds[KIND_PERSON], false, id));
    buf_addf(&path, "worksheet-phase-%d.%s", p, w == PEER_TABLE ? "csv" : "txt");
    if (good && action_ask_path(ui, _("Into which file?"), NULL, &path)) {
        buf_addf(&out, "--out=%s", buf_str(&path));
        buf_addf(&person, "--person=%s", id);
        const char *words[] = {buf_str(&phase), buf_str(&out), readers_option(audience),
                               w == FACILITATOR || w == OTHERS ? "--lens=facilitator" : "--lens=peer", "--format=csv",
                               buf_str(&person)};
        readers_run(ui, CMD_WORKSHEET, audience, words, w == PEER_TABLE ? 6 : 4);
    }
    buf_release(&path);
    buf_release(&out);
    buf_release(&phase);
    buf_release(&person);
}

/* Which sheet, and for whom: for the alliance, unless the line for others was chosen. The last sheet, for a spreadsheet, is
 * the facilitator's own. */
static int ask_sheet(struct ui *ui, enum audience *audience)
{
    enum { OTHERS = HANDOUT_SHEETS - 1 };
    const char *labels[HANDOUT_SHEETS + 1];
    for (int i = 0; i < HANDOUT_SHEETS; i++)
        labels[i < OTHERS ? i : i + 1] = tr(handout_sheets[i].label);
    labels[OTHERS] = _("Another: first choose who will read it");
    int chosen = prompt_choice(ui, _("Which sheet?"), labels, HANDOUT_SHEETS + 1, 0);
    *audience = chosen > OTHERS ? AUDIENCE_OWNER : AUDIENCE_ALLIANCE;
    if (chosen != OTHERS)
        return chosen > OTHERS ? chosen - 1 : chosen;
    labels[OTHERS] = labels[OTHERS + 1];
    return readers_ask(ui, audience) ? prompt_choice(ui, _("Which sheet?"), labels, HANDOUT_SHEETS, 0) : -1;
}

void action_sheet(struct ui *ui, int round)
{
    struct buf path = BUF_INIT, out = BUF_INIT;
    enum audience audience;
    char of_round[32];
    int chosen = ask_sheet(ui, &audience);
    if (chosen >= 0)
        buf_addf(&path, "%s-%d.%s", handout_sheets[chosen].name, round, handout_sheets[chosen].make ? "txt" : "csv");
    if (chosen >= 0 && action_ask_path(ui, _("Into which file?"),
                                audience != AUDIENCE_OWNER ? _("Confidential records are not named in it.") : _("For yourself: it holds what others may not see."), &path)) {
        snprintf(of_round, sizeof of_round, "--round=%d", round);
        buf_addf(&out, "--out=%s", buf_str(&path));
        const char *words[] = {handout_sheets[chosen].name, of_round, readers_option(audience), buf_str(&out)};
        readers_run(ui, CMD_SHEET, audience, words, 4);
    }
    buf_release(&path);
    buf_release(&out);
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
    if (chosen >= 0 && choices[chosen].word)
        ui_run(ui, CMD_CHECK, &choices[chosen].word, 1, NULL);
}

void action_check(struct ui *ui)
{
    struct buf out = BUF_INIT;
    one_moment(ui);
    enum status s = ui_run(ui, CMD_CHECK, NULL, 0, &out);
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
