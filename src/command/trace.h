/* trace.h: what is run, for the trace (os/trace.h): which command, which arguments, how it went and how long it took. Of what
 * was given only words that describe the data are written: names of kinds and fields, choices. Of the rest only the length. */
#ifndef PEERLOOM_COMMAND_TRACE_H
#define PEERLOOM_COMMAND_TRACE_H

#include "command/args.h"

/* Both do nothing without a trace. `began` is what the first gave. */
double command_trace_begin(const struct app *app, const struct args *args);
void command_trace_end(const struct app *app, const struct args *args, enum status status, double began);

#endif
