#include "command/put.h"

#include <errno.h>
#include <string.h>
#include <sys/stat.h>

#include "app/print.h"
#include "exchange/outfile.h"

static enum status put_file(struct app *app, const char *path, const char *what, const struct buf *text,
                            struct error *e)
{
    struct outfile file;
    struct stat there;
    if (lstat(path, &there) == 0) {
        error_set(e, ERR_IO, "could not write '%s': %s", path, strerror(EEXIST));
        return error_hint(e, ERR_IO, "choose a name that is free: nothing is overwritten");
    }
    enum status s = outfile_open(&file, path, e);
    if (s != OK)
        return s;
    s = outfile_write(&file, buf_str(text), text->len, e);
    if (s == OK)
        s = outfile_close(&file, e);
    if (s == OK)
        s = outfile_place(&file, e);
    outfile_drop(&file);
    if (s == OK)
        say(app, "%s written to '%s'", what, path);
    return s;
}

enum status command_put(struct app *app, const struct args *args, const char *what, const struct buf *text, bool exact, struct error *e)
{
    const char *path = args_text(args, "out");
    if (path && strcmp(path, "-") != 0)
        return put_file(app, path, what, text, e);
    if (exact && !app->to_terminal)
        fwrite(buf_str(text), 1, text->len, app->out);
    else
        print_lines(app, buf_str(text), 0);
    return OK;
}
