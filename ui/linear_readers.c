#include "ui/linear_readers.h"

#include <stdio.h>

#include "base/tr.h"
#include "command/audience/hits.h"
#include "ui/linear_sections.h"

/* ---- names in free text ---- */

enum { WRITE_IT, ALL_OUT, ALL_ROLES, ALL_KEPT, FIRST_HIT };

static void ask_hit(struct linear *l, struct hits *h, size_t i)
{
    static const enum mention_choice choices[] = {MENTIONS_BLANK, MENTIONS_ROLE, MENTIONS_KEEP};
    struct options o = {0};
    options_add(&o, "", _("Leave it out"));
    options_add(&o, "", _("Put the role in its place"));
    options_add(&o, "", _("Keep it"));
    if (h->list[i].person != MENTION_NOBODY) {
        options_add(&o, "", _("Leave out all of this person"));
        options_add(&o, "", _("Put the role in the place of all of this person"));
        options_add(&o, "", _("Keep all of this person"));
    }
    long at = linear_choose(l, h->list[i].excerpt, _("What becomes of this name, or of all names of the same person."), &o);
    if (at >= 3)
        hits_choose_person(h, i, choices[at - 3]);
    else if (at >= 0)
        hits_choose(h, i, choices[at]);
    options_release(&o);
}

static long show_hits(struct linear *l, const struct hits *h)
{
    struct options o = {0};
    struct buf text = BUF_INIT;
    options_add(&o, "", _("Write it like this"));
    options_add(&o, "", _("Leave all out"));
    options_add(&o, "", _("Put roles in the place of all"));
    options_add(&o, "", _("Keep all"));
    for (size_t i = 0; i < h->count; i++) {
        buf_clear(&text);
        hits_words(h, i, l->app, &text);
        options_add(&o, "", buf_str(&text));
    }
    buf_clear(&text);
    buf_addf(&text, _("Names in free text that these readers may not see: %zu"), h->count);
    long at = linear_choose(l, text.s, _("The number of a name changes what becomes of it."), &o);
    options_release(&o);
    buf_release(&text);
    return at;
}

static bool ask_hits(struct linear *l, struct hits *h)
{
    long at;
    while ((at = show_hits(l, h)) > WRITE_IT && !l->ended) {
        if (at >= FIRST_HIT)
            ask_hit(l, h, (size_t)(at - FIRST_HIT));
        else
            hits_choose_all(h, at == ALL_OUT ? MENTIONS_BLANK : at == ALL_ROLES ? MENTIONS_ROLE : MENTIONS_KEEP);
    }
    return at == WRITE_IT;
}

enum status linear_readers_run(struct linear *l, const struct args *args, struct buf *out)
{
    struct hits hits;
    struct error e;
    enum status status = ERR_CANCELLED, found = hits_of(&hits, l->app, args, &e);
    bool go_on = found != OK || hits.count == 0 || ask_hits(l, &hits); /* the command itself says what is wrong */
    l->app->hits = found == OK ? &hits : NULL;
    if (go_on)
        status = linear_run_command(l, args->command->id, args->values, out);
    l->app->hits = NULL;
    hits_release(&hits);
    return status;
}
