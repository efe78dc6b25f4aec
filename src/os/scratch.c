#include "os/scratch.h"

#include <errno.h>
#include <stdlib.h>
#include <string.h>
#include <sys/mman.h>
#include <unistd.h>

#define OPEN_FILES "/proc/self/fd/"

static bool write_all(int fd, const char *bytes, size_t n)
{
    while (n > 0) {
        ssize_t written = write(fd, bytes, n);
        if (written < 0 && errno != EINTR)
            return false;
        bytes += written > 0 ? written : 0;
        n -= written > 0 ? (size_t)written : 0;
    }
    return true;
}

enum status os_scratch(const char *bytes, size_t n, struct buf *path, struct error *e)
{
    int fd = memfd_create("peerloom", MFD_CLOEXEC);
    if (fd >= 0 && write_all(fd, bytes, n)) {
        buf_addf(path, OPEN_FILES "%d", fd);
        return OK;
    }
    error_set(e, ERR_IO, "could not keep a file in memory: %s", strerror(errno));
    if (fd >= 0)
        close(fd);
    return error_hint(e, ERR_IO, "close other programs and try again");
}

void os_scratch_drop(const char *path)
{
    if (path && strncmp(path, OPEN_FILES, sizeof OPEN_FILES - 1) == 0)
        close(atoi(path + sizeof OPEN_FILES - 1));
}
