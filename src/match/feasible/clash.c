#include "match/feasible/clash.h"

#include "base/mem.h"
#include "match/feasible/feasible.h"
#include <stdlib.h>
#include <string.h>

/* The parts of the problem are its rules, by number, and then the sizes. Leaving out a rule can also make a problem
 * harder (an absent person returns). So parts are left out until no single one can be. */
struct clash_search {
    const struct match_problem *problem;
    struct watch *watch;
    size_t parts;
    bool *in;        /* parts */
    uint64_t effort; /* steps of a test */
    size_t tests;    /* how many are left */
};

enum {
    TEST_EFFORT = 200000, /* about a second, for hard ones */
    TESTS_DOWN = 20000,
    TESTS_UP = 4000, /* of small sets */
    EFFORT_UP = 400000,
};

/* Whether the present set is proved to clash. */
static bool clashes(struct clash_search *s)
{
    if (s->tests == 0 || s->watch->cancelled)
        return false;
    s->tests--;
    return feasible_problem(s->problem, s->in, s->in[s->parts - 1], s->effort, s->watch) == MATCH_INFEASIBLE;
}

/* Leaves out `count` parts in `order` from `first` on, if the rest still clashes. */
static bool leave_out(struct clash_search *s, const size_t *order, size_t first, size_t count)
{
    for (size_t k = first; k < first + count; k++)
        s->in[order[k]] = false;
    if (clashes(s))
        return true;
    for (size_t k = first; k < first + count; k++)
        s->in[order[k]] = true;
    return false;
}

static size_t list_parts(const struct clash_search *s, size_t *order)
{
    size_t count = 0;
    for (size_t k = 0; k < s->parts; k++)
        if (s->in[k])
            order[count++] = k;
    return count;
}

/* Leaves out pieces, large ones first, and at the end single parts until none can be left out. */
static void search_down(struct clash_search *s)
{
    size_t *order = xmalloc(s->parts * sizeof *order);
    for (size_t piece = (s->parts + 1) / 2; piece > 0;) {
        bool less = false;
        size_t count = list_parts(s, order);
        for (size_t k = 0; k < count; k += piece)
            less |= leave_out(s, order, k, piece < count - k ? piece : count - k);
        if (piece > 1)
            piece /= 2;
        else if (!less)
            piece = 0;
    }
    free(order);
}

/* The next subset of `size` numbers below `count`, in lexical order. */
static bool next_choice(size_t *choice, size_t size, size_t count)
{
    size_t k = size;
    while (k > 0 && choice[k - 1] == count - size + k - 1)
        k--;
    if (k == 0)
        return false;
    choice[k - 1]++;
    for (; k < size; k++)
        choice[k] = choice[k - 1] + 1;
    return true;
}

/* The size below which all subsets can be tried with the tests that are allowed; at most `below`. */
static size_t sizes_within(size_t parts, size_t below)
{
    size_t all = 1, sets = 1, size = 0;
    while (size + 1 < below) {
        sets = sets * (parts - size) / (size + 1);
        if (sets > TESTS_UP || all + sets > TESTS_UP)
            break;
        all += sets;
        size++;
    }
    return size + 1;
}

/* Tries all subsets with fewer parts than the present set, the smallest first; the first that clashes becomes the set.
 */
static void search_up(struct clash_search *s)
{
    size_t *choice = xcalloc(s->parts + 1, sizeof *choice), count = list_parts(s, choice);
    bool *found = xmalloc(s->parts * sizeof *found);
    memcpy(found, s->in, s->parts * sizeof *found);
    uint64_t until = s->watch->operations / 1000 + EFFORT_UP;
    size_t below = sizes_within(s->parts, count);
    bool done = false;
    for (size_t size = 0; size < below && size < count && !done; size++) {
        for (size_t k = 0; k < size; k++)
            choice[k] = k;
        do {
            memset(s->in, 0, s->parts * sizeof *s->in);
            for (size_t k = 0; k < size; k++)
                s->in[choice[k]] = true;
            done = clashes(s);
            if (done)
                memcpy(found, s->in, s->parts * sizeof *found);
            done = done || s->watch->cancelled || s->watch->operations / 1000 > until;
        } while (!done && next_choice(choice, size, s->parts));
    }
    memcpy(s->in, found, s->parts * sizeof *found);
    free(found);
    free(choice);
}

void clash_find(const struct match_problem *problem, struct watch *w, struct clash *clash)
{
    struct clash_search s = {.problem = problem, .watch = w, .parts = problem->rule_count + 1, .effort = TEST_EFFORT};
    s.in = xmalloc(s.parts * sizeof *s.in);
    memset(s.in, true, s.parts * sizeof *s.in);
    s.tests = TESTS_DOWN;
    search_down(&s);
    s.tests = TESTS_UP;
    search_up(&s);
    *clash = (struct clash){.sizes = s.in[s.parts - 1]};
    clash->rules = xmalloc(s.parts * sizeof *clash->rules);
    for (size_t k = 0; k + 1 < s.parts; k++)
        if (s.in[k])
            clash->rules[clash->count++] = k;
    free(s.in);
}
