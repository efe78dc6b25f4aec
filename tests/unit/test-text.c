/* Bytes as characters, graphemes, columns and folded text; and show(), the gate between text from outside and the
 * terminal, against a judge of its own. */
#include <locale.h>
#include <stdlib.h>
#include <string.h>

#include "base/date.h"
#include "base/show.h"
#include "base/sort.h"
#include "base/tr.h"
#include "base/utf8.h"
#include "unit/cmocka-all.h"
#include "unit/hostile.h"

#define COUNT(array) (sizeof(array) / sizeof *(array))
#define BYTES(literal) literal, sizeof(literal) - 1

/* ---- UTF-8 ---- */

static void test_valid(void **state)
{
    (void)state;
    static const struct {
        const char *s;
        size_t n;
        bool valid;
    } rows[] = {
        {BYTES(""), true},
        {BYTES("plain"), true},
        {BYTES("\x7f"), true},
        {BYTES("\xc2\x80"), true},
        {BYTES("\xdf\xbf"), true},
        {BYTES("\xe0\xa0\x80"), true},
        {BYTES("\xed\x9f\xbf"), true},
        {BYTES("\xee\x80\x80"), true},
        {BYTES("\xef\xbf\xbf"), true},
        {BYTES("\xf0\x90\x80\x80"), true},
        {BYTES("\xf4\x8f\xbf\xbf"), true},
        {BYTES("a\0b"), true},
        {BYTES("\x80"), false},
        {BYTES("\xbf"), false},
        {BYTES("\xc0\x80"), false},
        {BYTES("\xc1\xbf"), false},
        {BYTES("\xc2"), false},
        {BYTES("\xc2\x41"), false},
        {BYTES("\xe0\x9f\xbf"), false},
        {BYTES("\xe2\x82"), false},
        {BYTES("\xe2\x82\x41"), false},
        {BYTES("\xed\xa0\x80"), false},
        {BYTES("\xed\xbf\xbf"), false},
        {BYTES("\xf0\x8f\xbf\xbf"), false},
        {BYTES("\xf0\x9f\x98"), false},
        {BYTES("\xf4\x90\x80\x80"), false},
        {BYTES("\xf5\x80\x80\x80"), false},
        {BYTES("\xfe"), false},
        {BYTES("\xff"), false},
    };
    for (size_t i = 0; i < COUNT(rows); i++)
        if (utf8_valid(rows[i].s, rows[i].n) != rows[i].valid)
            fail_msg("row %zu", i);
}

static void test_next_and_add(void **state)
{
    (void)state;
    static const int32_t points[] = {0, 'a', 0x7f, 0x80, 0x7ff, 0x800, 0xd7ff, 0xe000, 0xffff, 0x10000, 0x10ffff};
    struct buf text = BUF_INIT;
    for (size_t i = 0; i < COUNT(points); i++)
        utf8_add(&text, points[i]);
    const char *s = text.s, *end = text.s + text.len;
    for (size_t i = 0; i < COUNT(points); i++)
        assert_int_equal(utf8_next(&s, end), points[i]);
    assert_ptr_equal(s, end);
    const char *cut = "\xe2\x82", *cut_end = cut + 2; /* each invalid byte alone */
    assert_int_equal(utf8_next(&cut, cut_end), -1);
    assert_int_equal(utf8_next(&cut, cut_end), -1);
    assert_ptr_equal(cut, cut_end);
    buf_release(&text);
}

/* ---- graphemes ---- */

/* Boundaries found forwards from the very start: what grapheme_prev() must agree with. */
static void check_boundaries(const char *s, size_t n)
{
    size_t before = 0;
    for (size_t at = 0; at < n;) {
        size_t next = grapheme_next(s, n, at);
        assert_true(next > at && next <= n);
        for (size_t inside = at + 1; inside <= next; inside++)
            if (grapheme_prev(s, n, inside) != at)
                fail_msg("before byte %zu: %zu instead of %zu", inside, grapheme_prev(s, n, inside), at);
        before = at;
        at = next;
    }
    assert_int_equal(grapheme_prev(s, n, n), before);
    assert_int_equal(grapheme_prev(s, n, 0), 0);
    assert_int_equal(grapheme_next(s, n, n), n);
}

