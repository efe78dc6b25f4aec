/* sheet.h: what a section of the program says, made once: a table of rows with a title, what it is about, the facts of each
 * row, and what can be done with it. Three faces show any sheet: a screen, a page of the accessible mode, and the command
 * line as text, JSON or CSV. A sheet knows none of them.
 *
 *     sheet_begin(s, _("Rounds"), _("With whom each person is, round by round."), _("Nobody ... yet."));
 *     sheet_column(s, "person", person->label, SHEET_PERSONAL);
 *     sheet_column(s, "met", _("Met"), SHEET_NUMBER);
 *     struct sheet_row *row = sheet_add(s, kind, id);
 *     row->cells[0] = sheet_text(s, name);
 *     row->cells[1] = sheet_number(s, met);
 *     sheet_fact(s, row, _("Round 1"), "with Barasa");
 *
 * All texts that a sheet is given must live as long as it does: sheet_text() and sheet_take() make such copies; texts of the
 * program and of the model live longer. Text is as it was typed: a face makes it safe.
 *
 * A section is a maker in a file of this folder, and a row of app/sheet_list.h. Nothing else names it.
 */
#ifndef PEERLOOM_SHEET_SHEET_H
#define PEERLOOM_SHEET_SHEET_H

#include "app/app.h"
#include "app/command_id.h"
#include "base/arena.h"

enum { SHEET_COLUMNS = 32, SHEET_ACTIONS = 8 };

/* How a row, or a cell of it, is meant; the screen has a colour for each, and never only a colour: a word says the same. */
enum sheet_tone { TONE_PLAIN, TONE_GOOD, TONE_LATE, TONE_WARN, TONE_DIM, SHEET_TONES };

enum sheet_column_flag {
    SHEET_NUMBER = 1 << 0,   /* to the right, and ordered by value */
    SHEET_PERSONAL = 1 << 1, /* masked while names are hidden */
    SHEET_DRAWN = 1 << 2,    /* a bar or a scale of what another column says in words: left out by lines, JSON and CSV */
    SHEET_BAR = 1 << 4,      /* the row's bar stands before the text on a screen */
    SHEET_DATA = 1 << 3,     /* for programs: in JSON and CSV only */
    SHEET_HANDLE = 1 << 5,   /* by which the command line names the row: for it alone */
    SHEET_UNSEEN = SHEET_DATA | SHEET_HANDLE, /* neither on the screen nor by lines */
    SHEET_COUNT = 1 << 6 | SHEET_NUMBER, /* of which none is nothing to be said by lines */
    SHEET_GROUP = 1 << 7,    /* what rows that follow each other have in common: said once, by lines and in text above them */
    SHEET_DIM = 1 << 8,      /* said besides: less bright than the others */
    SHEET_STRONG = 1 << 9,   /* what matters on the line */
    SHEET_SHADE = 1 << 10,   /* a number; a screen puts a shade before it: dark as the sheet's highest */
};

struct finder;
struct limits;

struct sheet_column {
    const char *name;  /* in JSON, for the ever: "due"; the title where it is "" */
    const char *title; /* "By when" */
    unsigned flags;    /* enum sheet_column_flag */
    int least, most;   /* width on a screen; 0: what the cells need */
};

/* Something that is said of a row, besides its cells. */
struct sheet_fact {
    const char *label; /* "": a line of its own */
    const char *text;  /* may have several lines */
    bool personal;
    const struct kind *kind; /* of a record that it is about, to be opened; NULL: none */
    const char *id;
};

/* How far something has come: a picture of what cells say. */
struct sheet_bar {
    const char *label;     /* of the fact that it is drawn with */
    const char *from, *to; /* its ends, as they were entered */
    bool measured;         /* there is a value, and so a share */
    double share;          /* of the way; below 0 and above 1 are possible */
};

struct sheet_row {
    const struct kind *kind; /* of the record that the row is about; NULL: none */
    const char *id;          /* of that record, else a word that no other row has; "" */
    enum command_id leads;   /* where a row without a record leads: CMD_GO_WALK; COMMANDS: nowhere */
    const char *place;       /* and the place there, such as a question's id; of a record: the field that is meant; "" */
    enum sheet_tone tone;
    unsigned toned;          /* bits of the columns that the tone is about; 0: the whole row */
    const char **cells;      /* one a column, never NULL */
    const char **orders;     /* what a cell is ordered by; NULL: the cell */
    unsigned personal;           /* bits of columns that are masked in this row, besides those that always are */
    bool aside;                  /* said to who looks at it, such as "and 3 more": left out of JSON and CSV */
    const struct sheet_bar *bar; /* NULL: none */
    struct sheet_fact *facts;
    size_t fact_count, fact_room;
    bool detailed; /* they were read */
};

/* A command that can be carried out from here. */
struct sheet_action {
    enum command_id command;
    bool on_row; /* about the chosen row, whose kind and id it is given */
};

