/* The library: limits as a facilitator means them, links both ways, terms found in a text, and words found everywhere. */
#include "unit/cmocka-all.h"

#include <locale.h>
#include <sodium.h>
#include <stdlib.h>
#include <string.h>

#include "app/find.h"
#include "exchange/csvread.h"
#include "model/entry_links.h"
#include "model/limits.h"
#include "model/terms.h"
#include "screen/stage.h"
#include "ui/actions.h"
#include "ui/screens/library.h"
#include "ui/screens/screens.h"

/* ---- a small library of its own ---- */

static const char tool_kind[] =
    "field,type,choices,reference,flags,aliases,label::English (en)\n"
    "tools,kind,,,,,Tool|Tools\n"
    "label,text,,,required title listed,,Tool\n"
    "phases,choices,0=First;1=Second;2=Third,,listed,,Phases\n"
    "size_min,integer,,,,,Smallest group\n"
    "size_max,integer,,,,,Largest group\n"
    "time,choice,hour=An hour;day=A day;weeks=Weeks,,listed,,Time\n"
    "backgrounds,choice,alike=Alike;mixed=Mixed;any=Any,,,,Backgrounds\n"
    "see,list,,,,,See\n";
static const char tool_rows[] = "id,label,phases,size_min,size_max,time,backgrounds,see\n"
                                "talk,Talk,0;1,2,4,hour,alike,fair\n"
                                "fair,Fair,1,20,200,day,any,\n"
                                "visit,Visit,2,,,weeks,mixed,talk;gone\n";
static const char case_kind[] = "field,type,choices,reference,flags,aliases,label::English (en)\n"
                                "cases,kind,,,,,Case|Cases\n"
                                "label,text,,,required title listed,,Case\n"
                                "tools,list,,,,,Tools\n"
                                "questions,list,,,,,Questions\n";
static const char case_rows[] = "id,label,tools,questions\ncoast,Coast,talk;visit,0.1\nhills,Hills,visit,\n";
static const char term_kind[] = "field,type,choices,reference,flags,aliases,label::English (en)\n"
                                "terms,kind,,,,,Term|Glossary\n"
                                "label,text,,,required title listed,,Term\n"
                                "text,note,,,listed,,Meaning\n"
                                "aliases,list,,,,,Other forms\n";
static const char term_rows[] = "id,label,text,aliases\npeer,Peer,One who learns,\n"
                                "cop,Community of practice (CoP),A group,communities of practice\n"
                                "mandate,Mandate,Leave to act,authority to act\n";
static const char acronym_kind[] = "field,type,choices,reference,flags,aliases,label::English (en)\n"
                                   "acronyms,kind,,,,,Acronym|Acronyms\n"
                                   "label,text,,,required title listed,,Acronym\n"
                                   "text,text,,,listed,,Stands for\n";
static const char acronym_rows[] = "id,label,text\nngo,NGO,Non-governmental organisation\nwho,WHO,World Health Organization\n";

enum { SHELVES = 4 };

struct shelves {
    struct table *kinds[SHELVES], *rows[SHELVES];
    struct library lib;
};

static int set_up(void **state)
{
    static const char *const kinds[SHELVES] = {tool_kind, case_kind, term_kind, acronym_kind};
    static const char *const rows[SHELVES] = {tool_rows, case_rows, term_rows, acronym_rows};
    static const char *const names[SHELVES] = {"tool", "case", "term", "acronym"};
    static const char *const files[SHELVES] = {"tools", "cases", "terms", "acronyms"};
    struct shelves *s = calloc(1, sizeof *s);
    struct languages languages = {"en", NULL};
    struct error e = {0};
    for (int i = 0; i < SHELVES; i++) {
        assert_int_equal(csv_memory_table(kinds[i], names[i], &s->kinds[i], &e), OK);
        assert_int_equal(csv_memory_table(rows[i], files[i], &s->rows[i], &e), OK);
    }
    assert_int_equal(library_init(&s->lib, (const struct table *const *)s->kinds, SHELVES,
                                  (const struct table *const *)s->rows, SHELVES, &languages, &e), OK);
    *state = s;
    return 0;
}

