#include "model/kind.h"

#include <errno.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "base/date.h"
#include "base/utf8.h"

const struct kind *model_kind(const struct model *model, const char *name)
{
    for (size_t i = 0; i < model->count; i++)
        if (strcmp(model->kinds[i]->name, name) == 0 || strcmp(model->kinds[i]->plural, name) == 0)
            return model->kinds[i];
    return NULL;
}

int kind_field(const struct kind *kind, const char *name)
{
    for (size_t i = 0; i < kind->field_count; i++)
        if (strcmp(kind->fields[i].name, name) == 0)
            return (int)i;
    return -1;
}

/* Folded, with everything but letters and digits dropped: "E-mail address" and "email_address" are one header. */
static void fold_header(struct buf *out, const char *s)
{
    struct buf folded = BUF_INIT;
    text_fold(&folded, s, strlen(s));
    buf_clear(out);
    for (size_t i = 0; i < folded.len; i++)
        if (!strchr(" _-./:*?", folded.s[i]))
            buf_addc(out, folded.s[i]);
    buf_release(&folded);
}

static bool same_header(const char *folded, const char *name, struct buf *scratch)
{
    fold_header(scratch, name);
    return strcmp(folded, buf_str(scratch)) == 0;
}

int kind_match_header(const struct kind *kind, const char *header)
{
    struct buf wanted = BUF_INIT, scratch = BUF_INIT;
    fold_header(&wanted, header);
    int found = -1;
    for (int pass = 0; pass < 3 && found < 0 && wanted.len; pass++) /* names first, then labels, then aliases */
        for (size_t i = 0; i < kind->field_count && found < 0; i++) {
            const struct field *f = &kind->fields[i];
            if (pass < 2 && same_header(wanted.s, pass == 0 ? f->name : f->label, &scratch))
                found = (int)i;
            for (const char *const *alias = f->aliases; pass == 2 && *alias; alias++)
                if (same_header(wanted.s, *alias, &scratch))
                    found = (int)i;
        }
    buf_release(&wanted);
    buf_release(&scratch);
    return found;
}

const struct choice *field_choice(const struct field *field, const char *text)
{
    for (size_t i = 0; i < field->choice_count; i++)
        if (strcmp(field->choices[i].name, text) == 0)
            return &field->choices[i];
    for (size_t i = 0; i < field->choice_count; i++)
        if (text_alike(field->choices[i].label, text) || text_alike(field->choices[i].source, text) ||
            text_alike(field->choices[i].name, text))
            return &field->choices[i];
    return NULL;
}

static const char *choice_text(const struct field *field, const char *name, bool source)
{
    for (size_t i = 0; i < field->choice_count; i++)
        if (strcmp(field->choices[i].name, name) == 0)
            return source ? field->choices[i].source : field->choices[i].label;
    return name;
}

const char *field_choice_label(const struct field *field, const char *name)
{
    return choice_text(field, name, false);
}

static enum status bad_choice(const struct field *f, const char *text, struct error *e)
{
    struct buf names = BUF_INIT;
    for (size_t i = 0; i < f->choice_count; i++)
        buf_addf(&names, "%s%s", i ? ", " : "", f->choices[i].name);
    error_set(e, ERR_INPUT, "'%s' is not a valid %s", text, f->label);
    error_hint(e, ERR_INPUT, "use one of %s", buf_str(&names));
    buf_release(&names);
    return ERR_INPUT;
}

static enum status parse_choice(const struct field *f, const char *text, struct buf *out, struct error *e)
{
    const struct choice *c = field_choice(f, text);
    if (!c)
        return bad_choice(f, text, e);
    buf_adds(out, c->name);
    return OK;
}

/* Yes and no as spreadsheets of several languages write them. */
static enum status parse_yesno(const struct field *f, const char *text, struct buf *out, struct error *e)
{
    static const char *const yes[] = {"yes", "y", "true", "1", "x", "oui", "o", "vrai", "si", "s", "verdadero", "sim"};
    static const char *const no[] = {"no", "n", "false", "0", "non", "faux", "falso", "nao"};
    struct buf folded = BUF_INIT;
    text_fold(&folded, text, strlen(text));
    const char *found = NULL;
    for (size_t i = 0; i < sizeof yes / sizeof *yes; i++)
        if (strcmp(buf_str(&folded), yes[i]) == 0)
            found = FIELD_YES;
    for (size_t i = 0; i < sizeof no / sizeof *no; i++)
        if (strcmp(buf_str(&folded), no[i]) == 0)
            found = FIELD_NO;
    buf_release(&folded);
    if (!found)
        return bad_choice(f, text, e);
    buf_adds(out, found);
    return OK;
}

