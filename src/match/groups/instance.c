#include "match/groups/instance.h"

#include "base/mem.h"
#include "match/solver.h"

#include <stdlib.h>
#include <string.h>

/* Sums of a row over a place stay below this, so that a difference of four of them fits into int32. */
static const int64_t MOST_SUM = (int64_t)1 << 27;

void field_places(const struct rules *r, int *least, int *most)
{
    const struct match_problem *p = r->problem;
    if (p->place_least) {
        *least = *most = p->places;
        return;
    }
    if (p->least == 2 && p->most == 2) { /* pairs, and one trio where the number is odd */
        *least = *most = r->n / 2;
        return;
    }
    *least = p->most > 0 ? (r->n + p->most - 1) / p->most : 1;
    *most = p->least > 0 ? r->n / p->least : r->n;
}

/* Tells the watch, if there is one, of a row of units from `u` on. */
static void tell_row(const struct field *f, int u)
{
    if (f->watch)
        watch_work(f->watch, 2 * (uint64_t)(f->units - u) * (uint64_t)f->weight[u]);
}

static void find_units(struct field *f, const struct rules *r)
{
    f->units = r->n > 0 ? r->block_count : 0;
    f->start = xcalloc((size_t)f->units + 2, sizeof *f->start);
    f->member = xcalloc((size_t)f->people, sizeof *f->member);
    f->weight = xcalloc((size_t)f->units, sizeof *f->weight);
    for (int i = 0; i < f->people; i++)
        f->weight[r->together[i]]++;
    for (int u = 0; u < f->units; u++) {
        f->start[u + 1] = f->start[u] + f->weight[u];
        f->heavy |= f->weight[u] > 1;
    }
    int *filled = xcalloc((size_t)f->units, sizeof *filled);
    for (int i = 0; i < f->people; i++) {
        int u = r->together[i];
        f->member[f->start[u] + filled[u]++] = i;
    }
    free(filled);
}

/* Marks two units apart if any two of their people are, or if both have the one person of a label that is allowed. */
static bool units_apart(const struct field *f, int u, int v)
{
    const struct rules *r = f->rules;
    for (int a = f->start[u]; a < f->start[u + 1]; a++)
        for (int b = f->start[v]; b < f->start[v + 1]; b++) {
            int i = f->member[a], j = f->member[b];
            if (r->apart[(size_t)i * (size_t)r->n + (size_t)j])
                return true;
            for (int d = 0; d < r->demand_count; d++) {
                const struct demand *what = &r->demands[d];
                if (what->type == MATCH_AT_MOST && what->limit == 1 && what->label[i] >= 0 &&
                    what->label[i] == what->label[j])
                    return true;
                if (what->type == MATCH_SHARED && !(what->mask[i] & what->mask[j]))
                    return true;
            }
        }
    return false;
}

static void find_apart(struct field *f)
{
    size_t n = (size_t)f->units;
    f->apart = xcalloc(n * n, 1);
    for (int u = 0; u < f->units; u++) {
        for (int v = u + 1; v < f->units; v++)
            if (units_apart(f, u, v)) {
                f->apart[(size_t)u * n + (size_t)v] = f->apart[(size_t)v * n + (size_t)u] = 1;
                f->any_apart = true;
            }
        tell_row(f, u);
    }
}

void field_narrow(struct field *f, const int *size)
{
    const struct match_problem *p = f->rules->problem;
    bool trio = !p->place_least && p->least == 2 && p->most == 2 && f->people % 2 == 1;
    int least = 0, most = 0;
    f->alike = true;
    for (int k = 0; k < f->places; k++) {
        f->least[k] = size ? size[k] : p->place_least ? p->place_least[k] : p->least;
        f->most[k] = size ? size[k] : p->place_most ? p->place_most[k] : p->most + (trio ? 1 : 0);
        f->alike &= f->least[k] == f->least[0] && f->most[k] == f->most[0];
        least += f->least[k];
        most += f->most[k] < f->people ? f->most[k] : f->people;
    }
    f->loose = least < f->people && most > f->people;
}

static int64_t unit_score(const struct field *f, int u, int v)
{
    const struct rules *r = f->rules;
    int64_t sum = 0;
    for (int a = f->start[u]; a < f->start[u + 1]; a++)
        for (int b = f->start[v]; b < f->start[v + 1]; b++)
            sum += r->score[(size_t)f->member[a] * (size_t)r->n + (size_t)f->member[b]];
    return sum;
}

