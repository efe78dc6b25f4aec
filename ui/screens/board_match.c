/* board_match.c: what the board says of numbers: how well a column fits, and what a card would gain or lose there. */
#include <stdlib.h>
#include <string.h>

#include "base/mem.h"
#include "base/tr.h"
#include "ui/screens/board.h"

enum { MOST_REASONS = 3 };

/* The person whose card is carried, MATCHING_NONE. */
static int carried_person(const struct board *b)
{
    return board_matched(b, board_carried(b));
}

/* Whether these people, and one more where there is one, break a rule. */
static bool breaks_rule(const struct board *b, const struct matching_table *column, int and_person)
{
    struct buf broken = BUF_INIT;
    int count, *people = board_members(column, &count);
    if (and_person != MATCHING_NONE)
        people[count++] = and_person; /* there is room for one more */
    bool breaks = *column->id && matching_broken(&b->matching, people, count, &broken) > 0;
    buf_release(&broken);
    free(people);
    return breaks;
}

/* The head while a card is carried: "+13  Fit 21 to 34". False where nothing can be said of it. */
static bool preview(const struct board *b, const struct matching_table *column, int person, struct board_fit *fit)
{
    size_t from = board_find_column(b, b->from);
    bool here = strcmp(column->id, b->from) == 0;
    if (from == BOARD_NONE || (column->locked && !here))
        return false;
    struct board_gain g = board_gain(b, person, board_column(b, from), column);
    int now = here ? g.left_now : g.now, then = here ? g.left_then : g.then;
    if (!here && g.company == 0)
        return false;
    buf_addf(&fit->words, "%+d  ", then - now);
    buf_addf(&fit->words, _("Fit %d to %d"), now, then);
    fit->breaks = !here && breaks_rule(b, column, person);
    return true;
}

bool board_fit(const struct board *b, const struct matching_table *column, struct board_fit *fit)
{
    int count, *people = board_members(column, &count), person = carried_person(b);
    bool known = *column->id && b->matched;
    fit->bar = -1;
    if (known && person != MATCHING_NONE) {
        known = preview(b, column, person, fit);
    } else if (known && count == 1) {
        fit->alone = true;
    } else if ((known = known && count > 1)) {
        fit->bar = matching_fit(&b->matching, matching_sum(&b->matching, people, count), count);
        buf_addf(&fit->words, _("Fit %d"), fit->bar);
        fit->breaks = breaks_rule(b, column, MATCHING_NONE);
        fit->remarks = matching_flags(&b->matching, people, count) != 0;
    }
    free(people);
    return known;
}

/* Lines become sentences of one text: whole ones stand for themselves, the others are separated. */
static void add_lines(struct buf *out, const char *lines, const char *between)
{
    for (const char *line = lines; *line;) {
        size_t n = strcspn(line, "\n");
        buf_addf(out, "%s%.*s", line == lines ? "" : between, (int)n, line);
        line += n + (line[n] == '\n');
    }
}

void board_remarks(const struct board *b, const struct matching_table *column, struct buf *out)
{
    int count, *people = board_members(column, &count);
    struct buf broken = BUF_INIT, flags = BUF_INIT, reasons = BUF_INIT;
    if (b->matched && *column->id) {
        if (matching_broken(&b->matching, people, count, &broken)) {
            buf_adds(out, _("Breaks a rule: "));
            add_lines(out, buf_str(&broken), "; ");
            buf_addc(out, '\n');
        }
        matching_remarks(&b->matching, people, count, &flags);
        add_lines(out, buf_str(&flags), " ");
        buf_adds(out, flags.len ? "\n" : "");
        if (count == 1)
            buf_adds(out, _("One alone learns from nobody: bring in a second, or give the card back to the pool.\n"));
        if (count > 1)
            matching_reasons(&b->matching, people, count, MOST_REASONS, &reasons);
        if (reasons.len)
            buf_addf(out, _("What counts most: %s\n"), buf_str(&reasons));
    }
    buf_release(&broken);
    buf_release(&flags);
    buf_release(&reasons);
    free(people);
}