/* Pieces between semicolons, each trimmed and passed through `each`, joined by ";" again. */
static enum status parse_list(const struct field *f, const char *text, struct buf *out, struct error *e,
                              enum status (*each)(const struct field *, const char *, struct buf *, struct error *))
{
    struct buf piece = BUF_INIT;
    enum status s = OK;
    bool first = true;
    while (*text && s == OK) {
        size_t n = strcspn(text, ";");
        const char *end = text + n, *last = end;
        while (text < last && *text == ' ')
            text++;
        while (last > text && last[-1] == ' ')
            last--;
        buf_clear(&piece);
        buf_add(&piece, text, (size_t)(last - text));
        if (piece.len) {
            if (!first)
                buf_addc(out, ';');
            first = false;
            s = each(f, piece.s, out, e);
        }
        text = *end ? end + 1 : end;
    }
    buf_release(&piece);
    return s;
}

static enum status parse_plain(const struct field *f, const char *text, struct buf *out, struct error *e)
{
    (void)f, (void)e;
    buf_adds(out, text);
    return OK;
}

static enum status parse_integer(const struct field *f, const char *text, struct buf *out, struct error *e)
{
    char *end;
    errno = 0;
    long long n = strtoll(text, &end, 10);
    if (*end || end == text || errno) {
        error_set(e, ERR_INPUT, "%s must be a whole number, not '%s'", f->label, text);
        return error_hint(e, ERR_INPUT, "write digits only, such as 12");
    }
    buf_addf(out, "%lld", n);
    return OK;
}

/* Digits with at most one point or comma, kept as they were written but for the comma: 12,50 and 12.50 stay "12.50". */
static enum status parse_number(const struct field *f, const char *text, struct buf *out, struct error *e)
{
    const char *p = text + (*text == '-' || *text == '+');
    int digits = 0, points = 0;
    for (; *p; p++) {
        if (*p >= '0' && *p <= '9')
            digits++;
        else if ((*p == '.' || *p == ',') && points == 0)
            points++;
        else
            digits = -1000;
    }
    if (digits <= 0 || digits > 15) {
        error_set(e, ERR_INPUT, "%s must be a number, not '%s'", f->label, text);
        return error_hint(e, ERR_INPUT, "write it as 12.5, without blanks and units");
    }
    for (p = text + (*text == '+'); *p; p++)
        buf_addc(out, *p == ',' ? '.' : *p);
    return OK;
}

static enum status parse_date(const struct field *f, const char *text, struct buf *out, struct error *e)
{
    char day[DATE_SIZE];
    bool ambiguous;
    if (date_read(text, day, &ambiguous)) {
        buf_adds(out, day);
        return OK;
    }
    if (ambiguous) /* read day first; the other reading has day and month the other way round */
        error_set(e, ERR_INPUT, "'%s' can be %s or %.4s-%.2s-%.2s, and %s needs one day", text, day, day, day + 8, day + 5,
                  f->label);
    else
        error_set(e, ERR_INPUT, "%s must be a day of the calendar, not '%s'", f->label, text);
    return error_hint(e, ERR_INPUT, "write year, month and day, such as 2018-01-31");
}

static enum status parse_email(const struct field *f, const char *text, struct buf *out, struct error *e)
{
    const char *at = strchr(text, '@');
    if (!at || at == text || !at[1] || strchr(at + 1, '@') || strpbrk(text, " \t\n,;<>")) {
        error_set(e, ERR_INPUT, "%s must be an address, not '%s'", f->label, text);
        return error_hint(e, ERR_INPUT, "write one address, such as name@example.org");
    }
    buf_adds(out, text);
    return OK;
}

static enum status parse_by_type(const struct field *f, const char *text, struct buf *out, struct error *e)
{
    switch (f->type) {
    case FIELD_CHOICE:
        return parse_choice(f, text, out, e);
    case FIELD_CHOICES:
        return parse_list(f, text, out, e, parse_choice);
    case FIELD_LIST:
    case FIELD_LINKS:
        return parse_list(f, text, out, e, parse_plain);
    case FIELD_YESNO:
        return parse_yesno(f, text, out, e);
    case FIELD_INTEGER:
        return parse_integer(f, text, out, e);
    case FIELD_NUMBER:
        return parse_number(f, text, out, e);
    case FIELD_DATE:
        return parse_date(f, text, out, e);
    case FIELD_EMAIL:
        return parse_email(f, text, out, e);
    case FIELD_TEXT:
    case FIELD_NOTE:
    case FIELD_REFERENCE:
    case FIELD_PHONE:
        break;
    }
    return parse_plain(f, text, out, e);
}

