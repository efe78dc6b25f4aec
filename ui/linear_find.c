/* linear_find.c: any action of the command table, found by a word, with its help. */
#include <stdlib.h>
#include <string.h>

#include "app/print.h"
#include "base/mem.h"
#include "base/tr.h"
#include "base/utf8.h"
#include "ui/linear_ask.h"
#include "ui/linear_page.h"
#include "ui/linear_records.h"
#include "ui/linear_sections.h"

/* Where an action of the full screen, or of the command line, is done in this mode. */
static const struct {
    enum command_id id;
    const char *how;
    enum command_id go; /* the part to open, or COMMANDS */
} elsewhere[] = {
    {CMD_OPEN, N_("The workbench is open. Another one: leave, and name it with --db FILE."), COMMANDS},
    {CMD_DEMO, N_("Leave, then: peerloom --accessible demo"), COMMANDS},
    {CMD_RESTORE, N_("The workbench must be closed for that: leave, then: peerloom restore FILE"), COMMANDS},
    {CMD_ADD, N_("In any list, type new."), CMD_LIST},
    {CMD_SET, N_("Open a record and type the number of the field."), CMD_LIST},
    {CMD_DELETE, N_("Open a record and type delete."), CMD_LIST},
    {CMD_FORGET, N_("Open a person and type forget."), CMD_GO_ROSTER},
    {CMD_SHOW, N_("Choose a record from a list."), CMD_LIST},
    {CMD_IMPORT, N_("Import, with a look at what would change."), CMD_GO_IMPORT},
    {CMD_EXPORT, N_("Export."), CMD_EXPORT_ASK},
    {CMD_ANSWER, N_("Open a question and type write."), CMD_GO_WALK},
    {CMD_PLACE, N_("Open a pair or group and type place."), CMD_GO_BOARD},
    {CMD_WORKSHEET, N_("Worksheet."), CMD_WORKSHEET_ASK},
    {CMD_SHEET_GATE, N_("Type the number of the phase, then change."), CMD_PHASE},
    {CMD_SHEET_SCORECARD, N_("Scores."), CMD_GO_SCORES},
    {CMD_SHEET_ROADMAP, N_("The first page."), CMD_GO_HOME},
    {CMD_SHEET_HISTORY, N_("History."), CMD_GO_HISTORY},
    {CMD_CHECK, N_("Check."), CMD_CHECK_NOW},
    {CMD_LIBRARY, N_("Library."), CMD_GO_LIBRARY},
    {CMD_SEARCH, N_("Search."), CMD_GO_SEARCH},
    {CMD_TERM, N_("Type term, and the word, on any page."), COMMANDS},
    {CMD_LOOK_UP, N_("Type term, and the word, on any page."), COMMANDS},
    {CMD_LIMITS, N_("On a shelf of the library, type limit."), CMD_GO_LIBRARY},
    {CMD_TAKE_UP, N_("On a risk or a tool of the library, type take."), CMD_GO_LIBRARY},
    {CMD_RISKS, N_("In the library, open the risks and type limit phases=0 to 4."), CMD_GO_LIBRARY},
    {CMD_CASES, N_("On a question, type cases."), CMD_GO_WALK},
    {CMD_GO_HELP, N_("Type ? on any page, or find and nothing else."), COMMANDS},
    {CMD_GO_RECORDS, N_("Records."), CMD_LIST},
    {CMD_GO_MESSAGES, N_("Type messages on any page."), COMMANDS},
    {CMD_BACK, N_("Type back."), COMMANDS},
    {CMD_EXPLAIN, N_("Type ? on any page."), COMMANDS},
    {CMD_MENU, N_("Type ? on any page: it names what can be typed."), COMMANDS},
    {CMD_SEARCH_ACTIONS, N_("This is it: find, and a word."), COMMANDS},
    {CMD_SAVE, N_("Everything is saved as soon as it was said to be done."), COMMANDS},
    {CMD_QUIT, N_("Type quit."), COMMANDS},
    {CMD_THEME, N_("This mode has no colours of its own."), COMMANDS},
    {CMD_PRIVACY, N_("This mode shows nothing until it is asked for."), COMMANDS},
    {CMD_MOUSE, N_("This mode does not take the mouse."), COMMANDS},
    {CMD_REDRAW, N_("Press Enter: the page is written again."), COMMANDS},
    {CMD_ITEM_OPEN, N_("Type the number in front of it."), COMMANDS},
    {CMD_ITEM_NEW, N_("In any list, type new."), COMMANDS},
    {CMD_ITEM_EDIT, N_("Type its number; then the number of the field."), COMMANDS},
    {CMD_ITEM_DELETE, N_("Type its number, then delete."), COMMANDS},
    {CMD_MARK, N_("On the page of a pair or group, type place and several numbers."), CMD_GO_BOARD},
    {CMD_MARK_ALL, N_("On the page of a pair or group, type place and several numbers."), CMD_GO_BOARD},
    {CMD_FILTER, N_("In any list, type words to look for."), CMD_GO_ROSTER},
    {CMD_SORT, N_("In any list, type sort."), CMD_GO_ROSTER},
    {CMD_COLUMNS, N_("In any list, type columns."), CMD_GO_ROSTER},
    {CMD_NEXT_PANE, N_("There is one part at a time."), COMMANDS},
    {CMD_PREVIOUS_PANE, N_("There is one part at a time."), COMMANDS},
    {CMD_NEXT_QUESTION, N_("On a question, type next."), CMD_GO_WALK},
    {CMD_PREVIOUS_QUESTION, N_("On a question, type previous."), CMD_GO_WALK},
    {CMD_GO_PHASE, N_("In the walk, type the number of the phase."), CMD_GO_WALK},
    {CMD_SECOND_LANGUAGE, N_("Language asks for a second one, too."), CMD_LANGUAGE},
    {CMD_PASS_GATE, N_("Type the number of the phase, then change."), CMD_PHASE},
    {CMD_SHEET_EXPORT, N_("Type find and the name of the table, and give out."), COMMANDS},
    {CMD_NEXT_PHASE, N_("In the walk, type the number of the phase."), CMD_GO_WALK},
    {CMD_PREVIOUS_PHASE, N_("In the walk, type the number of the phase."), CMD_GO_WALK},
    {CMD_WRITE_ANSWER, N_("On a question, type write."), CMD_GO_WALK},
    {CMD_STATUS, N_("On a question, type status."), CMD_GO_WALK},
    {CMD_CONFIDENCE, N_("On a question, type confidence."), CMD_GO_WALK},
    {CMD_LENS, N_("On a question, type lens."), CMD_GO_WALK},
    {CMD_NEW_ACTION, N_("On a question, type action."), CMD_GO_WALK},
    {CMD_PICK_UP, N_("On the page of a pair or group, type the number of the person."), CMD_GO_BOARD},
    {CMD_DROP, N_("On the page of a pair or group, type the number of the person, then move."), CMD_GO_BOARD},
    {CMD_NEW_ARRANGEMENT, N_("On the board, type new."), CMD_GO_BOARD},
    {CMD_TO_POOL, N_("On the page of a pair or group, type the number of the person, then out."), CMD_GO_BOARD},
    {CMD_SUGGEST, N_("On the board, type suggest."), CMD_GO_BOARD},
    {CMD_SWAP, N_("On the page of a pair or group, type the number of the person, then move; then the other one."), CMD_GO_BOARD},
    {CMD_FIND_CARD, N_("In the list of people, type words to look for."), CMD_GO_ROSTER},
    {CMD_WHY_TWO, N_("On the board, type why and two names."), CMD_GO_BOARD},
    {CMD_LOCK_COLUMN, N_("On the page of a pair or group, type lock."), CMD_GO_BOARD},
    {CMD_MUST, N_("On the board, type rules, then together."), CMD_GO_BOARD},
    {CMD_NEVER, N_("On the board, type rules, then never."), CMD_GO_BOARD},
    {CMD_RULES, N_("On the board, type rules."), CMD_GO_BOARD},
    {CMD_ABSENT, N_("On the board, type rules, then absent."), CMD_GO_BOARD},
    {CMD_CONTACT, N_("On the page of a pair or group, type the number of the person, then contact or feedback."), CMD_GO_BOARD},
    {CMD_WEIGHTS, N_("On the board, type weights."), CMD_GO_BOARD},
    {CMD_SHEET_ASK, N_("On the board, type sheet."), CMD_GO_BOARD},
    {CMD_WHICH_ROUND, N_("In the weave, type the round behind the word: balance 2."), CMD_GO_WEAVE},
    {CMD_ASSESS, N_("On an objective, type assess."), CMD_GO_OBJECTIVES},
    {CMD_RATE, N_("On a point of a checklist, type rate."), CMD_GO_SCORES},
    {CMD_RATE_NOTE, N_("On a point of a checklist, type rate: it asks what the score rests on."), CMD_GO_SCORES},
    {CMD_CHOOSE_CHECKLIST, N_("Scores lists the checklists."), CMD_GO_SCORES},
    {CMD_ABOUT, N_("On a checklist, type about."), CMD_GO_SCORES},
    {CMD_COMPARE, N_("On a checklist, type compare."), CMD_GO_SCORES},
    {CMD_RATER, N_("Type find score, and give --rater=PERSON."), CMD_GO_SCORES},
};

