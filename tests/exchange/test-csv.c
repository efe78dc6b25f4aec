/* Reading and writing CSV: every guard of csvread.h with a file that breaks it, encodings, separators, and both
 * flavours there and back. */
#include "unit/cmocka-all.h"

#include <stdlib.h>
#include <string.h>

#include <sys/stat.h>
#include <unistd.h>

#include "base/buf.h"
#include "exchange/csvread.h"
#include "exchange/csvwrite.h"

/* What was read, as "a|b|c\n" per row, with the line of each in front. */
struct seen {
    struct buf text;
    size_t rows, widest;
    bool lines;
    size_t stop_at; /* the row at which the callee refuses; 0: never */
};

static enum status note_row(void *data, size_t row, long line, const char *const *cells, const size_t *lengths,
                            size_t count, struct error *e)
{
    struct seen *s = data;
    if (s->stop_at && row == s->stop_at)
        return error_set(e, ERR_CANCELLED, "stopped at row %zu", row);
    if (s->lines)
        buf_addf(&s->text, "%ld:", line);
    for (size_t i = 0; i < count; i++) {
        assert_int_equal(strlen(cells[i]), lengths[i]);
        buf_addf(&s->text, "%s%s", i ? "|" : "", cells[i]);
    }
    buf_addc(&s->text, '\n');
    s->rows++;
    s->widest = count > s->widest ? count : s->widest;
    return OK;
}

static enum status read_bytes(const char *bytes, size_t n, struct seen *s, struct csv_shape *shape, struct error *e)
{
    return csv_read_memory(bytes, n, "file.csv", 0, NULL, shape, note_row, s, e);
}

#define BYTES(literal) literal, sizeof(literal) - 1

static void expect(const char *bytes, size_t n, const char *wanted, struct csv_shape *shape)
{
    struct seen s = {.text = BUF_INIT};
    struct error e;
    assert_int_equal(read_bytes(bytes, n, &s, shape, &e), OK);
    assert_string_equal(buf_str(&s.text), wanted);
    buf_release(&s.text);
}

/* The message and its place and hint together must hold all pieces. */
static void expect_refusal(const char *bytes, size_t n, const char *what, const char *where)
{
    struct seen s = {.text = BUF_INIT};
    struct error e;
    assert_int_equal(read_bytes(bytes, n, &s, NULL, &e), ERR_INPUT);
    if (!strstr(e.what, what) || !strstr(e.where, where) || !*e.hint)
        fail_msg("'%s' (%s): %s; wanted '%s' (%s)", e.what, e.where, e.hint, what, where);
    buf_release(&s.text);
}

static void test_plain(void **state)
{
    (void)state;
    expect(BYTES("a,b\r\n1,2\r\n"), "a|b\n1|2\n", NULL);
    expect(BYTES("a,b\n1,2"), "a|b\n1|2\n", NULL);
    expect(BYTES("a,b\r1,2\r"), "a|b\n1|2\n", NULL);
    expect(BYTES("a,b\n\"x,\"\"y\"\"\nz\",2\n"), "a|b\nx,\"y\"\nz|2\n", NULL);
    expect(BYTES("a,b\n\n1,2\n\n\n"), "a|b\n1|2\n", NULL);
    expect(BYTES("\na,b\n1,2\n"), "a|b\n1|2\n", NULL);
    expect(BYTES("a,b\n  1 ,\" 2 \"\n"), "a|b\n1| 2 \n", NULL);
}

static void test_lines(void **state)
{
    (void)state;
    struct seen s = {.text = BUF_INIT, .lines = true};
    struct error e;
    assert_int_equal(read_bytes(BYTES("sep=,\na,b\n\n   \n\"x\ny\n\nz\",1\n2,3\n"), &s, NULL, &e), OK);
    assert_string_equal(buf_str(&s.text), "2:a|b\n5:x\ny\n\nz|1\n9:2|3\n");
    buf_release(&s.text);
}

