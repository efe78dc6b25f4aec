/* objectives.c: the learning strategy as a table: who learns what, from whom, how, by when, and how far they are. Above the
 * list, below the chosen objective in full. */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "base/mem.h"
#include "base/tr.h"
#include "base/utf8.h"
#include "model/kinds.h"
#include "ui/form.h"
#include "ui/pick.h"
#include "ui/prompt.h"
#include "ui/screens/objectives.h"
#include "ui/screens/screens.h"
#include "ui/subject.h"

/* ---- the columns ---- */

enum table_column { WHAT, STATE, DUE, PROGRESS, WHO, FROM_WHOM, HOW, TABLE_COLUMNS };

enum { BAR = 10 };

static const struct list_column table[TABLE_COLUMNS] = {
    [WHAT] = {.title = N_("What is learned"), .min = 16, .max = 60},
    [STATE] = {.title = N_("State"), .min = 9},
    [DUE] = {.title = N_("By when"), .min = 10},
    [PROGRESS] = {.title = N_("Now/goal"), .min = BAR + 7, .max = BAR + 14},
    [WHO] = {.title = N_("Who learns"), .personal = true, .min = 10, .max = 24},
    [FROM_WHOM] = {.title = N_("From whom"), .personal = true, .min = 10, .max = 24},
    [HOW] = {.title = N_("How"), .min = 12, .max = 36},
};

static const struct objective_row *row_at(const struct objectives *o, size_t at)
{
    return at < o->shown_count ? &o->rows.rows[o->shown[at]] : NULL;
}

static const char *text_of(const struct objective_row *row, enum table_column column)
{
    switch (column) {
    case WHAT: return row->statement;
    case STATE: return objective_state_word(row->state);
    case DUE: return row->target_date;
    case WHO: return *row->who ? row->who : row->level;
    case FROM_WHOM: return row->from_whom;
    case HOW: return row->how;
    default: return "";
    }
}

/* The bar, and beside it now and goal: "|==O--| 3/4". */
static void add_progress(const struct objectives *o, const struct objective_row *row, struct buf *out)
{
    objective_bar(row, BAR, o->ui->canvas.ascii, out);
    if (!*row->now && !*row->target)
        return;
    buf_addf(out, "%s%s", out->len > 0 ? " " : "", *row->now ? row->now : "-");
    if (*row->target)
        buf_addf(out, "/%s", row->target);
}

static void cell(void *data, size_t at, int column, struct buf *out)
{
    struct objectives *o = data;
    const struct objective_row *row = row_at(o, at);
    enum table_column which = (enum table_column)o->columns[column];
    if (which == PROGRESS)
        add_progress(o, row, out);
    else
        buf_adds(out, text_of(row, which));
}

static enum style cell_style(void *data, size_t at, int column)
{
    struct objectives *o = data;
    const struct objective_row *row = row_at(o, at);
    if (o->columns[column] != STATE)
        return STYLE_TEXT;
    switch (row->state) {
    case OBJECTIVE_REACHED: return STYLE_GOOD;
    case OBJECTIVE_OVERDUE: return STYLE_BAD;
    case OBJECTIVE_NOT_BEGUN: return STYLE_DIM;
    default: return STYLE_TEXT;
    }
}

/* ---- rows: filter and order ---- */

static double share_of(const struct objective_row *row)
{
    return row->measured ? row->share : -1e9;
}

/* The order asked for; by due date at first, those without one last. */
static int compare_rows(const struct objective_row *a, const struct objective_row *b, int column)
{
    if (column < 0 || column == DUE) {
        if (!*a->target_date != !*b->target_date)
            return *a->target_date ? -1 : 1;
        int due = strcmp(a->target_date, b->target_date);
        return due ? due : strcmp(a->statement, b->statement);
    }
    if (column == STATE)
        return (int)a->state - (int)b->state;
    if (column == PROGRESS)
        return share_of(a) < share_of(b) ? -1 : share_of(a) > share_of(b);
    struct buf x = BUF_INIT, y = BUF_INIT;
    const char *s = text_of(a, (enum table_column)column), *t = text_of(b, (enum table_column)column);
    text_fold(&x, s, strlen(s));
    text_fold(&y, t, strlen(t));
    int order = strcmp(buf_str(&x), buf_str(&y));
    buf_release(&x);
    buf_release(&y);
    return order;
}

/* Insertion: stable, and nobody has thousands of objectives. */
static void order_rows(struct objectives *o)
{
    for (size_t i = 1; i < o->shown_count; i++) {
        size_t moving = o->shown[i], j = i;
        for (; j > 0; j--) {
            int order = compare_rows(&o->rows.rows[o->shown[j - 1]], &o->rows.rows[moving], o->order);
            if ((o->descending ? -order : order) <= 0)
                break;
            o->shown[j] = o->shown[j - 1];
        }
        o->shown[j] = moving;
    }
}

