/* linear_plan.c: the tools planned, phase by phase and part by part; what is empty is said so. */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "app/entry.h"
#include "app/print.h"
#include "base/mem.h"
#include "base/tr.h"
#include "model/instrument.h"
#include "model/kinds.h"
#include "ui/linear_records.h"
#include "ui/linear_sections.h"

enum { PARTS = 4 };

struct planned_line {
    char id[ID_SIZE];
    char tool[80];
};

struct cell_read {
    struct linear *l;
    int phase;
    const char *part;
    struct planned_line *lines;
    size_t count, cap;
    struct buf names; /* "Site visit (done), Coaching" */
};

static const struct shelf *tools_of(struct linear *l)
{
    return library_shelf(&l->app->content->library, "tool");
}

static const char *tool_label(struct linear *l, const char *id)
{
    const struct shelf *shelf = tools_of(l);
    long entry = shelf ? shelf_find(shelf, id) : -1;
    return entry >= 0 ? shelf_label(shelf, (size_t)entry) : id;
}

static bool take(void *data, const struct record *r)
{
    struct cell_read *c = data;
    const char *phase = record_get(r, PLANNED_TOOL_PHASE);
    if (*phase - '0' != c->phase || strcmp(record_get(r, PLANNED_TOOL_PART), c->part) != 0)
        return true;
    GROW(c->lines, c->count + 1, c->cap);
    struct planned_line *line = &c->lines[c->count++];
    snprintf(line->id, sizeof line->id, "%s", record_id(r));
    snprintf(line->tool, sizeof line->tool, "%s", record_get(r, PLANNED_TOOL_TOOL));
    bool done = record_yes(r, PLANNED_TOOL_DONE);
    buf_addf(&c->names, done ? _("%s%s (done)") : "%s%s", c->names.len ? ", " : "", tool_label(c->l, line->tool));
    return true;
}

static const struct choice *part_at(struct linear *l, size_t cell)
{
    return &l->app->model.kinds[KIND_PLANNED_TOOL]->fields[PLANNED_TOOL_PART].choices[cell % PARTS];
}

/* What is planned in a cell; release with cell_release(). */
static void cell_read(struct linear *l, size_t cell, struct cell_read *c)
{
    struct error e = {0};
    *c = (struct cell_read){.l = l, .phase = (int)(cell / PARTS), .part = part_at(l, cell)->name};
    if (store_each(l->app->store, l->app->model.kinds[KIND_PLANNED_TOOL], PLANNED_TOOL_ALLIANCE, l->app->alliance, take, c, &e) != OK)
        linear_fail(l, &e);
}

static void cell_release(struct cell_read *c)
{
    free(c->lines);
    buf_release(&c->names);
}

/* ---- one cell ---- */

static bool is_planned(const struct cell_read *c, const char *tool)
{
    for (size_t i = 0; i < c->count; i++)
        if (strcmp(c->lines[i].tool, tool) == 0)
            return true;
    return false;
}

/* Tools that suit the cell and are not planned for it. */
static size_t fitting(struct linear *l, const struct cell_read *c, size_t *entries)
{
    const struct shelf *shelf = tools_of(l);
    char phase[2] = {(char)('0' + c->phase), '\0'};
    size_t n = 0;
    for (size_t i = 0; shelf && i < shelf_count(shelf); i++)
        if (shelf_has(shelf, i, "phases", phase) && shelf_has(shelf, i, "parts", c->part) && !is_planned(c, shelf_id(shelf, i)))
            entries[n++] = i;
    return n;
}

static void plan(struct linear *l, const struct cell_read *c, size_t entry)
{
    struct take_up t;
    if (!linear_may_write(l))
        return;
    take_up_tool(l->app, shelf_id(tools_of(l), entry), c->phase, c->part, &t);
    linear_run_command(l, CMD_ADD, t.given, NULL);
}

static void cell_page(struct linear *l, size_t cell)
{
    struct reply r;
    size_t *entries = xcalloc(tools_of(l) ? shelf_count(tools_of(l)) + 1 : 1, sizeof *entries);
    do {
        struct cell_read c;
        cell_read(l, cell, &c);
        size_t fits = fitting(l, &c, entries);
        linear_gather(l);
        print(l->app, "Phase %d %s, %s\n", c.phase, phase_name(c.phase), part_at(l, cell)->label);
        print(l->app, c.count ? N_("Planned:\n") : N_("Nothing is planned here.\n"));
        for (size_t i = 0; i < c.count; i++)
            print(l->app, "%zu %s\n", i + 1, tool_label(l, c.lines[i].tool));
        if (fits)
            print(l->app, "Tools that fit; their number plans them:\n");
        for (size_t i = 0; i < fits; i++)
            print(l->app, "%zu %s\n", c.count + i + 1, shelf_label(tools_of(l), entries[i]));
        linear_gathered(l);
        r = linear_ask(l, &(struct page){.numbers = c.count + fits, .gathered = true,
                                         .help = _("The number of a planned tool opens it: when, done, why, and delete.")});
        if (r.what == REPLY_NUMBER && r.number <= c.count)
            linear_record(l, l->app->model.kinds[KIND_PLANNED_TOOL], c.lines[r.number - 1].id);
        else if (r.what == REPLY_NUMBER)
            plan(l, &c, entries[r.number - 1 - c.count]);
        cell_release(&c);
    } while (r.what != REPLY_BACK && !l->leave && !l->ended);
    free(entries);
}

/* ---- the grid ---- */

void linear_plan(struct linear *l)
{
    struct reply r;
    do {
        linear_gather(l);
        print(l->app, "Tools planned, by phase and part of the work\n");
        for (size_t cell = 0; cell < PHASES * PARTS; cell++) {
            struct cell_read c;
            cell_read(l, cell, &c);
            if (cell % PARTS == 0)
                print(l->app, "Phase %d %s:\n", c.phase, phase_name(c.phase));
            print(l->app, "%zu %s: %s\n", cell + 1, part_at(l, cell)->label, c.names.len ? c.names.s : _("none yet"));
            cell_release(&c);
        }
        linear_gathered(l);
        r = linear_ask(l, &(struct page){.numbers = PHASES * PARTS, .gathered = true,
                                         .help = _("The number of a part shows what is planned there and which tools would fit.")});
        if (r.what == REPLY_NUMBER)
            cell_page(l, r.number - 1);
    } while (r.what != REPLY_BACK && !l->leave && !l->ended);
}
