/* What is written for the facilitator: checklists and library, complete and consistent, in every language; and where each
 * row of the inventory of the source documents lives. */
#include "unit/cmocka-all.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "app/content.h"
#include "base/utf8.h"
#include "data.h"
#include "exchange/csvread.h"

static int set_up(void **state)
{
    struct app *app = calloc(1, sizeof *app);
    struct error e = {0};
    setenv("XDG_DATA_HOME", "/nonexistent", 1);
    if (app_init(app, &e) != OK)
        fail_msg("%s", e.what);
    *state = app;
    return 0;
}

static int tear_down(void **state)
{
    app_release(*state);
    free(*state);
    return 0;
}

/* Calls `each` for every word of a list "a;b;c". */
static void each_word(const char *list, void (*each)(void *data, const char *word), void *data)
{
    while (*list) {
        char word[120];
        size_t n = strcspn(list, ";");
        snprintf(word, sizeof word, "%.*s", (int)n, list);
        each(data, word);
        list += n + (list[n] == ';');
    }
}

/* ---- checklists ---- */

static void every_point_says_what_why_how_and_gives_an_example(void **state)
{
    struct app *app = *state;
    for (size_t c = 0; c < app->content->count; c++) {
        const struct instrument *in = &app->content->checklists[c].instrument;
        assert_true(*instrument_text(in, INSTRUMENT_ITSELF, WORDING_LABEL) && in->self >= 0);
        for (size_t i = 0; i < in->count; i++)
            for (int w = 0; w < WORDINGS; w++)
                if (!*instrument_text(in, i, (enum wording)w) && !(w == WORDING_PEER && !in->items[i].for_peers))
                    fail_msg("%s: %s has an empty cell", in->name, in->items[i].id);
    }
}

static void scales_ascend_and_steps_have_names(void **state)
{
    struct app *app = *state;
    for (size_t c = 1; c < app->content->count; c++) {
        const struct instrument *in = &app->content->checklists[c].instrument;
        for (size_t i = 0; i < in->count; i++) {
            const struct scale *s = &in->items[i].scale;
            assert_in_range(s->count, 2, 7);
            for (size_t k = 0; k < s->count; k++)
                assert_true(text_width(s->steps[k].label, strlen(s->steps[k].label)) <= 28 && *s->steps[k].label);
        }
    }
}

/* A wording for peers that no peer is shown would be lost: lens and wording agree. */
static void what_is_worded_for_peers_is_shown_to_them(void **state)
{
    struct app *app = *state;
    for (size_t c = 0; c < app->content->count; c++) {
        const struct instrument *in = &app->content->checklists[c].instrument;
        for (size_t i = 0; i < in->count; i++)
            if (in->items[i].for_peers != (*instrument_text(in, i, WORDING_PEER) != 0))
                fail_msg("%s: %s is %s, and %s wording for peers", in->name, in->items[i].id,
                         in->items[i].for_peers ? "shown to peers" : "for the facilitator alone",
                         in->items[i].for_peers ? "has no" : "has a");
    }
}

/* Asked of a peer, an item must sound another way than asked of the facilitator. */
static void two_voices_are_not_alike(void **state)
{
    (void)state;
    static const char *const languages[] = {"en", "fr", "es"};
    for (size_t c = 0; data_guide[c]; c++)
        for (size_t l = 0; l < sizeof languages / sizeof *languages; l++) {
            const struct table *t = data_guide[c];
            int label = wording_column(t, "label", languages[l]), peer = wording_column(t, "peer", languages[l]);
            for (size_t row = 0; row < t->rows; row++)
                if (strcmp(table_cell(t, row, label), table_cell(t, row, peer)) == 0)
                    fail_msg("%s.csv, row %zu (%s): both voices say '%s'", t->name, row + 2, languages[l],
                             table_cell(t, row, label));
        }
}

/* ---- citations ---- */

