/* board_shared.c: what people have in common, in words. See board_model.h. */
#include <stdlib.h>
#include <string.h>

#include "base/mem.h"
#include "base/sort.h"
#include "base/tr.h"
#include "ui/screens/board_model.h"

/* In the order in which they are said. */
enum rank { ALL_FACE, OFFERED_SOUGHT, OFFERED_FACED, SOME_FACE, NOT_OFFERED };

/* One statement and the challenges it is true of: "Muthoni offers what Otieno seeks" and "contracts, budgets". */
struct statement {
    enum rank rank;
    size_t count; /* of SOME_FACE: how many face it */
    struct buf words, challenges;
};

/* Some of the people: places in sharing.people. */
struct some {
    size_t *at;
    size_t count;
};

struct sharing {
    const struct board_model *m;
    const struct board_words *how;
    const size_t *people;
    size_t count;
    unsigned char *has; /* for each challenge and person the bits of their roles */
    struct statement *list;
    size_t said, cap;
    struct some givers, takers; /* for the challenge looked at */
};

static bool has(const struct sharing *s, size_t challenge, size_t i, enum board_role role)
{
    return s->has[challenge * s->count + i] & (1u << role);
}

static bool is_about(const struct sharing *s, const struct some *some)
{
    for (size_t i = 0; i < some->count; i++)
        if (s->people[some->at[i]] == s->how->about)
            return true;
    return s->how->about == BOARD_NONE;
}

/* The same words about several challenges become one statement. */
static void state(struct sharing *s, enum rank rank, size_t count, const struct buf *words, size_t challenge)
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
    buf_adds(&s->list[i].challenges, s->m->challenges[challenge]);
}

static const char *word(const struct sharing *s, const char *small, const char *capital)
{
    return s->how->capital ? capital : small;
}

/* ---- facing ---- */

static void look_at_faces(struct sharing *s, size_t challenge)
{
    struct buf words = BUF_INIT;
    struct some *facing = &s->takers;
    for (size_t i = facing->count = 0; i < s->count; i++)
        if (has(s, challenge, i, BOARD_FACES))
            facing->at[facing->count++] = i;
    size_t n = facing->count;
    if (n == s->count && n == 2)
        buf_adds(&words, word(s, _("both face: "), _("Both face: ")));
    else if (n == s->count)
        buf_addf(&words, _("%s %zu face: "), word(s, _("all"), _("All")), n);
    else
        buf_addf(&words, _("%zu of %zu face: "), n, s->count);
    if (n >= 2 && is_about(s, facing))
        state(s, n == s->count ? ALL_FACE : SOME_FACE, n, &words, challenge);
    buf_release(&words);
}

/* ---- offering and needing ---- */

static bool among(const struct some *some, size_t i)
{
    for (size_t j = 0; j < some->count; j++)
        if (some->at[j] == i)
            return true;
    return false;
}

static void gather(const struct sharing *s, size_t challenge, enum board_role role, struct some *out)
{
    for (size_t i = out->count = 0; i < s->count; i++)
        if (has(s, challenge, i, role) && !(role == BOARD_FACES && has(s, challenge, i, BOARD_SEEKS)))
            out->at[out->count++] = i;
}

/* Takes those out of `some` who are among `others`, unless nobody would remain; tells whether it did. */
static bool leave_out(struct some *some, const struct some *others)
{
    size_t n = 0;
    for (size_t i = 0; i < some->count; i++)
        n += !among(others, some->at[i]);
    if (n == 0)
        return false;
    for (size_t i = n = 0; i < some->count; i++)
        if (!among(others, some->at[i]))
            some->at[n++] = some->at[i];
    some->count = n;
    return true;
}

static void add_names(const struct sharing *s, const struct some *some, struct buf *out)
{
    size_t *people = xcalloc(some->count, sizeof *people);
    for (size_t i = 0; i < some->count; i++)
        people[i] = s->people[some->at[i]];
    board_names(s->m, people, some->count, s->how->masked, out);
    free(people);
}

