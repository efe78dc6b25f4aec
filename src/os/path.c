#include "os/path.h"

#include <errno.h>
#include <limits.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include "base/mem.h"
#include "base/tr.h"

/* ---- the file meant ---- */

void os_path_folder(const char *path, struct buf *out)
{
    const char *slash = strrchr(path, '/');
    if (!slash)
        buf_addc(out, '.');
    else
        buf_add(out, path, slash == path ? 1 : (size_t)(slash - path));
}

static enum status no_folder(const char *folder, struct error *e)
{
    int number = errno;
    enum status s = number == ENOENT || number == ENOTDIR ? ERR_NOT_FOUND : ERR_IO;
    error_set(e, s, "could not open the folder '%s': %s", folder, strerror(number));
    return error_hint(e, s, number == ENAMETOOLONG ? N_("choose a folder with a shorter path")
                            : number == ELOOP      ? N_("its links lead in a circle: correct them")
                                                   : N_("check the path"));
}

/* Appends the folder of `path` without links. */
static enum status real_folder(const char *path, struct buf *out, struct error *e)
{
    struct buf folder = BUF_INIT;
    os_path_folder(path, &folder);
    char *real = realpath(folder.s, NULL);
    enum status s = real ? OK : no_folder(folder.s, e);
    if (real)
        buf_adds(out, strcmp(real, "/") == 0 ? "" : real);
    free(real);
    buf_release(&folder);
    return s;
}

/* Puts the file that the link `path` leads to in the place of `real`. */
static enum status follow(const char *path, enum os_link link, uid_t owner, struct buf *real, struct error *e)
{
    bool foreign = owner != geteuid() && owner != 0;
    if (link == OS_REFUSE_LINK || foreign) {
        error_set(e, ERR_IO, foreign ? N_("'%s' is a link to another file, and somebody else has put it there")
                                     : N_("'%s' is a link to another file"), path);
        return error_hint(e, ERR_IO, "name the file itself");
    }
    char *target = realpath(real->s, NULL);
    if (!target) {
        error_set(e, ERR_NOT_FOUND, "'%s' is a link that leads nowhere: %s", path, strerror(errno));
        return error_hint(e, ERR_NOT_FOUND, "remove the link, or bring back the file it leads to");
    }
    buf_clear(real);
    buf_adds(real, target);
    free(target);
    return OK;
}

static enum status refuse_sort(const char *path, mode_t mode, struct error *e)
{
    error_set(e, ERR_IO, S_ISDIR(mode) ? N_("'%s' is a folder, not a file") : N_("'%s' is a device or a pipe, not a file"), path);
    return error_hint(e, ERR_IO, "name the file itself");
}

enum status os_path_of_file(const char *path, enum os_link link, struct buf *out, struct error *e)
{
    const char *slash = strrchr(path, '/'), *name = slash ? slash + 1 : path;
    struct buf real = BUF_INIT;
    struct stat st;
    if (!*name || strcmp(name, ".") == 0 || strcmp(name, "..") == 0)
        return refuse_sort(path, S_IFDIR, e);
    enum status s = real_folder(path, &real, e);
    if (s == OK)
        buf_addf(&real, "/%s", name);
    bool there = s == OK && lstat(real.s, &st) == 0;
    if (there && S_ISLNK(st.st_mode))
        s = follow(path, link, st.st_uid, &real, e);
    if (s == OK && there && stat(real.s, &st) == 0 && !S_ISREG(st.st_mode))
        s = refuse_sort(path, st.st_mode, e);
    if (s == OK)
        buf_adds(out, real.s);
    buf_release(&real);
    return s;
}

/* ---- folders ---- */

enum status os_path_make_folders(const char *path, struct error *e)
{
    char *copy = xstrdup(path);
    enum status s = OK;
    for (char *p = copy; *p && (p = strchr(p + 1, '/')) && s == OK;) {
        *p = '\0';
        if (mkdir(copy, 0700) != 0 && errno != EEXIST && access(copy, F_OK) != 0) {
            int number = errno;
            s = number == ENOSPC || number == EDQUOT ? ERR_FULL : number == EROFS ? ERR_READ_ONLY : ERR_IO;
            error_set(e, s, "could not make the folder '%s': %s", copy, strerror(number));
            error_hint(e, s, "choose another place with --db FILE");
        }
        *p = '/';
    }
    free(copy);
    return s;
}

/* ---- others ---- */

enum os_privacy os_path_privacy(const char *path, mode_t *mode)
{
    struct stat st;
    bool there = stat(path, &st) == 0;
    if (mode)
        *mode = there ? st.st_mode & 07777 : 0;
    return there && (st.st_mode & 077) ? OS_OPEN : OS_PRIVATE;
}

enum os_privacy os_path_make_private(const char *path, mode_t *mode)
{
    struct stat st;
    mode_t found;
    if (os_path_privacy(path, &found) == OS_PRIVATE)
        return OS_PRIVATE;
    if (mode)
        *mode = found;
    if (stat(path, &st) != 0 || st.st_uid != geteuid() || chmod(path, found & 0700) != 0)
        return OS_OPEN;
    return os_path_privacy(path, NULL) == OS_PRIVATE ? OS_TIGHTENED : OS_OPEN; /* FAT takes the call and ignores it */
}

/* ---- paths as people give them ---- */

/* A whole path typed or dropped behind the folder that was suggested counts alone: /home/ann//tmp/peers.csv. */
static const char *last_start(const char *path)
{
    const char *start = path + strspn(path, " ");
    for (const char *p = start; *p; p++) {
        if (*p == '/' &&
            (p[1] == '/' || (p[1] == '~' && p[2] == '/') || ((p[1] == '\'' || p[1] == '"') && p[2] == '/')))
            start = p + 1;
    }
    return start;
}

/* What a terminal pastes when a file is dragged into it: quotes around, blanks with a backslash; and ~ for home. */
void os_path_typed(struct buf *path)
{
    struct buf out = BUF_INIT;
    const char *p = last_start(buf_str(path)), *home = getenv("HOME");
    size_t n = strlen(p);
    while (n > 0 && p[n - 1] == ' ')
        n--;
    if (n > 1 && (*p == '\'' || *p == '"') && p[n - 1] == *p) {
        p++;
        n -= 2;
    }
    if (home && *p == '~' && (n == 1 || p[1] == '/')) {
        buf_adds(&out, home);
        p++;
        n--;
    }
    for (size_t i = 0; i < n; i++) {
        if (p[i] == '\\' && i + 1 < n && p[i + 1] == ' ')
            continue;
        buf_addc(&out, p[i]);
    }
    buf_clear(path);
    buf_adds(path, buf_str(&out));
    buf_release(&out);
}
