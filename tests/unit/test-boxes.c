/* What happens while a question is open: another window changes the file, keys come in a row, and the keys that are always
 * there are pressed. The screen plays a script on the fake terminal; between two of its keys a second program works on the
 * same file.
 */
#include "unit/cmocka-all.h"

#include <locale.h>
#include <sodium.h>
#include <stdlib.h>
#include <string.h>
#include <sys/wait.h>
#include <unistd.h>

#include "base/mem.h"
#include "model/kinds.h"
#include "screen/stage.h"
#include "ui/draft.h"
#include "ui/form.h"
#include "ui/linear.h"
#include "ui/prompt.h"
#include "ui/screens/sheet.h"
#include "ui/screens/screens.h"

enum { ROUNDS = 300 };

/* ---- the rig ---- */

struct rig {
    struct term base; /* what the screen talks to; hands on to the stage's terminal */
    struct stage s;
    struct app other; /* the second window */
    void (*between)(struct rig *r); /* called before each event of the script; NULL */
    int event;        /* its number, from 0 */
    int opened;       /* the event before which the first box was open; -1 */
    int found;        /* records looked for */
    bool eager;       /* keys are always waiting, as when several came at once */
    bool old_way;     /* the control: what is below a box is read anew while it is open, as it once was */
};

static struct rig *rig_of(struct term *t)
{
    return (struct rig *)t;
}

static void rig_event(struct term *t, int timeout_ms, struct event *e)
{
    struct rig *r = rig_of(t);
    if (r->s.ui.boxes > 0 && r->opened < 0)
        r->opened = r->event;
    if (r->between)
        r->between(r);
    r->s.ui.checked_at = 0; /* the clock stands still: look for changes with each event */
    if (r->old_way && r->s.ui.boxes > 0)
        ui_refresh(&r->s.ui);
    r->event++;
    r->s.term->ops->event(r->s.term, timeout_ms, e);
}

static void rig_size(struct term *t, int *rows, int *cols)
{
    rig_of(t)->s.term->ops->size(rig_of(t)->s.term, rows, cols);
}

static void rig_present(struct term *t, const struct canvas *c)
{
    rig_of(t)->s.term->ops->present(rig_of(t)->s.term, c);
}

static bool rig_pending(struct term *t)
{
    return rig_of(t)->eager;
}

static void rig_nothing(struct term *t)
{
    (void)t;
}

static void rig_theme(struct term *t, enum theme theme)
{
    (void)t, (void)theme;
}

static void rig_mouse(struct term *t, bool on)
{
    (void)t, (void)on;
}

static const struct term_ops rig_ops = {
    .close = rig_nothing, .size = rig_size, .present = rig_present, .event = rig_event, .pending = rig_pending,
    .suspend = rig_nothing, .theme = rig_theme, .mouse = rig_mouse,
};

/* The demonstration, and the script to be played over it. */
static void rig_new(struct rig *r, const char *script)
{
    struct error e = {0};
    memset(r, 0, sizeof *r);
    r->opened = -1;
    stage_new(&r->s);
    stage_command(&r->s, "demo", NULL);
    stage_screen(&r->s, script, 30, 100);
    r->base = *r->s.term;
    r->base.ops = &rig_ops;
    r->s.ui.term = &r->base;
    r->other.in = r->other.out = r->other.err = r->s.null;
    assert_int_equal(app_init(&r->other, &e), OK);
    r->other.db = r->s.db;
    assert_int_equal(app_open(&r->other, 0, &e), OK);
}

/* Plays to the end; what the script expects must hold. */
static void rig_play(struct rig *r)
{
    if (stage_play(&r->s) > 0)
        fail_msg("%s", r->s.text);
}

static void rig_free(struct rig *r)
{
    r->s.ui.term = r->s.term;
    app_release(&r->other);
    stage_free(&r->s);
}

/* A command in the other window; what went wrong there is its matter. */
static void elsewhere(struct rig *r, const char *name, const char *one, const char *two, const char *three)
{
    const char *words[] = {one, two, three};
    struct error e = {0};
    size_t n = three ? 3 : two ? 2 : one ? 1 : 0;
    command_line(&r->other, command_find(name)->id, words, n, &e);
    buf_clear(&r->other.message);
}

