#include "model/instrument.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "base/mem.h"

static const char *const wording_names[WORDINGS] = {"label", "peer", "why", "aloud", "example"};

static enum status bad(const struct table *t, size_t row, int column, struct error *e)
{
    char file[200];
    snprintf(file, sizeof file, "%s.csv", t->name);
    error_at(e, file, (long)row + 2, column + 1);
    return error_hint(e, ERR_INPUT, "correct the file, or remove it to use the one that came with the program");
}

/* The column "label::Français (fr)" for the wording "label" and the code "fr". */
static int wording_column(const struct table *t, const char *wording, const char *code)
{
    char end[32];
    snprintf(end, sizeof end, "(%s)", code);
    for (size_t i = 0; i < t->columns; i++) {
        const char *name = t->header[i];
        size_t n = strlen(wording), len = strlen(name), tail = strlen(end);
        if (strncmp(name, wording, n) == 0 && strncmp(name + n, "::", 2) == 0 && len > tail &&
            strcmp(name + len - tail, end) == 0)
            return (int)i;
    }
    return -1;
}

static enum status read_item(struct instrument *in, const struct table *t, size_t row, struct error *e)
{
    static const char *const columns[] = {"id", "phase", "parent", "lens", "source"};
    int at[5];
    for (int i = 0; i < 5; i++)
        at[i] = table_column(t, columns[i]);
    struct item *item = &in->items[row];
    const char *phase = table_cell(t, row, at[1]), *parent = table_cell(t, row, at[2]);
    *item = (struct item){.id = table_cell(t, row, at[0]), .source = table_cell(t, row, at[4]), .parent = -1, .row = row,
                          .for_peers = strcmp(table_cell(t, row, at[3]), "facilitator") != 0};
    if (!*item->id || instrument_find(in, item->id) >= 0) {
        error_set(e, ERR_INPUT, *item->id ? "the id '%s' is there twice" : "an item has no id%s", item->id);
        return bad(t, row, at[0], e);
    }
    if (phase[0] < '0' || phase[0] >= '0' + PHASES || phase[1]) {
        error_set(e, ERR_INPUT, "'%s' is no phase (0 to %d)", phase, PHASES - 1);
        return bad(t, row, at[1], e);
    }
    item->phase = phase[0] - '0';
    if (*parent && (item->parent = instrument_find(in, parent)) < 0) {
        error_set(e, ERR_INPUT, "the parent '%s' does not stand above '%s'", parent, item->id);
        return bad(t, row, at[2], e);
    }
    in->count = row + 1;
    return OK;
}

enum status instrument_init(struct instrument *in, const struct table *table, const char *language, struct error *e)
{
    *in = (struct instrument){.table = table, .items = xcalloc(table->rows, sizeof *in->items)};
    for (int i = 0; i < WORDINGS; i++) {
        in->columns[i] = wording_column(table, wording_names[i], language);
        in->fallback[i] = wording_column(table, wording_names[i], "en");
    }
    enum status s = OK;
    if (table_column(table, "id") < 0 || table_column(table, "phase") < 0 || table_column(table, "parent") < 0 ||
        in->fallback[WORDING_LABEL] < 0) {
        error_set(e, ERR_INPUT, "the instrument '%s' needs the columns id, phase, parent and label::English (en)", table->name);
        s = bad(table, 0, 0, e);
    }
    for (size_t row = 0; row < table->rows && s == OK; row++)
        s = read_item(in, table, row, e);
    if (s != OK)
        instrument_release(in);
    return s;
}

void instrument_release(struct instrument *in)
{
    free(in->items);
    *in = (struct instrument){0};
}

int instrument_find(const struct instrument *in, const char *id)
{
    for (size_t i = 0; i < in->count; i++)
        if (strcmp(in->items[i].id, id) == 0)
            return (int)i;
    return -1;
}

const char *instrument_text(const struct instrument *in, size_t item, enum wording wording)
{
    const char *text = table_cell(in->table, in->items[item].row, in->columns[wording]);
    return *text ? text : table_cell(in->table, in->items[item].row, in->fallback[wording]);
}

const char *instrument_question(const struct instrument *in, size_t item, enum lens lens)
{
    const char *peer = lens == LENS_PEER ? instrument_text(in, item, WORDING_PEER) : "";
    return *peer ? peer : instrument_text(in, item, WORDING_LABEL);
}

static const struct {
    const char *name, *question;
} phases[PHASES] = {
    {"Pre-foundational", "Is peer learning right for this?"},
    {"Foundational engagement", "How do we get started?"},
    {"Sustained contact", "How do peers keep in touch?"},
    {"Learning outcomes", "What do peers learn?"},
    {"Change at scale", "How does it reach their organisations?"},
};

const char *phase_name(int phase)
{
    return phase >= 0 && phase < PHASES ? phases[phase].name : "";
}

const char *phase_question(int phase)
{
    return phase >= 0 && phase < PHASES ? phases[phase].question : "";
}

char phase_letter(int phase)
{
    return (char)('A' + phase);
}
