/* content.h: all that is written for the facilitator and not by them: guiding questions, checklists and the library, in
 * the languages chosen. Compiled in; files in the facilitator's folder (guide/NAME.csv, library/NAME.csv) stand in for
 * those of the same name, and checklists of their own (files, or records of the kind `instrument`) come behind. */
#ifndef PEERLOOM_APP_CONTENT_H
#define PEERLOOM_APP_CONTENT_H

#include "app/app.h"
#include "model/library.h"

struct checklist {
    struct instrument instrument;
    struct table *table;  /* its own, NULL for one that is compiled in */
    char record[ID_SIZE]; /* the record it comes from, or "" */
};

struct content {
    char first[12], second[12]; /* codes; second "" for none */
    struct table **files;       /* read from the facilitator's folder, owned */
    size_t file_count;
    struct checklist *checklists; /* [0] is the guiding questions */
    size_t count;
    struct library library;
};

/* Loads everything in app->language into app->content and app->guide. `folder` is the facilitator's, "" for none. */
enum status content_load(struct app *app, const char *folder, struct error *e);
void content_release(struct app *app);

/* Reads the checklists kept as records anew: after opening a workbench, and after any change. One that cannot be read is
 * left out (its record can still be seen and corrected). */
void content_read_own(struct app *app);

/* Speaks another language from now on, and a second one beside it (NULL or "": none). ERR_INPUT if no content is in it. */
enum status content_speak(struct app *app, const char *first, const char *second, struct error *e);

/* The codes of the languages the guiding questions are in, each followed by a blank: "en fr es ". */
void content_languages(const struct app *app, char *codes, size_t size);
bool content_has_language(const struct app *app, const char *code);
/* "Français" for "fr". */
const char *content_language_name(const struct app *app, const char *code, char *name, size_t size);

/* The checklist of that name or title, NULL if there is none; "questions" is the guiding questions. */
struct checklist *content_checklist(struct app *app, const char *name);
/* The same; ERR_NOT_FOUND says where to look. */
enum status content_find_checklist(struct app *app, const char *name, struct checklist **list, struct error *e);

#endif
