/* linear_read.c: what is typed: a line, a text of several lines, a yes. */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "app/answer.h"
#include "app/print.h"
#include "base/tr.h"
#include "base/utf8.h"
#include "os/path.h"
#include "ui/linear_page.h"
#include "ui/linear_words.h"

/* ---- one line ---- */

/* Behind an escape sequence that begins at s (cursor keys send them where nobody reads keys one by one). */
static const char *skip_escape(const char *s, const char *end)
{
    if (++s >= end)
        return end;
    if (*s == 'O')
        return s + 1 < end ? s + 2 : end;
    if (*s != '[')
        return s;
    for (s++; s < end && !(*s >= '@' && *s <= '~'); s++)
        ;
    return s < end ? s + 1 : end;
}

/* Bytes that are no UTF-8 come from a terminal set to Western European; what they mean there is what was typed. */
static void add_foreign(struct buf *out, unsigned char byte)
{
    utf8_add(out, byte >= 0xa0 ? (int32_t)byte : 0xfffd);
}

/* Takes the keys that are no text out of the line. Returns how many there were. */
static size_t clean(const char *s, size_t n, struct buf *out)
{
    const char *end = s + n;
    size_t dropped = 0;
    buf_clear(out);
    while (s < end) {
        const char *at = s;
        if (*s == '\033') {
            s = skip_escape(s, end);
            dropped++;
            continue;
        }
        int32_t c = utf8_next(&s, end);
        if (c < 0)
            add_foreign(out, (unsigned char)*at);
        else if (c == '\t' || c >= 0xa0 || (c >= ' ' && c < 0x7f))
            buf_add(out, at, (size_t)(s - at));
        else
            dropped++;
    }
    return dropped;
}

bool linear_read(struct linear *l)
{
    struct app *app = l->app;
    buf_clear(&l->typed);
    if (l->ended || fflush(app->out) != 0) {
        l->ended = true;
        return false;
    }
    ssize_t n = getline(&l->raw, &l->room, app->in);
    l->whole = n > 0 && l->raw[n - 1] == '\n';
    if (!l->whole) {
        l->ended = true;
        fputc('\n', app->out); /* the reader's own line has not ended */
    }
    if (n <= 0)
        return false;
    while (n > 0 && (l->raw[n - 1] == '\n' || l->raw[n - 1] == '\r'))
        n--;
    if (clean(l->raw, (size_t)n, &l->typed) > 0)
        print(app, "(Keys that are not text were left out.)\n");
    return true;
}

static void trim(struct buf *text)
{
    while (text->len && strchr(" \t", text->s[text->len - 1]))
        buf_splice(text, text->len - 1, 1, "", 0);
    buf_splice(text, 0, strspn(buf_str(text), " \t"), "", 0);
}

bool linear_read_line(struct linear *l)
{
    print(l->app, "> ");
    if (!linear_read(l) || !l->whole) /* half a line is no answer */
        return false;
    trim(&l->typed);
    return true;
}

/* ---- one line of text ---- */

/* "quit" in quotes is the word itself; every other text is as it was typed. */
static void take_quoted(struct buf *text)
{
    size_t n = text->len;
    if (n < 3 || text->s[0] != '"' || text->s[n - 1] != '"')
        return;
    struct buf inner = BUF_INIT;
    buf_add(&inner, text->s + 1, n - 2);
    if (linear_everywhere(buf_str(&inner))) {
        buf_clear(text);
        buf_adds(text, inner.s);
    }
    buf_release(&inner);
}

/* "kept" takes what was typed before. */
static bool is_kept(const struct linear *l, const struct buf *before)
{
    return before->len && strcmp(buf_str(&l->typed), "kept") == 0;
}

static void line_help(struct linear *l, const char *prompt, const char *help)
{
    print_wrapped(l->app, help && *help ? help : prompt, 0, LINEAR_WIDTH);
    print(l->app,
          "To give one of the words back, home, undo, redo, find, messages, quit or ? as the text itself, put "
          "it in quotes.\n");
}

/* True if the line is an answer, which is then in `out`; *done: nothing more is asked. */
static bool take_line(struct linear *l, const char *prompt, const char *help, const struct buf *before, struct buf *out, bool *done)
{
    *done = true;
    if (!l->typed.len)
        return false;
    if (strcmp(l->typed.s, "?") == 0) {
        line_help(l, prompt, help);
        *done = false;
        return false;
    }
    const char *everywhere = linear_everywhere(l->typed.s);
    if (everywhere) {
        buf_clear(&l->rest);
        linear_drop_drafts(l);
        linear_do_everywhere(l, everywhere); /* which has nothing to do for back */
        return false;
    }
    take_quoted(&l->typed);
    const struct buf *taken = is_kept(l, before) ? before : &l->typed;
    buf_clear(out);
    buf_add(out, buf_str(taken), taken->len);
    return true;
}

