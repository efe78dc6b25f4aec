/* language.c: see language.h; and the command language. */
#include "command/language.h"

#include <stdio.h>
#include <string.h>

#include "base/tr.h"
#include "command/print.h"
#include "command/run.h"

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

/* A second language that is the first one is none. */
static enum status speak(struct app *app, const char *first, const char *second, struct error *e)
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
    return speak(app, first, second, e);
}

void language_recall(struct app *app)
{
    struct buf kept = BUF_INIT;
    char first[12] = "", second[12] = "";
    if (!app->languages && app->content)
        store_recall(app->store, "language", &kept);
    if (sscanf(buf_str(&kept), "%11s %11s", first, second) >= 1 && content_has_language(app, first))
        speak(app, first, content_has_language(app, second) ? second : "", NULL);
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

enum status language_borrow(struct app *app, const struct args *args, struct languages_before *before, struct error *e)
{
    const char *codes = args_option(args, "lang");
    *before = (struct languages_before){""};
    if (!codes)
        return OK;
    language_codes(app, before->codes, sizeof before->codes);
    return language_use(app, codes, e);
}

void language_give_back(struct app *app, const struct languages_before *before)
{
    if (*before->codes)
        language_use(app, before->codes, NULL);
}

void language_text(const struct instrument *in, size_t item, enum wording wording, struct buf *out)
{
    const char *text = instrument_text(in, item, wording);
    buf_adds(out, text);
    if (*text && instrument_stands_in(in, item, wording))
        buf_adds(out, " (" SOURCE_LANGUAGE ")");
}

/* ---- the command ---- */

static void list_languages(struct app *app)
{
    char codes[100], name[60], code[12];
    const struct content *c = app->content;
    content_languages(app, codes, sizeof codes);
    for (const char *p = codes; sscanf(p, "%11s", code) == 1; p += strlen(code) + 1) {
        const char *use = strcmp(code, c->first) == 0 ? _("in use") : strcmp(code, c->second) == 0 ? _("second") : "";
        print_cell(app, code, 5);
        print_cell(app, content_language_name(app, code, name, sizeof name), *use ? 16 : 0);
        if (!*use)
            print_text(app, name);
        print_text(app, use);
        fputc('\n', app->out);
    }
}

static void remember(struct app *app)
{
    const struct content *c = app->content;
    char both[28];
    if (!store_writable(app->store))
        return;
    snprintf(both, sizeof both, "%s %s", c->first, c->second);
    store_remember(app->store, "language", both, NULL);
    if (*c->second)
        store_remember(app->store, "second-language", c->second, NULL);
}

enum status run_language(struct app *app, const struct args *args, struct error *e)
{
    char first[60], second[60];
    if (!args->count) {
        list_languages(app);
        return OK;
    }
    enum status s = speak(app, args->words[0], args->count > 1 ? args->words[1] : "", e);
    if (s != OK)
        return s;
    remember(app);
    content_language_name(app, app->content->first, first, sizeof first);
    if (*app->content->second)
        say(app, "Language: %s, and below it %s", first,
            content_language_name(app, app->content->second, second, sizeof second));
    else
        say(app, "Language: %s", first);
    return OK;
}
