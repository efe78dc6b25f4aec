/* subject.c: see subject.h. */
#include "ui/subject.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "base/mem.h"
#include "ui/keep.h"
#include "ui/prompt.h"

void subject_hold(struct ui *ui, struct held_subject *s, const struct kind *kind, const char *id)
{
    *s = (struct held_subject){0};
    snprintf(s->id, sizeof s->id, "%s", id);
    if (store_get(ui->app->store, kind, s->id, &s->was, NULL) != OK)
        s->was = (struct record){.kind = NULL};
}

void subject_let_go(struct held_subject *s)
{
    if (s->was.kind)
        record_release(&s->was);
    *s = (struct held_subject){0};
}

static bool equal(const struct record *a, const struct record *b)
{
    bool same = true;
    for (size_t i = FIELD_VISIBILITY; i < a->kind->field_count && same; i++)
        same = strcmp(record_get(a, (int)i), record_get(b, (int)i)) == 0;
    return same;
}

static void say_gone(struct ui *ui)
{
    keep_back(ui);
    ui_warn(ui, "this was deleted meanwhile in another window: nothing was done");
}

bool subject_still(struct ui *ui, const struct held_subject *s)
{
    struct record now;
    if (!s->was.kind || store_get(ui->app->store, s->was.kind, s->id, &now, NULL) != OK) {
        say_gone(ui);
        return false;
    }
    bool same = equal(&s->was, &now);
    if (!same) {
        keep_back(ui);
        ui_warn(ui, "this was changed meanwhile in another window, so nothing was done: look at it, and ask again");
    }
    record_release(&now);
    return same;
}

bool subject_choice(struct ui *ui, const struct kind *kind, const char *title, const char *const *labels,
                    const char *const *ids, size_t count, char id[ID_SIZE])
{
    struct held_subject *held = xcalloc(count + 1, sizeof *held);
    for (size_t i = 0; i < count; i++)
        subject_hold(ui, &held[i], kind, ids[i]);
    int chosen = count > 0 ? prompt_choice(ui, title, labels, count, 0) : -1;
    bool still = chosen >= 0 && subject_still(ui, &held[chosen]);
    if (still)
        memcpy(id, held[chosen].id, ID_SIZE);
    for (size_t i = 0; i < count; i++)
        subject_let_go(&held[i]);
    free(held);
    return still;
}

bool subject_there(struct ui *ui, const struct kind *kind, const char *id)
{
    struct record now;
    bool there = store_get(ui->app->store, kind, id, &now, NULL) == OK;
    if (there)
        record_release(&now);
    else
        say_gone(ui);
    return there;
}