static void test_separators(void **state)
{
    (void)state;
    struct csv_shape shape;
    expect(BYTES("a;b;c\n1;2,5;3\n"), "a|b|c\n1|2,5|3\n", &shape);
    assert_int_equal(shape.separator, ';');
    expect(BYTES("a\tb\n1\t\n"), "a|b\n1|\n", &shape);
    assert_int_equal(shape.separator, '\t');
    expect(BYTES("a|b\n1|2\n"), "a|b\n1|2\n", &shape);
    assert_int_equal(shape.separator, '|');
    expect(BYTES("\"x,y,z\";b\n1;2\n"), "x,y,z|b\n1|2\n", &shape); /* commas inside quotes do not count */
    assert_int_equal(shape.separator, ';');
    expect(BYTES("sep=;\r\na,a,a;b\n1;2\n"), "a,a,a|b\n1|2\n", &shape);
    expect(BYTES("\"sep=|\"\na,b,c|d\n1|2\n"), "a,b,c|d\n1|2\n", &shape);
    assert_int_equal(shape.separator, '|');
    expect(BYTES("separate,b\n1,2\n"), "separate|b\n1|2\n", &shape);
}

static void test_ragged(void **state)
{
    (void)state;
    struct csv_shape shape;
    expect(BYTES("a,b\n1,2,,\n3,4\n"), "a|b\n1|2\n3|4\n", &shape);
    assert_false(shape.ragged);
    assert_int_equal(shape.uneven, 2);
    assert_int_equal(shape.uneven_cells, 4);
    expect(BYTES("a,b\n\"1\n\",2\n3,\n"), "a|b\n1\n|2\n3|\n", &shape);
    assert_int_equal(shape.uneven, 0);
    expect(BYTES("a,b\n1,2\n3\n4,5,6\n"), "a|b\n1|2\n3|\n4|5|6\n", &shape);
    assert_true(shape.ragged);
    assert_int_equal(shape.first_ragged, 3);
}

static void test_encodings(void **state)
{
    (void)state;
    struct csv_shape shape;
    expect(BYTES("\xef\xbb\xbf\"a\",\"b\"\n1,\xc3\xa9\n"), "a|b\n1|\xc3\xa9\n",
           &shape); /* stops at byte 3 in bare libcsv */
    assert_string_equal(shape.encoding, "UTF-8");
    assert_true(shape.bom);
    expect(BYTES("a,b\nJos\xe9,\x80 5 \x93x\x94\n"), "a|b\nJos\xc3\xa9|\xe2\x82\xac 5 \xe2\x80\x9cx\xe2\x80\x9d\n",
           &shape);
    assert_string_equal(shape.encoding, "Windows-1252");
    expect(BYTES("\xff\xfe"
                 "a\0\t\0b\0\n\0\xe9\0\t\0\x3d\xd8\x00\xde\n\0"),
           "a|b\n\xc3\xa9|\xf0\x9f\x98\x80\n", &shape);
    assert_string_equal(shape.encoding, "UTF-16LE");
    expect(BYTES("\xfe\xff\0a\0,\0b\0\n\0x\0,\0y\0\n"), "a|b\nx|y\n", &shape);
    assert_string_equal(shape.encoding, "UTF-16BE");
    expect(BYTES("a\0,\0b\0\n\0x\0,\0y\0\n\0"), "a|b\nx|y\n", &shape);
    assert_string_equal(shape.encoding, "UTF-16LE");
    expect(BYTES("\0a\0,\0b\0\n\0x\0,\0y\0\n"), "a|b\nx|y\n", &shape);
    assert_string_equal(shape.encoding, "UTF-16BE");
    struct seen s = {.text = BUF_INIT};
    struct error e;
    assert_int_equal(csv_read_memory(BYTES("a,b\n1,\xfe\n"), "f", 0, "ISO-8859-9", &shape, note_row, &s, &e), OK);
    assert_string_equal(buf_str(&s.text), "a|b\n1|\xc5\x9f\n");
    assert_int_equal(csv_read_memory(BYTES("a\n"), "f", 0, "no-such-code", &shape, note_row, &s, &e), ERR_INPUT);
    assert_non_null(strstr(e.what, "no-such-code"));
    assert_int_equal(csv_read_memory(BYTES("a,b\n1,\xe9\n"), "f", 0, "UTF-8", &shape, note_row, &s, &e), ERR_INPUT);
    assert_non_null(strstr(e.where, "line 2, byte 3"));
    buf_release(&s.text);
}

