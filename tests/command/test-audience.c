/* Nobody gets what they may not see, whatever command writes or prints it: every text field of every kind holds a word of
 * its own in each visibility, free texts name fifty people, and all commands of the table are run for every audience. A
 * command that is in none of the lists below fails the test: say how it is called, or why it gives nothing away. */
#include "unit/cmocka-all.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <strings.h>

#include <dirent.h>

#include "app/content.h"
#include "app/viewer.h"
#include "base/mem.h"
#include "exchange/desk.h"
#include "sheet/sheet.h"

/* ---- how the commands are called ---- */

/* "@" is the folder of the test, with a name that is free. */
static const struct call {
    enum command_id id;
    const char *words[6];
} calls[] = {
    {CMD_EXPORT, {"all", "--out=@"}},
    {CMD_EXPORT, {"all", "--flavour=excel", "--out=@"}},
    {CMD_EXPORT, {"person"}},
    {CMD_EXPORT, {"rule", "--flavour=excel"}},
    {CMD_WORKSHEET, {NULL}},
    {CMD_WORKSHEET, {"--format=csv"}},
    {CMD_WORKSHEET, {"--phase=0", "--out=@"}},
    {CMD_WORKSHEET, {"--phase=0", "--lens=peer", "--format=csv", "--out=@"}},
#define NO_CALL(...)
#define CALL_SHEET(ID, ...) {CMD_SHEET_##ID, {"--detail"}}, {CMD_SHEET_##ID, {"--csv", "--out=@"}}, {CMD_SHEET_##ID, {"--json"}},
    SHEET_LIST(CALL_SHEET, CALL_SHEET, NO_CALL)
    CALL_SHEET(ROADMAP, roadmap) CALL_SHEET(GATE, gate)
    {CMD_SHEET_PERSON, {"%open", "--detail"}},
    {CMD_SHEET_ORGANISATION, {"%org", "--detail"}},
    {CMD_SHEET_ORGANISATION, {"%org", "--json"}},
    {CMD_SHEET_PERSON, {"%open", "--json"}},
    {CMD_SHEET_PERSON, {"%secret", "--detail"}},
    {CMD_SHEET, {"seats"}},
    {CMD_SHEET, {"cards", "--out=@"}},
    {CMD_SHEET, {"meetings", "--names=short"}},
    {CMD_SHEET, {"balance"}},
    {CMD_SHEET, {"mix"}},
    {CMD_SHEET, {"mix", "--round=1"}},
    {CMD_SHEET, {"arrangements"}},
    {CMD_SHEET, {"arrangements", "--round=1", "--names=numbers"}},
    {CMD_SURVEY, {NULL}},
    {CMD_SURVEY, {"--csv"}},
    {CMD_SURVEY, {"--pressing", "--out=@"}},
    {CMD_LIST, {"*"}}, /* once with each kind */
    {CMD_LIST, {"*", "--json", "--all"}},
    {CMD_SHOW, {"person", "%open"}}, /* the id that stands for it (find_id) */
    {CMD_SHOW, {"person", "%open", "--json"}},
    {CMD_SHOW, {"organisation", "%org"}},
    {CMD_SHOW, {"person", "%secret"}},
    {CMD_SEARCH, {"zq"}},
    {CMD_SEARCH, {"wyx", "--json"}},
    {CMD_SHEET_SCORECARD, {"nominee", "--detail"}},
    {CMD_SHEET_SCORECARD, {"nominee", "--json", "--all=person"}},
    {CMD_SHEET_SCORECARD, {"nominee", "--person=%secret"}},
    {CMD_SHEET_SCORECARD, {"secret-list"}},
    {CMD_WHY, {"%open", "%other"}},
    {CMD_WHY, {"%open", "%other", "--json"}},
    {CMD_WHY, {"%open", "%secret"}},
    {CMD_READY, {NULL}},
    {CMD_READY, {"--json"}},
    {CMD_ANSWER, {"--list"}},
    {CMD_ANSWER, {"--list", "--json"}},
    {CMD_CHECKLISTS, {NULL}},
    {CMD_CHECKLISTS, {"secret-list"}},
    {CMD_CHECKLISTS, {"secret-list", "--csv"}},
    {CMD_CHECKLISTS, {"--json"}},
};

