/* instrument.h: a checklist that is walked and answered: the guiding questions of the Guide, its principles, the readiness
 * check, the trust pulse ... and those that a facilitator writes.
 *
 * An instrument is a CSV file in data/guide/ (or the facilitator's folder, or a record of the kind `instrument`). Columns:
 *   id        the item's short name, once in a file
 *   phase     0 to 4: where the item belongs; empty: everywhere
 *   parent    the id of the head above it
 *   lens      both, or facilitator: not put to peers
 *   subjects  what the instrument can be about (first row only): alliance;person;organisation;arrangement;session
 *   visibility  open, alliance or confidential: that of its ratings (first row only; empty: open)
 *   source    where it is from: "Guide 3.2 b"
 * and per language, as "label::Français (fr)": label (the facilitator's wording), peer, why, aloud, example, and choices
 * (the scale: "0=Not yet;1=Partly;2=Fully", more is better; an item's own comes before the instrument's).
 * The first row may describe the instrument itself: parent = instrument, id = its name, label = its title, peer = the title
 * that peers read, why = what it is for, aloud = how to introduce it, example = how to read the result. An instrument
 * without a scale is answered in words, as the guiding questions are. A head with items below it is not scored itself.
 * Texts belong to the table the instrument was read from, scales to the instrument.
 */
#ifndef PEERLOOM_MODEL_INSTRUMENT_H
#define PEERLOOM_MODEL_INSTRUMENT_H

#include "base/error.h"
#include "base/table.h"
#include "model/wording.h"

#include <stdbool.h>

#define PHASES 5

enum lens { LENS_FACILITATOR, LENS_PEER };

enum wording { WORDING_LABEL, WORDING_PEER, WORDING_WHY, WORDING_ALOUD, WORDING_EXAMPLE, WORDINGS };

enum subject { SUBJECT_ALLIANCE, SUBJECT_PERSON, SUBJECT_ORGANISATION, SUBJECT_ARRANGEMENT, SUBJECT_SESSION, SUBJECTS };

/* One step of a scale. */
struct step {
    int value;
    const char *label;
};

/* Ascending: more is better. count 0: answered in words. */
struct scale {
    const struct step *steps;
    size_t count;
};

struct item {
    const char *id;     /* 1.2.b */
    const char *source; /* Guide 3.2 b */
    int phase;          /* 0 to 4; -1: everywhere */
    int parent;         /* index of the head, or -1 */
    bool for_peers;     /* false: the facilitator's alone */
    bool head;          /* has items below it */
    size_t row;         /* in the table */
    struct scale scale; /* its own, or the instrument's */
};

struct instrument {
    const struct table *table;
    const char *name;      /* "principles" */
    const char *source;    /* of the whole */
    const char *visibility; /* of its ratings and answers, until somebody changes it: FIELD_VISIBILITY_... */
    unsigned subjects;     /* bits 1 << enum subject; at least the alliance */
    long self;             /* the row that describes it, -1 if there is none */
    struct scale scale;
    struct item *items;
    size_t count;
    struct wording_columns columns[WORDINGS];
    struct wording_columns choices;
    struct arena *arena;   /* scales */
};

/* Reads the table. ERR_INPUT names row and column of what is wrong (unknown phase, parent or subject, doubled id, missing
 * column, a scale that does not ascend). The table must outlive it; `languages` need not. */
enum status instrument_init(struct instrument *in, const struct table *table, const struct languages *languages,
                            struct error *e);
/* Checks that no id is there twice: for files from outside, what is compiled in was checked by the tests. */
enum status instrument_check_ids(const struct instrument *in, struct error *e);
void instrument_release(struct instrument *in);

int instrument_find(const struct instrument *in, const char *id); /* index, or -1 */

/* A wording, "" if there is none. The item INSTRUMENT_ITSELF is the instrument: its title and so on. */
#define INSTRUMENT_ITSELF ((size_t)-1)
const char *instrument_text(const struct instrument *in, size_t item, enum wording wording);
/* The same in the second language; "" if none was asked for or the text is missing in it. */
const char *instrument_second(const struct instrument *in, size_t item, enum wording wording);
/* True where English stands in for a text that is missing in the language asked for. */
bool instrument_stands_in(const struct instrument *in, size_t item, enum wording wording);

/* The question as put in a lens: the peer's wording where there is one, else the facilitator's. The wording to ask for. */
enum wording instrument_lens(const struct instrument *in, size_t item, enum lens lens);
const char *instrument_question(const struct instrument *in, size_t item, enum lens lens);

/* Can the item be given a score? */
bool instrument_scored(const struct instrument *in, size_t item);
/* The step of that value, NULL if the scale has none. */
const struct step *scale_step(const struct scale *scale, int value);
/* Where a value stands between the lowest step (0) and the highest (1). */
double scale_part(const struct scale *scale, double value);

/* "alliance", "person" ...: the names in the column `subjects`, and the fields of a rating that refer to them. */
const char *subject_name(enum subject subject);

/* Names of the five phases: short ("Pre-foundational") and the question of each ("Is peer learning the right way?");
 * letter A to E of the Guide's five parts (Guide, section 3). */
const char *phase_name(int phase);
const char *phase_question(int phase);
char phase_letter(int phase);

#endif
