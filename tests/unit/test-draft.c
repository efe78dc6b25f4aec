/* test-draft.c: drafts are kept wherever they can be, never over one another, and go when they are dropped. */
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>

#include "data.h"
#include "store/workbench.h"
#include "ui/draft.h"
#include "unit/cmocka-all.h"

static void last_text(void *data, const struct draft *d)
{
    struct buf *text = data;
    buf_clear(text);
    buf_adds(text, buf_str(&d->text));
}

static size_t count(struct workbench *w)
{
    return draft_each(w->store, NULL, NULL);
}

static void begin(struct draft *d)
{
    draft_init(d, "new person ", "New: Person", "roster ");
}

static void kept_adopted_dropped(void **state)
{
    struct workbench w;
    struct draft d, again;
    (void)state;
    workbench_new(&w);
    begin(&d);
    assert_int_equal(draft_keep(w.store, &d, "given_name 7:Wanjiru\n", NULL), OK);
    assert_int_equal(draft_keep(w.store, &d, "given_name 8:Wanjiru\xc3\xa9\n", NULL), OK);
    assert_int_equal(count(&w), 1);
    draft_release(&d);
    workbench_reopen(&w);
    begin(&again);
    assert_true(draft_adopt(w.store, &again));
    assert_string_equal(buf_str(&again.text), "given_name 8:Wanjiru\xc3\xa9\n");
    assert_int_equal(draft_keep(w.store, &again, "more", NULL), OK); /* takes the old one's place */
    assert_int_equal(count(&w), 1);
    assert_int_equal(draft_keep(w.store, &again, "", NULL), OK);
    assert_int_equal(count(&w), 0);
    draft_release(&again);
    workbench_free(&w);
}

static void two_windows_have_a_draft_each(void **state)
{
    struct workbench w;
    struct draft a, b, found;
    (void)state;
    workbench_new(&w);
    begin(&a);
    begin(&b);
    draft_keep(w.store, &a, "alpha", NULL);
    draft_keep(w.store, &b, "beta", NULL);
    assert_int_equal(count(&w), 2);
    begin(&found);
    assert_true(draft_adopt(w.store, &found));
    assert_string_equal(buf_str(&found.text), "beta"); /* the newest first */
    draft_drop(w.store, &found);
    draft_release(&found);
    begin(&found);
    assert_true(draft_adopt(w.store, &found));
    assert_string_equal(buf_str(&found.text), "alpha");
    draft_release(&a);
    draft_release(&b);
    draft_release(&found);
    workbench_free(&w);
}

/* Another window writes and does not end: the draft goes to a file that nobody else may read. */
static void a_file_where_the_workbench_cannot_be_written(void **state)
{
    struct workbench w;
    struct model model;
    struct store *other;
    struct draft d;
    struct stat file;
    struct buf text = BUF_INIT;
    struct error e;
    (void)state;
    workbench_new(&w);
    assert_int_equal(model_init(&model, data_kinds, DATA_KINDS_COUNT, &e), OK);
    assert_int_equal(store_open(&other, w.path, 0, &model, NULL, &e), OK);
    assert_int_equal(change_begin(other, "Long work", &e), OK);
    begin(&d);
    assert_int_equal(draft_keep(w.store, &d, "words", &e), OK);
    assert_int_equal(stat(buf_str(&d.key), &file), 0);
    assert_int_equal(file.st_mode & 0777, 0600);
    change_rollback(other);
    draft_each(w.store, last_text, &text);
    assert_string_equal(buf_str(&text), "words");
    struct buf path = BUF_INIT;
    buf_adds(&path, buf_str(&d.key));
    assert_int_equal(draft_keep(w.store, &d, "more words", &e), OK); /* now it can: the file goes */
    assert_int_not_equal(stat(buf_str(&path), &file), 0);
    assert_int_equal(count(&w), 1);
    buf_release(&path);
    buf_release(&text);
    draft_release(&d);
    store_close(other);
    model_release(&model);
    workbench_free(&w);
}

/* Whatever stands in a value comes out as it went in; what is cut short is no value. */
static void lists_of_values(void **state)
{
    struct buf text = BUF_INIT, name = BUF_INIT, value = BUF_INIT;
    const char *at;
    (void)state;
    draft_add(&text, "notes", "two\nlines 3:x");
    draft_add(&text, "email", "");
    at = text.s;
    assert_true(draft_next(&at, &name, &value));
    assert_string_equal(buf_str(&value), "two\nlines 3:x");
    assert_true(draft_next(&at, &name, &value));
    assert_string_equal(buf_str(&name), "email");
    assert_string_equal(buf_str(&value), "");
    assert_false(draft_next(&at, &name, &value));
    at = "notes 9:short";
    assert_false(draft_next(&at, &name, &value));
    buf_release(&text);
    buf_release(&name);
    buf_release(&value);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(kept_adopted_dropped),
        cmocka_unit_test(two_windows_have_a_draft_each),
        cmocka_unit_test(a_file_where_the_workbench_cannot_be_written),
        cmocka_unit_test(lists_of_values),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