/* "A offers what B and C seek: ". Who both offers and needs the same counts as whichever of the two the others lack. */
static bool say_offer(const struct sharing *s, struct some *givers, struct some *takers, const char *one, const char *many,
                      struct buf *out)
{
    bool differ = leave_out(givers, takers) || leave_out(takers, givers);
    if (!differ && givers->count == 1)
        return false; /* the same person: nothing to exchange */
    add_names(s, givers, out);
    if (!differ) {
        buf_addf(out, _(" offer and %s: "), many);
        return true;
    }
    buf_adds(out, givers->count == 1 ? _(" offers what ") : _(" offer what "));
    add_names(s, takers, out);
    buf_addf(out, _(" %s: "), takers->count == 1 ? one : many);
    return true;
}

static void look_at_offers(struct sharing *s, size_t challenge, enum board_role need)
{
    struct buf words = BUF_INIT;
    bool seek = need == BOARD_SEEKS;
    gather(s, challenge, BOARD_OFFERS, &s->givers);
    gather(s, challenge, need, &s->takers);
    if (s->givers.count > 0 && s->takers.count > 0) {
        bool said = say_offer(s, &s->givers, &s->takers, seek ? _("seeks") : _("faces"), seek ? _("seek") : _("face"), &words);
        if (said && (is_about(s, &s->givers) || is_about(s, &s->takers)))
            state(s, seek ? OFFERED_SOUGHT : OFFERED_FACED, 0, &words, challenge);
    } else if (seek && s->takers.count > 0 && is_about(s, &s->takers)) {
        buf_adds(&words, word(s, _("nobody offers what "), _("Nobody offers what ")));
        add_names(s, &s->takers, &words);
        buf_adds(&words, s->takers.count == 1 ? _(" seeks: ") : _(" seek: "));
        state(s, NOT_OFFERED, 0, &words, challenge);
    }
    buf_release(&words);
}

/* ---- one person ---- */

static void look_at_one(struct sharing *s, size_t challenge)
{
    const char *const small[] = {_("faces: "), _("offers: "), _("seeks: ")};
    const char *const capital[] = {_("Struggles with: "), _("Offers: "), _("Seeks: ")};
    static const enum rank ranks[] = {ALL_FACE, OFFERED_SOUGHT, NOT_OFFERED};
    for (int role = BOARD_FACES; role <= BOARD_SEEKS; role++) {
        struct buf words = BUF_INIT;
        buf_adds(&words, word(s, small[role], capital[role]));
        if (has(s, challenge, 0, (enum board_role)role))
            state(s, ranks[role], 0, &words, challenge);
        buf_release(&words);
    }
}

/* ---- all of it ---- */

static void note_roles(struct sharing *s)
{
    s->has = xcalloc(s->m->challenge_count * s->count + 1, 1);
    for (size_t i = 0; i < s->count; i++) {
        const struct board_person *p = &s->m->people[s->people[i]];
        for (size_t j = 0; j < p->interest_count; j++)
            s->has[p->interests[j].challenge * s->count + i] |= (unsigned char)(1u << p->interests[j].role);
    }
}

static int compare(const void *a, const void *b)
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
        sort_stable(s->list, s->said, sizeof *s->list, compare);
    for (size_t i = 0; i < s->said; i++) {
        buf_addf(out, "%s%s%s", i > 0 ? s->how->between : "", buf_str(&s->list[i].words), buf_str(&s->list[i].challenges));
        buf_release(&s->list[i].words);
        buf_release(&s->list[i].challenges);
    }
}

void board_shared(const struct board_model *m, const size_t *people, size_t count, const struct board_words *words,
                  struct buf *out)
{
    if (count == 0)
        return;
    struct sharing s = {.m = m, .how = words, .people = people, .count = count};
    s.givers.at = xcalloc(count, sizeof *s.givers.at);
    s.takers.at = xcalloc(count, sizeof *s.takers.at);
    note_roles(&s);
    for (size_t c = 0; c < m->challenge_count; c++) {
        if (count == 1) {
            look_at_one(&s, c);
            continue;
        }
        look_at_faces(&s, c);
        look_at_offers(&s, c, BOARD_SEEKS);
        look_at_offers(&s, c, BOARD_FACES);
    }
    say_all(&s, out);
    if (s.said == 0)
        buf_adds(out, count == 1 ? word(&s, _("has named no challenge, offer or need yet"), _("No challenge, offer or need named yet"))
                                 : word(&s, _("nothing in common yet"), _("Nothing in common yet")));
    free(s.list);
    free(s.has);
    free(s.givers.at);
    free(s.takers.at);
}
