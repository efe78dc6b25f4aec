#include "command/sheet/print.h"

#include <stdlib.h>
#include <string.h>

#include "base/json.h"
#include "base/show.h"
#include "base/utf8.h"
#include "exchange/csvwrite.h"

enum { GAP = 2, NARROWEST = 8, READABLE = 24 };

/* ---- text ---- */

/* Appends the text, made safe and wrapped, its first line behind `first` blanks, the others behind `indent`. */
static void add_wrapped(struct buf *out, const char *text, int first, int indent)
{
    struct buf safe = BUF_INIT;
    show(&safe, text, strlen(text), true);
    for (size_t at = 0; at < safe.len;) {
        int before = at ? indent : first;
        size_t next, end = text_wrap(safe.s, safe.len, at, SHEET_WIDTH - before, NULL, NULL, &next);
        buf_fill(out, ' ', end > at ? (size_t)before : 0);
        buf_add(out, safe.s + at, end - at);
        buf_addc(out, '\n');
        at = next;
    }
    buf_release(&safe);
}

static bool is_drawn(const struct sheet *s, int column)
{
    return s->columns[column].flags & (SHEET_DRAWN | SHEET_DATA | SHEET_GROUP);
}

/* What each column needs, the widest ones narrowed until a line holds all of them. False: the first one would not be readable. */
static bool share_width(const struct sheet *s, int widths[SHEET_COLUMNS])
{
    int sum = -GAP;
    for (int i = 0; i < s->column_count; i++) {
        widths[i] = text_width(s->columns[i].title, strlen(s->columns[i].title));
        for (size_t r = 0; r < s->count && !is_drawn(s, i); r++) {
            int width = text_width(s->rows[r].cells[i], strlen(s->rows[r].cells[i]));
            widths[i] = width > widths[i] ? width : widths[i];
        }
        widths[i] = is_drawn(s, i) ? 0 : widths[i];
        sum += widths[i] > 0 ? widths[i] + GAP : 0;
    }
    int first = widths[0];
    while (sum > SHEET_WIDTH) {
        int widest = 0;
        for (int i = 1; i < s->column_count; i++)
            widest = widths[i] > widths[widest] ? i : widest;
        if (widths[widest] <= NARROWEST)
            break;
        widths[widest]--;
        sum--;
    }
    return sum <= SHEET_WIDTH && (widths[0] >= READABLE || widths[0] >= first);
}

struct text_cell {
    struct buf text;
    size_t at;
};

/* One line of all cells; false when nothing is left of any. */
static bool add_line(const struct sheet *s, const int *widths, struct text_cell *cells, struct buf *out)
{
    bool any = false;
    size_t start = out->len;
    int column = 0; /* where the next cell begins */
    for (int i = 0; i < s->column_count; i++) {
        struct text_cell *c = &cells[i];
        if (widths[i] == 0)
            continue;
        if (c->at < c->text.len) {
            size_t next, end = text_wrap(c->text.s, c->text.len, c->at, widths[i], NULL, NULL, &next);
            int width = text_width(c->text.s + c->at, end - c->at), used = text_width(out->s ? out->s + start : "", out->len - start);
            int begin = column + (s->columns[i].flags & SHEET_NUMBER ? widths[i] - width : 0);
            buf_fill(out, ' ', begin > used ? (size_t)(begin - used) : 0);
            buf_add(out, c->text.s + c->at, end - c->at);
            c->at = next;
            any = true;
        }
        column += widths[i] + GAP;
    }
    if (any)
        buf_addc(out, '\n');
    return any;
}

static void add_cells(const struct sheet *s, const int *widths, const char *const *texts, struct buf *out)
{
    struct text_cell cells[SHEET_COLUMNS] = {0};
    for (int i = 0; i < s->column_count; i++)
        show_line(&cells[i].text, texts[i]);
    while (add_line(s, widths, cells, out))
        ;
    for (int i = 0; i < s->column_count; i++)
        buf_release(&cells[i].text);
}

static void add_facts(const struct sheet_row *row, struct buf *out)
{
    struct buf line = BUF_INIT;
    for (size_t i = 0; i < row->fact_count; i++) {
        buf_clear(&line);
        if (*row->facts[i].label)
            buf_addf(&line, "%s: ", row->facts[i].label);
        buf_adds(&line, row->facts[i].text);
        add_wrapped(out, buf_str(&line), 4, 4);
    }
    buf_release(&line);
}

/* A row as lines, where a table has no room: "Learn to tax. State: overdue. By when: 2018-06-30". */
static void add_block(const struct sheet *s, const struct sheet_row *row, struct buf *out)
{
    struct buf line = BUF_INIT;
    sheet_line(s, row, &line);
    add_wrapped(out, buf_str(&line), 0, 4);
    buf_release(&line);
}

