/* Is each text in the language of its column, and printed as that language is? Checklists, library, labels of kinds and
 * the catalogues of the interface. Words that only one of the three languages has decide; texts without enough of them
 * say nothing. What cannot be told from others is in language-exceptions.csv, with the reason. */
#include "unit/cmocka-all.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "base/buf.h"
#include "base/utf8.h"
#include "data.h"
#include "exchange/csvread.h"
#include "model/wording.h"

enum language { ENGLISH, FRENCH, SPANISH, LANGUAGES };

static const char *const codes[LANGUAGES] = {"en", "fr", "es"};

/* Words between blanks, each of one language alone. */
static const char *const small_words[LANGUAGES] = {
    " the of and to is are with for what they who not from be by has was this that it you your their which when how does "
    "did can or at all one an in as do have than only before so where nothing there new ",
    " le les des et du au aux est sont dans qui ce pas cette ces ou vous votre vos avec sur par plus chez ont leur leurs "
    "être il elle une quel quelle où deux nous ne sans à chaque même dit je tout aucun mais ",
    " el los las y del al es por para con su sus más cada qué quién cómo lo una usted ustedes como o ha han pero si sí "
    "unos también está están hay ya cuando donde sin otra otro uno todo así ninguna "};

/* What only one of them is written with. */
static const char *const letters[LANGUAGES] = {"", "çœèêëîïôûùàâ\u202f", "ñ¿¡áíóúü"};

static size_t count_words(const char *folded, enum language language)
{
    size_t n = 0;
    char word[40];
    for (const char *s = folded; *s;) {
        size_t len = strcspn(s, " ");
        if (len > 0 && len < sizeof word - 2) {
            snprintf(word, sizeof word, " %.*s ", (int)len, s);
            n += strstr(small_words[language], word) != NULL;
        }
        s += len + (s[len] == ' ');
    }
    return n;
}

static size_t count_letters(const char *text, enum language language)
{
    size_t n = 0;
    for (const char *s = text, *end = text + strlen(text); s < end;) {
        const char *begin = s;
        char one[8];
        utf8_next(&s, end);
        snprintf(one, sizeof one, "%.*s", (int)(s - begin), begin);
        n += (unsigned char)*one >= 0x80 && strstr(letters[language], one) != NULL;
    }
    return n;
}

/* Small letters, and a blank for whatever is between words. */
static void split_words(const char *text, struct buf *out)
{
    for (const char *s = text; *s; s++) {
        unsigned char c = (unsigned char)*s;
        if (c >= 'A' && c <= 'Z')
            buf_addc(out, (char)(c + 32));
        else if ((c >= 'a' && c <= 'z') || (c >= 0x80 && strncmp(s, "’", 3) != 0 && strncmp(s, "\u202f", 3) != 0))
            buf_addc(out, *s);
        else {
            buf_addc(out, ' ');
            s += c >= 0x80 ? 2 : 0;
        }
    }
}

/* The language whose words and letters the text has most of; -1: nothing can be said. */
static int guess(const char *text)
{
    struct buf words = BUF_INIT;
    size_t points[LANGUAGES], best = 0, second = 0;
    split_words(text, &words);
    for (int l = 0; l < LANGUAGES; l++)
        points[l] = 2 * count_words(buf_str(&words), (enum language)l) + count_letters(text, (enum language)l);
    buf_release(&words);
    for (size_t l = 1; l < LANGUAGES; l++)
        best = points[l] > points[best] ? l : best;
    for (size_t l = 0; l < LANGUAGES; l++)
        second = l != best && points[l] > second ? points[l] : second;
    return points[best] >= second + 3 ? (int)best : -1;
}

/* ---- how it is printed ---- */

static size_t count_of(const char *text, const char *sign)
{
    size_t n = 0;
    for (const char *s = text; (s = strstr(s, sign)); s += strlen(sign))
        n++;
    return n;
}

