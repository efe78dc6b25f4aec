/* weave.c: how the alliance hangs together, look by look: rounds side by side, who meets whom, a picture of it, giving and
 * receiving, mix, who waits, themes. See weave_parts.h. */
#include "ui/ask_run.h"
#include "ui/screens/weave_parts.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "base/mem.h"
#include "base/tr.h"
#include "base/utf8.h"
#include "model/kinds.h"
#include "ui/actions.h"
#include "ui/form.h"
#include "ui/prompt.h"
#include "ui/screens/ask.h"
#include "ui/screens/screens.h"
#include "ui/screens/why.h"

/* A picture, or a table. The name is part of what the place is remembered by. */
struct view_of_weave {
    const char *name;
    const struct weave_picture *picture;
    enum weave_look table;
};

static const struct view_of_weave looks[WEAVE_LOOKS] = {
    {"rounds", NULL, WEAVE_ROUNDS}, {"matrix", &weave_matrix, 0},  {"network", &weave_network, 0}, {"balance", NULL, WEAVE_BALANCE},
    {"places", NULL, WEAVE_PLACES}, {"mix", NULL, WEAVE_MIX},      {"waiting", NULL, WEAVE_WAITING}, {"themes", NULL, WEAVE_THEMES},
};
enum { FOOT_ROWS = 5, TALL_FOOT_ROWS = 8, FOOT_FROM = 12, TALL_FROM = 26, ABOUT_FROM = 16 };

static const struct weave_picture *picture_of(const struct weave_screen *s)
{
    return looks[s->look].picture;
}

static const char *title_of(struct weave_screen *s, size_t look)
{
    return looks[look].picture ? _(looks[look].picture->title) : weave_sheet(&s->weave, looks[look].table)->title;
}

static const char *about_of(struct weave_screen *s)
{
    const struct weave_picture *p = picture_of(s);
    return p ? _(p->about) : weave_sheet(&s->weave, looks[s->look].table)->about;
}

/* ---- reading ---- */

static bool shown(const struct weave *w, int person)
{
    for (int i = 0; i < w->count; i++)
        if (w->people[i] == person)
            return true;
    return false;
}

/* People stay chosen as long as they are shown: by id, as numbers may have changed. */
static void choose_people(struct weave_screen *s, const char *person, const char *other)
{
    const struct weave *w = &s->weave;
    s->person = s->known ? matching_person(&w->handout.m, person) : MATCHING_NONE;
    s->other = s->known ? matching_person(&w->handout.m, other) : MATCHING_NONE;
    if (!s->known || !shown(w, s->person))
        s->person = s->known && w->count ? w->people[0] : MATCHING_NONE;
    if (!s->known || !shown(w, s->other))
        s->other = s->known && w->count ? w->people[w->count > 1] : MATCHING_NONE;
}

static void show_look(struct weave_screen *s, size_t look)
{
    s->look = look;
    rows_show(&s->rows, s->known && !looks[look].picture ? weave_sheet(&s->weave, looks[look].table) : NULL);
}

static void id_of(const struct weave_screen *s, int person, char id[ID_SIZE])
{
    snprintf(id, ID_SIZE, "%s", s->known && person != MATCHING_NONE ? s->weave.handout.m.people[person].id : "");
}

static void read_weave(struct ui *ui, struct weave_screen *s)
{
    struct error e = {0};
    char person[ID_SIZE], other[ID_SIZE];
    id_of(s, s->person, person);
    id_of(s, s->other, other);
    weave_release(&s->weave);
    s->masked = ui_private(ui);
    s->known = weave_init(&s->weave, ui->app, s->round, s->masked, &e) == OK;
    if (!s->known)
        ui_fail(ui, &e);
    choose_people(s, person, other);
    show_look(s, s->look);
}

/* ---- open, close, place ---- */

