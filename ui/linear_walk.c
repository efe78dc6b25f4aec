/* linear_walk.c: the guiding questions, phase by phase. */
#include <stdio.h>
#include <string.h>

#include "app/answer.h"
#include "app/content.h"
#include "app/print.h"
#include "base/tr.h"
#include "app/phase.h"
#include "model/kinds.h"
#include "report/roadmap.h"
#include "ui/linear_records.h"
#include "ui/linear_sections.h"

/* A language, those left out that are chosen already; its code, or "" for none. */
static bool ask_language(struct linear *l, const char *title, const char *help, const char *taken, char out[12])
{
    struct options o = {0};
    char codes[100], code[12], name[60];
    content_languages(l->app, codes, sizeof codes);
    for (const char *p = codes; sscanf(p, "%11s", code) == 1; p += strlen(code) + 1)
        if (strcmp(code, taken) != 0)
            options_add(&o, code, content_language_name(l->app, code, name, sizeof name));
    if (*taken)
        options_add(&o, "", C_("language", "none"));
    long at = linear_choose(l, title, help, &o);
    snprintf(out, 12, "%s", at >= 0 ? o.items[at].id : "");
    options_release(&o);
    return at >= 0;
}

/* One or two languages: "fr", or "fr es". Whoever passes over the second one has chosen the first all the same. */
void linear_language(struct linear *l)
{
    char first[12], second[12] = "";
    bool chosen = ask_language(l, _("Which language?"), _("The language of questions, library and pages."), "", first);
    if (chosen)
        ask_language(l, _("And which second one, read after each question?"), _("Two languages together."), first, second);
    if (chosen && !l->leave && !l->ended) {
        linear_run_command(l, CMD_LANGUAGE, ARGS(arg_text("code", first), arg_if(*second, arg_text("second", second))), NULL);
    } else if (!l->ended) {
        print(l->app, "Left as it was.\n");
    }
}

void linear_change_lens(struct linear *l)
{
    l->lens = l->lens == LENS_PEER ? LENS_FACILITATOR : LENS_PEER;
    linear_say(l, "Questions are put to %s now.", l->lens == LENS_PEER ? _("a peer") : _("the facilitator"));
}

/* ---- the questions of a phase ---- */

static size_t items_of(const struct instrument *guide, int phase, size_t *first)
{
    size_t n = 0;
    for (size_t i = 0; i < guide->count; i++)
        if (guide->items[i].phase == phase && n++ == 0)
            *first = i;
    return n;
}

/* The item at place n (from 0) of the phase; the items of a phase stand together. */
static void tell_phase(struct linear *l, int phase, size_t first, size_t count)
{
    const struct instrument *guide = &l->app->guide;
    struct buf line = BUF_INIT;
    linear_gather(l);
    print(l->app, "Phase %d / %c %s: %s\n", phase, phase_letter(phase), phase_name(phase), phase_question(phase));
    for (size_t i = 0; i < count; i++) {
        struct record r;
        answer_read(l->app, guide->items[first + i].id, &r);
        const char *status = record_or(&r, ANSWER_STATUS, ANSWER_STATUS_OPEN);
        buf_clear(&line);
        buf_addf(&line, _("%zu. %s %s: %s"), i + 1, guide->items[first + i].id,
                 field_choice_label(&r.kind->fields[ANSWER_STATUS], status),
                 instrument_question(guide, first + i, guide->items[first + i].for_peers ? l->lens : LENS_FACILITATOR));
        print_wrapped(l->app, line.s, 0, LINEAR_WIDTH);
        record_release(&r);
    }
    linear_gathered(l);
    buf_release(&line);
}

/* Opens the question whose id was typed; false if there is none. */
static bool open_by_id(struct linear *l, const char *id)
{
    int item = instrument_find(&l->app->guide, id);
    if (item < 0)
        linear_no_question(l, id);
    else
        linear_question(l, (size_t)item);
    return item >= 0;
}

static void walk_phase(struct linear *l, int phase)
{
    const struct action actions[] = {{"next", _("the next phase"), 0},
                                     {"previous", _("the phase before"), 0},
                                     {"lens", _("put the questions to the facilitator or to a peer"), 0}};
    struct reply r;
    do {
        size_t first = 0, count = items_of(&l->app->guide, phase, &first);
        tell_phase(l, phase, first, count);
        r = linear_ask(l, &(struct page){.numbers = count,
                                         .text = _("the id of a question, such as 1.2.b"),
                                         .actions = actions,
                                         .action_count = 3,
                                         .gathered = true,
                                         .help = _("The questions of this phase, each with how far its answer is.")});
        if (r.what == REPLY_NUMBER)
            linear_question(l, first + r.number - 1);
        else if (r.what == REPLY_TEXT)
            open_by_id(l, l->typed.s);
        else if (r.what == REPLY_ACTION && r.action == 0)
            phase += phase + 1 < PHASES;
        else if (r.what == REPLY_ACTION && r.action == 1)
            phase -= phase > 0;
        else if (r.what == REPLY_ACTION)
            linear_change_lens(l);
    } while (r.what != REPLY_BACK && !l->leave && !l->ended);
}

/* ---- all phases ---- */

static void tell_phases(struct linear *l, const struct roadmap *map)
{
    linear_gather(l);
    print(l->app, "The guiding questions, in five phases\n");
    for (int i = 0; i < PHASES; i++) {
        const struct phase_progress *p = &map->phases[i];
        print(l->app, "%d / %c %s: %s %d of %d answered%s\n", i, phase_letter(i), phase_name(i), phase_question(i),
              phase_done(p), p->total, i == map->phase ? _("; the alliance is here") : "");
    }
    linear_gathered(l);
}

static int last_question(struct linear *l)
{
    struct buf id = BUF_INIT;
    store_recall(l->app->store, "linear-question", &id);
    int item = instrument_find(&l->app->guide, buf_str(&id));
    buf_release(&id);
    return item;
}

void linear_walk(struct linear *l)
{
    const struct action actions[] = {{"next", _("the next question that is open"), 0},
                                     {"last", _("the question looked at last"), 0}};
    struct reply r;
    do {
        struct roadmap map;
        struct error e = {0};
        if (roadmap_read(l->app->store, &l->app->guide, l->app->alliance, &map, &e) != OK) {
            linear_fail(l, &e);
            return;
        }
        int last = last_question(l);
        tell_phases(l, &map);
        r = linear_ask(
            l, &(struct page){.text = _("the number of a phase, 0 to 4, or its letter, A to E; or the id of a question, such as 1.2.b"),
                              .actions = actions,
                              .action_count = last >= 0 ? 2 : 1,
                              .gathered = true,
                              .help = _("The road map of five phases. The numbers of the questions begin with the "
                                        "phase's own, 0 to 4.")});
        if (r.what == REPLY_TEXT && phase_of_word(l->typed.s) >= 0)
            walk_phase(l, phase_of_word(l->typed.s));
        else if (r.what == REPLY_TEXT)
            open_by_id(l, l->typed.s);
        else if (r.what == REPLY_ACTION && r.action == 1)
            linear_question(l, (size_t)last);
        else if (r.what == REPLY_ACTION && map.next_item >= 0)
            linear_question(l, (size_t)map.next_item);
        else if (r.what == REPLY_ACTION)
            print(l->app, "No question is open.\n");
    } while (r.what != REPLY_BACK && !l->leave && !l->ended);
}
