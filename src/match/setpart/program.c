/* Rows: one a person (in exactly one group), one for the number of groups. Columns: one a person (in no group, for a
 * fine), two for too few and too many groups, then the groups. */
#include "match/setpart/program.h"

#include <glpk.h>
#include <math.h>
#include <stdlib.h>

#include "base/mem.h"

enum { PIVOTS = 100, OPERATIONS_A_PIVOT = 40 };

struct setpart_program {
    glp_prob *lp;
    int n, groups;
    double fine;
};

struct setpart_program *program_new(int n, int fewest, int highest, double fine)
{
    struct setpart_program *p = xmalloc(sizeof *p);
    *p = (struct setpart_program){.lp = glp_create_prob(), .n = n, .fine = fine};
    glp_term_out(GLP_OFF);
    glp_set_obj_dir(p->lp, GLP_MAX);
    glp_add_rows(p->lp, n + 1);
    for (int i = 1; i <= n; i++)
        glp_set_row_bnds(p->lp, i, GLP_FX, 1, 1);
    glp_set_row_bnds(p->lp, n + 1, fewest == highest ? GLP_FX : GLP_DB, fewest, highest);
    glp_add_cols(p->lp, n + 2);
    for (int i = 1; i <= n; i++) {
        int row[] = {0, i};
        double one[] = {0, 1};
        glp_set_mat_col(p->lp, i, 1, row, one);
        glp_set_col_bnds(p->lp, i, GLP_LO, 0, 0);
        glp_set_obj_coef(p->lp, i, -fine);
    }
    for (int sign = 0; sign < 2; sign++) { /* too few groups, too many */
        int row[] = {0, n + 1};
        double one[] = {0, sign ? -1 : 1};
        glp_set_mat_col(p->lp, n + 1 + sign, 1, row, one);
        glp_set_col_bnds(p->lp, n + 1 + sign, GLP_LO, 0, 0);
        glp_set_obj_coef(p->lp, n + 1 + sign, -fine);
    }
    glp_adv_basis(p->lp, 0);
    return p;
}

void program_free(struct setpart_program *p)
{
    if (!p)
        return;
    glp_delete_prob(p->lp);
    free(p);
}

void program_add(struct setpart_program *p, const struct column_set *c, size_t column, int64_t worth)
{
    int row[COLUMN_SET_MOST_PEOPLE + 2], size = column_set_size(c, column, p->n);
    double one[COLUMN_SET_MOST_PEOPLE + 2];
    const uint16_t *people = c->people + column * (size_t)c->width;
    for (int i = 0; i < size; i++) {
        row[i + 1] = people[i] + 1;
        one[i + 1] = 1;
    }
    row[size + 1] = p->n + 1;
    one[size + 1] = 1;
    int at = glp_add_cols(p->lp, 1);
    glp_set_mat_col(p->lp, at, size + 1, row, one);
    glp_set_col_bnds(p->lp, at, GLP_LO, 0, 0);
    glp_set_obj_coef(p->lp, at, (double)worth);
    p->groups++;
}

bool program_solve(struct setpart_program *p, struct watch *w, double *price, double *of_group)
{
    glp_smcp how;
    int rc;
    glp_init_smcp(&how);
    how.msg_lev = GLP_MSG_OFF;
    how.it_lim = PIVOTS;
    do {
        rc = glp_simplex(p->lp, &how);
        uint64_t pivot = (uint64_t)OPERATIONS_A_PIVOT * (uint64_t)(p->n + p->groups / 4);
        if (watch_work(w, PIVOTS * pivot / 4))
            break;
    } while (rc == GLP_EITLIM);
    for (int i = 0; i < p->n; i++)
        price[i] = glp_get_row_dual(p->lp, i + 1);
    *of_group = glp_get_row_dual(p->lp, p->n + 1);
    return !w->stopped && rc == 0 && glp_get_status(p->lp) == GLP_OPT;
}

bool program_lacks(const struct setpart_program *p)
{
    for (int i = 1; i <= p->n + 2; i++)
        if (glp_get_col_prim(p->lp, i) > 1e-6)
            return true;
    return false;
}

static void callback(glp_tree *tree, void *data)
{
    struct watch *w = data;
    int open;
    glp_ios_tree_size(tree, &open, NULL, NULL);
    if (watch_work(w, 200000))
        glp_ios_terminate(tree);
}

/* The sum must be at least `wanted`: as a row, so that branches below it are cut off early. */
static void add_wanted(struct setpart_program *p, int64_t wanted)
{
    int row = glp_add_rows(p->lp, 1), *at = xmalloc(((size_t)p->groups + 1) * sizeof *at);
    double *worth = xmalloc(((size_t)p->groups + 1) * sizeof *worth);
    for (int i = 0; i < p->groups; i++) {
        at[i + 1] = p->n + 3 + i;
        worth[i + 1] = glp_get_obj_coef(p->lp, at[i + 1]);
    }
    glp_set_mat_row(p->lp, row, p->groups, at, worth);
    glp_set_row_bnds(p->lp, row, GLP_LO, (double)wanted - 0.5, 0);
    free(at);
    free(worth);
}

/* Whether the tolerance of GLPK distinguishes such a sum from the next integer. */
static bool is_exact(double sum)
{
    const double tolerance = 1e-7, enough = 0.25; /* glp_iocp.tol_obj, relative */
    return tolerance * (1 + fabs(sum)) < enough;
}

int program_whole(struct setpart_program *p, int64_t wanted, struct watch *w, size_t *chosen, int *count)
{
    glp_iocp how;
    *count = 0;
    for (int i = 1; i <= p->n + 2; i++)
        glp_set_col_bnds(p->lp, i, GLP_FX, 0, 0);
    for (int i = 0; i < p->groups; i++)
        glp_set_col_kind(p->lp, p->n + 3 + i, GLP_BV);
    if (wanted != INT64_MIN)
        add_wanted(p, wanted);
    glp_init_iocp(&how);
    how.msg_lev = GLP_MSG_OFF;
    how.presolve = GLP_ON;
    how.br_tech = GLP_BR_MFV; /* groups are similar: other rules cost more than they save (measured) */
    how.cb_func = callback;
    how.cb_info = w;
    int rc = glp_intopt(p->lp, &how), status = rc == 0 || rc == GLP_ESTOP ? glp_mip_status(p->lp) : GLP_UNDEF;
    if (rc == GLP_ENOPFS || (rc == 0 && (status == GLP_NOFEAS || status == GLP_UNDEF)))
        return wanted == INT64_MIN || is_exact((double)wanted) ? PROGRAM_NONE : PROGRAM_STOPPED;
    if (status == GLP_OPT || status == GLP_FEAS)
        for (int i = 0; i < p->groups; i++)
            if (glp_mip_col_val(p->lp, p->n + 3 + i) > 0.5)
                chosen[(*count)++] = (size_t)i;
    return rc == 0 && status == GLP_OPT && is_exact(glp_mip_obj_val(p->lp)) ? PROGRAM_BEST : PROGRAM_STOPPED;
}