struct sheet {
    struct arena *arena;
    struct app *app;
    const char *title; /* NULL until it is made */
    const char *about; /* how to read it, a sentence or two; "" */
    const char *empty; /* said where there are no rows */
    long highest; /* of its shaded numbers */
    /* Where a filter looks in more than the cells: whether the row has all of these words (text_fold). NULL: the cells */
    bool (*matches)(const struct sheet *s, const struct sheet_row *row, const char *folded);
    bool searches; /* its `what` are words that it looks for: other words are another query, and filter no rows */
    const struct kind *kind; /* of the records that can be added here; NULL: none */
    struct sheet_column columns[SHEET_COLUMNS];
    int column_count;
    int called; /* the column by which a row is called where the first one does not: a day, a number; 0: it does */
    bool told;  /* facts of some row are there */
    struct sheet_row *rows;
    size_t count, room;
    struct sheet_action actions[SHEET_ACTIONS];
    int action_count;
    bool newest_first; /* who looks at the top goes on looking at the top when rows are added there */
    /* Long lists come in portions: appends the next rows, and returns false when there are no more. NULL: all are there. */
    bool (*more)(struct sheet *s);
    /* Facts that cost reading: fills those of a row (its number), once, when they are first looked at. NULL: all are there. */
    void (*detail)(struct sheet *s, size_t row);
    void (*release)(struct sheet *s); /* of what the maker holds in `data`; NULL: nothing */
    void *data;
};

/* What a sheet is asked for; all of it may be left zero. */
struct sheet_query {
    int round;           /* 0: all rounds, or the last one */
    int phase;           /* -1: not said; a maker that has no use for it never looks */
    const char *what;    /* the word behind the command: a name, an id, a shelf; NULL */
    bool masked;         /* names are not to appear: "Person 3" */
    const struct kind *of_kind; /* whom or what it is about; NULL: not said */
    char of[ID_SIZE];    /* that record; "": all of the kind, side by side */
    enum lens lens;      /* to whom questions are put */
    size_t most;         /* rows of a group, those left out being counted; 0: all */
    const struct limits *limits; /* of a shelf; NULL */
    struct finder *finder; /* of who looks for other words with each key: what was read for the last ones serves again; NULL */
};

/* A section: how its sheet is made, and how it is found. */
struct sheet_maker {
    const char *name;  /* the command, the word in the accessible mode, the name of the screen: "objectives" */
    const char *title; /* "Objectives"; translate */
    const char *help;  /* one or two sentences; translate */
    /* ERR_INPUT etc. where it cannot be made; the sheet is released by the caller in any case. */
    enum status (*make)(struct sheet *s, const struct sheet_query *query, struct error *e);
};

/* All sections, in the order of app/sheet_list.h. */
extern const struct sheet_maker sheet_makers[];
extern const size_t sheet_maker_count;
/* The section of that name; NULL: there is none. */
const struct sheet_maker *sheet_maker(const char *name);

/* Makes a sheet. Release it in any case. */
enum status sheet_make(struct sheet *s, const struct sheet_maker *maker, struct app *app, const struct sheet_query *query, struct error *e);
void sheet_init(struct sheet *s, struct app *app); /* an empty one, for makers of several */
void sheet_release(struct sheet *s);

/* ---- for makers ---- */

void sheet_begin(struct sheet *s, const char *title, const char *about, const char *empty);
void sheet_column(struct sheet *s, const char *name, const char *title, unsigned flags);
/* How wide the column that was added last is on a screen; 0: what the cells need. */
void sheet_widths(struct sheet *s, int least, int most);
/* A new row, when all columns are there: its cells empty, its tone plain. Valid until the next one is added. `id`: see struct sheet_row; copied. */
struct sheet_row *sheet_add(struct sheet *s, const struct kind *kind, const char *id);
/* Something said of the row; nothing where the text is empty. The label is kept, the text copied. */
void sheet_fact(struct sheet *s, struct sheet_row *row, const char *label, const char *text);
/* The same about a record of its own, which can be opened from here. */
void sheet_fact_record(struct sheet *s, struct sheet_row *row, const char *label, const char *text, const struct kind *kind,
                       const char *id);
void sheet_fact_personal(struct sheet *s, struct sheet_row *row, const char *label, const char *text);
/* A bar; nothing is drawn where it has no two ends. */
void sheet_bar(struct sheet *s, struct sheet_row *row, const char *label, const char *from, const char *to, bool measured, double share);
/* Where the row leads, as it is about no record. The place is copied. */
void sheet_lead(struct sheet *s, struct sheet_row *row, enum command_id go, const char *place);
void sheet_action(struct sheet *s, enum command_id command, bool on_row);
/* A copy that lives as long as the sheet. */
const char *sheet_text(struct sheet *s, const char *text);
const char *sheet_take(struct sheet *s, struct buf *text); /* the same; the buffer is released */
const char *sheet_number(struct sheet *s, long long number);

/* ---- for faces ---- */

/* Reads on until `need` rows are there; returns how many there are: fewer only at the end. */
size_t sheet_reach(struct sheet *s, size_t need);
/* Reads the facts of a row of the sheet that come on demand. */
void sheet_detail(struct sheet *s, const struct sheet_row *row);
/* "Abdi, Halima. Met: 4. Round 3: Barasa, Njoroge": the cells of a row as a line; what is empty is left out. Appends. */
void sheet_line(const struct sheet *s, const struct sheet_row *row, struct buf *out);
/* What the row is called: the first column that is no group and not for programs alone. */
int sheet_name_column(const struct sheet *s);
/* What stands above the row, as the one before it is of another group; NULL: nothing. `before`: NULL: there is none. */
const char *sheet_heading(const struct sheet *s, const struct sheet_row *row, const struct sheet_row *before);
/* The word of a tone where no cell says it: "late"; for JSON: never translated. */
const char *sheet_tone_name(enum sheet_tone tone);

#endif
