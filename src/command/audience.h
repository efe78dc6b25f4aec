/* audience.h: who an export is for, and so what of the workbench it may hold.
 *
 *   owner     everything, for the facilitator's own use: a copy, another laptop, a script
 *   alliance  for the members of the open alliance: records marked open or alliance that belong to it; of personal
 *             fields only those that name a person or stand in lists, and email and phone of those who agreed to be
 * contacted public    for anybody: records marked open, of all alliances, and no personal field at all
 *
 * Records of the other visibilities are left out by the query itself. A record that belongs to one that is left out
 * (the membership of a confidential person) is left out with it, and a reference to one that is left out is empty.
 */
#ifndef PEERLOOM_COMMAND_AUDIENCE_H
#define PEERLOOM_COMMAND_AUDIENCE_H

#include "base/dict.h"
#include "command/app.h"

enum audience { AUDIENCE_OWNER, AUDIENCE_ALLIANCE, AUDIENCE_PUBLIC };

struct viewer {
    struct app *app;
    enum audience audience;
    struct dict seen; /* id > "y" or "n", of records that others refer to */
};

/* The audience of that name; false if there is none. */
bool audience_find(const char *name, enum audience *audience);
const char *audience_name(enum audience audience);
/* For messages: "for the alliance, without what is confidential". */
const char *audience_words(enum audience audience);

/* ERR_INPUT if the audience is the alliance and none is open. */
enum status viewer_init(struct viewer *v, struct app *app, enum audience audience, struct error *e);
void viewer_release(struct viewer *v);

/* True if the audience may see the field in any record. */
bool viewer_field(const struct viewer *v, const struct kind *kind, int field);

/* True if it may see the record, which was found by viewer_each(), or the record of that id. */
bool viewer_record(struct viewer *v, const struct record *r);
bool viewer_id(struct viewer *v, const struct kind *kind, const char *id);

/* True if it may read the titles of that kind's records: not where a person's name is in them. */
bool viewer_titles(const struct viewer *v, const struct kind *kind);

/* True if it may see the value this record has in that field (contact data need consent, references somebody to see).
 */
bool viewer_value(struct viewer *v, const struct record *r, int field);

/* Calls `each` for the records that the audience may see, in the order of their titles within each visibility. */
enum status viewer_each(struct viewer *v, const struct kind *kind, bool (*each)(void *data, const struct record *r),
                        void *data, struct error *e);

#endif