static int rank_of(const char *text, const char *folded)
{
    struct buf in = BUF_INIT;
    text_fold(&in, text, strlen(text));
    int rank = (int)text_rank(buf_str(&in), in.len, folded);
    buf_release(&in);
    return rank;
}

/* By label or name; TEXT_RANKS: it does not fit at all. */
static int command_rank(const struct command *c, const char *folded)
{
    int label = rank_of(command_label(c), folded), name = rank_of(c->name, folded);
    int rank = label < name ? label : name;
    return rank < RANK_ELSEWHERE ? rank : rank_of(command_help(c), folded) < RANK_ELSEWHERE ? RANK_ELSEWHERE : TEXT_RANKS;
}

/* What fits best goes first. */
static size_t match_commands(const char *words, const struct command **found)
{
    struct buf folded = BUF_INIT;
    size_t n = 0;
    text_fold(&folded, words, strlen(words));
    for (int rank = 0; rank < TEXT_RANKS; rank++)
        for (size_t i = 0; i < COMMANDS; i++)
            if (command_rank(&commands[i], buf_str(&folded)) == rank)
                found[n++] = &commands[i];
    buf_release(&folded);
    return n;
}

/* ---- doing it ---- */

static void run_asking(struct linear *l, const struct command *c)
{
    struct buf out = BUF_INIT;
    linear_ask_all(l, c->id, &out);
    buf_clear(&l->page); /* what was asked */
    buf_adds(&l->page, buf_str(&out));
    buf_release(&out);
    if (l->page.len)
        linear_ask(l, &(struct page){.help = _("What the command wrote."), .gathered = true});
}

