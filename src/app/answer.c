#include "app/answer.h"

#include <string.h>

#include "model/kinds.h"

enum status answer_item(struct app *app, const char *id, size_t *item, struct error *e)
{
    int at = instrument_find(&app->guide, id);
    if (at < 0) {
        error_set(e, ERR_INPUT, "there is no guiding question '%s'", id);
        return error_hint(e, ERR_INPUT, "questions are named 0.1 to 4.4.a, see 'peerloom guide'");
    }
    *item = (size_t)at;
    return OK;
}

void answer_read_of(struct app *app, const char *item, const char *person, struct record *r)
{
    struct record kept;
    record_init(r, app->model.kinds[KIND_ANSWER]);
    record_set(r, ANSWER_ITEM, item);
    record_set(r, ANSWER_ALLIANCE, app->alliance);
    record_set(r, ANSWER_PERSON, person);
    record_make_id(r);
    if (store_get(app->store, r->kind, record_id(r), &kept, NULL) == OK) {
        record_release(r);
        *r = kept;
    }
}

void answer_read(struct app *app, const char *item, struct record *r)
{
    answer_read_of(app, item, "", r);
}

struct peers {
    const char *alliance;
    void (*each)(void *data, const struct record *r);
    void *data;
    size_t count;
};

static bool read_peer(void *data, const struct record *r)
{
    struct peers *p = data;
    if (!record_has(r, ANSWER_PERSON) || strcmp(record_get(r, ANSWER_ALLIANCE), p->alliance) != 0 ||
        !(record_has(r, ANSWER_TEXT) || record_has(r, ANSWER_REASON)))
        return true;
    p->count++;
    if (p->each)
        p->each(p->data, r);
    return true;
}

size_t answers_of_peers(struct app *app, const char *item, void (*each)(void *data, const struct record *r), void *data)
{
    struct peers p = {app->alliance, each, data, 0};
    store_each(app->store, app->model.kinds[KIND_ANSWER], ANSWER_ITEM, item, read_peer, &p, NULL);
    return p.count;
}
