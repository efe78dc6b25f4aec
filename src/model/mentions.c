/* mentions.c: see mentions.h. A text is read word by word. Where a word begins, the letters of the words from there on are
 * put together and looked up: so apostrophes, hyphens and blanks inside names need no rules of their own. */
#include "model/mentions.h"

#include <ctype.h>
#include <stdlib.h>
#include <string.h>
#include <utf8proc.h>

#include "base/mem.h"
#include "base/utf8.h"
#include "model/ordinary.h"

enum { MOST_WORDS = 8, FEWEST_DIGITS = 7, LOCAL_DIGITS = 9, MOST_PHONE = 40 };

struct name {
    int person;
    bool several; /* of the name's words stand apart, so blanks may be in it */
    bool ordinary;
};

/* A word: letters and digits without a break. */
struct word {
    size_t at, end;
    bool capital;
};

/* The next word at or after `at`; false at the end. */
static bool next_word(const char *text, size_t n, size_t at, struct word *w)
{
    const char *p = text + at, *end = text + n;
    bool inside = false;
    while (p < end) {
        const char *here = p;
        int32_t c = utf8_next(&p, end);
        if (c == 0xad) /* a soft hyphen is not there */
            continue;
        bool letter = utf8_letter(c);
        if (letter && !inside)
            *w = (struct word){(size_t)(here - text), 0, utf8proc_category(c) == UTF8PROC_CATEGORY_LU};
        if (!letter && inside) {
            w->end = (size_t)(here - text);
            return true;
        }
        inside |= letter;
    }
    w->end = n;
    return inside;
}

static void add_letters(struct buf *out, const char *s, size_t n)
{
    struct buf clean = BUF_INIT;
    for (const char *p = s, *end = s + n; p < end;) {
        const char *here = p;
        if (utf8_next(&p, end) != 0xad)
            buf_add(&clean, here, (size_t)(p - here));
    }
    text_fold(out, buf_str(&clean), clean.len);
    buf_release(&clean);
}

/* ---- the names ---- */

static bool is_particle(const char *letters)
{
    static const char *const particles[] = {"abu", "al",  "ap", "bin", "bint", "ben", "da", "das", "de", "del", "della",
                                            "den", "der", "di", "do",  "dos",  "du",  "el", "ibn", "la", "las", "le",
                                            "los", "mac", "mc", "ole", "san",  "st",  "te", "ten", "ter", "van", "von",
                                            "wa",  "y",   "e",  "d",   "o",    "l",   "and", "et",  "zu",  "st"};
    for (size_t i = 0; i < sizeof particles / sizeof *particles; i++)
        if (strcmp(particles[i], letters) == 0)
            return true;
    return false;
}

static void put_name(struct mentions *m, const char *letters, int person, bool several)
{
    struct name *known = dict_get(&m->names, letters);
    if (known) {
        known->person = known->person == person ? person : MENTION_NOBODY;
        known->several |= several;
        return;
    }
    known = xmalloc(sizeof *known);
    *known = (struct name){person, several, ordinary_word(letters)};
    dict_put(&m->names, letters, known);
}

static size_t count_characters(const char *s)
{
    size_t n = 0;
    for (; *s; s++)
        n += ((unsigned char)*s & 0xc0) != 0x80;
    return n;
}

/* All of it, and each part that can stand for it; of a part between apostrophes only the whole. */
static void add_name(struct mentions *m, const char *text, int person)
{
    struct buf whole = BUF_INIT, part = BUF_INIT;
    struct word w;
    size_t n = strlen(text), words = 0;
    bool several = false;
    for (size_t at = 0; next_word(text, n, at, &w); at = w.end) {
        const char *before = at ? text + at : "";
        size_t gap = w.at - at;
        bool apart = at && (memchr(before, ' ', gap) || memchr(before, '-', gap) || gap > 3 || memchr(before, '\t', gap) ||
                            (gap == 3 && memcmp(before, "\xe2\x80\x90", 3) >= 0 && memcmp(before, "\xe2\x80\x95", 3) <= 0) ||
                            (gap == 2 && memcmp(before, "\xc2\xa0", 2) == 0));
        if (apart) {
            several = true;
            if (count_characters(buf_str(&part)) > 2 && !is_particle(buf_str(&part)))
                put_name(m, part.s, person, false);
            buf_clear(&part);
        }
        add_letters(&whole, text + w.at, w.end - w.at);
        add_letters(&part, text + w.at, w.end - w.at);
        words++;
    }
    if (several && count_characters(buf_str(&part)) > 2 && !is_particle(buf_str(&part)))
        put_name(m, part.s, person, false);
    if (count_characters(buf_str(&whole)) > 1)
        put_name(m, whole.s, person, several);
    buf_release(&whole);
    buf_release(&part);
}

