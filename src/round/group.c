/* group.c: what speaks for people who are together, said so that it is true of all it speaks of. See
 * matching.h. */
#include <stdlib.h>
#include <string.h>

#include "base/mem.h"
#include "base/tr.h"
#include "model/kinds.h"
#include "round/internal.h"

/* How much a criterion gives over all pairs of the group, and the pair that gets most of it. */
static int64_t group_part(const struct matching *m, size_t criterion, const int *people, int count, int *a, int *b)
{
    int64_t sum = 0;
    int most = 0;
    for (int i = 0; i < count; i++)
        for (int j = 0; j < i; j++) {
            int part =
                criteria_part(&m->criteria, criterion, &m->people[people[j]].profile, &m->people[people[i]].profile);
            sum += part;
            if (part > most) {
                most = part;
                *a = people[j];
                *b = people[i];
            }
        }
    return sum * m->criteria.list[criterion].weight;
}

/* "3 face contracts": the challenge that most of them face. */
static bool say_faced_by_most(const struct matching *m, const int *people, int count, struct buf *out)
{
    size_t n = m->criteria.text_count, best = 0;
    int *faced = xcalloc(n + 1, sizeof *faced);
    for (int i = 0; i < count; i++) {
        const struct trait *t = &m->people[people[i]].profile.interests[AS_FACES];
        for (int j = 0; j < t->count; j++)
            if (++faced[t->items[j]] > faced[best])
                best = t->items[j];
    }
    int most = n ? faced[best] : 0;
    free(faced);
    if (most < 2)
        return false;
    if (most == count)
        buf_addf(out, _("all %d face %s"), count, m->criteria.texts[best]);
    else
        buf_addf(out, _("%d of %d face %s"), most, count, m->criteria.texts[best]);
    return true;
}

static int part_of(const struct matching *m, size_t criterion, int a, int b)
{
    return criteria_part(&m->criteria, criterion, &m->people[a].profile, &m->people[b].profile);
}

/* Whether the criterion holds of both in full, whatever third they are compared with: what all of these have is one
 * thing. */
static bool holds_one_thing(const struct criterion *c)
{
    return c->test == TEST_SAME || c->test == TEST_COMMON || c->test == TEST_WORDS;
}

/* Whether the person has what a and b have in common, the first thing of it where that is a list. */
static bool has_it_too(const struct matching *m, size_t criterion, int a, int b, int person)
{
    const char *both[1];
    if (person == a || person == b)
        return true;
    if (m->criteria.list[criterion].test == TEST_SAME)
        return part_of(m, criterion, a, person) > 0;
    const struct profile *x = &m->people[a].profile, *y = &m->people[b].profile, *z = &m->people[person].profile;
    return criteria_common(&m->criteria, criterion, x, y, false, both, 1) > 0 &&
           criteria_share(&m->criteria, criterion, x, z, both[0]);
}

/* Those the reason is about: who has what a and b have; of what sets people apart all of them if it is so of any two,
 * else the two. Returns how many. */
static int who_is_meant(const struct matching *m, size_t criterion, const int *people, int count, int a, int b,
                        int *meant)
{
    const struct criterion *c = &m->criteria.list[criterion];
    bool all = c->test == TEST_DIFFERS || c->test == TEST_SPREAD;
    int n = 0;
    for (int i = 0; i < count && all; i++)
        for (int j = 0; j < i && all; j++)
            all = part_of(m, criterion, people[i], people[j]) > 0;
    for (int i = 0; i < count; i++) {
        bool two = people[i] == a || people[i] == b;
        if (two || all || (holds_one_thing(c) && has_it_too(m, criterion, a, b, people[i])))
            meant[n++] = people[i];
    }
    return n;
}

