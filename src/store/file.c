/* file.c: see file.h. Offsets: https://www.sqlite.org/fileformat2.html, 1.3 (database) and 3 (journal). */
#include "store/file.h"

#include <fcntl.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include "base/buf.h"
#include "base/tr.h"
#include "store/db.h"

enum { HEADER = 100, WRITE_FORMAT = 18, ENCODING = 56, USER_VERSION = 60, APPLICATION = 68 };
enum { JOURNAL_HEADER = 20, PAGES_BEFORE = 16 };
enum { FORMAT_WAL = 2, UTF8 = 1 };

static uint32_t number_at(const unsigned char *bytes)
{
    return (uint32_t)bytes[0] << 24 | (uint32_t)bytes[1] << 16 | (uint32_t)bytes[2] << 8 | bytes[3];
}

/* The first n bytes of a file; false if there are fewer. */
static bool read_start(const char *path, unsigned char *bytes, size_t n)
{
    int fd = open(path, O_RDONLY | O_CLOEXEC | O_NOFOLLOW | O_NONBLOCK);
    bool whole = fd >= 0 && read(fd, bytes, n) == (ssize_t)n;
    if (fd >= 0)
        close(fd);
    return whole;
}

static bool read_header(const char *path, unsigned char header[HEADER])
{
    return read_start(path, header, HEADER) && memcmp(header, "SQLite format 3", 16) == 0;
}

static void journal_of(const char *path, struct buf *journal)
{
    buf_addf(journal, "%s-journal", path);
}

bool file_has_journal(const char *path)
{
    struct buf journal = BUF_INIT;
    struct stat st;
    journal_of(path, &journal);
    bool filled = stat(journal.s, &st) == 0 && st.st_size > 0;
    buf_release(&journal);
    return filled;
}

bool file_is_wal(const char *path)
{
    unsigned char header[HEADER];
    return read_header(path, header) && header[WRITE_FORMAT] == FORMAT_WAL;
}

/* Does the journal say that the file was empty before? Then playing it back takes away only what was being made. */
static bool being_made(const char *path)
{
    unsigned char start[JOURNAL_HEADER];
    struct buf journal = BUF_INIT;
    journal_of(path, &journal);
    bool made = read_start(journal.s, start, sizeof start) && start[0] != 0 && number_at(start + PAGES_BEFORE) == 0;
    buf_release(&journal);
    return made;
}

static enum status unsound(const char *path, const char *why, int number, struct error *e)
{
    error_set(e, ERR_DAMAGED, why, path, number);
    return error_hint(e, ERR_DAMAGED, "do not use it; open a backup you trust");
}

enum status file_check(const char *real, const char *path, struct error *e)
{
    unsigned char header[HEADER];
    if (!read_header(real, header))
        return OK;
    if (number_at(header + APPLICATION) != DB_APPLICATION_ID) {
        if (being_made(real))
            return OK;
        error_set(e, ERR_DAMAGED, "'%s' is no workbench of peerloom", path);
        return error_hint(e, ERR_DAMAGED, "choose another file with --db FILE");
    }
    int version = (int)number_at(header + USER_VERSION);
    if (version <= 0)
        return unsound(path, N_("'%s' is no sound workbench: its version is %d"), version, e);
    if (number_at(header + ENCODING) != UTF8)
        return unsound(path, N_("'%s' is no sound workbench: its text is not in UTF-8 (%d)"),
                       (int)number_at(header + ENCODING), e);
    return OK;
}