static const struct kind *kind_of(struct rig *r, enum kind_id id)
{
    return r->s.app.model.kinds[id];
}

static bool is_there(struct rig *r, enum kind_id kind, const char *id)
{
    struct record record;
    bool there = store_get(r->s.app.store, kind_of(r, kind), id, &record, NULL) == OK;
    if (there)
        record_release(&record);
    return there;
}

/* ---- which one is deleted? ---- */

enum { MOST_KNOWN = 64 };

struct known {
    char ids[MOST_KNOWN][ID_SIZE];
    int count;
};

static bool know(void *data, const struct record *r)
{
    struct known *k = data;
    assert_true(k->count < MOST_KNOWN);
    snprintf(k->ids[k->count++], ID_SIZE, "%s", record_id(r));
    return true;
}

struct deleting {
    struct rig rig;
    enum { ADD_FIRST, DELETE_CHOSEN, CHANGE_CHOSEN, DELETE_OBJECTIVE, PHONE, NOTHING, DEEDS } deed;
    bool done;
    char chosen[ID_SIZE];    /* the assessment that Enter will choose: the latest of the objective */
    char objective[ID_SIZE];
    struct known before;     /* just before Enter */
};

/* What is chosen on the screen when the box has opened. */
static void note_chosen(struct deleting *d)
{
    const struct sheet_row *row = sheet_screen_row(ui_top(&d->rig.s.ui)->self);
    size_t latest = 0;
    while (!row->facts[latest].kind)
        latest++;
    snprintf(d->chosen, ID_SIZE, "%s", row->facts[latest].id);
    snprintf(d->objective, ID_SIZE, "%s", row->id);
}

static void do_deed(struct rig *r)
{
    struct deleting *d = (struct deleting *)r;
    if (r->s.ui.boxes == 0 || d->done)
        return;
    note_chosen(d);
    switch (d->deed) {
    case ADD_FIRST: elsewhere(r, "add", "objective", "objective=Aaa first", "target_date=2018-01-01"); break;
    case DELETE_CHOSEN: elsewhere(r, "delete", "assessment", d->chosen, NULL); break;
    case CHANGE_CHOSEN: elsewhere(r, "set", "assessment", d->chosen, "evidence=Something else altogether"); break;
    case DELETE_OBJECTIVE: elsewhere(r, "delete", "objective", d->objective, NULL); break;
    case PHONE: elsewhere(r, "set", "person", "Abdi", "phone=+254 1"); break;
    default: break;
    }
    d->before.count = 0;
    store_scan(r->s.app.store, kind_of(r, KIND_ASSESSMENT), know, &d->before, NULL);
    d->done = true;
}

/* How many are gone that were there just before Enter, other than the one chosen; whether that one went in *chosen. */
static int count_wrong(struct deleting *d, bool *chosen)
{
    int wrong = 0;
    *chosen = false;
    for (int i = 0; i < d->before.count; i++) {
        bool gone = !is_there(&d->rig, KIND_ASSESSMENT, d->before.ids[i]);
        *chosen |= gone && strcmp(d->before.ids[i], d->chosen) == 0;
        wrong += gone && strcmp(d->before.ids[i], d->chosen) != 0;
    }
    return wrong;
}

static void the_right_one_is_deleted_or_none(void **state)
{
    int wrong = 0, deleted = 0, refused = 0;
    (void)state;
    for (int round = 0; round < ROUNDS; round++) {
        struct deleting d = {.deed = round % DEEDS};
        struct buf script = BUF_INIT;
        bool gone;
        buf_adds(&script, "keys <F6>");
        for (int i = round / DEEDS % 8; i > 0; i--)
            buf_adds(&script, "<Down>");
        buf_adds(&script, "<Tab><Delete><Down><Up><Home><Enter>\n");
        rig_new(&d.rig, buf_str(&script));
        d.rig.between = do_deed;
        rig_play(&d.rig);
        assert_true(d.done);
        wrong += count_wrong(&d, &gone);
        deleted += gone;
        refused += !gone;
        bool may = d.deed == ADD_FIRST || d.deed == PHONE || d.deed == NOTHING;
        if (gone != may)
            fail_msg("round %d: deed %d, %s", round, d.deed, gone ? "deleted" : "not deleted");
        rig_free(&d.rig);
        buf_release(&script);
    }
    printf("%d rounds: %d deleted, %d refused, %d wrong\n", ROUNDS, deleted, refused, wrong);
    assert_int_equal(wrong, 0);
}

