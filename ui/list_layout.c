/* list_layout.c: see list_layout.h. Also: the columns a view has by itself. */
#include "ui/list_layout.h"

#include <string.h>

#include "base/utf8.h"

enum { MOST = 40, LEAST = 6, SAMPLE = 60 };

/* What a column would like: its title (with room for the sign of order) or the longest text seen. */
static int natural_width(struct list *l, int column, int rows)
{
    const struct list_column *col = &l->columns[column];
    int width = text_width(col->title, strlen(col->title)) + 2;
    size_t count = list_count(l);
    struct buf text = BUF_INIT;
    for (size_t i = 0; i < (size_t)rows && i < SAMPLE && l->top + i < count; i++) {
        buf_clear(&text);
        l->source.cell(l->source.data, l->top + i, column, &text);
        int w = text_width(buf_str(&text), text.len);
        width = w > width ? w : width;
    }
    buf_release(&text);
    int most = col->max > 0 ? col->max : MOST;
    width = width < most ? width : most;
    return width > col->min ? width : col->min;
}

static int least_width(const struct list_column *col, int natural)
{
    int least = col->min > 0 ? col->min : LEAST;
    return least < natural ? least : natural;
}

/* Shares `width` (gaps not counted) among the first n columns: each its least, the rest in proportion to what they want. */
static void share(struct list *l, const int *natural, int n, int width)
{
    int least_sum = 0, want_sum = 0;
    for (int i = 0; i < n; i++) {
        l->widths[i] = least_width(&l->columns[i], natural[i]);
        least_sum += l->widths[i];
        want_sum += natural[i] - l->widths[i];
    }
    int spare = width - least_sum, left = spare;
    for (int i = 0; i < n && want_sum > 0; i++) {
        int want = natural[i] - l->widths[i];
        int give = spare >= want_sum ? want : want * spare / want_sum;
        l->widths[i] += give;
        left -= give;
    }
    if (left > 0 && spare < want_sum)
        l->widths[0] += left; /* what rounding left over */
}

void list_layout(struct list *l, int width, int rows)
{
    int natural[LIST_COLUMNS], n = 0, used = 0;
    for (int i = 0; i < l->column_count; i++) {
        natural[i] = natural_width(l, i, rows);
        int need = least_width(&l->columns[i], natural[i]) + (i > 0 ? LIST_GAP : 0);
        if (i > 0 && (n < i || used + need > width))
            continue; /* this one and all behind it stay out */
        used += need;
        n = i + 1;
    }
    memset(l->widths, 0, sizeof l->widths);
    share(l, natural, n, width - (n - 1) * LIST_GAP);
    if (n == 1 && l->column_count == 1)
        l->widths[0] = width;
    if (n > 0 && l->widths[0] > width)
        l->widths[0] = width;
}

/* ---- the columns of a view ---- */

static void add_column(const struct kind *kind, const char *prefix, size_t field, struct list_column *out)
{
    struct buf path = BUF_INIT;
    const struct kind *of = kind;
    if (*prefix) {
        int through = -1;
        for (size_t i = 0; i < kind->field_count; i++) {
            size_t n = strlen(kind->fields[i].name);
            if (strncmp(prefix, kind->fields[i].name, n) == 0 && prefix[n] == '.')
                through = (int)i;
        }
        of = through >= 0 ? kind->fields[through].reference : kind;
    }
    buf_addf(&path, "%s%s", prefix, of->fields[field].name);
    const struct field *f = &of->fields[field];
    *out = (struct list_column){.title = f->label,
                                .personal = (f->flags & FIELD_PERSONAL) != 0,
                                .right = f->type == FIELD_INTEGER || f->type == FIELD_NUMBER};
    view_column(kind, buf_str(&path), &out->of);
    buf_release(&path);
}

int list_view_columns(const struct kind *kind, const char *prefix, struct list_column *out, int room)
{
    const struct kind *of = kind;
    for (size_t i = 0; *prefix && i < kind->field_count; i++) {
        size_t n = strlen(kind->fields[i].name);
        if (strncmp(prefix, kind->fields[i].name, n) == 0 && prefix[n] == '.' && kind->fields[i].reference)
            of = kind->fields[i].reference;
    }
    int n = 0;
    bool personal = false;
    for (size_t i = FIELD_FIRST; i < of->field_count; i++)
        personal |= (of->fields[i].flags & FIELD_TITLE) && (of->fields[i].flags & FIELD_PERSONAL);
    if (room > 0)
        out[n++] = (struct list_column){.title = of->label, .title_column = true, .personal = personal, .min = 12};
    for (size_t i = FIELD_FIRST; i < of->field_count && n < room && n < LIST_COLUMNS; i++) {
        unsigned flags = of->fields[i].flags;
        if ((flags & FIELD_LISTED) && !(flags & FIELD_TITLE) && (int)i != of->alliance)
            add_column(kind, prefix, i, &out[n++]);
    }
    return n;
}
