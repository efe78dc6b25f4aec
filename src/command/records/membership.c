#include "command/records/membership.h"

#include "model/kinds.h"

void membership_start(struct record *membership)
{
    record_set(membership, MEMBERSHIP_STATUS, MEMBERSHIP_STATUS_INVITED);
}

void membership_init(struct app *app, struct record *membership, const char *person)
{
    record_init(membership, app->model.kinds[KIND_MEMBERSHIP]);
    record_set(membership, MEMBERSHIP_PERSON, person);
    record_set(membership, MEMBERSHIP_ALLIANCE, app->alliance);
    membership_start(membership);
    record_make_id(membership);
}

enum status membership_join(struct app *app, const struct record *person, const bool *given, struct error *e)
{
    struct record m;
    if (!*app->alliance || given[PERSON_ALLIANCES])
        return OK;
    membership_init(app, &m, record_id(person));
    enum status s = change_create(app->store, &m, e);
    record_release(&m);
    return s;
}
