/* menu.c: see menu.h. */
#include "ui/menu.h"

#include <string.h>

#include "base/tr.h"
#include "base/utf8.h"
#include "ui/actions.h"
#include "ui/box.h"
#include "ui/go_kind.h"
#include "ui/key.h"

enum { MENUS = 12, ITEMS = 32 + GO_KINDS };

struct menu {
    const char *name;
    struct go_item items[ITEMS];
    int count;
    int col; /* of its name in the bar */
};

struct menu_bar {
    struct menu menus[MENUS];
    int count;
    int open; /* which one */
    int item, top; /* the chosen item, the first one visible */
    struct rect drop; /* of the items, when last drawn */
};

static struct menu *menu_named(struct menu_bar *m, const char *name)
{
    for (int i = 0; i < m->count; i++) {
        if (strcmp(m->menus[i].name, name) == 0)
            return &m->menus[i];
    }
    if (m->count == MENUS)
        return NULL;
    m->menus[m->count].name = name; /* compared as it is, shown with tr() */
    return &m->menus[m->count++];
}

/* The usual order; menus the table has besides come before Help. */
static void fill(const struct ui *ui, struct menu_bar *m)
{
    static const char *const first[] = {"Workbench", NC_("menu", "Edit"), NC_("menu", "View"), NC_("menu", "Go")}; /* as the table has them */
    memset(m, 0, sizeof *m);
    for (size_t i = 0; i < sizeof first / sizeof *first; i++)
        menu_named(m, first[i]);
    for (int pass = 0; pass < 2; pass++) {
        for (int i = 0; i < COMMANDS; i++) {
            const struct command *c = &commands[i];
            if (!c->menu || (strcmp(c->menu, "Help") == 0) != (pass == 1))
                continue;
            struct menu *menu = menu_named(m, c->menu);
            if (menu && menu->count < ITEMS)
                menu->items[menu->count++] = (struct go_item){c->id, NULL};
        }
    }
    const struct kind *kinds[GO_KINDS];
    struct menu *go = menu_named(m, first[3]);
    for (size_t i = 0, n = go_kinds(ui, kinds); i < n && go->count < ITEMS; i++)
        go->items[go->count++] = (struct go_item){CMD_GO_RECORDS, kinds[i]};
    int kept = 0;
    for (int i = 0; i < m->count; i++) {
        if (m->menus[i].count > 0)
            m->menus[kept++] = m->menus[i];
    }
    m->count = kept;
}

/* ---- drawing ---- */

static void draw_bar(struct menu_bar *m, struct canvas *c)
{
    int width = 0, at = 0;
    for (int i = 0; i < m->count; i++) {
        m->menus[i].col = width + 1;
        width += text_width(tr(m->menus[i].name), strlen(tr(m->menus[i].name))) + 3;
        if (i == m->open && width > c->cols)
            at = width - c->cols; /* so far the bar is pushed to the left */
    }
    canvas_fill(c, (struct rect){0, 0, 1, c->cols}, STYLE_BAR, ' ');
    for (int i = 0; i < m->count; i++) {
        struct menu *menu = &m->menus[i];
        menu->col -= at;
        if (menu->col > 0)
            canvas_putf(c, 0, menu->col - 1, c->cols - menu->col + 1, i == m->open ? STYLE_SELECTED : STYLE_BAR, " %s ",
                        tr(menu->name));
    }
}

static int item_width(const struct go_item *item)
{
    struct buf key = BUF_INIT;
    go_key(item, &key);
    int width = text_width(go_label(item), strlen(go_label(item))) + 3 + text_width(buf_str(&key), key.len);
    buf_release(&key);
    return width;
}

static void draw_item(struct ui *ui, const struct go_item *item, int row, const struct rect *drop, bool chosen)
{
    struct canvas *c = &ui->canvas;
    struct buf key = BUF_INIT;
    enum style style = chosen ? STYLE_SELECTED : ui_ready(ui, item->id, NULL) ? STYLE_TEXT : STYLE_OFF;
    go_key(item, &key);
    int width = text_width(buf_str(&key), key.len);
    canvas_row(c, row, drop->col, drop->cols, style, "");
    canvas_put(c, row, drop->col + 1, drop->cols - 1, style, go_label(item));
    if (drop->cols > width + 4)
        canvas_put(c, row, drop->col + drop->cols - width - 1, width, style, buf_str(&key));
    if (chosen)
        canvas_cursor(c, row, drop->col + 1);
    buf_release(&key);
}

static void draw_drop(struct ui *ui, struct menu_bar *m)
{
    struct canvas *c = &ui->canvas;
    struct menu *menu = &m->menus[m->open];
    int width = 0;
    for (int i = 0; i < menu->count; i++)
        width = item_width(&menu->items[i]) + 2 > width ? item_width(&menu->items[i]) + 2 : width;
    struct rect r = {1, menu->col - 1, menu->count + 2, width + 2};
    bool framed = c->rows > 6;
    if (!framed) {
        r.rows -= 2;
        r.cols -= 2;
    }
    int most = c->rows - 2 > 0 ? c->rows - 2 : 1;
    r.rows = r.rows > most ? most : r.rows;
    r.row = c->rows > 1 ? 1 : 0;
    if (r.col + r.cols > c->cols)
        r.col = c->cols - r.cols;
    if (r.col < 0)
        r.col = 0;
    canvas_fill(c, r, STYLE_TEXT, ' ');
    if (framed)
        canvas_box(c, r);
    m->drop = framed ? (struct rect){r.row + 1, r.col + 1, r.rows - 2, r.cols - 2} : r;
    if (m->item < m->top)
        m->top = m->item;
    if (m->item >= m->top + m->drop.rows)
        m->top = m->item - m->drop.rows + 1;
    for (int i = 0; i < m->drop.rows && m->top + i < menu->count; i++)
        draw_item(ui, &menu->items[m->top + i], m->drop.row + i, &m->drop, m->top + i == m->item);
}

