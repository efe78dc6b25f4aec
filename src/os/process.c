#include "os/process.h"

#include <errno.h>
#include <fcntl.h>
#include <signal.h>
#include <stdlib.h>
#include <sys/resource.h>
#include <sys/stat.h>
#include <unistd.h>

/* A descriptor below 3 that is closed would be given to the next file that is opened: messages would be written into the
 * workbench. What takes its place refuses reading or writing, so that output that is lost is still an error. */
static void fill_standard(void)
{
    static const int wrong_way[] = {O_WRONLY, O_RDONLY, O_RDONLY};
    for (int fd = 0; fd < 3; fd++)
        if (fcntl(fd, F_GETFD) == -1 && errno == EBADF && open("/dev/null", wrong_way[fd]) != fd)
            _exit(1); /* without /dev/null, and with nowhere to say so */
}

void os_process_prepare(void)
{
    /* A limit of 0 holds for files only: the kernel still hands the dump to a program that collects them, but not
     * with 1 (core(5)). */
    static const struct rlimit no_core = {1, 1};
    static const struct rlimit no_core_file = {0, 0};
    fill_standard();
    umask(077); /* what is written here is for nobody else */
    if (setrlimit(RLIMIT_CORE, &no_core) != 0) /* a core dump would hold confidential answers */
        setrlimit(RLIMIT_CORE, &no_core_file);
    signal(SIGXFSZ, SIG_IGN); /* a file size limit is an error to report, not a death */
    signal(SIGPIPE, SIG_IGN);
    signal(SIGCHLD, SIG_DFL);
}

void os_pipe_ends_program(void)
{
    sigset_t pipe_only;
    sigemptyset(&pipe_only);
    sigaddset(&pipe_only, SIGPIPE);
    signal(SIGPIPE, SIG_DFL);
    sigprocmask(SIG_UNBLOCK, &pipe_only, NULL); /* whoever started us may have blocked it */
}

void os_end_by_pipe(void)
{
    os_pipe_ends_program();
    raise(SIGPIPE);
}
