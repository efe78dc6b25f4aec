/* library_page.c: an entry's page: its fields one below the other, links a line each. See library.h. */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "base/mem.h"
#include "base/tr.h"
#include "base/utf8.h"
#include "ui/screens/library.h"

enum { LABEL_LEAST = 14, TEXT_COLS = 84 };

/* A piece of the page: text behind a label or mark, wrapped below itself. */
struct block {
    enum style style;
    int indent;  /* columns before the text */
    char *mark;  /* stands in the indent of its first line; may be NULL */
    enum style mark_style;
    char *text;  /* "" is an empty line */
    int link;    /* -1: none */
};

struct fields {
    struct ui *ui;
    struct library_screen *s;
    const struct shelf *shelf;
    size_t entry;
    int cols;
    struct block *blocks;
    size_t count, cap;
};

static struct block *add(struct fields *p, enum style style, int indent, const char *mark, const char *text)
{
    GROW(p->blocks, p->count + 1, p->cap);
    p->blocks[p->count] = (struct block){style, indent, mark ? xstrdup(mark) : NULL, STYLE_DIM, xstrdup(text), -1};
    return &p->blocks[p->count++];
}

static void gap(struct fields *p)
{
    if (p->count > 0 && *p->blocks[p->count - 1].text)
        add(p, STYLE_TEXT, 0, NULL, "");
}

static void heading(struct fields *p, const char *label)
{
    gap(p);
    add(p, STYLE_TITLE, 0, NULL, label);
}

/* Room for the longest label of a fact, but not for more than a third of the line, half of a short one. */
static int label_cols(const struct fields *p)
{
    int most = LABEL_LEAST, limit = p->cols < 50 ? p->cols / 2 - 4 : p->cols * 2 / 5;
    for (size_t i = FIELD_FIRST; i < p->shelf->kind->field_count; i++) {
        const struct field *f = &p->shelf->kind->fields[i];
        int width = f->type == FIELD_NOTE || f->type == FIELD_LIST ? 0 : text_width(f->label, strlen(f->label)) + 3;
        most = width > most ? width : most;
    }
    return most < limit ? most : limit > 2 ? limit : 2;
}

static void fact(struct fields *p, const char *label, const char *value)
{
    if (p->count > 0 && !p->blocks[p->count - 1].mark) /* facts stand together */
        gap(p);
    add(p, STYLE_TEXT, label_cols(p), label, value);
}

/* ---- fields ---- */

/* A text of several lines is a list: steps are numbered. */
static void add_lines(struct fields *p, const char *text, bool steps, enum style style)
{
    int n = 0;
    if (!strchr(text, '\n')) {
        add(p, style, 0, NULL, text);
        return;
    }
    while (*text) {
        size_t len = strcspn(text, "\n");
        char mark[12] = "-";
        char *line = xstrndup(text, len);
        if (steps)
            snprintf(mark, sizeof mark, "%d", ++n);
        if (len > 0)
            add(p, style, steps ? 3 : 2, mark, line);
        free(line);
        text += len + (text[len] == '\n');
    }
}

static void add_note(struct fields *p, const struct field *f)
{
    struct buf text = BUF_INIT;
    const char *second = shelf_second(p->shelf, p->entry, f->name);
    bool steps = strcmp(f->name, "steps") == 0;
    heading(p, f->label);
    buf_addf(&text, "%s%s", shelf_text(p->shelf, p->entry, f->name),
             shelf_stands_in(p->shelf, p->entry, f->name) ? _(" (en)") : "");
    add_lines(p, text.s, steps, STYLE_TEXT);
    if (*second)
        add_lines(p, second, steps, STYLE_DIM);
    buf_release(&text);
}

static void add_link(struct fields *p, const struct entry_link *link)
{
    struct buf text = BUF_INIT;
    if (p->s->link_count == LINKS_MOST)
        return;
    if (!link->shelf)
        buf_addf(&text, "%s  ", link->id);
    buf_adds(&text, entry_link_label(link, &p->ui->app->guide));
    struct block *b = add(p, STYLE_TEXT, 2, ">", buf_str(&text));
    b->link = p->s->link_count;
    p->s->links[p->s->link_count++] = *link;
    buf_release(&text);
}

