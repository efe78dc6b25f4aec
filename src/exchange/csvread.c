#include "exchange/csvread.h"

#include <csv.h>
#include <errno.h>
#include <fcntl.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <strings.h>
#include <sys/stat.h>
#include <unistd.h>

#include "base/arena.h"
#include "base/buf.h"
#include "base/mem.h"
#include "exchange/encoding.h"
#include "exchange/formula.h"

/* libcsv's buffer grows by this much. */
#define BLOCK 1024

/* What libcsv's callbacks work on. libcsv says nothing of lines and cannot be stopped by a callback: it is fed one line
 * of the file at a time, and `status` ends the feeding. */
struct csv_reader {
    struct csv_parser parser;
    const char *name;
    csv_row_fn *row_fn;
    void *data;
    struct error *e;
    struct csv_shape shape;
    enum status status;
    bool guarded;    /* our spreadsheet flavour: the apostrophe before a formula is taken off */
    long line;       /* being fed */
    long row_line;   /* where the row began */
    long cell_line;  /* where the cell began */
    size_t rows;     /* passed on, with the header */
    size_t columns;  /* of the header */
    struct buf text; /* the row's cells, each with its NUL */
    size_t count;    /* cells in it */
    size_t lengths[CSV_MAX_COLUMNS];
    const char *cells[CSV_MAX_COLUMNS];
};

/* The only way to limit libcsv's memory: doc/reliability.md, "CSV". One block more, as it asks for room before it needs it. */
static void *capped_realloc(void *p, size_t size)
{
    return size > CSV_MAX_FIELD + 2 * BLOCK ? NULL : xrealloc(p, size);
}

/* A row may span lines, so places are lines of the file. */
static void fail_at(struct csv_reader *r, long line, size_t column)
{
    r->status = ERR_INPUT;
    if (r->e && column)
        snprintf(r->e->where, sizeof r->e->where, "%.200s, line %ld, column %zu", r->name, line, column);
    else if (r->e)
        snprintf(r->e->where, sizeof r->e->where, "%.200s, line %ld", r->name, line);
}

static void fail_too_long(struct csv_reader *r)
{
    error_set(r->e, ERR_INPUT, "a cell of '%s' is longer than %u KiB", r->name, CSV_MAX_FIELD >> 10);
    fail_at(r, r->cell_line, r->count + 1);
    error_hint(r->e, ERR_INPUT, "look at the cell that begins in line %ld: often a quote was not closed there",
               r->cell_line);
}

static void on_cell(void *cell, size_t length, void *data)
{
    struct csv_reader *r = data;
    if (r->status != OK)
        return;
    if (r->count == CSV_MAX_COLUMNS) {
        error_set(r->e, ERR_INPUT, "'%s' has more than %d columns", r->name, CSV_MAX_COLUMNS);
        fail_at(r, r->row_line, r->count + 1);
        error_hint(r->e, ERR_INPUT, "take out the columns that are not needed, or check the separator");
        return;
    }
    if (length > CSV_MAX_FIELD) {
        fail_too_long(r);
        return;
    }
    const char *text = cell;
    if (r->guarded && formula_is_guarded(text)) {
        text++;
        length--;
    }
    r->lengths[r->count++] = length;
    buf_add(&r->text, text, length);
    buf_addc(&r->text, '\0');
    r->cell_line = r->line;
}

/* Brings the row to the header's length: empty cells are added, and taken off where they are too many. */
static void fit_row(struct csv_reader *r)
{
    if (r->rows == 0) {
        r->columns = r->shape.columns = r->count;
        return;
    }
    if (r->count != r->columns && !r->shape.uneven) {
        r->shape.uneven = r->row_line;
        r->shape.uneven_cells = r->count;
    }
    while (r->count > r->columns && r->lengths[r->count - 1] == 0)
        r->count--;
    if (r->count != r->columns && !r->shape.ragged) {
        r->shape.ragged = true;
        r->shape.first_ragged = r->row_line;
    }
    while (r->count < r->columns) {
        r->lengths[r->count++] = 0;
        buf_addc(&r->text, '\0');
    }
}

