#include "app/print.h"

#include <stdarg.h>
#include <string.h>

#include "base/show.h"
#include "base/tr.h"
#include "base/utf8.h"

static void put(struct app *app, const char *s, size_t n, bool lines)
{
    struct buf safe = BUF_INIT;
    show(&safe, s, n, lines);
    fwrite(buf_str(&safe), 1, safe.len, app->out);
    buf_release(&safe);
}

void print_text(struct app *app, const char *text)
{
    put(app, text, strlen(text), false);
}

void print_lines(struct app *app, const char *text, int indent)
{
    while (*text) {
        size_t n = strcspn(text, "\n");
        fprintf(app->out, "%*s", indent, "");
        put(app, text, n && text[n - 1] == '\r' ? n - 1 : n, false);
        fputc('\n', app->out);
        text += n + (text[n] == '\n');
    }
}

static void wrap_line(struct app *app, const char *s, size_t n, int indent, int width)
{
    struct buf safe = BUF_INIT;
    show(&safe, s, n, false);
    const char *p = buf_str(&safe);
    size_t left = safe.len;
    do {
        size_t fits = text_fit(p, left, width, NULL), cut = fits;
        if (fits < left)
            while (cut > 0 && p[cut] != ' ')
                cut--;
        if (cut == 0)
            cut = fits ? fits : left;
        fprintf(app->out, "%*s%.*s\n", indent, "", (int)cut, p);
        p += cut;
        left -= cut;
        while (left && *p == ' ')
            p++, left--;
    } while (left);
    buf_release(&safe);
}

void print_wrapped(struct app *app, const char *text, int indent, int width)
{
    while (*text) {
        size_t n = strcspn(text, "\n");
        wrap_line(app, text, n && text[n - 1] == '\r' ? n - 1 : n, indent, width - indent);
        text += n + (text[n] == '\n');
    }
}

void print_cell(struct app *app, const char *text, int width)
{
    struct buf safe = BUF_INIT;
    show(&safe, text, strlen(text), false);
    int used;
    size_t n = text_fit(buf_str(&safe), safe.len, width, &used);
    fprintf(app->out, "%.*s%*s", (int)n, buf_str(&safe), width - used, "");
    buf_release(&safe);
}

void print(struct app *app, const char *fmt, ...)
{
    struct buf text = BUF_INIT;
    va_list args;
    va_start(args, fmt);
    buf_vaddf(&text, tr(fmt), args);
    va_end(args);
    put(app, buf_str(&text), text.len, true);
    buf_release(&text);
}

void say(struct app *app, const char *fmt, ...)
{
    struct buf text = BUF_INIT;
    va_list args;
    va_start(args, fmt);
    buf_vaddf(&text, tr(fmt), args);
    va_end(args);
    buf_clear(&app->message);
    show(&app->message, buf_str(&text), text.len, false);
    buf_release(&text);
}
