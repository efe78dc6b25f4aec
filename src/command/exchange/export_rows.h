/* export_rows.h: for export.c: the rows of one kind, one after the other, to wherever they go. */
#ifndef PEERLOOM_COMMAND_EXCHANGE_EXPORT_ROWS_H
#define PEERLOOM_COMMAND_EXCHANGE_EXPORT_ROWS_H

#include "command/exchange/export.h"

struct export_rows {
    struct app *app;
    struct csv_writer csv; /* into `out` */
    const struct kind *kind;
    int *fields; /* the columns; heap */
    size_t field_count;
    size_t records;
    /* Where the bytes go. */
    enum status (*put)(void *data, const char *bytes, size_t n, struct error *e);
    void *data;
    struct error *e;
    enum status status;
    struct buf out, cell;
};

/* Chooses the columns. */
void export_rows_init(struct export_rows *r, struct app *app, const struct kind *kind, enum flavour flavour);
void export_rows_release(struct export_rows *r);

/* Writes header and records. */
enum status export_rows_write(struct export_rows *r, enum status (*put)(void *data, const char *bytes, size_t n, struct error *e),
                       void *data, struct error *e);

#endif
