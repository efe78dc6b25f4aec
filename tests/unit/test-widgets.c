/* List, form, prompts, menu, action search and frame, played on the fake terminal over a small workbench. */
#include "unit/cmocka-all.h"

#include <locale.h>
#include <sodium.h>
#include <stdlib.h>
#include <string.h>

#include "model/kinds.h"
#include "screen/stage.h"
#include "ui/form.h"
#include "ui/list.h"
#include "ui/prompt.h"

/* ---- a screen with a list of people ---- */

struct people {
    struct view *view;
    struct list list;
};

static void people_close(struct ui *ui, void *self)
{
    struct people *p = self;
    (void)ui;
    list_release(&p->list);
    view_free(p->view);
    free(p);
}

static void people_draw(struct ui *ui, void *self, struct canvas *c, struct rect area)
{
    list_draw(ui, &((struct people *)self)->list, c, area, true);
}

static bool people_key(struct ui *ui, void *self, const struct event *e)
{
    return list_key(ui, &((struct people *)self)->list, e);
}

static bool people_act(struct ui *ui, void *self, enum command_id id)
{
    struct people *p = self;
    const struct kind *kind = view_kind(p->view);
    if (id == CMD_ITEM_OPEN)
        return form_open(ui, kind, list_id(&p->list));
    if (id == CMD_ITEM_NEW)
        return form_open_new(ui, kind, NULL, 0);
    if (id == CMD_ITEM_DELETE && prompt_yes(ui, "Delete this person?", "Undo brings it back."))
        ui_say(ui, "said yes");
    return id == CMD_ITEM_DELETE || list_act(ui, &p->list, id);
}

static bool people_can(struct ui *ui, void *self, enum command_id id, struct buf *why)
{
    (void)ui;
    (void)self;
    if (id == CMD_COLUMNS)
        buf_adds(why, "this list has its columns");
    return id != CMD_COLUMNS;
}

static void people_refresh(struct ui *ui, void *self)
{
    (void)ui;
    list_refresh(&((struct people *)self)->list);
}

static const struct screen_ops people_ops = {
    .name = "test",
    .title = "People",
    .where = ON_ROSTER,
    .go = COMMANDS,
    .close = people_close,
    .draw = people_draw,
    .key = people_key,
    .act = people_act,
    .can = people_can,
    .refresh = people_refresh,
};

static void push_people(struct stage *s)
{
    struct people *p = calloc(1, sizeof *p);
    struct list_column columns[LIST_COLUMNS];
    const struct kind *kind = s->app.model.kinds[KIND_PERSON];
    p->view = view_new(s->app.store, kind, NULL);
    list_init_view(&p->list, &s->app, p->view);
    list_set_columns(&p->list, columns, list_view_columns(kind, "", columns, LIST_COLUMNS));
    ui_push(&s->ui, &people_ops, p);
}

static void play(const char *script, int rows, int cols)
{
    struct stage s;
    stage_new(&s);
    stage_command(&s, "add", "alliance", "name=Water officials", NULL);
    stage_command(&s, "add", "organisation", "name=Ministry of Water", NULL);
    stage_command(&s, "add", "organisation", "name=City of Accra", NULL);
    stage_command(&s, "add", "challenge", "name=Meters that nobody reads", NULL);
    stage_command(&s, "add", "challenge", "name=Staff who leave", NULL);
    stage_command(&s, "add", "person", "family_name=Otieno", "given_name=Grace", "country=Kenya", NULL);
    stage_command(&s, "add", "person", "family_name=Mensah", "given_name=Kofi", "country=Ghana", NULL);
    stage_command(&s, "add", "person", "family_name=Núñez", "given_name=Ana", "country=Peru", NULL);
    stage_screen(&s, script, rows, cols);
    push_people(&s);
    int failures = stage_play(&s);
    if (failures > 0) {
        print_message("%s", "\n");
        fputs(s.text, stdout);
        fail();
    }
    stage_free(&s);
}

/* ---- the tests: each line is a step ---- */

static void list_moves_filters_and_marks(void **state)
{
    (void)state;
    play("expect Person\n"
         "expect Mensah, Kofi\n"
         "expect Ghana\n"
         "keys <Down>NUN\n" /* a filter ignores case and accents */
         "expect Filter: NUN  1 of 3\n"
         "expect Núñez, Ana\n"
         "reject Mensah\n"
         "keys <Esc>\n"
         "expect Mensah\n"
         "reject Filter\n"
         "keys <C-f>zz\n"
         "expect Nothing fits\n"
         "keys <Backspace><Backspace><Esc>\n"
         "keys <Home><Space>\n"
         "expect * Mensah\n"
         "reject * Núñez\n"
         "keys <C-a>\n"
         "reject * Mensah\n"
         "expect no marks any more\n"
         "keys <C-a>\n"
         "expect 3 marked\n"
         "expect * Otieno\n"
         "keys <Esc>\n"
         "reject * Otieno\n",
         24, 80);
}

