#include "model/facts.h"

#include "model/kinds.h"

bool membership_takes_part(const struct record *membership)
{
    return RECORD_IS(membership, MEMBERSHIP_STATUS, SELECTED) || RECORD_IS(membership, MEMBERSHIP_STATUS, ATTENDING);
}

bool arrangement_is_beside(const struct record *arrangement)
{
    return RECORD_IS(arrangement, ARRANGEMENT_FORM, ISSUE_SESSION) ||
           RECORD_IS(arrangement, ARRANGEMENT_FORM, STUDY_TOUR) || RECORD_IS(arrangement, ARRANGEMENT_FORM, WHOLE);
}
