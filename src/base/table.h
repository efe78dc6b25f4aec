/* table.h: a table of text cells, as a CSV file in data/ becomes when it is compiled in, or when it is read at run time.
 * Row 0 is the first row after the header. Cells are NUL-terminated UTF-8, never NULL. Nothing in it is owned by the
 * reader: compiled-in tables are const, tables read from files belong to whoever read them. */
#ifndef PEERLOOM_BASE_TABLE_H
#define PEERLOOM_BASE_TABLE_H

#include <stddef.h>

struct table {
    const char *name;         /* file name without folder and ".csv": "person", "questions" */
    size_t columns, rows;
    const char *const *header; /* columns names */
    const char *const *cells;  /* rows * columns, row by row */
};

/* The column of that name, or -1. */
int table_column(const struct table *t, const char *name);

/* The cell, or "" where the column is -1. */
const char *table_cell(const struct table *t, size_t row, int column);

#endif
