/* args_check.c: brings what was given into its types, and says what could have been meant. See args.h. */
#include <stdlib.h>
#include <string.h>

#include "app/phase.h"
#include "base/near.h"
#include "command/args.h"
#include "command/command.h"

/* ---- refusing ---- */

struct listing {
    struct near near;
    struct buf all;
};

static void list_word(void *data, const char *word, const char *label)
{
    struct listing *l = data;
    (void)label;
    near_offer(&l->near, word);
    buf_addf(&l->all, "%s%s", l->all.len ? ", " : "", word);
}

static void refuse(const struct arg *arg, const char *text, struct error *e)
{
    if (arg->flags & ARG_WORD)
        error_set(e, ERR_USAGE, "there is no %s '%s'", arg->name, text);
    else
        error_set(e, ERR_USAGE, "--%s cannot be '%s'", arg->name, text);
}

static enum status refuse_choice(struct app *app, const struct args *args, const struct arg *arg, const char *text,
                                 struct error *e)
{
    struct listing l = {{.word = text}, BUF_INIT};
    arg_offers(app, args, arg, list_word, &l);
    const char *meant = near_best(&l.near);
    refuse(arg, text, e);
    if (meant)
        error_hint(e, ERR_USAGE, "did you mean '%s'? Choose one of %s", meant, buf_str(&l.all));
    else
        error_hint(e, ERR_USAGE, "choose one of %s", buf_str(&l.all));
    buf_release(&l.all);
    return ERR_USAGE;
}

static enum status refuse_kind(struct app *app, const struct args *args, const struct arg *arg, const char *text, struct error *e)
{
    struct listing l = {{.word = text}, BUF_INIT};
    arg_offers(app, args, arg, list_word, &l);
    const char *meant = near_best(&l.near);
    error_set(e, ERR_INPUT, "there is no kind of record '%s'", text);
    if (meant)
        error_hint(e, ERR_INPUT, "did you mean '%s'? 'peerloom kinds' lists all", meant);
    else
        error_hint(e, ERR_INPUT, "see 'peerloom kinds'");
    buf_release(&l.all);
    return ERR_INPUT;
}

/* ---- the types ---- */

static enum status check_number(const struct arg *arg, struct arg_value *v, struct error *e)
{
    char *end = NULL;
    if (v->text)
        v->number = strtol(v->text, &end, 10);
    bool whole = !v->text || (*v->text && !*end);
    if (whole && v->number >= arg->least && (arg->most == 0 || v->number <= arg->most))
        return OK;
    refuse(arg, v->text ? v->text : "", e);
    return arg->most ? error_hint(e, ERR_USAGE, "give a whole number from %ld to %ld", arg->least, arg->most)
                     : error_hint(e, ERR_USAGE, "give a whole number, %ld or more", arg->least);
}

static enum status check_choice(struct app *app, const struct args *args, const struct arg *arg, struct arg_value *v,
                                struct error *e)
{
    for (long i = 0; arg->choices[i].word; i++)
        if (v->text ? strcmp(arg->choices[i].word, v->text) == 0 : i == v->number) {
            v->text = arg->choices[i].word;
            v->number = i;
            return OK;
        }
    return refuse_choice(app, args, arg, v->text ? v->text : "", e);
}

static enum status check_field(struct app *app, const struct args *args, const struct arg *arg, struct arg_value *v,
                               struct error *e)
{
    const struct field *f = &app->model.kinds[arg->kind]->fields[arg->field];
    if (!v->text)
        v->text = f->choices[v->number].name;
    if (f->type == FIELD_CHOICE && *v->text) {
        const struct choice *c = field_choice(f, v->text);
        v->number = c ? c - f->choices : 0;
        v->text = c ? c->name : v->text;
        return c ? OK : refuse_choice(app, args, arg, v->text, e);
    }
    struct buf stored = BUF_INIT;
    enum status s = field_parse(f, v->text, &stored, e);
    if (s == OK)
        v->text = arena_text(args->arena, buf_str(&stored), stored.len);
    buf_release(&stored);
    return s;
}

static enum status check_phase(const struct arg *arg, struct arg_value *v, struct error *e)
{
    (void)arg;
    if (v->text)
        v->number = phase_of_word(v->text);
    if (v->number >= 0 && v->number < PHASES)
        return OK;
    return error_set(e, ERR_USAGE, "'%s' is not a phase: 0 to %d, or A to %c", v->text ? v->text : "", PHASES - 1,
                     phase_letter(PHASES - 1));
}

enum status arg_check(struct app *app, const struct args *args, const struct arg *arg, struct arg_value *value, struct error *e)
{
    switch (arg->type) {
    case ARG_NUMBER:
        return check_number(arg, value, e);
    case ARG_CHOICE:
        return check_choice(app, args, arg, value, e);
    case ARG_FIELD:
        return check_field(app, args, arg, value, e);
    case ARG_PHASE:
        return check_phase(arg, value, e);
    case ARG_KIND:
        if (model_kind(&app->model, value->text) || (arg->flags & ARG_ALL && strcmp(value->text, "all") == 0))
            return OK;
        return refuse_kind(app, args, arg, value->text, e);
    default:
        return OK;
    }
}

/* ---- all of them ---- */

static enum status refuse_twice(const struct command *c, const struct arg *arg, struct error *e)
{
    error_set(e, ERR_USAGE, "'%s' was given --%s twice", c->name, arg->name);
    return error_hint(e, ERR_USAGE, "give it once");
}

enum status args_check(struct app *app, struct args *args, struct error *e)
{
    enum status s = OK;
    for (size_t i = 0; i < args->count && s == OK; i++) {
        const struct arg *arg = command_arg(args->command, args->values[i].name);
        if (!arg)
            s = error_set(e, ERR_USAGE, "'%s' has no option '--%s'", args->command->name, args->values[i].name);
        else if (!(arg->flags & ARG_MANY) && args_nth(args, arg->name, 0) != &args->values[i])
            s = refuse_twice(args->command, arg, e);
        else
            s = arg_check(app, args, arg, &args->values[i], e);
    }
    for (const struct arg *a = command_args(args->command); a->name && s == OK; a++)
        if (a->flags & ARG_NEEDED && !args_given(args, a->name))
            s = args_usage(args->command, error_set(e, ERR_USAGE, "'%s' needs more words", args->command->name), e);
    return s;
}
