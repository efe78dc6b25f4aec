/* import_plan.c: from a file to the plan of its import. */
#include <stdlib.h>
#include <string.h>

#include "base/mem.h"
#include "command/exchange/import_known.h"
#include "model/kinds.h"

static const char *copy_text(struct import_plan *plan, const char *text)
{
    return arena_text(plan->arena, text, strlen(text));
}

static enum status read_header(struct planner *p, const char *const *cells, size_t count, struct error *e)
{
    struct import_plan *plan = p->plan;
    const char **headers = arena_alloc(plan->arena, count * sizeof *headers);
    for (size_t i = 0; i < count; i++)
        headers[i] = copy_text(plan, cells[i]);
    plan->headers = headers;
    plan->columns = arena_alloc(plan->arena, count * sizeof *plan->columns);
    plan->column_count = count;
    p->values = arena_alloc(plan->arena, count * sizeof *p->values);
    /* One look at the workbench for all rows: without it each query takes its own lock. Nothing is written in it. */
    p->looking = store_writable(p->app->store) && change_begin(p->app->store, "Look", NULL) == OK;
    enum status status = mapping_find(plan->kind, plan->member, plan->map, headers, count, plan->columns, e);
    if (status != OK && e && !*e->where)
        error_at(e, plan->path, 1, 0);
    const struct kind *member = p->app->model.kinds[KIND_MEMBERSHIP];
    for (size_t i = 0; i < count && status == OK; i++)
        if (plan->columns[i].target == TARGET_IGNORED && !plan->member && !plan->exact &&
            plan->kind == p->app->model.kinds[KIND_PERSON] && kind_match_header(member, headers[i]) >= FIELD_FIRST)
            plan->columns[i].note = "it belongs to an alliance, and none is open";
    return status;
}

/* A row of HXL tags below the header ("#contact+name"): half of its cells that hold something, or more. */
static bool is_tags(const char *const *cells, size_t count)
{
    size_t tags = 0, filled = 0;
    for (size_t i = 0; i < count; i++) {
        char c = cells[i][0] == '#' ? cells[i][1] : '\0';
        filled += *cells[i] != '\0';
        tags += (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z');
    }
    return tags > 0 && tags * 2 >= filled;
}

static enum status read_row(void *data, size_t number, long line, const char *const *cells, const size_t *lengths,
                            size_t count, struct error *e)
{
    struct planner *p = data;
    const struct progress *progress = &p->app->progress;
    if (number == 0)
        return read_header(p, cells, count, e);
    bool filled = false;
    for (size_t i = 0; i < count && !filled; i++)
        filled = !is_blank(cells[i]);
    if (!filled)
        return OK;
    if (p->seen++ == 0 && is_tags(cells, count)) {
        p->plan->tagged = true;
        return OK;
    }
    if (number % 1024 == 0 && progress->step && progress->step(progress->data, "reading the file", number, 0))
        return error_set(e, ERR_CANCELLED, "stopped; nothing was changed");
    plan_row(p, line, cells, lengths, count);
    return OK;
}

/* Hands on the rows of a table as a file's are. */
static enum status read_table(struct planner *p, const struct table *t, struct error *e)
{
    size_t *lengths = xcalloc(t->columns, sizeof *lengths);
    enum status status = read_header(p, t->header, t->columns, e);
    for (size_t row = 0; row < t->rows && status == OK; row++) {
        const char *const *cells = t->cells + row * t->columns;
        for (size_t i = 0; i < t->columns; i++)
            lengths[i] = strlen(cells[i]);
        status = read_row(p, row + 1, (long)row + 2, cells, lengths, t->columns, e);
    }
    free(lengths);
    return status;
}

static enum status prepare(struct planner *p, const struct import_options *options, struct error *e)
{
    struct import_plan *plan = p->plan;
    const char *slash = strrchr(plan->path, '/');
    plan->name = slash && slash[1] ? slash + 1 : strcmp(plan->path, "-") == 0 ? "standard input" : plan->path;
    bool people = plan->kind == p->app->model.kinds[KIND_PERSON];
    if (people && *p->app->alliance && !plan->exact)
        plan->member = p->app->model.kinds[KIND_MEMBERSHIP];
    plan->map = options->map;
    return known_load(&p->known, p->app->store, plan->kind, plan->arena, e);
}

enum status import_plan_new(struct app *app, const struct kind *kind, const char *path,
                            const struct import_options *options, struct import_plan **out, struct error *e)
{
    struct import_plan *plan = xcalloc(1, sizeof *plan);
    plan->kind = kind;
    plan->path = xstrdup(path);
    plan->mode = options->mode;
    plan->exact = options->exact;
    plan->arena = arena_new();
    struct planner p = {.app = app, .plan = plan};
    p.resolver = (struct resolver){.app = app, .plan = plan, .renamed = options->renamed};
    enum status status = prepare(&p, options, e);
    if (status == OK && options->table)
        status = read_table(&p, options->table, e);
    else if (status == OK)
        status = csv_read_file(path, 0, NULL, &plan->shape, read_row, &p, e);
    if (status == OK && !plan->exact) /* an export of ours says what it means */
        import_find_like(app, plan);
    if (p.looking)
        change_commit(app->store, NULL);
    known_release(&p.known);
    resolver_release(&p.resolver);
    dict_release(&p.touched);
    plan->map = NULL;
    *out = status == OK ? plan : NULL;
    if (status != OK)
        import_plan_free(plan);
    return status;
}

void import_plan_free(struct import_plan *plan)
{
    if (!plan)
        return;
    arena_free(plan->arena);
    free(plan->rows);
    free(plan->path);
    free(plan);
}
