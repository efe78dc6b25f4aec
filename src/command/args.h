/* args.h: what a command can be given, as data: each row of the command table has a list of struct arg.
 *
 * From it come the usage, --help, the manual, completion, what the parser refuses and what it suggests instead, and the
 * questions of the prompts and of the accessible mode. A command reads what it was given by name; a name or type that its
 * row does not have is a mistake of the program and ends it.
 */
#ifndef PEERLOOM_COMMAND_ARGS_H
#define PEERLOOM_COMMAND_ARGS_H

#include "app/app.h"
#include "app/arg.h"
#include "base/arena.h"
#include "base/table.h"
#include "model/kinds.h"

struct command;
struct args;

enum arg_type {
    ARG_TEXT,   /* words, or an id of the guide, the library ... */
    ARG_FLAG,   /* given or not */
    ARG_NUMBER, /* a whole number from `least` to `most` */
    ARG_CHOICE, /* one of `choices`: the word, and its place among them */
    ARG_FIELD,  /* a value of the field `field` of `kind`, such as a day; what it may be and how it is kept is the field's */
    ARG_PHASE,  /* 0 to 4, or A to E */
    ARG_KIND,   /* the name of a kind of record; with ARG_ALL "all" as well */
    ARG_RECORD, /* a record of `kind`: its id, a part of it, or its name */
    ARG_PAIR,   /* NAME=VALUE; what the names are is the command's to check */
    ARG_READ,   /* the path of a file or folder to read */
    ARG_WRITE,  /* the path of a file or folder to write, "-": standard output. Outside it nothing is written (outputs.h) */
    ARG_TABLE,  /* a CSV table: the path of a file; from the program itself also the text (arg_table()) */
};

enum arg_flags {
    ARG_WORD = 1 << 0,   /* on the command line it stands without its name, in the order of the list */
    ARG_NEEDED = 1 << 1, /* refused without */
    ARG_MANY = 1 << 2,   /* can be given several times */
    ARG_ALL = 1 << 3,    /* of a kind: "all" stands for all of them; of a phase: who is asked may leave it open */
    ARG_IDS = 1 << 4,    /* of a record: several whole ids with commas between them count as so many records */
    ARG_PLAIN = 1 << 5,  /* never personal: what is typed is shown while names are hidden */
    ARG_ASK = 1 << 6,    /* a face asks for it, though the command line can go without */
    ARG_PASSING = 1 << 7, /* what is typed is only to be sure of it: no draft of it is kept */
};

struct arg_choice {
    const char *word;
    const char *label; /* translate; NULL: it is never asked for */
};

struct arg {
    const char *name; /* "out"; NULL: the end of a list */
    enum arg_type type;
    unsigned flags;                   /* enum arg_flags */
    const char *shown;                /* in the usage: "FOLDER|-"; NULL: as arg_shown() makes it */
    const struct arg_choice *choices; /* ended by {0} */
    enum kind_id kind;                /* of a record, a field */
    int field;
    long least, most;
    /* What is asked for it and said below, on the screen and by lines alike (translate). A field that is asked for has its
     * label and hint. NULL: it is not asked for; who wants it gives it. */
    const char *question, *hint;
    /* The question (translate) where it depends on what was given before; NULL: always `question`. */
    const char *(*question_for)(struct app *app, const struct args *args);
    /* Whether it is to be asked for now, when what stands before it was given; NULL: always, if ARG_ASK or ARG_NEEDED. */
    bool (*asked)(struct app *app, const struct args *args);
    /* Appends what is to be known before it is answered; it may tell what others must not see. NULL: nothing. */
    void (*note)(struct app *app, const struct args *args, struct buf *out);
    /* Appends what the question suggests, such as a file's name, or the word that is chosen first; NULL: nothing. */
    void (*suggest)(struct app *app, const struct args *args, struct buf *out);
    /* What can be given for it, where it is one of a list that neither choices nor kind say; see arg_offers(). NULL. */
    void (*offers)(struct app *app, const struct args *args, void (*each)(void *data, const char *word, const char *label),
                   void *data);
};

