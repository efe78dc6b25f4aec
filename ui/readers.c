#include "ui/readers.h"

#include <stdlib.h>

#include "base/mem.h"
#include "base/tr.h"
#include "command/audience/hits.h"
#include "ui/prompt.h"

/* ---- names in free text ---- */

enum { WRITE_IT, ALL_OUT, ALL_ROLES, ALL_KEPT, FIRST_HIT };

/* What becomes of this one, or of all that name the same person. */
static void ask_hit(struct ui *ui, struct hits *h, size_t i)
{
    const char *const what[] = {_("Leave it out"), _("Put the role in its place"), _("Keep it"),
                                _("Leave out all of this person"), _("Put the role in the place of all of this person"),
                                _("Keep all of this person")};
    static const enum mention_choice choices[] = {MENTIONS_BLANK, MENTIONS_ROLE, MENTIONS_KEEP};
    int at = prompt_choice(ui, h->list[i].excerpt, what, h->list[i].person == MENTION_NOBODY ? 3 : 6, (int)h->list[i].choice);
    if (at >= 3)
        hits_choose_person(h, i, choices[at - 3]);
    else if (at >= 0)
        hits_choose(h, i, choices[at]);
}

/* The list, with the four things to do above it; what was chosen, -1: never mind. */
static int show_hits(struct ui *ui, struct hits *h, int selected)
{
    const char **labels = xcalloc(h->count + FIRST_HIT, sizeof *labels);
    struct buf *texts = xcalloc(h->count, sizeof *texts), title = BUF_INIT;
    labels[WRITE_IT] = _("Write it like this");
    labels[ALL_OUT] = _("Leave all out");
    labels[ALL_ROLES] = _("Put roles in the place of all");
    labels[ALL_KEPT] = _("Keep all");
    for (size_t i = 0; i < h->count; i++) {
        hits_words(h, i, ui->app, &texts[i]);
        labels[FIRST_HIT + i] = buf_str(&texts[i]);
    }
    buf_addf(&title, _("Names in free text that these readers may not see: %zu"), h->count);
    int at = prompt_choice(ui, title.s, labels, h->count + FIRST_HIT, selected);
    for (size_t i = 0; i < h->count; i++)
        buf_release(&texts[i]);
    buf_release(&title);
    free(texts);
    free(labels);
    return at;
}

static bool ask_hits(struct ui *ui, struct hits *h)
{
    int at = WRITE_IT;
    do {
        at = show_hits(ui, h, at);
        if (at >= FIRST_HIT)
            ask_hit(ui, h, (size_t)(at - FIRST_HIT));
        else if (at > WRITE_IT) {
            hits_choose_all(h, at == ALL_OUT ? MENTIONS_BLANK : at == ALL_ROLES ? MENTIONS_ROLE : MENTIONS_KEEP);
            at = WRITE_IT;
        }
    } while (at > WRITE_IT);
    return at == WRITE_IT;
}

enum status readers_run(struct ui *ui, const struct args *args, struct buf *out)
{
    struct hits hits;
    struct error e;
    enum status status = ERR_CANCELLED, found = hits_of(&hits, ui->app, args, &e);
    /* While names are hidden none is shown here either: all are left out. The command itself says what is wrong. */
    bool go_on = found != OK || hits.count == 0 || ui_private(ui) || ask_hits(ui, &hits);
    ui->app->hits = found == OK ? &hits : NULL;
    if (go_on)
        status = ui_run(ui, args->command->id, args->values, out);
    ui->app->hits = NULL;
    hits_release(&hits);
    return status;
}
