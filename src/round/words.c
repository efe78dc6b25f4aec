/* words.c: why these people, in words. See matching.h. */
#include <stdlib.h>
#include <string.h>

#include "base/mem.h"
#include "base/sort.h"
#include "base/tr.h"
#include "model/kinds.h"
#include "round/internal.h"

enum { MOST_NAMED = 3 };

void matching_called(const struct matching *m, int person, struct buf *out)
{
    if (m->masked)
        buf_addf(out, _("Person %d"), person + 1);
    else
        buf_adds(out, m->people[person].called);
}

void matching_full_name(const struct matching *m, int person, struct buf *out)
{
    if (m->masked)
        matching_called(m, person, out);
    else
        buf_adds(out, m->people[person].name);
}

void matching_names(const struct matching *m, const int *people, int count, struct buf *out)
{
    for (int i = 0; i < count; i++) {
        if (i > 0)
            buf_adds(out, i == count - 1 ? _(" and ") : ", ");
        matching_called(m, people[i], out);
    }
}

const char *matching_waits(enum readiness readiness)
{
    static const char *const words[WAITS_KINDS] = {
        [WAITS_STATUS] = N_("not selected yet, or has left"),
        [WAITS_WILLING] = N_("not willing yet"),
        [WAITS_ENGAGED] = N_("not engaged yet"),
        [WAITS_AUTHORISED] = N_("not authorised at present"),
        [WAITS_CAPACITY] = N_("in as many pairs and groups as they have room for"),
        [WAITS_LANGUAGE] = N_("shares no language with anybody who is ready"),
        [WAITS_ABSENT] = N_("absent"),
        [WAITS_SEATS] = N_("no seat left; comes first in the next round"),
    };
    return readiness > READY && readiness < WAITS_KINDS ? tr(words[readiness]) : "";
}

const char *matching_waits_short(enum readiness readiness)
{
    static const char *const words[WAITS_KINDS] = {
        [WAITS_WILLING] = N_("not willing"),       [WAITS_ENGAGED] = N_("not engaged"), [WAITS_AUTHORISED] = N_("not authorised"),
        [WAITS_CAPACITY] = N_("no time left"),     [WAITS_LANGUAGE] = N_("no common language"),
        [WAITS_ABSENT] = N_("absent"),
    };
    return readiness > READY && readiness < WAITS_KINDS && words[readiness] ? tr(words[readiness]) : "";
}

/* ---- one criterion of two people ---- */

static void add_texts(const char *const *texts, size_t count, struct buf *out)
{
    for (size_t i = 0; i < count && i < MOST_NAMED; i++)
        buf_addf(out, "%s%s", i ? ", " : "", texts[i]);
    if (count > MOST_NAMED)
        buf_addf(out, _(" and %zu more"), count - MOST_NAMED);
}

/* "Otieno offers what Muthoni seeks: payroll" */
static void say_gives(const struct matching *m, size_t criterion, int giver, int taker, bool faces, struct buf *out)
{
    const char *texts[MOST_NAMED];
    struct buf a = BUF_INIT, b = BUF_INIT;
    size_t count = criteria_common(&m->criteria, criterion, &m->people[giver].profile, &m->people[taker].profile, faces, texts, MOST_NAMED);
    if (count) {
        matching_called(m, giver, &a);
        matching_called(m, taker, &b);
        buf_adds(out, out->len ? "; " : "");
        buf_addf(out, faces ? _("%s has experience with what %s faces: ") : _("%s offers what %s seeks: "), buf_str(&a), buf_str(&b));
        add_texts(texts, count, out);
    }
    buf_release(&a);
    buf_release(&b);
}

/* What of a field to show where both have the same: "Director", "Kenya". */
static void add_value(const struct matching *m, int field, int person, struct buf *out)
{
    store_display(m->app->store, &m->people[person].record, field, out);
}

static void say_two_values(const struct matching *m, int field, int a, int b, struct buf *out)
{
    add_value(m, field, a, out);
    buf_adds(out, " / ");
    add_value(m, field, b, out);
}

void matching_say_part(const struct matching *m, size_t criterion, int a, int b, struct buf *out)
{
    const struct criterion *c = &m->criteria.list[criterion];
    const char *texts[MOST_NAMED];
    struct buf words = BUF_INIT;
    size_t count;
    switch (c->test) {
    case TEST_GIVES:
        for (int faces = 0; faces < 2; faces++) {
            say_gives(m, criterion, a, b, faces, &words);
            say_gives(m, criterion, b, a, faces, &words);
        }
        break;
    case TEST_FACES:
    case TEST_COMMON:
    case TEST_WORDS:
        count = criteria_common(&m->criteria, criterion, &m->people[a].profile, &m->people[b].profile, false, texts, MOST_NAMED);
        buf_adds(&words, c->test == TEST_FACES ? _("both face ") : "");
        add_texts(texts, count, &words);
        break;
    case TEST_SAME:
        add_value(m, c->field, a, &words);
        break;
    default:
        say_two_values(m, c->field, a, b, &words);
        break;
    }
    buf_adds(out, buf_str(&words));
    buf_release(&words);
}

