/* linear_care.c: history, export, worksheet, backup, check. */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "app/print.h"
#include "base/date.h"
#include "base/tr.h"
#include "command/care/check.h"
#include "model/instrument.h"
#include "ui/linear_pick.h"
#include "ui/linear_readers.h"
#include "ui/linear_sections.h"

/* ---- history ---- */

/* Shows a page of it; returns how many changes there are on it. */
static size_t tell_history(struct linear *l, int64_t before, struct change_info *list)
{
    size_t n = store_history(l->app->store, before, list, LINEAR_ROWS);
    linear_gather(l);
    print(l->app, "%s\n", n ? _("History, newest first") : _("There is no older change."));
    for (size_t i = 0; i < n; i++) {
        char day[DATE_SIZE], clock[CLOCK_SIZE];
        moment_day(list[i].at, day);
        moment_clock(list[i].at, clock);
        print(l->app, "%zu %s %s: %s%s\n", i + 1, day, clock, list[i].label, list[i].undone ? _(" (undone)") : "");
    }
    linear_gathered(l);
    return n;
}

static void tell_change(struct linear *l, const struct change_info *c)
{
    char seq[24];
    snprintf(seq, sizeof seq, "%lld", (long long)c->seq);
    const char *words[] = {seq};
    buf_clear(&l->page);
    if (linear_run_command(l, CMD_HISTORY, words, 1, &l->page) == OK)
        linear_ask(l, &(struct page){.gathered = true, .help = _("What this change did, a line for each field.")});
}

void linear_history(struct linear *l)
{
    struct change_info list[LINEAR_ROWS];
    struct reply r;
    int64_t before = 0;
    do {
        size_t n = tell_history(l, before, list);
        r = linear_ask(
            l, &(struct page){.numbers = n,
                              .gathered = true,
                              .empty = n == LINEAR_ROWS ? _("goes on to older ones")
                                       : before         ? _("goes back to the newest")
                                                        : NULL,
                              .help = _("Every change, newest first. A number says what it did; undo takes back the "
                                        "last one not yet undone.")});
        if (r.what == REPLY_NUMBER)
            tell_change(l, &list[r.number - 1]);
        if (r.what == REPLY_AGAIN)
            before = n == LINEAR_ROWS ? list[n - 1].seq : 0;
        else if (r.what != REPLY_NUMBER)
            before = 0;
    } while (r.what != REPLY_BACK && !l->leave && !l->ended);
}

/* ---- export ---- */

/* Asks for one of a few words; its option, "--name=word", goes into `out`. */
static bool ask_word(struct linear *l, const char *title, const char *option, const char *const (*words)[2],
                     size_t count, struct buf *out)
{
    struct options o = {0};
    for (size_t i = 0; i < count; i++)
        options_add(&o, words[i][0], words[i][1]);
    long at = linear_choose(l, title, _("A number, or the beginning of the line."), &o);
    if (at >= 0)
        buf_addf(out, "--%s=%s", option, o.items[at].id);
    options_release(&o);
    return at >= 0;
}

void linear_export(struct linear *l)
{
    const char *const flavours[][2] = {
        {"interchange", _("Interchange: exact, to read back into a workbench")},
        {"excel", _("Excel: for a spreadsheet, with names instead of ids")},
    };
    struct buf folder = BUF_INIT, option = BUF_INIT, flavour = BUF_INIT;
    enum audience audience;
    bool written = false;
    if (linear_path(l, _("The folder to write to; it is made if it is not there"),
                    _("A CSV file for each kind of record, and datapackage.json, which describes them."), &folder) &&
        linear_readers_ask(l, &audience) &&
        ask_word(l, _("In which form?"), "flavour", flavours, 2, &flavour)) {
        buf_addf(&option, "--out=%s", folder.s);
        const char *words[] = {"all", option.s, linear_readers_option(audience), flavour.s};
        written = linear_readers_run(l, CMD_EXPORT, audience, words, 4);
    }
    if (!written && !l->ended) {
        linear_say(l, "Nothing was exported.");
    }
    buf_release(&folder);
    buf_release(&option);
    buf_release(&flavour);
}

