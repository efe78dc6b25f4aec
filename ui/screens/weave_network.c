/* weave_network.c: a small picture of who has been with whom: people on both sides, those who met near each other, and a
 * line between each two who met. Where not all fit, the chosen person and those they have met. See weave_parts.h. */
#include <math.h>
#include <stdlib.h>
#include <string.h>

#include "base/mem.h"
#include "base/tr.h"
#include "base/utf8.h"
#include "ui/screens/weave_parts.h"

/* A cell holds 2 by 4 dots (Unicode, Braille Patterns); where there is no such font, one. */
enum { DOTS_ACROSS = 2, DOTS_DOWN = 4, LEAST_ROWS = 3, LEAST_COLS = 24, MOST_NAME = 18 };

struct node {
    int person;
    int row, col; /* of the canvas: where the lines end */
    bool left;    /* the name stands to the left */
};

struct picture {
    struct canvas *canvas;
    struct rect area;
    struct node *nodes;
    int count;
    bool own;        /* only the chosen person's own circle, with them in the middle */
    int scale_x, scale_y; /* dots in a cell */
    unsigned char *dim, *strong; /* dots of all lines, and of the chosen person's; one byte a cell */
};

/* ---- who is where ---- */

/* Those who met stand near each other: next is always who met the last one most often, or else the most of those who stand. */
static void put_in_order(const struct weave *w, int *people, int count)
{
    for (int at = 1; at < count; at++) {
        int best = at, best_times = -1;
        for (int i = at; i < count; i++) {
            int times = weave_meeting(w, people[at - 1], people[i])->times * count;
            for (int j = 0; j < at; j++)
                times += weave_meeting(w, people[j], people[i])->times > 0;
            if (times > best_times) {
                best = i;
                best_times = times;
            }
        }
        int person = people[best];
        memmove(&people[at + 1], &people[at], (size_t)(best - at) * sizeof *people);
        people[at] = person;
    }
}

/* All, or the chosen person and whom they met, the chosen one first: as many as there is room for. */
static int choose_people(const struct weave_screen *s, bool own, int room, int *people)
{
    const struct weave *w = &s->weave;
    int count = 0;
    if (own)
        people[count++] = s->person;
    for (int i = 0; i < w->count && count < room + own; i++)
        if (!own || (w->people[i] != s->person && weave_meeting(w, s->person, w->people[i])->times))
            people[count++] = w->people[i];
    return count;
}

/* Left and right in turn from the top down, so that the lines between those who met cross the middle. */
static void place(struct picture *p, const int *people, int first)
{
    int around = p->count - first, name = p->area.cols / 4 < MOST_NAME ? p->area.cols / 4 : MOST_NAME;
    double half_rows = (p->area.rows - 1) / 2.0, middle = p->area.col + p->area.cols / 2.0;
    double reach = p->area.cols / 2.0 - name - 3;
    for (int i = 0; i < around; i++) {
        bool left = i % 2 == 0;
        int side = left ? (around + 1) / 2 : around / 2;
        double y = side > 1 ? i / 2 * 2.0 * half_rows / (side - 1) : half_rows;
        double off = half_rows > 0 ? (y - half_rows) / (half_rows + 1) : 0;
        double x = reach * sqrt(1 - off * off);
        p->nodes[first + i] = (struct node){.person = people[first + i], .row = p->area.row + (int)(y + 0.5),
                                            .col = (int)(left ? middle - x : middle + x), .left = left};
    }
    if (first)
        p->nodes[0] = (struct node){.person = people[0], .row = p->area.row + (int)(half_rows + 0.5), .col = (int)middle};
}

static bool picture_new(struct picture *p, const struct weave_screen *s, struct canvas *c, struct rect area)
{
    *p = (struct picture){.canvas = c, .area = area, .scale_x = c->dots ? DOTS_ACROSS : 1, .scale_y = c->dots ? DOTS_DOWN : 1};
    if (area.rows < LEAST_ROWS || area.cols < LEAST_COLS)
        return false;
    p->own = s->weave.count > 2 * area.rows;
    if (p->own && area.rows > LEAST_ROWS) { /* a line says how many there are */
        p->area.row++;
        p->area.rows--;
    }
    int room = 2 * p->area.rows, *people = xcalloc((size_t)room + 1, sizeof *people);
    p->count = choose_people(s, p->own, room, people);
    put_in_order(&s->weave, people + p->own, p->count - p->own);
    p->nodes = xcalloc((size_t)p->count + 1, sizeof *p->nodes);
    p->dim = xcalloc((size_t)p->area.rows * (size_t)area.cols, 1);
    p->strong = xcalloc((size_t)p->area.rows * (size_t)area.cols, 1);
    place(p, people, p->own);
    free(people);
    return true;
}