static bool is_section(enum command_id id)
{
    for (size_t i = 0; i < linear_section_count; i++)
        if (linear_sections[i].id == id)
            return true;
    return id == CMD_GO_HOME;
}

/* Its place in `elsewhere`; -1 if it is not there. */
static int told_elsewhere(enum command_id id)
{
    for (size_t i = 0; i < sizeof elsewhere / sizeof *elsewhere; i++)
        if (elsewhere[i].id == id)
            return (int)i;
    return -1;
}

bool linear_does(const struct command *c)
{
    return c->run || c->given || is_section(c->id) || told_elsewhere(c->id) >= 0;
}

static void do_command(struct linear *l, const struct command *c)
{
    int at = told_elsewhere(c->id);
    if (is_section(c->id)) {
        l->go = c->id == CMD_GO_HOME ? l->go : c->id;
        l->leave = true;
    } else if (at >= 0) {
        print(l->app, "%s\n", tr(elsewhere[at].how));
        l->go = elsewhere[at].go;
        l->leave = l->go != COMMANDS;
    } else if (c->given) {
        linear_ask_run(l, c->runs, c->given, NULL);
    } else {
        run_asking(l, c);
    }
}

enum { KINDS_FOUND = 16 };

/* Kinds whose list can be opened by the words: those that are not hidden and have them in their plural. */
static size_t match_kinds(const struct app *app, const char *words, const struct kind *found[KINDS_FOUND])
{
    struct buf look = BUF_INIT, name = BUF_INIT;
    size_t n = 0;
    text_fold(&look, words, strlen(words));
    for (size_t i = 0; i < app->model.count && n < KINDS_FOUND; i++) {
        const struct kind *k = app->model.kinds[i];
        buf_clear(&name);
        text_fold(&name, k->label_plural, strlen(k->label_plural));
        if (!k->hidden && text_has_words(buf_str(&name), buf_str(&look)))
            found[n++] = k;
    }
    buf_release(&look);
    buf_release(&name);
    return n;
}

static void tell_found(struct linear *l, const struct command *const *found, size_t count, const struct kind *const *kinds, size_t kind_count)
{
    struct buf line = BUF_INIT;
    linear_gather(l);
    for (size_t i = 0; i < count; i++) {
        buf_clear(&line);
        buf_addf(&line, _("%zu %s: %s"), i + 1, command_label(found[i]), command_help(found[i]));
        print_wrapped(l->app, line.s, 0, LINEAR_WIDTH);
    }
    for (size_t i = 0; i < kind_count; i++) {
        buf_clear(&line);
        buf_addf(&line, _("%zu %s: %s"), count + i + 1, kinds[i]->label_plural, kinds[i]->hint);
        print_wrapped(l->app, line.s, 0, LINEAR_WIDTH);
    }
    linear_gathered(l);
    buf_release(&line);
}

void linear_find(struct linear *l, const char *words)
{
    const struct command *found[COMMANDS];
    const struct kind *kinds[KINDS_FOUND];
    size_t count = match_commands(words, found), kind_count = match_kinds(l->app, words, kinds);
    if (count + kind_count == 0) {
        print(l->app, "No action has '%s' in its name or help.\n", words);
        return;
    }
    for (;;) {
        tell_found(l, found, count, kinds, kind_count);
        struct reply r =
            linear_ask(l, &(struct page){.numbers = count + kind_count,
                                         .gathered = true,
                                         .help = _("The actions that hold the words. A number does one, or says where "
                                                 "it is done.")});
        if (r.what == REPLY_NUMBER && r.number > count)
            linear_kind(l, kinds[r.number - count - 1]);
        else if (r.what == REPLY_NUMBER)
            do_command(l, found[r.number - 1]);
        if (r.what != REPLY_AGAIN && r.what != REPLY_FRESH)
            return;
    }
}
