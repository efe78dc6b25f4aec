/* test-forget.c: who is forgotten is nowhere in the folder any more, and all the rest is as it was: the chain of the log, the
 * others, what can be undone. */
#include <dirent.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>

#include "base/utf8.h"
#include "unit/cmocka-all.h"
#include "workbench.h"

#define SECRET "Zanzibarqueen"
#define GIVEN "Philomenax"

struct world {
    struct workbench w;
    char alliance[ID_SIZE], person[ID_SIZE], other[ID_SIZE], objective[ID_SIZE], arrangement[ID_SIZE];
};

/* ---- looking for a word in files ---- */

static bool file_holds(const char *path, const char *word)
{
    FILE *f = fopen(path, "rb");
    assert_non_null(f);
    fseek(f, 0, SEEK_END);
    long size = ftell(f);
    rewind(f);
    char *bytes = malloc((size_t)size + 1);
    assert_int_equal(fread(bytes, 1, (size_t)size, f), size);
    fclose(f);
    bool found = memmem(bytes, (size_t)size, word, strlen(word)) != NULL;
    free(bytes);
    return found;
}

/* How many files in the folder, and in folders in it, hold the word. */
static int files_with(const char *folder, const char *word)
{
    DIR *dir = opendir(folder);
    int found = 0;
    char path[600];
    struct stat st;
    for (const struct dirent *entry; dir && (entry = readdir(dir));) {
        if (strcmp(entry->d_name, ".") == 0 || strcmp(entry->d_name, "..") == 0)
            continue;
        snprintf(path, sizeof path, "%s/%s", folder, entry->d_name);
        if (stat(path, &st) == 0 && S_ISDIR(st.st_mode))
            found += files_with(path, word);
        else
            found += file_holds(path, word);
    }
    if (dir)
        closedir(dir);
    return found;
}

/* ---- a person of whom much is known ---- */

static void fill(struct world *s)
{
    struct workbench *w = &s->w;
    char challenge[ID_SIZE], id[ID_SIZE];
    make(w, kind_of(w, KIND_ALLIANCE), s->alliance, ALLIANCE_NAME, "Alliance", -1);
    make(w, kind_of(w, KIND_CHALLENGE), challenge, CHALLENGE_NAME, "Late transfers", CHALLENGE_ALLIANCE, s->alliance, -1);
    make(w, kind_of(w, KIND_PERSON), s->other, PERSON_FAMILY_NAME, "Otieno", -1);
    change_begin(w->store, "Add " SECRET ", " GIVEN, NULL);
    make(w, kind_of(w, KIND_PERSON), s->person, PERSON_FAMILY_NAME, SECRET, PERSON_GIVEN_NAME, GIVEN, PERSON_NOTES,
         "healthword of " SECRET, -1);
    assert_int_equal(change_commit(w->store, NULL), OK);
    make(w, kind_of(w, KIND_INTEREST), id, INTEREST_PERSON, s->person, INTEREST_CHALLENGE, challenge, INTEREST_ROLE, "seeks",
         INTEREST_NOTES, "worry of their own", -1);
    make(w, kind_of(w, KIND_ARRANGEMENT), s->arrangement, ARRANGEMENT_ALLIANCE, s->alliance, ARRANGEMENT_NAME, "Pair 1", ARRANGEMENT_FORM, "pair", -1);
    make(w, kind_of(w, KIND_PLACEMENT), id, PLACEMENT_PERSON, s->person, PLACEMENT_ARRANGEMENT, s->arrangement, -1);
    make(w, kind_of(w, KIND_OBJECTIVE), s->objective, OBJECTIVE_ALLIANCE, s->alliance, OBJECTIVE_STATEMENT, "Pay on time",
         OBJECTIVE_PERSON, s->person, -1);
    assert_int_equal(set(w, kind_of(w, KIND_PERSON), s->person, PERSON_NOTES, "later healthword", NULL), OK);
    assert_int_equal(store_backup_rotate(w->store, NULL, NULL, NULL), OK);
    assert_int_equal(set(w, kind_of(w, KIND_PERSON), s->person, PERSON_EMAIL, "zq@healthword.example", NULL), OK);
    assert_int_equal(set(w, kind_of(w, KIND_PERSON), s->other, PERSON_COUNTRY, "Kenya", NULL), OK);
    assert_int_equal(store_remember(w->store, "draft.1", "typed about " GIVEN " " SECRET, NULL), OK);
    assert_int_equal(store_remember(w->store, "place", s->person, NULL), OK);
}

