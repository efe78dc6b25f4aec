/* board_draw.c: the columns of a round side by side: head, what the members share, cards; and the foot. The pool stays at the
 * left as long as three columns fit; the others scroll. */
#include <string.h>

#include "base/tr.h"
#include "base/utf8.h"
#include "ui/screens/board.h"

enum { LEAST_WIDTH = 24, MOST_WIDTH = 44, GAP = 3, BAR = 10, LEAST_BAR = 4 };

struct layout {
    struct rect columns, foot;
    int width;      /* of a column */
    size_t visible; /* columns */
    bool pinned;    /* the pool is the first of them, wherever the others are */
    int name_rows, share_rows; /* of all heads but the pool's */
    bool ruled;
};

/* ---- where everything goes ---- */

static size_t slot_column(const struct board *b, const struct layout *l, size_t slot)
{
    return l->pinned ? slot == 0 ? 0 : b->first + slot - 1 : b->first + slot;
}

/* Scrolls so that the chosen column is among the visible ones. */
static void scroll_columns(struct board *b, struct layout *l)
{
    size_t n = board_columns(b);
    l->pinned = l->visible >= 3 && n > l->visible;
    size_t low = l->pinned ? 1 : 0, room = l->visible - low;
    if (b->column >= low) {
        b->first = b->first > b->column ? b->column : b->first;
        b->first = b->first + room <= b->column ? b->column - room + 1 : b->first;
    }
    b->first = b->first + room > n ? n - room : b->first;
    b->first = b->first < low ? low : b->first;
}

static void divide_width(struct board *b, struct layout *l)
{
    size_t n = board_columns(b), fit = (size_t)((l->columns.cols + GAP) / (LEAST_WIDTH + GAP));
    fit = fit < 1 ? 1 : fit > BOARD_SLOTS ? BOARD_SLOTS : fit;
    l->visible = fit < n ? fit : n;
    l->width = (l->columns.cols - ((int)l->visible - 1) * GAP) / (int)l->visible;
    if (l->width > MOST_WIDTH && (n > 1 || l->columns.cols > 2 * MOST_WIDTH - 20))
        l->width = MOST_WIDTH; /* beside the pool alone it is said how to begin */
    scroll_columns(b, l);
}

static bool lands_here(const struct board *b, size_t column)
{
    return b->carrying && column == b->column && strcmp(board_column(b, column)->id, b->from) != 0;
}

/* Heads are as high as the highest of those visible, so that their cards begin on one line. */
static void divide_height(const struct board *b, struct layout *l)
{
    struct buf shares = BUF_INIT;
    int rows = l->columns.rows, most = rows >= 28 ? 8 : rows >= 14 ? 4 : 0;
    l->ruled = rows >= 9;
    l->name_rows = 1;
    for (size_t i = 0; i < l->visible; i++) {
        size_t at = slot_column(b, l, i);
        const struct matching_table *column = board_column(b, at);
        if (at == 0)
            continue;
        int height = rows >= 14 ? canvas_wrap_height(column->name, l->width) : 1;
        l->name_rows = height > 1 ? 2 : l->name_rows;
        buf_clear(&shares);
        board_column_shares(b, column, &shares);
        height = canvas_wrap_height(buf_str(&shares), l->width);
        height = height < most ? height : most;
        l->share_rows = height > l->share_rows ? height : l->share_rows;
    }
    buf_release(&shares);
}

static int head_rows(const struct layout *l, size_t column)
{
    return (column == 0 ? 1 : l->name_rows + l->share_rows) + 1 + l->ruled;
}

static struct layout lay_out(struct board *b, struct rect area)
{
    struct layout l = {.columns = area, .foot = area};
    int rows = area.rows, foot = rows >= 18 ? 6 : rows >= 12 ? 4 : rows >= 6 ? 2 : 0;
    l.foot.row = area.row + rows - foot;
    l.foot.rows = foot;
    l.columns.row++; /* below the rounds */
    l.columns.rows -= foot + 1;
    divide_width(b, &l);
    divide_height(b, &l);
    return l;
}

/* ---- the line of rounds ---- */

