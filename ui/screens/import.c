/* import.c: taking in people from a CSV file. First it shows what would happen: which column goes where, and what
 * becomes of every row; nothing is changed before "Import now", which is one change and so one undo. */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "command/args_shared.h"
#include "exchange/csvread.h"
#include "base/mem.h"
#include "base/tr.h"
#include "model/kinds.h"
#include "ui/prompt.h"
#include "ui/screens/ask.h"
#include "ui/screens/import_parts.h"
#include "ui/screens/screens.h"

enum action { ACTION_IMPORT, ACTION_MODE, ACTION_REJECTS, ACTION_FILE, ACTIONS };
enum { LARGE = 1 << 20, ROOMY = 16, SIDE_BY_SIDE = 100 };

/* ---- the plan ---- */

/* Long work begins: said before it, as nothing is drawn during it. */
static void one_moment(struct ui *ui)
{
    ui_say(ui, "one moment ...");
    ui_draw(ui);
    ui_present(ui);
}

static void drop_plan(struct importing *m)
{
    import_plan_free(m->plan);
    m->plan = NULL;
    buf_clear(&m->problem);
}

/* No column has a field that it goes to: then it is the user who can say which does, and not the file that is wrong. */
static bool none_known(const struct importing *m)
{
    const struct app *app = m->ui->app;
    for (size_t i = 0; i < m->column_count; i++) {
        const struct file_column *c = &m->columns[i];
        if (c->chosen ? *c->chosen != '\0'
                      : kind_match_header(app->model.kinds[KIND_PERSON], c->header) >= 0 ||
                            kind_match_header(app->model.kinds[KIND_MEMBERSHIP], c->header) >= FIELD_FIRST)
            return false;
    }
    return true;
}

static void say_problem(struct importing *m, const struct error *e)
{
    char text[sizeof e->what + sizeof e->where + sizeof e->hint + 8];
    error_text(e, text, sizeof text);
    buf_adds(&m->problem, none_known(m)
                              ? _("None of the columns has a name that is known here. Say where they go: Tab, then "
                                "Enter on a column. A family name is needed.")
                              : text);
}

/* ---- the list of what can be done ---- */

static void say_import(const struct importing *m, struct buf *out)
{
    size_t writes = m->plan ? import_writes(m->plan) : 0;
    if (!m->plan)
        buf_adds(out, _("not possible yet"));
    else if (writes == 0)
        buf_adds(out, _("nothing to write"));
    else
        buf_addf(out, _("%zu %s, as one change that undo takes back"), writes, writes == 1 ? "row" : "rows");
}

static void say_rejects(size_t rejected, struct buf *out)
{
    if (rejected == 0)
        buf_adds(out, "none");
    else
        buf_addf(out, _("write the %zu to a file, to correct and import again"), rejected);
}

static void add_action(struct importing *m, const char *label, bool idle, const char *text)
{
    struct texts *t = &m->lists[PANE_ACTIONS];
    size_t row = texts_add(t);
    texts_cell(t, row, 0, idle ? STYLE_OFF : STYLE_STRONG, label);
    texts_cell(t, row, 1, idle ? STYLE_OFF : STYLE_TEXT, text);
}

/* In the order of enum action. */
static void show_actions(struct importing *m)
{
    size_t rejected = m->plan ? m->plan->counts[IMPORT_REJECTED] : 0;
    struct buf import = BUF_INIT, rejects = BUF_INIT;
    say_import(m, &import);
    say_rejects(rejected, &rejects);
    texts_clear(&m->lists[PANE_ACTIONS]);
    add_action(m, _("Import now"), !m->plan || import_writes(m->plan) == 0, buf_str(&import));
    add_action(m, _("How"), false, tr(arg_modes[m->mode].label));
    add_action(m, _("Rejected rows"), rejected == 0, buf_str(&rejects));
    add_action(m, _("Another file"), false, _("choose which"));
    texts_done(&m->lists[PANE_ACTIONS]);
    buf_release(&import);
    buf_release(&rejects);
}

