#include "os/trace.h"

#include <errno.h>
#include <fcntl.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <time.h>
#include <unistd.h>

#include "base/buf.h"
#include "base/mem.h"
#include "base/show.h"
#include "os/path.h"

static const char heading[] = "peerloom trace: milliseconds, process, what\n";

struct trace {
    int fd;
    struct timespec began;
};

/* A workbench, or any other file that is there, is not written to. */
static bool is_trace(int fd)
{
    char begin[sizeof heading - 1];
    ssize_t n = pread(fd, begin, sizeof begin, 0);
    return n == 0 || (n == (ssize_t)sizeof begin && memcmp(begin, heading, sizeof begin) == 0);
}

static enum status open_file(const char *path, const char *real, int *fd, struct error *e)
{
    *fd = open(real, O_RDWR | O_APPEND | O_CREAT | O_NOFOLLOW | O_CLOEXEC, 0600);
    if (*fd < 0)
        return error_set(e, ERR_IO, "cannot write the trace '%s': %s", path, strerror(errno));
    if (!is_trace(*fd)) {
        close(*fd);
        error_set(e, ERR_INPUT, "'%s' is there and is no trace", path);
        return error_hint(e, ERR_INPUT, "name a file that is not there yet in PEERLOOM_TRACE");
    }
    os_path_make_private(real, NULL);
    struct stat st;
    if (fstat(*fd, &st) == 0 && st.st_size == 0 && write(*fd, heading, sizeof heading - 1) < 0) {
        close(*fd);
        return error_set(e, ERR_IO, "cannot write the trace '%s': %s", path, strerror(errno));
    }
    return OK;
}

enum status trace_open(const char *path, struct trace **trace, struct error *e)
{
    struct buf real = BUF_INIT;
    int fd = -1;
    enum status s = os_path_of_file(path, OS_FOLLOW_OWN, &real, e);
    if (s == OK)
        s = open_file(path, real.s, &fd, e);
    buf_release(&real);
    if (s != OK)
        return s;
    *trace = xcalloc(1, sizeof **trace);
    (*trace)->fd = fd;
    clock_gettime(CLOCK_MONOTONIC, &(*trace)->began);
    return OK;
}

void trace_close(struct trace *t)
{
    if (t)
        close(t->fd);
    free(t);
}

double trace_now(const struct trace *t)
{
    struct timespec now;
    if (!t)
        return 0;
    clock_gettime(CLOCK_MONOTONIC, &now);
    return (double)(now.tv_sec - t->began.tv_sec) * 1e3 + (double)(now.tv_nsec - t->began.tv_nsec) / 1e6;
}

void trace_line(const struct trace *t, const char *text)
{
    struct buf line = BUF_INIT, safe = BUF_INIT;
    if (!t)
        return;
    buf_addf(&line, "%10.3f %ld ", trace_now(t), (long)getpid());
    buf_adds(&line, show_line(&safe, text));
    buf_addc(&line, '\n');
    if (write(t->fd, line.s, line.len) < 0) /* at once: what was last done before a crash must be there */
        errno = 0;                          /* a full disk is no reason to stop */
    buf_release(&line);
    buf_release(&safe);
}
