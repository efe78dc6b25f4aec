#include "base/error.h"

#include <stdarg.h>
#include <stdio.h>

#include "base/tr.h"

enum status error_set(struct error *e, enum status status, const char *fmt, ...)
{
    if (e) {
        va_list args;
        va_start(args, fmt);
        vsnprintf(e->what, sizeof e->what, tr(fmt), args);
        va_end(args);
        e->status = status;
        e->personal = false;
        e->where[0] = e->hint[0] = '\0';
    }
    return status;
}

enum status error_hint(struct error *e, enum status otherwise, const char *fmt, ...)
{
    if (!e)
        return otherwise;
    va_list args;
    va_start(args, fmt);
    vsnprintf(e->hint, sizeof e->hint, tr(fmt), args);
    va_end(args);
    return e->status;
}

void error_at(struct error *e, const char *file, long row, long column)
{
    if (!e)
        return;
    int n = snprintf(e->where, sizeof e->where, "%s", file ? file : "");
    if (n < 0 || (size_t)n >= sizeof e->where)
        return;
    if (row > 0)
        n += snprintf(e->where + n, sizeof e->where - (size_t)n, _("%srow %ld"), n ? ", " : "", row);
    if (column > 0 && (size_t)n < sizeof e->where)
        snprintf(e->where + n, sizeof e->where - (size_t)n, _("%scolumn %ld"), n ? ", " : "", column);
}

void error_text(const struct error *e, char *out, size_t size)
{
    snprintf(out, size, "%s%s%s%s%s%s", e->what, e->where[0] ? " (" : "", e->where, e->where[0] ? ")" : "",
             e->hint[0] ? ": " : "", e->hint);
}

void error_personal(struct error *e)
{
    if (e)
        e->personal = true;
}

void error_text_private(const struct error *e, char *out, size_t size)
{
    if (e->personal)
        snprintf(out, size, "%s", _("this could not be done; the reason quotes what is hidden: show it again to read it"));
    else
        error_text(e, out, size);
}

int error_exit_code(enum status status)
{
    switch (status) {
    case OK:
        return 0;
    case ERR_USAGE:
        return 2;
    case ERR_REJECTED:
        return 3;
    default:
        return 1;
    }
}