/* A plain blank before : ; ! or a closing guillemet, or before ? where it is no word to type; none within guillemets. */
static const char *french_fault(const char *text)
{
    for (const char *s = text; (s = strchr(s, ' ')); s++)
        if (s > text && s[-1] != ' ' && strchr(":;!", s[1]) && s[1] && strchr(" \n", s[2])) /* else it begins a line */
            return "a plain blank before a sign";
        else if (strncmp(s + 1, "»", 2) == 0)
            return "a plain blank within guillemets";
    for (const char *s = text; (s = strstr(s, "«")); s += 2)
        if (strncmp(s + 2, "\u202f", 3) != 0)
            return "no narrow blank behind a guillemet";
    for (const char *s = text; (s = strchr(s, '\'')); s++)
        if (s > text && ((s[-1] | 32) >= 'a' && (s[-1] | 32) <= 'z') && (unsigned char)s[1] >= 'A')
            return "a straight apostrophe";
    return NULL;
}

/* How many of the sign end a word: "?" alone is a word to type, "!" before a word marks it. */
static size_t ends_word(const char *text, char sign)
{
    size_t n = 0;
    for (const char *s = text; (s = strchr(s, sign)); s++)
        n += s > text && (unsigned char)s[-1] > ' ' && s[-1] != '(' && s[-1] != '"';
    return n;
}

static const char *spanish_fault(const char *text)
{
    if (ends_word(text, '?') > count_of(text, "¿"))
        return "a question is not opened";
    return ends_word(text, '!') > count_of(text, "¡") ? "an exclamation is not opened" : NULL;
}

static const char *print_fault(const char *text, enum language language)
{
    if (language != ENGLISH && strstr(text, "...") && !strstr(text, " ...]"))
        return "three dots instead of an ellipsis";
    return language == FRENCH ? french_fault(text) : language == SPANISH ? spanish_fault(text) : NULL;
}

/* ---- looking ---- */

struct looking {
    const struct table *exceptions;
    size_t texts, told, faults; /* told: a language could be guessed */
    bool quiet;                 /* a control */
};

static bool is_exception(const struct looking *l, const char *text, enum language language)
{
    const struct table *t = l->exceptions;
    for (size_t row = 0; t && row < t->rows; row++)
        if (strcmp(table_cell(t, row, 0), codes[language]) == 0 && strstr(text, table_cell(t, row, 1)))
            return true;
    return false;
}

static void look(struct looking *l, const char *where, const char *text, enum language language)
{
    if (!*text || is_exception(l, text, language))
        return;
    int found = guess(text);
    const char *fault = print_fault(text, language);
    l->texts++;
    l->told += found >= 0;
    if (found >= 0 && found != (int)language)
        fault = found == FRENCH ? "this is French" : found == SPANISH ? "this is Spanish" : "this is English";
    if (!fault)
        return;
    l->faults++;
    if (!l->quiet)
        print_message("%s (%s): %s: %.90s\n", where, codes[language], fault, text);
}

/* Of choices, "name=Label;name=Label", the labels alone are in the language. */
static void look_at_cell(struct looking *l, const char *where, const char *field, const char *text, enum language language)
{
    struct buf labels = BUF_INIT;
    bool choices = strcmp(field, "choices") == 0;
    for (const char *s = text; choices && *s;) {
        size_t n = strcspn(s, ";"), name = strcspn(s, "=");
        buf_addf(&labels, "%.*s; ", (int)(name < n ? n - name - 1 : n), name < n ? s + name + 1 : s);
        s += n + (s[n] == ';');
    }
    look(l, where, choices ? buf_str(&labels) : text, language);
    buf_release(&labels);
}

static void look_at_table(struct looking *l, const struct table *t)
{
    for (size_t c = 0; c < t->columns; c++)
        for (int lang = 0; lang < LANGUAGES; lang++) {
            char field[80], where[160];
            const char *colons = strstr(t->header[c], "::");
            snprintf(field, sizeof field, "%.*s", colons ? (int)(colons - t->header[c]) : 0, t->header[c]);
            if (!colons || wording_column(t, field, codes[lang]) != (int)c)
                continue;
            for (size_t row = 0; row < t->rows; row++) {
                snprintf(where, sizeof where, "%s.csv, row %zu, %s", t->name, row + 2, field);
                look_at_cell(l, where, field, table_cell(t, row, (int)c), (enum language)lang);
            }
        }
}

static void look_at_tables(struct looking *l, const struct table *const *tables)
{
    for (size_t i = 0; tables[i]; i++)
        look_at_table(l, tables[i]);
}

/* ---- catalogues ---- */

