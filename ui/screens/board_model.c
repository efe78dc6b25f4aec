/* board_model.c: people, columns and rounds. What people share is put into words in board_shared.c. */
#include "ui/screens/board_model.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "base/mem.h"
#include "base/sort.h"
#include "base/tr.h"

void board_model_release(struct board_model *m)
{
    for (size_t i = 0; i < m->people_count; i++)
        free(m->people[i].interests);
    for (size_t i = 0; i < m->column_count; i++)
        free(m->columns[i].cards);
    free(m->people);
    free(m->challenges);
    free(m->columns);
    if (m->arena)
        arena_free(m->arena);
    *m = (struct board_model){0};
}

const char *board_text(struct board_model *m, const char *text)
{
    if (!m->arena)
        m->arena = arena_new();
    return arena_text(m->arena, text, strlen(text));
}

size_t board_add_person(struct board_model *m, const char *id, const char *name)
{
    GROW(m->people, m->people_count + 1, m->people_cap);
    struct board_person *p = &m->people[m->people_count];
    *p = (struct board_person){.name = board_text(m, name), .from = "", .country = "", .organisation = "", .capacity = -1};
    snprintf(p->id, sizeof p->id, "%s", id);
    return m->people_count++;
}

size_t board_add_challenge(struct board_model *m, const char *name)
{
    GROW(m->challenges, m->challenge_count + 1, m->challenge_cap);
    m->challenges[m->challenge_count] = board_text(m, name);
    return m->challenge_count++;
}

size_t board_add_column(struct board_model *m, const char *id, const char *name, const char *facts)
{
    GROW(m->columns, m->column_count + 1, m->column_cap);
    struct board_column *c = &m->columns[m->column_count];
    *c = (struct board_column){
        .name = board_text(m, name), .facts = board_text(m, facts), .status = "", .challenge = "", .round = 1};
    snprintf(c->id, sizeof c->id, "%s", id);
    return m->column_count++;
}

void board_add_interest(struct board_model *m, size_t person, size_t challenge, enum board_role role)
{
    struct board_person *p = &m->people[person];
    GROW(p->interests, p->interest_count + 1, p->interest_cap);
    p->interests[p->interest_count++] = (struct board_interest){challenge, role};
}

static void add_card(struct board_column *column, struct board_card card)
{
    GROW(column->cards, column->count + 1, column->cap);
    column->cards[column->count++] = card;
}

void board_add_card(struct board_model *m, struct board_column *column, size_t person, const char *role,
                    const char *role_name)
{
    add_card(column, (struct board_card){person, board_text(m, role), board_text(m, role_name)});
    m->people[person].at_once += !column->ended;
}

void board_tell_apart(struct board_model *m)
{
    bool differ = false;
    for (size_t i = 1; i < m->people_count; i++)
        differ |= strcmp(m->people[i].country, m->people[0].country) != 0;
    for (size_t i = 0; i < m->people_count; i++) {
        struct board_person *p = &m->people[i];
        bool by_country = differ ? *p->country : !*p->organisation;
        p->from = by_country ? p->country : p->organisation;
    }
}

/* ---- rounds ---- */

static int compare_numbers(const void *a, const void *b)
{
    return *(const int *)a - *(const int *)b;
}

size_t board_rounds(const struct board_model *m, int *numbers, size_t room)
{
    size_t n = 0;
    for (size_t i = 0; i < m->column_count && n + 1 < room; i++) {
        size_t j = 0;
        while (j < n && numbers[j] != m->columns[i].round)
            j++;
        if (j == n)
            numbers[n++] = m->columns[i].round;
    }
    sort_stable(numbers, n, sizeof *numbers, compare_numbers);
    if (n > 0 && n < room) {
        numbers[n] = numbers[n - 1] + 1;
        n++;
    }
    return n;
}

static void fill_pool(const struct board_model *m, struct board_round *r)
{
    bool *placed = xcalloc(m->people_count + 1, sizeof *placed);
    for (size_t i = 0; i < r->count; i++) {
        const struct board_column *c = &m->columns[r->columns[i]];
        for (size_t j = 0; j < c->count; j++)
            placed[c->cards[j].person] = true;
    }
    for (size_t i = 0; i < m->people_count; i++)
        if (m->people[i].taking_part && !placed[i])
            add_card(&r->pool, (struct board_card){i, "", ""});
    free(placed);
}

/* The number at the end of a name, and how long what stands before it is; -1: none. */
static long last_number(const char *name, size_t *stem)
{
    size_t n = strlen(name);
    for (*stem = n; *stem > 0 && name[*stem - 1] >= '0' && name[*stem - 1] <= '9';)
        --*stem;
    return *stem < n && n - *stem < 10 ? strtol(name + *stem, NULL, 10) : -1;
}

/* Pair 2 stands before Pair 10. */
static bool counts_before(const struct board_model *m, size_t a, size_t b)
{
    const char *one = m->columns[a].name, *other = m->columns[b].name;
    size_t stem, other_stem;
    long number = last_number(one, &stem), other_number = last_number(other, &other_stem);
    return number >= 0 && other_number >= 0 && stem == other_stem && strncmp(one, other, stem) == 0 && number < other_number;
}

void board_round_fill(const struct board_model *m, int number, struct board_round *r)
{
    board_round_release(r);
    r->number = number;
    r->columns = xcalloc(m->column_count + 1, sizeof *r->columns);
    r->pool = (struct board_column){.name = _("Pool"), .facts = "", .status = "", .challenge = "", .round = number};
    for (size_t i = 0; i < m->column_count; i++)
        if (m->columns[i].round == number) {
            size_t at = r->count++;
            for (; at > 0 && counts_before(m, i, r->columns[at - 1]); at--)
                r->columns[at] = r->columns[at - 1];
            r->columns[at] = i;
        }
    fill_pool(m, r);
}

void board_round_release(struct board_round *r)
{
    free(r->columns);
    free(r->pool.cards);
    *r = (struct board_round){0};
}

/* ---- names ---- */

/* Bytes of the family name, or of the whole one where another person has the same. */
static size_t name_length(const struct board_model *m, size_t person)
{
    const char *name = m->people[person].name, *comma = strstr(name, ", ");
    size_t n = comma ? (size_t)(comma - name) : strlen(name);
    for (size_t i = 0; i < m->people_count && comma; i++) {
        const char *other = m->people[i].name;
        if (i != person && strncmp(other, name, n) == 0 && (other[n] == ',' || !other[n]))
            return strlen(name);
    }
    return n;
}

void board_name(const struct board_model *m, size_t person, bool masked, struct buf *out)
{
    if (masked)
        buf_addf(out, _("Person %zu"), person + 1);
    else
        buf_add(out, m->people[person].name, name_length(m, person));
}

void board_names(const struct board_model *m, const size_t *people, size_t count, bool masked, struct buf *out)
{
    size_t shown = count > 5 ? 3 : count;
    for (size_t i = 0; i < shown; i++) {
        if (i > 0)
            buf_adds(out, i + 1 == count ? _(" and ") : ", ");
        board_name(m, people[i], masked, out);
    }
    if (shown < count)
        buf_addf(out, _(" and %zu others"), count - shown);
}