/* ---- what was chosen is gone before the key comes ---- */

/* The record that the list on top stands on. */
static void delete_chosen(struct rig *r)
{
    const struct open_screen *top = ui_top(&r->s.ui);
    struct buf id = BUF_INIT;
    if (r->event == 1) {
        top->ops->place(&r->s.ui, top->self, &id);
        elsewhere(r, "delete", strcmp(top->ops->name, "roster") == 0 ? "membership" : "objective", buf_str(&id), NULL);
    }
    buf_release(&id);
}

static void a_key_means_what_was_chosen(void **state)
{
    static const char *const keys[] = {"<F4>", "<F6>"};
    static const enum kind_id kinds[] = {KIND_MEMBERSHIP, KIND_OBJECTIVE};
    (void)state;
    for (int i = 0; i < 2; i++) {
        struct rig r;
        struct buf script = BUF_INIT;
        buf_addf(&script, "keys %s<Delete>\nexpect another window has changed what was chosen here\n", keys[i]);
        rig_new(&r, buf_str(&script));
        size_t before = store_count(r.s.app.store, kind_of(&r, kinds[i]), -1, "");
        r.between = delete_chosen;
        rig_play(&r);
        assert_int_equal(store_count(r.s.app.store, kind_of(&r, kinds[i]), -1, ""), before - 1);
        rig_free(&r);
        buf_release(&script);
    }
}

/* ---- a screen that holds a row while it asks ---- */

struct holder {
    char *row; /* read anew with each refresh */
    int reads, read_inside;
};

static void holder_read(struct holder *h)
{
    free(h->row);
    h->row = xstrdup("a row");
    h->reads++;
}

static void *holder_open(struct ui *ui, const char *place)
{
    struct holder *h = xcalloc(1, sizeof *h);
    (void)ui, (void)place;
    holder_read(h);
    return h;
}

static void holder_close(struct ui *ui, void *self)
{
    (void)ui;
    free(((struct holder *)self)->row);
    free(self);
}

static void holder_draw(struct ui *ui, void *self, struct canvas *c, struct rect area)
{
    (void)ui;
    canvas_put(c, area.row, area.col, area.cols, STYLE_TEXT, ((struct holder *)self)->row);
    canvas_cursor(c, area.row, area.col);
}

static void holder_refresh(struct ui *ui, void *self)
{
    struct holder *h = self;
    h->read_inside += ui->boxes > 0;
    holder_read(h);
}

/* A program that does as the old objectives did: it holds the row while it asks. */
static bool holder_key(struct ui *ui, void *self, const struct event *e)
{
    static const char *const labels[] = {"one", "two"};
    struct holder *h = self;
    const char *row = h->row;
    if (e->type != EVENT_KEY || e->key != K_ENTER)
        return false;
    if (prompt_choice(ui, "Which?", labels, 2, 0) >= 0)
        ui_say(ui, "chosen of %s", row);
    return true;
}

static const struct screen_ops screen_holder = {
    .name = "holder", .title = "Holder", .where = ON_SHEET, .go = COMMANDS, .open = holder_open, .close = holder_close,
    .draw = holder_draw, .key = holder_key, .refresh = holder_refresh,
};

static void write_phone(struct rig *r)
{
    elsewhere(r, "set", "person", "Abdi", r->event % 2 ? "phone=+254 1" : "phone=+254 2");
}

/* How often the rows below were read while a box was open; *reads: in all. */
static int play_holder(bool old_way, int *reads)
{
    struct rig r;
    rig_new(&r, "keys <Enter><Down><Up><F12><C-r><F12><Down><Enter><Down>\n");
    struct holder *h = holder_open(&r.s.ui, "");
    ui_open(&r.s.ui, "home", "");
    ui_push(&r.s.ui, &screen_holder, h);
    r.between = write_phone;
    r.old_way = old_way;
    stage_play(&r.s);
    int inside = h->read_inside;
    *reads = h->reads;
    rig_free(&r);
    return inside;
}

