/* path.h: which file a path means, and who else may read it. */
#ifndef PEERLOOM_OS_PATH_H
#define PEERLOOM_OS_PATH_H

#include <stdbool.h>
#include <sys/types.h>

#include "base/buf.h"
#include "base/error.h"

enum os_link {
    OS_REFUSE_LINK, /* the file's own name must not be a link */
    OS_FOLLOW_OWN,  /* it may be one that the user or root has made; anybody else's would choose the file for us */
};

/* Appends the absolute path without links of the file that `path` means. Its folder must be there, the file need not.
 * Links among the folders are followed; what is no regular file is refused.
 * ERR_NOT_FOUND (no such folder, a link to nothing), ERR_IO. */
enum status os_path_of_file(const char *path, enum os_link link, struct buf *out, struct error *e);

/* Makes the folders above `path` that are not there yet, with mode 0700. ERR_FULL, ERR_READ_ONLY or ERR_IO. */
enum status os_path_make_folders(const char *path, struct error *e);

/* Appends the folder of a path as it is written: "." if it has none. */
void os_path_folder(const char *path, struct buf *out);

enum os_privacy {
    OS_PRIVATE,   /* nobody else could read it, or it is not there */
    OS_TIGHTENED, /* others could: no longer */
    OS_OPEN,      /* others can, and this could not be changed: not ours, or a file system without modes */
};

/* Takes from a file or folder of our own what others may do with it. *mode: as it was found (may be NULL). */
enum os_privacy os_path_make_private(const char *path, mode_t *mode);
/* The same without changing anything: OS_PRIVATE or OS_OPEN. */
enum os_privacy os_path_privacy(const char *path, mode_t *mode);

/* A path as people give it: typed, pasted, or dragged into the terminal, which puts quotes around it or backslashes before
 * blanks. "~/" is home. A whole path behind the one that was suggested counts alone. In place. */
void os_path_typed(struct buf *path);

#endif