/* What the 2018 paper's eleven principles are about; a row that cites one has to do with a word of it. */
static const char *const principles[] = {
    "equal teach mentor horizontal", "time year visit single short fly", "result topic parliament outcome",
    "context politic insider setting", "small trial pilot start", "individual match plan person follow reflection",
    "mandate empower authoris women voice", "presume answer humil disagree", "trust open safe rank real problem",
    "confidence visible dissemination safe leak made",
    ("measur progress change chain record journal history loop frame "
     "harvest matter search strategy diar map reflection")};

static bool shares_word(const char *words, const char *text)
{
    struct buf folded = BUF_INIT;
    bool shares = false;
    text_fold(&folded, text, strlen(text));
    for (const char *s = words; *s && !shares;) {
        char word[40];
        size_t n = strcspn(s, " ");
        snprintf(word, sizeof word, "%.*s", (int)n, s);
        shares = strstr(buf_str(&folded), word) != NULL;
        s += n + (s[n] == ' ');
    }
    buf_release(&folded);
    return shares;
}

/* "2018 paper, case 6; 2018 paper, principle 10": does every number fit what the row is about? */
static bool citation_fits(const char *source, const char *about)
{
    for (const char *s = source; (s = strstr(s, "principle ")); s++) {
        long n = strtol(s + strlen("principle "), NULL, 10);
        if (n < 1 || n > (long)(sizeof principles / sizeof *principles) || !shares_word(principles[n - 1], about))
            return false;
    }
    return true;
}

static size_t check_citations(const struct table *const *tables)
{
    size_t cited = 0;
    for (size_t i = 0; tables[i]; i++) {
        const struct table *t = tables[i];
        int source = table_column(t, "source"), label = wording_column(t, "label", "en");
        for (size_t row = 0; row < t->rows && source >= 0; row++) {
            const char *from = table_cell(t, row, source), *about = table_cell(t, row, label);
            cited += strstr(from, "principle ") != NULL;
            if (!citation_fits(from, about))
                fail_msg("%s.csv, row %zu: '%s' cites %s", t->name, row + 2, about, from);
        }
    }
    return cited;
}

static void citations_name_the_right_principle(void **state)
{
    (void)state;
    assert_true(check_citations(data_guide) >= 20);
    assert_true(check_citations(data_library) >= 30);
    assert_false(citation_fits("2018 paper, principle 8", "Too little trust to speak openly")); /* as they were */
    assert_false(citation_fits("2018 paper, principle 9", "Results chain"));
    assert_false(citation_fits("2018 paper, principle 12", "Trust"));
}

/* ---- library ---- */

struct referring {
    const struct shelf *shelf; /* referred to; NULL: guiding questions */
    const struct instrument *guide;
    const char *from;
};

static void must_exist(void *data, const char *word)
{
    struct referring *r = data;
    bool there = r->shelf ? shelf_find(r->shelf, word) >= 0 : instrument_find(r->guide, word) >= 0;
    if (!there)
        fail_msg("%s refers to '%s', which is not there", r->from, word);
}

static void ids_are_there_once_and_choices_are_known(void **state)
{
    struct app *app = *state;
    struct error e = {0};
    for (size_t c = 0; c < app->content->count; c++)
        if (instrument_check_ids(&app->content->checklists[c].instrument, &e) != OK)
            fail_msg("%s %s", e.what, e.where);
    for (size_t s = 0; s < app->content->library.count; s++)
        if (shelf_check(&app->content->library.shelves[s], &e) != OK)
            fail_msg("%s %s", e.what, e.where);
}

static void what_entries_refer_to_is_there(void **state)
{
    static const struct {
        const char *field, *shelf;
    } links[] = {{"tools", "tools"}, {"goals", "goals"}, {"questions", NULL}};
    struct app *app = *state;
    const struct library *lib = &app->content->library;
    for (size_t s = 0; s < lib->count; s++)
        for (size_t row = 0; row < shelf_count(&lib->shelves[s]); row++) {
            struct referring r = {.guide = &app->guide, .from = shelf_id(&lib->shelves[s], row)};
            for (size_t l = 0; l < sizeof links / sizeof *links; l++) {
                r.shelf = links[l].shelf ? library_shelf(lib, links[l].shelf) : NULL;
                each_word(shelf_text(&lib->shelves[s], row, links[l].field), must_exist, &r);
            }
            r.shelf = &lib->shelves[s];
            each_word(shelf_text(&lib->shelves[s], row, "see"), must_exist, &r);
        }
}