static void test_bad_encodings(void **state)
{
    (void)state;
    expect_refusal(BYTES("a,b\n1,\x81\n"), "neither in UTF-8 nor in Windows-1252", "line 2");
    expect_refusal(BYTES("a,b\n\xc3\xa9\xc3\xa9,1\n2,\xe9\n"), "the file is UTF-8, but this byte is not", "line 3");
    expect_refusal(BYTES("\xef\xbb\xbf"
                         "a,b\n1,\xe9\n"),
                   "the file is UTF-8", "line 2, byte 3");
    expect_refusal(BYTES("\xff\xfe"
                         "a\0\x3d\xd8"
                         "b\0"),
                   "half a character", "line");
    expect_refusal(BYTES("\xff\xfe"
                         "a\0b"),
                   "ends in the middle", "line 1");
    expect_refusal(BYTES("a,b\n1,x\0y and more text of this row\n"), "zero byte", "line 2");
    /* overlong forms, surrogates and what lies above U+10FFFF are no UTF-8; \x81 and \x90 make them no Windows-1252
     * either */
    expect_refusal(BYTES("a\n\xc0\x81\n"), "neither", "line 2");
    expect_refusal(BYTES("a\n\xed\xa0\x81\n"), "neither", "line 2");
    expect_refusal(BYTES("a\n\xf4\x90\x80\x80\n"), "neither", "line 2");
}

static void test_bad_quotes(void **state)
{
    (void)state;
    expect_refusal(BYTES("a,b\n1,2\n3,x\"y\n"), "quote inside a cell", "line 3, column 2");
    expect_refusal(BYTES("a,b\n1,2\n\"x\"y,3\n"), "quote inside a cell", "line 3, column 1");
    expect_refusal(BYTES("a,b\n1,2\n\"p\nq\",\"x\n5,6\n7,8\n"), "not closed", "line 4, column 2");
    expect_refusal(BYTES(""), "is empty", "");
    expect_refusal(BYTES("\n\n"), "is empty", "");
    expect_refusal(BYTES("\xef\xbb\xbf"), "is empty", "");
}

/* `head`, then `piece` repeated, then `tail`. */
static void repeat(struct buf *out, const char *head, const char *piece, size_t times, const char *tail)
{
    buf_clear(out);
    buf_adds(out, head);
    for (size_t i = 0; i < times; i++)
        buf_adds(out, piece);
    buf_adds(out, tail);
}

static void test_limits(void **state)
{
    (void)state;
    struct buf b = BUF_INIT;
    struct seen s = {.text = BUF_INIT};
    struct error e;
    repeat(&b, "a,b\n1,", "x", CSV_MAX_FIELD, "\n");
    assert_int_equal(read_bytes(b.s, b.len, &s, NULL, &e), OK);
    repeat(&b, "a,b\n1,", "x", CSV_MAX_FIELD + 1, "\n");
    expect_refusal(b.s, b.len, "longer than 64 KiB", "line 2, column 2");
    repeat(&b, "a,b\n1,\"x\n", "1,2\n", 300000, ""); /* the stray quote that made a record of gigabytes */
    expect_refusal(b.s, b.len, "longer than 64 KiB", "line 2, column 2");
    repeat(&b, "a", ",b", CSV_MAX_COLUMNS - 1, "\n1\n");
    assert_int_equal(read_bytes(b.s, b.len, &s, NULL, &e), OK);
    assert_int_equal(s.widest, CSV_MAX_COLUMNS);
    repeat(&b, "a", ",b", CSV_MAX_COLUMNS, "\n1\n");
    expect_refusal(b.s, b.len, "more than 256 columns", "line 1, column 257");
    s.rows = 0;
    repeat(&b, "a\n", "1\n", CSV_MAX_ROWS, "");
    assert_int_equal(read_bytes(b.s, b.len, &s, NULL, &e), OK);
    assert_int_equal(s.rows, CSV_MAX_ROWS + 1);
    repeat(&b, "a\n", "1\n", CSV_MAX_ROWS + 1, "");
    expect_refusal(b.s, b.len, "more than 200000 rows", "line 200002");
    repeat(&b, "a\n", "0123456789abcdef\n", (CSV_MAX_FILE >> 4) + 1, "");
    expect_refusal(b.s, b.len, "larger than 50 MB", "");
    buf_release(&b);
    buf_release(&s.text);
}