/* ---- worksheet ---- */

static bool ask_phase(struct linear *l, struct buf *out)
{
    struct options o = {0};
    char number[4], text[120];
    for (int i = 0; i < PHASES; i++) {
        snprintf(number, sizeof number, "%d", i);
        snprintf(text, sizeof text, _("Phase %d %s"), i, phase_name(i));
        options_add(&o, number, text);
    }
    options_add(&o, "", _("All phases"));
    long at = linear_choose(l, _("Which questions?"), _("The questions of one phase, or all."), &o);
    if (at >= 0 && *o.items[at].id)
        buf_addf(out, "--phase=%s", o.items[at].id);
    options_release(&o);
    return at >= 0;
}

void linear_worksheet(struct linear *l)
{
    const char *const lenses[][2] = {
        {"facilitator", _("Facilitator: with the answers there are")},
        {"peer", _("Peer: as put to them, with room to write")},
        {"readers", _("Readers: the facilitator's, after a choice of who will read it")},
    };
    enum audience audience = AUDIENCE_ALLIANCE;
    bool written = false;
    struct buf phase = BUF_INIT, lens = BUF_INIT, path = BUF_INIT, option = BUF_INIT;
    if (ask_phase(l, &phase) && ask_word(l, _("For whom?"), "lens", lenses, 3, &lens) &&
        (strcmp(lens.s, "--lens=readers") != 0 || linear_readers_ask(l, &audience)) &&
        linear_path(l, _("The file to write to"), _("A new text file, to print or to fill in."), &path)) {
        buf_addf(&option, "--out=%s", path.s);
        const char *lens_option = strcmp(lens.s, "--lens=readers") == 0 ? "--lens=facilitator" : lens.s;
        const char *words[] = {lens_option, option.s, linear_readers_option(audience), phase.s};
        written = linear_readers_run(l, CMD_WORKSHEET, audience, words, phase.len ? 4 : 3);
    }
    if (!written && !l->ended) {
        linear_say(l, "Nothing was written.");
    }
    buf_release(&phase);
    buf_release(&lens);
    buf_release(&path);
    buf_release(&option);
}

/* ---- care ---- */

void linear_backup(struct linear *l)
{
    const struct action actions[] = {{"beside", _("beside the workbench, among the backups that rotate"), 0},
                                            {"file", _("to a new file of your choice, for a stick"), 0}};
    struct buf path = BUF_INIT;
    print(l->app, "A checked copy of the whole workbench\n");
    struct reply r =
        linear_ask(l, &(struct page){.actions = actions,
                                     .action_count = 2,
                                     .help = _("A copy of the whole workbench, checked after it was written.")});
    if (r.what == REPLY_ACTION && r.action == 0) {
        linear_run_command(l, CMD_BACKUP, NULL, 0, NULL);
    } else if (r.what == REPLY_ACTION &&
               linear_path(l, _("The file to write to"), _("A new file; nothing is overwritten."), &path)) {
        const char *words[] = {"--", path.s};
        linear_run_command(l, CMD_BACKUP, words, 2, NULL);
    }
    buf_release(&path);
}

void linear_check(struct linear *l)
{
    struct check_choice choices[CHECK_CHOICES];
    struct options o = {0};
    buf_clear(&l->page);
    enum status s = linear_run_command(l, CMD_CHECK, NULL, 0, &l->page);
    size_t n = s == ERR_DAMAGED ? check_choices(l->app, choices) : 0;
    if (l->page.len)
        print_lines(l->app, buf_str(&l->page), 0);
    for (size_t i = 0; i < n; i++)
        options_add(&o, choices[i].word ? choices[i].word : "", choices[i].label);
    long at = n ? linear_choose(l, _("Damage: what is to be done?"),
                                _("A number, or the beginning of the line."), &o) : -1;
    if (at >= 0 && choices[at].word)
        linear_run_command(l, CMD_CHECK, &choices[at].word, 1, NULL);
    options_release(&o);
}
