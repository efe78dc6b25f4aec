/* compare.c: have two workbenches gone on from the same log, or do their logs contradict each other? */
#include <stdlib.h>
#include <string.h>

#include "base/mem.h"
#include "store/site.h"

/* The sites of both, each once. */
static int64_t *unite_sites(struct db *a, struct db *b, size_t *count)
{
    size_t more;
    int64_t *sites = chain_sites(a, count), *others = chain_sites(b, &more);
    int64_t *all = xcalloc(*count + more + 1, sizeof *all);
    memcpy(all, sites, *count * sizeof *all);
    size_t own = *count;
    for (size_t i = 0; i < more; i++) {
        bool known = false;
        for (size_t j = 0; j < own && !known; j++)
            known = sites[j] == others[i];
        if (!known)
            all[(*count)++] = others[i];
    }
    free(sites);
    free(others);
    return all;
}

/* Goes through both numberings of one site; false at the first number that names two different changes. */
static bool compare_site(struct db *a, struct db *b, int64_t site, struct log_comparison *c)
{
    struct chain_change here, there;
    bool more_here = chain_next(a, site, INT64_MIN, &here), more_there = chain_next(b, site, INT64_MIN, &there);
    while (more_here && more_there) {
        if (here.row.seq != there.row.seq || memcmp(here.stored, there.stored, CHAIN_SIZE) != 0) {
            c->seq = here.row.seq < there.row.seq ? here.row.seq : there.row.seq;
            c->at_here = here.row.at;
            c->at_there = there.row.at;
            memcpy(c->label_here, here.label, sizeof c->label_here);
            memcpy(c->label_there, there.label, sizeof c->label_there);
            return false;
        }
        c->common++;
        more_here = chain_next(a, site, here.row.seq, &here);
        more_there = chain_next(b, site, there.row.seq, &there);
    }
    for (; more_here; c->only_here++)
        more_here = chain_next(a, site, here.row.seq, &here);
    for (; more_there; c->only_there++)
        more_there = chain_next(b, site, there.row.seq, &there);
    return true;
}

enum status store_compare(struct store *s, struct store *other, struct log_comparison *c, const struct progress *progress,
                          struct error *e)
{
    *c = (struct log_comparison){.relation = LOGS_EQUAL};
    enum status status = check_log(&s->db, progress, e);
    if (status == OK)
        status = check_log(&other->db, progress, e);
    if (status != OK)
        return status;
    size_t count;
    int64_t *sites = unite_sites(&s->db, &other->db, &count);
    bool agree = true;
    for (size_t i = 0; i < count && agree; i++)
        agree = compare_site(&s->db, &other->db, sites[i], c);
    free(sites);
    c->relation = !agree ? LOGS_FORKED
                  : c->only_here && c->only_there ? LOGS_APART
                  : c->only_here ? LOGS_AHEAD
                  : c->only_there ? LOGS_BEHIND
                                  : LOGS_EQUAL;
    return OK;
}