static void on_row(int terminator, void *data)
{
    (void)terminator;
    struct csv_reader *r = data;
    if (r->status != OK)
        return;
    if (r->rows > CSV_MAX_ROWS) {
        error_set(r->e, ERR_INPUT, "'%s' has more than %d rows", r->name, CSV_MAX_ROWS);
        fail_at(r, r->row_line, 0);
        error_hint(r->e, ERR_INPUT, "split the file in two and import one after the other");
        return;
    }
    fit_row(r);
    const char *p = buf_str(&r->text);
    for (size_t i = 0; i < r->count; i++) {
        r->cells[i] = p;
        p += r->lengths[i] + 1;
    }
    r->status = r->row_fn(r->data, r->rows, r->row_line, r->cells, r->lengths, r->count, r->e);
    r->rows++;
    r->count = 0;
    buf_clear(&r->text);
}

static void fail_parse(struct csv_reader *r)
{
    if (csv_error(&r->parser) != CSV_EPARSE) {
        fail_too_long(r);
        return;
    }
    error_set(r->e, ERR_INPUT, "there is a quote inside a cell of '%s', or something follows a closing quote", r->name);
    fail_at(r, r->line, r->count + 1);
    error_hint(r->e, ERR_INPUT, "put the whole cell in quotes and double each quote inside it");
}

/* Feeds the text line by line. A file without line feeds has the carriage returns of old Macs. */
static void feed(struct csv_reader *r, const char *p, const char *end)
{
    int terminator = memchr(p, '\n', (size_t)(end - p)) ? '\n' : '\r';
    for (r->line++; p < end && r->status == OK; r->line++) {
        const char *next = memchr(p, terminator, (size_t)(end - p));
        next = next ? next + 1 : end;
        if (r->parser.pstate == 0) /* between two rows */
            r->row_line = r->cell_line = r->line;
        size_t n = (size_t)(next - p);
        size_t parsed = csv_parse(&r->parser, p, n, on_cell, on_row, r);
        if (parsed != n && r->status == OK)
            fail_parse(r);
        p = next;
    }
    /* csv_fini() forgets an earlier failure: it is called only after none (doc/reliability.md, "CSV"). */
    if (r->status == OK && csv_fini(&r->parser, on_cell, on_row, r) != 0 && r->status == OK) {
        error_set(r->e, ERR_INPUT, "a quote in '%s' is not closed before the end of the file", r->name);
        fail_at(r, r->cell_line, r->count + 1);
        error_hint(r->e, ERR_INPUT, "look at the cell that begins in line %ld and close its quote", r->cell_line);
    }
}

/* "sep=;" as first line, alone or quoted: what Excel writes and reads. Moves *p behind it. */
static char separator_line(const char **p, const char *end)
{
    const char *s = *p;
    bool quoted = s < end && *s == '"';
    s += quoted;
    if (end - s < 5 || strncasecmp(s, "sep=", 4) != 0)
        return 0;
    char separator = s[4];
    s += 5;
    if (quoted && (s == end || *s++ != '"'))
        return 0;
    if (s < end && *s == '\r')
        s++;
    if (s < end && *s != '\n' && s[-1] != '\r')
        return 0;
    *p = s < end && *s == '\n' ? s + 1 : s;
    return separator;
}

/* The candidate that stands most often in the first line that is not blank, outside quotes. */
static char find_separator(const char *p, const char *end)
{
    static const char candidates[] = ",;\t|";
    size_t counts[sizeof candidates] = {0};
    while (p < end && strchr("\r\n ", *p))
        p++;
    for (bool quoted = false; p < end && (quoted || (*p != '\n' && *p != '\r')); p++) {
        const char *found = *p == '"' ? NULL : strchr(candidates, *p);
        if (*p == '"')
            quoted = !quoted;
        else if (found && !quoted)
            counts[found - candidates]++;
    }
    size_t best = 0;
    for (size_t i = 1; candidates[i]; i++)
        if (counts[i] > counts[best])
            best = i;
    return candidates[best];
}