/* "Same stage of reform"; where they are only near it, what it is about: the label would say too much. */
void matching_say_label(const struct matching *m, size_t criterion, int a, int b, struct buf *out)
{
    const struct criterion *c = &m->criteria.list[criterion];
    const struct field *f = &m->app->model.kinds[KIND_PERSON]->fields[c->field];
    int part = criteria_part(&m->criteria, criterion, &m->people[a].profile, &m->people[b].profile);
    if (c->test != TEST_NEAR || part == CRITERION_FULL || (c->number && part > CRITERION_FULL / 2))
        buf_adds(out, c->label);
    else if (c->number)
        buf_adds(out, f->label);
    else
        buf_addf(out, _("%s, next to each other"), f->label);
}

/* ---- why these two ---- */

struct part {
    size_t criterion;
    int points; /* weight x part */
};

static int stronger_first(const void *a, const void *b)
{
    const struct part *x = a, *y = b;
    return x->points != y->points ? (x->points < y->points ? 1 : -1) : (x->criterion > y->criterion) - (x->criterion < y->criterion);
}

/* The criteria that give something, the strongest first; the caller frees. */
static struct part *parts_of(const struct matching *m, int a, int b, size_t *count)
{
    struct part *parts = xcalloc(m->criteria.count + 1, sizeof *parts);
    *count = 0;
    for (size_t c = 0; c < m->criteria.count; c++) {
        int points = m->criteria.list[c].weight * criteria_part(&m->criteria, c, &m->people[a].profile, &m->people[b].profile);
        if (points > 0)
            parts[(*count)++] = (struct part){c, points};
    }
    sort_stable(parts, *count, sizeof *parts, stronger_first);
    return parts;
}

static int percent(const struct matching *m, int points)
{
    int full = criteria_full(&m->criteria);
    return full ? (100 * points + full / 2) / full : 0;
}

/* Whoever else would suit this person best; MATCHING_NONE. */
static int best_other(const struct matching *m, int person, int not_this)
{
    int best = MATCHING_NONE;
    for (int i = 0; i < m->count; i++) {
        int two[2] = {person, i};
        bool broken = false;
        if (i == person || i == not_this || m->people[i].readiness != READY)
            continue;
        for (int r = 0; r < m->rule_count && !broken; r++)
            broken = m->rules[r].rule.type == MATCH_APART && matching_breaks(&m->rules[r], two, 2);
        if (!broken && (best == MATCHING_NONE || matching_score(m, person, i) > matching_score(m, person, best)))
            best = i;
    }
    return best;
}

static void say_best_other(const struct matching *m, int person, int partner, struct buf *out)
{
    int other = best_other(m, person, partner);
    struct buf a = BUF_INIT, b = BUF_INIT;
    matching_called(m, person, &a);
    if (other == MATCHING_NONE) {
        buf_addf(out, _("For %s there is nobody else.\n"), buf_str(&a));
    } else {
        matching_called(m, other, &b);
        buf_addf(out, _("For %s the best other is %s: %d of 100"), buf_str(&a), buf_str(&b), percent(m, matching_score(m, person, other)));
        int two[2] = {person, other};
        struct buf why = BUF_INIT;
        matching_reasons(m, two, 2, 1, &why);
        buf_addf(out, "%s%s.\n", why.len ? ", " : "", buf_str(&why));
        buf_release(&why);
    }
    buf_release(&a);
    buf_release(&b);
}

void matching_why(const struct matching *m, int a, int b, struct buf *out)
{
    int two[2] = {a, b};
    size_t count;
    struct part *parts = parts_of(m, a, b, &count);
    struct buf against = BUF_INIT, flags = BUF_INIT;
    matching_names(m, two, 2, out);
    buf_addf(out, _(": %d of 100\n"), percent(m, matching_score(m, a, b)));
    buf_addf(out, "\n%s\n", _("What speaks for it"));
    for (size_t i = 0; i < count; i++) {
        struct buf label = BUF_INIT;
        matching_say_label(m, parts[i].criterion, a, b, &label);
        buf_addf(out, _("  %3d  %s: "), percent(m, parts[i].points), buf_str(&label));
        buf_release(&label);
        matching_say_part(m, parts[i].criterion, a, b, out);
        buf_addc(out, '\n');
    }
    if (!count)
        buf_addf(out, "  %s\n", _("Nothing is recorded yet. Ask both what they face, offer and seek."));
    matching_broken(m, two, 2, &against);
    matching_remarks_of_two(m, two, &flags);
    if (against.len || flags.len)
        buf_addf(out, "\n%s\n", _("What speaks against it"));
    for (struct buf *text = &against; text; text = text == &against ? &flags : NULL)
        for (const char *line = buf_str(text); *line;) {
            size_t n = strcspn(line, "\n");
            buf_addf(out, "  %.*s\n", (int)n, line);
            line += n + (line[n] == '\n');
        }
    buf_addf(out, "\n%s\n  ", _("Who else"));
    say_best_other(m, a, b, out);
    buf_adds(out, "  ");
    say_best_other(m, b, a, out);
    buf_release(&against);
    buf_release(&flags);
    free(parts);
}