static void choose_rows(struct objectives *o)
{
    const char **folded = xcalloc(o->rows.count + 1, sizeof *folded);
    for (size_t i = 0; i < o->rows.count; i++)
        folded[i] = o->rows.rows[i].folded;
    free(o->shown);
    o->shown = xcalloc(o->rows.count + 1, sizeof *o->shown);
    o->shown_count = pick_filter(buf_str(&o->words), folded, o->rows.count, o->shown);
    free(folded);
    order_rows(o);
}

static void source_filter(void *data, const char *words)
{
    struct objectives *o = data;
    buf_clear(&o->words);
    buf_adds(&o->words, words);
    choose_rows(o);
}

static bool source_sort(void *data, int column, bool descending)
{
    struct objectives *o = data;
    o->order = column < 0 ? -1 : o->columns[column];
    o->descending = descending;
    choose_rows(o);
    return true;
}

static size_t source_count(void *data)
{
    return ((struct objectives *)data)->shown_count;
}

static size_t source_total(void *data)
{
    return ((struct objectives *)data)->rows.count;
}

static const char *source_id(void *data, size_t at)
{
    const struct objective_row *row = row_at(data, at);
    return row ? row->id : NULL;
}

static size_t source_find(void *data, const char *id)
{
    const struct objectives *o = data;
    size_t i = 0;
    while (i < o->shown_count && strcmp(o->rows.rows[o->shown[i]].id, id) != 0)
        i++;
    return i;
}

static void source_refresh(void *data)
{
    struct objectives *o = data;
    struct error e = {0};
    if (objective_rows_read(o->ui, &o->rows, &e) != OK)
        ui_fail(o->ui, &e);
    choose_rows(o);
}

const struct objective_row *objectives_chosen(const struct objectives *o)
{
    return row_at(o, o->list.at);
}

/* ---- open and close ---- */

static void set_columns(struct objectives *o, const bool *wanted)
{
    struct list_column columns[TABLE_COLUMNS];
    int n = 0;
    for (int i = 0; i < TABLE_COLUMNS; i++) {
        if (i != WHAT && !wanted[i])
            continue;
        o->columns[n] = i;
        columns[n++] = table[i];
    }
    o->column_count = n;
    list_set_columns(&o->list, columns, n);
    o->list.no_header = false;
    o->order = -1;
    o->descending = false;
    choose_rows(o);
}

static void recall_columns(struct ui *ui, bool *wanted)
{
    struct buf text = BUF_INIT;
    store_recall(ui->app->store, "objectives.columns", &text);
    for (size_t i = 0; i < TABLE_COLUMNS; i++)
        wanted[i] = text.len != TABLE_COLUMNS || text.s[i] == '1';
    buf_release(&text);
}

static void say_empty(struct objectives *o)
{
    buf_adds(&o->empty, _("No learning objective yet.\n\n"));
    ui_key_of(CMD_ITEM_NEW, &o->empty);
    buf_adds(&o->empty, _(" adds one: who learns what, from whom, how, and by when."));
    o->list.empty = buf_str(&o->empty);
}

static void *objectives_open(struct ui *ui, const char *place)
{
    struct objectives *o = xcalloc(1, sizeof *o);
    struct list_source source = {
        .data = o,
        .count = source_count,
        .total = source_total,
        .cell = cell,
        .style = cell_style,
        .id = source_id,
        .find = source_find,
        .filter = source_filter,
        .sort = source_sort,
        .refresh = source_refresh,
    };
    bool wanted[TABLE_COLUMNS];
    o->ui = ui;
    source_refresh(o);
    list_init(&o->list, &source);
    recall_columns(ui, wanted);
    set_columns(o, wanted);
    say_empty(o);
    list_select(&o->list, place);
    return o;
}

static void objectives_close(struct ui *ui, void *self)
{
    struct objectives *o = self;
    (void)ui;
    list_release(&o->list);
    objective_rows_release(&o->rows);
    buf_release(&o->words);
    buf_release(&o->empty);
    free(o->shown);
    free(o);
}

static void objectives_place(struct ui *ui, void *self, struct buf *out)
{
    (void)ui;
    buf_adds(out, list_id(&((struct objectives *)self)->list));
}

/* With its assessments, below: one of them is what is asked about. */
static void objectives_about(struct ui *ui, void *self, struct buf *out)
{
    struct objectives *o = self;
    const struct objective_row *row = objectives_chosen(o);
    objectives_place(ui, self, out);
    for (size_t i = 0; row && o->in_detail && i < row->assessed_count; i++)
        buf_addf(out, " %s", row->assessed[i].id);
}

static void objectives_refresh(struct ui *ui, void *self)
{
    (void)ui;
    list_refresh(&((struct objectives *)self)->list);
}