static void test_graphemes(void **state)
{
    (void)state;
    static const struct {
        const char *s;
        size_t n;
        size_t lengths[8]; /* of the graphemes, in bytes */
    } rows[] = {
        {BYTES("abc"), {1, 1, 1}},
        {BYTES("e\u0301x"), {3, 1}},
        {BYTES("e\u0301\u0323x"), {5, 1}},
        {BYTES("\u0915\u093f\u0924\u093e\u092c"), {6, 6, 3}},        /* Hindi: ki-taa-b */
        {BYTES("\u0928\u0940\u0e01\u0e33"), {6, 6}},                 /* vowel signs of Hindi and Thai */
        {BYTES("\U0001f1f0\U0001f1ea\U0001f1fa\U0001f1ec"), {8, 8}}, /* two flags */
        {BYTES("\U0001f1f0\U0001f1ea\U0001f1fa"), {8, 4}},
        {BYTES("\U0001f468\u200d\U0001f469\u200d\U0001f467!"), {18, 1}},
        {BYTES("\U0001f44d\U0001f3fdx"), {8, 1}},
        {BYTES("\u1112\u1161\u11ab\u1100"), {9, 3}}, /* Hangul syllable of three parts */
        {BYTES("a\r\nb"), {1, 2, 1}},
        {BYTES("a\n\rb"), {1, 1, 1, 1}},
        {BYTES("\n\u0301"), {1, 2}},
        {BYTES("\u0301\u0301"), {4}},
        {BYTES("e\xffz"), {1, 1, 1}},
        {BYTES("\xe2\x82z"), {1, 1, 1}},
        {BYTES("e\xcc"), {1, 1}},
    };
    for (size_t i = 0; i < COUNT(rows); i++) {
        size_t at = 0;
        for (size_t k = 0; k < 8 && rows[i].lengths[k]; k++) {
            size_t next = grapheme_next(rows[i].s, rows[i].n, at);
            if (next != at + rows[i].lengths[k])
                fail_msg("row %zu, grapheme %zu: %zu bytes", i, k, next - at);
            at = next;
        }
        assert_int_equal(at, rows[i].n);
        check_boundaries(rows[i].s, rows[i].n);
    }
}

static void test_graphemes_of_anything(void **state)
{
    (void)state;
    struct buf text = BUF_INIT;
    uint64_t seed = 11;
    for (unsigned i = 0; i < 3000; i++) {
        hostile_text(&text, &seed, 0);
        check_boundaries(text.s, text.len);
    }
    buf_clear(&text);
    for (int i = 0; i < 400; i++) { /* no ASCII to hold on to */
        static const char *const pieces[] = {"\U0001f1f0", "\u200d", "\U0001f468", "\u0301",
                                             "\u4e00",     "\x80",   "\xf0\x9f"};
        buf_adds(&text, pieces[random_below(&seed, COUNT(pieces))]);
    }
    check_boundaries(text.s, text.len);
    buf_release(&text);
}

/* ---- columns ---- */

static void test_width(void **state)
{
    (void)state;
    static const struct {
        const char *s;
        int width;
    } rows[] = {
        {"", 0},
        {"abc", 3},
        {"\u00e9", 1},
        {"e\u0301", 1},
        {"\u5e02\u9577", 4},
        {"\uff21", 2},
        {"\U0001f44d", 2},
        {"\u0915\u094d", 1},
        {"\u0e01\u0e49", 1},
        {"\u1112\u1161\u11ab", 2},
        {"\xff", 1},
        {"a\x1b", 2},
        {"\u2026\u2500\u2588", 3},
        {"\u0631\u0626\u064a\u0633", 4},
    };
    for (size_t i = 0; i < COUNT(rows); i++)
        if (text_width(rows[i].s, strlen(rows[i].s)) != rows[i].width)
            fail_msg("row %zu: %d", i, text_width(rows[i].s, strlen(rows[i].s)));
    assert_int_equal(utf8_width(0x1b), -1);
    assert_int_equal(utf8_width(-1), -1);
    assert_int_equal(utf8_width('~'), 1);
}

