#include "command/outputs.h"

#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>

#include "base/mem.h"
#include "os/path.h"
#include "os/protect.h"

/* The options that name what is written; --map and --criteria are read. */
static const char *const written[] = {"out", "rejects"};

static bool has_option(const struct command *c, const char *name)
{
    size_t n = strlen(name);
    for (const char *p = strstr(command_options(c), name); p; p = strstr(p + 1, name))
        if ((p == command_options(c) || p[-1] == ' ') && p[n] == '=')
            return true;
    return false;
}

/* The value of the option that words[*i] is, *i on its last word; NULL if it names nothing to be written. */
static const char *output_option(const struct command *c, const char *const *words, size_t count, size_t *i)
{
    for (size_t k = 0; k < sizeof written / sizeof *written; k++) {
        size_t n = strlen(written[k]);
        const char *word = words[*i] + 2;
        if (!has_option(c, written[k]) || strncmp(word, written[k], n) != 0)
            continue;
        if (word[n] == '=')
            return word + n + 1;
        if (!word[n] && *i + 1 < count)
            return words[++*i];
    }
    return NULL;
}

size_t command_outputs(const struct command *c, const char *const *words, size_t count, const char *paths[MOST_OUTPUTS])
{
    size_t found = 0;
    bool only_words = false;
    for (size_t i = 0; i < count && found < MOST_OUTPUTS; i++) {
        const char *path = NULL;
        if (!only_words && strcmp(words[i], "--") == 0)
            only_words = true;
        else if (!only_words && strncmp(words[i], "--", 2) == 0)
            path = output_option(c, words, count, &i);
        else if (c->id == CMD_BACKUP)
            path = words[i];
        if (path && *path && strcmp(path, "-") != 0)
            paths[found++] = path;
    }
    return found;
}

bool command_only_prints(const struct command *c)
{
    switch (c->id) {
    case CMD_OPEN:
    case CMD_DEMO:
    case CMD_ANSWER:
    case CMD_PHASE:
    case CMD_MATCH:
    case CMD_ALLIANCE:
    case CMD_LANGUAGE:
    case CMD_CHECK:
    case CMD_BACKUP:
    case CMD_RESTORE:
        return false;
    default:
        return !(c->needs & NEEDS_WRITE);
    }
}

/* The folder that is there, at or above the path. */
static char *nearest_folder(const char *path)
{
    struct buf at = BUF_INIT, above = BUF_INIT;
    struct stat st;
    buf_adds(&at, path);
    while (stat(at.s, &st) != 0 || !S_ISDIR(st.st_mode)) {
        while (at.len > 1 && at.s[at.len - 1] == '/') /* "new/" lies in what is above "new" */
            at.s[--at.len] = '\0';
        buf_clear(&above);
        os_path_folder(at.s, &above);
        if (strcmp(above.s, at.s) == 0)
            break;
        buf_clear(&at);
        buf_adds(&at, above.s);
    }
    buf_release(&above);
    return buf_take(&at);
}

void command_protect(struct app *app, bool make, const char *const *outputs, size_t count)
{
    char *folders[1 + MOST_OUTPUTS] = {NULL};
    size_t n = 0;
    struct buf home = BUF_INIT;
    if (app->db && *app->db) {
        if (make)
            os_path_make_folders(app->db, NULL); /* what is wrong with it is said when it is opened */
        os_path_folder(app->db, &home);
        folders[n++] = buf_take(&home);
    }
    for (size_t i = 0; i < count; i++)
        folders[n++] = nearest_folder(outputs[i]);
    app->protection = os_protect((const char *const *)folders, n);
    while (n > 0)
        free(folders[--n]);
}
