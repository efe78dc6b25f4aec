/* arg.h: a value that is given to a command: one of its arguments, by name, with what it is to be.
 *
 * Whoever runs a command (the screens, the accessible mode, an action of a sheet) gives a list of these; the command line
 * makes the same list from words (command/args.h describes what each command can be given). A list ends with an entry
 * without a name. Nothing is owned: names and texts must outlive the call.
 *
 *     ui_run(ui, CMD_PLACE, ARGS(arg_text("person", id), arg_text("to", column)), NULL);
 *
 * A preset, such as a sheet's action has it, is the same: an argument given beforehand, so that it is not asked for:
 *
 *     static const struct arg_value to_pool[] = {{.name = "to", .text = "pool"}, {0}};
 */
#ifndef PEERLOOM_APP_ARG_H
#define PEERLOOM_APP_ARG_H

#include "model/kind.h"

struct arg_value {
    const char *name; /* of the argument: "person"; NULL: the end of a list */
    const char *key;  /* of a pair: the field, the point, the criterion; else NULL */
    const char *text; /* words, an id, a path, a choice's word; "" for a flag; NULL: `number` is the value */
    long number;      /* a number, a phase, the place of a choice among the choices */
    bool inside;      /* of a table: `text` is the CSV itself, not the path of a file with it */
};

/* The value, or nothing in its place where it is not to be given. */
static inline struct arg_value arg_if(bool given, struct arg_value value)
{
    return given ? value : (struct arg_value){.name = ""};
}

/* A list for one call. */
#define ARGS(...) ((const struct arg_value[]){__VA_ARGS__, {0}})

static inline struct arg_value arg_text(const char *name, const char *text)
{
    return (struct arg_value){.name = name, .text = text};
}

static inline struct arg_value arg_number(const char *name, long number)
{
    return (struct arg_value){.name = name, .number = number};
}

static inline struct arg_value arg_flag(const char *name)
{
    return (struct arg_value){.name = name, .text = ""};
}

static inline struct arg_value arg_pair(const char *name, const char *key, const char *text)
{
    return (struct arg_value){.name = name, .key = key, .text = text};
}

/* A field's value, for commands that add or change records. */
static inline struct arg_value arg_field(const struct kind *kind, int field, const char *value)
{
    return arg_pair("field", kind->fields[field].name, value);
}

/* A table that is not in a file. */
static inline struct arg_value arg_table(const char *name, const char *csv)
{
    return (struct arg_value){.name = name, .text = csv, .inside = true};
}

#endif
