#include "store/site.h"

#include <fcntl.h>
#include <sodium.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include "base/id.h"
#include "base/mem.h"
#include "base/tr.h"

/* ---- the place ---- */

/* Inode numbers of two machines may be the same. */
static void add_machine(struct buf *out)
{
    char text[64];
    int fd = open("/etc/machine-id", O_RDONLY | O_CLOEXEC | O_NOCTTY);
    ssize_t n = fd >= 0 ? read(fd, text, sizeof text) : 0;
    if (n > 0)
        buf_add(out, text, strcspn(text, "\n") < (size_t)n ? strcspn(text, "\n") : (size_t)n);
    if (fd >= 0)
        close(fd);
}

/* The number of the device is left out: it may be another after a restart. The path is part of the place, as the head stands
 * beside that name: a file that was renamed and then overwritten by an older one could not be told from it (4 forks in 200
 * histories of copies). */
static void find_place(const char *path, char out[CHAIN_HEX])
{
    struct statx st;
    struct buf text = BUF_INIT;
    unsigned char digest[CHAIN_SIZE];
    *out = '\0';
    if (statx(AT_FDCWD, path, AT_SYMLINK_NOFOLLOW, STATX_INO | STATX_BTIME, &st) != 0)
        return; /* a database in memory has no place */
    add_machine(&text);
    buf_addf(&text, " %llu ", (unsigned long long)st.stx_ino);
    char *real = realpath(path, NULL);
    if (st.stx_mask & STATX_BTIME)
        buf_addf(&text, "%lld.%u ", (long long)st.stx_btime.tv_sec, st.stx_btime.tv_nsec);
    buf_adds(&text, real ? real : path);
    chain_local("file", text.s, digest);
    chain_hex(digest, out);
    free(real);
    buf_release(&text);
}

/* ---- the head ---- */

static void head_path(const char *path, struct buf *out)
{
    buf_addf(out, "%s.head", path);
}

/* Of one length always, so that a new one covers an old one. */
static void head_text(const struct site_head *head, char out[160])
{
    char hex[CHAIN_HEX], sum_hex[CHAIN_HEX];
    unsigned char sum[CHAIN_SIZE];
    chain_hex(head->digest, hex);
    int n = snprintf(out, 160, "peerloom %019lld %019lld %s", (long long)head->site, (long long)head->seq, hex);
    chain_local("head", out, sum);
    chain_hex(sum, sum_hex);
    snprintf(out + n, 160 - (size_t)n, " %.8s\n", sum_hex);
}

/* Not synced, and not waited for: it is never ahead of the file, and one that is behind or torn does no harm. */
static void write_head(const char *path, const struct site_head *head)
{
    struct buf name = BUF_INIT;
    char text[160];
    head_path(path, &name);
    head_text(head, text);
    int fd = open(name.s, O_WRONLY | O_CREAT | O_CLOEXEC | O_NOFOLLOW | O_NONBLOCK, 0600);
    if (fd >= 0) {
        ssize_t n = pwrite(fd, text, strlen(text), 0);
        (void)n;
        close(fd);
    }
    buf_release(&name);
}

bool site_read_head(const char *path, struct site_head *head)
{
    struct buf name = BUF_INIT;
    char text[160] = "", again[160], hex[CHAIN_HEX];
    long long site = 0, seq = 0;
    head_path(path, &name);
    int fd = open(name.s, O_RDONLY | O_CLOEXEC | O_NOFOLLOW | O_NONBLOCK);
    ssize_t n = fd >= 0 ? read(fd, text, sizeof text - 1) : 0;
    if (fd >= 0)
        close(fd);
    buf_release(&name);
    text[n > 0 ? n : 0] = '\0';
    *head = (struct site_head){0};
    if (sscanf(text, "peerloom %lld %lld %32s", &site, &seq, hex) != 3)
        return false;
    head->site = site;
    head->seq = seq;
    if (!chain_kept_leaf((struct chain_text){hex, strlen(hex)}, head->digest))
        return false;
    head_text(head, again);
    return strcmp(text, again) == 0;
}