/* Work on the store: what they print is for whoever does the work, and there is no copy to hand out. */
static const enum command_id works[] = {
    CMD_ADD, CMD_SET, CMD_DELETE, CMD_IMPORT, CMD_PLACE, CMD_UNDO, CMD_REDO, CMD_RESTORE, CMD_CHECKLIST_ADD, CMD_SCORE,
    CMD_ALLIANCE, CMD_PHASE, CMD_CLOSE, CMD_REOPEN, CMD_MATCH, CMD_PUBLISH, CMD_LANGUAGE, CMD_DEMO};
/* The owner's by nature, and they say so: the log, the whole file, its soundness. */
static const enum command_id own[] = {CMD_SHEET_HISTORY, CMD_BACKUP, CMD_CHECK, CMD_FORGET};
/* Tell nothing of what the workbench holds. */
static const enum command_id empty[] = {CMD_KINDS, CMD_GUIDE, CMD_LIBRARY, CMD_TERM, CMD_COMPLETE, CMD_MANUAL, CMD_HELP, CMD_VERSION};

static bool is_in(const enum command_id *list, size_t count, enum command_id id)
{
    for (size_t i = 0; i < count; i++)
        if (list[i] == id)
            return true;
    return false;
}

static bool is_called(enum command_id id)
{
    for (size_t i = 0; i < sizeof calls / sizeof *calls; i++)
        if (calls[i].id == id)
            return true;
    return false;
}

static void every_command_says_whom_it_is_for(void **state)
{
    (void)state;
    for (size_t i = 0; i < COMMANDS; i++) {
        const struct command *c = &commands[i];
        bool flagged = c->needs & (GIVES | SHOWS);
        if (!c->run)
            continue;
        int places = is_called(c->id) + is_in(works, sizeof works / sizeof *works, c->id) +
                     is_in(own, sizeof own / sizeof *own, c->id) + is_in(empty, sizeof empty / sizeof *empty, c->id);
        if (places != 1)
            fail_msg("'%s' stands in %d of the lists of this test", c->name, places);
        if (flagged != is_called(c->id))
            fail_msg("'%s' %s", c->name, flagged ? "gives something and is not called here" : "is called here but has no audience");
        if (flagged != (command_arg(c, "for") != NULL) || flagged != (command_arg(c, "mentions") != NULL))
            fail_msg("'%s': --for, --mentions and its flag do not agree", c->name);
        bool general = sheet_maker(c->name); /* --for, which all sheets have, says so */
        if (((c->needs & SHOWS) || is_in(own, 2, c->id)) && !general && !strstr(c->help, "your own eyes") && c->id != CMD_BACKUP)
            fail_msg("'%s' does not say that it is for one's own eyes", c->name);
    }
}

/* ---- a workbench that tells on everybody ---- */

enum { OPEN, ALLIANCE, CONFIDENTIAL, VISIBILITIES };
static const char *const visibilities[VISIBILITIES] = {"open", "alliance", "confidential"};
enum { PEOPLE = 50 };

struct house {
    struct desk desk;
    char ids[VISIBILITIES][40][ID_SIZE]; /* of the record of each kind */
    char other[ID_SIZE], refuses[ID_SIZE];
    char kind[40];
    int files;
};

/* One word, so that no line breaks it: ZQ, who may read it, P where it is personal. */
static void canary(const struct kind *kind, size_t field, int visibility, char out[32])
{
    snprintf(out, 32, "ZQ%c%c%02uX%02u", "OAC"[visibility], kind->fields[field].flags & FIELD_PERSONAL ? 'P' : 'N',
             (unsigned)kind->index % 100, (unsigned)field % 100);
}

/* "Wyxbaca" and on: letters only, none in any ordinary text. */
static void name_of(int i, char out[24])
{
    snprintf(out, 24, "Wyx%c%c%ca", "bdfgk"[i % 5], "aeiou"[i / 5 % 5], "lmnr"[i / 25 % 4]);
}

