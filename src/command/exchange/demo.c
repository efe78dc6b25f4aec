/* demo.c: the demonstration: the files of data/demo, which are compiled in, taken in like anybody's files. */
#include <string.h>

#include "app/print.h"
#include "base/tr.h"
#include "command/exchange/import.h"
#include "command/run.h"
#include "data.h"
#include "model/kinds.h"

/* One file of the demonstration. They are in an order in which none refers to a later one. */
static enum status import_file(struct app *app, const struct table *table, struct dict *renamed, struct import_plan **plan,
                             struct error *e)
{
    const struct kind *kind = model_kind(&app->model, table->name);
    struct import_options options = {.mode = IMPORT_ADD, .exact = true, .table = table, .renamed = renamed};
    enum status s = import_plan_new(app, kind, table->name, &options, plan, e);
    if (s == OK && (*plan)->counts[IMPORT_REJECTED] > 0) {
        for (size_t i = 0; i < (*plan)->row_count; i++)
            if ((*plan)->rows[i].result == IMPORT_REJECTED) {
                error_set(e, ERR_INPUT, "the demonstration does not fit the kinds: %s", (*plan)->rows[i].detail);
                error_at(e, table->name, (*plan)->rows[i].line, (*plan)->rows[i].column + 1);
                return error_hint(e, ERR_INPUT, "remove your own files of kinds that change those of the program");
            }
    }
    if (s == OK)
        s = import_apply(app, *plan, e);
    return s;
}

static bool read_alliance(void *data, const struct record *r)
{
    memcpy(data, record_id(r), ID_SIZE);
    return false;
}

static enum status make(struct app *app, struct error *e)
{
    struct import_plan *plans[DATA_DEMO_COUNT] = {NULL};
    struct dict renamed = {0}; /* holds strings of the plans */
    enum status s = change_begin(app->store, _("Make the demonstration"), e);
    for (size_t i = 0; i < DATA_DEMO_COUNT && s == OK; i++)
        s = import_file(app, data_demo[i], &renamed, &plans[i], e);
    s = change_end(app->store, s, e);
    dict_release(&renamed);
    for (size_t i = 0; i < DATA_DEMO_COUNT; i++)
        import_plan_free(plans[i]);
    return s;
}

enum status run_demo(struct app *app, const struct args *args, struct error *e)
{
    (void)args;
    const struct kind *alliances = app->model.kinds[KIND_ALLIANCE];
    const char *name = data_demo[0]->cells[table_column(data_demo[0], "name")];
    char id[ID_SIZE] = "";
    if (store_resolve(app->store, alliances, name, NULL, id, NULL) != OK) {
        if (store_count(app->store, alliances, -1, NULL) > 0) {
            error_set(e, ERR_INPUT, "'%s' holds your own work; the demonstration does not go in there", store_path(app->store));
            return error_hint(e, ERR_INPUT, "give it a file of its own: 'peerloom demo --db FILE'");
        }
        enum status s = make(app, e);
        if (s != OK)
            return s;
        store_each(app->store, alliances, -1, NULL, read_alliance, id, NULL);
        say(app, "Made the demonstration in '%s'", store_path(app->store));
    }
    return app_choose_alliance(app, id, e);
}