static void test_callee_stops(void **state)
{
    (void)state;
    struct seen s = {.text = BUF_INIT, .stop_at = 2};
    struct error e;
    assert_int_equal(read_bytes(BYTES("a\n1\n2\n3\n"), &s, NULL, &e), ERR_CANCELLED);
    assert_string_equal(e.what, "stopped at row 2");
    assert_int_equal(s.rows, 2);
    buf_release(&s.text);
}

static void test_files(void **state)
{
    (void)state;
    struct error e;
    struct table *t;
    assert_int_equal(csv_read_table("/nowhere/x.csv", &t, NULL, &e), ERR_NOT_FOUND);
    assert_null(t);
    assert_int_equal(csv_read_table("/", &t, NULL, &e), ERR_INPUT);
    assert_non_null(strstr(e.what, "is a folder"));
    assert_int_equal(csv_read_table("/dev/null", &t, NULL, &e), ERR_INPUT);
    assert_non_null(strstr(e.what, "is not a file"));
    char path[] = "/tmp/peerloom-test-XXXXXX";
    int fd = mkstemp(path);
    assert_true(fd >= 0);
    assert_int_equal(write(fd, "x,y\n1\n2,3,4\n", 12), 12);
    assert_int_equal(csv_read_table(path, &t, NULL, &e), ERR_INPUT);
    assert_non_null(strstr(e.what, "has 3 cells, its header has 2"));
    assert_non_null(strstr(e.where, "row 3, column 3"));
    assert_int_equal(csv_read_list(path, &t, &e), OK);
    assert_int_equal(t->rows, 2);
    assert_int_equal(t->columns, 2);
    assert_string_equal(table_cell(t, 0, table_column(t, "y")), "");
    assert_string_equal(table_cell(t, 1, 1), "3");
    csv_table_free(t);
    assert_int_equal(ftruncate(fd, (off_t)CSV_MAX_FILE + 1), 0);
    assert_int_equal(csv_read_table(path, &t, NULL, &e), ERR_INPUT);
    assert_non_null(strstr(e.what, "larger than 50 MB"));
    close(fd);
    unlink(path);
}

/* ---- writing ---- */

static void test_write(void **state)
{
    (void)state;
    struct buf b = BUF_INIT;
    static const char *const cells[] = {"plain", "a,b", "q\"q", "l\r\nl", " x", "x\t", "", "-5", "'=x"};
    struct csv_writer w = csv_begin(&b, FLAVOUR_INTERCHANGE);
    for (size_t i = 0; i < sizeof cells / sizeof *cells; i++)
        csv_cell(&w, cells[i]);
    csv_end_row(&w);
    csv_cell(&w, "");
    csv_end_row(&w);
    assert_string_equal(b.s, "plain,\"a,b\",\"q\"\"q\",\"l\r\nl\",\" x\",\"x\t\",,-5,'=x\r\n\"\"\r\n");
    buf_release(&b);
}

/* xorshift64 (G. Marsaglia, 2003): the same rows on every machine. */
static uint64_t next_random(uint64_t *x)
{
    *x ^= *x << 13;
    *x ^= *x >> 7;
    return *x ^= *x << 17;
}