/* "Director"; of what sets people apart the value of each: "Kenya / Ghana / Mali". */
static void say_of_all(const struct matching *m, size_t criterion, const int *meant, int n, int a, int b,
                       struct buf *out)
{
    const struct criterion *c = &m->criteria.list[criterion];
    const char *first[1];
    if (n == 2) {
        matching_say_part(m, criterion, a, b, out);
        return;
    }
    if (c->test == TEST_COMMON || c->test == TEST_WORDS) {
        if (criteria_common(&m->criteria, criterion, &m->people[a].profile, &m->people[b].profile, false, first, 1))
            buf_adds(out, first[0]);
        return;
    }
    for (int i = 0; i < (c->test == TEST_SAME ? 1 : n); i++) {
        buf_adds(out, i ? " / " : "");
        store_display(m->app->store, &m->people[meant[i]].record, c->field, out);
    }
}

/* "Same level: Director" of all; "Same level (Achieng and Barasa): Director" of those who are named. */
static void say_shared(const struct matching *m, size_t criterion, const int *people, int count, int a, int b,
                       struct buf *out)
{
    int *meant = xcalloc((size_t)count + 1, sizeof *meant), n = who_is_meant(m, criterion, people, count, a, b, meant);
    struct buf label = BUF_INIT, names = BUF_INIT;
    matching_say_label(m, criterion, a, b, &label);
    if (n == count) {
        buf_addf(out, _("%s: "), buf_str(&label));
    } else {
        matching_names(m, meant, n, &names);
        buf_addf(out, _("%s (%s): "), buf_str(&label), buf_str(&names));
    }
    say_of_all(m, criterion, meant, n, a, b, out);
    buf_release(&label);
    buf_release(&names);
    free(meant);
}

/* The criterion that gives most of those not said yet, and the two who get most of it; false: there is none. */
static bool strongest(const struct matching *m, const bool *said, bool first, const int *people, int count,
                      size_t *best, int *a, int *b)
{
    int64_t points = 0;
    for (size_t c = 0; c < m->criteria.count; c++) {
        int x = 0, y = 0;
        bool context = m->criteria.list[c].side == SIDE_CONTEXT;
        bool banal = context && !first; /* a common language is no news beside a reason */
        int64_t part = said[c] || banal ? 0 : group_part(m, c, people, count, &x, &y);
        if (context)
            part = part > 0; /* only where nothing else speaks for them */
        if (part <= points)
            continue;
        points = part;
        *best = c;
        *a = x;
        *b = y;
    }
    return points > 0;
}

static void say_reason(const struct matching *m, size_t criterion, const int *people, int count, int a, int b,
                       struct buf *out)
{
    const struct criterion *c = &m->criteria.list[criterion];
    if (c->test == TEST_GIVES || (c->test == TEST_FACES && count == 2))
        matching_say_part(m, criterion, a, b, out);
    else if (c->test != TEST_FACES || !say_faced_by_most(m, people, count, out))
        say_shared(m, criterion, people, count, a, b, out);
}

void matching_reasons(const struct matching *m, const int *people, int count, int most, struct buf *out)
{
    bool *said = xcalloc(m->criteria.count + 1, 1);
    size_t best = 0;
    int a = 0, b = 0;
    for (int i = 0; i < most && strongest(m, said, i == 0, people, count, &best, &a, &b); i++) {
        struct buf words = BUF_INIT;
        said[best] = true;
        say_reason(m, best, people, count, a, b, &words);
        buf_addf(out, "%s%s", i ? "; " : "", buf_str(&words));
        buf_release(&words);
    }
    free(said);
}

size_t matching_unmet(const struct matching *m, int person, const int *people, int count, const char **texts,
                      size_t most)
{
    const struct trait *seeks = &m->people[person].profile.interests[AS_SEEKS];
    size_t unmet = 0;
    for (int i = 0; i < seeks->count; i++) {
        bool offered = false;
        for (int j = 0; j < count && !offered; j++)
            offered =
                people[j] != person && trait_has(&m->people[people[j]].profile.interests[AS_OFFERS], seeks->items[i]);
        if (offered)
            continue;
        if (unmet < most)
            texts[unmet] = m->criteria.texts[seeks->items[i]];
        unmet++;
    }
    return unmet;
}
