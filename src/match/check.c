#include "match/check.h"

static enum status check_scores(const struct match_problem *p, struct error *e)
{
    if (p->n > 0 && !p->score)
        return error_set(e, ERR_INPUT, "there are no scores");
    for (int i = 0; i < p->n; i++)
        for (int j = 0; j < i; j++) {
            int32_t score = p->score[(size_t)i * (size_t)p->n + (size_t)j];
            if (score < -MATCH_MOST_SCORE || score > MATCH_MOST_SCORE)
                return error_set(e, ERR_INPUT, "the score '%d' of people '%d' and '%d' is not in -%d .. %d", (int)score,
                                 j, i, MATCH_MOST_SCORE, MATCH_MOST_SCORE);
            if (score != p->score[(size_t)j * (size_t)p->n + (size_t)i])
                return error_set(e, ERR_INPUT, "people '%d' and '%d' have two different scores", j, i);
        }
    return OK;
}

static enum status check_sizes(const struct match_problem *p, struct error *e)
{
    if (!p->place_least && !p->place_most) {
        if (p->least < 1 || p->most < p->least)
            return error_set(e, ERR_INPUT, "the sizes '%d' to '%d' are not a range from 1 up", p->least, p->most);
        return OK;
    }
    if (!p->place_least || !p->place_most || p->places < 0)
        return error_set(e, ERR_INPUT, "places need both bounds, and a number of them");
    for (int k = 0; k < p->places; k++)
        if (p->place_least[k] < 1 || p->place_most[k] < p->place_least[k])
            return error_set(e, ERR_INPUT, "the sizes '%d' to '%d' of place '%d' are not a range from 1 up",
                             p->place_least[k], p->place_most[k], k);
    return OK;
}

static enum status check_people(const struct match_rule *rule, size_t number, int n, struct error *e)
{
    if (rule->count < 0 || (rule->count > 0 && !rule->people))
        return error_set(e, ERR_INPUT, "rule '%zu' has no list of people", number);
    for (int i = 0; i < rule->count; i++) {
        if (rule->people[i] < 0 || rule->people[i] >= n)
            return error_set(e, ERR_INPUT, "rule '%zu' is about person '%d', who is not in 0 .. %d", number,
                             rule->people[i], n - 1);
        if (i > 0 && rule->people[i] <= rule->people[i - 1])
            return error_set(e, ERR_INPUT, "the people of rule '%zu' are not in ascending order at '%d'", number,
                             rule->people[i]);
    }
    return OK;
}

static enum status check_rule(const struct match_rule *rule, size_t number, int n, struct error *e)
{
    switch (rule->type) {
    case MATCH_AT_MOST:
        if (n > 0 && !rule->labels)
            return error_set(e, ERR_INPUT, "rule '%zu' has no labels", number);
        if (rule->limit < 1)
            return error_set(e, ERR_INPUT, "the limit '%d' of rule '%zu' is below 1", rule->limit, number);
        return OK;
    case MATCH_SHARED:
        if (n > 0 && !rule->masks)
            return error_set(e, ERR_INPUT, "rule '%zu' has no masks", number);
        return OK;
    case MATCH_AT_LEAST:
    case MATCH_CAPACITY:
        if (rule->limit < 0)
            return error_set(e, ERR_INPUT, "the limit '%d' of rule '%zu' is below 0", rule->limit, number);
        return check_people(rule, number, n, e);
    case MATCH_TOGETHER:
    case MATCH_APART:
    case MATCH_LOCKED:
    case MATCH_NEVER_ALONE:
    case MATCH_ABSENT:
        return check_people(rule, number, n, e);
    }
    return error_set(e, ERR_INPUT, "rule '%zu' is of no known type: '%d'", number, (int)rule->type);
}

static enum status check_aim(const struct match_problem *p, struct error *e)
{
    if (p->aim == MATCH_TOTAL || p->aim == MATCH_FAIREST)
        return OK;
    if (p->aim != MATCH_LEAST_CHANGE)
        return error_set(e, ERR_INPUT, "there is no such aim: '%d'", (int)p->aim);
    if (p->n > 0 && !p->standing)
        return error_set(e, ERR_INPUT, "least change is asked for, but nobody is placed yet");
    if (p->keep_bonus < 0 || p->keep_bonus > MATCH_MOST_SCORE)
        return error_set(e, ERR_INPUT, "the bonus '%d' for what stays is not in 0 .. %d", (int)p->keep_bonus,
                         MATCH_MOST_SCORE);
    for (int i = 0; i < p->n; i++)
        if (p->standing[i] < -1)
            return error_set(e, ERR_INPUT, "person '%d' is in arrangement '%d', which is below -1", i, p->standing[i]);
    return OK;
}

enum status match_check(const struct match_problem *p, struct error *e)
{
    if (p->n < 0 || p->n > MATCH_MOST_PEOPLE) {
        error_set(e, ERR_INPUT, "'%d' people cannot be matched at once", p->n);
        return error_hint(e, ERR_INPUT, "match at most %d at a time", MATCH_MOST_PEOPLE);
    }
    if (p->rounds < 0 || p->rounds > MATCH_MOST_ROUNDS)
        return error_set(e, ERR_INPUT, "the number of rounds '%d' is not in 0 .. %d", p->rounds, MATCH_MOST_ROUNDS);
    if (p->repeat_cost < 0 || p->repeat_cost > MATCH_MOST_SCORE)
        return error_set(e, ERR_INPUT, "the cost '%d' of a repeat is not in 0 .. %d", (int)p->repeat_cost,
                         MATCH_MOST_SCORE);
    if (p->rule_count > 0 && !p->rules)
        return error_set(e, ERR_INPUT, "the rules are missing");
    enum status status = check_sizes(p, e);
    if (status == OK)
        status = check_aim(p, e);
    for (size_t k = 0; status == OK && k < p->rule_count; k++)
        status = check_rule(&p->rules[k], k, p->n, e);
    return status == OK ? check_scores(p, e) : status;
}
