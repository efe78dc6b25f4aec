#include "match/verify.h"

#include "base/mem.h"
#include <stdlib.h>

#define REFUSE(...) error_set(e, ERR_REJECTED, __VA_ARGS__)

static bool meant(const struct match_rule *rule, int person)
{
    for (int i = 0; i < rule->count && rule->people[i] <= person; i++)
        if (rule->people[i] == person)
            return true;
    return false;
}

static bool should_sit(const struct match_problem *p, int person, int round)
{
    for (size_t k = 0; k < p->rule_count; k++) {
        const struct match_rule *rule = &p->rules[k];
        bool out = rule->type == MATCH_ABSENT || (rule->type == MATCH_CAPACITY && round >= rule->limit);
        if (out && meant(rule, person))
            return false;
    }
    return true;
}

/* Locked in the first round. */
static bool is_locked(const struct match_problem *p, int person)
{
    for (size_t k = 0; k < p->rule_count; k++)
        if (p->rules[k].type == MATCH_LOCKED && meant(&p->rules[k], person))
            return true;
    return false;
}

/* Places with exactly two people each are also pairs. */
static bool wants_pairs(const struct match_problem *p)
{
    if (!p->place_least)
        return p->least == 2 && p->most == 2;
    for (int k = 0; k < p->places; k++)
        if (p->place_least[k] != 2 || p->place_most[k] != 2)
            return false;
    return true;
}

/* ---- places ---- */

static enum status verify_seats(const struct match_problem *p, const struct match_result *result, int round,
                                const int *place, struct error *e)
{
    for (int i = 0; i < p->n; i++) {
        bool sits = should_sit(p, i, round);
        if (place[i] < -1 || place[i] >= result->places[round])
            return REFUSE("round '%d': person '%d' is in arrangement '%d' of %d", round, i, place[i],
                          result->places[round]);
        if (sits && place[i] < 0)
            return REFUSE("round '%d': person '%d' is in no arrangement", round, i);
        if (!sits && place[i] >= 0)
            return REFUSE("round '%d': person '%d' does not take part, but sits", round, i);
    }
    return OK;
}

static enum status verify_size(const struct match_problem *p, int round, int arrangement, int size, bool trio,
                               struct error *e)
{
    int least = p->least, most = p->most;
    if (p->place_least && arrangement >= p->places)
        return REFUSE("round '%d': there is no place '%d'", round, arrangement);
    if (p->place_least) {
        least = p->place_least[arrangement];
        most = p->place_most[arrangement];
    } else if (trio && least == 2 && most == 2) {
        most = 3;
    }
    if (size < least || size > most)
        return REFUSE("round '%d': arrangement '%d' has %d people", round, arrangement, size);
    return OK;
}

static enum status verify_sizes(const struct match_problem *p, const struct match_result *result, int round,
                                const int *place, struct error *e)
{
    int people = 0, trios = 0;
    for (int i = 0; i < p->n; i++)
        people += place[i] >= 0 && !(round == 0 && is_locked(p, i));
    for (int a = 0; a < result->places[round]; a++) {
        int size = 0;
        bool locked = false;
        for (int i = 0; i < p->n; i++) {
            size += place[i] == a;
            locked = locked || (place[i] == a && round == 0 && is_locked(p, i));
        }
        if (size == 0)
            return REFUSE("round '%d': arrangement '%d' is empty", round, a);
        if (locked)
            continue;
        trios += size == 3;
        enum status status = verify_size(p, round, a, size, people % 2 == 1, e);
        if (status != OK)
            return status;
    }
    if (p->place_least && result->places[round] < p->places)
        return REFUSE("round '%d': only %d of %d places are there", round, result->places[round], p->places);
    if (!p->place_least && p->least == 2 && p->most == 2 && trios != people % 2)
        return REFUSE("round '%d': there are %d trios among %d people", round, trios, people);
    return OK;
}

/* ---- rules ---- */

