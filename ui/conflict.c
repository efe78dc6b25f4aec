/* conflict.c: see conflict.h. */
#include "ui/box.h"
#include "ui/conflict.h"

#include <string.h>

#include "app/app.h"
#include "base/date.h"
#include "base/tr.h"
#include "base/utf8.h"
#include "ui/keep.h"
#include "ui/key.h"
#include "ui/pick.h"

enum verdict { MINE, THEIRS, BOTH, CHOICES, BACK = CHOICES };
enum { WIDE = 76, BETWEEN = 3, MOST_LINES = 12, TEXTS_LEAST = 6 };

/* ---- both in one ---- */

bool conflict_joins(const struct field *field)
{
    switch (field->type) {
    case FIELD_TEXT:
    case FIELD_NOTE:
    case FIELD_LIST:
    case FIELD_CHOICES: return true;
    default: return false; /* two days are no day */
    }
}

static bool has_entry(const char *list, const char *entry, size_t len)
{
    while (*list) {
        list += strspn(list, " ");
        size_t n = strcspn(list, ";");
        if (n == len && memcmp(list, entry, n) == 0)
            return true;
        list += n + (list[n] == ';');
    }
    return false;
}

static void join_lists(const char *theirs, const char *mine, const char *between, struct buf *out)
{
    buf_adds(out, theirs);
    while (*mine) {
        mine += strspn(mine, " ");
        size_t n = strcspn(mine, ";");
        if (n > 0 && !has_entry(theirs, mine, n))
            buf_addf(out, "%s%.*s", out->len ? between : "", (int)n, mine);
        mine += n + (mine[n] == ';');
    }
}

void conflict_join(const struct field *field, const char *theirs, const char *mine, struct buf *out)
{
    if (field->type == FIELD_LIST || field->type == FIELD_CHOICES)
        join_lists(theirs, mine, field->type == FIELD_LIST ? "; " : ";", out);
    else if (*theirs && strstr(mine, theirs)) /* what was added to a text holds it */
        buf_adds(out, mine);
    else if (*mine && strstr(theirs, mine))
        buf_adds(out, theirs);
    else
        buf_addf(out, "%s%s%s", theirs, !*theirs || !*mine ? "" : field->type == FIELD_NOTE ? "\n\n" : "; ", mine);
}

/* ---- what the other window has written ---- */

struct other {
    struct buf value, seen, shown;
    int64_t at;
    bool gone; /* the record was deleted */
};

static void other_release(struct other *o)
{
    buf_release(&o->value);
    buf_release(&o->seen);
    buf_release(&o->shown);
}

static void read_other(struct ui *ui, const struct contest *c, struct other *o)
{
    struct record r;
    *o = (struct other){.gone = true};
    store_hold(ui->app->store);
    if (store_get(ui->app->store, c->kind, c->id, &r, NULL) == OK) {
        o->gone = false;
        buf_adds(&o->value, record_get(&r, c->field));
        store_display(ui->app->store, &r, c->field, &o->shown);
        record_release(&r);
    }
    store_seen(ui->app->store, c->kind, c->id, c->field, &o->seen, NULL);
    store_last_write(ui->app->store, c->kind, c->id, c->field, &o->at, NULL);
    store_let_go(ui->app->store);
}

static void display(struct ui *ui, const struct contest *c, const char *value, struct buf *out)
{
    struct record r;
    record_init(&r, c->kind);
    record_set(&r, c->field, value);
    store_display(ui->app->store, &r, c->field, out);
    record_release(&r);
}

/* ---- the box ---- */

struct two_texts {
    struct ui *ui;
    struct box box;
    const char *titles[2], *texts[2]; /* mine, theirs */
    struct buf what;                  /* what has happened */
    int chosen, count, scroll, most;
    struct rect answers;
};

static const char *answer_label(int at)
{
    static const char *const labels[CHOICES] = {N_("Mine"), N_("Theirs"), N_("Both")};
    return tr(labels[at]);
}

static void draw_text(struct two_texts *b, struct rect area, int which)
{
    struct canvas *c = &b->ui->canvas;
    const char *text = *b->texts[which] ? b->texts[which] : _("(empty)");
    canvas_put(c, area.row, area.col, area.cols, STYLE_TITLE, b->titles[which]);
    if (area.rows < 2)
        return;
    struct rect below = {area.row + 1, area.col, area.rows - 1, area.cols};
    int lines = canvas_wrap_height(text, below.cols);
    int most = lines > below.rows ? lines - below.rows : 0;
    canvas_wrap(c, below, b->scroll < most ? b->scroll : most, STYLE_TEXT, ui_mask(b->ui, text));
    b->most = most > b->most ? most : b->most;
}

