/* linear.c: the first page of the accessible mode, and the way from there to its parts. */
#include "ui/linear.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "app/print.h"
#include "app/sheet_list.h"
#include "base/date.h"
#include "base/tr.h"
#include "command/care/care.h"
#include "model/kinds.h"
#include "report/roadmap.h"
#include "ui/linear_records.h"
#include "ui/linear_sections.h"
#include "ui/linear_sheet.h"

enum { MOST_STEPS = 16 };

#define SECTION(ID, maker, word, title, keys, need, args, help) {#maker, CMD_GO_##ID, (need) & NEEDS_ALLIANCE, help, NULL},
#define NO_SECTION(...)
const struct section linear_sections[] = {
    {"walk", CMD_GO_WALK, NEEDS_ALLIANCE, N_("the guiding questions, phase by phase"), linear_walk},
    {"people", CMD_GO_ROSTER, NEEDS_ALLIANCE, N_("everyone in the alliance"), linear_people},
    {"board", CMD_GO_BOARD, NEEDS_ALLIANCE, N_("pairs and groups, and who is without one"), linear_board},
    {"weave", CMD_GO_WEAVE, NEEDS_ALLIANCE, N_("who was with whom, who gives and receives, who waits"), linear_weave},
    {"scores", CMD_GO_SCORES, NEEDS_ALLIANCE, N_("checklists: rate the alliance, a person or a session"), linear_scores},
    {"plan", CMD_GO_PLAN, NEEDS_ALLIANCE, N_("the tools planned, by phase and part of the work"), linear_plan},
    {"library", CMD_GO_LIBRARY, 0, N_("tools, risks, cases, words and more to look up"), linear_library},
    {"search", CMD_GO_SEARCH, 0, N_("look for words everywhere"), linear_search},
    {"records", CMD_LIST, 0, N_("all records of any kind: list, add, change, delete"), linear_all_records},
    {"import", CMD_GO_IMPORT, NEEDS_WRITE, N_("import people, or other records, from a CSV file"), linear_import},
    {"export", CMD_EXPORT_ASK, 0, N_("write everything, or what may be shared, as CSV"), linear_export},
    {"worksheet", CMD_WORKSHEET_ASK, 0, N_("write the questions to a file for printing"), linear_worksheet},
    {"backup", CMD_BACKUP_NOW, 0, N_("a checked copy of the workbench"), linear_backup},
    {"check", CMD_CHECK_NOW, 0, N_("is the file sound, and do its tables agree with the log?"), linear_check},
    {"alliance", CMD_ALLIANCE, 0, N_("choose the alliance to work on, or make one"), linear_alliance},
    {"phase", CMD_PHASE, NEEDS_ALLIANCE, N_("the phase of the alliance: go on, go back, close it"), linear_phase},
    {"language", CMD_LANGUAGE, 0, N_("the language, and a second one for the questions"), linear_language},
    SHEET_LIST(SECTION, NO_SECTION, SECTION)
    {"lock", CMD_LOCK, 0, N_("for projecting: nothing can be changed until lock is typed again"), linear_lock},
};

enum { SECTIONS = sizeof linear_sections / sizeof *linear_sections };

const size_t linear_section_count = SECTIONS;

/* ---- alliance ---- */

static void say_alliance(struct linear *l)
{
    struct buf name = BUF_INIT;
    store_title(l->app->store, l->app->model.kinds[KIND_ALLIANCE], l->app->alliance, &name);
    linear_say(l, "The open alliance is %s.", buf_str(&name));
    buf_release(&name);
}

static void choose_alliance(struct linear *l, const char *id)
{
    if (linear_run_command(l, CMD_ALLIANCE, ARGS(arg_text("alliance", id)), NULL) == OK)
        say_alliance(l);
}

