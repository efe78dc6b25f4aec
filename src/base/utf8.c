#include "base/utf8.h"

#include <stdlib.h>
#include <string.h>
#include <utf8proc.h>
#include <wchar.h>

#include "base/mem.h"

int32_t utf8_next(const char **s, const char *end)
{
    const unsigned char *p = (const unsigned char *)*s;
    if (*p < 0x80) {
        *s += 1;
        return *p;
    }
    utf8proc_int32_t codepoint;
    utf8proc_ssize_t n = utf8proc_iterate(p, end - *s, &codepoint);
    if (n <= 0) {
        *s += 1;
        return -1;
    }
    *s += n;
    return codepoint;
}

void utf8_add(struct buf *out, int32_t codepoint)
{
    utf8proc_uint8_t bytes[4];
    utf8proc_ssize_t n = utf8proc_encode_char(codepoint, bytes);
    buf_add(out, (const char *)bytes, n > 0 ? (size_t)n : 0);
}

bool utf8_valid(const char *s, size_t n)
{
    for (const char *end = s + n; s < end;)
        if (utf8_next(&s, end) < 0)
            return false;
    return true;
}

static bool plain(char c)
{
    return c >= 0x20 && c < 0x7f;
}

size_t grapheme_next(const char *s, size_t n, size_t at)
{
    const char *p = s + at, *end = s + n;
    if (at >= n)
        return n;
    if (plain(*p) && (p + 1 == end || (unsigned char)p[1] < 0x80))
        return at + 1;
    int32_t before = utf8_next(&p, end), state = 0;
    while (p < end && before >= 0) {
        const char *next = p;
        int32_t codepoint = utf8_next(&next, end);
        if (codepoint < 0 || utf8proc_grapheme_break_stateful(before, codepoint, &state))
            break;
        before = codepoint;
        p = next;
    }
    return (size_t)(p - s);
}

/* True if a grapheme certainly begins at `at`, whatever stands further before: two characters tell, but for flags
 * (pairs must be counted) and what was joined. */
static bool sure_boundary(const char *s, size_t n, size_t at)
{
    size_t from = at - 1;
    while (from > 0 && at - from < 4 && ((unsigned char)s[from] & 0xc0) == 0x80)
        from--;
    const char *p = s + from, *q = s + at;
    int32_t before = utf8_next(&p, s + n), after = utf8_next(&q, s + n);
    if (p > s + at)
        return false; /* inside a character */
    if (before < 0 || after < 0 || p < s + at)
        return true; /* next to an invalid byte */
    if (before < 0x80 && after < 0x80)
        return before != '\r' || after != '\n';
    if (utf8proc_get_property(before)->boundclass == UTF8PROC_BOUNDCLASS_ZWJ)
        return false;                              /* joins pictographs only, if there is one before it */
    return utf8proc_grapheme_break(before, after); /* never between two halves of flags */
}

size_t grapheme_prev(const char *s, size_t n, size_t at)
{
    at = at < n ? at : n;
    if (at == 0)
        return 0;
    /* Boundaries depend on what stands before, so they are found forwards, from one that is sure. */
    size_t from = at - 1, last;
    while (from > 0 && !sure_boundary(s, n, from))
        from--;
    do {
        last = from;
        from = grapheme_next(s, n, from);
    } while (from < at);
    return last;
}

int utf8_width(int32_t codepoint)
{
    if (codepoint >= 0x20 && codepoint < 0x7f)
        return 1;
    return codepoint < 0x20 ? -1 : wcwidth((wchar_t)codepoint);
}

int text_width(const char *s, size_t n)
{
    int width = 0;
    for (const char *end = s + n; s < end;) {
        const char *run = s;
        while (s < end && plain(*s))
            s++;
        width += (int)(s - run);
        if (s < end) {
            int w = utf8_width(utf8_next(&s, end));
            width += w < 0 ? 1 : w;
        }
    }
    return width;
}

size_t text_fit(const char *s, size_t n, int columns, int *width)
{
    size_t at = 0;
    int used = 0;
    while (at < n) {
        size_t next = grapheme_next(s, n, at);
        int more = next == at + 1 ? 1 : text_width(s + at, next - at);
        if (used + more > columns)
            break;
        used += more;
        at = next;
    }
    if (width)
        *width = used;
    return at;
}