static void draw_answers(struct two_texts *b)
{
    struct canvas *c = &b->ui->canvas;
    int at = b->answers.col;
    for (int i = 0; i < b->count; i++) {
        struct buf label = BUF_INIT;
        buf_addf(&label, " %s ", answer_label(i));
        if (i == b->chosen)
            canvas_cursor(c, b->answers.row, at + 1);
        at += canvas_put(c, b->answers.row, at, b->answers.col + b->answers.cols - at,
                         i == b->chosen ? STYLE_SELECTED : STYLE_TEXT, buf_str(&label)) + 2;
        buf_release(&label);
    }
}

static int lines_of(const char *text, int cols)
{
    int n = *text ? canvas_wrap_height(text, cols) : 1;
    return n < MOST_LINES ? n : MOST_LINES;
}

/* Side by side where there is room, else one below the other; the answers always have their line. */
static void draw(struct two_texts *b)
{
    struct canvas *c = &b->ui->canvas;
    int cols = c->cols - 4 < 100 ? c->cols - 4 : 100;
    bool wide = cols >= WIDE;
    cols = cols > 1 ? cols : 1;
    int each = wide ? (cols - BETWEEN) / 2 : cols;
    int mine = lines_of(b->texts[0], each), theirs = lines_of(b->texts[1], each), what = canvas_wrap_height(b->what.s, cols);
    int texts = wide ? (mine > theirs ? mine : theirs) + 1 : mine + theirs + 2;
    struct rect r = box_draw(b->ui, &b->box, _("Left, Right, Enter; Esc: back to the text"), what + texts + 3, cols);
    b->most = 0;
    b->answers = (struct rect){r.row + r.rows - 1, r.col, 1, r.cols};
    int room = r.rows - 1;
    if (room < what + texts + 2 && what + TEXTS_LEAST > room)
        what = 0; /* the title says it, and the texts matter more */
    canvas_wrap(c, (struct rect){r.row, r.col, what, r.cols}, 0, STYLE_TEXT, b->what.s);
    struct rect area = {r.row + what, r.col, room - what, each};
    if (what && area.rows > texts) {
        area.row++;
        area.rows--;
    }
    struct rect other = area;
    if (wide) {
        other.col += each + BETWEEN;
    } else {
        area.rows = (area.rows + 1) / 2;
        if (mine + 1 < area.rows)
            area.rows = mine + 1;
        other.row += area.rows;
        other.rows -= area.rows;
    }
    draw_text(b, area, 0);
    if (other.rows > 0)
        draw_text(b, other, 1);
    draw_answers(b);
}

/* True if an answer was given, in b->chosen. */
static bool box_key(struct two_texts *b, int key)
{
    switch (key) {
    case K_ENTER: return true;
    case K_ESCAPE: b->chosen = BACK; return true;
    case K_LEFT:
    case K_BACK_TAB: b->chosen = (b->chosen + b->count - 1) % b->count; return false;
    case K_RIGHT:
    case K_TAB:
    case ' ': b->chosen = (b->chosen + 1) % b->count; return false;
    case K_UP: b->scroll -= b->scroll > 0; return false;
    case K_DOWN: b->scroll += b->scroll < b->most; return false;
    case K_PAGE_UP: b->scroll = b->scroll > 5 ? b->scroll - 5 : 0; return false;
    case K_PAGE_DOWN: b->scroll = b->scroll + 5 < b->most ? b->scroll + 5 : b->most; return false;
    default: box_refuse(b->ui, key); return false;
    }
}

/* A click on an answer chooses it, one on the chosen one gives it. */
static bool box_click(struct two_texts *b, const struct event *e)
{
    int at = b->answers.col;
    for (int i = 0; i < b->count && e->row == b->answers.row; i++) {
        int width = text_width(answer_label(i), strlen(answer_label(i))) + 2;
        if (e->col >= at && e->col < at + width) {
            bool again = b->chosen == i;
            b->chosen = i;
            return again;
        }
        at += width + 2;
    }
    return false;
}