static void start_actions(struct importing *m)
{
    const struct list_column columns[] = {{.title = _("Action"), .min = 13, .max = 13}, {.title = "", .min = 12, .max = 80}};
    texts_init(&m->lists[PANE_ACTIONS], m->ui, TEXTS_FIXED, columns, 2);
    m->lists[PANE_ACTIONS].list.no_header = true;
}

/* ---- making the plan ---- */

static void make_plan(struct importing *m)
{
    struct import_options options = {.mode = m->mode};
    struct error e = {0};
    const struct kind *people = m->ui->app->model.kinds[KIND_PERSON];
    drop_plan(m);
    if (stat(m->path, &m->seen) != 0)
        memset(&m->seen, 0, sizeof m->seen);
    struct table *map = NULL;
    import_write_map(m);
    enum status s = m->map.len ? csv_memory_table(m->map.s, "map", &map, &e) : OK;
    options.map = map;
    if (s == OK)
        s = import_plan_new(m->ui->app, people, m->path, &options, &m->plan, &e);
    csv_table_free(map);
    if (s != OK)
        say_problem(m, &e);
    show_actions(m);
    import_show_columns(m);
    import_show_rows(m);
}

static bool large(const struct importing *m)
{
    struct stat st;
    return stat(m->path, &st) == 0 && st.st_size > LARGE;
}

/* Has the file been saved again since it was looked at? */
static bool file_changed(const struct importing *m)
{
    struct stat st;
    return stat(m->path, &st) != 0 || st.st_size != m->seen.st_size || st.st_ino != m->seen.st_ino ||
           st.st_mtim.tv_sec != m->seen.st_mtim.tv_sec || st.st_mtim.tv_nsec != m->seen.st_mtim.tv_nsec;
}

/* ---- doing them ---- */

static void say_done(struct importing *m, size_t written, size_t rejected)
{
    struct buf key = BUF_INIT;
    ui_key_of(CMD_UNDO, &key);
    buf_clear(&m->done);
    buf_addf(&m->done, _("%zu %s imported; %s takes all of it back."), written, written == 1 ? _("row was") : _("rows were"),
             buf_str(&key));
    if (rejected > 0)
        buf_addf(&m->done, _(" %zu %s left out."), rejected, rejected == 1 ? _("rejected row was") : _("rejected rows were"));
    ui_say(m->ui, "%s", buf_str(&m->done));
    buf_release(&key);
}

static void import_now(struct importing *m)
{
    struct ui *ui = m->ui;
    struct buf why = BUF_INIT;
    if (!ui_writable(ui, &why)) {
        ui_warn(ui, "nothing can be imported: %s", buf_str(&why));
    } else if (file_changed(m)) {
        make_plan(m);
        ui_warn(ui, "the file was changed in the meantime: look at what would happen now, then import");
    } else if (!m->plan) {
        ui_warn(ui, "%s", buf_str(&m->problem));
    } else if (import_writes(m->plan) == 0) {
        ui_say(ui, "there is nothing to write: everything in the file is noted already, or rejected");
    } else {
        size_t written = import_writes(m->plan), rejected = m->plan->counts[IMPORT_REJECTED];
        if (large(m))
            one_moment(ui);
        enum status s = ui_run(ui, CMD_IMPORT,
                               ARGS(arg_text("kind", "person"), arg_text("file", m->path), arg_number("mode", m->mode),
                                    arg_if(m->map.len, arg_table("map", buf_str(&m->map)))), NULL);
        m->own = s == OK || s == ERR_REJECTED;
        if (m->own)
            say_done(m, written, rejected);
    }
    buf_release(&why);
}

static void choose_mode(struct importing *m)
{
    const char *labels[4];
    for (int i = 0; i < 4; i++)
        labels[i] = tr(arg_modes[i].label);
    int chosen = prompt_choice(m->ui, _("How are people imported?"), labels, 4, (int)m->mode);
    if (chosen < 0 || chosen == (int)m->mode)
        return;
    m->mode = (enum import_mode)chosen;
    make_plan(m);
}