static int begin(void **state)
{
    struct world *s = calloc(1, sizeof *s);
    if (!s)
        return -1;
    workbench_new(&s->w);
    fill(s);
    *state = s;
    return 0;
}

static int finish(void **state)
{
    struct world *s = *state;
    workbench_free(&s->w); /* checks that tables and log agree */
    free(s);
    return 0;
}

static void forget(struct world *s, bool really, struct forget_report *report)
{
    assert_int_equal(store_purge(s->w.store, kind_of(&s->w, KIND_PERSON), s->person, really, report, NULL, NULL), OK);
}

static void the_word_is_in_no_file(void **state)
{
    struct world *s = *state;
    struct forget_report r;
    /* The last one stands in a record that belongs to them. */
    static const char *const words[] = {SECRET, GIVEN, "healthword", "worry of their own"};
    for (int i = 0; i < 4; i++)
        assert_true(files_with(s->w.folder, words[i]) > 0); /* control: they are found where they are */
    forget(s, true, &r);
    assert_int_equal(r.records, 3);
    assert_int_equal(r.references, 1);
    assert_true(r.operations >= 6);
    assert_true(r.labels >= 1);
    assert_int_equal(r.local, 2);
    assert_int_equal(r.rewritten, 1);
    assert_int_equal(r.dropped, 0);
    for (int i = 0; i < 4; i++)
        assert_int_equal(files_with(s->w.folder, words[i]), 0);
    expect_sound(&s->w);
    workbench_reopen(&s->w);
    expect_sound(&s->w);
    for (int i = 0; i < 4; i++)
        assert_int_equal(files_with(s->w.folder, words[i]), 0);
}

static void counting_changes_nothing(void **state)
{
    struct world *s = *state;
    struct forget_report dry, real;
    char before[33], after[33];
    assert_int_equal(store_digest(s->w.store, before, NULL), OK);
    forget(s, false, &dry);
    assert_int_equal(store_digest(s->w.store, after, NULL), OK);
    assert_string_equal(before, after);
    assert_true(files_with(s->w.folder, SECRET) > 0);
    forget(s, true, &real);
    assert_int_equal(dry.records, real.records);
    assert_int_equal(dry.references, real.references);
    assert_int_equal(dry.operations, real.operations);
    assert_int_equal(dry.labels, real.labels);
    assert_int_equal(dry.local, real.local);
    assert_int_equal(dry.rewritten, real.rewritten);
}

/* All that can be undone is undone, and redone: the person does not come back, and what was not about them does. */
static void undo_brings_nobody_back(void **state)
{
    struct world *s = *state;
    struct forget_report r;
    struct change_info what;
    int undone = 0;
    forget(s, true, &r);
    assert_true(store_can_undo(s->w.store, &what));
    assert_string_equal(what.label, "Set"); /* what was done before, not the forgetting */
    while (store_undo(s->w.store, &what, NULL) == OK)
        assert_true(++undone < 50);
    assert_int_equal(files_with(s->w.folder, SECRET), 0);
    while (store_redo(s->w.store, &what, NULL) == OK)
        ;
    struct record left;
    assert_int_equal(store_get(s->w.store, kind_of(&s->w, KIND_PERSON), s->person, &left, NULL), ERR_NOT_FOUND);
    expect_field(&s->w, kind_of(&s->w, KIND_PERSON), s->other, PERSON_COUNTRY, "Kenya");
    assert_int_equal(files_with(s->w.folder, SECRET), 0);
    expect_sound(&s->w);
}