/* What was given to a command. */
struct args {
    const struct command *command;
    struct arg_value *values; /* in the order given, ended by {0} */
    size_t count, cap;
    struct arena *arena; /* of texts that are made while they are read or asked for */
};

void args_init(struct args *args, const struct command *c);
void args_release(struct args *args);
/* Adds a value, unless its name is "" (arg_if()). */
void args_give(struct args *args, struct arg_value value);
/* Adds what a person typed for it, copied; a pair is cut at its first equals sign. */
void args_give_typed(struct args *args, const struct arg *arg, const char *text);

/* Does the list name something by its id: chosen from what is shown, not typed? */
bool args_by_id(const struct arg_value *given);

/* ---- the list of a command ---- */

/* Its arguments, ended by one without a name. */
const struct arg *command_args(const struct command *c);
/* The argument of that name; NULL if there is none. */
const struct arg *command_arg(const struct command *c, const char *name);

/* "TEXT", "PERSON", "full|short|numbers": what stands for it in the usage. Appends. */
void arg_shown(const struct arg *arg, struct buf *out);
/* "import KIND|all FILE.csv [--mode add|update] [--json]": the whole usage. Appends. */
void command_usage(const struct command *c, struct buf *out);

/* Adds it as the hint of an error; returns the status. */
enum status args_usage(const struct command *c, enum status status, struct error *e);

/* Calls `each` with every word that can be given, and what a person reads of it; the word "": it is left out. False: there is
 * no list of them. */
bool arg_offers(struct app *app, const struct args *args, const struct arg *arg,
                void (*each)(void *data, const char *word, const char *label), void *data);

/* Is it to be asked for, when what stands before it in the list was? */
bool arg_asked(struct app *app, const struct args *args, const struct arg *arg);
/* The question and the hint, in the language chosen; "" for none. `args`: what was given so far; NULL: nothing is known. */
const char *arg_question(struct app *app, const struct args *args, const struct arg *arg);
const char *arg_hint(const struct app *app, const struct arg *arg);

/* ---- from words, and checking ---- */

/* Sorts the words of a command line into arguments: words, "--name value", "--name=value", after "--" words only. ERR_USAGE
 * says what can be given. The words must outlive `args`. */
enum status args_parse(struct args *args, const char *const *words, size_t count, struct error *e);

/* Brings each value into its type (a choice's place, a day's one form ...) and refuses what cannot be: ERR_USAGE, with what
 * could have been meant. */
enum status args_check(struct app *app, struct args *args, struct error *e);
/* The same for one value that was just given: for whoever asks. */
enum status arg_check(struct app *app, const struct args *args, const struct arg *arg, struct arg_value *value, struct error *e);

/* ---- reading them ---- */

/* The value of that name, the i-th of several; NULL if it was not given. */
const struct arg_value *args_nth(const struct args *args, const char *name, size_t i);
size_t args_count(const struct args *args, const char *name);
bool args_given(const struct args *args, const char *name);
bool args_flag(const struct args *args, const char *name);
/* NULL if it was not given. */
const char *args_text(const struct args *args, const char *name);
/* The same, NULL also for nothing but blanks. */
const char *args_words(const struct args *args, const char *name);
/* All of several, with blanks between them. Appends. */
void args_joined(const struct args *args, const char *name, struct buf *out);
/* Numbers, phases; `otherwise` if it was not given. */
long args_number(const struct args *args, const char *name, long otherwise);
/* The place among the choices, of a list or of a field. */
int args_choice(const struct args *args, const char *name, int otherwise);
/* The kind; NULL if it was not given or is "all". */
const struct kind *args_kind(const struct app *app, const struct args *args, const char *name);
/* The record's id, "" if it was not given. ERR_NOT_FOUND, ERR_INPUT: see store_resolve(). */
enum status args_record(struct app *app, const struct args *args, const char *name, char id[ID_SIZE], struct error *e);
/* The table; free it by csv_table_free(). Only where it was given. */
enum status args_table(const struct args *args, const char *name, struct table **table, struct error *e);
/* The kind that a record is of: where the command has an argument "kind", the one given there. */
const struct kind *arg_kind(const struct app *app, const struct args *args, const struct arg *arg);
/* What the first word says, or "". */
const char *args_first(const struct args *args);

#endif
