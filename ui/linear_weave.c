/* linear_weave.c: how the alliance hangs together, as lines: the tables of sheet/weave.h, read out. */
#include <stdlib.h>
#include <string.h>

#include "app/print.h"
#include "base/tr.h"
#include "model/kinds.h"
#include "sheet/weave.h"
#include "ui/linear_match.h"
#include "ui/linear_records.h"
#include "ui/linear_sections.h"

/* "Abdi, Halima. Met: 4. Round 3: Barasa, Njoroge": what is empty is left out. */
static void add_row(const struct weave_table *t, const struct weave_row *row, struct buf *out)
{
    buf_adds(out, row->cells[0]);
    for (int i = 1; i < t->column_count; i++) {
        const char *cell = row->cells[i] + strspn(row->cells[i], " <>|-"); /* signs, and scales of numbers that are read out anyway */
        if (!*cell)
            continue;
        if (*t->columns[i].title)
            buf_addf(out, _(". %s: %s"), t->columns[i].title, cell);
        else
            buf_addf(out, ". %s", cell);
    }
}

static void tell_table(struct linear *l, const struct weave_table *t)
{
    struct buf line = BUF_INIT;
    linear_gather(l);
    linear_fact(l, t->title, t->about);
    if (!t->count)
        linear_tell(l, t->empty);
    for (size_t i = 0; i < t->count; i++) {
        buf_clear(&line);
        buf_addf(&line, "%zu ", i + 1);
        add_row(t, &t->rows[i], &line);
        linear_tell(l, buf_str(&line));
    }
    linear_gathered(l);
    buf_release(&line);
}

/* What is said of the row; `open` goes to the record. */
static void open_row(struct linear *l, const struct weave_row *row)
{
    const struct kind *const *kinds = (const struct kind *const *)l->app->model.kinds;
    const struct action actions[] = {{"open", _("the page of it"), 0}};
    linear_gather(l);
    linear_tell(l, row->cells[0]);
    linear_tell_lines(l, row->detail);
    linear_gathered(l);
    struct reply r = linear_ask(l, &(struct page){.actions = actions,
                                                  .action_count = row->kind != NULL,
                                                  .gathered = true,
                                                  .help = _("What is to be said of this line.")});
    if (r.what == REPLY_ACTION && row->kind == kinds[KIND_PERSON])
        linear_person(l, row->id);
    else if (r.what == REPLY_ACTION)
        linear_record(l, row->kind, row->id);
}

static void show_table(struct linear *l, enum weave_look look, int round)
{
    struct reply r;
    do {
        struct weave w;
        struct error e = {0};
        if (weave_init(&w, l->app, round, false, &e) != OK) {
            linear_fail(l, &e);
            weave_release(&w);
            return;
        }
        const struct weave_table *t = weave_table(&w, look);
        tell_table(l, t);
        r = linear_ask(l, &(struct page){.numbers = t->count, .gathered = true, .help = t->about});
        if (r.what == REPLY_NUMBER)
            open_row(l, &t->rows[r.number - 1]);
        weave_release(&w);
    } while (r.what != REPLY_BACK && !l->leave && !l->ended);
}

/* The round typed behind the word, 0 for all; -1: it is none. */
static int typed_round(struct linear *l)
{
    const char *given = buf_str(&l->rest);
    if (!*given)
        return 0;
    int round = strspn(given, "0123456789") == strlen(given) && strlen(given) < 6 ? atoi(given) : 0;
    if (round < 1)
        linear_say(l, "'%s' is not a round: type a number from 1 on, or nothing for all rounds.", given);
    return round < 1 ? -1 : round;
}

void linear_weave(struct linear *l)
{
    const struct action actions[WEAVE_TABLES] = {
        [WEAVE_ROUNDS] = {"rounds", _("with whom each person is, round by round"), ACTION_WORDS},
        [WEAVE_BALANCE] = {"balance", _("who gives and who receives"), ACTION_WORDS},
        [WEAVE_PLACES] = {"places", _("the same between countries or organisations"), ACTION_WORDS},
        [WEAVE_MIX] = {"mix", _("who is mixed with whom, and the rules that care about it"), ACTION_WORDS},
        [WEAVE_WAITING] = {"waiting", _("who can be matched now, and who waits and why"), ACTION_WORDS},
        [WEAVE_THEMES] = {"themes", _("what is sought and offered, the most pressing first"), ACTION_WORDS},
    };
    struct reply r;
    do {
        r = linear_ask(l, &(struct page){.actions = actions,
                                         .action_count = WEAVE_TABLES,
                                         .help = _("How the alliance hangs together. Of all rounds; a number behind the word "
                                                   "means one of them: balance 2.")});
        int round = r.what == REPLY_ACTION ? typed_round(l) : -1;
        if (round >= 0)
            show_table(l, (enum weave_look)r.action, round);
    } while (r.what != REPLY_BACK && !l->leave && !l->ended);
}
