/* offers.c: what can be given for an argument, and how it is asked for. See args.h. */
#include "app/content.h"
#include "app/phase.h"
#include "base/tr.h"
#include "command/args.h"
#include "command/command.h"

typedef void each_fn(void *data, const char *word, const char *label);

static void offer_phases(const struct arg *arg, each_fn *each, void *data)
{
    for (int i = 0; i < PHASES; i++) {
        char word[2] = {(char)('0' + i), '\0'};
        struct buf title = BUF_INIT;
        phase_title(i, &title);
        each(data, word, buf_str(&title));
        buf_release(&title);
    }
    if (arg->flags & ARG_ALL)
        each(data, "", _("All phases"));
}

static void offer_kinds(const struct app *app, const struct arg *arg, each_fn *each, void *data)
{
    for (size_t i = 0; i < app->model.count; i++)
        each(data, app->model.kinds[i]->name, app->model.kinds[i]->label_plural);
    if (arg->flags & ARG_ALL)
        each(data, "all", _("Everything"));
}

static bool offer_field(const struct app *app, const struct arg *arg, each_fn *each, void *data)
{
    const struct field *f = &app->model.kinds[arg->kind]->fields[arg->field];
    if (f->type != FIELD_CHOICE)
        return false;
    for (size_t i = 0; i < f->choice_count; i++)
        each(data, f->choices[i].name, f->choices[i].label);
    return true;
}

bool arg_offers(struct app *app, const struct args *args, const struct arg *arg, each_fn *each, void *data)
{
    if (arg->offers) {
        arg->offers(app, args, each, data);
        return true;
    }
    for (const struct arg_choice *c = arg->choices; c && c->word; c++)
        each(data, c->word, c->label ? tr(c->label) : c->word);
    if (arg->type == ARG_KIND)
        offer_kinds(app, arg, each, data);
    else if (arg->type == ARG_PHASE)
        offer_phases(arg, each, data);
    else if (arg->type == ARG_FIELD)
        return offer_field(app, arg, each, data);
    return arg->type == ARG_CHOICE || arg->type == ARG_KIND || arg->type == ARG_PHASE;
}

const char *arg_question(struct app *app, const struct args *args, const struct arg *arg)
{
    if (args && arg->question_for)
        return tr(arg->question_for(app, args));
    if (arg->question)
        return tr(arg->question);
    return arg->type == ARG_FIELD ? app->model.kinds[arg->kind]->fields[arg->field].label : "";
}

const char *arg_hint(const struct app *app, const struct arg *arg)
{
    if (arg->hint)
        return tr(arg->hint);
    return arg->type == ARG_FIELD ? app->model.kinds[arg->kind]->fields[arg->field].hint : "";
}

bool arg_asked(struct app *app, const struct args *args, const struct arg *arg)
{
    if (args_given(args, arg->name) || !*arg_question(app, args, arg))
        return false;
    return arg->asked ? arg->asked(app, args) : arg->flags & (ARG_NEEDED | ARG_ASK);
}
