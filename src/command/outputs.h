/* outputs.h: where a command writes besides the workbench. Arguments of the type ARG_WRITE (args.h) say so. */
#ifndef PEERLOOM_COMMAND_OUTPUTS_H
#define PEERLOOM_COMMAND_OUTPUTS_H

#include "command/command.h"

#define MOST_OUTPUTS 4

/* The files and folders that are named to be written, in the order they were given; "-" is none. Returns how many. */
size_t command_outputs(const struct args *args, const char *paths[MOST_OUTPUTS]);

/* True for a command that only prints: when its reader has gone there is nothing left to do. */
bool command_only_prints(const struct command *c);

/* From now on the process may write only below the folder of the workbench app->db (made if `make`) and where `outputs` are
 * to be: in a folder that is there, else in the nearest above it that is. What is in force goes to app->protection. */
void command_protect(struct app *app, bool make, const char *const *outputs, size_t count);

#endif
