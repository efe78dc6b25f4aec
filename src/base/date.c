#include "base/date.h"

#include <ctype.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <time.h>

/* Days since 1970-01-01 of a proleptic Gregorian day; months counted from March so that the leap day comes last. */
static long days_from_civil(int year, int month, int day)
{
    year -= month <= 2;
    long era = year / 400;
    long year_of_era = year - era * 400;
    long day_of_year = (153L * (month + (month > 2 ? -3 : 9)) + 2) / 5 + day - 1;
    return era * 146097 + year_of_era * 365 + year_of_era / 4 - year_of_era / 100 + day_of_year - 719468;
}

static int month_length(int year, int month)
{
    static const int length[] = {31, 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31};
    bool leap = (year % 4 == 0 && year % 100 != 0) || year % 400 == 0;
    return length[month - 1] + (month == 2 && leap);
}

static bool parse(const char *s, int *year, int *month, int *day)
{
    if (!s || strlen(s) != 10)
        return false;
    for (int i = 0; i < 10; i++)
        if (i == 4 || i == 7 ? s[i] != '-' : !isdigit((unsigned char)s[i]))
            return false;
    *year = atoi(s);
    *month = atoi(s + 5);
    *day = atoi(s + 8);
    return *year >= 1 && *month >= 1 && *month <= 12 && *day >= 1 && *day <= month_length(*year, *month);
}

/* Writes the day into `out` if it exists. */
static bool write_day(int year, int month, int day, char out[DATE_SIZE])
{
    if (year < 1 || year > 9999 || month < 1 || month > 12 || day < 1 || day > month_length(year, month))
        return false;
    snprintf(out, DATE_SIZE, "%04u-%02u-%02u", (unsigned)year % 10000, (unsigned)month % 100, (unsigned)day % 100);
    return true;
}

/* Three numbers with one and the same sign between them; the sign, 0 if it is not that. */
static char three_numbers(const char *s, int n[3], size_t digits[3])
{
    char sign = 0;
    for (int i = 0; i < 3; i++) {
        digits[i] = strspn(s, "0123456789");
        if (digits[i] == 0 || digits[i] > 4)
            return 0;
        n[i] = atoi(s);
        s += digits[i];
        if (i < 2 && !(*s == '-' || *s == '/' || *s == '.'))
            return 0;
        if (i < 2 && sign && *s != sign)
            return 0;
        if (i < 2)
            sign = *s++;
    }
    return *s ? 0 : sign;
}

bool date_read(const char *s, char out[DATE_SIZE], bool *ambiguous)
{
    int n[3];
    size_t digits[3];
    char other[DATE_SIZE], sign = three_numbers(s, n, digits);
    *ambiguous = false;
    if (!sign)
        return false;
    if (digits[0] == 4)
        return digits[1] <= 2 && digits[2] <= 2 && write_day(n[0], n[1], n[2], out);
    if (digits[2] != 4 || digits[0] > 2 || digits[1] > 2 || sign == '-')
        return false;
    bool day_first = write_day(n[2], n[1], n[0], out);
    if (sign == '.') /* only the day comes before a dot */
        return day_first;
    bool month_first = write_day(n[2], n[0], n[1], other);
    *ambiguous = day_first && month_first && n[0] != n[1];
    if (!day_first && month_first)
        memcpy(out, other, DATE_SIZE);
    return !*ambiguous && (day_first || month_first);
}

bool date_valid(const char *s)
{
    int year, month, day;
    return parse(s, &year, &month, &day);
}

int date_compare(const char *a, const char *b)
{
    return strcmp(a, b);
}

long date_days_between(const char *from, const char *to)
{
    int y1, m1, d1, y2, m2, d2;
    if (!parse(from, &y1, &m1, &d1) || !parse(to, &y2, &m2, &d2))
        return 0;
    return days_from_civil(y2, m2, d2) - days_from_civil(y1, m1, d1);
}

int64_t moment_now(void)
{
    struct timespec now;
    clock_gettime(CLOCK_REALTIME, &now);
    return (int64_t)now.tv_sec * 1000 + now.tv_nsec / 1000000;
}

static void format(int64_t ms, bool utc, const char *fmt, char *out, size_t size)
{
    time_t seconds = (time_t)(ms / 1000);
    struct tm tm;
    if (!(utc ? gmtime_r(&seconds, &tm) : localtime_r(&seconds, &tm)) || strftime(out, size, fmt, &tm) == 0)
        snprintf(out, size, "?");
}

void moment_stamp(int64_t ms, char out[STAMP_SIZE])
{
    format(ms, true, "%Y-%m-%dT%H:%M:%SZ", out, STAMP_SIZE);
}

void moment_clock(int64_t ms, char out[CLOCK_SIZE])
{
    format(ms, false, "%H:%M", out, CLOCK_SIZE);
}

void moment_day(int64_t ms, char out[DATE_SIZE])
{
    format(ms, false, "%Y-%m-%d", out, DATE_SIZE);
}

void date_today(char out[DATE_SIZE])
{
    moment_day(moment_now(), out);
}