static enum status refuse_size(const char *name, struct error *e)
{
    error_set(e, ERR_INPUT, "'%s' is larger than %u MB", name, CSV_MAX_FILE >> 20);
    return error_hint(e, ERR_INPUT, "split the file in two and import one after the other");
}

static void read_rows(struct csv_reader *r, const struct decoded *d, char separator)
{
    const char *p = d->text, *end = d->text + d->length;
    const char *begin = p;
    char named = separator_line(&p, end);
    r->line = p > begin; /* the line "sep=" counts */
    r->shape.separator = separator ? separator : named ? named : find_separator(p, end);
    /* All options are set before the first byte (doc/reliability.md, "CSV"). */
    csv_set_delim(&r->parser, (unsigned char)r->shape.separator);
    csv_set_realloc_func(&r->parser, capped_realloc);
    csv_set_blk_size(&r->parser, BLOCK);
    feed(r, p, end);
    if (r->status == OK && r->rows == 0) {
        r->status = error_set(r->e, ERR_INPUT, "'%s' is empty", r->name);
        error_hint(r->e, ERR_INPUT, "a CSV file begins with a row of column names");
    }
}

enum status csv_read_memory(const char *bytes, size_t n, const char *name, char separator, const char *encoding,
                            struct csv_shape *shape, csv_row_fn *row, void *data, struct error *e)
{
    if (n > CSV_MAX_FILE)
        return refuse_size(name, e);
    struct decoded d;
    enum status status = encoding_decode(bytes, n, name, encoding, &d, e);
    if (status != OK)
        return status;
    struct csv_reader *r = xcalloc(1, sizeof *r);
    r->name = name;
    r->row_fn = row;
    r->data = data;
    r->e = e;
    r->guarded = d.bom;
    r->shape.encoding = d.encoding;
    r->shape.bom = d.bom;
    if (csv_init(&r->parser, CSV_STRICT | CSV_STRICT_FINI | CSV_APPEND_NULL) != 0)
        die_out_of_memory();
    read_rows(r, &d, separator);
    csv_free(&r->parser);
    if (shape)
        *shape = r->shape;
    status = r->status;
    buf_release(&r->text);
    buf_release(&d.made);
    free(r);
    return status;
}

/* ---- files ---- */

static enum status open_file(const char *path, int *fd, struct error *e)
{
    if (strcmp(path, "-") == 0) {
        *fd = STDIN_FILENO;
        return OK;
    }
    *fd = open(path, O_RDONLY | O_CLOEXEC | O_NOCTTY);
    if (*fd < 0) {
        enum status status = errno == ENOENT || errno == ENOTDIR ? ERR_NOT_FOUND : ERR_IO;
        error_set(e, status, "cannot open '%s': %s", path, strerror(errno));
        return error_hint(e, status, "check the name of the file and that you may read it");
    }
    struct stat st;
    if (fstat(*fd, &st) == 0 && (S_ISREG(st.st_mode) || S_ISFIFO(st.st_mode)) && st.st_size <= (off_t)CSV_MAX_FILE)
        return OK;
    bool large = S_ISREG(st.st_mode);
    close(*fd);
    if (large)
        return refuse_size(path, e);
    error_set(e, ERR_INPUT, S_ISDIR(st.st_mode) ? "'%s' is a folder" : "'%s' is not a file", path);
    return error_hint(e, ERR_INPUT, "name one CSV file");
}

static enum status read_all(int fd, const char *name, struct buf *out, struct error *e)
{
    struct stat st;
    if (fstat(fd, &st) == 0 && S_ISREG(st.st_mode) && st.st_size > 0)
        buf_reserve(out, (size_t)st.st_size + 1);
    for (;;) {
        if (out->cap - out->len < 4096)
            buf_reserve(out, 65536);
        ssize_t n = read(fd, out->s + out->len, out->cap - out->len - 1);
        if (n < 0 && errno == EINTR)
            continue;
        if (n < 0) {
            error_set(e, ERR_IO, "cannot read '%s': %s", name, strerror(errno));
            return error_hint(e, ERR_IO, "copy the file to this computer's disk and try again");
        }
        if (n == 0)
            return OK;
        out->len += (size_t)n;
        out->s[out->len] = '\0';
        if (out->len > CSV_MAX_FILE)
            return refuse_size(name, e);
    }
}