static void nothing_is_read_anew_in_a_box(void **state)
{
    int reads;
    (void)state;
    assert_int_equal(play_holder(false, &reads), 0);
    assert_true(reads > 1); /* but it was before and after */
}

/* The control: read anew in the box, as it once was, the program dies of it in a build with sanitizers. */
static void the_old_way_fails(void **state)
{
    int status, reads;
    (void)state;
    fflush(NULL);
    pid_t pid = fork();
    if (pid == 0) {
        if (freopen("/dev/null", "w", stderr) == NULL)
            _exit(0);
        _exit(play_holder(true, &reads) == 0 ? 0 : 9);
    }
    assert_int_equal(waitpid(pid, &status, 0), pid);
    assert_false(WIFEXITED(status) && WEXITSTATUS(status) == 0);
}

/* ---- keys that come in a row ---- */

static void the_second_key_sees_the_refreshed_screen(void **state)
{
    struct rig r;
    (void)state;
    /* Three deleted one after the other, all brought back: each key meets the list as the one before left it. */
    rig_new(&r, "keys <F4><Delete><Delete><Delete><C-z><C-z><C-z><Delete>\nkeys <F5><F4>\n");
    size_t before = store_count(r.s.app.store, kind_of(&r, KIND_MEMBERSHIP), -1, "");
    r.eager = true;
    rig_play(&r);
    assert_int_equal(store_count(r.s.app.store, kind_of(&r, KIND_MEMBERSHIP), -1, ""), before - 1);
    rig_free(&r);
}

/* ---- a suggestion that is offered ---- */

enum { OFFERED = 5 }; /* the event that the offer waits for: F5, Ctrl+A and three times Enter come before */

static void add_a_rule(struct rig *r)
{
    if (r->event == OFFERED)
        elsewhere(r, "add", "rule", "sort=absent", "person=Mutua");
}

static void change_a_phone(struct rig *r)
{
    if (r->event == OFFERED)
        elsewhere(r, "set", "person", "Mutua", "phone=+254 700 000 111");
}

/* Takes all of what is offered, while the other window does something. */
static void take_suggestion(void (*deed)(struct rig *r), const char *says, bool taken)
{
    struct rig r;
    char script[200];
    snprintf(script, sizeof script, "keys <F5><C-a><Enter><Enter><Enter><Enter>\nexpect %s\n", says);
    rig_new(&r, script);
    size_t before = store_count(r.s.app.store, kind_of(&r, KIND_PLACEMENT), -1, "");
    r.between = deed;
    rig_play(&r);
    assert_int_equal(store_count(r.s.app.store, kind_of(&r, KIND_PLACEMENT), -1, "") != before, taken);
    rig_free(&r);
}

static void a_suggestion_knows_all_rules(void **state)
{
    (void)state;
    take_suggestion(NULL, "pending until they are published", true);
    take_suggestion(change_a_phone, "pending until they are published", true); /* nothing that it rests on */
    take_suggestion(add_a_rule, "who takes part: nothing was done", false);
}

/* ---- the keys that are always there ---- */

/* What opens each kind of box, and a text on it. */
static const struct {
    const char *keys, *text;
} boxes[] = {
    {"<F4><F10>", "Workbench"},
    {"<F4><C-p>", "Find an action"},
    {"<F4><F1>", "Any key goes on"},
    {"<C-e>", "Who will read it?"},
    {"<C-e><Enter><Enter>", "Into which folder?"},
    {"<F5><C-f>", "Go to whom?"},
    {"<F5><Right><C-t>", "go?"},
    {"<F3><C-t>", "How far is this answer?"},
    {"<F6><Tab><Delete>", "Delete which one?"},
    {"<F6><C-g>", "What is its value today?"},
    {"<A-t>", "Look up a word"},
};

enum { BOXES = sizeof boxes / sizeof *boxes };

static void play_in_box(int i, const char *more)
{
    struct rig r;
    struct buf script = BUF_INIT;
    buf_addf(&script, "keys %s\nexpect %s\n%s", boxes[i].keys, boxes[i].text, more);
    rig_new(&r, buf_str(&script));
    rig_play(&r);
    rig_free(&r);
    buf_release(&script);
}

