/* terms.c: see terms.h. */
#include "model/terms.h"

#include <stdlib.h>
#include <string.h>

#include "base/sort.h"
#include "base/utf8.h"

static bool part_of_word(char c)
{
    unsigned char u = (unsigned char)c;
    return u >= 0x80 || (u >= '0' && u <= '9') || (u >= 'a' && u <= 'z') || (u >= 'A' && u <= 'Z');
}

/* Where `word` stands in `text` as a whole word or with a plural s; NULL if nowhere. */
static const char *whole_word(const char *text, const char *word)
{
    size_t n = strlen(word);
    if (n == 0)
        return NULL;
    for (const char *p = strstr(text, word); p; p = strstr(p + 1, word)) {
        const char *behind = p + n;
        bool starts = p == text || !part_of_word(p[-1]);
        bool ends = !part_of_word(*behind) || (*behind == 's' && !part_of_word(behind[1]));
        if (starts && ends)
            return p;
    }
    return NULL;
}

/* Each name of an entry in turn: label, other forms, in both languages, without what stands in brackets behind a label.
 * Stops when `each` returns true, and returns that. */
static bool each_name(const struct shelf *shelf, size_t entry, bool (*each)(void *data, const char *name), void *data)
{
    const char *texts[] = {shelf_label(shelf, entry), shelf_second(shelf, entry, "label"),
                           shelf_text(shelf, entry, "aliases"), shelf_second(shelf, entry, "aliases")};
    struct buf name = BUF_INIT;
    bool done = false;
    for (size_t i = 0; i < 4 && !done; i++)
        for (const char *s = texts[i]; *s && !done;) {
            size_t n = strcspn(s, ";"), cut = i < 2 ? strcspn(s, ";(") : n;
            while (cut > 0 && s[cut - 1] == ' ')
                cut--;
            buf_clear(&name);
            buf_add(&name, s, cut);
            done = cut > 0 && each(data, buf_str(&name));
            s += n + (s[n] == ';');
        }
    buf_release(&name);
    return done;
}

struct term_search {
    const char *text;
    bool exact; /* the text is not folded */
    size_t at;
};

static bool stands_in(void *data, const char *name)
{
    struct term_search *s = data;
    struct buf folded = BUF_INIT;
    if (!s->exact)
        text_fold(&folded, name, strlen(name));
    const char *found = whole_word(s->text, s->exact ? name : buf_str(&folded));
    s->at = found ? (size_t)(found - s->text) : 0;
    buf_release(&folded);
    return found != NULL;
}

static int by_place(const void *a, const void *b)
{
    const struct term_hit *x = a, *y = b;
    return x->at < y->at ? -1 : x->at > y->at;
}

size_t terms_in(const struct library *lib, const char *text, struct term_hit *hits, size_t most)
{
    static const char *const names[] = {"terms", "acronyms"};
    struct buf folded = BUF_INIT;
    size_t n = 0;
    text_fold(&folded, text, strlen(text));
    for (int i = 0; i < 2; i++) {
        const struct shelf *shelf = library_shelf(lib, names[i]);
        for (size_t entry = 0; shelf && entry < shelf_count(shelf) && n < most; entry++) {
            struct term_search s = {i == 0 ? buf_str(&folded) : text, i == 1, 0};
            if (each_name(shelf, entry, stands_in, &s))
                hits[n++] = (struct term_hit){shelf, entry, s.at};
        }
    }
    buf_release(&folded);
    sort_stable(hits, n, sizeof *hits, by_place);
    return n;
}

static bool is_called(void *data, const char *name)
{
    return text_alike(name, data);
}

static bool contains(void *data, const char *name)
{
    struct buf folded = BUF_INIT;
    text_fold(&folded, name, strlen(name));
    bool found = text_has_words(buf_str(&folded), data);
    buf_release(&folded);
    return found;
}

size_t terms_find(const struct library *lib, const char *word, struct term_hit *hits, size_t most)
{
    static const char *const names[] = {"terms", "acronyms"};
    struct buf exact = BUF_INIT, folded = BUF_INIT;
    size_t n = 0;
    buf_adds(&exact, word);
    text_fold(&folded, word, strlen(word));
    for (int pass = 0; pass < 2 && n == 0 && folded.len > 0; pass++)
        for (int i = 0; i < 2; i++) {
            const struct shelf *shelf = library_shelf(lib, names[i]);
            for (size_t entry = 0; shelf && entry < shelf_count(shelf) && n < most; entry++)
                if (strcmp(shelf_id(shelf, entry), word) == 0 ||
                    each_name(shelf, entry, pass ? contains : is_called, pass ? folded.s : exact.s))
                    hits[n++] = (struct term_hit){shelf, entry, 0};
        }
    buf_release(&exact);
    buf_release(&folded);
    return n;
}