static void random_cell(uint64_t *x, struct buf *out)
{
    static const char *const pieces[] = {"a",
                                         "b",
                                         ",",
                                         "\"",
                                         "\r\n",
                                         "\n",
                                         "\r",
                                         " ",
                                         "\t",
                                         ";",
                                         "'",
                                         "=",
                                         "+",
                                         "-",
                                         "@",
                                         "|",
                                         "\xc3\xa9",
                                         "\xe2\x82\xac",
                                         "\xf0\x9f\x98\x80",
                                         "\xef\xbb\xbf",
                                         "sep=",
                                         "0",
                                         "\xef\xbc\x9d"};
    buf_clear(out);
    for (uint64_t n = next_random(x) % 12; n > 0; n--)
        buf_adds(out, pieces[next_random(x) % (sizeof pieces / sizeof *pieces)]);
    if (next_random(x) % 500 == 0)
        buf_fill(out, 'k', 1024 + next_random(x) % 4096);
}

static void write_random(struct buf *out, enum flavour flavour, size_t rows, size_t columns)
{
    uint64_t x = 88172645463325252u;
    struct buf cell = BUF_INIT;
    struct csv_writer w = csv_begin(out, flavour);
    for (size_t i = 0; i < columns; i++)
        csv_cell(&w, "name");
    csv_end_row(&w);
    for (size_t row = 0; row < rows; row++) {
        for (size_t i = 0; i < columns; i++) {
            random_cell(&x, &cell);
            csv_cell(&w, buf_str(&cell));
        }
        csv_end_row(&w);
    }
    buf_release(&cell);
}

struct copy {
    struct buf out;
    struct csv_writer csv;
};

static enum status copy_row(void *data, size_t row, long line, const char *const *cells, const size_t *lengths,
                            size_t count, struct error *e)
{
    (void)row, (void)line, (void)lengths, (void)e;
    struct copy *c = data;
    for (size_t i = 0; i < count; i++)
        csv_cell(&c->csv, cells[i]);
    csv_end_row(&c->csv);
    return OK;
}

static void round_trip(enum flavour flavour, size_t rows, size_t columns)
{
    struct buf first = BUF_INIT;
    struct copy copy = {.out = BUF_INIT};
    struct error e;
    write_random(&first, flavour, rows, columns);
    copy.csv = csv_begin(&copy.out, flavour);
    assert_int_equal(csv_read_memory(first.s, first.len, "f", 0, NULL, NULL, copy_row, &copy, &e), OK);
    assert_int_equal(copy.out.len, first.len);
    assert_memory_equal(copy.out.s, first.s, first.len);
    buf_release(&first);
    buf_release(&copy.out);
}

static void test_round_trip(void **state)
{
    (void)state;
    round_trip(FLAVOUR_INTERCHANGE, 10000, 7);
    round_trip(FLAVOUR_INTERCHANGE, 2000, 1);
    round_trip(FLAVOUR_SPREADSHEET, 10000, 7);
    round_trip(FLAVOUR_SPREADSHEET, 2000, 1);
}

/* Counts cells that a spreadsheet would take for a formula, reading without our own removal of the guard. */
static enum status count_active(void *data, size_t row, long line, const char *const *cells, const size_t *lengths,
                                size_t count, struct error *e)
{
    (void)row, (void)line, (void)e, (void)lengths;
    size_t *active = data;
    for (size_t i = 0; i < count; i++)
        *active += *cells[i] && (strchr("=+-@\t\r\n", *cells[i]) || strncmp(cells[i], "\xef\xbc", 2) == 0);
    return OK;
}