/* "peers.csv" > "peers-rejected.csv" */
static void suggest_rejects(const struct importing *m, struct buf *out)
{
    const char *dot = strrchr(m->path, '.'), *slash = strrchr(m->path, '/');
    size_t n = dot && dot > slash ? (size_t)(dot - m->path) : strlen(m->path);
    buf_add(out, m->path, n);
    buf_adds(out, "-rejected.csv");
}

static void write_rejects(struct importing *m)
{
    struct buf path = BUF_INIT, question = BUF_INIT;
    struct error e;
    if (!m->plan || m->plan->counts[IMPORT_REJECTED] == 0) {
        ui_say(m->ui, "no row is rejected");
        return;
    }
    suggest_rejects(m, &path);
    bool yes =
        prompt_plain_line(m->ui, _("Write the rejected rows to which file?"), _("Each row gets the reason behind it."), &path) &&
        path.len > 0;
    buf_addf(&question, _("'%s' is there already. Write over it?"), buf_str(&path));
    if (yes && access(buf_str(&path), F_OK) == 0)
        yes = prompt_yes(m->ui, buf_str(&question), _("What is in that file now would be lost."));
    if (yes && import_write_rejects(m->plan, buf_str(&path), &e) == OK)
        ui_say(m->ui, "%zu rejected %s written to '%s'", m->plan->counts[IMPORT_REJECTED],
               m->plan->counts[IMPORT_REJECTED] == 1 ? "row" : "rows", buf_str(&path));
    else if (yes)
        ui_fail(m->ui, &e);
    buf_release(&path);
    buf_release(&question);
}

/* ---- open and close ---- */

static bool take_file(struct importing *m, const char *path)
{
    struct importing before = *m;
    m->path = xstrdup(path);
    m->columns = NULL;
    m->column_count = m->column_cap = 0;
    if (!import_read_columns(m)) { /* the file of before stays */
        import_release_columns(m);
        free(m->path);
        m->path = before.path;
        m->columns = before.columns;
        m->column_count = before.column_count;
        m->column_cap = before.column_cap;
        return false;
    }
    import_release_columns(&before);
    free(before.path);
    buf_clear(&m->done);
    if (large(m) && m->ui->depth > 0)
        one_moment(m->ui);
    make_plan(m);
    return true;
}

static void another_file(struct importing *m)
{
    struct buf path = BUF_INIT;
    if (import_ask_path(m->ui, &path))
        take_file(m, buf_str(&path));
    buf_release(&path);
}

static void import_close(struct ui *ui, void *self)
{
    struct importing *m = self;
    (void)ui;
    drop_plan(m);
    buf_release(&m->map);
    import_release_columns(m);
    for (int i = 0; i < PANES; i++)
        texts_release(&m->lists[i]);
    free(m->order);
    buf_release(&m->problem);
    buf_release(&m->done);
    free(m->path);
    free(m);
}

static void *import_open(struct ui *ui, const char *place)
{
    struct importing *m = xcalloc(1, sizeof *m);
    struct buf path = BUF_INIT;
    m->ui = ui;
    start_actions(m);
    import_start_columns(m);
    import_start_rows(m);
    buf_adds(&path, place);
    if ((path.len == 0 && !import_ask_path(ui, &path)) || !take_file(m, buf_str(&path))) {
        import_close(ui, m);
        m = NULL;
    }
    buf_release(&path);
    return m;
}

static void import_place(struct ui *ui, void *self, struct buf *out)
{
    (void)ui;
    buf_adds(out, ((struct importing *)self)->path);
}

static void import_refresh(struct ui *ui, void *self)
{
    struct importing *m = self;
    (void)ui;
    if (!m->own)
        buf_clear(&m->done);
    m->own = false;
    make_plan(m);
}

/* ---- drawing ---- */

static const char *separator(char c)
{
    return c == '\t'  ? "tabs"
           : c == ';' ? "semicolons"
           : c == ',' ? "commas"
           : c == '|' ? "bars"
                      : _("a separator of its own");
}

static const char *file_name(const struct importing *m)
{
    const char *slash = strrchr(m->path, '/');
    return slash ? slash + 1 : m->path;
}