enum status csv_read_file(const char *path, char separator, const char *encoding, struct csv_shape *shape,
                          csv_row_fn *row, void *data, struct error *e)
{
    int fd;
    enum status status = open_file(path, &fd, e);
    if (status != OK)
        return status;
    const char *name = fd == STDIN_FILENO ? "standard input" : path;
    struct buf bytes = BUF_INIT;
    status = read_all(fd, name, &bytes, e);
    if (fd != STDIN_FILENO)
        close(fd);
    if (status == OK)
        status = csv_read_memory(buf_str(&bytes), bytes.len, name, separator, encoding, shape, row, data, e);
    buf_release(&bytes);
    return status;
}

/* ---- tables ---- */

struct read_table {
    struct table table; /* first: what the caller sees */
    struct arena *arena;
    const char **header, **cells;
    size_t used, room; /* of cells */
    bool list;         /* for import: text behind the last column is left out */
};

static enum status refuse_long_row(const struct table *t, size_t row, size_t count, struct error *e)
{
    char file[200];
    snprintf(file, sizeof file, "%s.csv", t->name);
    error_set(e, ERR_INPUT, "a row of '%s' has %zu cells, its header has %zu", t->name, count, t->columns);
    error_at(e, file, (long)row + 1, (long)t->columns + 1);
    return error_hint(e, ERR_INPUT, "put quotes around a cell that contains the separator, or take out what is too much");
}

static enum status read_row(void *data, size_t row, long line, const char *const *cells, const size_t *lengths,
                            size_t count, struct error *e)
{
    (void)line;
    struct read_table *t = data;
    if (row == 0) {
        t->table.columns = count;
        t->header = arena_alloc(t->arena, count * sizeof *t->header);
    }
    if (count > t->table.columns && !t->list)
        return refuse_long_row(&t->table, row, count, e);
    const char **to = t->header;
    if (row > 0) {
        GROW(t->cells, t->used + t->table.columns, t->room);
        to = t->cells + t->used;
        t->used += t->table.columns;
        t->table.rows++;
    }
    for (size_t i = 0; i < t->table.columns; i++)
        to[i] = i < count ? arena_text(t->arena, cells[i], lengths[i]) : "";
    return OK;
}

static enum status read_table(const char *path, bool list, struct table **table, struct csv_shape *shape,
                              struct error *e)
{
    struct read_table *t = xcalloc(1, sizeof *t);
    t->list = list;
    t->arena = arena_new();
    const char *slash = strrchr(path, '/'), *file = slash ? slash + 1 : path, *dot = strrchr(file, '.');
    t->table.name = arena_text(t->arena, file, dot && dot > file ? (size_t)(dot - file) : strlen(file));
    enum status status = csv_read_file(path, 0, NULL, shape, read_row, t, e);
    t->table.header = t->header;
    t->table.cells = t->cells;
    *table = &t->table;
    if (status != OK) {
        csv_table_free(*table);
        *table = NULL;
    }
    return status;
}

enum status csv_read_table(const char *path, struct table **table, struct csv_shape *shape, struct error *e)
{
    return read_table(path, false, table, shape, e);
}

enum status csv_read_list(const char *path, struct table **table, struct error *e)
{
    return read_table(path, true, table, NULL, e);
}

enum status csv_memory_table(const char *text, const char *name, struct table **table, struct error *e)
{
    struct read_table *t = xcalloc(1, sizeof *t);
    t->arena = arena_new();
    t->table.name = arena_text(t->arena, name, strlen(name));
    enum status status = csv_read_memory(text, strlen(text), name, 0, NULL, NULL, read_row, t, e);
    t->table.header = t->header;
    t->table.cells = t->cells;
    *table = &t->table;
    if (status != OK) {
        csv_table_free(*table);
        *table = NULL;
    }
    return status;
}

void csv_table_free(struct table *table)
{
    if (!table)
        return;
    struct read_table *t = (struct read_table *)table;
    arena_free(t->arena);
    free(t->cells);
    free(t);
}
