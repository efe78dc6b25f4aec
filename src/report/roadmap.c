#include "report/roadmap.h"

#include <stdlib.h>
#include <string.h>

#include "base/mem.h"
#include "base/tr.h"
#include "model/kinds.h"

/* ---- progress ---- */

struct counting {
    const struct instrument *guide;
    const char *alliance;
    struct roadmap *map;
    bool *seen; /* an item's answer has a status other than open */
};

static bool count_answer(void *data, const struct record *r)
{
    struct counting *c = data;
    int item = instrument_find(c->guide, record_get(r, ANSWER_ITEM));
    if (item < 0 || strcmp(record_get(r, ANSWER_ALLIANCE), c->alliance) != 0)
        return true;
    struct phase_progress *p = &c->map->phases[c->guide->items[item].phase];
    int *n = RECORD_IS(r, ANSWER_STATUS, ANSWERED)         ? &p->answered
             : RECORD_IS(r, ANSWER_STATUS, IN_PROGRESS)    ? &p->in_progress
             : RECORD_IS(r, ANSWER_STATUS, NEEDS_EVIDENCE) ? &p->needs_evidence
             : RECORD_IS(r, ANSWER_STATUS, NOT_APPLICABLE) ? &p->not_applicable
                                                           : NULL;
    if (n) {
        ++*n;
        c->seen[item] = true;
    }
    return true;
}

enum status roadmap_read(struct store *store, const struct instrument *guide, const char *alliance, struct roadmap *map,
                         struct error *e)
{
    const struct model *model = store_model(store);
    *map = (struct roadmap){.next_item = -1};
    struct record r;
    enum status s = store_get(store, model->kinds[KIND_ALLIANCE], alliance, &r, e);
    if (s != OK)
        return s;
    map->phase = atoi(record_get(&r, ALLIANCE_PHASE));
    record_release(&r);
    if (map->phase < 0 || map->phase >= PHASES)
        map->phase = 0;
    struct counting c = {guide, alliance, map, xcalloc(guide->count, sizeof(bool))};
    /* Answers without a person are the facilitator's: few, however many peers have answered. */
    s = store_each(store, model->kinds[KIND_ANSWER], ANSWER_PERSON, "", count_answer, &c, e);
    for (size_t i = 0; i < guide->count; i++) {
        struct phase_progress *p = &map->phases[guide->items[i].phase];
        p->total++;
        p->open += !c.seen[i];
        if (map->next_item < 0 && !c.seen[i] && guide->items[i].phase >= map->phase)
            map->next_item = (int)i;
    }
    free(c.seen);
    return s;
}

int phase_done(const struct phase_progress *p)
{
    return p->answered + p->not_applicable;
}

void roadmap_line(const struct roadmap *map, const struct instrument *guide, struct buf *out)
{
    const struct phase_progress *p = &map->phases[map->phase];
    buf_addf(out, _("Phase %d %s - %d of %d answered"), map->phase, phase_name(map->phase), phase_done(p), p->total);
    if (map->next_item >= 0)
        buf_addf(out, _(" - next: %s"), guide->items[map->next_item].id);
}