/* Whether the people with place[i] == a satisfy a rule. */
static bool holds(const struct match_rule *rule, const int *place, int n, int a)
{
    int inside = 0, outside = 0, with_same_label = 0;
    uint64_t common = UINT64_MAX;
    for (int i = 0; i < n; i++) {
        if (place[i] != a)
            continue;
        if (rule->type == MATCH_SHARED) {
            common &= rule->masks[i];
        } else if (rule->type == MATCH_AT_MOST) {
            int same = 0;
            for (int j = 0; j < n && rule->labels[i] >= 0; j++)
                same += place[j] == a && rule->labels[j] == rule->labels[i];
            with_same_label = same > with_same_label ? same : with_same_label;
        } else if (meant(rule, i)) {
            inside++;
        } else {
            outside++;
        }
    }
    switch (rule->type) {
    case MATCH_TOGETHER:
        return inside == 0 || inside == rule->count;
    case MATCH_APART:
        return inside <= 1;
    case MATCH_LOCKED:
        return inside == 0 || (inside == rule->count && outside == 0);
    case MATCH_AT_MOST:
        return with_same_label <= rule->limit;
    case MATCH_NEVER_ALONE:
        return inside != 1;
    case MATCH_AT_LEAST:
        return inside >= rule->limit;
    case MATCH_SHARED:
        return common != 0;
    case MATCH_ABSENT:
    case MATCH_CAPACITY:
        break; /* verify_seats() */
    }
    return true;
}

static bool only_first_round(const struct match_rule *rule)
{
    return rule->type == MATCH_TOGETHER || rule->type == MATCH_LOCKED;
}

static enum status verify_rules(const struct match_problem *p, int round, const int *place, int places, struct error *e)
{
    for (size_t k = 0; k < p->rule_count; k++) {
        const struct match_rule *rule = &p->rules[k];
        if (round > 0 && only_first_round(rule))
            continue;
        /* The people of these rules must take part. */
        for (int i = 0; only_first_round(rule) && i < rule->count; i++)
            if (place[rule->people[i]] < 0)
                return REFUSE("round '%d': person '%d' of rule '%zu' is not there", round, rule->people[i], k);
        for (int a = 0; a < places; a++)
            if (!holds(rule, place, p->n, a))
                return REFUSE("round '%d': arrangement '%d' breaks rule '%zu'", round, a, k);
    }
    return OK;
}

/* ---- numbers ---- */

static bool is_kept(const struct match_problem *p, int i, int j)
{
    return p->aim == MATCH_LEAST_CHANGE && p->standing[i] >= 0 && p->standing[i] == p->standing[j];
}

static int64_t score_of(const struct match_problem *p, int i, int j)
{
    return p->score[(size_t)i * (size_t)p->n + (size_t)j];
}

/* The pairs who meet in a round and met in an earlier one. */
static int count_repeats(const struct match_problem *p, const struct match_result *result, int round)
{
    const int *now = result->place + (size_t)round * (size_t)p->n;
    int repeats = 0;
    for (int i = 0; i < p->n; i++)
        for (int j = 0; j < i; j++) {
            bool before = false;
            for (int k = 0; k < round && now[i] >= 0 && now[i] == now[j] && !before; k++) {
                const int *then = result->place + (size_t)k * (size_t)p->n;
                before = then[i] >= 0 && then[i] == then[j];
            }
            repeats += before;
        }
    return repeats;
}

static int64_t gets_in(const struct match_problem *p, const int *place, int person)
{
    int64_t gets = 0;
    for (int j = 0; j < p->n; j++)
        if (j != person && place[j] == place[person])
            gets += score_of(p, person, j);
    return gets;
}

static enum status verify_numbers(const struct match_problem *p, const struct match_result *result, struct error *e)
{
    int64_t twice = 0, floor = INT64_MAX;
    int kept = 0, repeats = 0;
    for (int k = 0; k < result->rounds; k++) {
        const int *place = result->place + (size_t)k * (size_t)p->n;
        repeats += count_repeats(p, result, k);
        for (int i = 0; i < p->n; i++) {
            if (place[i] < 0)
                continue;
            int64_t gets = gets_in(p, place, i);
            twice += gets;
            if (gets < floor && !(k == 0 && is_locked(p, i)))
                floor = gets;
            for (int j = 0; k == 0 && j < i; j++)
                kept += place[i] == place[j] && is_kept(p, i, j);
        }
    }
    int64_t worth = twice / 2 + (kept > 0 ? (int64_t)kept * p->keep_bonus : 0);
    floor = floor == INT64_MAX ? 0 : floor;
    if (result->score != twice / 2)
        return REFUSE("the score is '%lld', not '%lld'", (long long)(twice / 2), (long long)result->score);
    if (result->kept != kept || result->repeats != repeats)
        return REFUSE("%d pairs are kept and %d meet again, not '%d' and '%d'", kept, repeats, result->kept,
                      result->repeats);
    if (result->worth != worth)
        return REFUSE("the worth is '%lld', not '%lld'", (long long)worth, (long long)result->worth);
    if (result->floor != floor)
        return REFUSE("the floor is '%lld', not '%lld'", (long long)floor, (long long)result->floor);
    return OK;
}