static void picture_free(struct picture *p)
{
    free(p->nodes);
    free(p->dim);
    free(p->strong);
}

/* ---- lines ---- */

static void dot(struct picture *p, unsigned char *layer, int x, int y)
{
    static const unsigned char bits[DOTS_DOWN][DOTS_ACROSS] = {{1, 8}, {2, 16}, {4, 32}, {64, 128}};
    int row = y / p->scale_y, col = x / p->scale_x;
    if (x >= 0 && y >= 0 && row < p->area.rows && col < p->area.cols)
        layer[row * p->area.cols + col] |= bits[y % p->scale_y][x % p->scale_x];
}

static void line(struct picture *p, unsigned char *layer, const struct node *a, const struct node *b)
{
    double x = (a->col - p->area.col + 0.5) * p->scale_x, y = (a->row - p->area.row + 0.5) * p->scale_y;
    double across = (b->col - a->col) * p->scale_x, down = (b->row - a->row) * p->scale_y;
    int steps = (int)(fabs(across) > fabs(down) ? fabs(across) : fabs(down));
    for (int i = 1; i < steps; i++)
        dot(p, layer, (int)(x + across * i / steps), (int)(y + down * i / steps));
}

static void draw_lines(struct picture *p, const struct weave_screen *s)
{
    for (int i = 0; i < p->count; i++)
        for (int j = i + 1; j < p->count; j++) {
            int one = p->nodes[i].person, other = p->nodes[j].person;
            bool chosen = one == s->person || other == s->person;
            if (weave_meeting(&s->weave, one, other)->times)
                line(p, chosen ? p->strong : p->dim, &p->nodes[i], &p->nodes[j]);
        }
    for (int row = 0; row < p->area.rows; row++)
        for (int col = 0; col < p->area.cols; col++) {
            int at = row * p->area.cols + col, bits = p->strong[at] ? p->strong[at] : p->dim[at];
            const char braille[] = {(char)0xe2, (char)(0xa0 | bits >> 6), (char)(0x80 | (bits & 0x3f)), '\0'};
            if (bits)
                canvas_put(p->canvas, p->area.row + row, p->area.col + col, 1, p->strong[at] ? STYLE_WARN : STYLE_LINE,
                           p->canvas->dots ? braille : p->strong[at] ? "*" : ".");
        }
}

/* ---- people ---- */

/* The columns that there are for a name. In the middle it ends before those who stand to its left and right. */
static int room_for(const struct picture *p, const struct node *n, bool middle)
{
    int end = p->area.col + p->area.cols, room = n->left ? n->col - 1 - p->area.col : end - n->col - 2;
    if (!middle)
        return room;
    room = p->area.cols - 2;
    for (int i = 1; i < p->count; i++)
        if (p->nodes[i].row == n->row && 2 * abs(p->nodes[i].col - n->col) - 4 < room)
            room = 2 * abs(p->nodes[i].col - n->col) - 4;
    return room;
}

static void draw_person(const struct picture *p, const struct weave_screen *s, const struct node *n)
{
    const struct weave *w = &s->weave;
    bool chosen = n->person == s->person, met = weave_meeting(w, s->person, n->person)->times > 0, middle = p->own && chosen;
    struct buf name = BUF_INIT;
    buf_adds(&name, met ? "*" : chosen ? ">" : "");
    matching_called(&w->handout.m, n->person, &name);
    int room = room_for(p, n, middle), width = text_width(buf_str(&name), name.len);
    width = width < room ? width : room;
    int col = middle ? n->col - width / 2 : n->left ? n->col - 1 - width : n->col + 2;
    for (int at = col - 1; at <= col + width; at++) /* no line runs into a name */
        if (at >= p->area.col && at < p->area.col + p->area.cols)
            canvas_put(p->canvas, n->row, at, 1, STYLE_TEXT, " ");
    if (!middle)
        canvas_put(p->canvas, n->row, n->col, 1, chosen || met ? STYLE_STRONG : STYLE_DIM, "o");
    canvas_put(p->canvas, n->row, col, width, chosen ? STYLE_SELECTED : met ? STYLE_STRONG : STYLE_TEXT, buf_str(&name));
    if (chosen)
        canvas_cursor(p->canvas, n->row, col);
    buf_release(&name);
}