static enum verdict ask(struct ui *ui, const struct contest *c, const struct other *o, const char *mine)
{
    const struct field *field = &c->kind->fields[c->field];
    char clock[CLOCK_SIZE];
    struct buf shown = BUF_INIT, title = BUF_INIT;
    struct two_texts b = {.ui = ui, .count = !o->gone && conflict_joins(field) ? 3 : 2};
    bool done = false;
    moment_clock(o->at, clock);
    buf_addf(&title, _("%s: two versions"), field->label);
    display(ui, c, mine, &shown);
    buf_addf(&b.what, o->gone ? _("Another window has deleted it at %s. Which is to hold?")
                              : _("Another window has changed it at %s, while you were writing. Which is to hold? Nothing is overwritten until you choose."),
             clock);
    b.titles[0] = _("Yours");
    b.titles[1] = o->gone ? _("The other window's: deleted") : _("The other window's");
    b.texts[0] = buf_str(&shown);
    b.texts[1] = buf_str(&o->shown);
    b.chosen = b.count == 3 ? BOTH : MINE; /* loses least */
    b.box = (struct box){.title = buf_str(&title), .note = buf_str(&b.what),
                         .how = _("Left and Right choose whose text holds, Up and Down scroll, Enter is done. Esc goes back to the text.")};
    box_open(ui, &b.box);
    while (box_waits(ui) && !done) {
        struct event e;
        ui_draw(ui);
        draw(&b);
        ui_present(ui);
        if (!box_event(ui, &b.box, &e))
            continue;
        done = e.type == EVENT_KEY ? box_key(&b, e.key) : e.type == EVENT_MOUSE && e.mouse == MOUSE_PRESS && box_click(&b, &e);
    }
    box_close(ui, &b.box);
    buf_release(&shown);
    buf_release(&title);
    buf_release(&b.what);
    return done ? (enum verdict)b.chosen : BACK;
}

/* ---- saving ---- */

static void add_seen(struct buf *seen, const struct other *o)
{
    if (o->gone)
        buf_clear(seen); /* who saves now makes it anew */
    else
        buf_addf(seen, "%s%s", seen->len ? " " : "", buf_str(&o->seen));
}

static enum status try_save(struct ui *ui, const struct contest *c, const char *value)
{
    store_expect(ui->app->store, c->kind, c->id, c->field, buf_str(c->seen));
    enum status s = c->save(ui, c->data, value);
    store_expect_nothing(ui->app->store);
    if (s == OK)
        store_seen(ui->app->store, c->kind, c->id, c->field, c->seen, NULL);
    return s;
}

/* Carries out what was chosen; false: go on trying to save *value. */
static bool chosen(struct ui *ui, const struct contest *c, const struct other *o, struct buf *value, enum status *s)
{
    enum verdict verdict = ask(ui, c, o, buf_str(value));
    struct buf both = BUF_INIT;
    *s = verdict == BACK ? ERR_CONFLICT : OK;
    if (verdict == BACK)
        return true;
    add_seen(c->seen, o);
    if (verdict == BOTH)
        conflict_join(&c->kind->fields[c->field], buf_str(&o->value), buf_str(value), &both);
    else if (verdict == THEIRS)
        buf_adds(&both, buf_str(&o->value));
    if (verdict != MINE) {
        buf_clear(value);
        buf_add(value, buf_str(&both), both.len);
    }
    if (verdict == THEIRS) {
        keep_ran(ui, true); /* what was typed was seen beside it, and given up */
        ui->stale = true;
    }
    buf_release(&both);
    return verdict == THEIRS;
}

/* There is no record any more that could be written. */
static bool gone_for_good(struct ui *ui, const struct contest *c)
{
    struct buf now = BUF_INIT;
    store_seen(ui->app->store, c->kind, c->id, c->field, &now, NULL);
    bool gone = !now.len && c->seen->len && !c->remakes;
    buf_release(&now);
    return gone;
}

enum status conflict_save(struct ui *ui, const struct contest *c, struct buf *value)
{
    enum status s;
    bool ends = false;
    while (!ends && ((s = try_save(ui, c, buf_str(value))) == ERR_CONFLICT || s == ERR_NOT_FOUND)) {
        if (gone_for_good(ui, c)) {
            ui_warn(ui, "not saved: this %s was deleted in another window. Undo brings it back; what you typed is kept as a draft",
                    c->kind->label);
            return ERR_CONFLICT;
        }
        if (s == ERR_NOT_FOUND || !c->ask || ui->done)
            return s;
        struct other o;
        read_other(ui, c, &o);
        ends = chosen(ui, c, &o, value, &s);
        other_release(&o);
    }
    return s;
}

struct conflict_setting {
    const struct kind *kind;
    const char *id;
    int field;
};

static enum status set(struct ui *ui, void *data, const char *value)
{
    const struct conflict_setting *s = data;
    return ui_set(ui, s->kind, s->id, s->field, value);
}

enum status conflict_set(struct ui *ui, const struct kind *kind, const char *id, int field, struct buf *seen, struct buf *value)
{
    struct conflict_setting s = {kind, id, field};
    const struct contest c = {.kind = kind, .id = id, .field = field, .seen = seen, .ask = true, .save = set, .data = &s};
    return conflict_save(ui, &c, value);
}