static void set_texts(struct record *r, int visibility)
{
    for (size_t i = FIELD_FIRST; i < r->kind->field_count; i++) {
        const struct field *f = &r->kind->fields[i];
        char text[32];
        canary(r->kind, i, visibility, text);
        if (f->type == FIELD_TEXT || f->type == FIELD_NOTE || f->type == FIELD_LIST)
            record_set(r, (int)i, text);
        else if (f->type == FIELD_INTEGER)
            record_set(r, (int)i, "1");
        else if (f->type == FIELD_DATE)
            record_set(r, (int)i, "2026-01-02");
        else if (f->type == FIELD_CHOICE)
            record_set(r, (int)i, f->choices[f->choice_count - 1].name);
    }
}

static void set_references(struct house *h, struct record *r, int visibility)
{
    for (size_t i = FIELD_FIRST; i < r->kind->field_count; i++) {
        const struct field *f = &r->kind->fields[i];
        if (f->type != FIELD_REFERENCE)
            continue;
        bool alliance = f->reference == h->desk.app.model.kinds[KIND_ALLIANCE];
        record_set(r, (int)i, alliance ? h->desk.app.alliance : h->ids[visibility][f->reference->index]);
    }
}

/* What only certain texts are good for. */
static void set_special(struct house *h, struct record *r, int visibility)
{
    static const char *const items[] = {"0.1", "1.2.b", "2.2.d"};
    switch (r->kind->index) {
    case KIND_ANSWER:
        record_set(r, ANSWER_PERSON, NULL);
        record_set(r, ANSWER_ITEM, items[visibility]);
        record_set(r, ANSWER_STATUS, "answered");
        break;
    case KIND_INSTRUMENT:
        record_set(r, INSTRUMENT_NAME, visibility == CONFIDENTIAL ? "secret-list" : visibility == OPEN ? "open-list" : "our-list");
        record_set(r, INSTRUMENT_ROWS, visibility == CONFIDENTIAL ? "id,label\nself,ZQCN secret\na,ZQCN point\n" : "id,label\nself,List\na,Point\n");
        break;
    case KIND_RATING:
        record_set(r, RATING_INSTRUMENT, "nominee");
        record_set(r, RATING_ITEM, "work");
        record_set(r, RATING_SCORE, "2");
        record_set(r, RATING_ORGANISATION, NULL);
        record_set(r, RATING_ARRANGEMENT, NULL);
        record_set(r, RATING_SESSION, NULL);
        break;
    case KIND_RULE:
        record_set(r, RULE_SORT, visibility == OPEN ? "at_most" : "apart");
        record_set(r, RULE_FIELD, "country");
        record_set(r, RULE_OTHER, h->other);
        break;
    case KIND_COLUMN:
        record_set(r, COLUMN_KIND, "person");
        record_set(r, COLUMN_NAME, visibility == CONFIDENTIAL ? "zqc_column" : visibility == OPEN ? "open_column" : "our_column");
        record_set(r, COLUMN_TYPE, "text");
        record_set(r, COLUMN_CHOICES, NULL);
        break;
    case KIND_ARRANGEMENT:
        record_set(r, ARRANGEMENT_FORM, "pair");
        record_set(r, ARRANGEMENT_STATUS, "pending");
        break;
    case KIND_ALLIANCE:
        record_set(r, ALLIANCE_PHASE, "0");
        break;
    case KIND_PERSON:
        record_set(r, PERSON_EMAIL, visibility == CONFIDENTIAL ? "zqcn@example.org" : "zqnobody@example.org");
        record_set(r, PERSON_CONSENT_REPORT, "yes");
        record_set(r, PERSON_LANGUAGES, "English");
        break;
    default:
        break;
    }
}

static void make(struct house *h, const struct record *like, char out[ID_SIZE])
{
    struct error e = {0};
    struct store *store = h->desk.app.store;
    struct record r = *like;
    if (change_begin(store, "Add", &e) != OK || change_create(store, &r, &e) != OK || change_commit(store, &e) != OK)
        fail_msg("%s: %s (%s)", like->kind->name, e.what, e.hint);
    if (out)
        memcpy(out, record_id(&r), ID_SIZE);
}

