#include "match/groups/crossover.h"

#include "base/mem.h"

#include <stdlib.h>
#include <string.h>

/* The score of a parent's group without those who are seated already, and how many people that leaves. */
static int64_t rest_score(const struct field *f, const int *parent, int k, const int *child, int *people)
{
    int64_t sum = 0;
    *people = 0;
    for (int u = 0; u < f->units; u++) {
        if (parent[u] != k || child[u] >= 0)
            continue;
        *people += f->weight[u];
        const int32_t *row = f->pair + (size_t)u * (size_t)f->stride;
        for (int v = u + 1; v < f->units; v++)
            sum += parent[v] == k && child[v] < 0 ? row[v] : 0;
    }
    return sum;
}

/* The parent's group that is worth most as it is left, among those not yet taken from it. */
static int best_group(const struct field *f, const int *parent, const int *child, const bool *used)
{
    int best = -1;
    int64_t best_score = 0;
    for (int k = 0; k < f->places; k++) {
        int people;
        int64_t score = used[k] ? 0 : rest_score(f, parent, k, child, &people);
        if (!used[k] && people > 0 && (best < 0 || score > best_score)) {
            best = k;
            best_score = score;
        }
    }
    return best;
}

/* A free place for the group of place k: the same one if it is free, else one with the same bounds, else any. */
static int free_place(const struct field *f, int k, const bool *taken)
{
    int any = -1;
    if (!taken[k])
        return k;
    for (int i = 0; i < f->places; i++) {
        if (!taken[i] && f->least[i] == f->least[k] && f->most[i] == f->most[k])
            return i;
        if (!taken[i])
            any = i;
    }
    return any;
}

/* Seats a unit where people are missing most, from a random place on. */
static int emptiest(const struct field *f, struct random *random, const int *size, int weight)
{
    int from = random_below(random, f->places), best = from, best_room = INT32_MIN;
    for (int i = 0; i < f->places; i++) {
        int k = (from + i) % f->places;
        int need = f->least[k] - size[k], room = f->most[k] - size[k] - weight;
        int worth = need > 0 ? 1000 + need : room >= 0 ? 0 : room;
        if (worth > best_room) {
            best = k;
            best_room = worth;
        }
    }
    return best;
}

static void seat_rest(const struct field *f, struct random *random, int *child)
{
    int *size = xcalloc((size_t)f->places, sizeof *size), *rest = xcalloc((size_t)f->units, sizeof *rest), count = 0;
    for (int u = 0; u < f->units; u++) {
        if (child[u] >= 0)
            size[child[u]] += f->weight[u];
        else
            rest[count++] = u;
    }
    random_shuffle(random, rest, count);
    for (int i = 0; i < count; i++) {
        int k = emptiest(f, random, size, f->weight[rest[i]]);
        child[rest[i]] = k;
        size[k] += f->weight[rest[i]];
    }
    free(size);
    free(rest);
}

void recombine(const struct field *f, struct random *random, const int *mother, const int *father, int *child)
{
    bool *taken = xcalloc((size_t)f->places, sizeof *taken), *used[2];
    for (int i = 0; i < 2; i++)
        used[i] = xcalloc((size_t)f->places, sizeof *used[i]);
    for (int u = 0; u < f->units; u++)
        child[u] = -1;
    int turn = random_below(random, 2);
    for (int made = 0; made < f->places; made++, turn ^= 1) {
        const int *parent = turn ? mother : father;
        int k = best_group(f, parent, child, used[turn]);
        if (k < 0)
            continue;
        int to = free_place(f, k, taken), size = 0;
        for (int u = 0; u < f->units; u++)
            if (parent[u] == k && child[u] < 0 && size + f->weight[u] <= f->most[to]) {
                child[u] = to;
                size += f->weight[u];
            }
        used[turn][k] = taken[to] = true;
    }
    seat_rest(f, random, child);
    free(taken);
    free(used[0]);
    free(used[1]);
}

int recombine_distance(const struct field *f, const int *a, const int *b)
{
    size_t places = (size_t)f->places;
    int *both = xcalloc(places * places, sizeof *both), same = 0;
    for (int u = 0; u < f->units; u++)
        both[(size_t)a[u] * places + (size_t)b[u]]++;
    for (size_t k = 0; k < places; k++) {
        int most = 0;
        for (size_t i = 0; i < places; i++)
            most = both[k * places + i] > most ? both[k * places + i] : most;
        same += most;
    }
    free(both);
    return f->units - same;
}
