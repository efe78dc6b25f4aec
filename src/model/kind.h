/* kind.h: what a record is made of.
 *
 * A kind (person, alliance, objective ...) is described once, in data/kinds/KIND.csv, a row per field; kind_load() turns
 * such a table into a struct kind. Table, list, form, filter, CSV, Data Package, help and command line follow from it.
 * Compiled-in kinds have constants in the generated model/kinds.h: KIND_PERSON, PERSON_SEX and the text of each choice,
 * PERSON_SEX_FEMALE; those of shelves SHELF_TOOL_COST_LOW. A misspelt field or choice does not compile.
 * Kinds and columns that a facilitator adds come behind them and have no constant.
 *
 * Columns of a kinds file: field, type, choices, reference, flags, aliases, label::LANGUAGE, hint::LANGUAGE.
 * The first row describes the kind itself: field = plural (its file name), type = kind, label = "Singular|Plural", flags =
 *              hidden    not in the menu Go and the action search: a screen of its own shows it
 *              key=KEY   opens the list of it (ui/key.h): key=Ctrl+E
 *   type       text note choice choices list date integer number yesno reference email phone links
 *   choices    name=Label;name=Label (choice, choices); for links FIELD=VALUE that the linking record has
 *   reference  the kind referred to (reference); LINK_KIND.FIELD for links (see FIELD_LINKS)
 *   flags      required personal listed, and
 *              title     its text, in field order and joined by ", ", names the record
 *              key       the key fields together identify the record: its id is derived from them (id_derived)
 *              identity  an import recognises a record by this field
 *              owner     the record is deleted together with the one this field refers to
 *              make      an import creates the record referred to when only its title is given
 *              due       a date by which the record wants attention: what is next shows it. due=60: from 60 days before
 *                        on; due=always: while it is empty, too
 *              settled=CHOICE;CHOICE   with these (yes or no, too) it wants none any more
 *              about     whom or what it is about: it is shown on the page of that record. In a text: whom, in words
 *              when      a date that puts the record into the timeline
 *   aliases    other headers an import understands, separated by ;
 */
#ifndef PEERLOOM_MODEL_KIND_H
#define PEERLOOM_MODEL_KIND_H

#include <stdbool.h>
#include <stddef.h>

#include "base/buf.h"
#include "base/error.h"
#include "base/table.h"

enum field_type {
    FIELD_TEXT,
    FIELD_NOTE,    /* several lines */
    FIELD_CHOICE,  /* the name of one choice */
    FIELD_CHOICES, /* names of choices, joined by ; */
    FIELD_LIST,    /* free texts, joined by ; */
    FIELD_DATE,    /* YYYY-MM-DD */
    FIELD_INTEGER,
    FIELD_NUMBER,
    FIELD_YESNO,     /* yes or no */
    FIELD_REFERENCE, /* the id of a record of kind `reference` */
    FIELD_EMAIL,
    FIELD_PHONE,
    FIELD_LINKS, /* not stored: the titles of the records that records of kind `reference` link this one with (a person's
                  * challenges are the `challenge` of the interests whose `person` it is and whose role is faces) */
};

enum field_flag {
    FIELD_REQUIRED = 1 << 0,
    FIELD_PERSONAL = 1 << 1,
    FIELD_LISTED = 1 << 2,
    FIELD_TITLE = 1 << 3,
    FIELD_KEY = 1 << 4,
    FIELD_IDENTITY = 1 << 5,
    FIELD_OWNER = 1 << 6,
    FIELD_MAKE = 1 << 7,
    FIELD_OWN = 1 << 8, /* added by the facilitator */
    FIELD_DUE = 1 << 9,
    FIELD_ABOUT = 1 << 10,
    FIELD_WHEN = 1 << 11,
    FIELD_SETTLED = 1 << 12,
};

enum { DUE_OPEN = -1, DUE_ALWAYS = -2 };

struct choice {
    const char *name, *label;
    const char *source; /* the label in English: what titles and search texts hold, whatever language is spoken */
};

struct kind;

struct field {
    const char *name;  /* snake_case: the CSV header */
    const char *label; /* as shown */
    const char *hint;  /* one sentence, or "" */
    enum field_type type;
    unsigned flags; /* enum field_flag */
    const struct choice *choices;
    size_t choice_count;
    int ahead;          /* FIELD_DUE: days before; DUE_OPEN: from when it is made; DUE_ALWAYS: and while it is empty */
    const char *settled; /* FIELD_SETTLED: names of choices between semicolons: ";done;dropped;" */
    const char *const *aliases; /* NULL-terminated */
    const struct kind *reference; /* FIELD_REFERENCE, and the linking kind of FIELD_LINKS; else NULL */
    /* FIELD_LINKS only: fields of `reference` */
    int link_from;          /* refers to the record that has this links field */
    int link_to;            /* refers to the record whose title is listed */
    int link_fixed;         /* has the value link_value; -1 if none */
    const char *link_value;
    int row, column;        /* of the cell that says what it refers to, from 1, in the file that describes the kind */
};

