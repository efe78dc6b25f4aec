/* writer.h: a second process that writes where the full screen and the accessible mode may not.
 *
 * Both read what others have written, for hours; so they may write only in the workbench's own folder (os/protect.h). Where
 * an export is to go is known only when somebody has typed it, and a protection can never be loosened. So the program
 * forks once, before it has read anything (when there is least to copy), and hands what the command was given, and what was decided
 * about names in free text, to that process. It makes for each command a process of its own, which may write in the workbench's folder and the one that was typed, does what it would have done
 * here, and is gone: a program that is made to misbehave can ask for a sheet or an export, and for no more.
 */
#ifndef PEERLOOM_COMMAND_WRITER_H
#define PEERLOOM_COMMAND_WRITER_H

#include "command/command.h"

/* Starts it, before app_init(). Where that fails, app->writer stays NULL and nothing may be protected. */
void writer_start(struct app *app);

/* Has the command run there; app->message is what it said. ERR_IO if the process is gone. */
enum status writer_run(struct app *app, const struct args *args, struct error *e);

/* Ends it; fine with NULL. */
void writer_stop(struct app *app);

#endif