/* Appends what is in the quotes of a line of a catalogue. */
static void add_quoted(struct buf *out, const char *line)
{
    const char *s = strchr(line, '"'), *end = strrchr(line, '"');
    for (s = s ? s + 1 : end; s && s < end; s++)
        if (*s == '\\' && s[1] == 'n') {
            buf_addc(out, '\n');
            s++;
        } else if (*s != '\\') {
            buf_addc(out, *s);
        }
}

static void look_at_catalogue(struct looking *l, enum language language)
{
    char path[300], line[4000], where[40];
    struct buf text = BUF_INIT;
    size_t number = 0, messages = 0;
    snprintf(path, sizeof path, "%s/po/%s.po", getenv("srcdir") ? getenv("srcdir") : ".", codes[language]);
    FILE *f = fopen(path, "r");
    assert_non_null(f);
    for (bool in = false; fgets(line, sizeof line, f); number++) {
        if (*line != '"' && in) {
            snprintf(where, sizeof where, "%s.po, line %zu", codes[language], number);
            if (messages++ > 0) /* the first one is the catalogue's own head */
                look(l, where, buf_str(&text), language);
            buf_clear(&text);
        }
        in = strncmp(line, "msgstr", 6) == 0 || (in && *line == '"');
        if (in)
            add_quoted(&text, line);
    }
    fclose(f);
    buf_release(&text);
    assert_true(messages > 1500);
}

static struct table *read_exceptions(void)
{
    char path[300];
    struct table *t;
    struct error e = {0};
    snprintf(path, sizeof path, "%s/tests/content/language-exceptions.csv", getenv("srcdir") ? getenv("srcdir") : ".");
    if (csv_read_table(path, &t, NULL, &e) != OK)
        fail_msg("%s", e.what);
    return t;
}

static void every_text_is_in_its_language(void **state)
{
    (void)state;
    struct table *exceptions = read_exceptions();
    struct looking l = {.exceptions = exceptions};
    look_at_tables(&l, data_guide);
    look_at_tables(&l, data_library);
    look_at_tables(&l, data_kinds);
    look_at_tables(&l, data_shelves);
    look_at_catalogue(&l, FRENCH);
    look_at_catalogue(&l, SPANISH);
    print_message("%zu texts, of %zu the language can be told, %zu faults\n", l.texts, l.told, l.faults);
    csv_table_free(exceptions);
    assert_true(l.told > 6000);
    assert_int_equal(l.faults, 0);
}

/* The cells of a row in the columns of another language, one after the other: nearly all must be found. */
static void what_is_in_a_wrong_column_is_found(void **state)
{
    (void)state;
    struct looking l = {.quiet = true};
    size_t planted = 0;
    for (size_t i = 0; data_guide[i]; i++) {
        const struct table *t = data_guide[i];
        int why[LANGUAGES];
        for (int lang = 0; lang < LANGUAGES; lang++)
            why[lang] = wording_column(t, "why", codes[lang]);
        for (size_t row = 0; row < t->rows; row++)
            for (int lang = 0; lang < LANGUAGES; lang++, planted++)
                look(&l, "", table_cell(t, row, why[lang]), (enum language)((lang + 1) % LANGUAGES));
    }
    assert_true(planted > 700);
    assert_true(l.faults * 100 >= planted * 97);
}

static void what_is_printed_wrongly_is_found(void **state)
{
    (void)state;
    static const struct {
        const char *text;
        enum language language;
    } wrong[] = {{"Rien à faire : partir", FRENCH}, {"Vraiment ; oui", FRENCH}, {"«mot»", FRENCH}, {"l'eau", FRENCH},
                 {"Langue...", FRENCH}, {"Idioma...", SPANISH}, {"Quién viene?", SPANISH}, {"Ven!", SPANISH}};
    static const struct {
        const char *text;
        enum language language;
    } right[] = {{"Rien à faire\u202f: partir", FRENCH}, {"«\u202fmot\u202f»", FRENCH}, {"l’eau", FRENCH},
                 {"¿Quién viene?", SPANISH}, {"Language...", ENGLISH}};
    for (size_t i = 0; i < sizeof wrong / sizeof *wrong; i++)
        assert_non_null(print_fault(wrong[i].text, wrong[i].language));
    for (size_t i = 0; i < sizeof right / sizeof *right; i++)
        assert_null(print_fault(right[i].text, right[i].language));
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(every_text_is_in_its_language),
        cmocka_unit_test(what_is_in_a_wrong_column_is_found),
        cmocka_unit_test(what_is_printed_wrongly_is_found),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
