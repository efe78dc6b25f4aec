/* outputs.h: where a command writes besides the workbench: the one place that knows which words name such files. */
#ifndef PEERLOOM_COMMAND_OUTPUTS_H
#define PEERLOOM_COMMAND_OUTPUTS_H

#include "command/command.h"

#define MOST_OUTPUTS 4

/* The files and folders that the words name to be written, in the order they stand; "-" is none. Returns how many. */
size_t command_outputs(const struct command *c, const char *const *words, size_t count, const char *paths[MOST_OUTPUTS]);

/* True for a command that only prints: when its reader has gone there is nothing left to do. */
bool command_only_prints(const struct command *c);

/* From now on the process may write only below the folder of the workbench app->db (made if `make`) and where `outputs` are
 * to be: in a folder that is there, else in the nearest above it that is. What is in force goes to app->protection. */
void command_protect(struct app *app, bool make, const char *const *outputs, size_t count);

#endif
