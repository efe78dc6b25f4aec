/* term_fake.c: a terminal for tests: keys from a script, screens as text. See term_open_fake() in term.h. */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "base/mem.h"
#include "base/utf8.h"
#include "ui/key.h"
#include "ui/term.h"

struct term_fake {
    struct term base;
    const char *script; /* the next line */
    const char *keys, *keys_end; /* the rest of a "keys" line */
    struct buf paste;
    struct canvas shown;
    int rows, cols;
    int failures;
    FILE *out;
};

static struct term_fake *self_of(struct term *t)
{
    return (struct term_fake *)t;
}

static void fake_close(struct term *t)
{
    struct term_fake *f = self_of(t);
    canvas_release(&f->shown);
    buf_release(&f->paste);
    free(f);
}

static void fake_size(struct term *t, int *rows, int *cols)
{
    *rows = self_of(t)->rows;
    *cols = self_of(t)->cols;
}

static void fake_present(struct term *t, const struct canvas *c)
{
    struct term_fake *f = self_of(t);
    if (f->shown.rows != c->rows || f->shown.cols != c->cols)
        canvas_resize(&f->shown, c->rows, c->cols);
    memcpy(f->shown.cells, c->cells, sizeof *c->cells * (size_t)c->rows * (size_t)c->cols);
    f->shown.cursor_row = c->cursor_row;
    f->shown.cursor_col = c->cursor_col;
    f->shown.cursor_shown = c->cursor_shown;
}

/* ---- shots and expectations ---- */

static void row_text(const struct canvas *c, int row, struct buf *out)
{
    for (int col = 0; col < c->cols; col++) {
        const struct cell *cell = &c->cells[row * c->cols + col];
        if (cell->width > 0 || cell->text[0])
            buf_adds(out, cell->text[0] ? cell->text : " ");
    }
    while (out->len > 0 && out->s[out->len - 1] == ' ')
        out->s[--out->len] = 0;
}

/* A letter a cell, "." for plain text. */
static void row_styles(const struct canvas *c, int row, struct buf *out)
{
    static const char letters[STYLES + 1] = ".dTSsm=kfgwxl-";
    for (int col = 0; col < c->cols; col++) {
        int style = c->cells[row * c->cols + col].style;
        buf_addc(out, letters[style < STYLES ? style : 0]);
    }
    while (out->len > 0 && out->s[out->len - 1] == '.')
        out->s[--out->len] = 0;
}

static void shot(struct term_fake *f, const char *name, size_t n, bool styles)
{
    const struct canvas *c = &f->shown;
    struct buf line = BUF_INIT;
    fprintf(f->out, "==== %.*s %dx%d\n", (int)n, name, c->cols, c->rows);
    for (int pass = 0; pass < 1 + styles; pass++) {
        if (pass == 1)
            fprintf(f->out, "---- styles\n");
        for (int row = 0; row < c->rows; row++) {
            buf_clear(&line);
            if (pass == 0)
                row_text(c, row, &line);
            else
                row_styles(c, row, &line);
            fprintf(f->out, "%s\n", buf_str(&line));
        }
    }
    if (c->cursor_shown)
        fprintf(f->out, "---- cursor %d,%d\n", c->cursor_row, c->cursor_col);
    else
        fprintf(f->out, "---- no cursor\n");
    buf_release(&line);
}

static bool on_screen(const struct term_fake *f, const char *text, size_t n)
{
    struct buf line = BUF_INIT, wanted = BUF_INIT;
    bool found = false;
    buf_add(&wanted, text, n);
    for (int row = 0; row < f->shown.rows && !found; row++) {
        buf_clear(&line);
        row_text(&f->shown, row, &line);
        found = strstr(buf_str(&line), buf_str(&wanted)) != NULL;
    }
    buf_release(&line);
    buf_release(&wanted);
    return found;
}

/* ---- the script ---- */

/* "<C-s>", "<Page_Down>": the number of the key between the angles; 0 if there is none of that name. */
static int named_key(const char *name, size_t n)
{
    int mods = 0;
    while (n > 2 && name[1] == '-' && strchr("CAS", name[0])) {
        mods |= name[0] == 'C' ? KEY_CTRL : name[0] == 'A' ? KEY_ALT : KEY_SHIFT;
        name += 2;
        n -= 2;
    }
    if (n == 2 && strncmp(name, "lt", 2) == 0)
        return '<' | mods;
    int key = key_number(name, n);
    if (key == K_TAB && mods == KEY_SHIFT)
        return K_BACK_TAB;
    return key ? key | mods : 0;
}