void linear_alliance(struct linear *l)
{
    char id[ID_SIZE];
    const struct kind *kind = l->app->model.kinds[KIND_ALLIANCE];
    if (*l->app->alliance) {
        const struct action actions[] = {{"choose", _("work on another one"), 0},
                                                {"edit", _("change the open one: name, type, reform area and so on"), 0},
                                                {"new", _("make another one"), 0}};
        say_alliance(l);
        struct reply r = linear_ask(l, &(struct page){.actions = actions, .action_count = 3, .help = kind->hint});
        if (r.what == REPLY_ACTION && r.action == 0 && linear_pick(l, kind, kind->label_plural, id))
            choose_alliance(l, id);
        else if (r.what == REPLY_ACTION && r.action == 1)
            linear_record(l, kind, l->app->alliance);
        if (r.what != REPLY_ACTION || r.action != 2)
            return;
    }
    if (linear_add(l, kind, NULL, 0, id))
        choose_alliance(l, id);
}

void linear_lock(struct linear *l)
{
    l->locked = !l->locked;
    linear_say(l, l->locked ? N_("Locked: nothing can be changed until lock is typed again.") : N_("Unlocked."));
}

/* ---- the first page ---- */

static void print_roadmap(struct linear *l)
{
    struct sheet map = {0};
    struct error e = {0};
    struct buf line = BUF_INIT;
    enum status s = sheet_make(&map, sheet_maker("roadmap"), l->app, &(struct sheet_query){.phase = -1}, &e);
    if (s != OK)
        linear_fail(l, &e);
    for (size_t i = 0; s == OK && i < map.count; i++) {
        buf_clear(&line);
        sheet_line(&map, &map.rows[i], &line);
        linear_tell(l, buf_str(&line));
    }
    buf_release(&line);
    sheet_release(&map);
}

/* That the alliance is closed, with what value, and how to open it again. False: it is open. */
static bool tell_closed(struct linear *l)
{
    struct record r;
    bool closed;
    if (store_get(l->app->store, l->app->model.kinds[KIND_ALLIANCE], l->app->alliance, &r, NULL) != OK)
        return false;
    if ((closed = record_yes(&r, ALLIANCE_CLOSED))) {
        print(l->app, "The alliance is closed. To open it again, type phase, then reopen.\n");
        linear_fact(l, _("Value reached"), record_get(&r, ALLIANCE_VALUE_REACHED));
    }
    record_release(&r);
    return closed;
}

static size_t tell_home(struct linear *l, struct next_step *steps)
{
    struct buf title = BUF_INIT;
    char today[DATE_SIZE];
    size_t count = 0;
    date_today(today);
    linear_gather(l);
    if (*l->app->alliance) {
        store_title(l->app->store, l->app->model.kinds[KIND_ALLIANCE], l->app->alliance, &title);
        print(l->app, "Home. Alliance: %s\n", buf_str(&title));
        bool closed = tell_closed(l);
        print_roadmap(l);
        count = next_steps(l->app->store, &l->app->guide, l->app->alliance, today, steps, MOST_STEPS);
        print(l->app, "%s\n", !count ? _("Nothing is due.") : closed ? _("Promised, and still open:") : _("What is next:"));
    } else {
        print(l->app, "Home. There is no alliance yet: type alliance to make one.\n");
    }
    for (size_t i = 0; i < count; i++)
        print(l->app, "%zu %s%s%s%s\n", i + 1, steps[i].text, *steps[i].due ? _(", by ") : "", steps[i].due,
              steps[i].late ? _(", overdue") : "");
    linear_gathered(l);
    buf_release(&title);
    return count;
}

static void go_to_step(struct linear *l, const struct next_step *step)
{
    int item = step->kind ? -1 : instrument_find(&l->app->guide, step->id);
    if (item >= 0)
        linear_question(l, (size_t)item);
    else if (step->what == NEXT_UNPLACED)
        linear_place_person(l, step->id);
    else if (step->kind)
        linear_open_record(l, step->kind, step->id);
}

