#include "command/ask.h"

#include <stdlib.h>

#include "base/mem.h"

static void add_offer(void *data, const char *word, const char *label)
{
    struct offered *o = data;
    size_t cap = o->cap;
    GROW(o->words, o->count + 1, o->cap);
    if (o->cap != cap)
        o->labels = xrealloc(o->labels, o->cap * sizeof *o->labels);
    o->words[o->count] = xstrdup(word);
    o->labels[o->count++] = xstrdup(label);
}

bool offered_read(struct offered *o, struct app *app, const struct args *args, const struct arg *arg)
{
    *o = (struct offered){0};
    return arg_offers(app, args, arg, add_offer, o);
}

void offered_release(struct offered *o)
{
    for (size_t i = 0; i < o->count; i++) {
        free(o->words[i]);
        free(o->labels[i]);
    }
    free(o->words);
    free(o->labels);
    *o = (struct offered){0};
}

/* One argument, until its answer can be used. */
static bool ask_one(struct app *app, struct args *args, const struct arg *arg, const struct asker *asker)
{
    struct error e = {0};
    size_t before = args->count;
    bool again = false;
    while (asker->ask(asker->data, args, arg, again ? &e : NULL)) {
        if (args->count == before)
            return !(arg->flags & ARG_NEEDED); /* it was left empty */
        if (arg_check(app, args, arg, &args->values[before], &e) == OK)
            return true;
        args->values[args->count = before] = (struct arg_value){0};
        again = true;
    }
    return false;
}

bool args_ask(struct app *app, struct args *args, const struct asker *asker)
{
    for (const struct arg *a = command_args(args->command); a->name; a++)
        if (arg_asked(app, args, a) && !ask_one(app, args, a, asker))
            return false;
    return true;
}
