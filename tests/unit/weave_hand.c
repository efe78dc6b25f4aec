/* weave_hand.c: see weave_hand.h. */
#include "unit/weave_hand.h"

#include <stdlib.h>
#include <string.h>

#include "base/mem.h"

void hand_meet(struct hand *f, int a, int b, int round)
{
    for (int i = 0; i < 2; i++) {
        struct meeting *m = &f->s.weave.meetings[i ? b * f->s.weave.count + a : a * f->s.weave.count + b];
        m->first = m->times++ && m->first < round ? m->first : round;
    }
}

void hand_new(struct hand *f, int count, int longest)
{
    struct weave *w = &f->s.weave;
    struct matching *m = &w->handout.m;
    size_t n = (size_t)count;
    *f = (struct hand){0};
    w->meetings = xcalloc(n * n + 1, sizeof *w->meetings);
    w->people = xcalloc(n + 1, sizeof *w->people);
    m->people = xcalloc(n + 1, sizeof *m->people);
    m->score = xcalloc(n * n + 1, sizeof *m->score);
    m->count = w->count = count;
    m->last_round = 3;
    f->called = xcalloc(n + 1, sizeof *f->called);
    for (int i = 0; i < count; i++) {
        char *name = f->called[i];
        int letters = 1 + i * 7 % longest;
        strcat(name, "(");
        for (int l = 0; l < (i % 4 == 3 ? letters / 3 + 1 : letters); l++)
            strcat(name, i % 4 == 3 ? "\u4f1a" : (char[]){(char)('a' + (i + l) % 14), '\0'}); /* no o: that is a node */
        strcat(name, ")");
        m->people[i].name = m->people[i].called = name;
        w->people[i] = i;
    }
    f->s.other = count > 1;
}

void hand_free(struct hand *f)
{
    free(f->s.weave.meetings);
    free(f->s.weave.people);
    free(f->s.weave.handout.m.people);
    free(f->s.weave.handout.m.score);
    free(f->called);
}

void hand_mingle(struct hand *f)
{
    int count = f->s.weave.count;
    for (int i = 0; i < count; i++)
        for (int j = i + 1; j < count; j++)
            if (j - i <= i % 3 + 1 || (i == 0 && j % 3 == 0))
                hand_meet(f, i, j, 1 + j % 3);
}

/* ---- what was drawn ---- */

void hand_draw(struct canvas *c, struct hand *f, const struct weave_picture *p, int rows, int cols)
{
    canvas_clear(c);
    canvas_resize(c, rows + 2 * MARGIN, cols + 2 * MARGIN);
    canvas_fill(c, (struct rect){0, 0, c->rows, c->cols}, STYLE_TEXT, '#');
    f->s.area = (struct rect){MARGIN, MARGIN, rows, cols};
    canvas_fill(c, f->s.area, STYLE_TEXT, ' ');
    p->draw(NULL, &f->s, c, f->s.area);
}

const struct cell *hand_cell(const struct canvas *c, int row, int col)
{
    return &c->cells[(size_t)row * (size_t)c->cols + (size_t)col];
}

bool hand_within(struct rect r, int row, int col)
{
    return row >= r.row && row < r.row + r.rows && col >= r.col && col < r.col + r.cols;
}

bool hand_kept_inside(const struct canvas *c, struct rect area)
{
    for (int row = 0; row < c->rows; row++)
        for (int col = 0; col < c->cols; col++)
            if (!hand_within(area, row, col) && strcmp(hand_cell(c, row, col)->text, "#") != 0)
                return false;
    return true;
}

bool hand_names_whole(const struct canvas *c, int row)
{
    bool open = false;
    for (int col = 0; col < c->cols; col++) {
        const char *text = hand_cell(c, row, col)->text;
        bool begins = strcmp(text, "(") == 0, ends = strcmp(text, ")") == 0, cut = strcmp(text, "\u2026") == 0;
        bool inside = (*text >= 'a' && *text <= 'n') || strcmp(text, "\u4f1a") == 0 || !*text;
        if ((begins && open) || (ends && !open) || (open && !ends && !cut && !inside))
            return false;
        open = begins || (open && !ends && !cut);
    }
    return !open;
}

bool hand_all_names_whole(const struct canvas *c)
{
    for (int row = 0; row < c->rows; row++)
        if (!hand_names_whole(c, row))
            return false;
    return true;
}

int hand_count(const struct canvas *c, const char *text)
{
    int found = 0;
    for (int i = 0; i < c->rows * c->cols; i++)
        found += strcmp(c->cells[i].text, text) == 0;
    return found;
}

bool hand_row_has(const struct canvas *c, int row, const char *text)
{
    struct buf all = BUF_INIT;
    for (int col = 0; col < c->cols; col++)
        buf_adds(&all, hand_cell(c, row, col)->text);
    bool has = strstr(buf_str(&all), text) != NULL;
    buf_release(&all);
    return has;
}

void hand_print(const struct canvas *c)
{
    for (int row = 0; row < c->rows; row++) {
        for (int col = 0; col < c->cols; col++)
            fputs(hand_cell(c, row, col)->text, stderr);
        fputc('\n', stderr);
    }
}