/* "+13 here (21 to 34), -66 where they are (66 to 0), together -53", and the rules that would be broken. */
void board_tell_gain(const struct board *b, int carried, const struct matching_table *column, struct buf *out)
{
    int person = board_matched(b, carried);
    size_t from = board_find_column(b, b->from);
    if (person == MATCHING_NONE || from == BOARD_NONE)
        return;
    struct board_gain g = board_gain(b, person, board_column(b, from), column);
    bool here = strcmp(column->id, b->from) == 0, into = *column->id && g.company > 0 && !here;
    if (into)
        buf_addf(out, _("%+d here (%d to %d)"), g.then - g.now, g.now, g.then);
    if (from != 0)
        buf_addf(out, _("%s%+d where they are (%d to %d)"), into ? ", " : "", g.left_then - g.left_now, g.left_now, g.left_then);
    if (into && from != 0)
        buf_addf(out, _(", together %+d"), g.together);
    buf_adds(out, out->len ? "\n" : "");
    struct buf broken = BUF_INIT;
    int count, *people = board_members(column, &count);
    people[count++] = person; /* there is room for one more */
    if (*column->id && !here && matching_broken(&b->matching, people, count, &broken)) {
        buf_adds(out, _("Breaks a rule: "));
        add_lines(out, buf_str(&broken), "; ");
        buf_addc(out, '\n');
    }
    buf_release(&broken);
    free(people);
}

/* ---- about one card ---- */

/* What keeps a suggestion from the card; where it has a place, only that the person is absent. */
static enum readiness readiness_of(const struct board *b, int person, const struct matching_table *column)
{
    int number = board_matched(b, person);
    enum readiness readiness = number == MATCHING_NONE ? READY : b->matching.people[number].readiness;
    return !*column->id || readiness == WAITS_ABSENT ? readiness : READY;
}

void board_waits(const struct board *b, int person, const struct matching_table *column, bool in_a_word, struct buf *out)
{
    enum readiness readiness = readiness_of(b, person, column);
    const char *words = matching_waits_short(readiness);
    buf_adds(out, *words && in_a_word && readiness != WAITS_ABSENT ? _("waits") : words);
}

void board_tell_waits(const struct board *b, int person, const struct matching_table *column, struct buf *out)
{
    const char *words = matching_waits(readiness_of(b, person, column));
    if (*words)
        buf_addf(out, _("Waits: %s\n"), words);
}

/* Appends those that the person was together with in earlier rounds: of the column, or of all where that is NULL. */
static int add_met(const struct board *b, int person, const struct matching_table *column, struct buf *out)
{
    const struct matching *m = &b->matching;
    int count = column ? column->count : m->count, *met = xcalloc((size_t)count + 1, sizeof *met), n = 0;
    for (int i = 0; i < count; i++) {
        int other = column ? column->people[i] : i;
        if (other != person && m->met[(size_t)person * (size_t)m->count + (size_t)other])
            met[n++] = other;
    }
    matching_names(m, met, n, out);
    free(met);
    return n;
}

void board_again(const struct board *b, int person, const struct matching_table *column, struct buf *out)
{
    int number = *column->id ? board_matched(b, person) : MATCHING_NONE;
    struct buf names = BUF_INIT;
    if (number != MATCHING_NONE && add_met(b, number, column, &names))
        buf_addf(out, _("met %s"), buf_str(&names));
    buf_release(&names);
}

void board_has_met(const struct board *b, int person, struct buf *out)
{
    int number = board_matched(b, person);
    struct buf names = BUF_INIT;
    if (number != MATCHING_NONE && add_met(b, number, NULL, &names))
        buf_addf(out, _("Has met: %s\n"), buf_str(&names));
    buf_release(&names);
}
