/* test-protect.c: what a process can no longer do once it is protected. Each attempt is made in a child, and made first by
 * one that is not protected: an attempt that fails anyway would prove nothing. */
#include "unit/cmocka-all.h"

#include <errno.h>
#include <fcntl.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/ioctl.h>
#include <sys/socket.h>
#include <sys/stat.h>
#include <sys/wait.h>
#include <unistd.h>

#include "os/path.h"
#include "os/process.h"
#include "os/protect.h"

struct place {
    char inside[64], outside[64];
};

typedef bool attempt_fn(const struct place *p); /* true: it could be done */

static bool make_file(const char *folder, const char *name)
{
    char path[128];
    snprintf(path, sizeof path, "%s/%s", folder, name);
    int fd = open(path, O_WRONLY | O_CREAT, 0600);
    bool made = fd >= 0 && write(fd, "x", 1) == 1;
    if (fd >= 0)
        close(fd);
    return made;
}

static bool write_outside(const struct place *p) { return make_file(p->outside, "new"); }
static bool write_inside(const struct place *p) { return make_file(p->inside, "new"); }

static bool change_outside(const struct place *p)
{
    char path[128];
    snprintf(path, sizeof path, "%s/there", p->outside);
    int fd = open(path, O_WRONLY);
    return fd >= 0 && close(fd) == 0;
}

static bool cut_outside(const struct place *p)
{
    char path[128];
    snprintf(path, sizeof path, "%s/there", p->outside);
    int fd = open(path, O_RDONLY | O_TRUNC);
    return fd >= 0 && close(fd) == 0;
}

static bool remove_outside(const struct place *p)
{
    char path[128];
    snprintf(path, sizeof path, "%s/gone", p->outside);
    return unlink(path) == 0;
}

static bool make_folder_outside(const struct place *p)
{
    char path[128];
    snprintf(path, sizeof path, "%s/folder", p->outside);
    return mkdir(path, 0700) == 0;
}

static bool link_outside(const struct place *p)
{
    char path[128];
    snprintf(path, sizeof path, "%s/link", p->outside);
    return symlink("/etc/passwd", path) == 0;
}

static bool move_outside(const struct place *p)
{
    char from[128], to[128];
    snprintf(from, sizeof from, "%s/there", p->inside);
    snprintf(to, sizeof to, "%s/moved", p->outside);
    return rename(from, to) == 0;
}

static bool through_a_link(const struct place *p)
{
    char link[128];
    snprintf(link, sizeof link, "%s/way-out", p->inside);
    return make_file(link, "new2");
}

static bool read_outside(const struct place *p)
{
    char path[128];
    snprintf(path, sizeof path, "%s/there", p->outside);
    int fd = open(path, O_RDONLY);
    return fd >= 0 && close(fd) == 0;
}

static bool start_program(const struct place *p)
{
    (void)p;
    pid_t child = fork();
    int how = 1;
    if (child == 0) {
        execl("/bin/true", "true", (char *)NULL);
        execl("/usr/bin/true", "true", (char *)NULL);
        _exit(99);
    }
    return waitpid(child, &how, 0) == child && how == 0;
}

static bool open_socket(int family, int type)
{
    int fd = socket(family, type | SOCK_CLOEXEC, 0);
    return fd >= 0 && close(fd) == 0;
}

static bool socket_inet(const struct place *p) { (void)p; return open_socket(AF_INET, SOCK_STREAM); }
static bool socket_inet6_or_inet(const struct place *p) { (void)p; return open_socket(AF_INET6, SOCK_DGRAM) || open_socket(AF_INET, SOCK_DGRAM); }
static bool socket_unix(const struct place *p) { (void)p; return open_socket(AF_UNIX, SOCK_STREAM); }

static bool two_sockets(const struct place *p)
{
    int pair[2];
    (void)p;
    return socketpair(AF_UNIX, SOCK_STREAM, 0, pair) == 0;
}

/* ---- the rig ---- */

static void make_place(struct place *p)
{
    char path[128];
    strcpy(p->inside, "/tmp/peerloom-inside-XXXXXX");
    strcpy(p->outside, "/tmp/peerloom-outside-XXXXXX");
    assert_non_null(mkdtemp(p->inside));
    assert_non_null(mkdtemp(p->outside));
    assert_true(make_file(p->inside, "there"));
    assert_true(make_file(p->outside, "there"));
    assert_true(make_file(p->outside, "gone"));
    snprintf(path, sizeof path, "%s/way-out", p->inside);
    assert_int_equal(symlink(p->outside, path), 0);
}

static void remove_place(const struct place *p)
{
    char command[200];
    snprintf(command, sizeof command, "rm -rf %s %s", p->inside, p->outside);
    assert_int_equal(system(command), 0);
}

/* Exit codes of a child: what came of the attempt, and what was in force. */
enum { DONE = 0, REFUSED = 1, NOT_IN_FORCE = 2 };

static int try(attempt_fn *attempt, bool protected, unsigned needs)
{
    struct place p;
    int how = -1;
    make_place(&p);
    pid_t child = fork();
    assert_true(child >= 0);
    if (child == 0) {
        const char *folders[] = {p.inside, "/nowhere/at/all"};
        if (protected && (os_protect(folders, 2) & needs) != needs)
            _exit(NOT_IN_FORCE);
        _exit(attempt(&p) ? DONE : REFUSED);
    }
    assert_int_equal(waitpid(child, &how, 0), child);
    remove_place(&p);
    assert_true(WIFEXITED(how)); /* refused, not killed */
    return WEXITSTATUS(how);
}

