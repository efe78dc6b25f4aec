/* app.h: the one state of a running program. Made in main, passed down, never global. */
#ifndef PEERLOOM_APP_APP_H
#define PEERLOOM_APP_APP_H

#include <stdio.h>

#include "model/instrument.h"
#include "store/store.h"

struct hits;
struct viewer;

struct app {
    struct model model;
    struct content *content; /* guiding questions, checklists and library in the languages chosen */
    struct instrument guide; /* the guiding questions, as in content: what most screens ask for */
    struct store *store;     /* NULL until a workbench is open */
    char alliance[ID_SIZE];  /* the open alliance, or "" */
    struct hits *hits; /* what was decided about names in free text (hits.h); NULL: what --mentions says */
    const struct viewer *viewer; /* whom the command that runs is for (audience.h); NULL: who sits here */
    const char *db;          /* path of the workbench */
    const char *language;    /* "en" */
    const char *languages;   /* asked for on the command line: "fr", or "fr+es" for two; NULL: those last chosen */
    FILE *in, *out;          /* data; standard input and output, or what a test or the screen gives */
    FILE *err;               /* messages of the command line */
    struct buf message;      /* what the last command has done, one line for the message line or standard error */
    struct buf notices;      /* what was found wrong at the start and does not keep it from going on; a line each */
    unsigned protection;     /* enum os_protection: what is in force */
    struct writer *writer;   /* writes where this process may not; NULL: it may (writer.h) */
    struct progress progress;
    bool to_terminal;        /* out is a terminal: text from outside is passed through show() even in tables */
};

/* Loads kinds and guide (compiled in; files in the facilitator's data folder override; one that cannot be used is left out
 * and noted in app->notices). *app is zeroed first. */
enum status app_init(struct app *app, struct error *e);
void app_release(struct app *app);

/* Opens the workbench at app->db (NULL: the default path) and chooses the alliance last opened. */
enum status app_open(struct app *app, unsigned store_flags, struct error *e);

/* The folder of the facilitator's own files: $XDG_DATA_HOME/peerloom. Kinds are read from its kinds/KIND.csv, guiding
 * questions from its guide/questions.csv. ERR_INPUT when neither XDG_DATA_HOME nor HOME is set. */
enum status app_data_folder(struct buf *out, struct error *e);

/* The default path: $XDG_DATA_HOME/peerloom/workbench.db (XDG Base Directory Specification). Appends to out. */
enum status app_default_path(struct buf *out, struct error *e);

/* Chooses the alliance by id or name and remembers it. */
enum status app_choose_alliance(struct app *app, const char *text, struct error *e);

/* After a change: if the open alliance is gone, another one is chosen. */
void app_check_alliance(struct app *app);

#endif
