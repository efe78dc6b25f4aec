/* linear_sections.h: the parts of the accessible mode, as linear.c opens them from the first page. Each shows its pages
 * until the reader goes back. */
#ifndef PEERLOOM_UI_LINEAR_SECTIONS_H
#define PEERLOOM_UI_LINEAR_SECTIONS_H

#include "ui/linear_parts.h"

struct section {
    const char *name;
    enum command_id id; /* of the action it does the work of */
    unsigned needs;     /* NEEDS_ALLIANCE: a bit of enum need */
    const char *help;
    void (*open)(struct linear *l); /* NULL: the sheet of that name */
};

extern const struct section linear_sections[];
extern const size_t linear_section_count;

void linear_walk(struct linear *l);        /* linear_walk.c */
void linear_people(struct linear *l);      /* linear_people.c */
void linear_board(struct linear *l);       /* linear_board.c */
void linear_scores(struct linear *l);      /* linear_score.c */
void linear_all_records(struct linear *l); /* linear_records.c */
void linear_import(struct linear *l);      /* linear_import.c */
void linear_export(struct linear *l);      /* linear_care.c */
void linear_worksheet(struct linear *l);
void linear_backup(struct linear *l);
void linear_check(struct linear *l);
void linear_alliance(struct linear *l); /* linear.c */
void linear_phase(struct linear *l);    /* linear_gate.c */
void linear_language(struct linear *l); /* linear_walk.c */
void linear_lock(struct linear *l);

void linear_library(struct linear *l);     /* linear_library.c */
void linear_plan(struct linear *l);        /* linear_plan.c */
void linear_search(struct linear *l);      /* linear_search.c */
void linear_weave(struct linear *l);       /* linear_weave.c */

/* Single pages that other parts open, too. */
void linear_entry(struct linear *l, const char *shelf, const char *id); /* linear_library.c */
void linear_point(struct linear *l, const char *list, const char *id);  /* linear_search.c: of a checklist */
void linear_answer(struct linear *l, const char *id);          /* linear_search.c: the question it answers */
/* A shelf, narrowed by a limit (NULL: none). */
void linear_shelf(struct linear *l, const char *name, const char *limit, const char *value);
void linear_cases(struct linear *l, size_t item);          /* what the library holds on a guiding question */
void linear_risks(struct linear *l, int phase);            /* risks of a phase; -1: all */
void linear_term(struct linear *l, const char *word);      /* says what it means; "" asks which */
void linear_question(struct linear *l, size_t item);            /* linear_question.c */
void linear_no_question(struct linear *l, const char *typed);   /* says that it is neither a question nor an action */
void linear_change_lens(struct linear *l);                      /* linear_walk.c */
void linear_person(struct linear *l, const char *person);       /* linear_people.c */
void linear_objective(struct linear *l, const char *id);        /* linear_objectives.c */
void linear_assess(struct linear *l, const char *objective);
void linear_place_person(struct linear *l, const char *person); /* linear_board.c */

#endif
