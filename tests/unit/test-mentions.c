/* Names in free text: found however they are written, and not where they are not. */
#include "unit/cmocka-all.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <time.h>

#include "base/buf.h"
#include "model/mentions.h"

static const struct {
    const char *family, *given;
} people[] = {
    {"Otieno", "Grace"},       {"Ng'ang'a", "Beatrice"}, {"ole Sankale", "Daniel"}, {"Al-Rashid", "Jean-Pierre"}, {"Muñoz", "José María"},
    {"May", "Fay"},            {"O’Brien", "Séan"},      {"Li", "Bo"},              {"Traoré", "Aïcha"},          {"García Márquez", "Gabriel"},
};
enum { PEOPLE = sizeof people / sizeof *people };

static void roster(struct mentions *m)
{
    *m = (struct mentions){0};
    for (int i = 0; i < PEOPLE; i++)
        mentions_name(m, people[i].family, people[i].given, i);
}

/* Appends the text with each mention in brackets. */
static char *marked(const struct mentions *m, const char *text)
{
    struct buf out = BUF_INIT;
    struct mention found;
    struct mention_scan scan;
    size_t at = 0;
    mentions_begin(&scan, m, text);
    for (; mentions_next(&scan, &found); at = found.at + found.len) {
        assert_true(found.at >= at && found.len > 0 && found.at + found.len <= strlen(text));
        buf_add(&out, text + at, found.at - at);
        buf_addf(&out, "[%.*s]", (int)found.len, text + found.at);
    }
    buf_adds(&out, text + at);
    return buf_take(&out);
}

static void expect(const struct mentions *m, const char *text, const char *expected)
{
    char *got = marked(m, text);
    assert_string_equal(got, expected);
    free(got);
}

static void names_are_found_as_they_are_written(void **state)
{
    struct mentions m;
    (void)state;
    roster(&m);
    expect(&m, "Ask Grace Otieno today.", "Ask [Grace Otieno] today.");
    expect(&m, "Otieno, Grace: yes", "[Otieno, Grace]: yes");
    expect(&m, "G. Otieno and G.A. OTIENO", "[G. Otieno] and [G.A. OTIENO]");
    expect(&m, "Otieno G. said", "[Otieno G.] said");
    expect(&m, "otieno's letter, d’Otieno", "[otieno]'s letter, d’[Otieno]");
    expect(&m, "Nganga, Ng’ang’a, NG'ANG'A", "[Nganga, Ng’ang’a, NG'ANG'A]");
    expect(&m, "Ole Sankale, Sankale", "[Ole Sankale, Sankale]");
    expect(&m, "Al Rashid, AlRashid, al-rashid, Jean Pierre", "[Al Rashid, AlRashid, al-rashid, Jean Pierre]");
    expect(&m, "Munoz, MUÑOZ, Jose Maria Muñoz", "[Munoz, MUÑOZ, Jose Maria Muñoz]");
    expect(&m, "traore et Aicha Traoré", "[traore] et [Aicha Traoré]");
    expect(&m, "O'Brien OBRIEN O Brien", "[O'Brien OBRIEN] O Brien");
    expect(&m, "García, Márquez, Gabo", "[García, Márquez], Gabo");
    expect(&m, "Otieno, Muñoz", "[Otieno], [Muñoz]");
    mentions_release(&m);
}

static void a_name_ends_where_an_address_begins(void **state)
{
    struct mentions m;
    (void)state;
    roster(&m);
    expect(&m, "Grace Otieno, otieno@example.org and May", "[Grace Otieno], [otieno@example.org] and [May]");
    mentions_release(&m);
}

static void words_are_no_names(void **state)
{
    struct mentions m;
    (void)state;
    roster(&m);
    expect(&m, "We may ask; 12 May 2026, May 3", "We may ask; 12 May 2026, May 3");
    expect(&m, "Ms May agrees", "Ms [May] agrees");
    expect(&m, "the grace period, grateful, disgrace", "the grace period, grateful, disgrace");
    expect(&m, "Otienos, aliens, listing, Bob", "Otienos, aliens, listing, Bob");
    expect(&m, "de la ole al", "de la ole al");
    mentions_release(&m);
}

