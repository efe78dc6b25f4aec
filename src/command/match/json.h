/* json.h: what matching found, for programs. */
#ifndef PEERLOOM_COMMAND_MATCH_JSON_H
#define PEERLOOM_COMMAND_MATCH_JSON_H

#include "base/json.h"
#include "round/matching.h"

/* Writes the whole suggestion to the app's output. */
void match_json(const struct matching *m, const struct matching_wish *wish, const struct suggestion *s,
                const struct repair *repair);

/* The pieces that 'why' uses too: each criterion's part of these people's score; what is to be pointed out, by short
 * names; lines as an array of texts. */
void match_json_parts(struct json *j, const struct matching *m, const int *people, int count);
void match_json_flags(struct json *j, unsigned flags);
void match_json_lines(struct json *j, const char *key, const char *lines);

#endif