static void list_sorts(void **state)
{
    (void)state;
    play("keys <C-t>\n"
         "expect Sort by\n"
         "keys count<Enter>\n"
         "expect sorted by Country\n"
         "keys <C-t><Enter>\n"
         "expect sorted by Country, last first\n",
         24, 100);
}

static void form_saves_each_field(void **state)
{
    (void)state;
    play("keys <Home><Enter>\n" /* Mensah */
         "expect Person: Mensah, Kofi\n"
         "expect Family name *\n"
         "keys <End>-Boateng<Tab>\n"
         "expect Person: Mensah-Boateng, Kofi\n"
         "expect Saved 14:02\n"
         "keys <Tab>\n" /* sex: a choice */
         "keys f\n"
         "expect Female\n"
         "keys <Right>\n"
         "expect Male\n"
         "keys <Tab>wrong address<Tab>\n" /* a wrong value keeps the focus */
         "expect wrong address\n"
         "expect must be an address\n"
         "keys <Esc>\n"
         "reject wrong address\n"
         "expect the value is as it was\n"
         "keys kofi@example.org<Enter>\n"
         "expect kofi@example.org\n"
         "keys <Tab><Enter>accra<Enter>\n" /* the reference picker */
         "expect City of Accra\n"
         "keys <Esc>\n"
         "expect Otieno, Grace\n"
         "expect Mensah-Boateng\n"
         "keys <C-z>\n"
         "reject City of Accra\n",
         40, 100);
}

static void form_links_and_new_targets(void **state)
{
    (void)state;
    play("keys <Home><Enter>\n"
         "keys <Tab><Tab><Tab><Tab><Tab><Tab><Tab><Tab><Tab><Tab><Tab><Tab><Tab><Tab><Tab><Tab><Tab><Tab>\n"
         "expect Challenges this person is facing\n"
         "keys <Enter>\n"
         "expect [ ] Staff who leave\n"
         "keys <Down><Space>\n"
         "expect [x] Staff who leave\n"
         "expect [ ] Meters\n"
         "keys <Enter>\n"
         "expect Staff who leave\n"
         "reject [x]\n"
         "keys <Insert>Leaking pipes<Enter>\n"
         "expect Leaking pipes\n",
         40, 100);
}

static void form_makes_a_record_when_it_can(void **state)
{
    (void)state;
    play("keys <C-n>\n"
         "expect New: Person\n"
         "keys <Tab>Ama<Esc>\n" /* Esc is done, but that is not enough for a person yet */
         "expect not saved: Family name is empty\n"
         "expect Ama\n"
         "keys <Tab>\n"
         "keys <Up><Up>Owusu<Tab>\n"
         "expect Added Person 'Owusu, Ama'\n"
         "expect Person: Owusu, Ama\n"
         "keys <Esc>\n"
         "expect Owusu, Ama\n"
         "keys <C-n><Tab>Nobody<Tab><Esc><Esc>\n" /* leaving twice drops it */
         "reject New: Person\n"
         "reject Nobody\n",
         40, 100);
}

static void lock_and_privacy(void **state)
{
    (void)state;
    play("keys <F12>\n"
         "reject Mensah\n"
         "reject Otieno\n"
         "expect •••\n"
         "expect Ghana\n" /* not personal */
         "keys <Home><Enter>\n"
         "reject Mensah\n"
         "reject Kofi\n"
         "keys x\n"
         "expect it is hidden\n"
         "keys <F12>\n"
         "expect Mensah\n"
         "keys <C-l>\n"
         "expect [Locked]\n"
         "keys x<Tab>\n"
         "reject Mensahx\n"
         "keys y\n"
         "expect locked for projecting\n"
         "keys <Esc><C-n>\n"
         "expect New: locked for projecting\n"
         "keys <C-z>\n"
         "expect Undo: locked for projecting\n",
         24, 100);
}

static void menu_and_action_search(void **state)
{
    (void)state;
    play("keys <F10>\n"
         "expect Workbench   Edit\n"
         "keys <Right>\n"
         "expect Undo\n"
         "expect Ctrl+Z\n"
         "keys <Esc>\n"
         "reject Ctrl+Z  \n"
         "keys <F10><Right><Right>col\n" /* letters jump, o too: the last one typed counts */
         "keys <Esc>\n"
         "keys <C-p>undo\n"
         "expect Undo the last change\n"
         "keys <Esc><Esc>\n"
         "keys <C-p>columns\n"
         "expect not now: this list has its columns\n"
         "keys <Enter>\n"
         "expect Columns: this list has its columns\n"
         "keys <C-p>next phase\n"
         "expect not now: only on: \n"
         "keys <Enter>\n"
         "expect Next phase: only on: \n"
         "keys <C-k>\n"
         "expect Columns: this list has its columns\n",
         30, 110);
}