static void draw_rounds(const struct board *b, const struct layout *l, struct canvas *c, struct rect area)
{
    struct buf where = BUF_INIT;
    size_t n = board_columns(b), low = l->pinned ? 1 : 0;
    if (l->visible < n)
        buf_addf(&where, l->visible == 1 ? _("column %zu of %zu") : _("columns %zu-%zu of %zu"), b->first + 1,
                 l->visible == 1 ? n : b->first + l->visible - low, n);
    int width = text_width(buf_str(&where), where.len), at = area.col, end = area.col + area.cols - width - 1;
    canvas_put(c, area.row, end + 1, width, STYLE_DIM, buf_str(&where));
    bool short_form = (int)b->round_count * 10 + 6 > end - at;
    for (size_t i = 0; i < b->round_count && at < end; i++) {
        bool now = b->rounds[i] == b->matching.round, fresh = i + 1 == b->round_count;
        if (short_form && !now)
            continue;
        at += canvas_putf(c, area.row, at, end - at, now ? STYLE_STRONG : STYLE_DIM, now ? N_("[Round %d%s]") : N_("Round %d%s"),
                          b->rounds[i], fresh ? _(" (new)") : "");
        at += 2;
    }
    if (short_form && b->round_count > 2 && end - at > 5)
        canvas_putf(c, area.row, at, end - at, STYLE_DIM, "of %zu", b->round_count - 1);
    buf_release(&where);
}

/* ---- cards ---- */

/* On a card of one line there is room for a word only. */
static void card_side(const struct board *b, const struct matching_table *column, const struct matching_place *card, bool narrow,
                      struct buf *out)
{
    const struct matching_person *p = &b->matching.people[card->person];
    struct buf met = BUF_INIT;
    board_waits(b, card->person, column, narrow, out);
    if (narrow && out->len)
        return;
    board_again(b, card->person, column, &met);
    buf_addf(out, "%s%s", out->len && met.len ? ", " : "", buf_str(&met));
    buf_addf(out, "%s%s", out->len && *card->role_words ? ", " : "", card->role_words);
    buf_release(&met);
    if (!p->taking_part)
        buf_addf(out, _("%snot taking part"), out->len > 0 ? ", " : "");
    if (!b->matching.masked && *p->from)
        buf_addf(out, "%s%s", out->len > 0 ? ", " : "", p->from);
}

static void draw_card(const struct board *b, const struct matching_table *column,
                      const struct matching_place *card, struct canvas *c, struct rect r, enum style style, char sign)
{
    struct buf name = BUF_INIT, side = BUF_INIT, waits = BUF_INIT;
    enum style dim = style == STYLE_TEXT ? STYLE_DIM : style;
    buf_addf(&name, "%c ", sign);
    matching_full_name(&b->matching, card->person, &name);
    card_side(b, column, card, r.rows == 1, &side);
    board_waits(b, card->person, column, true, &waits);
    if (waits.len && style == STYLE_TEXT)
        style = STYLE_DIM;
    canvas_fill(c, r, style, ' ');
    int used = canvas_put(c, r.row, r.col, r.cols, style, buf_str(&name)) + 2;
    int width = text_width(buf_str(&side), side.len);
    if (r.rows > 1) {
        canvas_put(c, r.row + 1, r.col + 4, r.cols - 4, dim, buf_str(&side));
    } else if (r.cols - used >= 4 && side.len > 0) {
        width = width < r.cols - used ? width : r.cols - used;
        canvas_put(c, r.row, r.col + r.cols - width, width, dim, buf_str(&side));
    }
    buf_release(&name);
    buf_release(&side);
    buf_release(&waits);
}

/* The style and sign of a card: chosen, picked up, about to be put down, or neither. */
static enum style card_look(const struct board *b, const struct matching_table *column, const struct matching_place *card,
                            bool chosen, char *sign)
{
    *sign = ' ';
    if (b->carrying && strcmp(column->id, b->from) == 0 && strcmp(b->matching.people[card->person].id, b->person) == 0) {
        *sign = '>';
        return board_column(b, b->column) == column ? STYLE_MARKED : STYLE_DIM;
    }
    return chosen ? STYLE_SELECTED : STYLE_TEXT;
}

static const char *when_empty(const struct board *b, const struct matching_table *column)
{
    if (*column->id)
        return _("Nobody is here yet.");
    for (int i = 0; i < b->matching.known; i++)
        if (b->matching.people[i].taking_part)
            return _("Everyone has a place.");
    return _("Nobody is selected or attending yet. People (F4) is where that is set.");
}

/* Keeps the chosen card in sight. */
static int top_card(struct board *b, size_t column, int count, int fit)
{
    int top = column == b->column && !b->carrying ? b->top : 0, row = b->row < 0 ? 0 : b->row;
    if (column == b->column && !b->carrying) {
        top = row < top ? row : row >= top + fit ? row - fit + 1 : top;
        b->top = top;
    }
    return count > fit ? (top > count - fit ? count - fit : top) : 0;
}