/* A sheet, about a record that is asked for where it needs one. */
static void open_sheet(struct linear *l, const char *name)
{
    const struct arg *arg = command_args(command_find(name));
    bool about = arg->name && arg->type == ARG_RECORD && arg->flags & ARG_NEEDED;
    char id[ID_SIZE] = "";
    if (!about || linear_pick(l, l->app->model.kinds[arg->kind], arg_question(l->app, NULL, arg), id))
        linear_sheet(l, sheet_maker(name), &(struct sheet_query){.phase = -1, .what = *id ? id : NULL});
}

/* Opens a part, unless something it needs is missing: then says what. */
static void open_section(struct linear *l, const struct section *s)
{
    struct command need = {.needs = NEEDS_STORE | s->needs};
    struct buf why = BUF_INIT;
    if (s->needs & NEEDS_WRITE && l->locked)
        linear_say(l, "Cannot open %s: locked for projecting; type lock to unlock.", s->name);
    else if (command_ready(l->app, &need, &why) && s->open)
        s->open(l);
    else if (!why.len)
        open_sheet(l, s->name);
    else
        linear_say(l, "Cannot open %s: %s.", s->name, buf_str(&why));
    buf_release(&why);
}

static void ask_home(struct linear *l)
{
    struct next_step steps[MOST_STEPS];
    struct action actions[SECTIONS];
    for (size_t i = 0; i < SECTIONS; i++)
        actions[i] = (struct action){linear_sections[i].name, linear_sections[i].help, 0};
    size_t count = tell_home(l, steps);
    struct reply r =
        linear_ask(l, &(struct page){.numbers = count,
                                     .actions = actions,
                                     .action_count = SECTIONS,
                                     .gathered = true,
                                     .top = true,
                                     .named = linear_kind_named,
                                     .help = N_("The first page: where the alliance is on the road map, what is "
                                                "next, and the way to everything else. The plural of a kind of record, such as "
                                                "risks or sessions, opens the list of them. Leave with quit.")});
    if (r.what == REPLY_NUMBER)
        go_to_step(l, &steps[r.number - 1]);
    else if (r.what == REPLY_ACTION)
        open_section(l, &linear_sections[r.action]);
    else if (r.what == REPLY_BACK)
        print(l->app, "This is the first page. quit leaves.\n");
}

static void home(struct linear *l)
{
    enum command_id go = l->go;
    l->go = COMMANDS;
    l->leave = false;
    for (size_t i = 0; i < SECTIONS && go != COMMANDS; i++)
        if (linear_sections[i].id == go) {
            open_section(l, &linear_sections[i]);
            return;
        }
    ask_home(l);
}

/* ---- the whole ---- */

static void greet(struct linear *l)
{
    print(
        l->app,
        "peerloom, accessible mode. Everything is read as lines; ? explains, quit leaves. What you change is saved at "
        "once.\n");
    if (*store_notice(l->app->store))
        linear_say(l, "%s", store_notice(l->app->store));
    struct buf clock = BUF_INIT;
    if (store_writable(l->app->store) && care_clock_words(l->app, &clock))
        linear_say(l, "%s", clock.s);
    buf_release(&clock);
    linear_find_drafts(l);
}

enum status linear_run(struct app *app, struct error *e)
{
    (void)e;
    struct linear l = {.app = app, .go = COMMANDS};
    greet(&l);
    while (!l.quit && !l.ended)
        home(&l);
    linear_keep_end(&l);
    print(app, l.quit ? N_("Saved. Goodbye.\n") : N_("The input has ended. Everything said to be done is saved.\n"));
    buf_release(&l.seen);
    buf_clear(&app->message); /* it was told already */
    fflush(app->out); /* main says if it is lost, or ends quietly if nobody reads any more */
    free(l.raw);
    buf_release(&l.typed);
    buf_release(&l.rest);
    buf_release(&l.page);
    for (size_t i = 0; i < LINEAR_MESSAGES; i++)
        free(l.messages[i]);
    return OK;
}