static bool add_links(struct fields *p, int field)
{
    struct entry_link links[LINKS_MOST];
    const struct library *lib = &p->ui->app->content->library;
    size_t n = entry_links(lib, p->shelf, p->entry, field, links, LINKS_MOST);
    if (n > 0)
        heading(p, p->shelf->kind->fields[field].label);
    for (size_t i = 0; i < n; i++)
        add_link(p, &links[i]);
    return n > 0;
}

static void add_field(struct fields *p, int field)
{
    const struct field *f = &p->shelf->kind->fields[field];
    struct buf value = BUF_INIT;
    if (strcmp(f->name, "label") == 0 || !*shelf_text(p->shelf, p->entry, f->name) || add_links(p, field))
        return;
    if (f->type == FIELD_NOTE) {
        add_note(p, f);
        return;
    }
    shelf_show(p->shelf, p->entry, field, &value);
    if (shelf_stands_in(p->shelf, p->entry, f->name))
        buf_adds(&value, _(" (en)"));
    fact(p, f->label, buf_str(&value));
    const char *second = f->type == FIELD_TEXT ? shelf_second(p->shelf, p->entry, f->name) : "";
    if (*second)
        add(p, STYLE_DIM, label_cols(p), "", second);
    buf_release(&value);
}

/* What other shelves say of it: the cases that used this tool. */
static void add_back_links(struct fields *p)
{
    const struct library *lib = &p->ui->app->content->library;
    struct entry_link links[LINKS_MOST];
    for (size_t i = 0; i < lib->count; i++) {
        size_t n = &lib->shelves[i] == p->shelf ? 0 : entry_links_back(lib, p->shelf, p->entry, &lib->shelves[i], links, LINKS_MOST);
        if (n > 0)
            heading(p, lib->shelves[i].kind->label_plural);
        for (size_t l = 0; l < n; l++)
            add_link(p, &links[l]);
    }
}

static void add_own_use(struct fields *p)
{
    const struct entry_use *use = p->s->uses && strcmp(p->shelf->kind->name, "tool") == 0 ? &p->s->uses[p->entry] : NULL;
    struct buf text = BUF_INIT;
    if (!use)
        return;
    if (use->planned == 0)
        buf_adds(&text, _("not planned yet"));
    else
        buf_addf(&text, _("planned %zu times, done %zu times"), use->planned, use->done);
    fact(p, _("Your own use"), text.s);
    buf_release(&text);
}

static void fill(struct fields *p)
{
    struct buf label = BUF_INIT;
    buf_addf(&label, "%s%s", shelf_label(p->shelf, p->entry), shelf_stands_in(p->shelf, p->entry, "label") ? _(" (en)") : "");
    add(p, STYLE_STRONG, 0, NULL, label.s);
    if (*shelf_second(p->shelf, p->entry, "label"))
        add(p, STYLE_DIM, 0, NULL, shelf_second(p->shelf, p->entry, "label"));
    p->s->link_count = 0;
    for (size_t i = FIELD_FIRST; i < p->shelf->kind->field_count; i++)
        if (strcmp(p->shelf->kind->fields[i].name, "source") != 0)
            add_field(p, (int)i);
    add_own_use(p);
    add_back_links(p);
    int source = kind_field(p->shelf->kind, "source");
    if (source >= 0)
        add_field(p, source);
    buf_release(&label);
}

/* ---- drawing ---- */

static int block_rows(const struct fields *p, const struct block *b)
{
    int rows = canvas_wrap_height(b->text, p->cols - b->indent);
    return rows > 0 ? rows : 1;
}