/* ---- actions ---- */

static const struct kind *kind_of(const struct ui *ui, enum kind_id id)
{
    return ui->app->model.kinds[id];
}

static void new_objective(struct ui *ui)
{
    const struct form_value values[] = {{OBJECTIVE_ALLIANCE, ui->app->alliance}};
    form_open_new(ui, kind_of(ui, KIND_OBJECTIVE), values, 1);
}

static void delete_objective(struct ui *ui, struct objectives *o)
{
    size_t assessed = objectives_chosen(o)->assessed_count;
    if (ui_run(ui, CMD_DELETE, ARGS(arg_text("kind", "objective"), arg_text("record", objectives_chosen(o)->id)), NULL) == OK && assessed > 0)
        ui_say(ui, "deleted, with %zu assessment%s; undo brings all of it back", assessed, assessed == 1 ? "" : "s");
}

/* The value is asked for first, as it is all that many will enter; then the form for evidence and the rest. */
static void assess(struct ui *ui, const struct objective_row *row)
{
    struct buf question = BUF_INIT, hint = BUF_INIT, value = BUF_INIT, id = BUF_INIT;
    const struct kind *k = kind_of(ui, KIND_ASSESSMENT);
    char day[DATE_SIZE], about[ID_SIZE];
    date_today(day);
    memcpy(about, row->id, sizeof about);
    buf_addf(&question, _("What is its value today?%s%s%s"), *row->unit ? " (" : "", row->unit, *row->unit ? ")" : "");
    buf_addf(&hint, _("Began at %s, goal %s"), *row->baseline ? row->baseline : "?", *row->target ? row->target : "?");
    if (*row->now)
        buf_addf(&hint, _(", was %s on %s"), row->now, row->now_date);
    buf_adds(&hint, _(". May stay empty."));
    enum status s = ERR_INPUT;
    while (s == ERR_INPUT && prompt_line(ui, buf_str(&question), buf_str(&hint), &value)) {
        if (!subject_there(ui, kind_of(ui, KIND_OBJECTIVE), about))
            break;
        s = ui_run(ui, CMD_ADD,
                   ARGS(arg_text("kind", k->name), arg_field(k, ASSESSMENT_OBJECTIVE, about), arg_field(k, ASSESSMENT_DATE, day),
                        arg_if(value.len, arg_field(k, ASSESSMENT_VALUE, buf_str(&value)))), &id);
    }
    if (s == OK) {
        id.s[strcspn(buf_str(&id), "\n")] = '\0';
        form_open(ui, kind_of(ui, KIND_ASSESSMENT), buf_str(&id));
        ui_say(ui, "noted; add the evidence, and Esc comes back");
    }
    buf_release(&question);
    buf_release(&hint);
    buf_release(&value);
    buf_release(&id);
}

/* One of the assessments, the latest first; false: none. */
static bool ask_assessment(struct ui *ui, const struct objective_row *row, const char *title, char id[ID_SIZE])
{
    size_t n = row->assessed_count;
    struct buf *labels = xcalloc(n + 1, sizeof *labels);
    const char **texts = xcalloc(n + 1, sizeof *texts), **ids = xcalloc(n + 1, sizeof *ids);
    for (size_t i = 0; i < n; i++) {
        const struct objective_assessment *a = &row->assessed[n - 1 - i];
        buf_addf(&labels[i], "%s  %s  %s", a->date, a->value, a->dimension);
        texts[i] = buf_str(&labels[i]);
        ids[i] = a->id;
    }
    bool chosen = subject_choice(ui, kind_of(ui, KIND_ASSESSMENT), title, texts, ids, n, id);
    for (size_t i = 0; i < n; i++)
        buf_release(&labels[i]);
    free(labels);
    free(texts);
    free(ids);
    return chosen;
}

static void open_chosen(struct ui *ui, struct objectives *o)
{
    const struct objective_row *row = objectives_chosen(o);
    char id[ID_SIZE];
    if (!o->in_detail || row->assessed_count == 0)
        form_open(ui, kind_of(ui, KIND_OBJECTIVE), row->id);
    else if (ask_assessment(ui, row, _("Open which assessment?"), id))
        form_open(ui, kind_of(ui, KIND_ASSESSMENT), id);
}

static void delete_chosen(struct ui *ui, struct objectives *o)
{
    char id[ID_SIZE];
    if (!o->in_detail)
        delete_objective(ui, o);
    else if (ask_assessment(ui, objectives_chosen(o), _("Delete which assessment?"), id))
        ui_run(ui, CMD_DELETE, ARGS(arg_text("kind", "assessment"), arg_text("record", id)), NULL);
}

