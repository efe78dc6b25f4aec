/* The elite pool: the best arrangements of earlier runs, no two similar, all with the same size vector. */
#include "match/groups/restarts.h"

#include "base/mem.h"
#include "match/groups/crossover.h"

#include <stdlib.h>
#include <string.h>

void restarts_add_to_pool(struct restarts *s)
{
    struct anneal_state *now = &s->state;
    int similar = -1, worst = 0, units = s->inst.units;
    if (!state_feasible(now))
        return;
    state_read(now, s->arrangement);
    for (int i = 0; i < s->pool_count; i++) {
        if (crossover_distance(&s->inst, s->arrangement, s->pool[i].place) <= units / 20)
            similar = i;
        if (s->pool[i].objective < s->pool[worst].objective)
            worst = i;
    }
    int at = similar >= 0 ? similar : s->pool_count < RESTARTS_POOL ? s->pool_count : worst;
    if (at < s->pool_count && s->pool[at].objective >= state_objective(now))
        return;
    if (!s->pool[at].place)
        s->pool[at].place = xcalloc((size_t)units, sizeof *s->pool[at].place);
    s->pool_count += at == s->pool_count;
    memcpy(s->pool[at].place, s->arrangement, (size_t)units * sizeof *s->arrangement);
    s->pool[at].objective = state_objective(now);
}

void restarts_set_pool_sizes(struct restarts *s, int which)
{
    if (which != s->pool_sizes)
        s->pool_count = 0;
    s->pool_sizes = which;
}

int64_t restarts_pool_best(const struct restarts *s)
{
    int64_t best = INT64_MIN;
    for (int i = 0; i < s->pool_count; i++)
        best = s->pool[i].objective > best ? s->pool[i].objective : best;
    return best;
}
