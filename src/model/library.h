/* library.h: what the program knows and the facilitator looks up: tools, risks, cases, terms ...
 *
 * A shelf is described like a kind of record, in data/shelves/ENTRY.csv (columns: model/kind.h), and its entries are a
 * CSV file in data/library/ with the shelf's plural as its name: `id`, then a column a field, in several languages
 * ("purpose::Français (fr)", see wording.h) or one. Nothing of it is stored: it comes with the program, and the
 * facilitator's own file of that name (in the folder library/) stands in for it.
 * Field names that mean something to the program: label (the title), phases (0;1), source, and lists of ids of other
 * shelves: tools, see; or of guiding questions: questions.
 */
#ifndef PEERLOOM_MODEL_LIBRARY_H
#define PEERLOOM_MODEL_LIBRARY_H

#include "model/kind.h"
#include "model/wording.h"

struct shelf {
    const struct kind *kind; /* fields from FIELD_FIRST; visibility means nothing here */
    const struct table *table;
    struct wording_columns *columns; /* by field; [FIELD_ID] is the id */
    char **folded; /* by entry: all of its text without case and accents, made when first searched */
};

struct library {
    struct model model; /* the shelves' kinds */
    struct shelf *shelves;
    size_t count;
};

/* `kinds` describe the shelves, `entries` are their files, in any order; every kind needs one whose name is its plural.
 * The tables must outlive the library. ERR_INPUT names what is wrong: file, row, column. */
enum status library_init(struct library *lib, const struct table *const *kinds, size_t kind_count,
                         const struct table *const *entries, size_t entry_count, const struct languages *languages,
                         struct error *e);
/* Checks the entries: ids and labels are there, no id twice, choices known. For files from outside: what is compiled in was
 * checked by the tests. */
enum status shelf_check(const struct shelf *shelf, struct error *e);
void library_release(struct library *lib);

/* The shelf of that name, singular or plural; NULL if there is none. */
struct shelf *library_shelf(const struct library *lib, const char *name);

/* Entries are rows of the table: 0 to shelf_count() - 1. */
size_t shelf_count(const struct shelf *shelf);
long shelf_find(const struct shelf *shelf, const char *id); /* -1 if there is none */
const char *shelf_id(const struct shelf *shelf, size_t entry);
const char *shelf_label(const struct shelf *shelf, size_t entry);

/* The field as stored ("0;1", "half_day"), in the first language or English; the field's name must be one of the shelf's,
 * "" otherwise. */
const char *shelf_text(const struct shelf *shelf, size_t entry, const char *field);
const char *shelf_second(const struct shelf *shelf, size_t entry, const char *field);
bool shelf_stands_in(const struct shelf *shelf, size_t entry, const char *field);
/* Appends the field as a person reads it: labels for choices. */
void shelf_show(const struct shelf *shelf, size_t entry, int field, struct buf *out);

/* True if the list ("0;1;3") of that field has the word. */
bool shelf_has(const struct shelf *shelf, size_t entry, const char *field, const char *word);

/* True if the entry's text, in the languages shown and English, holds all words of `folded` (text_fold; blanks between).
 * The first call for an entry folds its text and keeps it. */
bool shelf_matches(struct shelf *shelf, size_t entry, const char *folded);

#endif