int64_t field_within(const struct field *f, int unit)
{
    int64_t sum = unit_score(f, unit, unit); /* counts each pair twice: once for each of the two */
    return sum >= 0 ? sum >> f->shift : -(-sum >> f->shift);
}

/* The most units that may meet in one place, with one to spare for moves on the way. */
static int crowd(const struct field *f)
{
    int most = 1;
    for (int k = 0; k < f->places; k++)
        most = f->most[k] > most ? f->most[k] : most;
    return (most < f->people ? most : f->people) + 2;
}

/* Breaking a rule costs as much as a good swap gains: twice the spread of scores, times the root of the size. */
static void find_scale(struct field *f)
{
    int64_t low = 0, high = 0, size = crowd(f), root = 1;
    for (int u = 0; u < f->units; u++) {
        for (int v = u + 1; v < f->units; v++) {
            int64_t s = unit_score(f, u, v);
            low = s < low ? s : low;
            high = s > high ? s : high;
        }
        tell_row(f, u);
    }
    int64_t largest = high > -low ? high : -low;
    while ((largest >> f->shift) * size > MOST_SUM / 4)
        f->shift++;
    while (root * root < size)
        root++;
    int64_t pressure = 2 * (((high - low) >> f->shift) + 1) * root, most = MOST_SUM / 2 / size;
    f->pressure = (int32_t)(pressure < most ? pressure : most);
}

bool field_press(struct field *f)
{
    if ((int64_t)f->pressure * 2 * crowd(f) > MOST_SUM / 2)
        return false;
    f->pressure *= 2;
    return true;
}

void field_init(struct field *f, const struct rules *r, int places, struct watch *watch)
{
    *f = (struct field){.rules = r, .watch = watch, .people = r->n, .places = places};
    find_units(f, r);
    f->stride = (f->units + FIELD_LANES - 1) / FIELD_LANES * FIELD_LANES;
    f->least = xcalloc((size_t)f->places, sizeof *f->least);
    f->most = xcalloc((size_t)f->places, sizeof *f->most);
    field_narrow(f, NULL);
    find_apart(f);
    find_scale(f);
    f->pair = xcalloc((size_t)f->units * (size_t)f->stride, sizeof *f->pair);
    field_fill(f, FIELD_SCORES);
}

void field_release(struct field *f)
{
    free(f->start);
    free(f->member);
    free(f->weight);
    free(f->apart);
    free(f->pair);
    free(f->least);
    free(f->most);
    *f = (struct field){0};
}

void field_fill(struct field *f, enum field_aim aim)
{
    for (int u = 0; u < f->units; u++) {
        for (int v = u + 1; v < f->units; v++) {
            int64_t s = aim == FIELD_SCORES ? unit_score(f, u, v) : 0;
            s = s >= 0 ? s >> f->shift : -(-s >> f->shift);
            s -= f->apart[(size_t)u * (size_t)f->units + (size_t)v] ? f->pressure : 0;
            f->pair[(size_t)u * (size_t)f->stride + (size_t)v] = (int32_t)s;
            f->pair[(size_t)v * (size_t)f->stride + (size_t)u] = (int32_t)s;
        }
        tell_row(f, u);
    }
}

/* Lists the people of place k in `people`; returns how many. */
static int people_of(const struct field *f, const int *place, int k, int *people)
{
    int count = 0;
    for (int i = 0; i < f->people; i++)
        if (place[f->rules->together[i]] == k)
            people[count++] = i;
    return count;
}

bool field_keeps(const struct field *f, const int *place)
{
    bool keeps = true;
    int *people = xcalloc((size_t)f->people, sizeof *people);
    for (int k = 0; k < f->places && keeps; k++) {
        int count = people_of(f, place, k, people);
        keeps = count >= f->least[k] && count <= f->most[k] && (count == 0 || rules_allow(f->rules, people, count));
    }
    free(people);
    return keeps;
}

int64_t field_score(const struct field *f, const int *place, int64_t *floor)
{
    const struct rules *r = f->rules;
    int *people = xcalloc((size_t)f->people, sizeof *people);
    int64_t total = 0, lowest = INT64_MAX;
    for (int k = 0; k < f->places; k++) {
        int count = people_of(f, place, k, people);
        for (int a = 0; a < count; a++) {
            int64_t own = 0;
            for (int b = 0; b < count; b++)
                own += a == b ? 0 : r->score[(size_t)people[a] * (size_t)r->n + (size_t)people[b]];
            total += own;
            lowest = own < lowest ? own : lowest;
        }
    }
    free(people);
    if (floor)
        *floor = f->people > 0 ? lowest : 0;
    return total / 2;
}