void mentions_name(struct mentions *m, const char *family, const char *given, int person)
{
    add_name(m, family, person);
    add_name(m, given, person);
}

void mentions_release(struct mentions *m)
{
    for (size_t i = 0; i < m->names.room; i++)
        if (m->names.entries[i].key)
            free(m->names.entries[i].value);
    dict_release(&m->names);
}

/* ---- names in a text ---- */

/* What joins the parts of a word: an apostrophe or a hyphen, however typed; `blank`: or a blank. */
static bool joins(const char *s, size_t n, bool *blank)
{
    static const char *const marks[] = {"'", "-", "`", "\xc2\xb4", "\xca\xbc", "\xca\xb9", "\xe2\x80\x98", "\xe2\x80\x99",
                                        "\xe2\x80\x90", "\xe2\x80\x91", "\xe2\x80\x92", "\xe2\x80\x93", "\xe2\x80\xb2"};
    static const char *const blanks[] = {" ", "\n", "\r\n", "\t", "\xc2\xa0", "\xe2\x80\xaf", "- ", " -", "' ", "  ", "-\n"};
    for (size_t i = 0; i < sizeof marks / sizeof *marks; i++)
        if (strlen(marks[i]) == n && memcmp(marks[i], s, n) == 0)
            return true;
    for (size_t i = 0; i < sizeof blanks / sizeof *blanks; i++)
        if (strlen(blanks[i]) == n && memcmp(blanks[i], s, n) == 0)
            return *blank = true;
    return false;
}

/* A number beside a month: "12 May", "May 2026". */
static bool beside_number(const char *text, size_t n, size_t at, size_t end)
{
    while (at > 0 && text[at - 1] == ' ')
        at--;
    while (end < n && text[end] == ' ')
        end++;
    return (at > 0 && isdigit((unsigned char)text[at - 1])) || (end < n && isdigit((unsigned char)text[end]));
}

static bool counts(const struct name *name, const char *letters, const char *text, size_t n, const struct word *first,
                   size_t end)
{
    if (!name->ordinary)
        return true;
    return first->capital && !(ordinary_month(letters) && beside_number(text, n, first->at, end));
}

/* The longest name that begins with this word; false if none does. */
static bool name_at(const struct mentions *m, const char *text, size_t n, const struct word *first, struct mention *found)
{
    struct buf letters = BUF_INIT;
    struct word w = *first, next;
    bool blank = false, any = false;
    for (int words = 0; words < MOST_WORDS; words++) {
        add_letters(&letters, text + w.at, w.end - w.at);
        const struct name *name = dict_get(&m->names, buf_str(&letters));
        if (name && (!blank || name->several) && counts(name, letters.s, text, n, first, w.end)) {
            *found = (struct mention){first->at, w.end - first->at, MENTION_NAME, name->person};
            any = true;
        }
        if (!next_word(text, n, w.end, &next) || !joins(text + w.end, next.at - w.end, &blank))
            break;
        w = next;
    }
    buf_release(&letters);
    return any;
}

static bool is_initial(const char *text, const struct word *w)
{
    const char *p = text + w->at;
    if (!w->capital)
        return false;
    utf8_next(&p, text + w->end);
    return p == text + w->end;
}

/* Between two parts of one name: blanks, a comma, the full stop of an initial, a hyphen of initials. */
static bool near_by(const char *s, size_t n)
{
    for (size_t i = 0; i < n; i++)
        if (!strchr(" .,-\n", s[i]))
            return false;
    return n > 0 && n < 4;
}

/* The names and initials that follow belong to it. */
static void extend_right(const struct mentions *m, const char *text, size_t n, struct mention *found)
{
    struct word w;
    struct mention more;
    for (size_t end; next_word(text, n, end = found->at + found->len, &w) && near_by(text + end, w.at - end);) {
        bool other = name_at(m, text, n, &w, &more);
        bool dotted = memchr(text + end, ',', w.at - end) == NULL && w.end < n && text[w.end] == '.';
        if (other && found->person != MENTION_NOBODY && more.person != MENTION_NOBODY && more.person != found->person &&
            memchr(text + end, ',', w.at - end))
            return; /* "Otieno, Mutua": two people */
        if (other) {
            found->person = found->person == MENTION_NOBODY ? more.person : found->person;
            found->len = more.at + more.len - found->at;
        } else if (is_initial(text, &w) && dotted) {
            found->len = w.end + 1 - found->at;
        } else {
            return;
        }
    }
}

/* ---- addresses and numbers ---- */

static bool is_mail_char(char c)
{
    return isalnum((unsigned char)c) || (unsigned char)c >= 0x80 || strchr("._%+-'", c);
}

