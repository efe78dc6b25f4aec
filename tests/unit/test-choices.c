/* Choices: each has its constant, and records are compared with them. */
#include <ctype.h>
#include <setjmp.h>
#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>

#include "base/buf.h"
#include "data.h"
#include "model/facts.h"
#include "model/kinds.h"
#include "model/record.h"

#define CONSTANTS "src/model/kinds.h" /* in the build tree, where tests run */

struct kinds {
    struct model model, shelves;
    struct buf constants;
};

static int load(void **state)
{
    static struct kinds k;
    struct error e;
    char piece[4096];
    k = (struct kinds){.constants = BUF_INIT};
    FILE *f = fopen(CONSTANTS, "r");
    if (!f || model_init(&k.model, data_kinds, DATA_KINDS_COUNT, &e) != OK ||
        model_init(&k.shelves, data_shelves, DATA_SHELVES_COUNT, &e) != OK)
        return -1;
    for (size_t n; (n = fread(piece, 1, sizeof piece, f)) > 0;)
        buf_add(&k.constants, piece, n);
    fclose(f);
    *state = &k;
    return 0;
}

static int unload(void **state)
{
    struct kinds *k = *state;
    model_release(&k->model);
    model_release(&k->shelves);
    buf_release(&k->constants);
    return 0;
}

/* The line of the constant, with the line ends around it. */
static void define_of(const char *prefix, const struct kind *kind, const struct field *f, const char *choice, struct buf *out)
{
    buf_clear(out);
    buf_addf(out, "%s%s_%s_%s", prefix, kind->name, f->name, choice);
    for (size_t i = 0; i < out->len; i++)
        out->s[i] = (char)toupper((unsigned char)out->s[i]);
    struct buf line = BUF_INIT;
    buf_addf(&line, "\n#define %s \"%s\"\n", out->s, choice);
    buf_release(out);
    *out = line;
}

static size_t count_constants(const struct kinds *k, const struct model *model, const char *prefix)
{
    struct buf line = BUF_INIT;
    size_t count = 0;
    for (size_t i = 0; i < model->count; i++)
        for (size_t f = FIELD_FIRST; f < model->kinds[i]->field_count; f++) {
            const struct field *field = &model->kinds[i]->fields[f];
            if (field->type != FIELD_CHOICE && field->type != FIELD_CHOICES)
                continue;
            for (size_t c = 0; c < field->choice_count; c++, count++) {
                define_of(prefix, model->kinds[i], field, field->choices[c].name, &line);
                if (!strstr(k->constants.s, line.s))
                    fail_msg("%s has no%s", CONSTANTS, line.s);
            }
        }
    buf_release(&line);
    return count;
}

/* The kinds as the program reads them, against what the generator has written: each choice, and nothing else. */
static void every_choice_has_its_constant(void **state)
{
    const struct kinds *k = *state;
    size_t wanted = count_constants(k, &k->model, "") + count_constants(k, &k->shelves, "SHELF_"), written = 0;
    for (const char *p = k->constants.s; (p = strstr(p, "\n#define ")); p++)
        written += strchr(p + 1, '"') && strchr(p + 1, '"') < strchr(p + 1, '\n');
    assert_true(wanted > 200);
    assert_int_equal(written, wanted);
}

static void a_record_is_compared_with_a_choice(void **state)
{
    const struct kinds *k = *state;
    struct record r;
    record_init(&r, k->model.kinds[KIND_ANSWER]);
    assert_true(RECORD_IS(&r, FIELD_VISIBILITY, OPEN));
    assert_false(RECORD_IS(&r, ANSWER_STATUS, OPEN)); /* unset is no choice */
    assert_string_equal(record_or(&r, ANSWER_STATUS, ANSWER_STATUS_OPEN), "open");
    record_set(&r, ANSWER_STATUS, ANSWER_STATUS_NOT_APPLICABLE);
    assert_true(RECORD_IS(&r, ANSWER_STATUS, NOT_APPLICABLE));
    assert_false(RECORD_IS(&r, ANSWER_STATUS, ANSWERED));
    assert_true(record_is(&r, ANSWER_STATUS, "not_applicable"));
    assert_false(record_is(&r, ANSWER_STATUS, "not"));
    assert_string_equal(record_or(&r, ANSWER_STATUS, ANSWER_STATUS_OPEN), "not_applicable");
    assert_true(record_is(&r, ANSWER_REASON, "")); /* an unset field reads as "" */
    record_release(&r);
}

static void yes_and_no(void **state)
{
    const struct kinds *k = *state;
    struct record r;
    record_init(&r, k->model.kinds[KIND_ALLIANCE]);
    assert_false(record_yes(&r, ALLIANCE_CLOSED));
    record_set(&r, ALLIANCE_CLOSED, FIELD_NO);
    assert_false(record_yes(&r, ALLIANCE_CLOSED));
    record_set(&r, ALLIANCE_CLOSED, FIELD_YES);
    assert_true(record_yes(&r, ALLIANCE_CLOSED));
    record_release(&r);
}

/* For how many choices of the field, and of which, does the fact hold? Appended to `out` in their order. */
static void choices_with(const struct kind *kind, int field, bool (*fact)(const struct record *), struct buf *out)
{
    struct record r;
    record_init(&r, kind);
    assert_false(fact(&r)); /* unset */
    for (size_t i = 0; i < kind->fields[field].choice_count; i++) {
        record_set(&r, field, kind->fields[field].choices[i].name);
        if (fact(&r))
            buf_addf(out, "%s ", kind->fields[field].choices[i].name);
    }
    record_release(&r);
}

static void facts(void **state)
{
    const struct kinds *k = *state;
    struct buf out = BUF_INIT;
    choices_with(k->model.kinds[KIND_MEMBERSHIP], MEMBERSHIP_STATUS, membership_takes_part, &out);
    assert_string_equal(out.s, "selected attending ");
    buf_clear(&out);
    choices_with(k->model.kinds[KIND_ARRANGEMENT], ARRANGEMENT_FORM, arrangement_is_beside, &out);
    assert_string_equal(out.s, "issue_session study_tour whole ");
    buf_release(&out);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(every_choice_has_its_constant),
        cmocka_unit_test(a_record_is_compared_with_a_choice),
        cmocka_unit_test(yes_and_no),
        cmocka_unit_test(facts),
    };
    return cmocka_run_group_tests(tests, load, unload);
}
