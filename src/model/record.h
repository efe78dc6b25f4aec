/* record.h: the values of one record. Values are the stored text of each field (see field_parse); an unset and an empty
 * field are the same and read as "". */
#ifndef PEERLOOM_MODEL_RECORD_H
#define PEERLOOM_MODEL_RECORD_H

#include "base/id.h"
#include "model/kind.h"

struct record {
    const struct kind *kind;
    char **values; /* kind->field_count at the time of init; NULL = unset. values[FIELD_ID] is the id */
    size_t count;
};

void record_init(struct record *r, const struct kind *kind); /* all unset, FIELD_VISIBILITY_OPEN */
void record_release(struct record *r);

const char *record_get(const struct record *r, int field); /* never NULL; valid until set or release */
void record_set(struct record *r, int field, const char *value); /* copies; NULL or "" unsets */
bool record_has(const struct record *r, int field);
const char *record_or(const struct record *r, int field, const char *otherwise); /* the value, `otherwise` if it is empty */
bool record_is(const struct record *r, int field, const char *value);
bool record_yes(const struct record *r, int field); /* of a FIELD_YESNO */

/* Does the field have that choice? RECORD_IS(r, ANSWER_STATUS, OPEN) compares with the constant ANSWER_STATUS_OPEN, so that
 * a choice of another field does not compile. */
#define RECORD_IS(r, field, choice) record_is(r, field, field##_##choice)
const char *record_id(const struct record *r);

/* The id a keyed kind's record must have: derived (BLAKE2b, libsodium) from kind name and key fields, as a UUID version 8
 * (RFC 9562, 5.8), so that two laptops that note the same thing write the same record. For other kinds a new UUIDv7. */
void record_make_id(struct record *r);

#endif