static int tear_down(void **state)
{
    struct shelves *s = *state;
    library_release(&s->lib);
    for (int i = 0; i < SHELVES; i++) {
        csv_table_free(s->kinds[i]);
        csv_table_free(s->rows[i]);
    }
    free(s);
    return 0;
}

/* ---- limits ---- */

/* The first letters of the tools that one or two limits let through. */
static const char *fitting(const struct shelves *s, const char *name, const char *value, const char *other, const char *more,
                           char out[8])
{
    const struct shelf *tools = library_shelf(&s->lib, "tools");
    struct limits limits = {0};
    struct error e = {0};
    size_t n = 0;
    assert_int_equal(limits_set(&limits, &s->lib, tools, name, value, &e), OK);
    if (other)
        assert_int_equal(limits_set(&limits, &s->lib, tools, other, more, &e), OK);
    for (size_t i = 0; i < shelf_count(tools); i++)
        if (limits_allow(&limits, tools, i))
            out[n++] = *shelf_id(tools, i);
    out[n] = '\0';
    return out;
}

static void limits_mean_what_people_mean(void **state)
{
    char out[8];
    assert_string_equal(fitting(*state, "time", "day", NULL, NULL, out), "tf"); /* at most a day */
    assert_string_equal(fitting(*state, "Time", "A day", NULL, NULL, out), "tf");
    assert_string_equal(fitting(*state, "time", "weeks", NULL, NULL, out), "tfv");
    assert_string_equal(fitting(*state, "phases", "1", NULL, NULL, out), "tf");
    assert_string_equal(fitting(*state, "phases", "0;2", NULL, NULL, out), "tv"); /* one of them is enough */
    assert_string_equal(fitting(*state, "backgrounds", "alike", NULL, NULL, out), "tf"); /* any suits everybody */
    assert_string_equal(fitting(*state, "size", "3", NULL, NULL, out), "tv"); /* no size: any */
    assert_string_equal(fitting(*state, "Group size", "50", NULL, NULL, out), "fv");
    assert_string_equal(fitting(*state, "see", "Talk", NULL, NULL, out), "v"); /* by label; an empty list names nothing */
    assert_string_equal(fitting(*state, "phases", "1", "size", "50", out), "f");
    assert_string_equal(fitting(*state, "phases", "1", "phases", "", out), "tfv"); /* taken off again */
}

static void limits_are_checked(void **state)
{
    const struct shelves *s = *state;
    const struct shelf *tools = library_shelf(&s->lib, "tools");
    struct limits limits = {0};
    struct error e = {0};
    assert_int_equal(limits_set(&limits, &s->lib, tools, "colour", "red", &e), ERR_INPUT);
    assert_non_null(strstr(e.hint, "phases, size, time"));
    assert_int_equal(limits_set(&limits, &s->lib, tools, "label", "Talk", &e), ERR_INPUT);
    assert_int_equal(limits_set(&limits, &s->lib, tools, "time", "a year", &e), ERR_INPUT);
    assert_int_equal(limits_set(&limits, &s->lib, tools, "size", "many", &e), ERR_INPUT);
    assert_int_equal(limits_set(&limits, &s->lib, tools, "size", "0", &e), ERR_INPUT);
    assert_int_equal(limits_set(&limits, &s->lib, tools, "see", "nowhere", &e), ERR_INPUT);
    assert_int_equal(limits.count, 0);
    struct buf text = BUF_INIT;
    assert_int_equal(limits_set(&limits, &s->lib, tools, "time", "day", &e), OK);
    assert_int_equal(limits_set(&limits, &s->lib, tools, "see", "fair", &e), OK);
    limits_describe(&limits, &s->lib, tools, &text);
    assert_string_equal(text.s, "Time: A day at most; See: Fair");
    buf_release(&text);
}

