/* args_shared.h: arguments that several commands have, each described once, and the lists that rows of the command table
 * refer to. For command/table.c. */
#ifndef PEERLOOM_COMMAND_ARGS_SHARED_H
#define PEERLOOM_COMMAND_ARGS_SHARED_H

#include "command/args.h"

/* clang-format off */
#define FLAG(NAME) {.name = NAME, .type = ARG_FLAG}
#define JSON FLAG("json")
#define CSV FLAG("csv")
#define LANG {.name = "lang", .type = ARG_TEXT, .shown = "CODE"}
#define ROUND {.name = "round", .type = ARG_NUMBER, .least = 1, .most = ROUND_MOST, \
    .question = N_("Which round?"), .hint = N_("The number of the round; without it the last one that has pairs or groups.")}
#define PHASE_FLAGS(FLAGS) {.name = "phase", .type = ARG_PHASE, .flags = (FLAGS) | ARG_ALL, .question = N_("The questions of which phase?")}
#define LENS_FLAGS(FLAGS) {.name = "lens", .type = ARG_CHOICE, .flags = FLAGS, .choices = arg_lenses, .question = N_("Put to whom?")}
#define MENTIONS {.name = "mentions", .type = ARG_CHOICE, .choices = arg_mentions}
#define FOR {.name = "for", .type = ARG_CHOICE, .choices = arg_audiences, .question = N_("Who will read it?")}, MENTIONS
#define PHASE PHASE_FLAGS(0)
#define LENS LENS_FLAGS(0)
/* The same for what is given away: whoever is asked at all is asked for whom it is. */
#define FOR_WHOM(ASKED) {.name = "for", .type = ARG_CHOICE, .flags = ARG_ASK, .choices = arg_audiences, \
    .question = N_("Who will read it?"), .asked = ASKED}, MENTIONS
#define OUT {.name = "out", .type = ARG_WRITE, .flags = ARG_ASK, .suggest = suggest_file, .question = N_("Into which file?"), \
    .note = out_note, .hint = N_("A new file; nothing is overwritten.")}

#define THE_KIND {.name = "kind", .type = ARG_KIND, .flags = ARG_WORD | ARG_NEEDED, .question = N_("Records of which kind?")}
#define ANY_KIND {.name = "kind", .type = ARG_KIND, .flags = ARG_WORD | ARG_NEEDED | ARG_ALL, .question = N_("Records of which kind?")}
#define RECORDS_OF_KIND {.name = "record", .type = ARG_RECORD, .flags = ARG_WORD | ARG_NEEDED | ARG_MANY | ARG_IDS, \
    .shown = "ID[,ID...]", .question = N_("Which one?")}
#define FIELDS {.name = "field", .type = ARG_PAIR, .flags = ARG_WORD | ARG_NEEDED | ARG_MANY, .shown = "field=value", \
    .question = N_("Which field, and what is it to be?"), .hint = N_("The field, an equals sign, and its value: name=Two words")}
#define PERSON_WORD(NAME, SHOWN, QUESTION) {.name = NAME, .type = ARG_RECORD, .kind = KIND_PERSON, \
    .flags = ARG_WORD | ARG_NEEDED, .shown = SHOWN, .question = QUESTION}
#define ANSWERED(NAME, FIELD, SHOWN) {.name = NAME, .type = ARG_FIELD, .kind = KIND_ANSWER, .field = FIELD, .shown = SHOWN}
#define ITEM {.name = "item", .type = ARG_TEXT, .flags = ARG_WORD | ARG_PLAIN, .shown = "ITEM", \
    .question = N_("Which question?"), .hint = N_("Its id, such as 1.2.b.")}
#define THE_CHECKLIST {.name = "checklist", .type = ARG_TEXT, .flags = ARG_WORD | ARG_NEEDED, .shown = "CHECKLIST", \
    .offers = offer_checklists, .question = N_("Which checklist?")}
#define SUBJECT_OF(NAME, KIND, QUESTION) {.name = NAME, .type = ARG_RECORD, .kind = KIND, .question = QUESTION}
#define SUBJECT \
    SUBJECT_OF("person", KIND_PERSON, N_("Which person?")), SUBJECT_OF("organisation", KIND_ORGANISATION, N_("Which organisation?")), \
    SUBJECT_OF("arrangement", KIND_ARRANGEMENT, N_("Which pair or group?")), SUBJECT_OF("session", KIND_SESSION, N_("Which session?"))
/* clang-format on */

enum { ROUND_MOST = 64 };

extern const struct arg_choice arg_audiences[]; /* by name: audience_find() */
/* The order of each is that of the enum named beside it. */
extern const struct arg_choice arg_mentions[];  /* enum mention_choice, and behind it: list them */
extern const struct arg_choice arg_lenses[];    /* enum lens */
extern const struct arg_choice arg_flavours[];  /* enum flavour, less 1 */
extern const struct arg_choice arg_formats[];   /* text, csv */
extern const struct arg_choice arg_modes[];     /* enum import_mode */
extern const struct arg_choice arg_trusted[];   /* enum trust, less 1 */
extern const struct arg_choice arg_subjects[];  /* enum subject, less 1 */
extern const struct arg_choice arg_sheets[];    /* handout_sheets[] */
extern const struct arg_choice arg_names[];     /* enum handout_names */

/* What stands for an argument of words: see struct arg, `offers`. */
typedef void arg_each(void *data, const char *word, const char *label);
void offer_checklists(struct app *app, const struct args *args, arg_each *each, void *data);
void offer_shelves(struct app *app, const struct args *args, arg_each *each, void *data);
void offer_entries(struct app *app, const struct args *args, arg_each *each, void *data);
void offer_terms(struct app *app, const struct args *args, arg_each *each, void *data);
void offer_commands(struct app *app, const struct args *args, arg_each *each, void *data);
void offer_languages(struct app *app, const struct args *args, arg_each *each, void *data);

/* When something is asked for: see struct arg, `asked` and `note`. */
bool is_for_peer(struct app *app, const struct args *args);
bool is_for_facilitator(struct app *app, const struct args *args);
bool is_table_for_peer(struct app *app, const struct args *args);
bool phase_asks_why(struct app *app, const struct args *args);
const char *phase_question_why(struct app *app, const struct args *args);
void out_note(struct app *app, const struct args *args, struct buf *out);
void phase_note(struct app *app, const struct args *args, struct buf *out);
void close_suggest(struct app *app, const struct args *args, struct buf *out);
bool publish_asks_why(struct app *app, const struct args *args);
void publish_note(struct app *app, const struct args *args, struct buf *out);
void forget_note(struct app *app, const struct args *args, struct buf *out);

/* A file's name that says what is in it: "seats-2.txt", "worksheet-phase-1.txt". */
void suggest_file(struct app *app, const struct args *args, struct buf *out);
/* The language spoken now. */
void suggest_language(struct app *app, const struct args *args, struct buf *out);
/* "peerloom-export-2026-12-01" */
void suggest_folder(struct app *app, const struct args *args, struct buf *out);

#endif