static size_t active_cells(enum flavour flavour)
{
    static const char *const starts[] = {"=",    "+",    "-",      "@",            "\t=",          "\r=",         "\n=",
                                         "'=",   "''@",  "=\"\"",  "\xef\xbc\x9d", "\xef\xbc\x8b", "\xef\xbc\x8d", "\xef\xbc\xa0"};
    struct buf b = BUF_INIT, cell = BUF_INIT;
    struct error e;
    size_t active = 0;
    struct csv_writer w = csv_begin(&b, flavour);
    for (size_t i = 0; i < 1000; i++) { /* the header first: it is guarded as well */
        for (size_t column = 0; column < 3; column++) {
            buf_clear(&cell);
            buf_addf(&cell, "%scmd|' /C calc'!A%zu", starts[(i + column) % (sizeof starts / sizeof *starts)], i);
            csv_cell(&w, cell.s);
        }
        csv_end_row(&w);
    }
    size_t skip = flavour == FLAVOUR_SPREADSHEET ? 3 : 0; /* without the mark nothing is taken off */
    assert_int_equal(csv_read_memory(b.s + skip, b.len - skip, "f", ',', NULL, NULL, count_active, &active, &e), OK);
    buf_release(&b);
    buf_release(&cell);
    return active;
}

static void test_formulas(void **state)
{
    (void)state;
    assert_int_equal(active_cells(FLAVOUR_SPREADSHEET), 0);
    assert_true(active_cells(FLAVOUR_INTERCHANGE) > 2000); /* the test can see them */
}

static void test_guard_removed(void **state)
{
    (void)state;
    expect(BYTES("\xef\xbb\xbf"
                 "a,b\n'=1,''+2\n'x,'\n"),
           "a|b\n=1|'+2\n'x|'\n", NULL);
    expect(BYTES("a,b\n'=1,''+2\n"), "a|b\n'=1|''+2\n", NULL); /* no mark: exact */
}

/* 10,000 files of which some bytes were changed, taken out or doubled: read, or refused with a reason and what to do.
 */
static void test_mutations(void **state)
{
    (void)state;
    static const char seed[] =
        "\xef\xbb\xbfname;\"e;mail\";note\r\nGrace;g@x;\"a \"\"b\"\"\r\nc\"\r\nJos\xc3\xa9;;'=1\r\n;;\r\nA;B\n";
    static const unsigned char bytes[] = {'"',  ';',  ',',  '\n', '\r', 0,    '\'', 0xff,
                                          0xfe, 0xc3, 0xa9, 0x81, ' ',  '\t', '=',  'x'};
    uint64_t x = 2463534242u;
    size_t refused = 0;
    for (size_t i = 0; i < 10000; i++) {
        struct buf b = BUF_INIT;
        struct seen s = {.text = BUF_INIT};
        struct error e = {0};
        buf_add(&b, seed, sizeof seed - 1);
        for (uint64_t n = 1 + next_random(&x) % 6; n > 0 && b.len > 8; n--) {
            char byte = (char)bytes[next_random(&x) % sizeof bytes];
            size_t at = next_random(&x) % b.len, cut = next_random(&x) % 3;
            buf_splice(&b, at, at + cut <= b.len ? cut : 0, &byte, next_random(&x) % 2);
        }
        if (read_bytes(buf_str(&b), b.len, &s, NULL, &e) != OK) {
            refused++;
            assert_int_equal(e.status, ERR_INPUT);
            assert_true(*e.what && *e.hint);
        }
        buf_release(&b);
        buf_release(&s.text);
    }
    assert_in_range(refused, 1000, 9000);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_plain),      cmocka_unit_test(test_lines),         cmocka_unit_test(test_separators),
        cmocka_unit_test(test_ragged),     cmocka_unit_test(test_encodings),     cmocka_unit_test(test_bad_encodings),
        cmocka_unit_test(test_bad_quotes), cmocka_unit_test(test_limits),        cmocka_unit_test(test_callee_stops),
        cmocka_unit_test(test_files),      cmocka_unit_test(test_write),         cmocka_unit_test(test_round_trip),
        cmocka_unit_test(test_formulas),   cmocka_unit_test(test_guard_removed), cmocka_unit_test(test_mutations),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
