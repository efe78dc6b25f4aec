#include "match/solver.h"

#include "base/mem.h"
#include <stdlib.h>
#include <string.h>

enum { STEP = 1000, BETWEEN_POLLS = 1000 * STEP };

void watch_init(struct watch *w, const struct match_control *control, uint64_t effort)
{
    *w = (struct watch){.control = control, .next_poll = BETWEEN_POLLS, .limit = effort * STEP};
    w->progress.bound = INT64_MAX;
}

bool watch_work(struct watch *w, uint64_t operations)
{
    w->operations += operations;
    w->progress.steps = w->operations / STEP;
    if (w->operations >= w->next_poll) {
        w->next_poll = w->operations + BETWEEN_POLLS;
        if (!w->cancelled && w->control && w->control->poll)
            w->cancelled = w->control->poll(w->control->data, &w->progress);
    }
    if (w->cancelled || (w->limit > 0 && w->operations >= w->limit) || (w->hurry && w->progress.found))
        w->stopped = true;
    return w->stopped;
}

bool watch_share(struct watch *w, uint64_t effort)
{
    w->limit = effort > 0 ? w->operations + effort * STEP : 0;
    w->stopped = w->cancelled;
    return !w->stopped;
}

uint64_t watch_left(const struct watch *w, uint64_t effort)
{
    uint64_t spent = w->operations / STEP;
    return spent < effort ? effort - spent : 0;
}

bool watch_start_share(struct watch *w, uint64_t effort, uint64_t share)
{
    uint64_t left = watch_left(w, effort);
    return left > 0 && watch_share(w, share < left ? share : left);
}

void watch_bound(struct watch *w, int64_t bound)
{
    w->progress.bound = bound == INT64_MAX ? bound : bound + w->fixed_worth;
}

void seating_write(const struct seating *s, const struct rules *r, int *place)
{
    for (int i = 0; i < r->problem->n; i++)
        place[i] = r->fixed[i] < 0 ? -1 : s->places + r->fixed[i];
    for (int i = 0; i < r->n; i++)
        place[r->person[i]] = s->place[i];
}

void watch_better(struct watch *w, const struct rules *rounds, const struct seating *seatings, int count)
{
    int64_t worth = w->fixed_worth;
    for (int k = 0; k < count; k++) {
        if (!seatings[k].found)
            return;
        worth += seatings[k].worth;
    }
    w->progress.found = true;
    w->progress.worth = worth;
    if (!w->control || !w->control->better)
        return;
    size_t n = (size_t)rounds->problem->n;
    int *place = xmalloc(((size_t)count * n + 1) * sizeof *place);
    for (int k = 0; k < count; k++)
        seating_write(&seatings[k], &rounds[k], place + (size_t)k * n);
    w->control->better(w->control->data, &w->progress, place);
    free(place);
}

void seating_init(struct seating *s, int n)
{
    *s = (struct seating){.n = n, .place = xmalloc(((size_t)n + 1) * sizeof *s->place)};
    for (int i = 0; i < n; i++)
        s->place[i] = -1;
}

void seating_release(struct seating *s)
{
    free(s->place);
    *s = (struct seating){0};
}

void seating_copy(struct seating *to, const struct seating *from)
{
    int *place = to->place;
    if (from->n > 0)
        memcpy(place, from->place, (size_t)from->n * sizeof *place);
    *to = *from;
    to->place = place;
}

void seating_value(struct seating *s, const struct rules *r)
{
    int64_t twice = 0;
    s->floor = 0;
    for (int i = 0; i < s->n; i++) {
        const int32_t *row = r->score + (size_t)i * (size_t)r->n;
        int64_t gets = 0;
        for (int j = 0; j < s->n; j++)
            gets += j != i && s->place[j] == s->place[i] ? row[j] : 0;
        twice += gets;
        s->floor = i == 0 || gets < s->floor ? gets : s->floor;
    }
    s->worth = twice / 2;
}