static enum status verify_bounds(const struct match_problem *p, const struct match_result *result, struct error *e)
{
    if (result->repeats == 0 && result->bound < result->worth)
        return REFUSE("the bound '%lld' is below the worth", (long long)result->bound);
    if (result->proved && (result->bound != result->worth || result->repeats > 0))
        return REFUSE("it is said to be proved, but the bound is '%lld'", (long long)result->bound);
    if (p->aim != MATCH_FAIREST)
        return OK;
    if (result->floor_bound < result->floor)
        return REFUSE("the floor's bound '%lld' is below the floor", (long long)result->floor_bound);
    if (result->proved && result->floor_bound != result->floor)
        return REFUSE("it is said to be proved, but the floor's bound is '%lld'", (long long)result->floor_bound);
    return OK;
}

/* ---- the certificate of pairs ---- */

enum { PRICE_BITS = 40 }; /* sums of larger prices are not trusted */

static bool is_price(int64_t price)
{
    return price > -(INT64_C(1) << PRICE_BITS) && price < INT64_C(1) << PRICE_BITS;
}

static bool takes_part(const struct match_problem *p, int person)
{
    return should_sit(p, person, 0) && !is_locked(p, person);
}

/* Whether the rules allow two people as a pair. */
static bool may_pair(const struct match_problem *p, int i, int j)
{
    bool may = true;
    for (size_t k = 0; may && k < p->rule_count; k++) {
        const struct match_rule *rule = &p->rules[k];
        if (rule->type == MATCH_SHARED)
            may = (rule->masks[i] & rule->masks[j]) != 0;
        else if (rule->type == MATCH_AT_MOST)
            may = rule->limit > 1 || rule->labels[i] < 0 || rule->labels[i] != rule->labels[j];
        else if (rule->type != MATCH_LOCKED) {
            int inside = meant(rule, i) + meant(rule, j);
            may = rule->type == MATCH_TOGETHER      ? inside == 0 || inside == rule->count
                  : rule->type == MATCH_APART       ? inside < 2
                  : rule->type == MATCH_NEVER_ALONE ? inside != 1
                  : rule->type == MATCH_AT_LEAST    ? inside >= rule->limit
                                                    : true;
        }
    }
    return may;
}

static enum status verify_prices(const struct match_problem *p, const struct match_certificate *c, struct error *e)
{
    int people = 0;
    for (int i = 0; i < p->n; i++) {
        bool in = takes_part(p, i);
        people += in;
        if (!is_price(c->price[i]) || (!in && c->price[i] != 0))
            return REFUSE("certificate: the price of person '%d' is '%lld'", i, (long long)c->price[i]);
    }
    return people % 2 == 0 ? OK : REFUSE("certificate: the number of people is odd");
}

static enum status verify_blossom(const struct match_problem *p, const struct match_certificate *c, int blossom,
                                  struct error *e)
{
    int first = c->blossom_start[blossom], after = c->blossom_start[blossom + 1];
    if (after - first < 3 || (after - first) % 2 == 0)
        return REFUSE("certificate: blossom '%d' has %d people", blossom, after - first);
    if (c->blossom_price[blossom] < 0 || !is_price(c->blossom_price[blossom]))
        return REFUSE("certificate: the price of blossom '%d' is '%lld'", blossom,
                      (long long)c->blossom_price[blossom]);
    for (int k = first; k < after; k++) {
        int person = c->blossom_people[k];
        if (person < 0 || person >= p->n || !takes_part(p, person))
            return REFUSE("certificate: blossom '%d' holds '%d', who takes no part", blossom, person);
        for (int m = first; m < k; m++)
            if (c->blossom_people[m] == person)
                return REFUSE("certificate: blossom '%d' holds '%d' twice", blossom, person);
    }
    return OK;
}

static enum status verify_blossoms(const struct match_problem *p, const struct match_certificate *c, struct error *e)
{
    if (c->blossom_count < 0 || c->blossom_count > p->n)
        return REFUSE("certificate: there are '%d' blossoms", c->blossom_count);
    if (c->blossom_count > 0 && (!c->blossom_price || !c->blossom_start || !c->blossom_people))
        return REFUSE("certificate: the blossoms are missing");
    if (c->blossom_count > 0 && c->blossom_start[0] != 0)
        return REFUSE("certificate: the blossoms start at '%d'", c->blossom_start[0]);
    for (int b = 0; b < c->blossom_count; b++) {
        enum status status = verify_blossom(p, c, b, e);
        if (status != OK)
            return status;
    }
    return OK;
}