static void draw_block(struct fields *p, const struct block *b, const struct leaf *leaf, struct canvas *c, struct rect area,
                       int row, int rows, bool focused)
{
    int above = row < 0 ? -row : 0, top = row < 0 ? 0 : row;
    struct rect r = {area.row + top, area.col + b->indent, rows - above, p->cols - b->indent};
    if (r.rows > area.rows - top)
        r.rows = area.rows - top;
    bool chosen = focused && b->link >= 0 && b->link == leaf->link;
    enum style style = chosen ? STYLE_SELECTED : b->style;
    if (chosen) {
        canvas_fill(c, (struct rect){r.row, area.col, r.rows, p->cols}, style, ' ');
        canvas_cursor(c, r.row, area.col);
    }
    if (b->mark && row >= 0)
        canvas_put(c, r.row, area.col, b->indent - 1, chosen ? style : b->mark_style, b->mark);
    canvas_wrap(c, r, above, style, b->text);
}

static void draw_sheet(struct fields *p, struct leaf *leaf, struct canvas *c, struct rect area, bool focused)
{
    int total = 0;
    for (size_t i = 0; i < p->count; i++) {
        if (p->blocks[i].link >= 0)
            p->s->link_row[p->blocks[i].link] = total;
        total += block_rows(p, &p->blocks[i]);
    }
    p->s->page_rows = total;
    if (leaf->scroll > total - area.rows)
        leaf->scroll = total > area.rows ? total - area.rows : 0;
    if (focused)
        canvas_cursor(c, area.row, area.col);
    int row = -leaf->scroll;
    for (size_t i = 0; i < p->count && row < area.rows; i++) {
        int rows = block_rows(p, &p->blocks[i]);
        if (row + rows > 0)
            draw_block(p, &p->blocks[i], leaf, c, area, row, rows, focused);
        row += rows;
    }
}

/* The shelf's name, and whether there is more above or below. */
static void draw_head(const struct fields *p, const struct leaf *leaf, struct canvas *c, struct rect area, bool focused)
{
    int used = canvas_put(c, area.row, area.col, area.cols, focused ? STYLE_TITLE : STYLE_DIM, p->shelf->kind->label);
    int below = p->s->page_rows - leaf->scroll - (area.rows - 2);
    struct buf more = BUF_INIT;
    if (below > 0 && leaf->scroll > 0)
        buf_addf(&more, _("%d lines above, %d below"), leaf->scroll, below);
    else if (below > 0)
        buf_addf(&more, _("%d lines below"), below);
    else if (leaf->scroll > 0)
        buf_addf(&more, _("%d lines above"), leaf->scroll);
    canvas_put(c, area.row, area.col + used + 2, area.cols - used - 2, STYLE_DIM, buf_str(&more));
    buf_release(&more);
}

void library_draw_page(struct ui *ui, struct library_screen *s, struct leaf *leaf, struct canvas *c, struct rect area,
                       bool focused)
{
    const struct shelf *shelf = library_shelf(&ui->app->content->library, leaf->shelf);
    long entry = shelf ? shelf_find(shelf, leaf->id) : -1;
    s->link_count = 0;
    if (entry < 0) {
        if (*leaf->id)
            canvas_wrap(c, area, 0, STYLE_DIM, _("This entry is no longer in the library. Esc goes back."));
        if (focused)
            canvas_cursor(c, area.row, area.col);
        return;
    }
    struct fields p = {.ui = ui, .s = s, .shelf = shelf, .entry = (size_t)entry,
                      .cols = area.cols < TEXT_COLS ? area.cols : TEXT_COLS};
    struct rect body = area.rows > 4 ? (struct rect){area.row + 2, area.col, area.rows - 2, area.cols} : area;
    if (body.rows == area.rows - 2 && area.rows < 12) /* little room: no empty line */
        body = (struct rect){area.row + 1, area.col, area.rows - 1, area.cols};
    s->page = body;
    fill(&p);
    draw_sheet(&p, leaf, c, body, focused);
    if (area.rows > 4)
        draw_head(&p, leaf, c, (struct rect){area.row, area.col, body.rows + 2, area.cols}, focused);
    for (size_t i = 0; i < p.count; i++) {
        free(p.blocks[i].mark);
        free(p.blocks[i].text);
    }
    free(p.blocks);
}
