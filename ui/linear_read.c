/* linear_read.c: what is typed: a line, a text of several lines, a yes. */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "base/utf8.h"
#include "command/print.h"
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

bool linear_line(struct linear *l, const char *prompt, const char *help, struct buf *out)
{
    for (;;) {
        print(l->app, "%s (an empty line leaves it)\n", prompt);
        if (!linear_read_line(l))
            return false;
        if (!l->typed.len)
            return false;
        if (strcmp(l->typed.s, "?") == 0) {
            print_wrapped(l->app, help && *help ? help : prompt, 0, LINEAR_WIDTH);
            print(l->app,
                  "To give one of the words back, home, undo, redo, find, messages, quit or ? as the text itself, put "
                  "it in quotes.\n");
            continue;
        }
        const char *word = linear_everywhere(l->typed.s);
        if (word) {
            buf_clear(&l->rest);
            if (strcmp(word, "back") != 0)
                linear_do_everywhere(l, word);
            return false;
        }
        take_quoted(&l->typed);
        buf_clear(out);
        buf_add(out, l->typed.s, l->typed.len);
        return true;
    }
}

bool linear_path(struct linear *l, const char *prompt, const char *help, struct buf *out)
{
    const char *home = getenv("HOME");
    if (!linear_line(l, prompt, help, out))
        return false;
    size_t n = out->len;
    if (n > 2 && (out->s[0] == '"' || out->s[0] == '\'') && out->s[n - 1] == out->s[0]) {
        buf_splice(out, n - 1, 1, "", 0);
        buf_splice(out, 0, 1, "", 0);
    }
    if (home && strncmp(out->s, "~/", 2) == 0)
        buf_splice(out, 0, 1, home, strlen(home));
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

#define DRAFT "linear-draft" /* the words of the draft, a line feed, the text */

static void remember(struct linear *l, const char *draft, const struct buf *text)
{
    struct buf value = BUF_INIT;
    buf_addf(&value, "%s\n%s", draft, buf_str(text));
    store_remember(l->app->store, DRAFT, value.s, NULL); /* a second net: the text itself is still here */
    buf_release(&value);
}

enum text_end linear_text(struct linear *l, const char *draft, struct buf *out)
{
    bool any = false;
    print(l->app, "Type the text, as many lines as you like. A line with only a full stop ends it.\n");
    while (linear_read(l)) {
        if (strcmp(buf_str(&l->typed), ".") == 0) {
            if (l->whole)
                return any ? TEXT_DONE : TEXT_NONE;
            break;
        }
        if (out->len)
            buf_addc(out, '\n');
        buf_add(out, buf_str(&l->typed), l->typed.len);
        any |= l->typed.len > 0;
        remember(l, draft, out);
        if (!l->whole)
            break;
    }
    return any ? TEXT_ENDED : TEXT_NONE;
}

void linear_drop_draft(struct linear *l)
{
    struct buf kept = BUF_INIT;
    store_recall(l->app->store, DRAFT, &kept);
    if (kept.len)
        store_remember(l->app->store, DRAFT, "", NULL);
    buf_release(&kept);
}

/* ---- a draft found at the start ---- */

/* Cuts the line into at most `most` words, in place. */
static size_t cut_words(char *line, char **words, size_t most)
{
    size_t n = 0;
    for (char *p = line; *p && n < most;) {
        words[n++] = p;
        p += strcspn(p, " ");
        if (*p)
            *p++ = '\0';
    }
    return n;
}

static enum status keep_answer(struct linear *l, const char *alliance, const char *item, const char *text)
{
    char open[ID_SIZE];
    struct buf option = BUF_INIT;
    memcpy(open, l->app->alliance, ID_SIZE);
    snprintf(l->app->alliance, ID_SIZE, "%s", alliance);
    buf_addf(&option, "--text=%s", text);
    const char *words[] = {item, buf_str(&option), "--status=in_progress"};
    enum status s = linear_run_command(l, CMD_ANSWER, words, 3, NULL);
    memcpy(l->app->alliance, open, ID_SIZE);
    buf_release(&option);
    return s;
}

static enum status keep_field(struct linear *l, char **words, const char *text)
{
    const struct kind *kind = model_kind(&l->app->model, words[1]);
    int field = kind ? kind_field(kind, words[3]) : -1;
    return field >= 0 ? linear_set(l, kind, words[2], field, text) : ERR_NOT_FOUND;
}

void linear_keep_draft(struct linear *l)
{
    struct buf kept = BUF_INIT;
    char *words[4];
    store_recall(l->app->store, DRAFT, &kept);
    char *text = kept.len ? strchr(kept.s, '\n') : NULL;
    if (text && store_writable(l->app->store)) {
        *text++ = '\0';
        linear_say(l, "The program was stopped while a text was being typed. What was typed is kept:");
        size_t n = cut_words(kept.s, words, 4);
        enum status s = n == 3   ? keep_answer(l, words[1], words[2], text)
                        : n == 4 ? keep_field(l, words, text)
                                 : ERR_NOT_FOUND;
        if (s != OK) { /* what it belonged to is gone: it is shown once, so that it can be copied */
            linear_say(l, "It could not be put where it belongs. This is the text:");
            print_lines(l->app, text, 4);
        }
        linear_drop_draft(l);
    }
    buf_release(&kept);
}