/* ---- links ---- */

static void links_lead_both_ways(void **state)
{
    const struct shelves *s = *state;
    const struct shelf *tools = library_shelf(&s->lib, "tools"), *cases = library_shelf(&s->lib, "cases");
    struct entry_link links[LINKS_MOST];
    assert_int_equal(entry_links(&s->lib, tools, 2, kind_field(tools->kind, "see"), links, LINKS_MOST), 2);
    assert_string_equal(entry_link_label(&links[0], NULL), "Talk");
    assert_int_equal(links[1].entry, -1); /* leads nowhere, and says so */
    assert_string_equal(links[1].id, "gone");
    assert_int_equal(entry_links(&s->lib, tools, 2, kind_field(tools->kind, "label"), links, LINKS_MOST), 0);
    assert_int_equal(entry_links(&s->lib, cases, 0, kind_field(cases->kind, "questions"), links, LINKS_MOST), 1);
    assert_null(links[0].shelf);
    assert_int_equal(entry_links_back(&s->lib, tools, 2, cases, links, LINKS_MOST), 2);
    assert_int_equal(entry_links_back(&s->lib, tools, 1, cases, links, LINKS_MOST), 0);
    assert_int_equal(entry_links_back(&s->lib, cases, 0, tools, links, LINKS_MOST), 0);
}

/* ---- terms ---- */

/* The ids found in a text, in their order. */
static const char *found_in(const struct shelves *s, const char *text, char out[80])
{
    struct term_hit hits[TERMS_MOST];
    size_t n = terms_in(&s->lib, text, hits, TERMS_MOST);
    *out = '\0';
    for (size_t i = 0; i < n; i++)
        strcat(strcat(out, i ? " " : ""), shelf_id(hits[i].shelf, hits[i].entry));
    return out;
}

static void terms_are_found_in_a_text(void **state)
{
    char out[80];
    assert_string_equal(found_in(*state, "Has every pe\xc3\xa9r a MANDATE?", out), "peer mandate");
    assert_string_equal(found_in(*state, "Mandates of peers", out), "mandate peer"); /* plural, in the order of the text */
    assert_string_equal(found_in(*state, "two communities of\npractice", out), "cop"); /* another form, across a line */
    assert_string_equal(found_in(*state, "an NGO, two NGOs", out), "ngo");
    assert_string_equal(found_in(*state, "who speaks, and who does not? An ngo", out), ""); /* not the acronyms */
    assert_string_equal(found_in(*state, "The WHO.", out), "who");
    assert_string_equal(found_in(*state, "peerless speers mandated", out), ""); /* parts of words */
    assert_string_equal(found_in(*state, "", out), "");
}

static void a_term_is_found_by_name(void **state)
{
    const struct shelves *s = *state;
    struct term_hit hits[TERMS_MOST];
    assert_int_equal(terms_find(&s->lib, "authority to ACT", hits, TERMS_MOST), 1);
    assert_int_equal(hits[0].entry, 2);
    assert_int_equal(terms_find(&s->lib, "ngo", hits, TERMS_MOST), 1);
    assert_int_equal(terms_find(&s->lib, "pract", hits, TERMS_MOST), 1); /* part of a name, where none is called so */
    assert_int_equal(terms_find(&s->lib, "zebra", hits, TERMS_MOST), 0);
    assert_int_equal(terms_find(&s->lib, "", hits, TERMS_MOST), 0);
}

/* ---- everywhere ---- */

static const struct found_group *group_named(struct finder *f, const char *name)
{
    for (size_t i = 0; i < finder_groups(f); i++)
        if (strcmp(finder_group(f, i)->name, name) == 0)
            return finder_group(f, i);
    return NULL;
}