static void ask_columns(struct ui *ui, struct objectives *o)
{
    const char *labels[TABLE_COLUMNS - 1];
    bool wanted[TABLE_COLUMNS] = {false};
    char kept[TABLE_COLUMNS + 1] = "";
    struct error e;
    for (int i = 0; i < o->column_count; i++)
        wanted[o->columns[i]] = true;
    for (int i = 1; i < TABLE_COLUMNS; i++)
        labels[i - 1] = table[i].title;
    if (!prompt_choices(ui, _("Which columns?"), labels, TABLE_COLUMNS - 1, wanted + 1))
        return;
    for (int i = 0; i < TABLE_COLUMNS; i++)
        kept[i] = wanted[i] || i == WHAT ? '1' : '0';
    store_remember(ui->app->store, "objectives.columns", kept, &e);
    set_columns(o, wanted);
    list_refresh(&o->list);
}

static bool objectives_act(struct ui *ui, void *self, enum command_id id)
{
    struct objectives *o = self;
    switch (id) {
    case CMD_ITEM_OPEN: open_chosen(ui, o); return true;
    case CMD_ITEM_NEW: new_objective(ui); return true;
    case CMD_ITEM_EDIT: form_open(ui, kind_of(ui, KIND_OBJECTIVE), objectives_chosen(o)->id); return true;
    case CMD_ITEM_DELETE: delete_chosen(ui, o); return true;
    case CMD_ASSESS: assess(ui, objectives_chosen(o)); return true;
    case CMD_COLUMNS: ask_columns(ui, o); return true;
    case CMD_NEXT_PANE:
    case CMD_PREVIOUS_PANE:
        o->in_detail = !o->in_detail;
        return true;
    case CMD_BACK:
        if (o->in_detail) {
            o->in_detail = false;
            return true;
        }
        break;
    default: break;
    }
    return list_act(ui, &o->list, id);
}

static bool objectives_can(struct ui *ui, void *self, enum command_id id, struct buf *why)
{
    struct objectives *o = self;
    const struct objective_row *row = objectives_chosen(o);
    const char *reason = NULL;
    (void)ui;
    if ((id == CMD_ITEM_OPEN || id == CMD_ITEM_EDIT || id == CMD_ITEM_DELETE || id == CMD_ASSESS) && !row)
        reason = _("no objective is chosen");
    else if (id == CMD_ITEM_DELETE && o->in_detail && row->assessed_count == 0)
        reason = _("there is no assessment to delete; Tab goes back to the list of objectives");
    if (reason)
        buf_adds(why, reason);
    return !reason;
}

/* ---- keys ---- */

static bool scroll(struct objectives *o, int key)
{
    int page = o->detail.rows > 1 ? o->detail.rows - 1 : 1;
    switch (key) {
    case K_UP: o->skip--; break;
    case K_DOWN: o->skip++; break;
    case K_PAGE_UP: o->skip -= page; break;
    case K_PAGE_DOWN: o->skip += page; break;
    case K_HOME: o->skip = 0; break;
    case K_END: o->skip = o->detail_lines; break;
    default: return false;
    }
    return true; /* drawing keeps it within bounds */
}

static bool objectives_key(struct ui *ui, void *self, const struct event *e)
{
    struct objectives *o = self;
    if (o->in_detail && e->type == EVENT_KEY)
        return scroll(o, e->key);
    bool used = list_key(ui, &o->list, e);
    if (used && e->type == EVENT_MOUSE)
        o->in_detail = false;
    return used;
}

static void objectives_explain(struct ui *ui, void *self, struct buf *out)
{
    (void)ui;
    (void)self;
    buf_adds(out, _("Objectives\nThe learning strategy: who learns what, from whom, how, and by when. One line is "
                    "one objective; below is the chosen one in full.\n\nThe bar goes from where it began to the "
                    "goal, with a mark for the latest assessment. It works for numbers that should fall as well as "
                    "for those that should rise.\n\n"));
    ui_key_of(CMD_ASSESS, out);
    buf_adds(out, _(" notes how far the objective has come, with evidence. "));
    ui_key_of(CMD_NEXT_PANE, out);
    buf_adds(out, _(" goes to the lower part and back; there Enter opens an earlier assessment.\n\n"
                  "To ask aloud: what will you be able to do by then that you cannot do today, and how shall we both see "
                  "it?\n\nExample: two parks on season tickets by June, from 2.1 to 3 million a month."));
}

const struct screen_ops screen_objectives = {
    .name = "objectives",
    .title = N_("Objectives"),
    .where = ON_OBJECTIVES,
    .go = CMD_GO_OBJECTIVES,
    .open = objectives_open,
    .close = objectives_close,
    .draw = objectives_draw,
    .key = objectives_key,
    .act = objectives_act,
    .can = objectives_can,
    .place = objectives_place,
    .chosen = objectives_about,
    .explain = objectives_explain,
    .refresh = objectives_refresh,
};