/* What referred to somebody refers to nobody afterwards, also where that is taken back from before. */
static void undo_refers_to_nobody(void **state)
{
    struct world *s = *state;
    struct forget_report r;
    const struct kind *objective = kind_of(&s->w, KIND_OBJECTIVE);
    char gone[ID_SIZE];
    make(&s->w, objective, gone, OBJECTIVE_ALLIANCE, s->alliance, OBJECTIVE_STATEMENT, "Pay less", OBJECTIVE_PERSON, s->person, -1);
    assert_int_equal(set(&s->w, objective, s->objective, OBJECTIVE_PERSON, "", NULL), OK);
    change_begin(s->w.store, "Delete", NULL);
    assert_int_equal(change_delete(s->w.store, objective, gone, NULL), OK);
    assert_int_equal(change_commit(s->w.store, NULL), OK);
    forget(s, true, &r);
    assert_int_equal(store_undo(s->w.store, NULL, NULL), OK);
    expect_field(&s->w, objective, gone, OBJECTIVE_STATEMENT, "Pay less");
    expect_field(&s->w, objective, gone, OBJECTIVE_PERSON, "");
    assert_int_equal(store_undo(s->w.store, NULL, NULL), OK);
    expect_field(&s->w, objective, s->objective, OBJECTIVE_PERSON, "");
    expect_sound(&s->w);
}

/* Who forgets a second person does not take the first forgetting out of the history. */
static void that_somebody_was_forgotten_stays(void **state)
{
    struct world *s = *state;
    struct forget_report r;
    struct change_info last[2];
    forget(s, true, &r);
    assert_int_equal(store_purge(s->w.store, kind_of(&s->w, KIND_PERSON), s->other, true, &r, NULL, NULL), OK);
    assert_int_equal(store_history(s->w.store, 0, last, 2), 2);
    assert_string_equal(last[0].label, "A person was forgotten");
    assert_string_equal(last[1].label, "A person was forgotten");
}

/* A name that is also a word of ours. */
static void the_file_still_knows_itself(void **state)
{
    struct world *s = *state;
    struct forget_report r;
    struct buf site = BUF_INIT;
    assert_int_equal(set(&s->w, kind_of(&s->w, KIND_PERSON), s->other, PERSON_FAMILY_NAME, "Site", NULL), OK);
    assert_int_equal(store_purge(s->w.store, kind_of(&s->w, KIND_PERSON), s->other, true, &r, NULL, NULL), OK);
    store_recall(s->w.store, "site", &site);
    assert_true(site.len > 0);
    buf_release(&site);
    expect_sound(&s->w);
}

static void who_was_deleted_is_forgotten_too(void **state)
{
    struct world *s = *state;
    struct forget_report r;
    change_begin(s->w.store, "Delete", NULL);
    assert_int_equal(change_delete(s->w.store, kind_of(&s->w, KIND_PERSON), s->person, NULL), OK);
    assert_int_equal(change_commit(s->w.store, NULL), OK);
    assert_true(files_with(s->w.folder, "healthword") > 0); /* deleting is not forgetting */
    forget(s, true, &r);
    assert_int_equal(r.records, 0);
    assert_int_equal(files_with(s->w.folder, "healthword"), 0);
    assert_int_equal(files_with(s->w.folder, SECRET), 0);
    expect_sound(&s->w);
}

static void a_backup_that_cannot_be_read_is_dropped(void **state)
{
    struct world *s = *state;
    struct forget_report r;
    char path[200];
    snprintf(path, sizeof path, "%s.backups/20180131T140203Z.db", s->w.path);
    FILE *f = fopen(path, "wb");
    fputs("torn: " SECRET, f);
    fclose(f);
    forget(s, false, &r);
    assert_int_equal(r.dropped, 1);
    forget(s, true, &r);
    assert_int_equal(r.dropped, 1);
    assert_int_equal(files_with(s->w.folder, SECRET), 0);
}

