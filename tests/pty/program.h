/* program.h: the real program in a test: a folder of its own, its command line with what it wrote, and its full screen
 * driven like a person would. Every byte that the screen gets is audited (audit.h).
 *
 * The program's path comes in the environment variable PEERLOOM. Whatever does not come about ends the test with
 * fail_msg() and the screen as it was. One struct a program; nothing shared.
 */
#ifndef PEERLOOM_TESTS_PTY_PROGRAM_H
#define PEERLOOM_TESTS_PTY_PROGRAM_H

#include "base/buf.h"
#include "pty/audit.h"
#include "pty/pty.h"

/* ---- a folder that goes away again ---- */

struct folder {
    char path[200]; /* without a slash at its end */
};

void folder_make(struct folder *f); /* in $TMPDIR or /tmp */
void folder_remove(struct folder *f);
/* "FOLDER/name", in `out` (cleared first). */
const char *folder_file(const struct folder *f, const char *name, struct buf *out);
/* The whole of a file, appended; fails the test if it cannot be read. */
void file_read(const char *path, struct buf *out);
void file_write(const char *path, const char *bytes, size_t n);

/* ---- the command line ---- */

/* Runs it with HOME and XDG_DATA_HOME in the folder and nothing on standard input but `in` (NULL: nothing). `words`
 * ends with NULL. What it wrote replaces what is in `out` and `err` (NULL: not wanted). Gives the exit code, 128 + n
 * for a signal. */
int program_run(const struct folder *f, const char *const *words, const char *in, struct buf *out, struct buf *err);

/* The same, for what must go well: fails the test otherwise. */
void program_do(const struct folder *f, const char *const *words, struct buf *out);
#define PROGRAM_DO(f, out, ...) program_do(f, (const char *const[]){__VA_ARGS__, NULL}, out)

/* ---- the screen ---- */

struct program {
    struct pty pty;
    struct audit audit;
};

struct program_start {
    const char *const *words; /* behind the program's name, NULL-terminated; NULL: none */
    const char *const *env;   /* as pty_start.env; may name HOME and XDG_DATA_HOME anew */
    const char *term;         /* NULL: xterm-256color */
    int rows, cols;           /* 0: 30 x 100 */
};

/* Starts it in the folder and waits until it has drawn. `start` may be NULL. */
void program_start(struct program *p, const struct folder *f, const struct program_start *start);
/* Starts it and does not wait. */
void program_launch(struct program *p, const struct folder *f, const struct program_start *start);

/* Keys as in keys.h; waits until they are worked off. */
void program_keys(struct program *p, const char *spec);
/* Text between the brackets of a paste, for what keys.h would read as names. */
void program_paste(struct program *p, const char *text);
void program_sees(struct program *p, const char *text);     /* waits until the text is on the screen */
void program_sees_not(struct program *p, const char *text); /* waits until it is not */
bool program_shows(struct program *p, const char *text);    /* is it there now? */
void program_escape(struct program *p, const char *text);   /* Esc until the text is not there any more */
void program_resize(struct program *p, int rows, int cols);
/* The id of the question that is open in the walk, such as "0.1.a", in `id`. */
void program_question(struct program *p, char id[16]);

/* Waits for its end; fails the test if that takes longer than PTY_PATIENCE_MS, if the exit code is another, if a byte
 * was sent that drawing does not send, or if the terminal is not left clean. */
void program_ends(struct program *p, int code);
/* Ctrl+Q and program_ends(p, 0). */
void program_quit(struct program *p);
/* Fails the test if a byte was sent that drawing does not send. */
void program_audit(const struct program *p);
/* Ends the test with the message, the screen and the last reason. */
void program_fail(struct program *p, const char *what);

int64_t clock_ms(void); /* monotonic */

#endif
