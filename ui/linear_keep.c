/* linear_keep.c: in the accessible mode, what was typed and is in no record yet. Every line that was given is kept until a
 * command that saves has run, so that a record half entered outlives the end of the input and every signal. */
#include <stdlib.h>
#include <string.h>

#include "app/print.h"
#include "base/mem.h"
#include "base/tr.h"
#include "model/kinds.h"
#include "ui/draft.h"
#include "ui/linear_page.h"

struct linear_kept {
    struct draft draft;
    struct linear_kept *next;
};

static struct linear_kept *find(struct linear *l, const char *about)
{
    struct linear_kept *k = l->kept;
    while (k && strcmp(buf_str(&k->draft.about), about) != 0)
        k = k->next;
    return k;
}

void linear_keep(struct linear *l, const char *about, const char *title, const char *where, const char *text)
{
    struct error e = {0};
    struct linear_kept *k = find(l, about);
    if (!store_writable(l->app->store))
        return; /* there is nothing that could be typed into a record */
    if (!k) {
        k = xcalloc(1, sizeof *k);
        k->next = l->kept;
        l->kept = k;
        struct buf place = BUF_INIT;
        buf_addf(&place, "linear %s", where);
        draft_init(&k->draft, about, title, place.s);
        if (!*where) /* it was offered, and another was given */
            draft_adopt(l->app->store, &k->draft);
        buf_release(&place);
    }
    buf_clear(&k->draft.seen);
    buf_adds(&k->draft.seen, buf_str(&l->seen));
    if (draft_keep(l->app->store, &k->draft, text, &e) != OK)
        linear_fail(l, &e);
}

bool linear_kept(struct linear *l, const char *about, struct buf *text)
{
    struct draft d;
    if (find(l, about))
        return false; /* it is of this very moment */
    draft_init(&d, about, "", "");
    bool there = draft_adopt(l->app->store, &d);
    if (there)
        buf_adds(text, buf_str(&d.text));
    draft_release(&d);
    return there;
}

void linear_drop_kept(struct linear *l, const char *about)
{
    struct draft d;
    draft_init(&d, about, "", "");
    if (draft_adopt(l->app->store, &d))
        draft_drop(l->app->store, &d);
    draft_release(&d);
}

static void let_go(struct linear *l, bool drop)
{
    while (l->kept) {
        struct linear_kept *k = l->kept;
        l->kept = k->next;
        if (drop)
            draft_drop(l->app->store, &k->draft);
        draft_release(&k->draft);
        free(k);
    }
}

void linear_ran(struct linear *l, enum status s)
{
    if (s != ERR_CONFLICT) /* there the reader is still to choose */
        let_go(l, s == OK || s == ERR_REJECTED);
}

void linear_leave_drafts(struct linear *l)
{
    let_go(l, false);
}

void linear_drop_drafts(struct linear *l)
{
    let_go(l, true);
}

void linear_keep_end(struct linear *l)
{
    if (l->kept && !l->quit)
        print(l->app, "What was half entered is kept, and offered when it is asked for again.\n");
    let_go(l, l->quit);
}

/* ---- drafts found at the start ---- */

struct found_draft {
    struct draft *list; /* copies */
    size_t count, cap;
};

static void copy(struct buf *to, const struct buf *from)
{
    buf_add(to, buf_str(from), from->len);
}

static void take(void *data, const struct draft *d)
{
    struct found_draft *f = data;
    GROW(f->list, f->count + 1, f->cap);
    struct draft *to = &f->list[f->count++];
    draft_init(to, buf_str(&d->about), buf_str(&d->title), buf_str(&d->where));
    copy(&to->seen, &d->seen);
    copy(&to->text, &d->text);
    copy(&to->key, &d->key);
}

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

/* A value that is on its way from a draft to its place. */
struct putting {
    char **words; /* "linear", "answer", ALLIANCE, ITEM; or "linear", "set", KIND, ID, FIELD */
    const struct kind *kind;
    int field;
};

static enum status put_answer(struct linear *l, void *data, const char *text)
{
    const struct putting *p = data;
    char open[ID_SIZE];
    memcpy(open, l->app->alliance, ID_SIZE);
    snprintf(l->app->alliance, ID_SIZE, "%s", p->words[2]);
    enum status s = linear_run_command(
        l, CMD_ANSWER, ARGS(arg_text("item", p->words[3]), arg_text("text", text), arg_text("status", ANSWER_STATUS_IN_PROGRESS)), NULL);
    memcpy(l->app->alliance, open, ID_SIZE);
    return s;
}

static enum status put_field(struct linear *l, void *data, const char *text)
{
    const struct putting *p = data;
    return linear_set(l, p->kind, p->words[3], p->field, text);
}

static enum status put(struct linear *l, struct draft *d, char **words, size_t n)
{
    char kind[64] = "", id[ID_SIZE] = "", field[64] = "";
    sscanf(buf_str(&d->about), "field %63s %36s %63s", kind, id, field);
    struct putting p = {.words = words, .kind = model_kind(&l->app->model, kind)};
    p.field = p.kind ? kind_field(p.kind, field) : -1;
    bool answer = n == 4 && strcmp(words[1], "answer") == 0;
    if (p.field < 0 || (!answer && n != 5))
        return ERR_NOT_FOUND;
    copy(&l->seen, &d->seen);
    enum status s = linear_contest(l, p.kind, id, p.field, &d->text, answer ? put_answer : put_field, &p);
    buf_clear(&l->seen);
    return s;
}

/* A text that the program was stopped in goes where it belongs; what cannot stays a draft, and is shown to be copied. */
static void put_text(struct linear *l, struct draft *d)
{
    char *words[6];
    size_t n = cut_words(d->where.s, words, 6);
    linear_say(l, "The program was stopped while a text was being typed. What was typed is kept:");
    enum status s = put(l, d, words, n);
    if (s == OK) {
        draft_drop(l->app->store, d);
        return;
    }
    linear_say(l, "It could not be put where it belongs. This is the text:");
    print_lines(l->app, buf_str(&d->text), 4);
    if (s == ERR_NOT_FOUND || s == ERR_INPUT) /* there is no such place any more */
        draft_drop(l->app->store, d);
}

static bool is_text(const struct draft *d)
{
    const char *where = buf_str(&d->where);
    return strncmp(where, "linear ", 7) == 0 && where[7];
}

void linear_find_drafts(struct linear *l)
{
    struct found_draft f = {0};
    draft_each(l->app->store, take, &f);
    for (size_t i = 0; i < f.count; i++) {
        if (is_text(&f.list[i]) && store_writable(l->app->store))
            put_text(l, &f.list[i]);
        else if (strncmp(f.list[i].where.s, "linear", 6) == 0)
            linear_say(l, "Typed before and not saved: %s. It is offered when it is asked for again.", f.list[i].title.s);
        else
            linear_say(l, "Typed on the full screen and not saved: %s. It is filled in when that is opened there.",
                       f.list[i].title.s);
        draft_release(&f.list[i]);
    }
    free(f.list);
}