static void make_canaries(struct house *h, enum kind_id id, int visibility)
{
    struct record r;
    record_init(&r, h->desk.app.model.kinds[id]);
    set_texts(&r, visibility);
    set_references(h, &r, visibility);
    set_special(h, &r, visibility);
    record_set(&r, FIELD_VISIBILITY, visibilities[visibility]);
    make(h, &r, h->ids[visibility][id]);
    record_release(&r);
}

static void join(struct house *h, const char *person, const char *visibility)
{
    desk_make(&h->desk, KIND_MEMBERSHIP, NULL, MEMBERSHIP_PERSON, person, MEMBERSHIP_ALLIANCE, h->desk.app.alliance,
              MEMBERSHIP_STATUS, "attending", MEMBERSHIP_WILLING, "yes", MEMBERSHIP_ENGAGED, "yes", MEMBERSHIP_AUTHORISED, "yes",
              FIELD_VISIBILITY, visibility, -1);
}

/* Fifty confidential people, and an action that names them in one way or another. */
static void name_fifty(struct house *h)
{
    static const char *const ways[] = {"ask %s today", "ASK %s", "%s's letter", "Grace-%s", "J. %s said so", "(%s)", "d'%s", "%s, X."};
    for (int i = 0; i < PEOPLE; i++) {
        char name[24], what[80], upper[24], person[ID_SIZE];
        name_of(i, name);
        desk_make(&h->desk, KIND_PERSON, person, PERSON_FAMILY_NAME, name, FIELD_VISIBILITY, "confidential", -1);
        join(h, person, "confidential");
        for (size_t k = 0; k <= strlen(name); k++)
            upper[k] = (char)(name[k] >= 'a' && name[k] <= 'z' && i % 3 == 1 ? name[k] - 32 : name[k]);
        snprintf(what, sizeof what, ways[i % 8], upper); /* NOLINT: the formats are above */
        desk_make(&h->desk, KIND_ACTION, NULL, ACTION_WHAT, what, ACTION_NOTES, what, ACTION_ALLIANCE, h->desk.app.alliance, -1);
    }
}

/* In the order in which each refers to those before it. */
static void furnish(struct house *h)
{
    static const enum kind_id order[] = {
        KIND_ORGANISATION, KIND_COLUMN,      KIND_CHALLENGE, KIND_PERSON,  KIND_MEMBERSHIP, KIND_INTEREST, KIND_ARRANGEMENT,
        KIND_PLACEMENT,    KIND_OBJECTIVE,   KIND_ASSESSMENT, KIND_ACTION,  KIND_ANSWER,     KIND_SESSION,  KIND_RISK,
        KIND_RATING,       KIND_INSTRUMENT,  KIND_RULE,       KIND_MATCHING, KIND_WEIGHT,    KIND_CONTEXT,  KIND_PHASE_CHANGE,
        KIND_PLANNED_TOOL};
    struct error e = {0};
    *h = (struct house){0};
    desk_new(&h->desk, "Open budgets");
    assert_int_equal(content_load(&h->desk.app, "", &e), OK);
    assert_int_equal(sizeof order / sizeof *order + 1, h->desk.app.model.count); /* all kinds but alliance */
    desk_make(&h->desk, KIND_PERSON, h->other, PERSON_FAMILY_NAME, "Openly", PERSON_CONSENT_REPORT, "yes", PERSON_COUNTRY, "Kenya", -1);
    join(h, h->other, "open");
    desk_make(&h->desk, KIND_PERSON, h->refuses, PERSON_FAMILY_NAME, "ZQNO", PERSON_GIVEN_NAME, "ZQNO", PERSON_CONSENT_REPORT, "no",
              PERSON_EMAIL, "zqno@example.org", PERSON_CONSENT_CONTACT, "yes", -1);
    join(h, h->refuses, "open");
    for (size_t i = 0; i < sizeof order / sizeof *order; i++)
        for (int v = 0; v < VISIBILITIES; v++) {
            if ((order[i] == KIND_MATCHING || order[i] == KIND_CONTEXT) && v != CONFIDENTIAL)
                continue; /* one of a round */
            make_canaries(h, order[i], v);
        }
    make_canaries(h, KIND_ALLIANCE, CONFIDENTIAL);
    name_fifty(h);
    desk_make(&h->desk, KIND_PLACEMENT, NULL, PLACEMENT_PERSON, h->other, PLACEMENT_ARRANGEMENT, h->ids[OPEN][KIND_ARRANGEMENT], -1);
    desk_make(&h->desk, KIND_PLACEMENT, NULL, PLACEMENT_PERSON, h->refuses, PLACEMENT_ARRANGEMENT, h->ids[OPEN][KIND_ARRANGEMENT], -1);
    desk_make(&h->desk, KIND_PLACEMENT, NULL, PLACEMENT_PERSON, h->ids[CONFIDENTIAL][KIND_PERSON], PLACEMENT_ARRANGEMENT,
              h->ids[OPEN][KIND_ARRANGEMENT], -1);
}

