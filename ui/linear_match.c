/* linear_match.c: suggestions, why two people fit, publishing and who waits, as lines; opened from the board's page. */
#include <stdio.h>
#include <string.h>

#include "base/tr.h"
#include "ui/linear_sections.h"

/* Runs a command of matching and prints what it wrote, line by line. */
static enum status print_command(struct linear *l, enum command_id id, const char *const *words, size_t count)
{
    struct buf text = BUF_INIT;
    enum status s = linear_run_command(l, id, words, count, &text);
    linear_gather(l);
    for (const char *line = buf_str(&text); *line;) {
        size_t n = strcspn(line, "\n"), indent = strspn(line, " ");
        struct buf one = BUF_INIT;
        buf_add(&one, line + indent, n - indent);
        if (one.len)
            linear_tell(l, one.s);
        buf_release(&one);
        line += n + (line[n] == '\n');
    }
    linear_gathered(l);
    buf_release(&text);
    return s;
}

static bool refuse_locked(struct linear *l)
{
    if (l->locked)
        linear_say(l, "Locked for projecting: nothing can be changed; type lock on the first page to unlock.");
    return l->locked;
}

void linear_suggest(struct linear *l, int round)
{
    const struct action actions[] = {{"all", _("take all of it; undo brings back what was there"), 0}};
    char of_round[32];
    struct buf size = BUF_INIT, given = BUF_INIT;
    snprintf(of_round, sizeof of_round, "--round=%d", round);
    if (refuse_locked(l) || !linear_line(l, _("How many together? 2 makes pairs; 3-5 groups of three to five"),
                                         _("An empty line leaves it."), &given)) {
        buf_release(&given);
        return;
    }
    buf_addf(&size, "--size=%s", buf_str(&given));
    const char *words[] = {of_round, buf_str(&size), "--dry-run"};
    if (print_command(l, CMD_MATCH, words, 3) == OK) {
        struct reply r;
        do {
            r = linear_ask(l, &(struct page){.actions = actions, .action_count = 1, .gathered = true,
                                             .empty = _("leaves the board as it is"),
                                             .help = _("A suggestion for this round: shared challenges first, every rule kept. "
                                                       "Nothing is changed until you take it.")});
        } while (r.what == REPLY_FRESH);
        if (r.what == REPLY_ACTION)
            linear_run_command(l, CMD_MATCH, words, 2, NULL);
        else
            linear_say(l, "The board is as it was.");
    }
    buf_release(&size);
    buf_release(&given);
}

void linear_why(struct linear *l, int round)
{
    char of_round[32];
    struct buf a = BUF_INIT, b = BUF_INIT;
    const char *help = _("The family name is enough where it is the only one.");
    snprintf(of_round, sizeof of_round, "--round=%d", round);
    if (linear_line(l, _("Which two? The first"), help, &a) && linear_line(l, _("The other"), help, &b)) {
        const char *words[] = {buf_str(&a), buf_str(&b), of_round};
        print_command(l, CMD_WHY, words, 3);
        linear_ask(l, &(struct page){.gathered = true, .empty = _("goes back to the board"),
                                     .help = _("What speaks for two people learning together, what against it.")});
    }
    buf_release(&a);
    buf_release(&b);
}

void linear_waiting(struct linear *l, int round)
{
    char of_round[32];
    snprintf(of_round, sizeof of_round, "--round=%d", round);
    const char *words[] = {of_round};
    print_command(l, CMD_READY, words, 1);
    linear_ask(l, &(struct page){.gathered = true, .empty = _("goes back to the board"),
                                 .help = _("Who can be matched now, whom to ask first, and who waits and why.")});
}

void linear_publish(struct linear *l, int round)
{
    char of_round[32];
    snprintf(of_round, sizeof of_round, "--round=%d", round);
    const char *words[] = {of_round};
    if (!refuse_locked(l))
        linear_run_command(l, CMD_PUBLISH, words, 1, NULL);
}
