/* protect.h: what the process may no longer do once it reads files that others may have written.
 *
 * Landlock (Linux 5.13): it writes, makes and removes files only below the folders named, starts no program, and opens no
 * TCP connection (6.7). Reading is left free: people import from anywhere, and it is the same person's files.
 * seccomp: no socket, no other program, no tracing, mounting or kernel modules, no pushing of keys into the terminal; such a
 * call fails with EPERM. It is a list of what is refused, not of what is allowed: C library, sanitizers and valgrind make
 * calls that differ from one version to the next, and a program that dies of a harmless one would lose work.
 * Where the kernel lacks either, or somebody runs us where it is forbidden, we go on without.
 */
#ifndef PEERLOOM_OS_PROTECT_H
#define PEERLOOM_OS_PROTECT_H

#include <stddef.h>

enum os_protection {
    OS_FILES_KEPT = 1 << 0,    /* writes only below the folders named, starts no program */
    OS_NO_CONNECTION = 1 << 1, /* no TCP */
    OS_CALLS_REFUSED = 1 << 2, /* seccomp is on: no socket of any kind */
};

/* For good, and for all that the process starts. A folder that is not there is left out. Returns what is in force
 * (enum os_protection). */
unsigned os_protect(const char *const *folders, size_t count);

#endif