/* A rewritten backup is still one to restore. */
static void a_backup_rewritten_can_be_restored(void **state)
{
    struct world *s = *state;
    struct forget_report r;
    struct buf newest = BUF_INIT, kept = BUF_INIT;
    forget(s, true, &r);
    assert_int_equal(store_newest_backup(s->w.path, &newest, NULL), OK);
    store_close(s->w.store);
    s->w.store = NULL;
    assert_int_equal(store_restore(s->w.path, newest.s, &kept, NULL), OK);
    assert_int_equal(store_open(&s->w.store, s->w.path, 0, &s->w.model, NULL, NULL), OK);
    struct record left;
    assert_int_equal(store_get(s->w.store, kind_of(&s->w, KIND_PERSON), s->person, &left, NULL), ERR_NOT_FOUND);
    expect_sound(&s->w);
    assert_int_equal(files_with(s->w.folder, SECRET), 0);
    buf_release(&newest);
    buf_release(&kept);
}

/* What could not be written into the workbench stands in a file beside it. */
static void a_draft_beside_it_goes(void **state)
{
    struct world *s = *state;
    struct forget_report r;
    char path[200], other[200];
    snprintf(path, sizeof path, "%s.draft-1", s->w.path);
    snprintf(other, sizeof other, "%s.draft-2", s->w.path);
    FILE *f = fopen(path, "wb"), *g = fopen(other, "wb");
    fputs("about " GIVEN " " SECRET, f);
    fputs("about nobody", g);
    fclose(f);
    fclose(g);
    forget(s, true, &r);
    assert_int_equal(r.local, 3);
    assert_int_equal(files_with(s->w.folder, SECRET), 0);
    assert_int_equal(files_with(s->w.folder, "about nobody"), 1);
}

static void count_mention(void *data, const struct record *r, int field)
{
    (void)r, (void)field;
    ++*(int *)data;
}

static void texts_of_others_are_found(void **state)
{
    struct world *s = *state;
    const struct kind *person = kind_of(&s->w, KIND_PERSON);
    int found = 0;
    assert_int_equal(set(&s->w, person, s->other, PERSON_NOTES, "asks for ms. zanzibarqu\xc3\xa9" "en's slides", NULL), OK);
    assert_int_equal(store_mentions(s->w.store, person, s->person, count_mention, &found, NULL), OK);
    assert_int_equal(found, 1);
    found = 0;
    assert_int_equal(set(&s->w, person, s->other, PERSON_NOTES, "so sagt \xc2\xab" SECRET "\xe2\x80\xa6\xc2\xbb", NULL), OK);
    assert_int_equal(store_mentions(s->w.store, person, s->person, count_mention, &found, NULL), OK);
    assert_int_equal(found, 1);
    found = 0;
    assert_int_equal(set(&s->w, person, s->other, PERSON_NOTES, SECRET "\xc3\xa9s", NULL), OK); /* another, longer word */
    assert_int_equal(store_mentions(s->w.store, person, s->person, count_mention, &found, NULL), OK);
    assert_int_equal(found, 0);
    assert_int_equal(set(&s->w, person, s->other, PERSON_NOTES, "asks for nobody", NULL), OK);
    assert_int_equal(store_mentions(s->w.store, person, s->person, count_mention, &found, NULL), OK);
    assert_int_equal(found, 0);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test_setup_teardown(the_word_is_in_no_file, begin, finish),
        cmocka_unit_test_setup_teardown(counting_changes_nothing, begin, finish),
        cmocka_unit_test_setup_teardown(undo_brings_nobody_back, begin, finish),
        cmocka_unit_test_setup_teardown(undo_refers_to_nobody, begin, finish),
        cmocka_unit_test_setup_teardown(that_somebody_was_forgotten_stays, begin, finish),
        cmocka_unit_test_setup_teardown(the_file_still_knows_itself, begin, finish),
        cmocka_unit_test_setup_teardown(who_was_deleted_is_forgotten_too, begin, finish),
        cmocka_unit_test_setup_teardown(a_backup_that_cannot_be_read_is_dropped, begin, finish),
        cmocka_unit_test_setup_teardown(a_backup_rewritten_can_be_restored, begin, finish),
        cmocka_unit_test_setup_teardown(a_draft_beside_it_goes, begin, finish),
        cmocka_unit_test_setup_teardown(texts_of_others_are_found, begin, finish),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
