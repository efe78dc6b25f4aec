#include "command/outputs.h"

#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>

#include "base/mem.h"
#include "os/path.h"
#include "os/protect.h"

size_t command_outputs(const struct args *args, const char *paths[MOST_OUTPUTS])
{
    size_t found = 0;
    for (size_t i = 0; i < args->count && found < MOST_OUTPUTS; i++) {
        const struct arg *arg = command_arg(args->command, args->values[i].name);
        const char *path = arg && arg->type == ARG_WRITE ? args->values[i].text : "";
        if (*path && strcmp(path, "-") != 0)
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