/* Not everybody is seen: how many the chosen person has met, and whether all of these are seen. */
static void draw_note(const struct picture *p, const struct weave_screen *s, struct rect line)
{
    int met = weave_met(&s->weave, s->person), all = s->weave.count - 1, seen = p->count - 1;
    struct buf text = BUF_INIT;
    if (seen < met) {
        buf_addf(&text, _("Has met %d of %d; there is room for %d."), met, all, seen);
    } else {
        buf_addf(&text, _("Has met %d of %d.\n"), met, all);
        buf_splice(&text, text.len - 1, 1, "", 0); /* without its line feed */
    }
    canvas_put(p->canvas, line.row, line.col, line.cols, STYLE_DIM, buf_str(&text));
    buf_release(&text);
}

static void draw(struct ui *ui, struct weave_screen *s, struct canvas *c, struct rect area)
{
    struct picture p;
    (void)ui;
    if (!picture_new(&p, s, c, area)) {
        struct buf name = BUF_INIT;
        matching_called(&s->weave.handout.m, s->person, &name);
        canvas_put(c, area.row, area.col, area.cols, STYLE_SELECTED, buf_str(&name));
        canvas_cursor(c, area.row, area.col);
        buf_release(&name);
        return;
    }
    draw_lines(&p, s);
    for (int i = 0; i < p.count; i++)
        draw_person(&p, s, &p.nodes[i]);
    if (p.area.row > area.row)
        draw_note(&p, s, (struct rect){area.row, area.col, 1, area.cols});
    picture_free(&p);
}

/* ---- keys ---- */

/* Up and Down stay on a side, Left and Right go to the other; with not all shown, to the next one by name. */
static void step(struct weave_screen *s, int key)
{
    const struct weave *w = &s->weave;
    bool all = w->count <= 2 * s->area.rows, aside = key == K_LEFT || key == K_RIGHT;
    int count = w->count, at = 0, *people = xcalloc((size_t)count + 1, sizeof *people);
    memcpy(people, w->people, (size_t)count * sizeof *people);
    if (all)
        put_in_order(w, people, count);
    while (at < count && people[at] != s->person)
        at++;
    int to = all && aside ? at ^ 1 : at + (key == K_UP || key == K_LEFT ? -1 : 1) * (all ? 2 : 1);
    if (to >= 0 && to < count)
        s->person = people[to];
    free(people);
}

static bool press(struct weave_screen *s, const struct event *e)
{
    struct picture p;
    struct canvas c = {.rows = s->area.row + s->area.rows, .cols = s->area.col + s->area.cols};
    int found = MATCHING_NONE;
    if (e->mouse != MOUSE_PRESS || !picture_new(&p, s, &c, s->area))
        return false;
    for (int i = 0; i < p.count; i++) {
        const struct node *n = &p.nodes[i];
        if (n->row == e->row && (n->left ? e->col <= n->col : e->col >= n->col))
            found = n->person;
    }
    picture_free(&p);
    if (found != MATCHING_NONE)
        s->person = found;
    return found != MATCHING_NONE;
}

static bool key(struct ui *ui, struct weave_screen *s, const struct event *e)
{
    (void)ui;
    if (e->type == EVENT_MOUSE)
        return press(s, e);
    if (e->type != EVENT_KEY)
        return false;
    switch (e->key) {
    case K_UP:
    case K_DOWN:
    case K_LEFT:
    case K_RIGHT: step(s, e->key); return true;
    case K_HOME: s->person = s->weave.people[0]; return true;
    case K_END: s->person = s->weave.people[s->weave.count - 1]; return true;
    default: return false;
    }
}

/* ---- words ---- */

static void tell(const struct weave_screen *s, struct buf *headline, struct buf *text)
{
    enum { MOST_UNMET = 3 };
    const struct weave *w = &s->weave;
    handout_name(&w->handout, s->person, headline);
    buf_addf(text, _("Has met %d of %d.\n"), weave_met(w, s->person), w->count - 1);
    weave_say_rounds(w, s->person, text);
    weave_say_unmet(w, s->person, MOST_UNMET, text);
}

const struct weave_picture weave_network = {
    .title = N_("Network"),
    .about = N_("A line joins two who were together. * has met the chosen one. Arrows go on."),
    .draw = draw,
    .key = key,
    .tell = tell,
};
