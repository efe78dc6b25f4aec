/* ask.h: asks for what a command can still be given, one argument after the other, in the order of its list (args.h). Who asks,
 * in boxes (ui/ask_run.h) or by lines (ui/linear_ask.h), gives the one function that puts one question. */
#ifndef PEERLOOM_COMMAND_ASK_H
#define PEERLOOM_COMMAND_ASK_H

#include "command/args.h"

struct asker {
    /* Puts the question of the argument and gives the answer by args_give_typed(), or nothing where it was left empty.
     * False: never mind, nothing is to be run. `again`: why the answer before could not be used; NULL. */
    bool (*ask)(void *data, struct args *args, const struct arg *arg, const struct error *again);
    void *data;
};

/* False: never mind. What was given already is not asked for. An answer is checked at once and asked for again. */
bool args_ask(struct app *app, struct args *args, const struct asker *asker);

/* All that can be given for an argument, for a list to choose from. */
struct offered {
    char **words, **labels;
    size_t count, cap;
};

/* False, with nothing to release: there is no such list. */
bool offered_read(struct offered *o, struct app *app, const struct args *args, const struct arg *arg);
void offered_release(struct offered *o);

#endif
