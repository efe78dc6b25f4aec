/* error.h: what went wrong, where, and what to do about it.
 *
 * A function that can fail for a reason a person must hear returns an `enum status` and takes a `struct error *` last.
 * The caller owns the struct; `error_set()` fills it and returns the status, so that `return error_set(...)` is the
 * whole of a failure path. Messages follow git's manner: lower case, no full stop, the subject in quotes. The hint says
 * what to do next, in the same manner. A NULL `struct error *` is allowed: the reason is then dropped.
 */
#ifndef PEERLOOM_BASE_ERROR_H
#define PEERLOOM_BASE_ERROR_H

#include <stdbool.h>
#include <stddef.h>

enum status {
    OK = 0,
    ERR_INPUT,     /* what the user gave cannot be used */
    ERR_USAGE,     /* a command was called the wrong way */
    ERR_NOT_FOUND, /* a record, kind, file or item that is not there */
    ERR_REJECTED,  /* done, but some rows were rejected */
    ERR_IO,        /* the operating system refused; text says which call and file */
    ERR_FULL,      /* the disk is full */
    ERR_READ_ONLY, /* the file or folder cannot be written */
    ERR_DAMAGED,   /* the workbench file is not sound */
    ERR_NEWER,     /* the workbench was written by a newer program */
    ERR_BUSY,      /* another window holds the workbench */
    ERR_CANCELLED, /* the user stopped it */
    ERR_CONFLICT,  /* another window has changed what would be overwritten unseen */
};

struct error {
    enum status status;
    char what[600]; /* the message, with its subject in quotes */
    char where[300]; /* file, row and column, or empty */
    char hint[400]; /* what to do next, or empty */
    bool personal;  /* quotes what is kept about somebody: not to be read by others (error_text_private) */
};

/* Fills *e (unless NULL) with the status and the formatted message, clears where and hint; returns the status. */
enum status error_set(struct error *e, enum status status, const char *fmt, ...) __attribute__((format(printf, 3, 4)));

/* Adds what to do next; returns e->status (or `otherwise` when e is NULL). */
enum status error_hint(struct error *e, enum status otherwise, const char *fmt, ...)
    __attribute__((format(printf, 3, 4)));

/* Says where: the file, and row and column counted from 1; 0 leaves that part out. */
void error_at(struct error *e, const char *file, long row, long column);

/* Writes "what (where): hint" into `out` (NUL-terminated, cut at `size`). The text may hold bytes from outside: pass it
 * through show() before it goes to a terminal. */
void error_text(const struct error *e, char *out, size_t size);

/* Marks the message as one that quotes a name, an answer or the like. */
void error_personal(struct error *e);

/* As error_text(), for a screen that others can see: says of such a message only that it names somebody. */
void error_text_private(const struct error *e, char *out, size_t size);

/* The exit code of the command line for a status: 0 done, 1 failed, 2 usage, 3 done but some rows were rejected. */
int error_exit_code(enum status status);

#endif
