/* export_rows.h: for export.c: the rows of one kind, one after the other, to wherever they go. */
#ifndef PEERLOOM_COMMAND_EXCHANGE_EXPORT_ROWS_H
#define PEERLOOM_COMMAND_EXCHANGE_EXPORT_ROWS_H

#include "command/exchange/export.h"

struct rows {
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
void rows_init(struct rows *r, struct app *app, const struct kind *kind, enum flavour flavour);
void rows_release(struct rows *r);

/* Writes header and records. */
enum status rows_write(struct rows *r, enum status (*put)(void *data, const char *bytes, size_t n, struct error *e),
                       void *data, struct error *e);

#endif
