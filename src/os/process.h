/* process.h: what a process is given by whoever starts it, made fit for ours. Knows base only, as all of src/os does. */
#ifndef PEERLOOM_OS_PROCESS_H
#define PEERLOOM_OS_PROCESS_H

/* First of all, before any file is opened: descriptors 0 to 2 are taken, new files are for their owner only (umask 077), no
 * core is dumped, a size limit or a reader who has gone is an error and no death, and a child's end is not ignored. */
void os_process_prepare(void);

/* From now on a write to a pipe that nobody reads ends the program at once (SIGPIPE; a shell sees 141). */
void os_pipe_ends_program(void);
/* Ends it so now. */
void os_end_by_pipe(void);

#endif
