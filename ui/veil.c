/* veil.c: see veil.h. */
#include "ui/veil.h"

#include <stdlib.h>
#include <string.h>

#include "base/mem.h"
#include "base/sort.h"
#include "ui/ui.h"

enum { MARK_BEGIN = 1, MARK_END = 2, LEAST_WORD = 3, MASK_CELLS = 3 };

struct veil {
    char **words; /* of all names, sorted */
    size_t count, cap;
};

void veil_free(struct veil *veil)
{
    for (size_t i = 0; veil && i < veil->count; i++)
        free(veil->words[i]);
    if (veil)
        free(veil->words);
    free(veil);
}

/* ---- marks ---- */

void veil_mark(struct buf *out, const char *text)
{
    buf_addf(out, "%c%s%c", MARK_BEGIN, text, MARK_END);
}

const char *veil_text(const struct ui *ui, const char *text, struct buf *room)
{
    bool inside = false;
    if (!text || !strchr(text, MARK_BEGIN))
        return text;
    buf_clear(room);
    for (; *text; text++) {
        if (*text == MARK_BEGIN && ui_private(ui))
            buf_adds(room, ui_mask(ui, "x"));
        if (*text == MARK_BEGIN || *text == MARK_END)
            inside = *text == MARK_BEGIN;
        else if (!inside || !ui_private(ui))
            buf_addc(room, *text);
    }
    return buf_str(room);
}

/* ---- words ---- */

/* Does the character at `s` belong to a word? Letters of all scripts do, and hyphens and apostrophes; signs, lines and
 * punctuation (U+2000 to U+2FFF, up to U+00BF) do not. */
static bool in_word(const char *s)
{
    unsigned char c = (unsigned char)*s;
    if (c < 0x80)
        return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') || c == '-' || c == '\'';
    return (c != 0xC2 && c != 0xE2) || strncmp(s, "\u2019", 3) == 0;
}

static size_t character(const char *s)
{
    size_t n = 1;
    while (((unsigned char)s[n] & 0xC0) == 0x80)
        n++;
    return n;
}

static size_t word_length(const char *s)
{
    size_t n = 0;
    while (s[n] && in_word(s + n))
        n += character(s + n);
    return n;
}

/* "de" and "van" stand in other texts as well, and say nothing of a person. */
static bool telling(const char *word, size_t n)
{
    return n >= LEAST_WORD && !(*word >= 'a' && *word <= 'z');
}

/* ---- names ---- */

static void add_words(struct veil *v, const char *text)
{
    while (*text) {
        size_t n = word_length(text);
        if (telling(text, n)) {
            GROW(v->words, v->count + 1, v->cap);
            v->words[v->count++] = xstrndup(text, n);
        }
        text += n ? n : character(text);
    }
}

static bool names_people(const struct field *f)
{
    return (f->flags & FIELD_TITLE) && (f->flags & FIELD_PERSONAL) && f->type == FIELD_TEXT;
}

static bool add_names(void *data, const struct record *r)
{
    for (size_t i = FIELD_FIRST; i < r->kind->field_count; i++)
        if (names_people(&r->kind->fields[i]))
            add_words(data, record_get(r, (int)i));
    return true;
}

static bool has_names(const struct kind *kind)
{
    bool any = false;
    for (size_t i = FIELD_FIRST; i < kind->field_count; i++)
        any |= names_people(&kind->fields[i]);
    return any;
}

static int compare_words(const void *a, const void *b)
{
    return strcmp(*(char *const *)a, *(char *const *)b);
}

static struct veil *veil_new(struct ui *ui)
{
    struct veil *v = xcalloc(1, sizeof *v);
    const struct model *m = &ui->app->model;
    for (size_t i = 0; ui->app->store && i < m->count; i++)
        if (has_names(m->kinds[i]))
            store_scan(ui->app->store, m->kinds[i], add_names, v, NULL);
    if (v->count > 0)
        sort_stable(v->words, v->count, sizeof *v->words, compare_words);
    return v;
}

/* Is it a word of a name, or with `cut` the beginning of one? */
static bool known(const struct veil *v, const char *word, size_t n, bool cut)
{
    size_t low = 0, high = v->count;
    while (low < high) {
        size_t middle = (low + high) / 2;
        if (strncmp(v->words[middle], word, n) < 0)
            low = middle + 1;
        else
            high = middle;
    }
    return low < v->count && strncmp(v->words[low], word, n) == 0 && (cut || !v->words[low][n]);
}

/* "Abdi", "Abdi's", "d'Abdi", "Abdi-led". */
static bool is_name(const struct veil *v, const char *word, bool cut)
{
    size_t n = strlen(word);
    if (n > 0 && (cut || telling(word, n)) && known(v, word, n, cut))
        return true;
    for (const char *at = word; *at;) {
        size_t piece = strcspn(at, "-'");
        if (telling(at, piece) && known(v, at, piece, cut && !at[piece]))
            return true;
        at += piece + (at[piece] != '\0');
    }
    return false;
}

/* ---- the canvas ---- */

static void mask_cells(struct canvas *c, struct cell *cells, int count)
{
    for (int i = 0; i < count; i++) {
        strcpy(cells[i].text, i >= MASK_CELLS ? " " : c->ascii ? "*" : "\xe2\x80\xa2"); /* U+2022 */
        cells[i].width = 1;
    }
}

/* Text that did not fit ends with an ellipsis. */
static bool cut_off(const struct canvas *c, const struct cell *cells, int at)
{
    const char *next = at < c->cols ? cells[at].text : "";
    return strcmp(next, "\u2026") == 0 || (c->ascii && (strcmp(next, ".") == 0 || strcmp(next, ">") == 0));
}

static void veil_row(struct canvas *c, struct cell *cells, const struct veil *v)
{
    struct buf word = BUF_INIT;
    for (int at = 0; at < c->cols;) {
        int end = at;
        buf_clear(&word);
        while (end < c->cols && (cells[end].width == 0 ? end > at : cells[end].text[0] && in_word(cells[end].text)))
            buf_adds(&word, cells[end++].text);
        if (end > at && is_name(v, buf_str(&word), cut_off(c, cells, end)))
            mask_cells(c, cells + at, end - at);
        at = end > at ? end : at + 1;
    }
    buf_release(&word);
}

void veil_canvas(struct ui *ui)
{
    struct canvas *c = &ui->canvas;
    int footer = ui_frame(ui).footer;
    if (!ui->veil)
        ui->veil = veil_new(ui);
    for (int row = 0; row < c->rows && ui->veil->count > 0; row++)
        if (row != footer)
            veil_row(c, c->cells + (size_t)row * (size_t)c->cols, ui->veil);
}
