/* language.c: the command language, and the option --lang. */
#include "command/guide/language.h"

#include <stdio.h>
#include <string.h>

#include "app/print.h"
#include "base/tr.h"
#include "command/run.h"

enum status language_borrow(struct app *app, const struct args *args, struct languages_before *before, struct error *e)
{
    const char *codes = args_text(args, "lang");
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
    if (!args_given(args, "code")) {
        list_languages(app);
        return OK;
    }
    enum status s = language_speak(app, args_text(args, "code"), args_given(args, "second") ? args_text(args, "second") : "", e);
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