/* A second line for role and organisation where that still shows all cards. */
static int card_height(const struct board *b, size_t column, int rows)
{
    int cards = board_column(b, column)->place_count + lands_here(b, column);
    return !b->matching.masked && cards * 2 <= rows ? 2 : 1;
}

static void draw_cards(struct board *b, struct canvas *c, struct rect r, struct board_slot *slot)
{
    const struct matching_table *column = board_column(b, slot->column);
    bool focused = slot->column == b->column;
    slot->card_rows = card_height(b, slot->column, r.rows);
    if (lands_here(b, slot->column)) {
        struct rect card = {r.row, r.col, slot->card_rows, r.cols};
        draw_card(b, column, &(struct matching_place){board_carried(b), "", ""}, c, card, STYLE_MARKED, '>');
        canvas_cursor(c, r.row, r.col);
        r.row += slot->card_rows;
        r.rows -= slot->card_rows;
    } else if (column->place_count == 0) {
        canvas_wrap(c, r, 0, STYLE_DIM, when_empty(b, column));
    }
    int fit = (r.rows > 0 ? r.rows : 0) / slot->card_rows;
    bool cut = column->place_count > fit && fit > 1;
    fit -= cut;
    slot->top = top_card(b, slot->column, column->place_count, fit);
    slot->cards_row = r.row;
    for (slot->shown = 0; slot->shown < fit && slot->top + slot->shown < column->place_count; slot->shown++) {
        const struct matching_place *card = &column->places[slot->top + slot->shown];
        bool chosen = focused && !b->carrying && b->row == slot->top + slot->shown;
        struct rect at = {r.row + slot->shown * slot->card_rows, r.col, slot->card_rows, r.cols};
        char sign;
        enum style style = card_look(b, column, card, chosen, &sign);
        draw_card(b, column, card, c, at, style, sign);
        if (chosen || (focused && sign == '>'))
            canvas_cursor(c, at.row, at.col);
    }
    if (cut)
        canvas_putf(c, r.row + fit * slot->card_rows, r.col + 2, r.cols - 2, STYLE_DIM, "%zu-%zu of %zu", (size_t)slot->top + 1,
                    (size_t)(slot->top + slot->shown), (size_t)column->place_count);
}

/* ---- columns ---- */

/* "Fit 48 ####------ ! rule  pending": number, bar, what is to be pointed out, and how far it is; the bar gives way. */
static void draw_fit(const struct board *b, const struct matching_table *column, struct canvas *c, struct rect r)
{
    struct board_fit fit = {0};
    bool known = board_fit(b, column, &fit);
    const char *sign = fit.breaks ? _("! rule") : fit.alone ? _("! one alone") : fit.remarks ? _("! note") : "";
    int end = r.col + r.cols, at = r.col, sign_width = text_width(sign, strlen(sign)) + (*sign != 0), status = text_width(column->state, strlen(column->state));
    int facts = text_width(column->facts, strlen(column->facts)), words = text_width(buf_str(&fit.words), fit.words.len);
    bool roomy = r.cols >= words + 1 + BAR + sign_width + 2 + facts;
    if (known) {
        at += canvas_put(c, r.row, at, end - at, b->carrying ? STYLE_STRONG : STYLE_TEXT, buf_str(&fit.words));
        int room = end - at - 1 - sign_width - 2 - status, bar = room < BAR ? room : BAR;
        if (fit.bar >= 0 && bar >= LEAST_BAR) {
            canvas_bar(c, r.row, ++at, bar, fit.bar / 100.0);
            at += bar;
        }
        at += *sign && at > r.col;
        at += canvas_put(c, r.row, at, end - at, fit.breaks ? STYLE_BAD : STYLE_WARN, sign);
        if (roomy)
            canvas_putf(c, r.row, at, end - at, STYLE_DIM, "  %s", column->facts);
        else if (end - at > status)
            canvas_putf(c, r.row, at, end - at, STYLE_DIM, end - at > status + 1 ? "  %s" : " %s", column->state);
    } else {
        canvas_put(c, r.row, at, end - at, STYLE_DIM, column->facts);
    }
    buf_release(&fit.words);
}