/* What the action does, or why it can't be used. */
static void draw_reason(struct ui *ui, const struct go_item *item)
{
    struct canvas *c = &ui->canvas;
    struct buf why = BUF_INIT;
    if (c->rows > 2) {
        bool ready = ui_ready(ui, item->id, &why);
        canvas_fill(c, (struct rect){c->rows - 1, 0, 1, c->cols}, STYLE_BAR, ' ');
        if (ready)
            canvas_put(c, c->rows - 1, 1, c->cols - 1, STYLE_BAR, go_help(item));
        else
            canvas_putf(c, c->rows - 1, 1, c->cols - 1, STYLE_BAR, "Not now: %s", buf_str(&why));
    }
    buf_release(&why);
}

/* ---- keys ---- */

static void open_menu(struct menu_bar *m, int which)
{
    m->open = (which + m->count) % m->count;
    m->item = m->top = 0;
}

/* The next item whose name begins with what was typed. */
static void jump(struct menu_bar *m, int key)
{
    struct buf typed = BUF_INIT, wanted = BUF_INIT, label = BUF_INIT;
    struct menu *menu = &m->menus[m->open];
    utf8_add(&typed, key);
    text_fold(&wanted, buf_str(&typed), typed.len);
    for (int i = 1; i <= menu->count; i++) {
        int at = (m->item + i) % menu->count;
        const char *text = go_label(&menu->items[at]);
        buf_clear(&label);
        text_fold(&label, text, strlen(text));
        if (wanted.len > 0 && strncmp(buf_str(&label), buf_str(&wanted), wanted.len) == 0) {
            m->item = at;
            break;
        }
    }
    buf_release(&typed);
    buf_release(&wanted);
    buf_release(&label);
}

/* STAY: go on; CHOSEN: what m->item says; LEAVE. */
enum { STAY, CHOSEN, LEAVE };
static int bar_key(struct menu_bar *m, int key)
{
    struct menu *menu = &m->menus[m->open];
    switch (key) {
    case K_LEFT:
    case K_BACK_TAB: open_menu(m, m->open - 1); break;
    case K_RIGHT:
    case K_TAB: open_menu(m, m->open + 1); break;
    case K_UP: m->item = (m->item + menu->count - 1) % menu->count; break;
    case K_DOWN: m->item = (m->item + 1) % menu->count; break;
    case K_HOME:
    case K_PAGE_UP: m->item = 0; break;
    case K_END:
    case K_PAGE_DOWN: m->item = menu->count - 1; break;
    case K_ENTER: return CHOSEN;
    case K_ESCAPE:
    case K_F10: return LEAVE;
    default:
        if (key_types(key))
            jump(m, key);
    }
    return STAY;
}

static int bar_mouse(struct menu_bar *m, const struct event *e)
{
    const struct rect *d = &m->drop;
    if (e->mouse == MOUSE_WHEEL_UP || e->mouse == MOUSE_WHEEL_DOWN)
        return bar_key(m, e->mouse == MOUSE_WHEEL_UP ? K_UP : K_DOWN);
    if (e->mouse != MOUSE_PRESS)
        return STAY;
    if (e->row == 0) {
        for (int i = m->count - 1; i >= 0; i--) {
            if (e->col >= m->menus[i].col - 1) {
                open_menu(m, i);
                break;
            }
        }
        return STAY;
    }
    int item = m->top + e->row - d->row;
    bool inside = e->row >= d->row && e->row < d->row + d->rows && e->col >= d->col && e->col < d->col + d->cols;
    if (!inside || item >= m->menus[m->open].count)
        return LEAVE;
    m->item = item;
    return CHOSEN;
}

static void explain_item(struct ui *ui, void *data, struct buf *out)
{
    const struct menu_bar *m = data;
    go_explain(ui, &m->menus[m->open].items[m->item], out);
}

void menu_run(struct ui *ui)
{
    struct menu_bar m;
    int chosen = STAY;
    struct box box = {.title = _("Menu"), .explain = explain_item, .data = &m,
                      .how = _("Left and Right go from menu to menu, Up and Down from line to line. Enter does it, Esc goes back.")};
    fill(ui, &m);
    box_open(ui, &box);
    while (box_waits(ui) && chosen == STAY && m.count > 0) {
        struct event e;
        ui_draw(ui);
        draw_bar(&m, &ui->canvas);
        draw_drop(ui, &m);
        draw_reason(ui, &m.menus[m.open].items[m.item]);
        ui_present(ui);
        if (!box_event(ui, &box, &e))
            continue;
        if (e.type == EVENT_KEY)
            chosen = bar_key(&m, e.key);
        else if (e.type == EVENT_MOUSE)
            chosen = bar_mouse(&m, &e);
    }
    box_close(ui, &box);
    if (box_waits(ui) && chosen == CHOSEN)
        go_do(ui, &m.menus[m.open].items[m.item]);
}