static void questions_default_to_no(void **state)
{
    (void)state;
    play("keys <Delete>\n"
         "expect Delete this person?\n"
         "keys <Enter>\n"
         "reject said yes\n"
         "keys <Delete><Esc>\n"
         "reject said yes\n"
         "keys <Delete><Right><Enter>\n"
         "expect said yes\n"
         "keys <Up>\n"
         "reject said yes\n" /* until the next key */
         "keys <F8>\n"
         "expect 14:02   said yes\n", /* but kept in the history */
         24, 80);
}

static void footer_keeps_help_and_menu(void **state)
{
    (void)state;
    play("expect F1 Help  F10 Menu\n"
         "size 40x10\n"
         "expect F1 Help  F10 Menu\n"
         "expect Mensah\n"
         "keys x\n"
         "size 24x6\n"
         "expect F1 Help  F10 Menu\n"
         "size 19x4\n"
         "expect F1 Help  F10 Menu\n",
         24, 80);
}

/* Every size, on every kind of overlay: nothing is drawn outside (canvas checks nothing for us under ASan but memory). */
static void tiny_sizes_hold(void **state)
{
    static const int sizes[][2] = {{1, 1}, {2, 1}, {1, 2}, {2, 2}, {3, 3}, {5, 2}, {3, 10}, {4, 7}, {6, 16}, {5, 40}, {10, 40},
                                   {12, 20}, {13, 5}, {60, 8}, {2, 200}};
    static const char *const openings[] = {"", "<F10>", "<F10><Right><Down>", "<C-p>", "<C-p>zz", "<Enter>", "<C-t>",
                                           "<Delete>", "<C-n>", "<F1>", "<F12><C-l>", "me", "<C-n><Tab><Tab><Enter>"};
    (void)state;
    for (size_t i = 0; i < sizeof openings / sizeof *openings; i++) {
        struct buf script = BUF_INIT;
        for (size_t k = 0; k < sizeof sizes / sizeof *sizes; k++) {
            buf_addf(&script, "size %dx%d\nkeys %s\n", sizes[k][1], sizes[k][0], openings[i]);
            buf_adds(&script, "keys <Down><Up><PageDown><End><Left><Tab>\nclick 0 0\nwheel down 1 1\nkeys <Esc><Esc><Esc><Esc>\n");
        }
        play(buf_str(&script), 24, 80);
        buf_release(&script);
    }
}

static void paste_is_never_a_command(void **state)
{
    (void)state;
    play("paste <Enter>\\nq\n" /* into the list: a filter */
         "expect Filter: <Enter>\n"
         "keys <Esc><Home><Enter><Tab>\n"
         "paste one\\ntwo\n"
         "expect Kofione two\n",
         24, 80);
}

/* The place is remembered, and what is typed is saved when the program is told to end. */
static void ending_saves_what_is_typed(void **state)
{
    struct stage s;
    struct error e;
    (void)state;
    stage_new(&s);
    stage_command(&s, "add", "alliance", "name=Water officials", NULL);
    stage_command(&s, "add", "person", "family_name=Otieno", NULL);
    stage_screen(&s, "keys <Enter><End>-Ouma\nend\n", 24, 80);
    push_people(&s);
    stage_play(&s);
    char id[ID_SIZE];
    const struct kind *kind = s.app.model.kinds[KIND_PERSON];
    assert_int_equal(store_resolve(s.app.store, kind, "Otieno-Ouma", NULL, id, &e), OK);
    assert_int_equal(store_resolve(s.app.store, kind, "Otieno", NULL, id, &e), ERR_NOT_FOUND);
    stage_free(&s);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(list_moves_filters_and_marks),
        cmocka_unit_test(list_sorts),
        cmocka_unit_test(form_saves_each_field),
        cmocka_unit_test(form_links_and_new_targets),
        cmocka_unit_test(form_makes_a_record_when_it_can),
        cmocka_unit_test(lock_and_privacy),
        cmocka_unit_test(menu_and_action_search),
        cmocka_unit_test(questions_default_to_no),
        cmocka_unit_test(footer_keeps_help_and_menu),
        cmocka_unit_test(tiny_sizes_hold),
        cmocka_unit_test(paste_is_never_a_command),
        cmocka_unit_test(ending_saves_what_is_typed),
    };
    if (!setlocale(LC_ALL, "C.UTF-8") || sodium_init() < 0)
        return 99;
    return cmocka_run_group_tests(tests, NULL, NULL);
}