/* The length of the line end at s: 1 for LF, 2 for CR LF, else 0. */
static size_t line_end(const char *s, size_t n)
{
    return *s == '\n' ? 1 : n > 1 && *s == '\r' && s[1] == '\n' ? 2 : 0;
}

size_t text_wrap(const char *s, size_t n, size_t at, int columns, text_measure_fn measure, void *data, size_t *next)
{
    size_t word = at, gap = at; /* where the last word begins, and the blanks before it */
    int used = 0;
    for (size_t i = at, after; i < n; i = after) {
        size_t feed = line_end(s + i, n - i);
        if (feed) {
            *next = i + feed;
            return i;
        }
        after = grapheme_next(s, n, i);
        bool blank = after == i + 1 && (s[i] == ' ' || s[i] == '\t');
        int width = 1;
        if (after != i + 1 || !plain(s[i]))
            width = measure ? measure(data, s + i, after - i) : text_width(s + i, after - i);
        if (blank) {
            gap = word < i || i == at ? i : gap; /* the first blank of the run */
            used = used + width > columns ? columns : used + width;
            word = after;
        } else if (used + width > columns && i > at) {
            bool broken = gap == at; /* one word fills the line */
            *next = broken ? i : word;
            return broken ? i : gap;
        } else {
            used += width;
        }
    }
    *next = n;
    return n;
}

bool utf8_letter(int32_t c)
{
    if (c < 0)
        return false;
    switch (utf8proc_category(c)) {
    case UTF8PROC_CATEGORY_LU:
    case UTF8PROC_CATEGORY_LL:
    case UTF8PROC_CATEGORY_LT:
    case UTF8PROC_CATEGORY_LM:
    case UTF8PROC_CATEGORY_LO:
    case UTF8PROC_CATEGORY_MN:
    case UTF8PROC_CATEGORY_MC:
    case UTF8PROC_CATEGORY_ND:
        return c != 0x2bc && c != 0x2b9; /* letters that are written as apostrophes */
    default:
        return false;
    }
}

static void add_folded(struct buf *out, size_t start, const char *s, size_t n)
{
    for (size_t i = 0; i < n; i++) {
        bool blank = s[i] == ' ' || (s[i] >= '\t' && s[i] <= '\r');
        if (blank && out->len > start && out->s[out->len - 1] != ' ')
            buf_addc(out, ' ');
        else if (!blank)
            buf_addc(out, s[i]);
    }
}

/* ASCII needs no library: folds all before the first other byte into what begins at `start`; returns how much that was. */
static size_t fold_ascii(struct buf *out, size_t start, const char *s, size_t n)
{
    size_t len = out->len, i = 0;
    buf_reserve(out, n);
    for (; i < n && (unsigned char)s[i] < 0x80; i++) {
        char c = s[i];
        if (c == ' ' || (c >= '\t' && c <= '\r'))
            c = ' ';
        if (c != ' ' || (len > start && out->s[len - 1] != ' '))
            out->s[len++] = c >= 'A' && c <= 'Z' ? (char)(c - 'A' + 'a') : c;
    }
    out->len = len;
    out->s[len] = '\0';
    return i;
}

/* Marks that a person leaves out when searching: accents, points, nukta. Not the vowel signs and tones of Indic, Thai,
 * Lao and Tibetan scripts nor the voicing of kana, without which other words would match. Told apart by the canonical
 * combining class (UAX 44, table 15). */
static bool accent(int32_t c)
{
    const utf8proc_property_t *p = utf8proc_get_property(c);
    int class = p->combining_class;
    if (p->category == UTF8PROC_CATEGORY_ME)
        return true;
    return p->category == UTF8PROC_CATEGORY_MN &&
           (class == 1 || class == 7 || (class >= 10 && class <= 36) || class >= 200);
}

/* Letters and signs that Unicode does not decompose though people take one for the other. */
static const char *plain_form(int32_t c)
{
    static const struct {
        int32_t from;
        const char *to;
    } forms[] = {{0xe6, "ae"}, {0xf0, "d"},   {0xf8, "o"},  {0x111, "d"},  {0x127, "h"},  {0x131, "i"},
                 {0x142, "l"}, {0x153, "oe"}, {0x2bc, "'"}, {0x2010, "-"}, {0x2018, "'"}, {0x2019, "'"}};
    for (size_t i = 0; i < sizeof forms / sizeof *forms; i++)
        if (forms[i].from == c)
            return forms[i].to;
    return NULL;
}