static void privacy_works_in_every_box(void **state)
{
    (void)state;
    for (int i = 0; i < BOXES; i++)
        play_in_box(i, "keys <F12>\nexpect names and answers are hidden\nreject Abdi\nreject Otieno\nkeys <F12>\nexpect names and answers are shown again\n");
}

static void lock_and_help_work_in_every_box(void **state)
{
    (void)state;
    for (int i = 0; i < BOXES; i++) {
        struct buf more = BUF_INIT;
        buf_addf(&more, "keys <C-l>\nexpect locked: nothing can be changed\nexpect %s\n", boxes[i].text);
        if (strcmp(boxes[i].text, "Any key goes on") != 0)
            buf_addf(&more, "keys <F1>\nreject has to wait\nkeys <Esc>\nexpect %s\n", boxes[i].text);
        buf_addf(&more, "size 40x10\nsize 100x30\nexpect %s\n", boxes[i].text);
        play_in_box(i, buf_str(&more));
        buf_release(&more);
    }
}

/* After the key to leave nothing more is asked of the terminal. */
static void leaving_works_in_every_box(void **state)
{
    (void)state;
    for (int i = 0; i < BOXES; i++)
        play_in_box(i, "keys <C-q>\nexpect never looked at, as the program has left\n");
}

/* What a box would change when it is done is refused once it is locked. */
static void lock_holds_for_what_waits(void **state)
{
    struct rig r;
    (void)state;
    rig_new(&r, "keys <F6><Tab><Delete><C-l><Enter>\nexpect locked for projecting\n");
    size_t before = store_count(r.s.app.store, kind_of(&r, KIND_ASSESSMENT), -1, "");
    rig_play(&r);
    assert_int_equal(store_count(r.s.app.store, kind_of(&r, KIND_ASSESSMENT), -1, ""), before);
    rig_free(&r);
}

static void take_text(void *data, const struct draft *d)
{
    buf_clear(data);
    buf_adds(data, buf_str(&d->text));
}

static bool newest_draft_holds(struct rig *r, const char *words)
{
    struct buf text = BUF_INIT;
    draft_each(r->s.app.store, take_text, &text);
    bool holds = strstr(buf_str(&text), words) != NULL;
    buf_release(&text);
    return holds;
}

static bool find_more(void *data, const struct record *r)
{
    ((struct rig *)data)->found += strstr(record_get(r, OBJECTIVE_STATEMENT), " and more") != NULL;
    return true;
}

/* What is typed when the lock comes is saved; what is typed in a box when the program is left is a draft. */
static void what_is_typed_is_kept(void **state)
{
    struct rig r;
    (void)state;
    rig_new(&r, "keys <F6><C-d> and more<F10><C-l><Esc>\nexpect [Locked]\n");
    rig_play(&r);
    assert_true(r.s.ui.locked);
    store_each(r.s.app.store, kind_of(&r, KIND_OBJECTIVE), -1, "", find_more, &r, NULL);
    assert_int_equal(r.found, 1);
    rig_free(&r);
    rig_new(&r, "keys <F6><C-g>12 of them<C-q>\n");
    rig_play(&r);
    assert_true(newest_draft_holds(&r, "12 of them"));
    rig_free(&r);
}

/* ---- a form on a record that is deleted elsewhere ---- */

/* Before the last two keys, so that it is noticed with the first of them. */
static void delete_form_record(struct rig *r)
{
    if (r->event == 7)
        elsewhere(r, "delete", "objective", "Find my feet as a new Director of Revenue", NULL);
}

static void a_form_says_that_its_record_is_gone(void **state)
{
    struct rig r;
    (void)state;
    rig_new(&r, "keys <F6><C-d> more\nkeys !\nexpect was deleted in another window\nkeys <Esc>\n"
                "expect is kept as a draft\nkeys <F2><Tab><Home><Enter>\nexpect more!\nreject filled in where it was typed\n");
    size_t before = store_count(r.s.app.store, kind_of(&r, KIND_OBJECTIVE), -1, "");
    r.between = delete_form_record;
    rig_play(&r);
    assert_int_equal(store_count(r.s.app.store, kind_of(&r, KIND_OBJECTIVE), -1, ""), before - 1);
    assert_true(newest_draft_holds(&r, " more!"));
    rig_free(&r);
}

