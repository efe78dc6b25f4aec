#include "exchange/formula.h"

#include <string.h>

bool formula_needs_guard(const char *text)
{
    static const char *const starts[] = {"=", "+", "-", "@", "\t", "\r", "\n",
                                         "\xef\xbc\x9d", "\xef\xbc\x8b", "\xef\xbc\x8d", "\xef\xbc\xa0"};
    text += strspn(text, "'");
    for (size_t i = 0; i < sizeof starts / sizeof *starts; i++)
        if (strncmp(text, starts[i], strlen(starts[i])) == 0)
            return true;
    return false;
}

bool formula_is_guarded(const char *text)
{
    return *text == '\'' && formula_needs_guard(text + 1);
}