/* Folds a run without ASCII into what begins at `start` of `out`. */
static void fold_run(struct buf *out, size_t start, const char *s, size_t n)
{
    struct buf valid = BUF_INIT;
    for (const char *p = s, *end = s + n; p < end;) {
        int32_t codepoint = utf8_next(&p, end);
        utf8_add(&valid, codepoint < 0 ? 0xfffd : codepoint);
    }
    utf8proc_uint8_t *folded = NULL;
    utf8proc_ssize_t len =
        utf8proc_map((const utf8proc_uint8_t *)buf_str(&valid), (utf8proc_ssize_t)valid.len, &folded,
                     UTF8PROC_COMPAT | UTF8PROC_DECOMPOSE | UTF8PROC_CASEFOLD | UTF8PROC_IGNORE | UTF8PROC_STABLE);
    buf_release(&valid);
    if (len < 0)
        die_out_of_memory(); /* the input is valid: there is no other reason */
    for (const char *p = (const char *)folded, *end = p + len; p < end;) {
        const char *one = p;
        int32_t c = utf8_next(&p, end);
        const char *form = c < 0x80 ? NULL : plain_form(c);
        if (form)
            buf_adds(out, form);
        else if (c < 0x80 || !accent(c))
            add_folded(out, start, one, (size_t)(p - one));
    }
    free(folded);
}

void text_fold(struct buf *out, const char *s, size_t n)
{
    size_t start = out->len;
    for (size_t i = fold_ascii(out, start, s, n), run; i < n; i += run) {
        /* Only the runs between ASCII characters need the library: decomposing and reordering never cross one of these. */
        for (run = 0; i + run < n && (unsigned char)s[i + run] >= 0x80; run++)
            ;
        fold_run(out, start, s + i, run);
        run += fold_ascii(out, start, s + i + run, n - i - run);
    }
    while (out->len > start && out->s[out->len - 1] == ' ')
        out->s[--out->len] = '\0';
}

bool text_alike(const char *a, const char *b)
{
    struct buf first = BUF_INIT, second = BUF_INIT;
    text_fold(&first, a, strlen(a));
    text_fold(&second, b, strlen(b));
    bool alike = strcmp(buf_str(&first), buf_str(&second)) == 0;
    buf_release(&first);
    buf_release(&second);
    return alike;
}

/* Does the word occur in the label (n bytes), or, with `begins`, begin a word of it? Letters are ASCII letters and digits and all
 * that is not ASCII. */
static bool label_has(const char *label, size_t n, const char *word, size_t length, bool begins)
{
    for (const char *at = label; (at = memmem(at, n - (size_t)(at - label), word, length)); at++) {
        unsigned char before = at == label ? ' ' : (unsigned char)at[-1];
        bool letter = before >= 0x80 || (before >= 'a' && before <= 'z') || (before >= '0' && before <= '9');
        if (!begins || !letter)
            return true;
    }
    return false;
}

enum text_rank text_rank(const char *label, size_t n, const char *words)
{
    enum text_rank rank = RANK_WORDS;
    words += strspn(words, " ");
    size_t all = strlen(words);
    if (all <= n && memcmp(label, words, all) == 0)
        return RANK_START;
    for (size_t length; *words; words += length + strspn(words + length, " ")) {
        length = strcspn(words, " ");
        if (!label_has(label, n, words, length, false))
            return RANK_ELSEWHERE;
        if (!label_has(label, n, words, length, true))
            rank = RANK_INSIDE;
    }
    return rank;
}

bool text_has_words(const char *folded, const char *words)
{
    char word[200];
    while (*(words += strspn(words, " "))) {
        size_t n = strcspn(words, " ");
        size_t taken = n < sizeof word ? n : sizeof word - 1;
        memcpy(word, words, taken);
        word[taken] = '\0';
        if (!strstr(folded, word))
            return false;
        words += n;
    }
    return true;
}