static void *weave_open(struct ui *ui, const char *place)
{
    struct weave_screen *s = xcalloc(1, sizeof *s);
    char name[16] = "", id[ID_SIZE] = "";
    sscanf(place, "%15[a-z] %d %36[0-9a-f-]", name, &s->round, id);
    s->person = s->other = MATCHING_NONE;
    for (size_t i = 0; i < WEAVE_LOOKS; i++)
        if (strcmp(looks[i].name, name) == 0)
            s->look = i;
    rows_init(&s->rows, ui);
    read_weave(ui, s);
    if (!s->known) {
        rows_release(&s->rows);
        weave_release(&s->weave);
        free(s);
        return NULL;
    }
    if (*id && s->rows.view.sheet)
        list_select(&s->rows.list, id);
    else if (*id)
        choose_people(s, id, "");
    return s;
}

static void weave_close(struct ui *ui, void *self)
{
    struct weave_screen *s = self;
    (void)ui;
    rows_release(&s->rows);
    weave_release(&s->weave);
    free(s);
}

static void weave_place(struct ui *ui, void *self, struct buf *out)
{
    struct weave_screen *s = self;
    char id[ID_SIZE];
    (void)ui;
    id_of(s, s->person, id);
    buf_addf(out, "%s %d %s", looks[s->look].name, s->round, s->rows.view.sheet ? list_id(&s->rows.list) : id);
}

static void weave_refresh(struct ui *ui, void *self)
{
    read_weave(ui, self);
}

/* ---- drawing ---- */

/* "Rounds  [Who meets whom]  Network ...": all looks, or, where there is no room, the one shown and its number. */
static void draw_looks(struct weave_screen *s, struct canvas *c, struct rect r)
{
    struct buf round = BUF_INIT;
    int width = 0, at = r.col, end = r.col + r.cols;
    if (s->round)
        buf_addf(&round, _("Round %d"), s->round);
    else
        buf_adds(&round, _("All rounds"));
    int round_width = text_width(buf_str(&round), round.len);
    for (size_t i = 0; i < WEAVE_LOOKS; i++)
        width += text_width(title_of(s, i), strlen(title_of(s, i))) + 2 + 2 * (i == s->look);
    bool all = width + round_width <= r.cols;
    s->tab_row = r.row;
    memset(s->tab_cols, 0, sizeof s->tab_cols);
    for (size_t i = 0; i < WEAVE_LOOKS && all; i++) {
        s->tab_cols[i] = at;
        const char *shape = i == s->look ? "[%s]" : "%s";
        at += canvas_putf(c, r.row, at, end - at, i == s->look ? STYLE_STRONG : STYLE_DIM, shape, title_of(s, i)) + 2;
        s->tab_cols[i + 1] = at;
    }
    if (!all)
        at += canvas_putf(c, r.row, at, end - at, STYLE_STRONG, N_("%s (%zu of %zu)"), title_of(s, s->look), s->look + 1, (size_t)WEAVE_LOOKS) + 2;
    if (end - at >= round_width)
        canvas_put(c, r.row, end - round_width, round_width, STYLE_DIM, buf_str(&round));
    buf_release(&round);
}

/* What is said of the one chosen. */
static void tell(struct weave_screen *s, struct buf *headline, struct buf *text)
{
    const struct sheet_row *row = rows_chosen(&s->rows);
    if (s->rows.view.sheet && row) {
        buf_adds(headline, row->cells[0]);
        for (size_t i = 0; i < row->fact_count; i++)
            buf_adds(text, row->facts[i].text);
    } else if (!s->rows.view.sheet && s->person != MATCHING_NONE) {
        picture_of(s)->tell(s, headline, text);
    }
}

static void draw_foot(struct weave_screen *s, struct canvas *c, struct rect r)
{
    struct buf headline = BUF_INIT, text = BUF_INIT;
    tell(s, &headline, &text);
    canvas_rule(c, r.row, r.col, r.cols);
    canvas_put(c, r.row + 1, r.col, r.cols, STYLE_STRONG, buf_str(&headline));
    struct rect lines = {r.row + 2, r.col, r.rows - 2, r.cols};
    canvas_wrap_tight(c, lines, STYLE_TEXT, &text);
    buf_release(&headline);
    buf_release(&text);
}

