/* bulk.c: a change that makes very many records, such as an import of a hundred thousand people.
 *
 * What goes one by one without it is done at once here: indexes are made when all rows are there (an entry put into the
 * middle of a large index costs more than the row itself), records are counted together, and the titles that many rows show
 * are read once. Nothing differs but the time: log, tables and what a crash leaves are the same, as all of it happens
 * inside the one transaction of the change.
 */
#include <stdlib.h>
#include <string.h>

#include "base/mem.h"
#include "store/internal.h"

enum {
    WORTH_WHILE = 1000, /* records */
    MEMOS = 256,
    TALLIES = 16,
};

struct memo {
    const struct kind *kind;
    char id[ID_SIZE];
    struct buf title, find;
};

struct tally {
    const struct kind *kind;
    char alliance[ID_SIZE];
    int64_t n;
};

struct bulk {
    bool *unindexed; /* per kind */
    bool log_unindexed;
    bool settled; /* all indexes are there again: a record that is not new needs them */
    struct tally tallies[TALLIES];
    size_t tally_count;
    struct memo memos[MEMOS];
};

void store_cache(struct store *s, bool large)
{
    /* The inner pages of every index stay in 16 MiB; 64 are slower, as the processor's own caches are smaller. */
    db_exec(&s->db, large ? "PRAGMA cache_size=-16384" : "PRAGMA cache_size=-2000", "prepare", NULL);
    if (!large)
        sqlite3_db_release_memory(s->db.sqlite);
}

/* ---- indexes ---- */

static enum status drop_indexes(struct store *s, size_t records, struct error *e)
{
    enum status status = OK;
    for (size_t i = 0; i < s->model->count && status == OK; i++) {
        if (store_count(s, s->model->kinds[i], -1, NULL) > records / 2)
            continue; /* making them anew would cost more than it saves */
        status = projection_drop_indexes(s, s->model->kinds[i], e);
        s->bulk->unindexed[i] = true;
    }
    /* Without the log's index nobody can tell whether a record was there once: it is left out only where none ever went. */
    bool short_log = s->pending.first <= (int64_t)records;
    if (status == OK && short_log && db_value(&s->db, "SELECT count(*) FROM (SELECT 1 FROM log_op WHERE verb = 3 LIMIT 1)", 1) == 0) {
        status = db_exec(&s->db, "DROP INDEX log_op_record", "prepare", e);
        s->bulk->log_unindexed = true;
    }
    forget_statements(s);
    return status;
}

static enum status make_indexes(struct store *s, struct error *e)
{
    struct bulk *b = s->bulk;
    enum status status = OK;
    for (size_t i = 0; i < s->model->count && status == OK; i++)
        if (b->unindexed[i]) {
            b->unindexed[i] = false;
            status = projection_make_indexes(s, s->model->kinds[i], e);
        }
    if (status == OK && b->log_unindexed) {
        b->log_unindexed = false;
        status = db_exec(&s->db, "CREATE INDEX log_op_record ON log_op (record)", "save in", e);
    }
    return status;
}

/* ---- counts ---- */

static enum status flush_tallies(struct store *s, struct error *e)
{
    struct bulk *b = s->bulk;
    enum status status = OK;
    for (size_t i = 0; i < b->tally_count && status == OK; i++)
        status = projection_tally(s, b->tallies[i].kind, b->tallies[i].alliance, b->tallies[i].n, e);
    b->tally_count = 0;
    return status;
}

enum status bulk_tally(struct store *s, const struct kind *k, const char *alliance, int64_t by, struct error *e)
{
    struct bulk *b = s->bulk;
    for (size_t i = 0; i < b->tally_count; i++)
        if (b->tallies[i].kind == k && strcmp(b->tallies[i].alliance, alliance) == 0) {
            b->tallies[i].n += by;
            return OK;
        }
    enum status status = OK;
    if (strlen(alliance) >= ID_SIZE)
        return projection_tally(s, k, alliance, by, e);
    if (b->tally_count == TALLIES)
        status = flush_tallies(s, e);
    struct tally *t = &b->tallies[b->tally_count++];
    *t = (struct tally){.kind = k, .n = by};
    memcpy(t->alliance, alliance, strlen(alliance) + 1);
    return status;
}

/* ---- titles of other records ---- */

static struct memo *memo_of(struct bulk *b, const char *id)
{
    unsigned hash = 2166136261u; /* FNV-1a */
    for (const char *p = id; *p; p++)
        hash = (hash ^ (unsigned char)*p) * 16777619u;
    return &b->memos[hash % MEMOS];
}

bool bulk_recall(struct store *s, const struct kind *k, const char *id, const char **title, const char **find)
{
    struct memo *m = memo_of(s->bulk, id);
    if (m->kind != k || strcmp(m->id, id) != 0)
        return false;
    *title = buf_str(&m->title);
    *find = buf_str(&m->find);
    return true;
}

void bulk_remember(struct store *s, const struct kind *k, const char *id, const char *title, const char *find)
{
    struct memo *m = memo_of(s->bulk, id);
    if (strlen(id) >= ID_SIZE)
        return;
    m->kind = k;
    memcpy(m->id, id, strlen(id) + 1);
    buf_clear(&m->title);
    buf_adds(&m->title, title);
    buf_clear(&m->find);
    buf_adds(&m->find, find);
}

/* ---- beginning and ending ---- */

enum status change_many(struct store *s, size_t records, struct error *e)
{
    if (records < WORTH_WHILE || s->bulk || s->pending.depth == 0)
        return OK;
    s->bulk = xcalloc(1, sizeof *s->bulk);
    s->bulk->unindexed = xcalloc(s->model->count, sizeof *s->bulk->unindexed);
    s->pending.many = true;
    store_cache(s, true);
    return drop_indexes(s, records, e);
}

bool bulk_is_new(const struct store *s)
{
    return s->bulk && s->bulk->log_unindexed;
}

enum status bulk_settle(struct store *s, struct error *e)
{
    struct bulk *b = s->bulk;
    if (!b || b->settled)
        return OK;
    b->settled = true;
    for (size_t i = 0; i < MEMOS; i++) /* titles may change from here on */
        b->memos[i].kind = NULL;
    enum status status = flush_tallies(s, e);
    return status == OK ? make_indexes(s, e) : status;
}

bool bulk_running(const struct store *s)
{
    return s->bulk && !s->bulk->settled;
}

void bulk_forget(struct store *s)
{
    if (!s->bulk)
        return;
    for (size_t i = 0; i < MEMOS; i++) {
        buf_release(&s->bulk->memos[i].title);
        buf_release(&s->bulk->memos[i].find);
    }
    free(s->bulk->unindexed);
    free(s->bulk);
    s->bulk = NULL;
}

enum status change_many_done(struct store *s, struct error *e)
{
    enum status status = bulk_settle(s, e);
    bulk_forget(s);
    return status;
}
