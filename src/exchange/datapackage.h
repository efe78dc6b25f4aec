/* datapackage.h: the description that lies beside an export: datapackage.json, Data Package v2 (csv-conventions 3.6;
 * https://datapackage.org/profiles/2.0/datapackage.json). Every file is a resource with its size, hash, dialect and the
 * schema that follows from its kind. The member "peerloom" says that the folder is an export of ours, and for whom. */
#ifndef PEERLOOM_EXCHANGE_DATAPACKAGE_H
#define PEERLOOM_EXCHANGE_DATAPACKAGE_H

#include <stdbool.h>
#include <stddef.h>

#include "base/buf.h"
#include "exchange/csvwrite.h"
#include "model/kind.h"

#define DATAPACKAGE_FILE "datapackage.json"

struct package_file {
    const struct kind *kind;
    const char *file; /* people.csv */
    size_t bytes, records;
    const char *hash;  /* SHA-256 in hex */
    const int *fields; /* the columns, as fields of the kind */
    size_t field_count;
};

struct package {
    const char *audience; /* owner, alliance or public */
    enum flavour flavour;
    const char *created; /* YYYY-MM-DDTHH:MM:SSZ */
    const struct package_file *files;
    size_t count;
    /* For the public: each row about a person is shared by `fewest` people at least; so many were made less exact, and so
     * many are not written but counted. fewest 0: rows are as they are. */
    size_t fewest, coarsened, counted;
};

void datapackage_write(const struct package *package, struct buf *out);

/* True if the folder holds a datapackage.json of ours; *same_audience then tells whether it was for `audience`. */
bool datapackage_is_ours(const char *folder, const char *audience, bool *same_audience);

#endif