enum status field_parse(const struct field *field, const char *text, struct buf *out, struct error *e)
{
    if (!utf8_valid(text, strlen(text))) { /* an export of it could not be read again */
        error_set(e, ERR_INPUT, "%s contains bytes that are not UTF-8 text", field->label);
        return error_hint(e, ERR_INPUT, "write it again, or save the file it comes from as UTF-8");
    }
    if (field->type == FIELD_NOTE) {
        if (!*text && (field->flags & FIELD_REQUIRED))
            return error_set(e, ERR_INPUT, "%s may not be empty", field->label);
        buf_adds(out, text);
        return OK;
    }
    size_t n = strlen(text);
    while (n && strchr(" \t\r\n", *text))
        text++, n--;
    while (n && strchr(" \t\r\n", text[n - 1]))
        n--;
    if (n == 0) {
        if (field->flags & FIELD_REQUIRED)
            return error_set(e, ERR_INPUT, "%s may not be empty", field->label);
        return OK;
    }
    struct buf trimmed = BUF_INIT;
    buf_add(&trimmed, text, n);
    enum status s = parse_by_type(field, trimmed.s, out, e);
    if (s != OK && (field->flags & FIELD_PERSONAL))
        error_personal(e);
    buf_release(&trimmed);
    return s;
}

static void show_value(const struct field *field, const char *value, bool source, struct buf *out)
{
    if (field->type == FIELD_CHOICE || field->type == FIELD_YESNO) {
        buf_adds(out, choice_text(field, value, source));
        return;
    }
    if (field->type != FIELD_CHOICES && field->type != FIELD_LIST) {
        buf_adds(out, value);
        return;
    }
    for (bool first = true; *value; first = false) {
        size_t n = strcspn(value, ";");
        struct buf piece = BUF_INIT;
        buf_add(&piece, value, n);
        buf_addf(out, "%s%s", first ? "" : ", ", choice_text(field, piece.s, source));
        buf_release(&piece);
        value += n + (value[n] == ';');
    }
}

void field_show(const struct field *field, const char *value, struct buf *out)
{
    show_value(field, value, false, out);
}

void field_show_source(const struct field *field, const char *value, struct buf *out)
{
    show_value(field, value, true, out);
}

/* One more whenever the projection's tables are laid out in another way. */
#define MODEL_SHAPE 2

static void digest_text(unsigned long long *h, const char *s)
{
    do { /* with the closing NUL, so that "ab","c" and "a","bc" differ */
        *h = (*h ^ (unsigned char)*s) * 0x100000001b3ULL;
    } while (*s++);
}

/* Everything that an own column says, so that another window notices: one that became personal must not be exported. */
static void digest_number(unsigned long long *h, unsigned long long n)
{
    *h = (*h ^ (n + 0x100)) * 0x100000001b3ULL; /* no byte of a text */
}

static void digest_own(unsigned long long *h, const struct field *f)
{
    digest_number(h, f->flags);
    digest_text(h, f->label);
    digest_text(h, f->hint);
}

unsigned long long model_digest(const struct model *model)
{
    unsigned long long h = 0xcbf29ce484222325ULL + MODEL_SHAPE;
    for (size_t i = 0; i < model->count; i++) {
        digest_text(&h, model->kinds[i]->name);
        for (size_t j = FIELD_FIRST; j < model->kinds[i]->field_count; j++) {
            const struct field *f = &model->kinds[i]->fields[j];
            digest_text(&h, f->name);
            digest_number(&h, (unsigned long long)f->type);
            digest_number(&h, f->flags & (FIELD_TITLE | FIELD_LISTED));
            digest_text(&h, f->reference ? f->reference->name : "");
            if (f->flags & FIELD_OWN)
                digest_own(&h, f);
            if (f->flags & (FIELD_TITLE | FIELD_LISTED | FIELD_OWN)) /* titles and search texts hold the labels */
                for (size_t c = 0; c < f->choice_count; c++) {
                    digest_text(&h, f->choices[c].name);
                    digest_text(&h, f->choices[c].source);
                }
        }
    }
    return h;
}