static void shelves_are_filled(void **state)
{
    static const struct {
        const char *shelf;
        size_t least;
    } wanted[] = {{"tools", 55}, {"risks", 20}, {"cases", 13}, {"terms", 19}, {"acronyms", 60}, {"initiatives", 52},
                  {"goals", 7}, {"reforms", 23}, {"approaches", 6}, {"methods", 12}};
    struct app *app = *state;
    for (size_t i = 0; i < sizeof wanted / sizeof *wanted; i++) {
        struct shelf *shelf = library_shelf(&app->content->library, wanted[i].shelf);
        assert_non_null(shelf);
        if (shelf_count(shelf) < wanted[i].least)
            fail_msg("%s has %zu entries", wanted[i].shelf, shelf_count(shelf));
    }
}

static void an_entry_is_found_by_any_of_its_words(void **state)
{
    struct app *app = *state;
    struct shelf *terms = library_shelf(&app->content->library, "term");
    size_t found = 0;
    for (size_t i = 0; i < shelf_count(terms); i++)
        found += shelf_matches(terms, i, "tacit");
    assert_in_range(found, 1, 20);
    assert_false(shelf_matches(terms, 0, "no such words anywhere"));
    assert_true(shelf_matches(terms, 0, ""));
}

/* ---- languages ---- */

/* What a placeholder is in a content text: {name}. Both sides must have the same ones. */
static size_t placeholders(const char *s)
{
    size_t n = 0;
    for (; *s; s++)
        n = *s == '{' ? n * 31 + strcspn(s, "}") : n;
    return n;
}

/* Every column "field::English (en)" that is filled in a row is filled in the other language, with the same placeholders
 * and, in scales and choices, the same names. */
static void check_table(const struct table *t, const char *language)
{
    for (size_t c = 0; c < t->columns; c++) {
        const char *end = strstr(t->header[c], "::English (en)");
        char field[80];
        if (!end)
            continue;
        snprintf(field, sizeof field, "%.*s", (int)(end - t->header[c]), t->header[c]);
        int other = wording_column(t, field, language);
        if (other < 0)
            fail_msg("%s.csv has no %s in %s", t->name, field, language);
        for (size_t row = 0; row < t->rows; row++) {
            const char *here = table_cell(t, row, (int)c), *there = table_cell(t, row, other);
            if ((*here != 0) != (*there != 0))
                fail_msg("%s.csv, row %zu: %s in %s is %s", t->name, row + 2, field, language, *there ? "too much" : "missing");
            if (placeholders(here) != placeholders(there))
                fail_msg("%s.csv, row %zu: placeholders of %s differ in %s", t->name, row + 2, field, language);
        }
    }
}

static void every_text_is_there_in_every_language(void **state)
{
    static const char *const languages[] = {"fr", "es"};
    (void)state;
    for (size_t l = 0; l < sizeof languages / sizeof *languages; l++) {
        for (size_t i = 0; data_guide[i]; i++)
            check_table(data_guide[i], languages[l]);
        for (size_t i = 0; data_library[i]; i++)
            check_table(data_library[i], languages[l]);
        for (size_t i = 0; data_kinds[i]; i++)
            check_table(data_kinds[i], languages[l]);
        for (size_t i = 0; data_shelves[i]; i++)
            check_table(data_shelves[i], languages[l]);
    }
}