void site_remove_head(const char *path)
{
    struct buf name = BUF_INIT;
    head_path(path, &name);
    unlink(name.s);
    buf_release(&name);
}

enum site_age site_age(struct db *db, const char *path)
{
    struct site_head head;
    struct chain_change c;
    struct chain_site site;
    if (!site_read_head(path, &head))
        return SITE_FITS;
    if (chain_read(db, head.site, head.seq, &c) && memcmp(c.stored, head.digest, CHAIN_SIZE) == 0)
        return SITE_FITS;
    return chain_read_site(db, head.site, &site) ? SITE_OLDER : SITE_OTHER;
}

/* ---- opening ---- */

#define SITE "SELECT CAST(value AS INTEGER) FROM local WHERE key = 'site'"

static enum status remember_site(struct store *s, struct error *e)
{
    char text[24];
    snprintf(text, sizeof text, "%lld", (long long)s->site);
    enum status status = store_remember(s, "site", text, e);
    return status == OK && *s->place ? store_remember(s, "file", s->place, e) : status;
}

static enum status add_site(struct store *s, const struct chain_change *after, struct error *e)
{
    s->site = site_new();
    sqlite3_stmt *stmt = db_prepare(&s->db, "INSERT INTO log_site (site, since, after_site, after_seq, after_digest) VALUES "
                                            "(:site, :since, :after_site, :after_seq, :after_digest)");
    if (!stmt)
        return db_fail(&s->db, "save in", e);
    db_number(stmt, ":site", s->site);
    db_number(stmt, ":since", moment_now());
    db_number_or_null(stmt, ":after_site", after ? after->row.site : 0);
    db_number_or_null(stmt, ":after_seq", after ? after->row.seq : 0);
    int digest = sqlite3_bind_parameter_index(stmt, ":after_digest");
    if (after)
        sqlite3_bind_blob(stmt, digest, after->stored, CHAIN_SIZE, SQLITE_STATIC);
    else
        sqlite3_bind_null(stmt, digest);
    enum status status = db_run(&s->db, stmt, "save in", e);
    return status == OK ? remember_site(s, e) : status;
}

/* A new file's first site, unless another program that starts at the same time has just made it. */
static enum status first_site(struct store *s, struct error *e)
{
    enum status status = db_exec(&s->db, "BEGIN IMMEDIATE", "prepare", e);
    s->site = db_value(&s->db, SITE, 0);
    if (status == OK && !s->site)
        status = add_site(s, NULL, e);
    if (status == OK)
        status = db_exec(&s->db, "COMMIT", "prepare", e);
    if (status != OK && !sqlite3_get_autocommit(s->db.sqlite))
        db_exec(&s->db, "ROLLBACK", "prepare", NULL);
    return status;
}

static bool site_known(struct store *s)
{
    struct chain_site site;
    return chain_read_site(&s->db, s->site, &site);
}

static void check_head(struct store *s)
{
    enum site_age age = site_age(&s->db, s->db.path);
    bool empty = db_value(&s->db, "SELECT count(*) FROM (SELECT 1 FROM log_change LIMIT 1)", 0) == 0;
    if (age == SITE_FITS || (empty && age == SITE_OTHER)) /* an empty workbench was made where another one had been */
        return;
    s->astray = true;
    if (!*s->notice)
        snprintf(s->notice, sizeof s->notice, "%s",
                 age == SITE_OLDER ? _("this file is older than what was last saved in its place: what is missing may be in a "
                                       "backup, and a check says in which")
                                   : _("this is not the file that was last saved in its place: if you did not put it there, a "
                                       "check says which backup to bring back"));
}

enum status site_open(struct store *s, struct error *e)
{
    if (db_value(&s->db, "PRAGMA user_version", 0) < 2) /* an old file that may only be read */
        return OK;
    find_place(s->db.path, s->place);
    s->site = db_value(&s->db, SITE, 0);
    if (!s->site && s->writable && db_value(&s->db, "SELECT count(*) FROM log_site", 0) == 0)
        return first_site(s, e);
    if (!site_known(s)) { /* the number is lost: whoever goes on, goes on from the last change there is */
        s->site = db_value(&s->db, "SELECT site FROM log_change ORDER BY at DESC LIMIT 1", 0);
        s->astray = true;
    }
    if (*s->place)
        check_head(s);
    return OK;
}

