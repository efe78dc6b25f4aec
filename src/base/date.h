/* date.h: calendar days and moments. Days are ISO 8601 text YYYY-MM-DD (they sort as they compare); moments are
 * milliseconds since 1970-01-01 UTC. */
#ifndef PEERLOOM_BASE_DATE_H
#define PEERLOOM_BASE_DATE_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#define DATE_SIZE 11   /* YYYY-MM-DD and a NUL */
#define STAMP_SIZE 21  /* YYYY-MM-DDTHH:MM:SSZ and a NUL */
#define CLOCK_SIZE 6   /* HH:MM and a NUL */

/* The day as people write it: 2026-12-31, 2026/12/31, 31.12.2026, and 31/12/2026 or 12/31/2026 where only one reading is a
 * day. False if it is no day, or (with *ambiguous, and the reading that takes the day first in `out`) if it could be two:
 * 3/4/2026. */
bool date_read(const char *s, char out[DATE_SIZE], bool *ambiguous);
bool date_valid(const char *s);                  /* exactly YYYY-MM-DD, a day that exists, year 1 to 9999 */
void date_today(char out[DATE_SIZE]);            /* the local day */
int date_compare(const char *a, const char *b);  /* <0, 0, >0; both valid */
long date_days_between(const char *from, const char *to); /* whole days from `from` to `to`; both valid */

int64_t moment_now(void);
void moment_stamp(int64_t ms, char out[STAMP_SIZE]); /* UTC, as written to files */
void moment_clock(int64_t ms, char out[CLOCK_SIZE]); /* local time, as shown */
void moment_day(int64_t ms, char out[DATE_SIZE]);    /* local day, as shown */

#endif
