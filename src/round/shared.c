/* shared.c: see shared.h. */
#include "round/shared.h"

#include <stdlib.h>
#include <string.h>

#include "base/mem.h"
#include "base/sort.h"
#include "base/tr.h"

enum { MOST_NAMED = 5, NAMED_OF_MORE = 3 };

/* In the order in which they are said. */
enum rank { ALL_FACE, OFFERED_SOUGHT, OFFERED_FACED, SOME_FACE, NOT_OFFERED };

/* One statement and the challenges it is true of: "Muthoni offers what Otieno seeks" and "contracts, budgets". */
struct statement {
    enum rank rank;
    int count; /* of SOME_FACE: how many face it */
    struct buf words, challenges;
};

struct some {
    int *people, count;
};

struct sharing {
    const struct matching *m;
    const struct shared_words *how;
    const int *people;
    int count;
    struct statement *list;
    size_t said, cap;
    struct some givers, takers; /* for the challenge looked at */
};

/* ---- names ---- */

void matching_few_names(const struct matching *m, const int *people, int count, struct buf *out)
{
    if (count <= MOST_NAMED) {
        matching_names(m, people, count, out);
        return;
    }
    for (int i = 0; i < NAMED_OF_MORE; i++) {
        buf_adds(out, i ? ", " : "");
        matching_called(m, people[i], out);
    }
    buf_addf(out, _(" and %zu others"), (size_t)(count - NAMED_OF_MORE));
}

/* ---- who ---- */

static bool has(const struct sharing *s, uint32_t challenge, int person, enum interest_as as)
{
    return trait_has(&s->m->people[person].profile.interests[as], challenge);
}

static bool is_among(const struct some *some, int person)
{
    for (int i = 0; i < some->count; i++)
        if (some->people[i] == person)
            return true;
    return false;
}

static bool is_about(const struct sharing *s, const struct some *some)
{
    return s->how->about == MATCHING_NONE || is_among(some, s->how->about);
}

/* Those with the challenge; who seeks what they face only seeks it, unless `facing` is asked for. */
static void find_some(const struct sharing *s, uint32_t challenge, enum interest_as as, bool facing, struct some *out)
{
    out->count = 0;
    for (int i = 0; i < s->count; i++)
        if (has(s, challenge, s->people[i], as) && (as != AS_FACES || facing || !has(s, challenge, s->people[i], AS_SEEKS)))
            out->people[out->count++] = s->people[i];
}

/* Takes those out of `some` who are among `others`, unless nobody would remain; returns whether it did. */
static bool leave_out(struct some *some, const struct some *others)
{
    int n = 0;
    for (int i = 0; i < some->count; i++)
        n += !is_among(others, some->people[i]);
    if (n == 0)
        return false;
    for (int i = n = 0; i < some->count; i++)
        if (!is_among(others, some->people[i]))
            some->people[n++] = some->people[i];
    some->count = n;
    return true;
}

/* ---- statements ---- */

/* The same words about several challenges become one statement. */
static void state(struct sharing *s, enum rank rank, int count, const struct buf *words, uint32_t challenge)
{
    size_t i = 0;
    while (i < s->said && (s->list[i].rank != rank || strcmp(buf_str(&s->list[i].words), buf_str(words)) != 0))
        i++;
    if (i == s->said) {
        GROW(s->list, s->said + 1, s->cap);
        s->list[s->said++] = (struct statement){rank, count, BUF_INIT, BUF_INIT};
        buf_adds(&s->list[i].words, buf_str(words));
    }
    buf_adds(&s->list[i].challenges, s->list[i].challenges.len > 0 ? ", " : "");
    buf_adds(&s->list[i].challenges, s->m->criteria.texts[challenge]);
}

static void add_faces(struct sharing *s, uint32_t challenge)
{
    struct buf words = BUF_INIT;
    struct some *facing = &s->takers;
    bool capital = s->how->capital;
    find_some(s, challenge, AS_FACES, true, facing);
    int n = facing->count;
    if (n == s->count && n == 2)
        buf_adds(&words, capital ? _("Both face: ") : _("both face: "));
    else if (n == s->count)
        buf_addf(&words, capital ? _("All %d face: ") : _("all %d face: "), n);
    else
        buf_addf(&words, _("%d of %d face: "), n, s->count);
    if (n >= 2 && is_about(s, facing))
        state(s, n == s->count ? ALL_FACE : SOME_FACE, n, &words, challenge);
    buf_release(&words);
}

/* "A offers what B and C seek: ". Who both offers and needs the same counts as whichever of the two the others lack. False: it is
 * the same person, and there is nothing to exchange. */
static bool say_offer(struct sharing *s, bool seek, struct buf *out)
{
    static const char *const says[2][2][2] = {/* faced or sought; one giver or several; one taker or several */
        {{N_("%s offers what %s faces: "), N_("%s offers what %s face: ")}, {N_("%s offer what %s faces: "), N_("%s offer what %s face: ")}},
        {{N_("%s offers what %s seeks: "), N_("%s offers what %s seek: ")}, {N_("%s offer what %s seeks: "), N_("%s offer what %s seek: ")}},
    };
    bool differ = leave_out(&s->givers, &s->takers) || leave_out(&s->takers, &s->givers);
    struct buf givers = BUF_INIT, takers = BUF_INIT;
    matching_few_names(s->m, s->givers.people, s->givers.count, &givers);
    matching_few_names(s->m, s->takers.people, s->takers.count, &takers);
    if (differ)
        buf_addf(out, tr(says[seek][s->givers.count > 1][s->takers.count > 1]), buf_str(&givers), buf_str(&takers));
    else if (s->givers.count > 1)
        buf_addf(out, seek ? _("%s offer and seek: ") : _("%s offer and face: "), buf_str(&givers));
    buf_release(&givers);
    buf_release(&takers);
    return differ || s->givers.count > 1;
}