/* The fields every kind has, before those of its file. */
enum { FIELD_ID = 0, FIELD_VISIBILITY = 1, FIELD_FIRST = 2 };

#define FIELD_VISIBILITY_OPEN "open"
#define FIELD_VISIBILITY_ALLIANCE "alliance"
#define FIELD_VISIBILITY_CONFIDENTIAL "confidential"

/* What a FIELD_YESNO holds. */
#define FIELD_YES "yes"
#define FIELD_NO "no"

struct kind {
    size_t index;             /* its place in the model */
    const char *name;         /* singular, snake_case: person */
    const char *plural;       /* its CSV file: people */
    const char *label;        /* Person */
    const char *label_plural; /* People */
    const char *hint;
    struct field *fields; /* [0] id, [1] visibility, then those of the file */
    size_t field_count;
    int alliance; /* the field that refers to the alliance, or -1 */
    int due;      /* the field by which it wants attention, or -1 */
    bool keyed;   /* has key fields */
    bool hidden;  /* not in Go and in the action search */
    const char *key; /* that opens its list, as a `keys` column has it; "" */
};

/* All kinds of a running program. Kinds keep their address for as long as the model lives; their fields may move when a
 * column is added. */
struct model {
    struct kind **kinds; /* compiled-in ones first, in the order of enum kind_id */
    size_t count;
    struct arena *arena; /* owns all strings */
};

/* Builds the model from compiled-in tables (data_kinds[] of the generated data.h); those of the facilitator's folder follow
 * with model_add(). A table with the name of a known kind adds its new fields to that kind. On an error the message names file, row and column, and *model is released. */
enum status model_init(struct model *model, const struct table *const *tables, size_t count, struct error *e);
void model_release(struct model *model);

/* Adds one kind or, for a known kind, fields to it. The table need not outlive the call. model_link() must follow. */
enum status model_add(struct model *model, const struct table *table, unsigned flags, struct error *e);

/* Resolves references and links between kinds; checks that titles refer in no circle. */
enum status model_link(struct model *model, struct error *e);

/* Puts labels, hints and choices into another language where the tables have it ("label::Français (fr)"), else into English.
 * The tables are those the kinds were made from; what a facilitator added keeps its words. Frees nothing: texts shown
 * before stay valid until model_release(). */
void model_speak(struct model *model, const struct table *const *tables, size_t count, const char *language);

/* Takes off the columns that were added with FIELD_OWN, before they are added anew. */
void model_drop_own(struct model *model);

/* The kind of that singular or plural name, or NULL. */
const struct kind *model_kind(const struct model *model, const char *name);

/* The index of the field of that name, or -1. */
int kind_field(const struct kind *kind, const char *name);

/* The field a CSV header or a command line word means: by name, label or alias, ignoring case, accents, and the
 * difference between space, hyphen and underscore; -1 if none. */
int kind_match_header(const struct kind *kind, const char *header);

/* The choice of that name, or of that label ignoring case and accents; NULL if none. */
const struct choice *field_choice(const struct field *field, const char *text);

/* The label of a choice's name; the name itself when it is not known. */
const char *field_choice_label(const struct field *field, const char *name);

const char *field_type_name(enum field_type type);

/* Append the flags as a kinds file has them: "required listed due=60". */
void field_flags(const struct field *field, struct buf *out);
void kind_flags(const struct kind *kind, struct buf *out);

/* The same in English, for titles and search texts, which are kept. */
void field_show_source(const struct field *field, const char *value, struct buf *out);

/* Checks a value a person or a file gave and appends its stored form to `out`: blanks around it dropped (not in notes),
 * choices by name or label, yes/no in several languages, numbers and dates in their one form. References are not looked
 * up: their text is passed on. An empty value is fine unless the field is required. ERR_INPUT with what is wrong. */
enum status field_parse(const struct field *field, const char *text, struct buf *out, struct error *e);

/* Appends the stored value as a person reads it: labels for choices, "Yes"/"No", lists joined by ", ". References and
 * links need the store (store_display). */
void field_show(const struct field *field, const char *value, struct buf *out);

/* May a field be called that: small letters, digits and underscores, 60 at most, and not a name that the tables need? */
bool field_name_usable(const char *name);

/* A number that changes whenever the kinds change in anything that shapes a table or a title (FNV-1a, 64 bits). */
unsigned long long model_digest(const struct model *model);

#endif