/* ---- what a call gives ---- */

static void add_folder(struct desk *d, const char *name, struct buf *out)
{
    DIR *dir = opendir(desk_path(d, "", name));
    for (struct dirent *entry; dir && (entry = readdir(dir));) {
        char path[300];
        snprintf(path, sizeof path, "%s/%s", name, entry->d_name);
        char *text = *entry->d_name == '.' ? NULL : desk_read(d, path);
        buf_adds(out, text ? text : "");
        free(text);
    }
    if (dir)
        closedir(dir);
}

static const char *find_id(const struct house *h, const char *name)
{
    return strcmp(name, "%open") == 0    ? h->ids[OPEN][KIND_PERSON]
           : strcmp(name, "%other") == 0 ? h->other
           : strcmp(name, "%org") == 0   ? h->ids[OPEN][KIND_ORGANISATION]
                                         : h->ids[CONFIDENTIAL][KIND_PERSON];
}

static char *fill_word(struct house *h, const char *word, char file[16])
{
    struct buf out = BUF_INIT;
    const char *percent = strchr(word, '%'), *at = strstr(word, "=@");
    if (strcmp(word, "*") == 0) {
        buf_adds(&out, h->kind);
    } else if (percent) {
        buf_add(&out, word, (size_t)(percent - word));
        buf_adds(&out, find_id(h, percent));
    } else if (at) {
        snprintf(file, 16, "f%d", h->files++);
        buf_adds(&out, desk_path(&h->desk, "--out=", file));
    } else {
        buf_adds(&out, word);
    }
    return buf_take(&out);
}

/* Everything that it printed and wrote, one after the other; `bypass`: without asking whom it is for. */
static char *output_of(struct house *h, const struct call *call, const char *whom)
{
    char *words[8], file[16] = "";
    size_t count = 0;
    struct error e = {0};
    struct buf all = BUF_INIT;
    for (; count < 6 && call->words[count]; count++)
        words[count] = fill_word(h, call->words[count], file);
    words[count++] = xstrdup(whom);
    rewind(h->desk.app.out);
    command_line(&h->desk.app, call->id, (const char *const *)words, count, &e); /* not to be there is an answer too */
    fputc('\0', h->desk.app.out);
    fflush(h->desk.app.out);
    buf_adds(&all, h->desk.output);
    buf_adds(&all, e.what); /* errors are read aloud too */
    if (*file) {
        char *text = desk_read(&h->desk, file);
        buf_adds(&all, text ? text : "");
        free(text);
        add_folder(&h->desk, file, &all);
    }
    for (size_t i = 0; i < count; i++)
        free(words[i]);
    assert_null(h->desk.app.viewer);
    return buf_take(&all);
}

/* The first word in the text that such an audience may not read, "" if there is none. */
static const char *leak(const char *text, enum audience audience)
{
    for (const char *p = text; *p; p++) {
        bool secret = strncasecmp(p, "zqc", 3) == 0 || strncasecmp(p, "zqno", 4) == 0 || strncasecmp(p, "wyx", 3) == 0;
        bool ours = strncmp(p, "ZQA", 3) == 0 || strncmp(p, "ZQOP", 4) == 0 || strncmp(p, "Openly", 6) == 0;
        if (secret || (ours && audience == AUDIENCE_PUBLIC))
            return p;
    }
    return "";
}

