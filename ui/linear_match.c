/* linear_match.c: how well people fit and why, what is noted about a place, who waits, and publishing, as lines. See
 * linear_match.h. */
#include "ui/linear_match.h"
#include "ui/linear_ask.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "app/print.h"
#include "base/mem.h"
#include "base/tr.h"
#include "base/utf8.h"
#include "command/match/apply.h"
#include "command/match/paper.h"
#include "model/kinds.h"
#include "ui/linear_records.h"

enum { MOST_REASONS = 3 };

/* ---- parts ---- */

bool linear_matching(struct linear *l, int round, struct matching *m)
{
    struct error e = {0};
    if (matching_read(m, l->app, round, &e) == OK)
        return true;
    matching_release(m);
    linear_fail(l, &e);
    return false;
}

void linear_tell_lines(struct linear *l, const char *text)
{
    while (*text) {
        size_t n = strcspn(text, "\n"), indent = strspn(text, " ");
        struct buf line = BUF_INIT;
        if (n > indent)
            buf_add(&line, text + indent, n - indent);
        if (line.len)
            linear_tell(l, line.s);
        buf_release(&line);
        text += n + (text[n] == '\n');
    }
}

enum given linear_may_line(struct linear *l, const char *prompt, const char *help, struct buf *out)
{
    if (linear_line(l, prompt, help, out))
        return GIVEN;
    return l->ended || l->leave || l->typed.len ? GIVEN_NOT : GIVEN_EMPTY;
}

int linear_match_person(struct linear *l, const struct matching *m, const char *title, int but)
{
    struct options o = {0};
    for (int i = 0; i < m->count; i++)
        if (i != but)
            options_add(&o, m->people[i].id, m->people[i].name);
    if (!o.count)
        linear_say(l, "There is nobody to choose from in this alliance.");
    long at = o.count ? linear_choose(l, title, _("The people of this alliance, by family name."), &o) : -1;
    int person = at >= 0 ? matching_person(m, o.items[at].id) : MATCHING_NONE;
    options_release(&o);
    return person;
}

/* A page to be read: what was gathered, twenty lines at a time. */
static void read_out(struct linear *l, const char *help)
{
    linear_ask(l, &(struct page){.gathered = true, .empty = _("goes back to the board"), .help = help});
}

/* ---- how well people fit ---- */

static void tell_fit(struct linear *l, const struct matching *m, const int *people, int count, bool reasons, const char *indent)
{
    struct buf text = BUF_INIT, label = BUF_INIT;
    buf_addf(&label, "%s%s", indent, _("Fit"));
    buf_addf(&text, _("%d of 100"), matching_fit(m, matching_sum(m, people, count), count));
    linear_fact(l, label.s, text.s);
    buf_clear(&text);
    buf_clear(&label);
    buf_addf(&label, "%s%s", indent, _("Speaks for it"));
    if (reasons)
        matching_reasons(m, people, count, MOST_REASONS, &text);
    linear_fact(l, label.s, buf_str(&text));
    buf_clear(&text);
    buf_clear(&label);
    buf_addf(&label, "%s%s", indent, _("Breaks a rule"));
    matching_broken(m, people, count, &text);
    linear_fact(l, label.s, buf_str(&text));
    buf_clear(&text);
    buf_clear(&label);
    buf_addf(&label, "%s%s", indent, _("Look at this"));
    matching_remarks(m, people, count, &text);
    linear_fact(l, label.s, buf_str(&text));
    buf_release(&text);
    buf_release(&label);
}

void linear_tell_fit(struct linear *l, const struct matching *m, const struct matching_table *t, bool reasons, const char *indent)
{
    if (t->count > 1)
        tell_fit(l, m, t->people, t->count, reasons, indent);
}

/* ---- why these two ---- */

/* Do all the words occur in the name, ignoring case and accents? */
static bool is_called(const char *name, const char *words)
{
    struct buf in = BUF_INIT, all = BUF_INIT;
    text_fold(&in, name, strlen(name));
    text_fold(&all, words, strlen(words));
    bool found = all.len > 0;
    for (char *p = all.s, *word; all.len && found && (word = strtok_r(p, " ,", &p));)
        found = strstr(buf_str(&in), word) != NULL;
    buf_release(&in);
    buf_release(&all);
    return found;
}

/* The person with that name, or the only one whose name holds its words; MATCHING_NONE. */
static int find_person(struct linear *l, const struct matching *m, const char *words)
{
    char id[ID_SIZE];
    int found = MATCHING_NONE, count = 0;
    if (store_resolve(l->app->store, l->app->model.kinds[KIND_PERSON], words, NULL, id, NULL) == OK)
        return matching_person(m, id);
    for (int i = 0; i < m->count; i++)
        if (is_called(m->people[i].name, words)) {
            found = i;
            count++;
        }
    return count == 1 ? found : MATCHING_NONE;
}