static void expect_refused(attempt_fn *const *attempts, size_t count, unsigned needs, const char *what)
{
    for (size_t i = 0; i < count; i++) {
        assert_int_equal(try(attempts[i], false, 0), DONE); /* the control */
        int came = try(attempts[i], true, needs);
        if (came == NOT_IN_FORCE) {
            print_message("skipped: this kernel, or whoever runs the test, has no %s\n", what);
            skip();
        }
        if (came != REFUSED)
            fail_msg("attempt %zu was not refused", i);
    }
}

static void nothing_is_written_outside(void **state)
{
    (void)state;
    static attempt_fn *const attempts[] = {write_outside,  change_outside, cut_outside,  remove_outside,
                                           make_folder_outside, link_outside, move_outside, through_a_link};
    expect_refused(attempts, sizeof attempts / sizeof *attempts, OS_FILES_KEPT, "Landlock");
}

static void no_program_is_started(void **state)
{
    (void)state;
    static attempt_fn *const attempts[] = {start_program};
    expect_refused(attempts, 1, OS_FILES_KEPT, "Landlock");
    expect_refused(attempts, 1, OS_CALLS_REFUSED, "seccomp");
}

static void no_socket_is_opened(void **state)
{
    (void)state;
    static attempt_fn *const attempts[] = {socket_inet, socket_inet6_or_inet, socket_unix, two_sockets};
    expect_refused(attempts, sizeof attempts / sizeof *attempts, OS_CALLS_REFUSED, "seccomp");
}

static void the_work_itself_goes_on(void **state)
{
    (void)state;
    assert_int_equal(try(write_inside, true, 0), DONE);
    assert_int_equal(try(read_outside, true, 0), DONE);
}

/* Keys for the shell: refused with EPERM, whatever else would have kept them from getting there. */
static bool push_key(const struct place *p)
{
    (void)p;
    return ioctl(STDIN_FILENO, TIOCSTI, "x") != 0 && errno == EPERM;
}

static bool push_key_in_disguise(const struct place *p)
{
    (void)p;
    return ioctl(STDIN_FILENO, (unsigned long)TIOCSTI | 0x100000000ul, "x") != 0 && errno == EPERM;
}

static void no_keys_are_pushed_into_the_terminal(void **state)
{
    (void)state;
    int nowhere = open("/dev/null", O_RDONLY), before = dup(STDIN_FILENO);
    dup2(nowhere, STDIN_FILENO); /* no terminal: without the filter the error is another one */
    int control = try(push_key, false, 0);
    int plain = try(push_key, true, OS_CALLS_REFUSED), disguised = try(push_key_in_disguise, true, OS_CALLS_REFUSED);
    dup2(before, STDIN_FILENO);
    close(before);
    close(nowhere);
    assert_int_equal(control, REFUSED);
    if (plain == NOT_IN_FORCE)
        skip();
    assert_int_equal(plain, DONE);
    assert_int_equal(disguised, DONE);
}

/* ---- the rest of src/os ---- */

static void a_closed_descriptor_is_filled(void **state)
{
    (void)state;
    pid_t child = fork();
    int how = -1;
    if (child == 0) {
        close(0);
        close(1);
        close(2);
        os_process_prepare();
        char c;
        bool good = open("/dev/null", O_RDWR) > 2 && read(0, &c, 1) < 0 && write(1, "x", 1) < 0 && write(2, "x", 1) < 0;
        _exit(good ? 0 : 1);
    }
    assert_int_equal(waitpid(child, &how, 0), child);
    assert_int_equal(how, 0);
}

static void folders_behind_links_are_found(void **state)
{
    (void)state;
    struct place p;
    struct buf found = BUF_INIT;
    struct error e = {0};
    char path[160], wanted[160];
    make_place(&p);
    snprintf(path, sizeof path, "%s/way-out/../%s/there", p.inside, strrchr(p.outside, '/') + 1);
    snprintf(wanted, sizeof wanted, "%s/there", p.outside);
    assert_int_equal(os_path_of_file(path, OS_REFUSE_LINK, &found, &e), OK);
    assert_string_equal(found.s, wanted);
    snprintf(path, sizeof path, "%s/own", p.inside);
    assert_int_equal(symlink(wanted, path), 0);
    buf_clear(&found);
    assert_int_equal(os_path_of_file(path, OS_REFUSE_LINK, &found, &e), ERR_IO);
    assert_int_equal(os_path_of_file(path, OS_FOLLOW_OWN, &found, &e), OK);
    assert_string_equal(found.s, wanted);
    if (geteuid() == 0) {
        assert_int_equal(lchown(path, 65534, 65534), 0);
        assert_int_equal(os_path_of_file(path, OS_FOLLOW_OWN, &found, &e), ERR_IO);
    }
    assert_int_equal(os_path_of_file(p.inside, OS_FOLLOW_OWN, &found, &e), ERR_IO);
    assert_int_equal(os_path_of_file("/dev/null", OS_FOLLOW_OWN, &found, &e), ERR_IO);
    assert_int_equal(os_path_of_file("/nowhere/x", OS_FOLLOW_OWN, &found, &e), ERR_NOT_FOUND);
    buf_release(&found);
    remove_place(&p);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(nothing_is_written_outside),
        cmocka_unit_test(no_program_is_started),
        cmocka_unit_test(no_socket_is_opened),
        cmocka_unit_test(no_keys_are_pushed_into_the_terminal),
        cmocka_unit_test(the_work_itself_goes_on),
        cmocka_unit_test(a_closed_descriptor_is_filled),
        cmocka_unit_test(folders_behind_links_are_found),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
