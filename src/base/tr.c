/* tr.c: see tr.h. */
#include "base/tr.h"

#include <libintl.h>
#include <limits.h>
#include <locale.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#define DOMAIN "peerloom"

/* The folder `locale` beside the program, "" if there is none. */
static void beside_the_program(char *folder, size_t size)
{
    char path[PATH_MAX];
    ssize_t n = readlink("/proc/self/exe", path, sizeof path - 1);
    path[n > 0 ? n : 0] = '\0';
    char *slash = strrchr(path, '/');
    folder[0] = '\0';
    if (!slash)
        return;
    *slash = '\0';
    if ((size_t)snprintf(folder, size, "%s/locale", path) >= size || access(folder, R_OK) != 0)
        folder[0] = '\0';
}

void tr_init(void)
{
    char folder[PATH_MAX];
    const char *locale = setlocale(LC_MESSAGES, NULL);
    if (!locale || strcmp(locale, "C") == 0 || strcmp(locale, "POSIX") == 0)
        setlocale(LC_MESSAGES, "C.UTF-8"); /* in "C" gettext would not look at LANGUAGE */
    beside_the_program(folder, sizeof folder);
    bindtextdomain(DOMAIN, *folder ? folder : LOCALEDIR);
    bind_textdomain_codeset(DOMAIN, "UTF-8");
    tr_language("en");
}

void tr_language(const char *code)
{
    setenv("LANGUAGE", code, 1); /* before the language of the locale, for gettext */
    textdomain(DOMAIN);          /* makes gettext look anew */
}

const char *tr_source(const char *text)
{
    const char *glue = strchr(text, '\004');
    return glue ? glue + 1 : text;
}

const char *tr(const char *text)
{
    const char *spoken = *text ? gettext(text) : text;
    return spoken == text ? tr_source(text) : spoken;
}

const char *trn(const char *one, const char *many, unsigned long n)
{
    const char *spoken = ngettext(one, many, n);
    return spoken == one || spoken == many ? tr_source(spoken) : spoken;
}
