#include "match/groups/crossover.h"

#include "base/mem.h"

#include <stdlib.h>
#include <string.h>

/* The score of a group of the parent without the units that are placed already, and how many people are left in it. */
static int64_t rest_score(const struct instance *inst, const int *parent, int k, const int *offspring, int *people)
{
    int64_t sum = 0;
    *people = 0;
    for (int u = 0; u < inst->units; u++) {
        if (parent[u] != k || offspring[u] >= 0)
            continue;
        *people += inst->weight[u];
        const int32_t *row = inst->pair + (size_t)u * (size_t)inst->stride;
        for (int v = u + 1; v < inst->units; v++)
            sum += parent[v] == k && offspring[v] < 0 ? row[v] : 0;
    }
    return sum;
}

/* The group of the parent with the highest remaining score, among those not yet used; -1: none is left. */
static int best_group(const struct instance *inst, const int *parent, const int *offspring, const bool *used)
{
    int best = -1;
    int64_t best_score = 0;
    for (int k = 0; k < inst->places; k++) {
        int people;
        int64_t score = used[k] ? 0 : rest_score(inst, parent, k, offspring, &people);
        if (!used[k] && people > 0 && (best < 0 || score > best_score)) {
            best = k;
            best_score = score;
        }
    }
    return best;
}

/* A free place for the group of place k: k itself, else one with the same bounds, else any. */
static int free_place(const struct instance *inst, int k, const bool *taken)
{
    int any = -1;
    if (!taken[k])
        return k;
    for (int i = 0; i < inst->places; i++) {
        if (!taken[i] && inst->least[i] == inst->least[k] && inst->most[i] == inst->most[k])
            return i;
        if (!taken[i])
            any = i;
    }
    return any;
}

/* The place that needs people most, ties from a random place on. */
static int neediest_place(const struct instance *inst, struct random *random, const int *size, int weight)
{
    int from = random_below(random, inst->places), best = from, best_room = INT32_MIN;
    for (int i = 0; i < inst->places; i++) {
        int k = (from + i) % inst->places;
        int need = inst->least[k] - size[k], room = inst->most[k] - size[k] - weight;
        int worth = need > 0 ? 1000 + need : room >= 0 ? 0 : room;
        if (worth > best_room) {
            best = k;
            best_room = worth;
        }
    }
    return best;
}

static void place_rest(const struct instance *inst, struct random *random, int *offspring)
{
    int *size = xcalloc((size_t)inst->places, sizeof *size), *rest = xcalloc((size_t)inst->units, sizeof *rest),
        count = 0;
    for (int u = 0; u < inst->units; u++) {
        if (offspring[u] >= 0)
            size[offspring[u]] += inst->weight[u];
        else
            rest[count++] = u;
    }
    random_shuffle(random, rest, count);
    for (int i = 0; i < count; i++) {
        int k = neediest_place(inst, random, size, inst->weight[rest[i]]);
        offspring[rest[i]] = k;
        size[k] += inst->weight[rest[i]];
    }
    free(size);
    free(rest);
}

void crossover_make(const struct instance *inst, struct random *random, const int *parent, const int *other_parent,
                    int *offspring)
{
    bool *taken = xcalloc((size_t)inst->places, sizeof *taken), *used[2];
    for (int i = 0; i < 2; i++)
        used[i] = xcalloc((size_t)inst->places, sizeof *used[i]);
    for (int u = 0; u < inst->units; u++)
        offspring[u] = -1;
    int turn = random_below(random, 2);
    for (int made = 0; made < inst->places; made++, turn ^= 1) {
        const int *from = turn ? parent : other_parent;
        int k = best_group(inst, from, offspring, used[turn]);
        if (k < 0)
            continue;
        int to = free_place(inst, k, taken), size = 0;
        for (int u = 0; u < inst->units; u++)
            if (from[u] == k && offspring[u] < 0 && size + inst->weight[u] <= inst->most[to]) {
                offspring[u] = to;
                size += inst->weight[u];
            }
        used[turn][k] = taken[to] = true;
    }
    place_rest(inst, random, offspring);
    free(taken);
    free(used[0]);
    free(used[1]);
}

int crossover_distance(const struct instance *inst, const int *a, const int *b)
{
    size_t places = (size_t)inst->places;
    int *both = xcalloc(places * places, sizeof *both), same = 0;
    for (int u = 0; u < inst->units; u++)
        both[(size_t)a[u] * places + (size_t)b[u]]++;
    for (size_t k = 0; k < places; k++) {
        int most = 0;
        for (size_t i = 0; i < places; i++)
            most = both[k * places + i] > most ? both[k * places + i] : most;
        same += most;
    }
    free(both);
    return inst->units - same;
}
