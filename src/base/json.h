/* json.h: writes JSON (RFC 8259) into a buffer: a value after the other, commas and quotes by themselves.
 *
 *     struct json j;
 *     json_begin(&j, &out);
 *     json_object(&j, NULL);
 *         json_text(&j, "name", "Otieno");
 *         json_array(&j, "rows");
 *             json_number(&j, NULL, 3);
 *         json_end(&j);
 *     json_end(&j);                      // and a line feed at the outermost end
 *
 * `key` is the member's name inside an object and NULL elsewhere. Text that is no valid UTF-8 gets U+FFFD for each
 * invalid byte; control characters and those that turn or hide others (bidirectional, zero-width) are escaped, so that
 * a terminal that shows the JSON is neither driven nor made to lie by it.
 */
#ifndef PEERLOOM_BASE_JSON_H
#define PEERLOOM_BASE_JSON_H

#include <stdbool.h>

#include "base/buf.h"

#define JSON_DEPTH 16

struct json {
    struct buf *out;
    int depth;
    char close[JSON_DEPTH];  /* '}' or ']' of each open level */
    bool filled[JSON_DEPTH]; /* it has a value */
};

void json_begin(struct json *j, struct buf *out);
void json_object(struct json *j, const char *key);
void json_array(struct json *j, const char *key);
void json_end(struct json *j); /* of the innermost object or array */

void json_text(struct json *j, const char *key, const char *value); /* NULL: null */
void json_number(struct json *j, const char *key, long long value);
void json_real(struct json *j, const char *key, double value); /* with two decimals at most */
void json_bool(struct json *j, const char *key, bool value);

/* Appends the text as a JSON string with its quotes. */
void json_string(struct buf *out, const char *s);

#endif
