/* linear_search.c: words looked for everywhere, as numbered lines by groups (sheet/search.c), and what they lead to. */
#include <stdio.h>

#include "app/content.h"
#include "app/print.h"
#include "base/tr.h"
#include "model/kinds.h"
#include "ui/linear_records.h"
#include "ui/linear_sections.h"
#include "ui/linear_sheet.h"

void linear_answer(struct linear *l, const char *id)
{
    const struct kind *kind = l->app->model.kinds[KIND_ANSWER];
    struct record r;
    struct error e = {0};
    if (store_get(l->app->store, kind, id, &r, &e) != OK) {
        linear_fail(l, &e);
        return;
    }
    int item = instrument_find(&l->app->guide, record_get(&r, ANSWER_ITEM));
    record_release(&r);
    if (item >= 0)
        linear_question(l, (size_t)item);
    else
        linear_record(l, kind, id);
}

void linear_point(struct linear *l, const char *name, const char *id)
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

void linear_search(struct linear *l)
{
    struct buf words = BUF_INIT;
    if (linear_line_about(l, NULL, _("Words to look for everywhere"), _("Questions, answers, people, notes, checklists and the library."), &words))
        linear_sheet(l, sheet_maker("search"), &(struct sheet_query){.phase = -1, .what = buf_str(&words)});
    buf_release(&words);
}