static void addresses_and_numbers(void **state)
{
    struct mentions m = {0};
    (void)state;
    expect(&m, "Write to focal.point@treasury.go.ke.", "Write to [focal.point@treasury.go.ke].");
    expect(&m, "<mailto:a@b.example>", "<mailto:[a@b.example]>");
    expect(&m, "Ring +254 700 123 456 or 0700-123456", "Ring [+254 700 123 456] or [0700-123456]");
    expect(&m, "Tel. 0700 123 4567; (020) 222 3333", "Tel. [0700 123 4567]; [(020) 222 3333]");
    expect(&m, "On 2026-05-01, 12 000 000, 1.2.b, 0.5 %, @ noon", "On 2026-05-01, 12 000 000, 1.2.b, 0.5 %, @ noon");
}

/* Twenty ways to write each of ten people: all of them are found. */
static void two_hundred_ways(void **state)
{
    static const char *const ways[] = {"%1$s",          "%2$s",        "%2$s %1$s",      "%1$s %2$s",   "%1$s, %2$s",   "see %1$s.",    "(%1$s)",
                                       "%1$s's note",   "\"%2$s\"",    "Mr %1$s",        "d'%1$s",      "%1$s-%2$s",    "%1$s/%2$s",    "%1$s;%2$s",
                                       "J. %1$s",       "%1$s J.",     "with\n%1$s",     "%1$s:",       "1. %1$s",      "l’avis d’%1$s"};
    struct mentions m;
    int missed = 0, tried = 0;
    (void)state;
    roster(&m);
    for (int i = 0; i < PEOPLE; i++)
        for (size_t w = 0; w < sizeof ways / sizeof *ways; w++) {
            struct buf text = BUF_INIT;
            struct mention found;
            const char *s = ways[w];
            for (; *s; s++)
                if (s[0] == '%') {
                    buf_adds(&text, s[1] == '1' ? people[i].family : people[i].given);
                    s += 3;
                } else {
                    buf_addc(&text, *s);
                }
            tried++;
            struct mention_scan scan;
            mentions_begin(&scan, &m, buf_str(&text));
            if (!mentions_next(&scan, &found)) {
                print_error("missed: %s\n", buf_str(&text));
                missed++;
            }
            buf_release(&text);
        }
    assert_int_equal(tried, 200);
    assert_int_equal(missed, 0);
    mentions_release(&m);
}

/* A megabyte of names, of addresses, of brackets: read once, not once for each. */
static void long_texts(void **state)
{
    static const char *const pieces[] = {"Grace Otieno; ", "a@b.example ", "((((((((", "+254 700 123 456; ", "Ng'", "@@@@@@", "G. G. G. "};
    struct mentions m;
    (void)state;
    roster(&m);
    clock_t begin = clock();
    for (size_t i = 0; i < sizeof pieces / sizeof *pieces; i++) {
        struct buf text = BUF_INIT;
        struct mention found;
        struct mention_scan scan;
        while (text.len < 1000000)
            buf_adds(&text, pieces[i]);
        mentions_begin(&scan, &m, text.s);
        while (mentions_next(&scan, &found))
            ;
        buf_release(&text);
    }
    assert_true((double)(clock() - begin) / CLOCKS_PER_SEC < 60); /* some seconds; hours if it were read for each */
    mentions_release(&m);
}

/* Whatever bytes there are: it ends, inside the text. */
static void any_bytes(void **state)
{
    struct mentions m;
    unsigned seed = 1;
    (void)state;
    roster(&m);
    for (int round = 0; round < 2000; round++) {
        char text[40];
        static const char *const pieces[] = {"Otieno", "'", "\xe2\x80\x99", "\xff", "\xc3", " ", "-", "Li", "@", "a.b", "+25470012345", "\xcc\x81", "G."};
        struct buf all = BUF_INIT;
        for (int i = 0; i < 12; i++) {
            seed = seed * 1103515245 + 12345;
            buf_adds(&all, pieces[seed / 65536 % (sizeof pieces / sizeof *pieces)]);
        }
        snprintf(text, sizeof text, "%s", buf_str(&all));
        free(marked(&m, text));
        buf_release(&all);
    }
    mentions_release(&m);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(names_are_found_as_they_are_written),
        cmocka_unit_test(a_name_ends_where_an_address_begins),
        cmocka_unit_test(words_are_no_names),
        cmocka_unit_test(addresses_and_numbers),
        cmocka_unit_test(two_hundred_ways),
        cmocka_unit_test(long_texts),
        cmocka_unit_test(any_bytes),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
