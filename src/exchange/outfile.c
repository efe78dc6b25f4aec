#include "exchange/outfile.h"

#include <errno.h>
#include <fcntl.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "base/buf.h"
#include "base/id.h"
#include "base/mem.h"

static enum status failed(struct outfile *f, const char *verb, const char *path, int number, struct error *e)
{
    enum status status = number == ENOSPC || number == EDQUOT || number == EFBIG  ? ERR_FULL
                         : number == EROFS || number == EACCES || number == EPERM ? ERR_READ_ONLY
                         : number == ENOENT                                       ? ERR_NOT_FOUND
                                                                                  : ERR_IO;
    error_set(e, status, "cannot %s '%s': %s", verb, path, strerror(number));
    error_hint(e, status, "%s",
               status == ERR_FULL        ? "make room on the disk or choose another folder; nothing there was changed"
               : status == ERR_READ_ONLY ? "choose a folder that you may write to"
               : status == ERR_NOT_FOUND ? "check the name of the folder"
                                         : "choose another folder or disk; nothing there was changed");
    outfile_drop(f);
    return status;
}

/* The part up to the last slash, "." if there is none; appended. */
static void add_folder(struct buf *out, const char *path)
{
    const char *slash = strrchr(path, '/');
    if (!slash)
        buf_addc(out, '.');
    else
        buf_add(out, path, slash == path ? 1 : (size_t)(slash - path));
}

enum status outfile_open(struct outfile *f, const char *path, struct error *e)
{
    *f = (struct outfile){.fd = -1};
    const char *slash = strrchr(path, '/'), *name = slash ? slash + 1 : path;
    if (!*name || strcmp(name, ".") == 0 || strcmp(name, "..") == 0) {
        error_set(e, ERR_INPUT, "'%s' is not a name of a file", path);
        return error_hint(e, ERR_INPUT, "name the file that is to be written");
    }
    struct buf temporary = BUF_INIT;
    buf_add(&temporary, path, (size_t)(name - path));
    buf_addf(&temporary, ".peerloom-%016llx.tmp", (unsigned long long)site_new());
    f->path = xstrdup(path);
    f->temporary = buf_take(&temporary);
    f->fd = open(f->temporary, O_WRONLY | O_CREAT | O_EXCL | O_NOFOLLOW | O_CLOEXEC, 0600);
    if (f->fd < 0) {
        int number = errno;
        free(f->temporary); /* there is nothing to take away */
        f->temporary = NULL;
        return failed(f, "write", path, number, e);
    }
    crypto_hash_sha256_init(&f->state);
    return OK;
}

enum status outfile_write(struct outfile *f, const char *bytes, size_t n, struct error *e)
{
    if (n == 0)
        return OK;
    crypto_hash_sha256_update(&f->state, (const unsigned char *)bytes, n);
    f->bytes += n;
    while (n > 0) {
        ssize_t written = write(f->fd, bytes, n);
        if (written < 0 && errno == EINTR)
            continue;
        if (written < 0)
            return failed(f, "write", f->path, errno, e);
        bytes += written;
        n -= (size_t)written;
    }
    return OK;
}

enum status outfile_close(struct outfile *f, struct error *e)
{
    if (fsync(f->fd) != 0 && errno != EINVAL && errno != ENOTSUP)
        return failed(f, "write", f->path, errno, e);
    int fd = f->fd;
    f->fd = -1;
    if (close(fd) != 0)
        return failed(f, "write", f->path, errno, e);
    unsigned char hash[crypto_hash_sha256_BYTES];
    crypto_hash_sha256_final(&f->state, hash);
    sodium_bin2hex(f->hash, sizeof f->hash, hash, sizeof hash);
    return OK;
}

enum status outfile_place(struct outfile *f, struct error *e)
{
    if (rename(f->temporary, f->path) != 0)
        return failed(f, "write", f->path, errno, e);
    free(f->temporary);
    f->temporary = NULL;
    struct buf folder = BUF_INIT;
    add_folder(&folder, f->path);
    int fd = open(folder.s, O_RDONLY | O_DIRECTORY | O_CLOEXEC);
    if (fd >= 0) { /* some file systems cannot sync a folder: then there is nothing more to do */
        fsync(fd);
        close(fd);
    }
    buf_release(&folder);
    free(f->path);
    f->path = NULL;
    return OK;
}

void outfile_drop(struct outfile *f)
{
    if (f->fd >= 0)
        close(f->fd);
    if (f->temporary)
        unlink(f->temporary);
    free(f->temporary);
    free(f->path);
    f->temporary = f->path = NULL;
    f->fd = -1;
}