static void scales_and_choices_are_the_same_in_every_language(void **state)
{
    struct app *app = *state, other = {0};
    struct error e = {0};
    static const char *const languages[] = {"fr", "es"};
    for (size_t l = 0; l < 2; l++) {
        other = (struct app){.language = languages[l]};
        assert_int_equal(app_init(&other, &e), OK);
        for (size_t c = 1; c < app->content->count; c++) {
            const struct instrument *a = &app->content->checklists[c].instrument, *b = &other.content->checklists[c].instrument;
            for (size_t i = 0; i < a->count; i++) {
                assert_int_equal(a->items[i].scale.count, b->items[i].scale.count);
                for (size_t k = 0; k < a->items[i].scale.count; k++)
                    assert_int_equal(a->items[i].scale.steps[k].value, b->items[i].scale.steps[k].value);
            }
        }
        app_release(&other);
    }
}

/* ---- the inventory ---- */

struct place {
    char id[8];
    bool found;
    char where[200];
};

struct coverage {
    struct place places[400];
    size_t count;
    const char *file;
};

static void take_id(void *data, const char *word)
{
    struct coverage *c = data;
    for (size_t i = 0; i < c->count; i++) {
        struct place *p = &c->places[i];
        if (strcmp(p->id, word) != 0)
            continue;
        p->found = true;
        if (!strstr(p->where, c->file) && strlen(p->where) + strlen(c->file) + 2 < sizeof p->where)
            snprintf(p->where + strlen(p->where), sizeof p->where - strlen(p->where), " %s", c->file);
        return;
    }
    fail_msg("%s.csv names '%s', which is no row of the inventory", c->file, word);
}

static void gather(struct coverage *c, const struct table *const *tables)
{
    for (size_t i = 0; tables[i]; i++) {
        int column = table_column(tables[i], "inventory");
        c->file = tables[i]->name;
        for (size_t row = 0; row < tables[i]->rows; row++)
            each_word(table_cell(tables[i], row, column), take_id, c);
    }
}

/* Prints the table when COVERAGE is set. */
static void every_piece_of_content_has_its_place(void **state)
{
    char path[400];
    struct table *inventory;
    struct error e = {0};
    struct coverage *c = calloc(1, sizeof *c);
    size_t missing = 0;
    (void)state;
    snprintf(path, sizeof path, "%s/tests/content/inventory.csv", getenv("srcdir") ? getenv("srcdir") : ".");
    if (csv_read_table(path, &inventory, NULL, &e) != OK)
        fail_msg("%s", e.what);
    for (; c->count < inventory->rows; c->count++)
        snprintf(c->places[c->count].id, sizeof c->places->id, "%s", table_cell(inventory, c->count, table_column(inventory, "id")));
    gather(c, data_guide);
    gather(c, data_library);
    for (size_t i = 0; i < c->count; i++) {
        bool content = strcmp(table_cell(inventory, i, table_column(inventory, "where")), "content") == 0;
        if (getenv("COVERAGE"))
            printf("%-5s %-7s %s\n", c->places[i].id, content ? "content" : "program", c->places[i].where);
        if (content && !c->places[i].found) {
            print_message("%s (%s) has no place\n", c->places[i].id, table_cell(inventory, i, table_column(inventory, "what")));
            missing++;
        }
    }
    csv_table_free(inventory);
    free(c);
    assert_int_equal(missing, 0);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(every_point_says_what_why_how_and_gives_an_example),
        cmocka_unit_test(scales_ascend_and_steps_have_names),
        cmocka_unit_test(what_is_worded_for_peers_is_shown_to_them),
        cmocka_unit_test(two_voices_are_not_alike),
        cmocka_unit_test(citations_name_the_right_principle),
        cmocka_unit_test(ids_are_there_once_and_choices_are_known),
        cmocka_unit_test(what_entries_refer_to_is_there),
        cmocka_unit_test(shelves_are_filled),
        cmocka_unit_test(an_entry_is_found_by_any_of_its_words),
        cmocka_unit_test(every_text_is_there_in_every_language),
        cmocka_unit_test(scales_and_choices_are_the_same_in_every_language),
        cmocka_unit_test(every_piece_of_content_has_its_place),
    };
    return cmocka_run_group_tests(tests, set_up, tear_down);
}