static void test_fit(void **state)
{
    (void)state;
    int width;
    assert_int_equal(text_fit(BYTES("abcdef"), 4, &width), 4);
    assert_int_equal(width, 4);
    assert_int_equal(text_fit(BYTES("ab"), 4, &width), 2);
    assert_int_equal(width, 2);
    assert_int_equal(text_fit(BYTES("a\u5e02b"), 2, &width), 1); /* half a wide character does not fit */
    assert_int_equal(width, 1);
    assert_int_equal(text_fit(BYTES("ae\u0301b"), 2, NULL), 4); /* the accent stays with its letter */
    assert_int_equal(text_fit(BYTES("abc"), 0, NULL), 0);
    assert_int_equal(text_fit(BYTES("abc"), -1, NULL), 0);
}

/* ---- lines ---- */

static void expect_lines(const char *text, int columns, const char *wanted)
{
    struct buf got = BUF_INIT;
    size_t n = strlen(text);
    for (size_t at = 0, next; at < n; at = next) {
        size_t end = text_wrap(text, n, at, columns, NULL, NULL, &next);
        assert_true(next > at && end >= at && end <= next);
        buf_add(&got, text + at, end - at);
        buf_addc(&got, '|');
    }
    assert_string_equal(buf_str(&got), wanted);
    buf_release(&got);
}

static void test_wrap(void **state)
{
    (void)state;
    expect_lines("", 10, "");
    expect_lines("one two three", 7, "one two|three|");
    expect_lines("one two three", 8, "one two|three|");
    expect_lines("one   two", 4, "one|two|");
    expect_lines("a\n\nb\r\nc\n", 10, "a||b|c|");
    expect_lines("abcdefgh ij", 3, "abc|def|gh|ij|");
    expect_lines("a bcdefgh", 4, "a|bcde|fgh|");
    expect_lines("   abcdef", 5, "   ab|cdef|"); /* an indent is no place to break */
    expect_lines("ae\u0301e\u0301e\u0301", 2, "ae\u0301|e\u0301e\u0301|");
    expect_lines("\u5e02\u9577\u5e02", 5, "\u5e02\u9577|\u5e02|");
    expect_lines("\u5e02\u9577", 1, "\u5e02|\u9577|"); /* at least one on a line */
    expect_lines("ab", 0, "a|b|");
    expect_lines("end  ", 3, "end  |");
}

/* ---- folding ---- */

static void expect_fold(const char *text, const char *wanted)
{
    struct buf got = BUF_INIT;
    buf_adds(&got, "before "); /* what stands there already must not matter */
    text_fold(&got, text, strlen(text));
    if (strcmp(got.s + 7, wanted) != 0)
        fail_msg("\"%s\" gives \"%s\", not \"%s\"", text, got.s + 7, wanted);
    buf_release(&got);
}

static void test_fold(void **state)
{
    (void)state;
    expect_fold("", "");
    expect_fold("OTIENO", "otieno");
    expect_fold("Otie\u0301no\u0300", "otieno");
    expect_fold("Oti\u00e9n\u00f2", "otieno");
    expect_fold("  Two \t\n blanks ", "two blanks");
    expect_fold("\u00a0S\u00e3o\u3000Paulo", "sao paulo");
    expect_fold("Stra\u00dfe", "strasse");
    expect_fold("\u0130stanbul \u0131", "istanbul i");
    expect_fold("\u0141\u00f3d\u017a, \u00d8rsted, \u0110uro", "lodz, orsted, duro");
    expect_fold("\u039f\u0394\u039f\u03a3 \u03ac", "\u03bf\u03b4\u03bf\u03c3 \u03b1");
    expect_fold("\u0419\u043e\u0433", "\u0438\u043e\u0433");
    expect_fold("\ufb01n \uff21", "fin a");
    expect_fold("O\u2019Brien", "o'brien");
    expect_fold("\u0915\u093f", "\u0915\u093f"); /* a vowel sign is no accent: ki is not ka */
    expect_fold("\u095b", "\u091c");             /* but the nukta is often left out */
    expect_fold("\u0e19\u0e49\u0e33", "\u0e19\u0e49\u0e4d\u0e32");
    expect_fold("co\u00adop\u200b", "coop");
    expect_fold("a\xff"
                "B",
                "a\ufffd"
                "b");
    expect_fold(" \u200b ", "");
}

/* ---- show ---- */

static void expect_show(const char *s, size_t n, bool lines, const char *wanted)
{
    struct buf got = BUF_INIT;
    show(&got, s, n, lines);
    if (strcmp(buf_str(&got), wanted) != 0)
        fail_msg("\"%s\", not \"%s\"", buf_str(&got), wanted);
    buf_release(&got);
}

