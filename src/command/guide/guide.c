/* guide.c: the command guide: the questions themselves. */
#include "command/guide/guide.h"

#include <string.h>

#include "app/answer.h"
#include "app/print.h"
#include "base/json.h"
#include "base/tr.h"
#include "command/guide/language.h"
#include "app/phase.h"
#include "command/run.h"

void guide_print_phase(struct app *app, int phase)
{
    struct buf title = BUF_INIT;
    phase_title(phase, &title);
    print(app, "\nPhase %s\n%s\n\n", buf_str(&title), phase_question(phase));
    buf_release(&title);
}

void guide_print_wording(struct app *app, size_t item, enum wording wording, int indent)
{
    struct buf text = BUF_INIT;
    language_text(&app->guide, item, wording, &text);
    print_wrapped(app, buf_str(&text), indent, GUIDE_WIDTH);
    print_wrapped(app, instrument_second(&app->guide, item, wording), indent, GUIDE_WIDTH);
    buf_release(&text);
}

/* The question on one line behind its id, and in the second language below it. */
static void print_item(struct app *app, size_t item, enum lens lens)
{
    const struct item *it = &app->guide.items[item];
    int indent = it->parent < 0 ? 5 : 9;
    enum wording wording = instrument_lens(&app->guide, item, lens);
    const char *second = instrument_second(&app->guide, item, wording);
    struct buf text = BUF_INIT;
    language_text(&app->guide, item, wording, &text);
    print_cell(app, it->id, indent);
    print_text(app, buf_str(&text));
    fputc('\n', app->out);
    if (*second) {
        print_cell(app, "", indent);
        print_text(app, second);
        fputc('\n', app->out);
    }
    buf_release(&text);
}

/* All there is about one question. */
static void print_whole(struct app *app, size_t item, enum lens lens)
{
    static const struct {
        enum wording wording;
        const char *title;
    } more[] = {{WORDING_WHY, N_("Why")}, {WORDING_ALOUD, N_("Aloud")}, {WORDING_EXAMPLE, N_("Example")}};
    print_item(app, item, lens);
    for (size_t i = 0; i < sizeof more / sizeof *more; i++) {
        print(app, "\n%s\n", tr(more[i].title));
        guide_print_wording(app, item, more[i].wording, 2);
    }
    print(app, "\nSource: %s\n", app->guide.items[item].source);
}

static void json_item(struct app *app, size_t item, struct json *j)
{
    static const char *const names[WORDINGS] = {"label", "peer", "why", "aloud", "example"};
    const struct item *it = &app->guide.items[item];
    char letter[2] = {phase_letter(it->phase), '\0'};
    json_object(j, NULL);
    json_text(j, "id", it->id);
    json_number(j, "phase", it->phase);
    json_text(j, "part", letter);
    json_text(j, "parent", it->parent < 0 ? NULL : app->guide.items[it->parent].id);
    json_text(j, "source", it->source);
    for (int w = 0; w < WORDINGS; w++)
        json_text(j, names[w], instrument_text(&app->guide, item, (enum wording)w));
    if (*app->content->second) {
        json_object(j, app->content->second);
        for (int w = 0; w < WORDINGS; w++)
            json_text(j, names[w], instrument_second(&app->guide, item, (enum wording)w));
        json_end(j);
    }
    json_end(j);
}

struct guide_range {
    int phase; /* -1: all */
    long only; /* one question; -1: all */
    enum lens lens;
};

static bool is_wanted(const struct guide_range *w, size_t item, const struct item *it)
{
    return (w->only < 0 || w->only == (long)item) && (w->phase < 0 || w->phase == it->phase) &&
           (w->lens == LENS_FACILITATOR || it->for_peers);
}

static void print_guide(struct app *app, const struct guide_range *w)
{
    int shown = -1;
    for (size_t i = 0; i < app->guide.count; i++) {
        const struct item *it = &app->guide.items[i];
        if (!is_wanted(w, i, it))
            continue;
        if (w->only < 0 && it->phase != shown)
            guide_print_phase(app, shown = it->phase);
        if (w->only < 0)
            print_item(app, i, w->lens);
        else
            print_whole(app, i, w->lens);
    }
}

static void json_guide(struct app *app, const struct guide_range *w)
{
    struct buf out = BUF_INIT;
    struct json j;
    json_begin(&j, &out);
    json_array(&j, NULL);
    for (size_t i = 0; i < app->guide.count; i++)
        if (is_wanted(w, i, &app->guide.items[i]))
            json_item(app, i, &j);
    json_end(&j);
    fwrite(buf_str(&out), 1, out.len, app->out);
    buf_release(&out);
}

enum status run_guide(struct app *app, const struct args *args, struct error *e)
{
    struct guide_range w = {(int)args_number(args, "phase", -1), -1, (enum lens)args_choice(args, "lens", LENS_FACILITATOR)};
    struct languages_before before;
    size_t only;
    bool one = args_given(args, "item");
    enum status s = one ? answer_item(app, args_text(args, "item"), &only, e) : OK;
    if (s == OK && one)
        w.only = (long)only;
    if (s == OK)
        s = language_borrow(app, args, &before, e);
    if (s != OK)
        return s;
    if (args_flag(args, "json"))
        json_guide(app, &w);
    else
        print_guide(app, &w);
    language_give_back(app, &before);
    return OK;
}
