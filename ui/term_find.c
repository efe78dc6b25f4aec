/* term_find.c: see term_find.h. */
#include "ui/term_find.h"

#include <stdbool.h>
#include <stdio.h>
#include <string.h>
#include <sys/stat.h>

static const char *const system_folders[] = {"/etc/terminfo", "/lib/terminfo", "/usr/share/terminfo",
                                             "/usr/lib/terminfo", "/usr/local/share/terminfo"};

/* The system folder that describes the terminal `name`; NULL if none does or the name could leave the folder. */
static const char *system_folder(const char *name)
{
    static const char fine[] = "abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789._+-";
    if (!*name || *name == '.' || name[strspn(name, fine)] || strlen(name) > 60)
        return NULL;
    for (size_t i = 0; i < sizeof system_folders / sizeof *system_folders; i++) {
        char path[160];
        struct stat st;
        snprintf(path, sizeof path, "%s/%c/%s", system_folders[i], name[0], name);
        if (stat(path, &st) == 0 && S_ISREG(st.st_mode))
            return system_folders[i];
        snprintf(path, sizeof path, "%s/%02x/%s", system_folders[i], (unsigned char)name[0], name);
        if (stat(path, &st) == 0 && S_ISREG(st.st_mode))
            return system_folders[i];
    }
    return NULL;
}

const char *terminal_find(const char *term, const char **folder, struct buf *notice)
{
    static const char *const others[] = {"xterm-256color", "xterm", "linux", "vt100"};
    if ((*folder = system_folder(term)))
        return term;
    bool graphical = strncmp(term, "linux", 5) != 0 && strncmp(term, "vt", 2) != 0;
    for (size_t i = graphical ? 0 : 2; i < sizeof others / sizeof *others; i++) {
        if ((*folder = system_folder(others[i]))) {
            buf_addf(notice, "This computer does not know the terminal \"%s\"; it is used as \"%s\". If the screen looks "
                             "wrong, start with TERM=vt100, or with --accessible.",
                     term, others[i]);
            return others[i];
        }
    }
    return NULL;
}
