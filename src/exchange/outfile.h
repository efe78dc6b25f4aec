/* outfile.h: a file that appears whole or not at all.
 *
 * It is written under a temporary name in the folder it belongs to (O_CREAT|O_EXCL|O_NOFOLLOW, mode 0600), synced, and
 * then renamed, so that neither a link that somebody planted nor a full disk can harm what stood there (doc/reliability.md,
 * "Files written"). Its size and SHA-256 are counted on the way.
 *
 *     outfile_open, outfile_write ..., outfile_close, outfile_place      or outfile_drop at any time
 */
#ifndef PEERLOOM_EXCHANGE_OUTFILE_H
#define PEERLOOM_EXCHANGE_OUTFILE_H

#include <sodium.h>
#include <stddef.h>

#include "base/error.h"

struct outfile {
    char *path, *temporary; /* both heap; NULL when dropped or placed */
    int fd;
    size_t bytes;
    crypto_hash_sha256_state state;
    char hash[2 * crypto_hash_sha256_BYTES + 1]; /* in hex, once closed */
};

/* ERR_READ_ONLY, ERR_FULL or ERR_IO with what to do; the struct needs no release then. */
enum status outfile_open(struct outfile *f, const char *path, struct error *e);
/* On an error the file is dropped. */
enum status outfile_write(struct outfile *f, const char *bytes, size_t n, struct error *e);
enum status outfile_close(struct outfile *f, struct error *e); /* all of it is on the disk */
enum status outfile_place(struct outfile *f, struct error *e); /* it has its name, for good */
void outfile_drop(struct outfile *f);                          /* takes the temporary file away; fine when placed */

#endif
