/* roadmap.h: how far an alliance has come on the road map of five phases (Guide, section 3), and what is next. Reads the
 * store; writes nothing. */
#ifndef PEERLOOM_REPORT_ROADMAP_H
#define PEERLOOM_REPORT_ROADMAP_H

#include "base/date.h"
#include "model/instrument.h"
#include "store/store.h"

/* How many items of a phase have each status. Items that do not apply count as dealt with. */
struct phase_progress {
    int total, answered, in_progress, needs_evidence, not_applicable, open;
};

struct roadmap {
    struct phase_progress phases[PHASES];
    int phase;     /* where the alliance stands */
    int next_item; /* the first item from there on that is open, in the guide's order; -1 if none */
};

/* Counts the facilitator's answers of the alliance. */
enum status roadmap_read(struct store *store, const struct instrument *guide, const char *alliance, struct roadmap *map,
                         struct error *e);

/* Items answered or not applicable. */
int phase_done(const struct phase_progress *p);

/* Appends "Phase 2 Sustained contact - 5 of 14 answered - next: 2.1.b". */
void roadmap_line(const struct roadmap *map, const struct instrument *guide, struct buf *out);

enum next_what { NEXT_DUE /* a record that wants attention by a day, of whatever kind (FIELD_DUE) */, NEXT_QUESTION,
                 NEXT_EVIDENCE, NEXT_UNPLACED, NEXT_MANDATE, NEXT_OBJECTIVE, NEXT_ASSESS, NEXT_PUBLISH, NEXT_CONTACT,
                 NEXT_DRAFT /* what was typed and not saved: only the home screen knows of it, and puts it first */ };

struct next_step {
    enum next_what what;
    const struct kind *kind; /* of the record; NULL: a question */
    char id[ID_SIZE];        /* the record, or the item's id for questions */
    char text[240];
    char due[DATE_SIZE]; /* "" if none */
    bool late;
};

/* What is next (next.c). First what wants attention by a day, the soonest first: records of all kinds that have such a day,
 * those that want it without a day behind them. Then the next question, answers that need evidence, peers without a mandate,
 * without a pair or group, pairs and groups to publish or without a first contact, objectives without a target or an
 * assessment. Of an alliance that is closed only the actions: what was promised stays promised. At most `size` steps;
 * `today` is YYYY-MM-DD. Returns how many. */
size_t next_steps(struct store *store, const struct instrument *guide, const char *alliance, const char *today,
                  struct next_step *steps, size_t size);

/* The same without saying whom or what it is about, for a screen that hides names. Appends. */
void next_nameless(const struct next_step *step, struct buf *out);

#endif