static bool next_key(struct term_fake *f, struct event *e)
{
    if (f->keys >= f->keys_end)
        return false;
    e->type = EVENT_KEY;
    const char *close = *f->keys == '<' ? memchr(f->keys, '>', (size_t)(f->keys_end - f->keys)) : NULL;
    if (close) {
        e->key = named_key(f->keys + 1, (size_t)(close - f->keys - 1));
        if (!e->key) {
            f->failures++;
            fprintf(f->out, "FAILED: no key %.*s\n", (int)(close - f->keys + 1), f->keys);
        }
        f->keys = close + 1;
    } else {
        e->key = utf8_next(&f->keys, f->keys_end);
    }
    return true;
}

static bool begins(const char **line, size_t *n, const char *word)
{
    size_t len = strlen(word);
    if (*n < len || strncmp(*line, word, len) != 0 || (*n > len && (*line)[len] != ' '))
        return false;
    *line += *n > len ? len + 1 : len;
    *n -= *n > len ? len + 1 : len;
    return true;
}

static void paste_text(struct term_fake *f, const char *s, size_t n)
{
    buf_clear(&f->paste);
    for (size_t i = 0; i < n; i++) {
        if (s[i] == '\\' && i + 1 < n && s[i + 1] == 'n') {
            buf_addc(&f->paste, '\n');
            i++;
        } else {
            buf_addc(&f->paste, s[i]);
        }
    }
}

/* Carries out one line; true if it gives an event. */
static bool step(struct term_fake *f, const char *line, size_t n, struct event *e)
{
    const char *whole = line;
    size_t whole_n = n;
    if (n == 0 || *line == '#')
        return false;
    if (begins(&line, &n, "keys")) {
        f->keys = line;
        f->keys_end = line + n;
        return next_key(f, e);
    }
    if (begins(&line, &n, "paste")) {
        paste_text(f, line, n);
        e->type = EVENT_PASTE;
        e->text = buf_str(&f->paste);
        return true;
    }
    if (begins(&line, &n, "size") && sscanf(line, "%dx%d", &f->cols, &f->rows) == 2) {
        e->type = EVENT_RESIZE;
        return true;
    }
    if (begins(&line, &n, "click") && sscanf(line, "%d %d", &e->row, &e->col) == 2) {
        e->type = EVENT_MOUSE;
        e->mouse = MOUSE_PRESS;
        return true;
    }
    if (begins(&line, &n, "wheel")) {
        e->type = EVENT_MOUSE;
        e->mouse = begins(&line, &n, "up") ? MOUSE_WHEEL_UP : MOUSE_WHEEL_DOWN;
        begins(&line, &n, "down");
        return sscanf(line, "%d %d", &e->row, &e->col) == 2;
    }
    if (begins(&line, &n, "shot")) {
        bool styles = n > 7 && strncmp(line + n - 7, " styles", 7) == 0;
        shot(f, line, styles ? n - 7 : n, styles);
        return false;
    }
    if (begins(&line, &n, "end")) {
        e->type = EVENT_END;
        f->script += strlen(f->script);
        return true;
    }
    bool expect = begins(&line, &n, "expect");
    if (expect || begins(&line, &n, "reject")) {
        if (on_screen(f, line, n) == expect)
            return false;
        fprintf(f->out, "FAILED: %.*s\n", (int)whole_n, whole);
        shot(f, "as it was", 9, false);
    } else {
        fprintf(f->out, "FAILED: step not understood: %.*s\n", (int)whole_n, whole);
    }
    f->failures++;
    return false;
}

static void fake_event(struct term *t, int timeout_ms, struct event *e)
{
    struct term_fake *f = self_of(t);
    (void)timeout_ms;
    memset(e, 0, sizeof *e);
    if (next_key(f, e))
        return;
    while (*f->script) {
        const char *line = f->script;
        size_t n = strcspn(line, "\n");
        f->script += n + (line[n] == '\n');
        if (step(f, line, n, e))
            return;
    }
    e->type = EVENT_END;
}

static bool fake_pending(struct term *t)
{
    (void)t;
    return false;
}

static void fake_nothing(struct term *t)
{
    (void)t;
}

static void fake_theme(struct term *t, enum theme theme)
{
    (void)t;
    (void)theme;
}

static void fake_mouse(struct term *t, bool on)
{
    (void)t;
    (void)on;
}

static const struct term_ops fake_ops = {
    .close = fake_close,
    .size = fake_size,
    .present = fake_present,
    .event = fake_event,
    .pending = fake_pending,
    .suspend = fake_nothing,
    .theme = fake_theme,
    .mouse = fake_mouse,
};

struct term *term_open_fake(const char *script, int rows, int cols, void *out_file)
{
    struct term_fake *f = xcalloc(1, sizeof *f);
    f->base.ops = &fake_ops;
    f->base.color = f->base.unicode = f->base.dots = f->base.modified = true;
    f->script = script;
    f->rows = rows;
    f->cols = cols;
    f->out = out_file;
    canvas_init(&f->shown, rows, cols);
    return &f->base;
}

int term_fake_failures(const struct term *t)
{
    return ((const struct term_fake *)t)->failures;
}