/* No allowed pair has more worth than half the sum of its prices. */
static enum status verify_cover(const struct match_problem *p, const struct match_certificate *c, struct error *e)
{
    size_t n = (size_t)p->n;
    int64_t *extra = xcalloc(n * n + 1, sizeof *extra); /* what blossoms add to a pair */
    enum status status = OK;
    for (int b = 0; b < c->blossom_count; b++)
        for (int k = c->blossom_start[b]; k < c->blossom_start[b + 1]; k++)
            for (int m = c->blossom_start[b]; m < c->blossom_start[b + 1]; m++)
                extra[(size_t)c->blossom_people[k] * n + (size_t)c->blossom_people[m]] += c->blossom_price[b];
    for (int i = 0; status == OK && i < p->n; i++)
        for (int j = 0; status == OK && j < i; j++) {
            int64_t worth = score_of(p, i, j) + (is_kept(p, i, j) ? p->keep_bonus : 0);
            if (2 * worth > c->price[i] + c->price[j] + extra[(size_t)i * n + (size_t)j] && takes_part(p, i) &&
                takes_part(p, j) && may_pair(p, i, j))
                status = REFUSE("certificate: people '%d' and '%d' are worth more than their prices", j, i);
        }
    free(extra);
    return status;
}

/* The bound that the certificate proves, with the locked arrangements. */
static int64_t certified_bound(const struct match_problem *p, const struct match_result *result)
{
    const struct match_certificate *c = &result->certificate;
    int64_t twice = 0, locked = 0;
    for (int i = 0; i < p->n; i++)
        twice += c->price[i];
    for (int b = 0; b < c->blossom_count; b++)
        twice += c->blossom_price[b] * ((c->blossom_start[b + 1] - c->blossom_start[b] - 1) / 2);
    for (int i = 0; i < p->n; i++)
        for (int j = 0; j < i; j++)
            if (result->place[i] >= 0 && result->place[i] == result->place[j] && is_locked(p, i))
                locked += score_of(p, i, j) + (is_kept(p, i, j) ? p->keep_bonus : 0);
    return (twice - (twice % 2 != 0 && twice < 0)) / 2 + locked;
}

static enum status verify_certificate(const struct match_problem *p, const struct match_result *result, struct error *e)
{
    const struct match_certificate *c = &result->certificate;
    if (!wants_pairs(p) || result->rounds != 1 || p->aim == MATCH_FAIREST || !c->price)
        return REFUSE("certificate: there cannot be one");
    enum status status = verify_prices(p, c, e);
    if (status == OK)
        status = verify_blossoms(p, c, e);
    if (status == OK)
        status = verify_cover(p, c, e);
    if (status == OK && certified_bound(p, result) > result->bound)
        return REFUSE("certificate: it proves '%lld', not the bound", (long long)certified_bound(p, result));
    return status;
}

/* ---- the whole result ---- */

static enum status verify_clash(const struct match_problem *p, const struct match_result *result, struct error *e)
{
    if (result->clash_count == 0 && !result->clash_sizes)
        return REFUSE("there is said to be no solution, but not why");
    for (size_t k = 0; k < result->clash_count; k++)
        if (result->clash[k] >= p->rule_count || (k > 0 && result->clash[k] <= result->clash[k - 1]))
            return REFUSE("the clash names rule '%zu'", result->clash[k]);
    if (result->proved || result->certified)
        return REFUSE("what has no solution has no proof of the best one");
    return OK;
}

static enum status verify_feasible(const struct match_problem *p, const struct match_result *result, struct error *e)
{
    enum status status = OK;
    for (int k = 0; status == OK && k < result->rounds; k++) {
        const int *place = result->place + (size_t)k * (size_t)p->n;
        status = verify_seats(p, result, k, place, e);
        if (status == OK)
            status = verify_rules(p, k, place, result->places[k], e);
        if (status == OK)
            status = verify_sizes(p, result, k, place, e);
    }
    if (status == OK)
        status = verify_numbers(p, result, e);
    if (status == OK)
        status = verify_bounds(p, result, e);
    return status == OK && result->certified ? verify_certificate(p, result, e) : status;
}

enum status match_verify(const struct match_problem *p, const struct match_result *result, struct error *e)
{
    if (result->n != p->n || result->rounds != (p->rounds > 1 ? p->rounds : 1))
        return REFUSE("the result is for %d people in %d rounds", result->n, result->rounds);
    if (result->state == MATCH_FEASIBLE)
        return verify_feasible(p, result, e);
    if (result->state == MATCH_INFEASIBLE)
        return verify_clash(p, result, e);
    return result->proved || result->certified ? REFUSE("nothing was found, but it is said to be proved") : OK;
}
