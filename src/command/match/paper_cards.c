/* paper_cards.c: a card for every table, two beside each other, to cut out along the dashes. See paper.h.
 */
#include <stdlib.h>
#include <string.h>

#include "base/mem.h"
#include "base/tr.h"
#include "command/match/paper.h"
#include "model/kinds.h"

/* Two cards and a blank between them fit in a line; inside a frame and a margin each. */
enum { CARD = 37, INSIDE = CARD - 6, FEWEST_LINES = 9 };

/* The lines of one card, each ended by a line feed. */
struct card {
    struct buf text;
    int lines;
};

static void add_lines(struct card *c, const char *text, int indent)
{
    size_t start = c->text.len;
    handout_wrapped(&c->text, text, indent, INSIDE);
    for (size_t i = start; i < c->text.len; i++)
        c->lines += c->text.s[i] == '\n';
}

static void add_gap(struct card *c)
{
    buf_addc(&c->text, '\n');
    c->lines++;
}

static void make_card(struct handout *s, const struct matching_table *t, struct card *c)
{
    struct buf name = BUF_INIT;
    add_lines(c, t->name, 0);
    if (*t->challenge)
        add_lines(c, t->challenge, 2);
    add_gap(c);
    for (int i = 0; i < t->count; i++) {
        buf_clear(&name);
        handout_name(s, t->people[i], &name);
        add_lines(c, buf_str(&name), 2);
    }
    for (; c->lines < FEWEST_LINES;)
        add_gap(c);
    buf_release(&name);
}

/* "+ - - - +" across as many cards as there are in the row. */
static void add_cut(int cards, struct buf *out)
{
    for (int i = 0; i < cards; i++) {
        buf_adds(out, i ? " +" : "+");
        for (int at = 1; at < CARD - 1; at++)
            buf_addc(out, at % 2 ? ' ' : '-');
        buf_addc(out, '+');
    }
    buf_addc(out, '\n');
}

/* The next line of a card in its frame; nothing but the frame where there is none left. */
static void add_framed(const char **text, struct buf *out)
{
    size_t n = strcspn(*text, "\n");
    char *line = xstrndup(*text, n);
    buf_adds(out, ":  ");
    handout_cell(out, line, INSIDE);
    buf_adds(out, "  :");
    *text += n + ((*text)[n] == '\n');
    free(line);
}

static void add_row(struct card *cards, int count, struct buf *out)
{
    const char *at[2] = {buf_str(&cards[0].text), buf_str(&cards[1].text)};
    int lines = cards[0].lines > cards[1].lines ? cards[0].lines : cards[1].lines;
    add_cut(count, out);
    for (int line = -1; line <= lines; line++) {
        for (int i = 0; i < count; i++) {
            const char *none = "";
            buf_adds(out, i ? " " : "");
            add_framed(line < 0 ? &none : &at[i], out);
        }
        buf_addc(out, '\n');
    }
    add_cut(count, out);
    for (int i = 0; i < 2; i++) {
        buf_release(&cards[i].text);
        cards[i].lines = 0;
    }
}

void handout_cards(struct handout *s, struct buf *out)
{
    struct card cards[2] = {0};
    int in_row = 0;
    for (int i = 0; i < s->m.table_count; i++) {
        const struct matching_table *t = s->m.tables[i];
        if (t->count + handout_absent(s, t) == 0)
            continue;
        make_card(s, t, &cards[in_row++]);
        if (in_row == 2)
            add_row(cards, in_row, out);
        in_row %= 2;
    }
    if (in_row)
        add_row(cards, in_row, out);
    if (!out->len)
        handout_wrapped(out, _("Nobody has a place yet. 'peerloom match' suggests who sits with whom."), 0,
                        HANDOUT_WIDTH);
}
