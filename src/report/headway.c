/* headway.c: see headway.h. */
#include "report/headway.h"

#include <stdlib.h>

struct headway headway_of(const char *baseline, const char *target, const char *now)
{
    double from = atof(baseline), to = atof(target), at = atof(now);
    bool known = *now && *target;
    struct headway p = {.measured = known && *baseline && (from < to || from > to)};
    p.share = p.measured ? (at - from) / (to - from) : 0;
    p.reached = p.measured ? p.share >= 1 : known && at >= to;
    return p;
}
