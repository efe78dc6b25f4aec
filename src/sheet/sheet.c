#include "sheet/sheet.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "base/mem.h"
#include "base/tr.h"

void sheet_init(struct sheet *s, struct app *app)
{
    *s = (struct sheet){.arena = arena_new(), .app = app, .about = "", .empty = ""};
}

enum status sheet_make(struct sheet *s, const struct sheet_maker *maker, struct app *app, const struct sheet_query *query, struct error *e)
{
    sheet_init(s, app);
    return maker->make(s, query, e);
}

void sheet_release(struct sheet *s)
{
    for (size_t i = 0; i < s->count; i++)
        free(s->rows[i].facts);
    free(s->rows);
    if (s->release)
        s->release(s);
    arena_free(s->arena);
    *s = (struct sheet){0};
}

void sheet_begin(struct sheet *s, const char *title, const char *about, const char *empty)
{
    s->title = title;
    s->about = about;
    s->empty = empty;
}

void sheet_column(struct sheet *s, const char *name, const char *title, unsigned flags)
{
    if (s->column_count < SHEET_COLUMNS)
        s->columns[s->column_count++] = (struct sheet_column){.name = name, .title = title, .flags = flags};
}

void sheet_widths(struct sheet *s, int least, int most)
{
    s->columns[s->column_count - 1].least = least;
    s->columns[s->column_count - 1].most = most;
}

struct sheet_row *sheet_add(struct sheet *s, const struct kind *kind, const char *id)
{
    GROW(s->rows, s->count + 1, s->room);
    struct sheet_row *row = &s->rows[s->count++];
    *row = (struct sheet_row){.kind = kind, .id = sheet_text(s, id), .leads = COMMANDS, .place = ""};
    row->cells = arena_alloc(s->arena, 2 * (size_t)s->column_count * sizeof *row->cells);
    row->orders = row->cells + s->column_count;
    for (int i = 0; i < s->column_count; i++) {
        row->cells[i] = "";
        row->orders[i] = NULL;
    }
    return row;
}

static void add_fact(struct sheet *s, struct sheet_row *row, const char *label, const char *text, bool personal)
{
    size_t n = strlen(text);
    while (n > 0 && text[n - 1] == '\n')
        n--;
    if (n == 0)
        return;
    s->told = true;
    GROW(row->facts, row->fact_count + 1, row->fact_room);
    row->facts[row->fact_count++] = (struct sheet_fact){.label = label, .text = arena_text(s->arena, text, n), .personal = personal};
}

void sheet_fact(struct sheet *s, struct sheet_row *row, const char *label, const char *text)
{
    add_fact(s, row, label, text, false);
}

void sheet_fact_personal(struct sheet *s, struct sheet_row *row, const char *label, const char *text)
{
    add_fact(s, row, label, text, true);
}

void sheet_fact_record(struct sheet *s, struct sheet_row *row, const char *label, const char *text, const struct kind *kind,
                       const char *id)
{
    size_t before = row->fact_count;
    add_fact(s, row, label, text, true);
    if (row->fact_count > before) {
        row->facts[before].kind = kind;
        row->facts[before].id = sheet_text(s, id);
    }
}

void sheet_bar(struct sheet *s, struct sheet_row *row, const char *label, const char *from, const char *to, bool measured, double share)
{
    if (!*from || !*to)
        return;
    struct sheet_bar *bar = arena_alloc(s->arena, sizeof *bar);
    *bar = (struct sheet_bar){label, sheet_text(s, from), sheet_text(s, to), measured, share};
    row->bar = bar;
}

void sheet_lead(struct sheet *s, struct sheet_row *row, enum command_id go, const char *place)
{
    row->leads = go;
    row->place = sheet_text(s, place);
}

void sheet_action(struct sheet *s, enum command_id command, bool on_row)
{
    if (s->action_count < SHEET_ACTIONS)
        s->actions[s->action_count++] = (struct sheet_action){command, on_row};
}

const char *sheet_text(struct sheet *s, const char *text)
{
    return arena_text(s->arena, text, strlen(text));
}

const char *sheet_take(struct sheet *s, struct buf *text)
{
    const char *kept = sheet_text(s, buf_str(text));
    buf_release(text);
    return kept;
}

const char *sheet_number(struct sheet *s, long long number)
{
    char text[24];
    snprintf(text, sizeof text, "%lld", number);
    return sheet_text(s, text);
}

size_t sheet_reach(struct sheet *s, size_t need)
{
    while (s->count < need && s->more)
        if (!s->more(s))
            s->more = NULL;
    return s->count;
}

/* A sign before a remark is for the eyes: "< only takes". That of a number stays: "-5". */
static const char *without_sign(const char *cell)
{
    return *cell && strchr("<>|-", *cell) && cell[1] == ' ' ? cell + 2 : cell;
}

void sheet_detail(struct sheet *s, const struct sheet_row *row)
{
    size_t at = (size_t)(row - s->rows);
    if (s->detail && !row->detailed) {
        s->rows[at].detailed = true;
        s->detail(s, at);
    }
}

static bool is_none(const struct sheet_column *c, const char *cell)
{
    return (c->flags & SHEET_COUNT) == SHEET_COUNT && strcmp(cell, "0") == 0;
}

int sheet_name_column(const struct sheet *s)
{
    int i = 0;
    while (i + 1 < s->column_count && s->columns[i].flags & (SHEET_GROUP | SHEET_UNSEEN))
        i++;
    return i;
}

const char *sheet_heading(const struct sheet *s, const struct sheet_row *row, const struct sheet_row *before)
{
    bool grouped = s->column_count && s->columns[0].flags & SHEET_GROUP;
    return grouped && (!before || strcmp(row->cells[0], before->cells[0]) != 0) ? row->cells[0] : NULL;
}

static bool ends_sentence(const struct buf *text)
{
    return text->len > 0 && strchr(".?!", text->s[text->len - 1]);
}

void sheet_line(const struct sheet *s, const struct sheet_row *row, struct buf *out)
{
    int name = sheet_name_column(s);
    buf_adds(out, row->cells[name]);
    for (int i = name + 1; i < s->column_count; i++) {
        const struct sheet_column *c = &s->columns[i];
        const char *cell = without_sign(row->cells[i]);
        if (!cell[strspn(cell, " -")] || (c->flags & (SHEET_DRAWN | SHEET_UNSEEN)) || is_none(c, cell))
            continue;
        buf_adds(out, ends_sentence(out) ? " " : ". ");
        if (*c->title)
            buf_addf(out, _("%s: %s"), c->title, cell);
        else
            buf_adds(out, cell);
    }
}

const char *sheet_tone_name(enum sheet_tone tone)
{
    static const char *const names[SHEET_TONES] = {"plain", "good", "late", "warn", "dim"};
    return names[tone];
}
