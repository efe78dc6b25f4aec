/* encoding.h: bytes of a text file, whatever wrote them, as UTF-8.
 *
 * UTF-8 is kept as it is; UTF-16 is known by its byte order mark or by where its NULs stand; anything else that is no
 * valid UTF-8 is taken for Windows-1252, the encoding of Western European spreadsheets, and the caller says so in its
 * preview. These are decoded here, so that nothing has to be loaded at run time; another encoding that is asked for by
 * name goes through iconv (POSIX). Tables: unicode.org, MAPPINGS/VENDORS/MICSFT/WINDOWS/CP1252.TXT; UTF-8: RFC 3629.
 */
#ifndef PEERLOOM_EXCHANGE_ENCODING_H
#define PEERLOOM_EXCHANGE_ENCODING_H

#include <stdbool.h>
#include <stddef.h>

#include "base/buf.h"
#include "base/error.h"

struct decoded {
    const char *text; /* UTF-8 without byte order mark, no NUL in it; in the caller's bytes or in `made` */
    size_t length;
    const char *encoding; /* "UTF-8", "UTF-16LE", "UTF-16BE", "Windows-1252", or the name that was asked for */
    bool bom;
    struct buf made; /* what was converted; release it when done with text */
};

/* Decodes `n` bytes into *d (no need to clear it first). `encoding` NULL: find it. `name` is for messages. ERR_INPUT
 * says in which line the first byte stands that cannot be text, and what to do; d->made is empty then. */
enum status encoding_decode(const char *bytes, size_t n, const char *name, const char *encoding, struct decoded *d,
                            struct error *e);

#endif
