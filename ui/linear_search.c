/* linear_search.c: words looked for everywhere, as numbered lines by groups. */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "app/find.h"
#include "app/print.h"
#include "base/mem.h"
#include "base/tr.h"
#include "model/kinds.h"
#include "ui/linear_records.h"
#include "ui/linear_sections.h"

enum { MOST = 20 };

static size_t tell_groups(struct linear *l, struct finder *f, const struct found ***hits)
{
    size_t count = 0;
    struct buf line = BUF_INIT;
    for (size_t g = 0; g < finder_groups(f); g++) {
        const struct found_group *group = finder_group(f, g);
        print(l->app, "%s: %zu\n", group->label, group->count);
        *hits = xrealloc(*hits, (count + group->hit_count + 1) * sizeof **hits);
        for (size_t h = 0; h < group->hit_count; h++) {
            (*hits)[count++] = &group->hits[h];
            buf_clear(&line);
            buf_addf(&line, _("%zu %s: "), count, buf_str(&group->hits[h].title));
            finder_excerpt(f, &group->hits[h], &line);
            print_wrapped(l->app, line.s, 0, LINEAR_WIDTH);
        }
        if (group->count > group->hit_count)
            print(l->app, "and %zu more; add a word to see fewer\n", group->count - group->hit_count);
    }
    buf_release(&line);
    return count;
}

static void open_record(struct linear *l, const struct kind *kind, const char *id)
{
    struct record r;
    struct error e = {0};
    char item[80] = "";
    if (store_get(l->app->store, kind, id, &r, &e) != OK) {
        linear_fail(l, &e);
        return;
    }
    if (kind == l->app->model.kinds[KIND_ANSWER])
        snprintf(item, sizeof item, "%s", record_get(&r, ANSWER_ITEM));
    record_release(&r);
    if (*item && instrument_find(&l->app->guide, item) >= 0)
        linear_question(l, (size_t)instrument_find(&l->app->guide, item));
    else if (kind == l->app->model.kinds[KIND_PERSON])
        linear_person(l, id);
    else if (kind == l->app->model.kinds[KIND_OBJECTIVE])
        linear_objective(l, id);
    else
        linear_record(l, kind, id);
}

static void tell_point(struct linear *l, const char *name, const char *id)
{
    struct checklist *list = content_checklist(l->app, name);
    int at = list ? instrument_find(&list->instrument, id) : -1;
    if (at < 0)
        return;
    const struct instrument *in = &list->instrument;
    linear_fact(l, instrument_text(in, INSTRUMENT_ITSELF, WORDING_LABEL), instrument_question(in, (size_t)at, l->lens));
    linear_fact(l, _("Why"), instrument_text(in, (size_t)at, WORDING_WHY));
    linear_fact(l, _("Aloud"), instrument_text(in, (size_t)at, WORDING_ALOUD));
    linear_fact(l, _("Example"), instrument_text(in, (size_t)at, WORDING_EXAMPLE));
    print(l->app, "It is rated in scores.\n");
}

static void open_hit(struct linear *l, const struct found *hit)
{
    int item = hit->what == FOUND_QUESTION ? instrument_find(&l->app->guide, hit->id) : -1;
    if (hit->what == FOUND_RECORD)
        open_record(l, hit->kind, hit->id);
    else if (hit->what == FOUND_ENTRY)
        linear_entry(l, hit->kind->name, hit->id);
    else if (hit->what == FOUND_POINT)
        tell_point(l, hit->list, hit->id);
    else if (item >= 0 && *l->app->alliance)
        linear_question(l, (size_t)item);
    else
        linear_say(l, "Questions are answered for an alliance: make one first.");
}

void linear_search(struct linear *l)
{
    struct buf words = BUF_INIT;
    struct reply r = {.what = REPLY_AGAIN};
    bool asked = linear_line_about(l, NULL, _("Words to look for everywhere"), _("Questions, answers, people, notes, checklists and the library."), &words);
    while (asked && r.what != REPLY_BACK && !l->leave && !l->ended) {
        struct finder *f = finder_new(l->app); /* anew: what was opened may have been changed */
        const struct found **hits = NULL;
        struct error e = {0};
        if (finder_words(f, buf_str(&words), MOST, &e) != OK)
            linear_fail(l, &e);
        linear_gather(l);
        size_t count = tell_groups(l, f, &hits);
        if (count == 0)
            print(l->app, "Nothing has '%s'.\n", buf_str(&words));
        linear_gathered(l);
        r = linear_ask(l, &(struct page){.numbers = count, .text = _("other words to look for"), .gathered = true,
                                         .help = _("What holds all the words. Capital letters and accents make no difference.")});
        if (r.what == REPLY_NUMBER)
            open_hit(l, hits[r.number - 1]);
        if (r.what == REPLY_TEXT) {
            buf_clear(&words);
            buf_adds(&words, buf_str(&l->typed));
        }
        free(hits);
        finder_free(f);
    }
    buf_release(&words);
}
