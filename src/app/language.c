/* language.c: see language.h. */
#include "app/language.h"

#include <stdio.h>
#include <string.h>


static enum status check(const struct app *app, const char *code, struct error *e)
{
    char codes[100];
    if (content_has_language(app, code))
        return OK;
    content_languages(app, codes, sizeof codes);
    if (*codes)
        codes[strlen(codes) - 1] = '\0'; /* each is followed by a blank */
    error_set(e, ERR_INPUT, "there is nothing in the language '%s'", code);
    return error_hint(e, ERR_INPUT, "there is: %s", codes);
}

enum status language_speak(struct app *app, const char *first, const char *second, struct error *e)
{
    if (strcmp(first, second) == 0)
        second = "";
    if (strcmp(app->content->first, first) == 0 && strcmp(app->content->second, second) == 0)
        return OK;
    enum status s = check(app, first, e);
    if (s == OK && *second)
        s = check(app, second, e);
    return s == OK ? content_speak(app, first, second, e) : s;
}

enum status language_use(struct app *app, const char *codes, struct error *e)
{
    char first[12], second[12];
    const char *plus = strchr(codes, '+');
    snprintf(first, sizeof first, "%.*s", (int)(plus ? plus - codes : (long)strlen(codes)), codes);
    snprintf(second, sizeof second, "%s", plus ? plus + 1 : "");
    return language_speak(app, first, second, e);
}

void language_recall(struct app *app)
{
    struct buf kept = BUF_INIT;
    char first[12] = "", second[12] = "";
    if (!app->languages && app->content)
        store_recall(app->store, "language", &kept);
    if (sscanf(buf_str(&kept), "%11s %11s", first, second) >= 1 && content_has_language(app, first))
        language_speak(app, first, content_has_language(app, second) ? second : "", NULL);
    buf_release(&kept);
}

void language_last_second(struct app *app, char *code, size_t size)
{
    struct buf kept = BUF_INIT;
    store_recall(app->store, "second-language", &kept);
    bool good = content_has_language(app, buf_str(&kept)) && strcmp(kept.s, app->content->first) != 0;
    snprintf(code, size, "%s", good ? kept.s : "");
    buf_release(&kept);
}

void language_codes(const struct app *app, char *codes, size_t size)
{
    snprintf(codes, size, "%s+%s", app->content->first, app->content->second);
}

void language_text(const struct instrument *in, size_t item, enum wording wording, struct buf *out)
{
    const char *text = instrument_text(in, item, wording);
    buf_adds(out, text);
    if (*text && instrument_stands_in(in, item, wording))
        buf_adds(out, " (" SOURCE_LANGUAGE ")");
}