void sheet_print_text(struct sheet *s, bool facts, struct buf *out)
{
    int widths[SHEET_COLUMNS];
    const char *heads[SHEET_COLUMNS];
    sheet_reach(s, SIZE_MAX);
    add_wrapped(out, s->title, 0, 0);
    add_wrapped(out, s->about, 0, 0);
    buf_addc(out, '\n');
    if (!s->count) {
        add_wrapped(out, s->empty, 0, 0);
        return;
    }
    bool table = share_width(s, widths);
    for (int i = 0; i < s->column_count; i++)
        heads[i] = s->columns[i].title;
    if (table)
        add_cells(s, widths, heads, out);
    for (size_t i = 0; i < s->count; i++) {
        const char *heading = sheet_heading(s, &s->rows[i], i ? &s->rows[i - 1] : NULL);
        if (heading && i)
            buf_addc(out, '\n');
        if (heading)
            add_wrapped(out, heading, 0, 0);
        if (table)
            add_cells(s, widths, s->rows[i].cells, out);
        else
            add_block(s, &s->rows[i], out);
        if (facts) {
            sheet_detail(s, &s->rows[i]);
            add_facts(&s->rows[i], out);
        }
    }
}

enum status sheet_print(struct app *app, const char *name, const struct sheet_query *query, struct error *e)
{
    struct sheet sheet = {0};
    struct buf out = BUF_INIT;
    enum status s = sheet_make(&sheet, sheet_maker(name), app, query, e);
    if (s == OK)
        sheet_print_text(&sheet, false, &out);
    fwrite(buf_str(&out), 1, out.len, app->out);
    buf_release(&out);
    sheet_release(&sheet);
    return s;
}

/* ---- JSON ---- */

/* How many digits stand behind the point; -1: it is no number. */
static int decimals(const char *text)
{
    size_t sign = *text == '-', digits = strspn(text + sign, "0123456789");
    const char *rest = text + sign + digits;
    size_t behind = *rest == '.' ? strspn(rest + 1, "0123456789") : 0;
    bool number = digits > 0 && digits < 16 && (!*rest || (behind > 0 && behind < 3 && !rest[1 + behind]));
    return number ? (int)behind : -1;
}

static void json_cell(struct json *j, const struct sheet_column *c, const char *cell)
{
    int behind = c->flags & SHEET_NUMBER ? decimals(cell) : -1;
    if (behind == 0)
        json_number(j, c->name, strtoll(cell, NULL, 10));
    else if (behind > 0)
        json_real(j, c->name, strtod(cell, NULL));
    else
        json_text(j, c->name, *cell ? cell : NULL);
}

static void json_facts(struct json *j, const struct sheet_row *row)
{
    json_array(j, "facts");
    for (size_t i = 0; i < row->fact_count; i++) {
        json_object(j, NULL);
        json_text(j, "label", *row->facts[i].label ? row->facts[i].label : NULL);
        json_text(j, "text", row->facts[i].text);
        json_end(j);
    }
    json_end(j);
}

void sheet_print_json(struct sheet *s, struct buf *out)
{
    struct json j;
    sheet_reach(s, SIZE_MAX);
    json_begin(&j, out);
    json_array(&j, NULL);
    for (size_t i = 0; i < s->count; i++) {
        const struct sheet_row *row = &s->rows[i];
        if (row->aside)
            continue;
        json_object(&j, NULL);
        if (row->kind)
            json_text(&j, "kind", row->kind->name);
        if (*row->id)
            json_text(&j, "id", row->id);
        for (int c = 0; c < s->column_count; c++)
            if (!(s->columns[c].flags & SHEET_DRAWN))
                json_cell(&j, &s->columns[c], row->cells[c]);
        if (row->tone != TONE_PLAIN)
            json_text(&j, "tone", sheet_tone_name(row->tone));
        if (row->fact_count)
            json_facts(&j, row);
        json_end(&j);
    }
    json_end(&j);
}

/* ---- CSV ---- */

void sheet_print_csv(struct sheet *s, struct buf *out)
{
    struct csv_writer w = csv_begin(out, FLAVOUR_SPREADSHEET);
    sheet_reach(s, SIZE_MAX);
    for (int c = 0; c < s->column_count; c++)
        if (!(s->columns[c].flags & SHEET_DRAWN))
            csv_cell(&w, s->columns[c].name);
    csv_end_row(&w);
    for (size_t i = 0; i < s->count; i++) {
        if (s->rows[i].aside)
            continue;
        for (int c = 0; c < s->column_count; c++)
            if (!(s->columns[c].flags & SHEET_DRAWN))
                csv_cell(&w, s->rows[i].cells[c]);
        csv_end_row(&w);
    }
}
