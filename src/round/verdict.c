/* verdict.c: how good a suggestion is, in a sentence that claims no more than what was proved. See matching.h.
 */
#include "base/tr.h"
#include "round/internal.h"

enum { FARTHEST = 2 }; /* a bound beyond so many times what was found says nothing */

void matching_judge(const struct matching *m, const struct matching_wish *wish, const struct match_result *r,
                    bool turns, struct suggestion *s)
{
    for (int t = 0; t < m->table_count; t++)
        if (m->tables[t]->fixed && !m->tables[t]->beside && m->tables[t]->count > 0) {
            s->score += matching_sum(m, m->tables[t]->people, m->tables[t]->count);
            s->broken += matching_broken_rule(m, m->tables[t]->people, m->tables[t]->count, 0) != NULL;
            s->alone += m->tables[t]->count == 1;
        }
    for (int g = 0; g < s->count; g++)
        s->score += matching_sum(m, s->groups[g].people, s->groups[g].count);
    s->total = r->worth - r->repeat_loss;
    s->repeats = r->repeats;
    s->pairs = wish->least == 2 && wish->most == 2;
    s->aim = wish->aim;
    s->proved = r->proved && !turns;
    s->proved_of_seated = r->proved && turns;
    s->bound = turns ? INT64_MAX : r->bound;
    s->floor_open = wish->aim == MATCH_FAIREST && r->floor != r->floor_bound;
}

int64_t suggestion_gap(const struct suggestion *s)
{
    bool known = s->state == MATCH_FEASIBLE && s->bound != INT64_MAX && !s->floor_open;
    return !known ? INT64_MAX : s->bound > s->total ? s->bound - s->total : 0;
}

/* What was proved, said of pairs or of groups. */
static const char *best_words(const struct suggestion *s)
{
    if (s->aim == MATCH_FAIREST)
        return s->pairs ? _("Whoever gets least cannot get more, and then no other pairs score more.")
                        : _("Whoever gets least cannot get more, and then no other groups of these sizes score more.");
    if (s->aim == MATCH_LEAST_CHANGE)
        return s->pairs ? _("No other pairs score more, with what stays together counted in.")
                        : _("No other groups of these sizes score more, with what stays together counted in.");
    return s->pairs ? _("No other pairs score more.") : _("No other groups of these sizes score more.");
}

/* That rules are not kept, or somebody is alone: then nothing is called the best possible. */
static bool add_faults(const struct suggestion *s, struct buf *out)
{
    if (s->broken == 1)
        buf_adds(out, _("A rule is not kept. "));
    else if (s->broken)
        buf_addf(out, _("%d break a rule. "), s->broken);
    if (s->alone == 1)
        buf_adds(out, _("Somebody is alone. "));
    else if (s->alone)
        buf_addf(out, _("%d people are alone. "), s->alone);
    return s->broken || s->alone;
}

static void add_gap(const struct suggestion *s, struct buf *out)
{
    int64_t gap = suggestion_gap(s);
    if (gap == INT64_MAX || s->total <= 0 || s->bound / s->total >= FARTHEST) {
        buf_adds(out, _("The best found; how far it is from the best possible is not known."));
        return;
    }
    double percent = 100.0 * (double)gap / (double)s->bound;
    buf_addf(out, _("Within %.1f %% of the best possible."), percent < 0.1 ? 0.1 : percent);
}

static void add_verdict(const struct suggestion *s, bool brief, struct buf *out)
{
    bool faults = add_faults(s, out);
    if (s->state == MATCH_INFEASIBLE && s->sizes_alone)
        buf_adds(out, _("No groups of these sizes can be made."));
    else if (s->state == MATCH_INFEASIBLE)
        buf_adds(out, _("These rules cannot all be kept."));
    else if (s->state != MATCH_FEASIBLE)
        buf_adds(out, _("Stopped before an arrangement that keeps all rules was found."));
    else if (faults && brief)
        return;
    else if (s->proved_of_seated)
        buf_adds(out, _("It was decided by turn who waits; with these people, nothing else scores more."));
    else if (s->proved && faults)
        buf_adds(out, _("With those who take part, nothing else scores more."));
    else if (s->proved && brief)
        buf_adds(out, _("This is the best possible."));
    else if (s->proved)
        buf_addf(out, "%s %s", _("This is the best possible."), best_words(s));
    else
        add_gap(s, out);
}

void suggestion_verdict(const struct suggestion *s, struct buf *out)
{
    add_verdict(s, false, out);
}

void suggestion_headline(const struct suggestion *s, struct buf *out)
{
    add_verdict(s, true, out);
    while (out->len > 0 && out->s[out->len - 1] == ' ')
        out->s[--out->len] = '\0';
}
