/* sheets.c: the table of all sections, from app/sheet_list.h. */
#include <string.h>

#include "base/tr.h"
#include "sheet/makers.h"
#include "sheet/weave.h"

#define NO_LOOK(...)
#define LOOK_MAKER(ID, name, ...) \
    static enum status look_##name(struct sheet *s, const struct sheet_query *query, struct error *e) \
    { \
        return weave_look(s, WEAVE_##ID, query, e); \
    }
SHEET_LIST(NO_LOOK, LOOK_MAKER, NO_LOOK)

#define ROW(ID, maker, word, label, keys, needs, args, what) {.name = #maker, .title = label, .help = what, .make = sheet_##maker},
#define LOOK_ROW(ID, maker, word, label, keys, needs, args, what) {.name = #maker, .title = label, .help = what, .make = look_##maker},
#define BARE_ROW(ID, maker, label, needs, args, what) {.name = #maker, .title = label, .help = what, .make = sheet_##maker},
#define OTHER_ROW(maker, label, what) {.name = #maker, .title = label, .help = what, .make = sheet_##maker},
const struct sheet_maker sheet_makers[] = {SHEET_LIST(ROW, LOOK_ROW, ROW) SHEET_BARE_LIST(BARE_ROW) SHEET_OTHER_LIST(OTHER_ROW)};
const size_t sheet_maker_count = sizeof sheet_makers / sizeof *sheet_makers;

const struct sheet_maker *sheet_maker(const char *name)
{
    for (size_t i = 0; i < sheet_maker_count; i++)
        if (strcmp(sheet_makers[i].name, name) == 0)
            return &sheet_makers[i];
    return NULL;
}