static void weave_draw(struct ui *ui, void *self, struct canvas *c, struct rect area)
{
    struct weave_screen *s = self;
    if (s->masked != ui_private(ui))
        read_weave(ui, s); /* names are part of the texts */
    if (!s->known || area.rows < 1)
        return;
    if (area.rows > 3) {
        draw_looks(s, c, (struct rect){area.row, area.col, 1, area.cols});
        area.row++;
        area.rows--;
    }
    if (area.rows >= ABOUT_FROM) {
        int rows = canvas_wrap_height(about_of(s), area.cols);
        rows = rows > 2 ? 2 : rows;
        canvas_wrap(c, (struct rect){area.row, area.col, rows, area.cols}, 0, STYLE_DIM, about_of(s));
        area.row += rows + 1;
        area.rows -= rows + 1;
    }
    if (area.rows >= FOOT_FROM) {
        int rows = area.rows >= TALL_FROM ? TALL_FOOT_ROWS : FOOT_ROWS;
        draw_foot(s, c, (struct rect){area.row + area.rows - rows, area.col, rows, area.cols});
        area.rows -= rows;
    }
    s->area = area;
    if (s->rows.view.sheet)
        list_draw(ui, &s->rows.list, c, area, true);
    else if (s->person == MATCHING_NONE) {
        canvas_wrap(c, area, 0, STYLE_DIM, _("Nobody has been put together with anybody yet."));
        canvas_cursor(c, area.row, area.col);
    } else
        picture_of(s)->draw(ui, s, c, area);
}

/* ---- keys and actions ---- */

static bool press_tab(struct weave_screen *s, const struct event *e)
{
    if (e->type != EVENT_MOUSE || e->mouse != MOUSE_PRESS || e->row != s->tab_row)
        return false;
    for (size_t i = 0; i < WEAVE_LOOKS; i++)
        if (e->col >= s->tab_cols[i] && e->col < s->tab_cols[i + 1])
            show_look(s, i);
    return true;
}

static bool weave_key(struct ui *ui, void *self, const struct event *e)
{
    struct weave_screen *s = self;
    if (press_tab(s, e))
        return true;
    if (!s->rows.view.sheet)
        return s->person != MATCHING_NONE && picture_of(s)->key(ui, s, e);
    if (rows_key(&s->rows, e))
        return true;
    if (pressed_in(e, s->rows.list.area) && s->rows.view.count > 0)
        ui_act(ui, CMD_ITEM_OPEN);
    return e->type == EVENT_MOUSE;
}

/* All rounds, or one. */
static void ask_round(struct ui *ui, struct weave_screen *s)
{
    enum { MOST = 100 };
    const struct handout *sheet = &s->weave.handout;
    char texts[MOST + 1][32];
    const char *labels[MOST + 1];
    int last = sheet->m.last_round < 1 ? 1 : sheet->m.last_round > MOST ? MOST : sheet->m.last_round;
    snprintf(texts[0], sizeof texts[0], "%s", _("All rounds"));
    for (int i = 0; i <= last; i++) {
        if (i)
            snprintf(texts[i], sizeof texts[i], _("Round %d"), i);
        labels[i] = texts[i];
    }
    int chosen = prompt_choice(ui, _("Which round?"), labels, (size_t)last + 1, s->round);
    if (chosen >= 0) {
        s->round = chosen;
        read_weave(ui, s);
    }
}

static void open_row(struct ui *ui, const struct weave_screen *s, const struct sheet_row *row)
{
    const struct kind *const *kinds = (const struct kind *const *)ui->app->model.kinds;
    struct buf place = BUF_INIT;
    if (row->kind == kinds[KIND_PERSON]) {
        action_visit(ui, "person", row->id);
    } else if (row->kind == kinds[KIND_ARRANGEMENT]) {
        buf_addf(&place, "%d %s", s->weave.handout.m.round, row->id);
        action_visit(ui, "board", buf_str(&place));
    } else if (row->kind) {
        form_open(ui, row->kind, row->id);
    }
    buf_release(&place);
}

