/* veil.c: see veil.h. */
#include "ui/veil.h"

#include <stdlib.h>
#include <string.h>

#include "base/dict.h"
#include "base/mem.h"
#include "ui/ui.h"

enum { MARK_BEGIN = 1, MARK_END = 2, LEAST_WORD = 3 };

struct veil {
    struct dict words; /* of all names */
};

void veil_free(struct veil *veil)
{
    if (veil)
        dict_release(&veil->words);
    free(veil);
}

void veil_mark(struct buf *out, const char *text)
{
    buf_addf(out, "%c%s%c", MARK_BEGIN, text, MARK_END);
}

/* ---- the words of names ---- */

/* Hyphens and apostrophes belong to a word, and so does every byte outside ASCII. */
static bool in_word(char c)
{
    return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') || c == '-' || c == '\'' || (c & 0x80);
}

static size_t word_length(const char *s)
{
    size_t n = 0;
    while (in_word(s[n]))
        n++;
    return n;
}

/* "de" and "van" stand in other texts as well, and say nothing of a person. */
static bool telling(const char *word, size_t n)
{
    return n >= LEAST_WORD && !(*word >= 'a' && *word <= 'z');
}

static void add_words(struct veil *v, const char *text)
{
    while (*text) {
        size_t n = word_length(text);
        if (telling(text, n)) {
            char *word = xstrndup(text, n);
            dict_put(&v->words, word, v);
            free(word);
        }
        text += n ? n : 1;
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

static struct veil *veil_new(struct ui *ui)
{
    struct veil *v = xcalloc(1, sizeof *v);
    const struct model *m = &ui->app->model;
    for (size_t i = 0; ui->app->store && i < m->count; i++)
        if (has_names(m->kinds[i]))
            store_scan(ui->app->store, m->kinds[i], add_names, v, NULL);
    return v;
}

/* ---- texts ---- */

static bool is_name(const struct veil *v, const char *word, size_t n)
{
    if (!telling(word, n))
        return false;
    char *copy = xstrndup(word, n);
    if (n > 2 && strcmp(copy + n - 2, "'s") == 0)
        copy[n - 2] = '\0';
    bool name = dict_get(&v->words, copy) != NULL;
    free(copy);
    return name;
}

static void hide(const struct ui *ui, const struct veil *v, const char *s, struct buf *out)
{
    const char *mask = ui_mask(ui, "x");
    while (*s) {
        size_t n = word_length(s);
        if (*s == MARK_BEGIN) {
            s += strcspn(s, (char[]){MARK_END, 0});
            s += *s == MARK_END;
            buf_adds(out, mask);
        } else if (n == 0) {
            buf_addc(out, *s++);
        } else {
            if (is_name(v, s, n))
                buf_adds(out, mask);
            else
                buf_add(out, s, n);
            s += n;
        }
    }
}

const char *veil_text(struct ui *ui, const char *text, struct buf *room)
{
    if (!text || (!ui_private(ui) && !strchr(text, MARK_BEGIN)))
        return text;
    buf_clear(room);
    if (ui_private(ui)) {
        if (!ui->veil)
            ui->veil = veil_new(ui);
        hide(ui, ui->veil, text, room);
    } else {
        for (; *text; text++)
            if (*text != MARK_BEGIN && *text != MARK_END)
                buf_addc(room, *text);
    }
    return buf_str(room);
}
