/* protect.c: see protect.h. Landlock has no call in the C library, and Debian's header knows ABI 2 only. */
#include "os/protect.h"

#include "config.h"

#include <fcntl.h>
#include <stdbool.h>
#include <stdint.h>
#include <sys/ioctl.h>
#include <sys/prctl.h>
#include <sys/stat.h>
#include <sys/syscall.h>
#include <unistd.h>

#ifdef HAVE_SECCOMP
#include <errno.h>
#include <seccomp.h>
#endif

/* ---- Landlock (Documentation/userspace-api/landlock.rst) ---- */

#ifndef SYS_landlock_create_ruleset /* the same numbers on every architecture */
#define SYS_landlock_create_ruleset 444
#define SYS_landlock_add_rule 445
#define SYS_landlock_restrict_self 446
#endif

enum { VERSION_ONLY = 1, BELOW_PATH = 1 };
enum { ABI_REFER = 2, ABI_TRUNCATE = 3, ABI_NET = 4 };

enum {
    MAY_EXECUTE = 1 << 0,
    MAY_WRITE = 1 << 1,
    MAY_CHANGE_FOLDER = 0x1ff0, /* bits 4 to 12: remove and make files, folders and the rest */
    MAY_MAKE_DEVICE = 1 << 6 | 1 << 11,
    MAY_REFER = 1 << 13,
    MAY_TRUNCATE = 1 << 14,
    NET_BIND = 1 << 0,
    NET_CONNECT = 1 << 1,
};

struct ruleset {
    uint64_t files, net;
};

struct below_path {
    uint64_t allowed;
    int32_t folder;
} __attribute__((packed));

static void allow_below(int rules, const char *folder, uint64_t allowed)
{
    struct below_path rule = {allowed, open(folder, O_PATH | O_DIRECTORY | O_CLOEXEC)};
    if (rule.folder < 0)
        return;
    syscall(SYS_landlock_add_rule, rules, BELOW_PATH, &rule, 0);
    close(rule.folder);
}

static unsigned allow_files(const char *const *folders, size_t count)
{
    long abi = syscall(SYS_landlock_create_ruleset, NULL, 0, VERSION_ONLY);
    if (abi < 1)
        return 0;
    uint64_t writing = MAY_WRITE | MAY_CHANGE_FOLDER;
    writing |= abi >= ABI_REFER ? MAY_REFER : 0;
    writing |= abi >= ABI_TRUNCATE ? MAY_TRUNCATE : 0;
    struct ruleset all = {writing | MAY_EXECUTE, abi >= ABI_NET ? NET_BIND | NET_CONNECT : 0};
    int rules = (int)syscall(SYS_landlock_create_ruleset, &all, abi >= ABI_NET ? sizeof all : sizeof all.files, 0);
    if (rules < 0)
        return 0;
    for (size_t i = 0; i < count; i++)
        allow_below(rules, folders[i], writing & ~(uint64_t)MAY_MAKE_DEVICE);
    bool kept = syscall(SYS_landlock_restrict_self, rules, 0) == 0;
    close(rules);
    return !kept ? 0 : abi >= ABI_NET ? OS_FILES_KEPT | OS_NO_CONNECTION : OS_FILES_KEPT;
}

/* ---- seccomp ---- */

#ifdef HAVE_SECCOMP

/* By name: libseccomp knows the numbers of each architecture, and skips names that one does not have. */
static const char *const refused[] = {
    "socket", "socketpair", "socketcall", "connect", "bind", "listen", "accept", "accept4", /* network */
    "io_uring_setup", "io_uring_enter", "io_uring_register",                /* does the same behind a filter's back */
    "execve", "execveat",                                                   /* other programs */
    "process_vm_writev", "pidfd_open", "pidfd_getfd", "kcmp",               /* other processes */
#ifndef __SANITIZE_ADDRESS__ /* its search for leaks traces the process itself */
    "ptrace", "process_vm_readv",
#endif
    "mount", "umount", "umount2", "pivot_root", "chroot", "setns", "unshare", "move_mount", "open_tree", "fsopen", "fsmount",
    "swapon", "swapoff", "quotactl", "acct", "name_to_handle_at", "open_by_handle_at", "fanotify_init", /* file systems */
    "init_module", "finit_module", "delete_module", "kexec_load", "kexec_file_load", "reboot", "bpf", "perf_event_open",
    "userfaultfd", "add_key", "request_key", "keyctl", "iopl", "ioperm", "syslog", "vhangup", "personality", /* the kernel */
    "settimeofday", "clock_settime", "clock_adjtime", "adjtimex", "sethostname", "setdomainname",            /* the machine */
};

static bool refuse(scmp_filter_ctx filter, const char *name)
{
    int number = seccomp_syscall_resolve_name(name);
    return number == __NR_SCMP_ERROR || seccomp_rule_add(filter, SCMP_ACT_ERRNO(EPERM), number, 0) == 0;
}

/* Keys pushed into the terminal would be read by the shell once we have left. The kernel looks at 32 bits of the request. */
static bool refuse_request(scmp_filter_ctx filter, uint64_t request)
{
    return seccomp_rule_add(filter, SCMP_ACT_ERRNO(EPERM), SCMP_SYS(ioctl), 1,
                            SCMP_A1(SCMP_CMP_MASKED_EQ, (uint64_t)UINT32_MAX, request)) == 0;
}

static unsigned refuse_calls(void)
{
    enum { LINUX_CONSOLE = 0x541C }; /* TIOCLINUX: selects and pastes on the console */
    scmp_filter_ctx filter = seccomp_init(SCMP_ACT_ALLOW);
    bool good = filter && seccomp_attr_set(filter, SCMP_FLTATR_ACT_BADARCH, SCMP_ACT_ERRNO(EPERM)) == 0;
    for (size_t i = 0; i < sizeof refused / sizeof *refused && good; i++)
        good = refuse(filter, refused[i]);
    good = good && refuse_request(filter, TIOCSTI) && refuse_request(filter, LINUX_CONSOLE) && seccomp_load(filter) == 0;
    seccomp_release(filter);
    return good ? OS_CALLS_REFUSED : 0;
}

#else

static unsigned refuse_calls(void)
{
    return 0;
}

#endif

unsigned os_protect(const char *const *folders, size_t count)
{
    if (prctl(PR_SET_NO_NEW_PRIVS, 1, 0, 0, 0) != 0) /* both ask for it */
        return 0;
    unsigned kept = allow_files(folders, count);
    return kept | refuse_calls();
}