static bool mail_around(const char *text, size_t n, size_t at_sign, size_t from, struct mention *found)
{
    size_t start = at_sign, end = at_sign + 1;
    while (start > from && is_mail_char(text[start - 1]) && text[start - 1] != '\0')
        start--;
    while (end < n && (isalnum((unsigned char)text[end]) || (unsigned char)text[end] >= 0x80 || text[end] == '.' || text[end] == '-'))
        end++;
    while (end > at_sign && (text[end - 1] == '.' || text[end - 1] == '-'))
        end--;
    if (start == at_sign || end == at_sign + 1)
        return false;
    *found = (struct mention){start, end - start, MENTION_MAIL, MENTION_NOBODY};
    return true;
}

static bool next_mail(const char *text, size_t n, size_t from, struct mention *found)
{
    for (const char *p = text + from; (p = memchr(p, '@', n - (size_t)(p - text))); p++)
        if (mail_around(text, n, (size_t)(p - text), from, found))
            return true;
    return false;
}

/* "+254 700 123 456", "0700-123456", "(0)700 123456": not dates, not sums of money. */
static bool next_phone(const char *text, size_t n, size_t from, struct mention *found)
{
    for (size_t at = from; at < n; at++) {
        bool begins = at == 0 || !(isalnum((unsigned char)text[at - 1]) || strchr(".,-/", text[at - 1]));
        if (!begins || !strchr("+0(", text[at]) || !text[at])
            continue;
        size_t end = at, digits = 0, last = at;
        for (; end < n && end < at + MOST_PHONE && (isdigit((unsigned char)text[end]) || strchr("+() -./", text[end])); end++)
            if (isdigit((unsigned char)text[end])) {
                digits++;
                last = end + 1;
            }
        if (digits >= (text[at] == '+' ? FEWEST_DIGITS : LOCAL_DIGITS) && digits <= 17) {
            *found = (struct mention){at, last - at, MENTION_PHONE, MENTION_NOBODY};
            return true;
        }
        at = last > at ? last - 1 : at;
    }
    return false;
}

/* The first name; initials that stand before it belong to it. */
static bool next_name(const struct mentions *m, const char *text, size_t n, size_t from, struct mention *found)
{
    struct word w;
    size_t initials = 0, last_end = 0;
    bool before = false; /* initials stand directly before */
    for (size_t at = from; next_word(text, n, at, &w); at = w.end) {
        bool near = before && near_by(text + last_end, w.at - last_end);
        if (name_at(m, text, n, &w, found)) {
            if (near) {
                found->len += found->at - initials;
                found->at = initials;
            }
            extend_right(m, text, n, found);
            return true;
        }
        if (is_initial(text, &w))
            initials = near ? initials : w.at;
        before = is_initial(text, &w);
        last_end = w.end;
    }
    return false;
}

/* ---- one after the other ---- */

void mentions_begin(struct mention_scan *s, const struct mentions *m, const char *text)
{
    *s = (struct mention_scan){.mentions = m, .text = text, .n = strlen(text)};
    s->none[MENTION_NAME] = m->names.count == 0;
}

/* What was found ahead is kept until it is passed, so that a long text is read once for each sort. */
static void read_ahead(struct mention_scan *s, bool first)
{
    bool (*const finders[])(const char *, size_t, size_t, struct mention *) = {NULL, next_mail, next_phone};
    for (int sort = MENTION_NAME; sort <= MENTION_PHONE; sort++) {
        struct mention *ahead = &s->ahead[sort];
        if (s->none[sort] || (!first && ahead->at >= s->at))
            continue;
        s->none[sort] = sort == MENTION_NAME ? !next_name(s->mentions, s->text, s->n, s->at, ahead)
                                             : !finders[sort](s->text, s->n, s->at, ahead);
    }
}

bool mentions_next(struct mention_scan *s, struct mention *found)
{
    const struct mention *mail = &s->ahead[MENTION_MAIL], *phone = &s->ahead[MENTION_PHONE];
    read_ahead(s, s->at == 0);
    bool any = !s->none[MENTION_NAME];
    *found = s->ahead[MENTION_NAME];
    if (!s->none[MENTION_MAIL] && (!any || mail->at < found->at + found->len)) {
        /* A name ends where an address begins; names within one are part of it. */
        if (!any || mail->at <= found->at || !next_name(s->mentions, s->text, mail->at, s->at, found))
            *found = *mail;
        any = true;
    }
    if (!s->none[MENTION_PHONE] && (!any || phone->at < found->at)) {
        *found = *phone;
        any = true;
    }
    s->at = any ? found->at + found->len : s->n;
    return any;
}
