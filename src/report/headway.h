/* headway.h: how far a measured value is from its baseline to its target. */
#ifndef PEERLOOM_REPORT_HEADWAY_H
#define PEERLOOM_REPORT_HEADWAY_H

#include <stdbool.h>

struct headway {
    bool measured; /* there are a baseline and a target that differ, and a value */
    double share;  /* of the way, 0 to 1 and beyond; 0 unless measured */
    bool reached;  /* without a baseline: more is taken to be better */
};

/* Numbers as stored, "" for none. */
struct headway headway_of(const char *baseline, const char *target, const char *now);

#endif
