/* run.h: the functions behind the rows of the command table, one family a file. Each does what its row's help says. */
#ifndef PEERLOOM_COMMAND_RUN_H
#define PEERLOOM_COMMAND_RUN_H

#include "command/command.h"

/* records.c */
enum status run_add(struct app *app, const struct args *args, struct error *e);
enum status run_set(struct app *app, const struct args *args, struct error *e);
enum status run_delete(struct app *app, const struct args *args, struct error *e);
enum status run_forget(struct app *app, const struct args *args, struct error *e);
enum status run_list(struct app *app, const struct args *args, struct error *e);
enum status run_show(struct app *app, const struct args *args, struct error *e);
enum status run_place(struct app *app, const struct args *args, struct error *e);
enum status run_alliance(struct app *app, const struct args *args, struct error *e);

/* import.c, export.c */
enum status run_import(struct app *app, const struct args *args, struct error *e);
enum status run_export(struct app *app, const struct args *args, struct error *e);

/* walk.c */
enum status run_answer(struct app *app, const struct args *args, struct error *e);

/* guide.c, worksheet.c, language.c */
enum status run_guide(struct app *app, const struct args *args, struct error *e);
enum status run_worksheet(struct app *app, const struct args *args, struct error *e);
enum status run_language(struct app *app, const struct args *args, struct error *e);

/* phase.c */
enum status run_phase(struct app *app, const struct args *args, struct error *e);
enum status run_close(struct app *app, const struct args *args, struct error *e);
enum status run_reopen(struct app *app, const struct args *args, struct error *e);

/* suggest.c, why.c, publish.c */
enum status run_match(struct app *app, const struct args *args, struct error *e);
enum status run_why(struct app *app, const struct args *args, struct error *e);
enum status run_publish(struct app *app, const struct args *args, struct error *e);

/* ready.c, paper.c, survey.c */
enum status run_ready(struct app *app, const struct args *args, struct error *e);
enum status run_sheet(struct app *app, const struct args *args, struct error *e);
enum status run_survey(struct app *app, const struct args *args, struct error *e);

/* sheet/run.c: every sheet */
enum status run_sheet_of(struct app *app, const struct args *args, struct error *e);

/* past.c */
enum status run_undo(struct app *app, const struct args *args, struct error *e);
enum status run_redo(struct app *app, const struct args *args, struct error *e);

/* care.c */
enum status run_check(struct app *app, const struct args *args, struct error *e);
enum status run_backup(struct app *app, const struct args *args, struct error *e);
enum status run_restore(struct app *app, const struct args *args, struct error *e);
enum status run_demo(struct app *app, const struct args *args, struct error *e);

/* checklist.c */
enum status run_checklists(struct app *app, const struct args *args, struct error *e);
enum status run_checklist_add(struct app *app, const struct args *args, struct error *e);
enum status run_score(struct app *app, const struct args *args, struct error *e);

/* library.c, search.c */
enum status run_library(struct app *app, const struct args *args, struct error *e);
enum status run_term(struct app *app, const struct args *args, struct error *e);

/* describe.c */
enum status run_kinds(struct app *app, const struct args *args, struct error *e);
enum status run_complete(struct app *app, const struct args *args, struct error *e);
enum status run_manual(struct app *app, const struct args *args, struct error *e);
enum status run_help(struct app *app, const struct args *args, struct error *e);
enum status run_version(struct app *app, const struct args *args, struct error *e);

#endif