static void draw_head(struct board *b, const struct layout *l, struct canvas *c, struct rect r, size_t at)
{
    const struct matching_table *column = board_column(b, at);
    bool chosen = at == b->column && b->row == BOARD_HEAD && !b->carrying;
    struct rect name = {r.row, r.col, at ? l->name_rows : 1, r.cols};
    struct buf text = BUF_INIT;
    if (chosen) {
        canvas_fill(c, name, STYLE_SELECTED, ' ');
        canvas_cursor(c, r.row, r.col);
    }
    enum style style = chosen ? STYLE_SELECTED : STYLE_TITLE;
    if (name.rows > 1)
        canvas_wrap(c, name, 0, style, column->name);
    else
        canvas_put(c, r.row, r.col, r.cols, style, column->name);
    if (*column->id)
        draw_fit(b, column, c, (struct rect){r.row + name.rows, r.col, 1, r.cols});
    else
        canvas_putf(c, r.row + name.rows, r.col, r.cols, STYLE_DIM, N_("%zu without a place"), (size_t)column->place_count);
    if (at > 0 && l->share_rows > 0) {
        struct rect shares = {r.row + l->name_rows + 1, r.col, l->share_rows, r.cols};
        board_column_shares(b, column, &text);
        canvas_wrap_cut(c, shares, STYLE_TEXT, buf_str(&text));
    }
    buf_release(&text);
}

static void draw_column(struct board *b, const struct layout *l, struct canvas *c, size_t i)
{
    struct rect r = l->columns;
    r.col += (int)i * (l->width + GAP);
    r.cols = l->width;
    if (i > 0)
        for (int row = r.row; row < r.row + r.rows; row++)
            canvas_put(c, row, r.col - 2, 1, STYLE_LINE, c->ascii ? "|" : "\u2502");
    struct board_slot *slot = &b->slots[b->slot_count++];
    *slot = (struct board_slot){.column = slot_column(b, l, i), .area = r};
    draw_head(b, l, c, r, slot->column);
    int head = head_rows(l, slot->column);
    if (l->ruled)
        canvas_rule(c, r.row + head - 1, r.col, r.cols);
    r.row += head;
    r.rows -= head;
    draw_cards(b, c, r, slot);
}

/* With no arrangement at all there is room to say how one is made. */
static void draw_beginning(const struct layout *l, struct canvas *c)
{
    struct rect r = l->columns;
    struct buf text = BUF_INIT;
    r.col += l->width + GAP;
    r.cols -= l->width + GAP;
    if (r.cols < 20)
        return;
    buf_adds(&text, _("No pair or group in this round yet.\n\n"));
    ui_key_of(CMD_SUGGEST, &text);
    buf_adds(&text, _(" suggests who learns with whom.\n\n"));
    ui_key_of(CMD_NEW_ARRANGEMENT, &text);
    buf_adds(&text, _(" makes one by hand. Then Space picks up a card, Left and Right move it, and Space puts it down."));
    canvas_wrap(c, r, 0, STYLE_DIM, buf_str(&text));
    buf_release(&text);
}

/* Headline and text; on a small screen the headline, which repeats the card, gives its line to the text. */
static void draw_foot(const struct board *b, struct canvas *c, struct rect r)
{
    struct buf headline = BUF_INIT, text = BUF_INIT;
    board_tell(b, &headline, &text);
    if (r.rows >= 4) {
        canvas_rule(c, r.row++, r.col, r.cols);
        int used = canvas_put(c, r.row, r.col, r.cols, STYLE_STRONG, buf_str(&headline));
        if (b->carrying && r.cols - used > 40)
            canvas_put(c, r.row, r.col + used + 3, r.cols - used - 3, STYLE_DIM, _("Space puts it down, Esc puts it back"));
        r.row++;
        r.rows -= 2;
    }
    canvas_wrap_tight(c, r, STYLE_TEXT, &text);
    buf_release(&headline);
    buf_release(&text);
}

void board_draw(struct ui *ui, void *self, struct canvas *c, struct rect area)
{
    struct board *b = self;
    b->slot_count = 0;
    b->matching.masked = ui_private(ui);
    if (area.rows < 3 || area.cols < 1) {
        struct buf headline = BUF_INIT, text = BUF_INIT;
        board_tell(b, &headline, &text);
        canvas_put(c, area.row, area.col, area.cols, STYLE_SELECTED, buf_str(&headline));
        canvas_cursor(c, area.row, area.col);
        buf_release(&headline);
        buf_release(&text);
        return;
    }
    struct layout l = lay_out(b, area);
    draw_rounds(b, &l, c, area);
    for (size_t i = 0; i < l.visible; i++)
        draw_column(b, &l, c, i);
    if (board_columns(b) == 1)
        draw_beginning(&l, c);
    draw_foot(b, c, l.foot);
}