static void draw_file(struct importing *m, struct canvas *c, int row, struct rect area)
{
    int at = canvas_put(c, row, area.col, area.cols, STYLE_TITLE, file_name(m));
    if (m->plan)
        canvas_putf(c, row, area.col + at + 2, area.cols - at - 2, STYLE_DIM, "%s, %s between the columns%s",
                    m->plan->shape.encoding, separator(m->plan->shape.separator),
                    m->plan->shape.ragged ? _(", rows of different lengths") : "");
}

/* What would happen, in one line; or what stands in the way, in as many as it needs (three at most). Returns the lines.
 */
static int draw_outcome(struct importing *m, struct canvas *c, struct rect area)
{
    struct buf text = BUF_INIT;
    int lines = 1;
    if (m->plan) {
        import_summary(m->plan, &text);
        canvas_put(c, area.row, area.col, area.cols, STYLE_TEXT, buf_str(&text));
    } else {
        lines = canvas_wrap_height(buf_str(&m->problem), area.cols);
        lines = lines < 3 ? lines : 3;
        area.rows = lines < area.rows ? lines : area.rows;
        canvas_wrap(c, area, 0, STYLE_BAD, buf_str(&m->problem));
    }
    buf_release(&text);
    return lines;
}

/* The names of the two parts below; the one with the keys stands out. */
static void draw_titles(struct importing *m, struct canvas *c, struct rect left, struct rect right, bool both)
{
    enum style columns = m->pane == PANE_COLUMNS ? STYLE_TITLE : STYLE_DIM;
    enum style rows = m->pane == PANE_ROWS ? STYLE_TITLE : STYLE_DIM;
    int at = canvas_put(c, left.row, left.col, left.cols, columns, _("Columns"));
    canvas_put(c, right.row, both ? right.col : left.col + at + 3, 20, rows, _("Rows"));
}

static void draw_lists(struct importing *m, struct canvas *c, struct rect area)
{
    struct rect left = area, right = area;
    bool both = area.cols >= SIDE_BY_SIDE;
    if (both) {
        left.cols = area.cols * 9 / 20;
        right.col += left.cols + 3;
        right.cols -= left.cols + 3;
    }
    draw_titles(m, c, left, right, both);
    left.row++, left.rows--, right.row++, right.rows--;
    m->lists[PANE_COLUMNS].list.area.rows = m->lists[PANE_ROWS].list.area.rows = 0; /* no clicks on what is not drawn */
    if (both || m->pane != PANE_ROWS)
        list_draw(m->ui, &m->lists[PANE_COLUMNS].list, c, left, m->pane == PANE_COLUMNS);
    if (both || m->pane == PANE_ROWS)
        list_draw(m->ui, &m->lists[PANE_ROWS].list, c, right, m->pane == PANE_ROWS);
}

/* Little room: a line about the file and the part with the keys. */
static void draw_small(struct importing *m, struct canvas *c, struct rect area)
{
    struct buf text = BUF_INIT;
    for (int i = 0; i < PANES; i++)
        m->lists[i].list.area.rows = 0;
    if (m->plan)
        import_summary(m->plan, &text);
    else
        buf_adds(&text, buf_str(&m->problem));
    if (area.rows > 1) {
        canvas_put(c, area.row, area.col, area.cols, m->plan ? STYLE_TITLE : STYLE_BAD, buf_str(&text));
        area.row++, area.rows--;
    }
    list_draw(m->ui, &m->lists[m->pane].list, c, area, true);
    buf_release(&text);
}

static void import_draw(struct ui *ui, void *self, struct canvas *c, struct rect area)
{
    struct importing *m = self;
    (void)ui;
    if (area.rows < ROOMY) {
        draw_small(m, c, area);
        return;
    }
    draw_file(m, c, area.row, area);
    area.row++, area.rows--;
    int lines = draw_outcome(m, c, area);
    area.row += lines, area.rows -= lines;
    bool rejects = m->plan && m->plan->counts[IMPORT_REJECTED] > 0;
    canvas_putf(c, area.row, area.col, area.cols, m->done.len > 0 ? STYLE_GOOD : STYLE_DIM, "%s%s",
                m->done.len > 0 ? buf_str(&m->done) : _("Nothing is changed before you choose Import now."),
                m->done.len == 0 && rejects ? _(" Why rejected: see Rows below.") : "");
    area.row += 2, area.rows -= 2;
    list_draw(ui, &m->lists[PANE_ACTIONS].list, c, (struct rect){area.row, area.col, ACTIONS, area.cols},
              m->pane == PANE_ACTIONS);
    area.row += ACTIONS, area.rows -= ACTIONS;
    canvas_rule(c, area.row, area.col, area.cols);
    area.row++, area.rows--;
    draw_lists(m, c, area);
}

