/* The screens in a language that does not exist: every text of the interface is put in brackets, with accents, and made
 * twice as long. What shows up without brackets was not marked for translation; what is cut must not be what people need
 * most. tr() and trn() are the test's own here (-Wl,--wrap). */
#include "unit/cmocka-all.h"

#include <locale.h>
#include <stdlib.h>
#include <string.h>

#include "base/mem.h"
#include "base/tr.h"
#include "base/utf8.h"
#include "screen/stage.h"

/* ---- the language ---- */

struct word {
    const char *text;
    char *pseudo;
    struct word *next;
};

static struct word *known[4096]; /* texts live as long as the program: callers keep what tr() gives */

const char *__wrap_tr(const char *text);
const char *__wrap_trn(const char *one, const char *many, unsigned long n);

/* "%d of %s" > "[%d öf %s~~]": placeholders and line feeds stay. */
static char *make_pseudo(const char *text)
{
    struct buf out = BUF_INIT;
    size_t letters = 0;
    buf_addc(&out, '[');
    for (const char *s = tr_source(text); *s; s++) {
        if (*s == '%') {
            size_t n = 1 + strspn(s + 1, "-+ 0123456789.*$#lhzjt") + 1;
            buf_add(&out, s, n);
            s += n - 1;
            continue;
        }
        letters += *s != '\n' && *s != ' ';
        const char *instead = *s == 'a' ? "\u00e1" : *s == 'e' ? "\u00e9" : *s == 'o' ? "\u00f6" : NULL;
        if (instead)
            buf_adds(&out, instead);
        else
            buf_addc(&out, *s);
    }
    buf_fill(&out, '~', strncmp(text, "key\004", 4) == 0 ? 0 : letters); /* what is printed on a key stays short */
    buf_addc(&out, ']');
    return buf_take(&out);
}

const char *__wrap_tr(const char *text)
{
    size_t h = 5381;
    if (!*text || *text == '[')
        return text;
    for (const char *s = text; *s; s++)
        h = h * 33 + (unsigned char)*s;
    struct word **w = &known[h % 4096];
    while (*w && strcmp((*w)->text, text) != 0)
        w = &(*w)->next;
    if (!*w) {
        *w = xcalloc(1, sizeof **w);
        **w = (struct word){.text = xstrdup(text), .pseudo = make_pseudo(text)};
    }
    return (*w)->pseudo;
}

const char *__wrap_trn(const char *one, const char *many, unsigned long n)
{
    return __wrap_tr(n == 1 ? one : many);
}

static int forget(void **state)
{
    (void)state;
    for (size_t i = 0; i < 4096; i++)
        for (struct word *w = known[i], *next; w; w = next) {
            next = w->next;
            free((char *)w->text);
            free(w->pseudo);
            free(w);
        }
    return 0;
}

/* ---- the screens ---- */

static const char *const ways[] = {"<F2>", "<F3>", "<F4>", "<F5>", "<F6>", "<F7>", "<F8>", "<S-F1>", "<C-o>"};

/* Plays the script on the demonstration; the text of its shots, to be freed. */
static char *play(const char *script, int rows, int cols)
{
    struct stage s;
    stage_new(&s);
    stage_command(&s, "demo", NULL);
    stage_screen(&s, script, rows, cols);
    stage_play(&s);
    char *text = xstrdup(s.text ? s.text : "");
    stage_free(&s);
    return text;
}

/* The n-th line from the end of the only shot in the text. */
static char *line_from_end(const char *text, int n)
{
    const char *end = strstr(text, "---- cursor");
    assert_non_null(end);
    for (end--; n > 0; n--)
        for (end--; *end != '\n'; end--)
            ;
    const char *start = end;
    while (start > text && start[-1] != '\n')
        start--;
    return xstrndup(start, (size_t)(end - start));
}

static void help_and_menu_stay_in_the_footer_of_every_screen(void **state)
{
    static const struct {
        int rows, cols;
    } sizes[] = {{24, 80}, {40, 120}, {10, 40}};
    (void)state;
    for (size_t i = 0; i < sizeof ways / sizeof *ways; i++)
        for (size_t k = 0; k < sizeof sizes / sizeof *sizes; k++) {
            char script[60];
            snprintf(script, sizeof script, "keys %s\nshot it\n", ways[i]);
            char *text = play(script, sizes[k].rows, sizes[k].cols), *footer = line_from_end(text, 0);
            if (!strstr(footer, "F1 [H\u00e9lp") || !strstr(footer, "F10 [M\u00e9nu"))
                fail_msg("%s at %dx%d: the footer is '%s'", ways[i], sizes[k].cols, sizes[k].rows, footer);
            free(text);
            free(footer);
        }
}

/* Words of at least four letters outside of brackets, in a line of our own text. */
static bool all_in_brackets(const char *line)
{
    int depth = 0, run = 0;
    for (const char *s = line; *s; s++) {
        depth += (*s == '[') - (*s == ']');
        run = depth <= 0 && ((*s >= 'a' && *s <= 'z') || (*s >= 'A' && *s <= 'Z')) ? run + 1 : 0;
        if (run >= 4)
            return false;
    }
    return true;
}

static void the_judge_notices_a_word_that_is_not_marked(void **state)
{
    (void)state;
    assert_true(all_in_brackets("[F\u00f6\u00f6d~~~~] 14:02 F10 [Ménu~~~~]"));
    assert_false(all_in_brackets("[F\u00f6\u00f6d~~~~] Menu"));
}

static void menus_and_the_action_search_are_translated(void **state)
{
    static const char *const keys[] = {"<F10>", "<F10><Right>", "<F10><Right><Right>", "<F10><Right><Right><Right>"};
    (void)state;
    for (size_t i = 0; i < sizeof keys / sizeof *keys; i++) {
        char script[80];
        snprintf(script, sizeof script, "keys %s\nshot it\n", keys[i]);
        char *text = play(script, 24, 80);
        for (char *line = strtok(text, "\n"); line; line = strtok(NULL, "\n")) {
            const char *frame = strstr(line, "\u2502"); /* a line of the menu that is open */
            if (frame && strncmp(frame + 3, " ", 1) != 0)
                assert_true(strchr(frame, '[') != NULL);
        }
        free(text);
    }
}

static void a_screen_with_nothing_of_ours_in_it_shows_brackets_only(void **state)
{
    (void)state;
    struct stage s;
    stage_new(&s);
    stage_screen(&s, "shot it\n", 24, 80);
    stage_play(&s);
    for (char *line = strtok(s.text, "\n"); line; line = strtok(NULL, "\n"))
        if (strncmp(line, "====", 4) != 0 && strncmp(line, "----", 4) != 0 && !strstr(line, "~") && !all_in_brackets(line))
            fail_msg("not marked: '%s'", line);
    stage_free(&s);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(help_and_menu_stay_in_the_footer_of_every_screen),
        cmocka_unit_test(the_judge_notices_a_word_that_is_not_marked),
        cmocka_unit_test(menus_and_the_action_search_are_translated),
        cmocka_unit_test(a_screen_with_nothing_of_ours_in_it_shows_brackets_only),
    };
    setlocale(LC_ALL, "C.UTF-8");
    return cmocka_run_group_tests(tests, NULL, forget);
}
