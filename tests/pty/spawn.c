/* spawn.c: see spawn.h. posix_openpt() and not forkpty(): the header of the latter would be called pty.h, as ours. */
#include "pty/spawn.h"

#include <errno.h>
#include <fcntl.h>
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/ioctl.h>
#include <sys/wait.h>
#include <termios.h>
#include <unistd.h>

static int open_master(int rows, int cols, char *slave, size_t size)
{
    int master = posix_openpt(O_RDWR | O_NOCTTY | O_CLOEXEC);
    if (master < 0)
        return -1;
    struct winsize w = {.ws_row = (unsigned short)rows, .ws_col = (unsigned short)cols};
    if (grantpt(master) != 0 || unlockpt(master) != 0 || ptsname_r(master, slave, size) != 0 ||
        ioctl(master, TIOCSWINSZ, &w) != 0) {
        int e = errno;
        close(master);
        errno = e;
        return -1;
    }
    return master;
}

/* In the child: never returns. What went wrong is told through `report`, which a successful exec closes. */
static _Noreturn void become(const char *const *argv, const char *const *env, const char *slave, int report)
{
    sigset_t none;
    sigemptyset(&none);
    sigprocmask(SIG_SETMASK, &none, NULL);
    for (int sig = 1; sig < NSIG; sig++)
        signal(sig, SIG_DFL);
    setsid();
    int tty = open(slave, O_RDWR);
    if (tty >= 0 && ioctl(tty, TIOCSCTTY, 0) == 0 && dup2(tty, 0) == 0 && dup2(tty, 1) == 1 && dup2(tty, 2) == 2) {
        if (tty > 2)
            close(tty);
        close_range(3, ~0U, CLOSE_RANGE_CLOEXEC);
        /* execvpe() takes char *const[] for historical reasons and changes nothing. */
        execvpe(argv[0], (char *const *)(void *)argv, (char *const *)(void *)env);
    }
    int e = errno;
    ssize_t told = write(report, &e, sizeof e);
    _exit(told == sizeof e ? 127 : 126);
}

bool spawn_in_terminal(const char *const *argv, const char *const *env, int rows, int cols, pid_t *pid, int *master,
                       char *why, size_t why_size)
{
    char slave[64];
    int pipe_ends[2];
    int m = open_master(rows, cols, slave, sizeof slave);
    if (m < 0 || pipe2(pipe_ends, O_CLOEXEC) != 0) {
        snprintf(why, why_size, "no pseudo-terminal: %s", strerror(errno));
        if (m >= 0)
            close(m);
        return false;
    }
    pid_t child = fork();
    if (child == 0)
        become(argv, env, slave, pipe_ends[1]);
    close(pipe_ends[1]);
    int e = child < 0 ? errno : 0;
    if (child > 0 && read(pipe_ends[0], &e, sizeof e) == sizeof e)
        waitpid(child, NULL, 0);
    close(pipe_ends[0]);
    if (e != 0) {
        close(m);
        snprintf(why, why_size, "cannot run '%s': %s", argv[0], strerror(e));
        return false;
    }
    *pid = child;
    *master = m;
    return true;
}
