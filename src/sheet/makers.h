/* makers.h: the makers of all sections in app/sheet_list.h: sheet_NAME() fills a sheet that is empty. */
#ifndef PEERLOOM_SHEET_MAKERS_H
#define PEERLOOM_SHEET_MAKERS_H

#include "app/sheet_list.h"
#include "sheet/sheet.h"

#define SHEET_MAKER(ID, maker, ...) enum status sheet_##maker(struct sheet *s, const struct sheet_query *query, struct error *e);
#define NO_MAKER(...)
SHEET_LIST(SHEET_MAKER, NO_MAKER, SHEET_MAKER)
SHEET_BARE_LIST(SHEET_MAKER)
#define OTHER_MAKER(maker, label, what) SHEET_MAKER(, maker, label)
SHEET_OTHER_LIST(OTHER_MAKER)
#undef SHEET_MAKER
#undef OTHER_MAKER
#undef NO_MAKER

#endif
