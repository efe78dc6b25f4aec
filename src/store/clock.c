/* clock.c: what the dates in the log say about this computer's clock. */
#include "store/internal.h"

#define DAY_MS ((int64_t)86400000)
#define LONG_PAUSE (5 * 366 * DAY_MS) /* nobody leaves an alliance alone for so long */
#define LATELY "20"                   /* changes */

static int64_t count_after(struct store *s, const char *sql, int64_t moment)
{
    sqlite3_stmt *stmt = db_prepare(&s->db, sql);
    if (!stmt)
        return 0;
    db_number(stmt, ":moment", moment);
    int64_t n = sqlite3_step(stmt) == SQLITE_ROW ? sqlite3_column_int64(stmt, 0) : 0;
    sqlite3_reset(stmt);
    return n;
}

/* Some changes are dated after `moment`: those made lately, or most of all. When a clock was ahead for a while and is
 * right again, the dates it left behind are few and soon long ago, and need not be spoken of for years. */
static bool later_ones(struct store *s, int64_t moment)
{
    int64_t later = count_after(s, "SELECT count(*) FROM log_change WHERE at > :moment", moment);
    if (later == 0)
        return false;
    return 2 * later > db_value(&s->db, "SELECT count(*) FROM log_change", 0) ||
           count_after(s,
                       "SELECT count(*) FROM (SELECT at FROM log_change ORDER BY seq DESC LIMIT " LATELY
                       ") WHERE at > :moment",
                       moment) > 0;
}

enum clock_says store_clock(struct store *s, char today[DATE_SIZE], char other[DATE_SIZE])
{
    int64_t now = moment_now();
    int64_t last = db_value(&s->db, "SELECT at FROM log_change ORDER BY seq DESC LIMIT 1", now);
    moment_day(now, today);
    moment_day(last, other);
    if (later_ones(s, now + DAY_MS)) {
        moment_day(db_value(&s->db, "SELECT max(at) FROM log_change", now), other);
        return CLOCK_BEHIND;
    }
    return now - last > LONG_PAUSE ? CLOCK_AHEAD : CLOCK_FINE;
}