static void say_not_offered(struct sharing *s, struct buf *out)
{
    static const char *const says[2][2] = {/* within a line, as a sentence; one taker, several */
        {N_("nobody offers what %s seeks: "), N_("nobody offers what %s seek: ")},
        {N_("Nobody offers what %s seeks: "), N_("Nobody offers what %s seek: ")},
    };
    struct buf takers = BUF_INIT;
    matching_few_names(s->m, s->takers.people, s->takers.count, &takers);
    buf_addf(out, tr(says[s->how->capital][s->takers.count > 1]), buf_str(&takers));
    buf_release(&takers);
}

static void add_offers(struct sharing *s, uint32_t challenge, enum interest_as need)
{
    struct buf words = BUF_INIT;
    bool seek = need == AS_SEEKS;
    find_some(s, challenge, AS_OFFERS, true, &s->givers);
    find_some(s, challenge, need, false, &s->takers);
    if (s->givers.count > 0 && s->takers.count > 0) {
        bool said = say_offer(s, seek, &words);
        if (said && (is_about(s, &s->givers) || is_about(s, &s->takers)))
            state(s, seek ? OFFERED_SOUGHT : OFFERED_FACED, 0, &words, challenge);
    } else if (seek && s->takers.count > 0 && is_about(s, &s->takers)) {
        say_not_offered(s, &words);
        state(s, NOT_OFFERED, 0, &words, challenge);
    }
    buf_release(&words);
}

static void add_interests(struct sharing *s, uint32_t challenge)
{
    const char *const small[INTERESTS] = {_("faces: "), _("offers: "), _("seeks: ")};
    const char *const capital[INTERESTS] = {_("Struggles with: "), _("Offers: "), _("Seeks: ")};
    static const enum rank ranks[INTERESTS] = {ALL_FACE, OFFERED_SOUGHT, NOT_OFFERED};
    for (int as = 0; as < INTERESTS; as++) {
        struct buf words = BUF_INIT;
        buf_adds(&words, s->how->capital ? capital[as] : small[as]);
        if (has(s, challenge, s->people[0], (enum interest_as)as))
            state(s, ranks[as], 0, &words, challenge);
        buf_release(&words);
    }
}

/* ---- all of it ---- */

static int ascending(const void *a, const void *b)
{
    uint32_t x = *(const uint32_t *)a, y = *(const uint32_t *)b;
    return (x > y) - (x < y);
}

/* What any of them faces, offers or seeks, each once, as first named in the alliance. The caller frees. */
static uint32_t *challenges_of(const struct sharing *s, size_t *count)
{
    uint32_t *all = NULL;
    size_t n = 0, room = 0;
    *count = 0;
    for (int i = 0; i < s->count; i++)
        for (int as = 0; as < INTERESTS; as++) {
            const struct trait *t = &s->m->people[s->people[i]].profile.interests[as];
            for (int k = 0; k < t->count; k++) {
                GROW(all, n + 1, room);
                all[n++] = t->items[k];
            }
        }
    if (n)
        sort_stable(all, n, sizeof *all, ascending);
    for (size_t i = 0; i < n; i++)
        if (i == 0 || all[i] != all[*count - 1])
            all[(*count)++] = all[i];
    return all;
}

static int by_rank(const void *a, const void *b)
{
    const struct statement *x = a, *y = b;
    if (x->rank != y->rank)
        return x->rank < y->rank ? -1 : 1;
    if (x->count != y->count)
        return x->count > y->count ? -1 : 1;
    return strcmp(buf_str(&x->words), buf_str(&y->words));
}

static void say_all(struct sharing *s, struct buf *out)
{
    if (s->said > 0)
        sort_stable(s->list, s->said, sizeof *s->list, by_rank);
    for (size_t i = 0; i < s->said; i++) {
        buf_addf(out, "%s%s%s", i > 0 ? s->how->between : "", buf_str(&s->list[i].words), buf_str(&s->list[i].challenges));
        buf_release(&s->list[i].words);
        buf_release(&s->list[i].challenges);
    }
    if (s->said == 0 && s->count == 1)
        buf_adds(out, s->how->capital ? _("No challenge, offer or need named yet") : _("has named no challenge, offer or need yet"));
    else if (s->said == 0)
        buf_adds(out, s->how->capital ? _("Nothing in common yet") : _("nothing in common yet"));
}

void matching_shared(const struct matching *m, const int *people, int count, const struct shared_words *words, struct buf *out)
{
    if (count == 0)
        return;
    struct sharing s = {.m = m, .how = words, .people = people, .count = count};
    size_t n;
    uint32_t *challenges = challenges_of(&s, &n);
    s.givers.people = xcalloc((size_t)count, sizeof *s.givers.people);
    s.takers.people = xcalloc((size_t)count, sizeof *s.takers.people);
    for (size_t c = 0; c < n; c++) {
        if (count == 1) {
            add_interests(&s, challenges[c]);
            continue;
        }
        add_faces(&s, challenges[c]);
        add_offers(&s, challenges[c], AS_SEEKS);
        add_offers(&s, challenges[c], AS_FACES);
    }
    say_all(&s, out);
    free(challenges);
    free(s.list);
    free(s.givers.people);
    free(s.takers.people);
}

void matching_table_shared(const struct matching *m, const struct matching_table *t, const struct shared_words *words, struct buf *out)
{
    int *people = xcalloc((size_t)t->place_count + 1, sizeof *people);
    for (int i = 0; i < t->place_count; i++)
        people[i] = t->places[i].person;
    matching_shared(m, people, t->place_count, words, out);
    free(people);
}
