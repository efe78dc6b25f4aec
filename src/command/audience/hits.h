/* hits.h: the names in free text that an audience may not read, one by one, with what becomes of each: for a list on the
 * screen, in lines or as JSON. What was decided holds for the next command that is run with it (app->hits). */
#ifndef PEERLOOM_APP_HITS_H
#define PEERLOOM_APP_HITS_H

#include "app/viewer.h"
#include "command/args.h"
#include "base/json.h"

struct hit {
    const struct kind *kind;
    char id[ID_SIZE];
    int field, person; /* MENTION_NOBODY: not known whose */
    size_t at;         /* byte of the text */
    char *excerpt;     /* "Renew the mandate of [Otieno] in wri..." */
    enum mention_choice choice;
};

struct hits {
    struct hit *list;
    size_t count, room;
    struct dict places; /* where > place in list, from 1 */
};

/* Finds those in what the command is made of; `what`: its first word, or "". Release it in any case. */
enum status hits_find(struct hits *h, struct app *app, enum command_id id, const char *what, enum audience audience,
                      struct error *e);
/* The same by what the command is given. */
enum status hits_of(struct hits *h, struct app *app, const struct args *args, struct error *e);
void hits_release(struct hits *h);

/* "taken out: ...mandate of [Otieno] in wri... (Action Renew the mandate, Notes)". Appends. */
void hits_words(const struct hits *h, size_t i, struct app *app, struct buf *out);
/* What becomes of one, or of all that name the same person. */
void hits_choose(struct hits *h, size_t i, enum mention_choice choice);
void hits_choose_person(struct hits *h, size_t i, enum mention_choice choice);
void hits_choose_all(struct hits *h, enum mention_choice choice);
void hits_json(const struct hits *h, struct app *app, struct json *j);
/* What was decided, as a text for another process with the same workbench, and back: enough for hits_decide(). */
void hits_encode(const struct hits *h, struct buf *out);
void hits_decode(struct hits *h, const char *text);
/* In words: "left out", "replaced by the role", "kept". */
const char *mention_choice_words(enum mention_choice choice);

/* For viewer.decide: what was chosen; what is new by now is left out. `data` is a struct hits. */
enum mention_choice hits_decide(void *data, const struct mention_hit *hit);

#endif