bool site_last_fits(struct store *s)
{
    enum { MUCH = 200 };
    struct chain_change last;
    unsigned char before[CHAIN_SIZE], digest[CHAIN_SIZE];
    if (!chain_last(&s->db, s->site, &last) || last.row.operations > MUCH)
        return true;
    return last.has_digest && chain_before(&s->db, &last, before) && chain_compute(&s->db, &last, before, digest) &&
           memcmp(digest, last.stored, CHAIN_SIZE) == 0;
}

/* ---- a change begins and ends ---- */

/* Has the file another place than the one it notes? Where it notes none it was restored, or an older program made it. */
static bool has_moved(struct store *s, bool *another_site)
{
    sqlite3_stmt *stmt = db_prepare(&s->db, "SELECT (SELECT value FROM local WHERE key = 'file'), (" SITE ")");
    *another_site = false;
    if (!stmt || sqlite3_step(stmt) != SQLITE_ROW)
        return false;
    bool moved = *s->place && strcmp(db_column(stmt, 0), s->place) != 0;
    int64_t site = sqlite3_column_int64(stmt, 1);
    sqlite3_reset(stmt);
    *another_site = site && site != s->site;
    if (*another_site)
        s->site = site;
    return moved;
}

enum status site_settle(struct store *s, struct error *e)
{
    bool another_site, moved = has_moved(s, &another_site);
    s->pending.began_site = false;
    if (another_site && site_known(s))
        s->astray = false; /* another window has seen to it */
    if (!moved && !s->astray)
        return OK;
    struct chain_change last;
    s->pending.site_before = s->site;
    s->pending.began_site = true;
    return add_site(s, chain_last(&s->db, s->site, &last) ? &last : NULL, e);
}

void site_drop(struct store *s)
{
    if (s->pending.began_site)
        s->site = s->pending.site_before;
    s->pending.began_site = false;
}

void site_keep(struct store *s, int64_t seq, const unsigned char digest[CHAIN_SIZE])
{
    struct site_head head = {s->site, seq, {0}};
    if (s->pending.began_site)
        s->astray = s->pending.began_site = false;
    memcpy(head.digest, digest, CHAIN_SIZE);
    if (*s->place)
        write_head(s->db.path, &head);
}

/* ---- the line ---- */

const struct span *site_line(struct store *s, size_t *count)
{
    if (s->line_count && s->line[0].site == s->site) {
        *count = s->line_count;
        return s->line;
    }
    size_t cap = s->line_count;
    struct span span = {s->site, 0, INT64_MAX};
    struct chain_site site;
    struct chain_change after;
    s->line_count = 0;
    for (bool more = true; more;) {
        more = chain_read_site(&s->db, span.site, &site) && site.after_site.there &&
               chain_read(&s->db, site.after_site.n, site.after_seq.n, &after);
        span.first = more ? after.row.seq + after.row.operations : 0;
        GROW(s->line, s->line_count + 1, cap);
        s->line[s->line_count++] = span;
        more = more && span.first < span.end; /* or a damaged log would lead round and round */
        span = (struct span){site.after_site.n, 0, span.first};
    }
    *count = s->line_count;
    return s->line;
}

int64_t site_of(struct store *s, int64_t seq)
{
    size_t count;
    const struct span *line = site_line(s, &count);
    for (size_t i = 0; i < count; i++)
        if (seq >= line[i].first && seq < line[i].end)
            return line[i].site;
    return s->site;
}

bool site_alone(struct store *s)
{
    size_t count;
    struct chain_change last;
    const struct span *line = site_line(s, &count);
    for (size_t i = 1; i < count; i++) /* has a site gone on after another left it? */
        if (chain_last(&s->db, line[i].site, &last) && last.row.seq >= line[i].end)
            return false;
    /* A copy that is read for what it holds is opened without its number: nothing is along that line. */
    return site_known(s) && db_value(&s->db, "SELECT count(*) FROM log_site", -1) == (int64_t)count;
}