static bool weave_act(struct ui *ui, void *self, enum command_id id)
{
    struct weave_screen *s = self;
    switch (id) {
    case CMD_NEXT_PANE: show_look(s, (s->look + 1) % WEAVE_LOOKS); return true;
    case CMD_PREVIOUS_PANE: show_look(s, (s->look + WEAVE_LOOKS - 1) % WEAVE_LOOKS); return true;
    case CMD_WHICH_ROUND: ask_round(ui, s); return true;
    case CMD_SHEET_ASK: ask_run(ui, CMD_SHEET, ARGS(arg_number("round", s->weave.handout.m.round)), NULL, NULL, NULL); return true;
    case CMD_WHY_TWO: why_show(ui, &s->weave.handout.m, s->person, s->other); return true;
    case CMD_ITEM_OPEN:
        if (s->rows.view.sheet)
            open_row(ui, s, rows_chosen(&s->rows));
        else if (picture_of(s) == &weave_matrix)
            why_show(ui, &s->weave.handout.m, s->person, s->other);
        else
            action_visit(ui, "person", s->weave.handout.m.people[s->person].id);
        return true;
    default: return s->rows.view.sheet && list_act(ui, &s->rows.list, id);
    }
}

static bool weave_can(struct ui *ui, void *self, enum command_id id, struct buf *why)
{
    struct weave_screen *s = self;
    const struct sheet_row *row = rows_chosen(&s->rows);
    const char *reason = NULL;
    bool matrix = picture_of(s) == &weave_matrix;
    if (id == CMD_WHY_TWO && !matrix)
        reason = N_("choose two people in the matrix");
    else if ((id == CMD_WHY_TWO || (id == CMD_ITEM_OPEN && matrix)) && (s->person == MATCHING_NONE || s->person == s->other))
        reason = N_("choose two different people");
    else if (id == CMD_ITEM_OPEN && (s->rows.view.sheet ? !row : s->person == MATCHING_NONE))
        reason = N_("nothing is chosen");
    else if (id == CMD_ITEM_OPEN && s->rows.view.sheet && !row->kind)
        reason = N_("this has no page of its own");
    else if (id == CMD_ITEM_OPEN && !matrix && ui_private(ui))
        reason = N_("names and answers are hidden: show them again first");
    else if ((id == CMD_FILTER || id == CMD_SORT) && !s->rows.view.sheet)
        reason = N_("nothing can be chosen in this view");
    if (reason)
        buf_adds(why, _(reason));
    return !reason;
}

static void weave_explain(struct ui *ui, void *self, struct buf *out)
{
    struct weave_screen *s = self;
    struct buf headline = BUF_INIT, text = BUF_INIT;
    (void)ui;
    tell(s, &headline, &text);
    buf_addf(out, _("Weave: %s\n%s\n\n"), title_of(s, s->look), about_of(s));
    if (headline.len)
        buf_addf(out, "%s\n%s\n\n", buf_str(&headline), buf_str(&text));
    buf_adds(out, _("Tab and Shift+Tab go from one look at the weave to the next: rounds side by side, who meets whom, a picture, "
                    "giving and receiving of people and of countries, the mix in pairs and groups, who waits, and what is sought. "
                    "Round... shows one round or all of them. Enter opens what is chosen; Esc comes back here.\n\n"
                    "Among equals, everybody gives and everybody receives. Whoever only gives, only takes, or is in nothing "
                    "yet is marked with a sign: ask them, or move a card on the board."));
    buf_release(&headline);
    buf_release(&text);
}

const struct screen_ops screen_weave = {
    .name = "weave",
    .title = N_("Weave"),
    .where = ON_WEAVE,
    .go = CMD_GO_WEAVE,
    .over = "board",
    .open = weave_open,
    .close = weave_close,
    .draw = weave_draw,
    .key = weave_key,
    .act = weave_act,
    .can = weave_can,
    .place = weave_place,
    .explain = weave_explain,
    .refresh = weave_refresh,
};
