/* instrument.h: a checklist that is walked and answered, such as the guiding questions of the Guide.
 *
 * An instrument is a CSV file in data/guide/ (or the facilitator's folder): id, phase, parent, lens, source, and per
 * language label::NAME (CODE), peer::, why::, aloud::, example::. Rows without a parent are heads; the rows behind a head
 * that name it as parent are its sub-questions. Strings belong to the table the instrument was read from.
 */
#ifndef PEERLOOM_MODEL_INSTRUMENT_H
#define PEERLOOM_MODEL_INSTRUMENT_H

#include "base/error.h"
#include "base/table.h"

#include <stdbool.h>

#define PHASES 5

enum lens { LENS_FACILITATOR, LENS_PEER };

enum wording { WORDING_LABEL, WORDING_PEER, WORDING_WHY, WORDING_ALOUD, WORDING_EXAMPLE, WORDINGS };

struct item {
    const char *id;     /* 1.2.b */
    const char *source; /* Guide 3.2 b */
    int phase;          /* 0 to 4 */
    int parent;         /* index of the head, or -1 */
    bool for_peers;     /* false: the facilitator's alone */
    size_t row;         /* in the table */
};

struct instrument {
    const struct table *table;
    struct item *items;
    size_t count;
    int columns[WORDINGS]; /* of the chosen language; -1 where missing */
    int fallback[WORDINGS]; /* of English */
};

/* Reads the table; `language` is a code such as "en" (English stands in where a wording is missing). ERR_INPUT names row
 * and column of what is wrong (unknown phase or parent, doubled id, missing column). The table must outlive it. */
enum status instrument_init(struct instrument *in, const struct table *table, const char *language, struct error *e);
void instrument_release(struct instrument *in);

int instrument_find(const struct instrument *in, const char *id); /* index, or -1 */
/* A wording, "" if there is none in either language. The question as put in a lens: see instrument_question(). */
const char *instrument_text(const struct instrument *in, size_t item, enum wording wording);
const char *instrument_question(const struct instrument *in, size_t item, enum lens lens);

/* Names of the five phases: short ("Pre-foundational") and the question of each ("Is peer learning the right way?");
 * letter A to E of the Guide's five parts (Guide, section 3). */
const char *phase_name(int phase);
const char *phase_question(int phase);
char phase_letter(int phase);

#endif