static void test_show(void **state)
{
    (void)state;
    expect_show(BYTES(""), false, "");
    expect_show(BYTES("Plain text, 100 %~"), false, "Plain text, 100 %~");
    expect_show(BYTES("\u017d\u00e9 \u5e02\u9577 \u0631"), false, "\u017d\u00e9 \u5e02\u9577 \u0631");
    expect_show(BYTES("a\x1b[2Jb"), false, "a<U+001B>[2Jb");
    expect_show(BYTES("a\0b"), false, "a<U+0000>b");
    expect_show(BYTES("\xc2\x9b"
                      "2J"),
                false, "<U+009B>2J");
    expect_show(BYTES("\x9b"
                      "2J"),
                false,
                "\ufffd"
                "2J");
    expect_show(BYTES("\u202egnp.exe"), false, "<U+202E>gnp.exe");
    expect_show(BYTES("\U000e0041\ue000\ufe0f\u3164"), false, "<U+E0041><U+E000><U+FE0F><U+3164>");
    expect_show(BYTES("1\n2\r\n3\r4\t5"), false,
                "1\u21b5"
                "2\u21b5"
                "3<U+000D>4 5");
    expect_show(BYTES("1\n2\r\n3\r4\t5"), true, "1\n2\n3<U+000D>4 5");
    expect_show(BYTES("a\u0300\u0301\u0302\u0303z"), false, "a\u0300\u0301<+2>z");
    expect_show(BYTES("a\u0300\u0301\u0302"), false, "a\u0300\u0301<+1>");
    expect_show(BYTES("\u0301x"), false, "\u25cc\u0301x");
    expect_show(BYTES("x\n\u0301"), true, "x\n\u25cc\u0301");
    expect_show(BYTES("\u091c\u093c\u093f\u0902\u0926\u0917\u0940"), false,
                "\u091c\u093c\u093f\u0902\u0926\u0917\u0940");
    expect_show(BYTES("\xc3\xa9\xc3"), false, "\u00e9\ufffd");
    struct buf line = BUF_INIT;
    assert_string_equal(show_line(&line, "x\x07"), "x<U+0007>");
    assert_string_equal(show_line(&line, ""), "");
    buf_release(&line);
}

/* The same with anything, and the judge must refuse it as it came. */
static void test_show_of_anything(void **state)
{
    (void)state;
    struct buf text = BUF_INIT, shown = BUF_INIT, again = BUF_INIT;
    uint64_t seed = 1;
    for (unsigned i = 0; i < 10000; i++) {
        bool lines = i & 1;
        hostile_text(&text, &seed, i);
        assert_false(judge_allows(text.s, text.len, lines));
        buf_clear(&shown);
        show(&shown, text.s, text.len, lines);
        if (!judge_allows(shown.s, shown.len, lines))
            fail_msg("text %u: %s", i, shown.s);
        buf_clear(&again); /* what was shown once is left alone */
        show(&again, shown.s, shown.len, lines);
        assert_string_equal(again.s, shown.s);
    }
    buf_release(&text);
    buf_release(&shown);
    buf_release(&again);
}

/* Every code point there is, alone. */
static void test_show_of_every_character(void **state)
{
    (void)state;
    struct buf text = BUF_INIT, shown = BUF_INIT;
    size_t kept = 0;
    for (int32_t c = 0; c < 0x110000; c++) {
        buf_clear(&text);
        buf_clear(&shown);
        buf_addc(&text, 'a');
        utf8_add(&text, c);
        show(&shown, text.s, text.len, false);
        if (!judge_allows(shown.s, shown.len, false))
            fail_msg("U+%04X", (unsigned)c);
        kept += text.len == shown.len && memcmp(text.s, shown.s, text.len) == 0;
    }
    assert_true(kept > 140000); /* of the 149,186 characters of Unicode 15, all that can be seen */
    buf_release(&text);
    buf_release(&shown);
}

/* ---- days as people write them ---- */

