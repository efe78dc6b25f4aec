/* trace.h: a file that says what the program does and how long it takes, for whoever looks for a fault.
 *
 * PEERLOOM_TRACE=FILE in the environment asks for it. A line is: milliseconds since the program began, process, what. Commands
 * (command/trace.h) and statements of SQL (store/db.h) write there. No line may hold what is kept in a workbench: a trace is
 * made to be sent to somebody else. Who adds one must see that tests/command/cli-trace still finds no name.
 */
#ifndef PEERLOOM_OS_TRACE_H
#define PEERLOOM_OS_TRACE_H

#include <stdint.h>

#include "base/error.h"

struct trace;

/* Begins a trace, or goes on with one, in a file that only its owner can read. To be called before os_protect(): the file may
 * be anywhere. ERR_INPUT: there is a file that is no trace. ERR_NOT_FOUND, ERR_IO. */
enum status trace_open(const char *path, struct trace **trace, struct error *e);
void trace_close(struct trace *t);

/* Milliseconds since it was opened; 0 without a trace. */
double trace_now(const struct trace *t);

/* One line, written at once; nothing without a trace. */
void trace_line(const struct trace *t, const char *text);

#endif
