/* linear_weave.c: how the alliance hangs together, as lines: the sheets of the weave, read out. */
#include <stdlib.h>
#include <string.h>

#include "base/tr.h"
#include "app/sheet_list.h"
#include "ui/linear_sections.h"
#include "ui/linear_sheet.h"

/* The round typed behind the word, 0 for all; -1: it is none. */
static int typed_round(struct linear *l)
{
    const char *given = buf_str(&l->rest);
    if (!*given)
        return 0;
    int round = strspn(given, "0123456789") == strlen(given) && strlen(given) < 6 ? atoi(given) : 0;
    if (round < 1)
        linear_say(l, "'%s' is not a round: type a number from 1 on, or nothing for all rounds.", given);
    return round < 1 ? -1 : round;
}

void linear_weave(struct linear *l)
{
#define NO_SCREEN(...)
#define LOOK_WORD(ID, name, word, title, keys, needs, args, help) {#name, help, ACTION_WORDS},
    static const struct action looks[] = {SHEET_LIST(NO_SCREEN, LOOK_WORD, NO_SCREEN)};
    struct reply r;
    do {
        r = linear_ask(l, &(struct page){.actions = looks,
                                         .action_count = sizeof looks / sizeof *looks,
                                         .help = _("How the alliance hangs together. Of all rounds; a number behind the word "
                                                   "means one of them: balance 2.")});
        int round = r.what == REPLY_ACTION ? typed_round(l) : -1;
        if (round >= 0)
            linear_sheet(l, sheet_maker(looks[r.action].name), &(struct sheet_query){.round = round});
    } while (r.what != REPLY_BACK && !l->leave && !l->ended);
}
