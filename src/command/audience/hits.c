#include "command/audience/hits.h"

#include <stdlib.h>
#include <string.h>

#include "base/mem.h"
#include "base/tr.h"
#include "base/utf8.h"
#include "command/audience/audience.h"

enum { AROUND = 24 };

static void add_place(const char *id, int field, size_t at, struct buf *out)
{
    buf_addf(out, "%s.%d.%zu", id, field, at);
}

/* The mention in brackets, with what stands around it. */
static char *excerpt_of(const struct mention_hit *hit)
{
    struct buf out = BUF_INIT;
    size_t n = strlen(hit->text), from = hit->mention.at > AROUND ? grapheme_next(hit->text, n, hit->mention.at - AROUND) : 0;
    size_t end = hit->mention.at + hit->mention.len, to = end + AROUND < n ? grapheme_prev(hit->text, n, end + AROUND) : n;
    from = from > hit->mention.at ? hit->mention.at : from;
    to = to < end ? end : to;
    buf_adds(&out, from ? "..." : "");
    buf_add(&out, hit->text + from, hit->mention.at - from);
    buf_addf(&out, "[%.*s]", (int)hit->mention.len, hit->text + hit->mention.at);
    buf_add(&out, hit->text + end, to - end);
    buf_adds(&out, to < n ? "..." : "");
    for (size_t i = 0; i < out.len; i++)
        if (out.s[i] == '\n' || out.s[i] == '\r')
            out.s[i] = ' ';
    return buf_take(&out);
}

static enum mention_choice take_hit(void *data, const struct mention_hit *hit)
{
    struct hits *h = data;
    struct buf place = BUF_INIT;
    GROW(h->list, h->count + 1, h->room);
    struct hit *one = &h->list[h->count++];
    *one = (struct hit){.kind = hit->record->kind,
                        .field = hit->field,
                        .person = hit->mention.person,
                        .at = hit->mention.at,
                        .excerpt = excerpt_of(hit)};
    snprintf(one->id, sizeof one->id, "%s", record_id(hit->record));
    add_place(record_id(hit->record), hit->field, hit->mention.at, &place);
    dict_put(&h->places, place.s, (void *)(uintptr_t)h->count);
    buf_release(&place);
    return MENTIONS_BLANK;
}

enum status hits_find(struct hits *h, struct app *app, enum command_id id, const char *what, enum audience audience,
                      struct error *e)
{
    *h = (struct hits){0};
    return audience_hits(app, id, what, audience, take_hit, h, e);
}

enum status hits_of(struct hits *h, struct app *app, const struct args *args, struct error *e)
{
    return hits_find(h, app, args->command->id, args_first(args), audience_of(app, args), e);
}

void hits_release(struct hits *h)
{
    for (size_t i = 0; i < h->count; i++)
        free(h->list[i].excerpt);
    free(h->list);
    dict_release(&h->places);
    *h = (struct hits){0};
}

const char *mention_choice_words(enum mention_choice choice)
{
    return choice == MENTIONS_KEEP ? _("kept") : choice == MENTIONS_ROLE ? _("replaced by the role") : _("taken out");
}

void hits_words(const struct hits *h, size_t i, struct app *app, struct buf *out)
{
    const struct hit *one = &h->list[i];
    const struct field *f = &one->kind->fields[one->field];
    struct buf title = BUF_INIT;
    if (!(f->flags & FIELD_TITLE))
        store_title(app->store, one->kind, one->id, &title);
    buf_addf(out, "%s: %s (%s%s%s, %s)", mention_choice_words(one->choice), one->excerpt, one->kind->label, title.len ? " " : "",
             buf_str(&title), f->label);
    buf_release(&title);
}

void hits_choose(struct hits *h, size_t i, enum mention_choice choice)
{
    h->list[i].choice = choice;
}

void hits_choose_person(struct hits *h, size_t i, enum mention_choice choice)
{
    int person = h->list[i].person;
    h->list[i].choice = choice;
    for (size_t k = 0; k < h->count && person != MENTION_NOBODY; k++)
        if (h->list[k].person == person)
            h->list[k].choice = choice;
}

void hits_choose_all(struct hits *h, enum mention_choice choice)
{
    for (size_t i = 0; i < h->count; i++)
        h->list[i].choice = choice;
}

void hits_json(const struct hits *h, struct app *app, struct json *j)
{
    json_array(j, NULL);
    for (size_t i = 0; i < h->count; i++) {
        const struct hit *one = &h->list[i];
        struct buf title = BUF_INIT;
        store_title(app->store, one->kind, one->id, &title);
        json_object(j, NULL);
        json_text(j, "kind", one->kind->name);
        json_text(j, "id", one->id);
        json_text(j, "record", buf_str(&title));
        json_text(j, "field", one->kind->fields[one->field].name);
        json_number(j, "at", (long long)one->at);
        json_text(j, "excerpt", one->excerpt);
        json_end(j);
        buf_release(&title);
    }
    json_end(j);
}

void hits_encode(const struct hits *h, struct buf *out)
{
    for (size_t i = 0; i < h->count; i++) {
        buf_addf(out, "%d ", (int)h->list[i].choice);
        add_place(h->list[i].id, h->list[i].field, h->list[i].at, out);
        buf_addc(out, '\n');
    }
}

void hits_decode(struct hits *h, const char *text)
{
    *h = (struct hits){0};
    for (const char *end; (end = strchr(text, '\n')); text = end + 1) {
        struct buf place = BUF_INIT;
        char *blank;
        long choice = strtol(text, &blank, 10);
        if (choice < 0 || choice >= MENTION_CHOICES || blank >= end)
            continue;
        buf_add(&place, blank + 1, (size_t)(end - blank - 1));
        GROW(h->list, h->count + 1, h->room);
        h->list[h->count++] = (struct hit){.choice = (enum mention_choice)choice};
        dict_put(&h->places, place.s, (void *)(uintptr_t)h->count);
        buf_release(&place);
    }
}

enum mention_choice hits_decide(void *data, const struct mention_hit *hit)
{
    const struct hits *h = data;
    struct buf place = BUF_INIT;
    add_place(record_id(hit->record), hit->field, hit->mention.at, &place);
    uintptr_t at = (uintptr_t)dict_get(&h->places, place.s);
    buf_release(&place);
    return at ? h->list[at - 1].choice : MENTIONS_BLANK;
}
