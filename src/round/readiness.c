/* readiness.c: see readiness.h. */
#include "round/readiness.h"

#include <string.h>

#include "base/tr.h"
#include "model/kinds.h"

enum matchable readiness_state(const struct matching_person *p)
{
    return p->readiness != READY ? MATCHABLE_WAITS : p->unsure || p->pending_mandate ? MATCHABLE_UNSURE : MATCHABLE_NOW;
}

bool readiness_membership(const struct matching *m, int person, struct record *r)
{
    struct record key;
    record_init(&key, m->app->model.kinds[KIND_MEMBERSHIP]);
    record_set(&key, MEMBERSHIP_PERSON, m->people[person].id);
    record_set(&key, MEMBERSHIP_ALLIANCE, m->app->alliance);
    record_make_id(&key);
    bool there = store_get(m->app->store, key.kind, record_id(&key), r, NULL) == OK;
    record_release(&key);
    return there;
}

/* What is not known of somebody who is ready as far as known: "willing, authorised". */
static void unknown_of(const struct matching *m, int person, struct buf *out)
{
    static const int fields[] = {MEMBERSHIP_WILLING, MEMBERSHIP_ENGAGED, MEMBERSHIP_AUTHORISED};
    struct record r;
    if (!readiness_membership(m, person, &r))
        return;
    for (size_t i = 0; i < sizeof fields / sizeof *fields; i++)
        if (!record_is(&r, fields[i], MEMBERSHIP_WILLING_YES))
            buf_addf(out, "%s%s", out->len ? ", " : "", r.kind->fields[fields[i]].label);
    record_release(&r);
}

void readiness_reason(const struct matching *m, int person, struct buf *out)
{
    const struct matching_person *p = &m->people[person];
    struct buf unknown = BUF_INIT;
    buf_adds(out, matching_waits(p->readiness));
    if (readiness_state(p) == MATCHABLE_UNSURE && p->unsure) {
        unknown_of(m, person, &unknown);
        buf_addf(out, _("not known: %s"), buf_str(&unknown));
    }
    if (readiness_state(p) == MATCHABLE_UNSURE && p->pending_mandate)
        buf_addf(out, "%s%s", out->len ? "; " : "", _("the mandate is asked for, not given yet"));
    buf_release(&unknown);
}
