/* mapping.h: which column of a file goes to which field of a kind.
 *
 * By the name, label or alias of the fields (kind_match_header), or by a mapping file the facilitator gives: a CSV with
 * the columns header and field, an empty field meaning that the column is left out. A file of people may also hold
 * columns of their membership in the open alliance (status, mandate_by ...).
 */
#ifndef PEERLOOM_EXCHANGE_MAPPING_H
#define PEERLOOM_EXCHANGE_MAPPING_H

#include <stddef.h>

#include "base/error.h"
#include "base/table.h"
#include "model/kind.h"

enum target {
    TARGET_IGNORED,
    TARGET_FIELD,  /* a stored field of the kind */
    TARGET_ID,     /* the id */
    TARGET_LINKS,  /* a links field: titles, separated by semicolons */
    TARGET_MEMBER, /* a field of the kind `member` */
};

struct import_column {
    const char *header; /* as in the file; not owned */
    enum target target;
    int field;        /* of the kind, or of `member` for TARGET_MEMBER; -1 if ignored */
    const char *note; /* why it is ignored, or "" */
};

/* Finds the target of each of `count` headers and fills columns[count]. `member`: the kind whose fields a file of this
 * kind may also hold, or NULL. `map`: the facilitator's mapping, or NULL. ERR_INPUT when the mapping names a header or
 * field that is not there, or when no column at all has a target. */
enum status mapping_find(const struct kind *kind, const struct kind *member, const struct table *map,
                         const char *const *headers, size_t count, struct import_column *columns, struct error *e);

/* The label of a column's field as a person reads it ("Membership: Status"), "" when it is ignored; appended to out. */
void mapping_label(const struct kind *kind, const struct kind *member, const struct import_column *column,
                   struct buf *out);

#endif
