/* gate.h: the points worth a look before an alliance goes on to a later phase (checklist "gates": an item's phase is the
 * one that is left), how they stand, and the changes of phase there have been. Gates advise and never block: who goes on
 * with points open, or goes back, writes down why. Reads the store; writes nothing.
 */
#ifndef PEERLOOM_REPORT_GATE_H
#define PEERLOOM_REPORT_GATE_H

#include "base/date.h"
#include "model/instrument.h"
#include "store/store.h"

struct gate_point {
    size_t item; /* of the checklist */
    bool rated;
    double score;        /* the latest; only if rated */
    char day[DATE_SIZE]; /* of it */
    bool open;           /* not at the highest step */
};

/* A change of phase there has been. */
struct gate_passage {
    char id[ID_SIZE]; /* of its record */
    char from[12], to[12]; /* as stored: "2", "closed"; "" if it is not known */
    char day[DATE_SIZE];
    int open; /* points that were open; -1 if it is not known */
    char *reason;
};

struct gate {
    int from, to; /* phases; PHASES: closed */
    struct gate_point *points; /* of the phases that are left; none when going back */
    size_t count;
    int open; /* of the points */
    struct gate_passage *past; /* newest first */
    size_t past_count;
};

/* Reads what stands between the phase `from` and `to` of the alliance. `gates` may be NULL or without items of a phase:
 * there is nothing to look at then. Release it, also after an error. */
enum status gate_read(struct store *store, const struct instrument *gates, const char *alliance, int from, int to,
                      struct gate *gate, struct error *e);
void gate_release(struct gate *gate);

/* Must a reason be given? */
bool gate_needs_reason(const struct gate *gate);

/* The word of the point's rating: "not rated", "Partly"; "~" between two steps. */
const char *gate_rating_word(const struct instrument *gates, const struct gate_point *point);

/* Appends "From phase 0 to phase 1, 6 points open", "Phase 2: closed", "Phase 2: open again"; the reason is not in it. */
void gate_passage_text(const struct gate_passage *p, struct buf *out);

#endif