bool linear_line_about(struct linear *l, const char *about, const char *prompt, const char *help, struct buf *out)
{
    struct buf name = BUF_INIT, before = BUF_INIT;
    bool given = false, done = false;
    if (about && strncmp(about, "field ", 6) == 0)
        buf_adds(&name, about);
    else if (about)
        buf_addf(&name, "ask %s|%s", about, prompt);
    if (about)
        linear_kept(l, name.s, &before);
    while (!done) {
        print(l->app, "%s (an empty line leaves it)\n", prompt);
        if (before.len)
            print(l->app, "Typed before and not saved: %s\nType kept to take it, drop to drop it.\n", before.s);
        done = !linear_read_line(l);
        if (!done && before.len && strcmp(l->typed.s, "drop") == 0) {
            linear_drop_kept(l, name.s);
            buf_clear(&before);
        } else if (!done) {
            given = take_line(l, prompt, help, &before, out, &done);
        } else if (about && l->typed.len) { /* the input ended in the middle of the line */
            linear_keep(l, name.s, prompt, "", buf_str(&l->typed));
        }
    }
    if (given && about)
        linear_keep(l, name.s, prompt, "", buf_str(out));
    buf_release(&name);
    buf_release(&before);
    return given;
}

bool linear_line(struct linear *l, const char *prompt, const char *help, struct buf *out)
{
    return linear_line_about(l, "", prompt, help, out);
}

bool linear_path(struct linear *l, const char *prompt, const char *help, struct buf *out)
{
    if (!linear_line_about(l, NULL, prompt, help, out))
        return false;
    os_path_typed(out);
    if (strcmp(out->s, "-") != 0)
        return true;
    print(l->app, "A file or folder is needed: what is typed here is for this program.\n");
    return false;
}

bool linear_yes(struct linear *l, const char *question)
{
    print(l->app, "%s Type yes to do it; anything else is no.\n", question);
    return linear_read_line(l) && linear_is_word("yes", buf_str(&l->typed));
}

/* ---- several lines ---- */

/* Where the text will stand, as draft.h names it: "answer ALLIANCE ITEM", "set KIND ID FIELD", or only some word. */
static void name_text(struct linear *l, const char *words, struct buf *about, struct buf *title)
{
    char first[64], second[64], third[64];
    struct record r;
    if (sscanf(words, "answer %36s %63s", first, second) == 2) {
        answer_read(l->app, second, &r);
        buf_addf(about, "field answer %s text", record_id(&r));
        buf_addf(title, _("Answer %.60s"), second);
        record_release(&r);
        return;
    }
    bool set = sscanf(words, "set %63s %36s %63s", first, second, third) == 3;
    const struct kind *kind = set ? model_kind(&l->app->model, first) : NULL;
    int field = kind ? kind_field(kind, third) : -1;
    buf_addf(about, set ? "field %s" : "text %s", set ? words + 4 : words);
    if (field >= 0)
        buf_addf(title, _("%s: %s"), kind->label, kind->fields[field].label);
    else
        buf_adds(title, _("A text"));
}

enum text_end linear_text(struct linear *l, const char *draft, struct buf *out)
{
    bool any = false, stopped = false;
    struct buf about = BUF_INIT, title = BUF_INIT, before = BUF_INIT;
    name_text(l, draft, &about, &title);
    if (linear_kept(l, about.s, &before)) {
        print(l->app, "Typed before and not saved:\n");
        print_lines(l->app, before.s, 4);
        print(l->app, "Type kept as the first line to begin with it.\n");
    }
    print(l->app, "Type the text, as many lines as you like. A line with only a full stop ends it.\n");
    while (linear_read(l)) {
        stopped = strcmp(buf_str(&l->typed), ".") == 0;
        if (stopped)
            break;
        if (out->len)
            buf_addc(out, '\n');
        const struct buf *line = !any && is_kept(l, &before) ? &before : &l->typed;
        buf_add(out, buf_str(line), line->len);
        any |= l->typed.len > 0;
        linear_keep(l, buf_str(&about), buf_str(&title), draft, buf_str(out));
        if (!l->whole)
            break;
    }
    buf_release(&about);
    buf_release(&title);
    buf_release(&before);
    return !any ? TEXT_NONE : stopped && l->whole ? TEXT_DONE : TEXT_ENDED;
}