/* Runs all calls; returns how many leaked. */
static int walk(struct house *h, const char *whom, enum audience audience, bool fail)
{
    int leaks = 0;
    for (size_t i = 0; i < sizeof calls / sizeof *calls; i++) {
        bool each = calls[i].words[0] && strcmp(calls[i].words[0], "*") == 0;
        for (size_t k = 0; k < (each ? h->desk.app.model.count : 1); k++) {
            snprintf(h->kind, sizeof h->kind, "%s", h->desk.app.model.kinds[k]->name);
            char *text = output_of(h, &calls[i], whom);
            const char *found = leak(text, audience);
            if (*found && fail)
                fail_msg("%s %s %s %s tells '%.40s' in: %.200s", commands[calls[i].id].name, calls[i].words[0] ? calls[i].words[0] : "",
                         each ? h->kind : "", whom, found, found - text > 100 ? found - 100 : text);
            leaks += *found != '\0';
            free(text);
        }
    }
    return leaks;
}

static void nobody_gets_what_they_may_not_see(void **state)
{
    struct house h;
    (void)state;
    furnish(&h);
    walk(&h, "--for=alliance", AUDIENCE_ALLIANCE, true);
    walk(&h, "--for=public", AUDIENCE_PUBLIC, true);
    walk(&h, "--mentions=role", AUDIENCE_ALLIANCE, false);
    content_release(&h.desk.app);
    desk_free(&h.desk);
}

/* What is given away without a word about whom it is for is for the alliance. */
static void the_alliance_unless_said_otherwise(void **state)
{
    struct house h;
    (void)state;
    furnish(&h);
    for (size_t i = 0; i < sizeof calls / sizeof *calls; i++) {
        if (!(commands[calls[i].id].needs & GIVES))
            continue;
        char *text = output_of(&h, &calls[i], "--mentions=blank");
        assert_string_equal(leak(text, AUDIENCE_ALLIANCE), "");
        expect_piece(buf_str(&h.desk.app.message), "for the alliance");
        free(text);
    }
    content_release(&h.desk.app);
    desk_free(&h.desk);
}

/* The words are there to be found: the same calls without a decision find them. */
static void without_the_decision_they_are_found(void **state)
{
    struct house h;
    (void)state;
    furnish(&h);
    assert_true(walk(&h, "--for=owner", AUDIENCE_ALLIANCE, false) >= 40);
    assert_true(walk(&h, "--for=owner", AUDIENCE_PUBLIC, false) >= 50);
    content_release(&h.desk.app);
    desk_free(&h.desk);
}

/* It is not that nothing is given: what may be seen is there. */
static void what_may_be_seen_is_there(void **state)
{
    struct house h;
    struct call people = {CMD_EXPORT, {"all", "--out=@"}}, seats = {CMD_SHEET, {"seats"}};
    (void)state;
    furnish(&h);
    char *text = output_of(&h, &people, "--for=alliance");
    for (const char *const *word = (const char *const[]){"ZQON", "ZQAN", "ZQOP", "ZQAP", "Openly", "Person 1", NULL}; *word; word++)
        expect_piece(text, *word);
    free(text);
    text = output_of(&h, &people, "--for=public");
    expect_piece(text, "ZQON");
    expect_piece(text, "\"people_counted_only\"");
    free(text);
    text = output_of(&h, &seats, "--for=alliance");
    expect_piece(text, "and 1 not named here");
    expect_piece(text, "Openly");
    free(text);
    content_release(&h.desk.app);
    desk_free(&h.desk);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(every_command_says_whom_it_is_for),
        cmocka_unit_test(nobody_gets_what_they_may_not_see),
        cmocka_unit_test(the_alliance_unless_said_otherwise),
        cmocka_unit_test(without_the_decision_they_are_found),
        cmocka_unit_test(what_may_be_seen_is_there),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