/* "Otieno Barasa", "Grace Otieno and Barasa": whatever can be cut into two names. */
static bool find_two(struct linear *l, const struct matching *m, const char *names, int two[2])
{
    for (const char *blank = strchr(names, ' '); blank; blank = strchr(blank + 1, ' ')) {
        const char *second = blank + 1;
        struct buf first = BUF_INIT;
        buf_add(&first, names, (size_t)(blank - names));
        second += strncmp(second, "and ", 4) == 0 ? 4 : 0;
        two[0] = find_person(l, m, buf_str(&first));
        two[1] = find_person(l, m, second);
        buf_release(&first);
        if (two[0] != MATCHING_NONE && two[1] != MATCHING_NONE && two[0] != two[1])
            return true;
    }
    return false;
}

static bool ask_two(struct linear *l, const struct matching *m, int two[2])
{
    two[0] = linear_match_person(l, m, _("Which two? The first:"), MATCHING_NONE);
    two[1] = two[0] == MATCHING_NONE ? MATCHING_NONE : linear_match_person(l, m, _("And the other:"), two[0]);
    return two[1] != MATCHING_NONE;
}

void linear_tell_why(struct linear *l, const struct matching *m, const int *people, int count)
{
    struct buf text = BUF_INIT;
    linear_gather(l);
    for (int i = 0; i < count; i++)
        for (int j = i + 1; j < count; j++) {
            buf_clear(&text);
            matching_why(m, people[i], people[j], &text);
            linear_tell_lines(l, buf_str(&text));
        }
    linear_gathered(l);
    buf_release(&text);
}

void linear_why(struct linear *l, int round, const char *names)
{
    struct matching m;
    int two[2];
    char *given = xstrdup(names);
    if (linear_matching(l, round, &m)) {
        bool found = *given && find_two(l, &m, given, two);
        if (*given && !found)
            linear_say(l, "'%s' are not the names of two people of this alliance.", given);
        if (found || ask_two(l, &m, two)) {
            linear_tell_why(l, &m, two, 2);
            read_out(l, _("What speaks for two people learning together, what against it, and who else would suit each."));
        }
        matching_release(&m);
    }
    free(given);
}

/* ---- one place ---- */

void linear_tell_place(struct linear *l, const char *id)
{
    static const int fields[] = {PLACEMENT_EXPECTS, PLACEMENT_CONTACT, PLACEMENT_CONTACT_DATE, PLACEMENT_FEEDBACK, PLACEMENT_FEEDBACK_NOTE};
    const struct kind *kind = l->app->model.kinds[KIND_PLACEMENT];
    struct record r;
    struct buf text = BUF_INIT;
    if (store_get(l->app->store, kind, id, &r, NULL) != OK)
        return;
    for (size_t i = 0; i < sizeof fields / sizeof *fields; i++) {
        buf_clear(&text);
        store_display(l->app->store, &r, fields[i], &text);
        linear_fact(l, kind->fields[fields[i]].label, buf_str(&text));
    }
    buf_release(&text);
    record_release(&r);
}

void linear_edit_place(struct linear *l, const char *id, int first, int second)
{
    const struct kind *kind = l->app->model.kinds[KIND_PLACEMENT];
    struct record r;
    linear_edit(l, kind, id, first);
    if (l->leave || l->ended || store_get(l->app->store, kind, id, &r, NULL) != OK)
        return;
    bool given = record_has(&r, first);
    record_release(&r);
    if (given)
        linear_edit(l, kind, id, second);
}

/* ---- who waits, and publishing ---- */

void linear_waiting(struct linear *l, int round)
{
    struct buf text = BUF_INIT;
    if (linear_run_command(l, CMD_READY, ARGS(arg_number("round", round)), &text) == OK) {
        linear_gather(l);
        linear_tell_lines(l, buf_str(&text));
        linear_gathered(l);
        read_out(l, _("Who can be matched now, whom to ask first, and who waits and why."));
    }
    buf_release(&text);
}

void linear_publish(struct linear *l, int round)
{
    linear_ask_run(l, CMD_PUBLISH, ARGS(arg_number("round", round)), NULL);
}

/* ---- paper ---- */

void linear_paper(struct linear *l, int round)
{
    linear_ask_run(l, CMD_SHEET, ARGS(arg_number("round", round)), NULL);
}
