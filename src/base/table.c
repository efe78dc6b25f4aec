#include "base/table.h"

#include <string.h>

int table_column(const struct table *t, const char *name)
{
    for (size_t i = 0; i < t->columns; i++)
        if (strcmp(t->header[i], name) == 0)
            return (int)i;
    return -1;
}

const char *table_cell(const struct table *t, size_t row, int column)
{
    return column < 0 ? "" : t->cells[row * t->columns + (size_t)column];
}