/* The name that is typed to forget somebody is never a draft, which would fill it in the next time. */
static void a_name_to_forget_is_not_kept(void **state)
{
    struct rig r;
    (void)state;
    rig_new(&r, "keys <F4><Enter><C-p>forget<Enter>\nexpect Type the whole name\nkeys Nobody<Enter>\nreject Type the whole name\n");
    rig_play(&r);
    assert_int_equal(draft_each(r.s.app.store, NULL, NULL), 0);
    assert_string_equal(buf_str(&r.s.ui.dropped), "");
    rig_free(&r);
}

/* ---- lines ---- */

/* Input of the accessible mode: a line at a time, and something done elsewhere before one of them. */
struct lines {
    struct rig *r;
    const char *const *lines; /* NULL at the end */
    int before;               /* the line that the deed is done before */
    void (*deed)(struct rig *r);
    int at;
};

static ssize_t read_lines(void *cookie, char *out, size_t size)
{
    struct lines *l = cookie;
    const char *line = l->lines[l->at];
    if (!line)
        return 0;
    if (l->at == l->before)
        l->deed(l->r);
    l->at++;
    assert_true(strlen(line) < size);
    memcpy(out, line, strlen(line));
    return (ssize_t)strlen(line);
}

static void add_somebody_first(struct rig *r)
{
    elsewhere(r, "add", "person", "family_name=Aaaa", "given_name=Zoe");
}

static void delete_abdi(struct rig *r)
{
    elsewhere(r, "delete", "person", "Abdi", NULL);
}

/* What is written when the first of the list of people is opened, with the deed between the list and the number. */
static void open_first_person(void (*deed)(struct rig *r), struct buf *out)
{
    static const char *const typed[] = {"people\n", "1\n", "quit\n", NULL};
    struct rig r;
    struct error e = {0};
    char *text = NULL;
    size_t size = 0;
    rig_new(&r, "");
    struct lines lines = {&r, typed, 1, deed, 0};
    FILE *before = r.s.app.out;
    r.s.app.in = fopencookie(&lines, "r", (cookie_io_functions_t){.read = read_lines});
    r.s.app.out = open_memstream(&text, &size);
    assert_int_equal(linear_run(&r.s.app, &e), OK);
    fclose(r.s.app.in);
    fclose(r.s.app.out);
    r.s.app.in = r.s.app.out = before;
    buf_adds(out, text);
    free(text);
    rig_free(&r);
}

static void a_number_means_what_was_printed(void **state)
{
    struct buf out = BUF_INIT;
    (void)state;
    open_first_person(add_somebody_first, &out);
    assert_non_null(strstr(buf_str(&out), "halima.abdi@"));
    assert_null(strstr(buf_str(&out), "Aaaa"));
    buf_clear(&out);
    open_first_person(delete_abdi, &out);
    assert_non_null(strstr(buf_str(&out), "is not there any more"));
    assert_null(strstr(buf_str(&out), "pamela.akinyi@"));
    buf_release(&out);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(the_right_one_is_deleted_or_none),
        cmocka_unit_test(a_key_means_what_was_chosen),
        cmocka_unit_test(nothing_is_read_anew_in_a_box),
        cmocka_unit_test(the_old_way_fails),
        cmocka_unit_test(the_second_key_sees_the_refreshed_screen),
        cmocka_unit_test(a_suggestion_knows_all_rules),
        cmocka_unit_test(privacy_works_in_every_box),
        cmocka_unit_test(lock_and_help_work_in_every_box),
        cmocka_unit_test(leaving_works_in_every_box),
        cmocka_unit_test(lock_holds_for_what_waits),
        cmocka_unit_test(what_is_typed_is_kept),
        cmocka_unit_test(a_form_says_that_its_record_is_gone),
        cmocka_unit_test(a_name_to_forget_is_not_kept),
        cmocka_unit_test(a_number_means_what_was_printed),
    };
    if (!setlocale(LC_ALL, "C.UTF-8") || sodium_init() < 0)
        return 99;
    return cmocka_run_group_tests(tests, NULL, NULL);
}
