#include "model/facts.h"

#include <string.h>

#include "base/buf.h"
#include "base/date.h"
#include "model/kinds.h"

bool record_is_open(const struct record *r)
{
    struct buf value = BUF_INIT;
    bool open = true;
    for (size_t i = FIELD_FIRST; i < r->kind->field_count && open; i++) {
        if (!(r->kind->fields[i].flags & FIELD_SETTLED))
            continue;
        buf_clear(&value);
        buf_addf(&value, ";%s;", record_get(r, (int)i));
        open = !strstr(r->kind->fields[i].settled, value.s);
    }
    buf_release(&value);
    return open;
}

bool record_wants(const struct record *r, const char *today, const char **due)
{
    int field = r->kind->due;
    if (field < 0 || !record_is_open(r))
        return false;
    *due = record_get(r, field);
    int ahead = r->kind->fields[field].ahead;
    if (!**due)
        return ahead == DUE_ALWAYS;
    return ahead < 0 || (date_valid(*due) && date_days_between(today, *due) <= ahead);
}

bool membership_takes_part(const struct record *membership)
{
    return RECORD_IS(membership, MEMBERSHIP_STATUS, SELECTED) || RECORD_IS(membership, MEMBERSHIP_STATUS, ATTENDING);
}

bool arrangement_is_beside(const struct record *arrangement)
{
    return RECORD_IS(arrangement, ARRANGEMENT_FORM, ISSUE_SESSION) ||
           RECORD_IS(arrangement, ARRANGEMENT_FORM, STUDY_TOUR) || RECORD_IS(arrangement, ARRANGEMENT_FORM, WHOLE);
}
