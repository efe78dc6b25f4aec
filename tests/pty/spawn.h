/* spawn.h: starts a program on a new pseudo-terminal of its own, as the leader of its own session. Linux. */
#ifndef PEERLOOM_TESTS_PTY_SPAWN_H
#define PEERLOOM_TESTS_PTY_SPAWN_H

#include <stdbool.h>
#include <stddef.h>
#include <sys/types.h>

/* Starts argv (found through PATH when argv[0] has no slash) with exactly the environment `env` and a window of
 * rows x cols. Gives the process and the terminal's other end; the caller waits for the one and closes the other (it is
 * blocking, and closed on exec). Every other descriptor of ours is closed in the child, its signals are at their
 * defaults. Returns false with the reason in `why` when there is no terminal to be had or the program cannot run. */
bool spawn_in_terminal(const char *const *argv, const char *const *env, int rows, int cols, pid_t *pid, int *master,
                       char *why, size_t why_size);

#endif
