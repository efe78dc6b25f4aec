/* csvread.h: reads a CSV file of anybody's making, row by row, within limits, or says exactly what is wrong with it.
 *
 * libcsv with the guards of doc/reliability.md, "CSV": strict, byte order mark removed, parse length checked, field size capped,
 * UTF-16 and other encodings recognised and converted (iconv) or refused, NUL bytes refused. The separator is found in
 * the header row (outside quotes) among , ; TAB |, or given by a line "sep=;". Blank lines are skipped.
 *
 * In a file with a byte order mark, as our spreadsheet flavour (csvwrite.h) and spreadsheets write it, the apostrophe
 * in front of a cell that would be a formula is taken off. Other files are read as they are, so that the interchange
 * flavour comes back byte for byte. Blanks around an unquoted cell are dropped (libcsv does that).
 */
#ifndef PEERLOOM_EXCHANGE_CSVREAD_H
#define PEERLOOM_EXCHANGE_CSVREAD_H

#include <stdbool.h>
#include <stddef.h>

#include "base/error.h"
#include "base/table.h"

#define CSV_MAX_FILE (50u << 20)
#define CSV_MAX_FIELD (64u << 10)
#define CSV_MAX_COLUMNS 256
#define CSV_MAX_ROWS 200000

struct csv_shape {
    const char *encoding; /* "UTF-8", "UTF-16LE", "Windows-1252" ... */
    bool bom;
    char separator;
    bool ragged;       /* some rows are longer or shorter than the header */
    long first_ragged; /* its line, counted from 1 */
    size_t columns;    /* cells in the header */
    long uneven;       /* line of the first row with another number of cells, be they empty or not; 0: there is none */
    size_t uneven_cells;
};

/* Called for every row, the header first (row 0). `count` is the header's count, missing cells being "", or more where
 * cells that are not empty stand behind the last column. `line` is the line in the file where the row begins, from 1.
 * Cells are NUL-terminated and valid during the call. Returning another status than OK stops the reading with it; the
 * callee has then filled *e. */
typedef enum status csv_row_fn(void *data, size_t row, long line, const char *const *cells, const size_t *lengths,
                               size_t count, struct error *e);

/* Reads `n` bytes; `name` is for messages. `separator` 0: find it. `encoding` NULL: find it. *shape may be NULL. */
enum status csv_read_memory(const char *bytes, size_t n, const char *name, char separator, const char *encoding,
                            struct csv_shape *shape, csv_row_fn *row, void *data, struct error *e);

/* The same for a file; "-" is standard input. Refuses what is no regular file or pipe, and more than CSV_MAX_FILE. */
enum status csv_read_file(const char *path, char separator, const char *encoding, struct csv_shape *shape,
                          csv_row_fn *row, void *data, struct error *e);

/* Reads a whole file into a table (rows padded with "" to the header's length); csv_table_free() it. Refuses a row with
 * text behind the last column: often a comma without quotes around its cell, and every text behind it has moved. */
enum status csv_read_table(const char *path, struct table **table, struct csv_shape *shape, struct error *e);
/* The same for a list that is to be imported, where only the row concerned is rejected: what stands behind the last
 * column is left out here. */
enum status csv_read_list(const char *path, struct table **table, struct error *e);
/* The same for text in memory; `name` is the table's name and stands in messages. */
enum status csv_memory_table(const char *text, const char *name, struct table **table, struct error *e);
void csv_table_free(struct table *table);

#endif