/* ---- keys and actions ---- */

static void activate(struct importing *m)
{
    if (m->pane == PANE_COLUMNS) {
        if (import_choose_target(m))
            make_plan(m);
    } else if (m->pane == PANE_ROWS) {
        import_show_row(m);
    } else {
        switch ((enum action)m->lists[PANE_ACTIONS].list.at) {
        case ACTION_IMPORT:
            import_now(m);
            break;
        case ACTION_MODE:
            choose_mode(m);
            break;
        case ACTION_REJECTS:
            write_rejects(m);
            break;
        case ACTION_FILE:
            another_file(m);
            break;
        case ACTIONS:
            break;
        }
    }
}

/* A click goes to the part it falls on, and opens what was chosen there already. */
static bool click(struct importing *m, const struct event *e)
{
    for (int i = 0; i < PANES; i++) {
        struct rect all = m->lists[i].list.area;
        if (!pressed_in(e, all))
            continue;
        bool here = m->pane == (enum import_pane)i;
        m->pane = (enum import_pane)i;
        if (!list_key(m->ui, &m->lists[i].list, e) && here)
            activate(m);
        return true;
    }
    return false;
}

static bool import_key(struct ui *ui, void *self, const struct event *e)
{
    struct importing *m = self;
    if (e->type == EVENT_MOUSE && e->mouse == MOUSE_PRESS)
        return click(m, e) || true;
    if (list_key(ui, &m->lists[m->pane].list, e) || e->type == EVENT_MOUSE)
        return true;
    if (e->type != EVENT_KEY || e->key != K_ENTER)
        return false;
    activate(m);
    return true;
}

static bool import_act(struct ui *ui, void *self, enum command_id id)
{
    struct importing *m = self;
    switch (id) {
    case CMD_NEXT_PANE:
        m->pane = (enum import_pane)((m->pane + 1) % PANES);
        return true;
    case CMD_PREVIOUS_PANE:
        m->pane = (enum import_pane)((m->pane + PANES - 1) % PANES);
        return true;
    case CMD_ITEM_OPEN:
        activate(m);
        return true;
    default:
        return list_act(ui, &m->lists[m->pane].list, id);
    }
}

static void import_explain(struct ui *ui, void *self, struct buf *out)
{
    const char *const texts[PANES] = {
        _("Import\nA look at what would happen comes first; nothing is changed before you choose Import now. All of it "
        "is then one "
        "change, which one undo takes back.\n\nHow says what becomes of people who are known already. They are "
        "recognised by "
        "their email address, or else by their name. An empty cell never empties a field.\n\nRejected rows can be "
        "written to a "
        "file with the reason behind each; correct them there and import that file."),
        _("Columns\nEvery column of the file goes to a field or is left out. What is found by the column's name can be "
        "wrong: "
        "Enter lets you choose another field. The fields that begin with In the alliance are about the person's part "
        "in this "
        "alliance."),
        _("Rows\nWhat would become of every row. Rejected ones come first and say why. Type a word to see only the "
          "rows that hold it, such as rejected, new or a name. Enter shows a row whole.")};
    (void)ui;
    buf_adds(out, texts[((struct importing *)self)->pane]);
    buf_adds(out, _("\n\nTab goes from the actions to the columns and to the rows."));
}

const struct screen_ops screen_import = {
    .name = "import",
    .title = NC_("screen", "Import"),
    .where = ON_IMPORT,
    .go = CMD_GO_IMPORT,
    .open = import_open,
    .close = import_close,
    .draw = import_draw,
    .key = import_key,
    .act = import_act,
    .place = import_place,
    .explain = import_explain,
    .refresh = import_refresh,
};