static void words_are_found_everywhere(void **state)
{
    struct stage s;
    struct error e = {0};
    struct buf text = BUF_INIT;
    (void)state;
    stage_new(&s);
    stage_command(&s, "add", "alliance", "name=Water officials", NULL);
    stage_command(&s, "add", "person", "family_name=Qu\xc3\xa9zal", "given_name=Ana", "notes=Plays the zither", NULL);
    stage_command(&s, "add", "risk", "what=Rain", "notes=The zither gets wet", NULL);
    stage_command(&s, "answer", "0.2", "--text=First a ZITHER, then a choir.", "--status=answered", "--visibility=confidential", NULL);
    struct finder *f = finder_new(&s.app);
    assert_int_equal(finder_words(f, "zither", 20, &e), OK);
    assert_int_equal(finder_groups(f), 3);
    assert_string_equal(finder_group(f, 0)->name, "answers");
    assert_string_equal(finder_group(f, 1)->name, "people");
    assert_string_equal(finder_group(f, 2)->name, "risks");
    assert_string_equal(group_named(f, "people")->hits[0].title.s, "Qu\xc3\xa9zal, Ana");
    finder_excerpt(f, &group_named(f, "people")->hits[0], &text);
    assert_non_null(strstr(text.s, "Plays the zither"));
    assert_int_equal(finder_words(f, "zither choir", 20, &e), OK); /* all words; narrower */
    assert_int_equal(finder_groups(f), 1);
    assert_int_equal(finder_words(f, "quezal", 20, &e), OK); /* the membership says nothing of its own */
    assert_int_equal(finder_groups(f), 1);
    stage_command(&s, "add", "person", "family_name=Quezal", "given_name=Ben", NULL);
    finder_refresh(f);
    assert_int_equal(finder_words(f, "Quezal", 1, &e), OK);
    assert_int_equal(group_named(f, "people")->count, 2); /* counted, though one is given */
    assert_int_equal(group_named(f, "people")->hit_count, 1);
    assert_int_equal(finder_words(f, "peer contract", 20, &e), OK);
    assert_string_equal(group_named(f, "library")->hits[0].title.s, "Peer contract"); /* called so: first */
    assert_int_equal(finder_words(f, "  ", 20, &e), OK);
    assert_int_equal(finder_groups(f), 0);
    buf_release(&text);
    finder_free(f);
    stage_free(&s);
}

/* ---- the screen goes back the way one came ---- */

static void links_and_back(void **state)
{
    struct stage s;
    (void)state;
    stage_new(&s);
    stage_command(&s, "add", "alliance", "name=Water officials", NULL);
    stage_screen(&s, "keys <Tab><Enter>\nkeys <Tab><Tab><Enter>\nkeys <Esc>\nkeys <Esc>\nkeys <Esc>\nend\n", 24, 80);
    assert_true(ui_open(&s.ui, "home", ""));
    assert_true(ui_open(&s.ui, "walk", "1.2"));
    assert_true(action_visit(&s.ui, "library", ">tools peer-contract"));
    assert_int_equal(stage_play(&s), 0);
    assert_ptr_equal(ui_top(&s.ui)->ops, &screen_walk);
    stage_free(&s);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test_setup_teardown(limits_mean_what_people_mean, set_up, tear_down),
        cmocka_unit_test_setup_teardown(limits_are_checked, set_up, tear_down),
        cmocka_unit_test_setup_teardown(links_lead_both_ways, set_up, tear_down),
        cmocka_unit_test_setup_teardown(terms_are_found_in_a_text, set_up, tear_down),
        cmocka_unit_test_setup_teardown(a_term_is_found_by_name, set_up, tear_down),
        cmocka_unit_test(words_are_found_everywhere),
        cmocka_unit_test(links_and_back),
    };
    setlocale(LC_CTYPE, "C.UTF-8");
    if (sodium_init() < 0)
        return 1;
    return cmocka_run_group_tests(tests, NULL, NULL);
}
