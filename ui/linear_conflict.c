/* linear_conflict.c: two windows on one text, in the accessible mode; see conflict.h for the full screen. */
#include <string.h>

#include "app/print.h"
#include "base/date.h"
#include "base/tr.h"
#include "ui/conflict.h"
#include "ui/linear_pick.h"

/* What another window has written, and the reader is shown. */
struct elsewhere {
    struct buf value, shown, seen;
    int64_t at;
    bool gone;
};

static void read_elsewhere(struct linear *l, const struct kind *kind, const char *id, int field, struct elsewhere *o)
{
    struct record r;
    store_hold(l->app->store);
    o->gone = store_get(l->app->store, kind, id, &r, NULL) != OK;
    if (!o->gone) {
        buf_adds(&o->value, record_get(&r, field));
        store_display(l->app->store, &r, field, &o->shown);
        record_release(&r);
    }
    store_seen(l->app->store, kind, id, field, &o->seen, NULL);
    store_last_write(l->app->store, kind, id, field, &o->at, NULL);
    store_let_go(l->app->store);
}

static void elsewhere_release(struct elsewhere *o)
{
    buf_release(&o->value);
    buf_release(&o->shown);
    buf_release(&o->seen);
}

static void tell(struct linear *l, const struct field *field, const struct elsewhere *o, const char *mine)
{
    char clock[CLOCK_SIZE];
    moment_clock(o->at, clock);
    if (o->gone)
        linear_say(l, "Another window has deleted it at %s. Nothing is saved until you choose.", clock);
    else
        linear_say(l, "Another window has changed '%s' at %s, while you were typing. Nothing is overwritten until you choose.",
                   field->label, clock);
    linear_fact(l, _("Theirs"), o->shown.len ? o->shown.s : _("(empty)"));
    linear_fact(l, _("Yours"), *mine ? mine : _("(empty)"));
}

/* The index of the action chosen: mine, theirs, both; -1: nobody chose. */
static int choose(struct linear *l, bool both)
{
    const struct action actions[] = {{"mine", _("save yours in place of theirs; theirs stays in the history"), ACTION_FULL},
                                     {"theirs", _("leave theirs, and drop yours"), ACTION_FULL},
                                     {"both", _("save both, theirs first"), ACTION_FULL}};
    struct reply r;
    do
        r = linear_ask(l, &(struct page){.actions = actions,
                                         .action_count = both ? 3 : 2,
                                         .help = N_("Two windows have written the same text. Choose which is to hold; back "
                                                    "leaves theirs, and keeps yours as a draft."),
                                         .empty = _("asks again")});
    while (r.what == REPLY_AGAIN);
    return r.what == REPLY_ACTION ? r.action : -1;
}

enum status linear_contest(struct linear *l, const struct kind *kind, const char *id, int field, struct buf *value,
                           enum status (*save)(struct linear *l, void *data, const char *value), void *data)
{
    const struct field *f = &kind->fields[field];
    for (;;) {
        store_expect(l->app->store, kind, id, field, buf_str(&l->seen));
        enum status s = save(l, data, buf_str(value));
        store_expect_nothing(l->app->store);
        if (s != ERR_CONFLICT)
            return s;
        struct elsewhere o = {0};
        struct buf both = BUF_INIT;
        read_elsewhere(l, kind, id, field, &o);
        tell(l, f, &o, buf_str(value));
        int chosen = l->ended ? -1 : choose(l, conflict_joins(f) && !o.gone);
        if (o.gone)
            buf_clear(&l->seen);
        else
            buf_addf(&l->seen, "%s%s", l->seen.len ? " " : "", buf_str(&o.seen));
        if (chosen == 2) {
            conflict_join(f, buf_str(&o.value), buf_str(value), &both);
            buf_clear(value);
            buf_add(value, buf_str(&both), both.len);
        }
        elsewhere_release(&o);
        buf_release(&both);
        if (chosen < 0) {
            linear_leave_drafts(l);
            linear_say(l, "Nothing was saved. What you typed is kept as a draft.");
        }
        if (chosen == 1)
            linear_drop_drafts(l);
        if (chosen < 0 || chosen == 1)
            return chosen < 0 ? ERR_CONFLICT : OK;
    }
}