static void test_days(void **state)
{
    static const struct {
        const char *text, *day; /* NULL: no day */
        bool ambiguous;
    } rows[] = {{"2026-12-31", "2026-12-31", false}, {"2026/12/31", "2026-12-31", false}, {"31.12.2026", "2026-12-31", false},
                {"3.4.2026", "2026-04-03", false},   {"31/12/2026", "2026-12-31", false}, {"12/31/2026", "2026-12-31", false},
                {"5/5/2026", "2026-05-05", false},   {"3/4/2026", NULL, true},            {"30.2.2026", NULL, false},
                {"2026-2-3", "2026-02-03", false},   {"31-12-2026", NULL, false},         {"1/2-2026", NULL, false},
                {"2026-12-31x", NULL, false},        {"", NULL, false},                   {"99999-1-1", NULL, false},
                {"1.1.26", NULL, false},             {"2026-13-01", NULL, false}};
    (void)state;
    for (size_t i = 0; i < COUNT(rows); i++) {
        char day[DATE_SIZE] = "";
        bool ambiguous, found = date_read(rows[i].text, day, &ambiguous);
        assert_int_equal(found, rows[i].day != NULL);
        assert_int_equal(ambiguous, rows[i].ambiguous);
        if (found)
            assert_string_equal(day, rows[i].day);
    }
}

static enum text_rank rank_of(const char *label, const char *words)
{
    return text_rank(label, strlen(label), words);
}

static void labels_are_ranked(void **state)
{
    (void)state;
    assert_int_equal(rank_of("mensah, abena", "men"), RANK_START);
    assert_int_equal(rank_of("mensah, abena", "abena mensah"), RANK_WORDS);
    assert_int_equal(rank_of("mensah, abena", "ab"), RANK_WORDS);
    assert_int_equal(rank_of("o'mensah-boateng", "boat"), RANK_WORDS);
    assert_int_equal(rank_of("clement", "men"), RANK_INSIDE);
    assert_int_equal(rank_of("clement mensah", "men"), RANK_WORDS); /* the second time it begins a word */
    assert_int_equal(rank_of("boateng, kofi", "men"), RANK_ELSEWHERE);
    assert_int_equal(rank_of("\xd1\x8f\xd0\xbd\xd0\xbe", "\xd0\xbd"), RANK_INSIDE);
    assert_int_equal(rank_of("", "x"), RANK_ELSEWHERE);
    assert_int_equal(rank_of("anything", ""), RANK_START);
    assert_int_equal(text_rank("mensah, department", 6, "dep"), RANK_ELSEWHERE); /* only the label counts */
}

struct pair {
    int key, place;
};

static int by_key(const void *a, const void *b)
{
    return ((const struct pair *)a)->key - ((const struct pair *)b)->key;
}

static void sorting_keeps_the_order_of_equals(void **state)
{
    (void)state;
    for (int count = 0; count < 200; count++) {
        struct pair pairs[200];
        for (int i = 0; i < count; i++)
            pairs[i] = (struct pair){i * 7919 % 5, i};
        sort_stable(pairs, (size_t)count, sizeof *pairs, by_key);
        for (int i = 1; i < count; i++) {
            assert_true(pairs[i - 1].key <= pairs[i].key);
            assert_true(pairs[i - 1].key < pairs[i].key || pairs[i - 1].place < pairs[i].place);
        }
    }
}

/* Without a catalogue: the English forms, and an untranslated one where a number is asked in a context. */
static void a_number_chooses_the_form(void **state)
{
    (void)state;
    assert_string_equal(trn("%zu row", "%zu rows", 1), "%zu row");
    assert_string_equal(trn("%zu row", "%zu rows", 0), "%zu rows");
    assert_string_equal(trn("%zu row", "%zu rows", 2), "%zu rows");
    assert_string_equal(trn("list\004%zu row", "list\004%zu rows", 1), "%zu row");
}

int main(void)
{
    if (!setlocale(LC_CTYPE, "C.UTF-8"))
        return 99;
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(labels_are_ranked),
        cmocka_unit_test(a_number_chooses_the_form),
        cmocka_unit_test(sorting_keeps_the_order_of_equals),
        cmocka_unit_test(test_valid),
        cmocka_unit_test(test_next_and_add),
        cmocka_unit_test(test_graphemes),
        cmocka_unit_test(test_graphemes_of_anything),
        cmocka_unit_test(test_width),
        cmocka_unit_test(test_fit),
        cmocka_unit_test(test_wrap),
        cmocka_unit_test(test_fold),
        cmocka_unit_test(test_days),
        cmocka_unit_test(test_show),
        cmocka_unit_test(test_show_of_anything),
        cmocka_unit_test(test_show_of_every_character),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
