/* languages.c: choosing the language of the content, and a second one for the questions. See actions.h. */
#include <stdio.h>
#include <string.h>

#include "base/tr.h"
#include "command/guide/language.h"
#include "ui/actions.h"
#include "ui/ask_run.h"
#include "ui/prompt.h"

enum { LANGUAGES = 16 };

struct language_choice {
    char codes[LANGUAGES][12], names[LANGUAGES][60];
    const char *labels[LANGUAGES + 1];
    size_t count;
};

/* Those there are, but for one. */
static void read_known(struct ui *ui, struct language_choice *k, const char *without)
{
    char codes[100], code[12];
    content_languages(ui->app, codes, sizeof codes);
    k->count = 0;
    for (const char *p = codes; k->count < LANGUAGES && sscanf(p, "%11s", code) == 1; p += strlen(code) + 1) {
        if (strcmp(code, without) == 0)
            continue;
        memcpy(k->codes[k->count], code, sizeof code);
        k->labels[k->count] = content_language_name(ui->app, code, k->names[k->count], sizeof *k->names);
        k->count++;
    }
}

static void speak(struct ui *ui, const char *first, const char *second)
{
    char codes[2][12]; /* what is given may belong to the content that is about to go */
    snprintf(codes[0], sizeof codes[0], "%s", first);
    snprintf(codes[1], sizeof codes[1], "%s", second);
    ui_run(ui, CMD_LANGUAGE, ARGS(arg_text("code", codes[0]), arg_if(*codes[1], arg_text("second", codes[1]))), NULL);
}

void action_language(struct ui *ui)
{
    char second[12];
    snprintf(second, sizeof second, "%s", ui->app->content->second);
    ask_run(ui, CMD_LANGUAGE, ARGS(arg_if(*second, arg_text("second", second))), NULL, NULL, NULL);
}

/* The one used last; else the only other one; else which? */
static const char *choose_second(struct ui *ui, struct language_choice *k, char last[12])
{
    language_last_second(ui->app, last, 12);
    read_known(ui, k, ui->app->content->first);
    if (*last)
        return last;
    if (k->count < 2)
        return k->count ? k->codes[0] : NULL;
    int chosen = prompt_choice(ui, _("Which second language?"), k->labels, k->count, 0);
    return chosen >= 0 ? k->codes[chosen] : NULL;
}

void action_second_language(struct ui *ui)
{
    struct language_choice k = {.count = 0};
    char last[12];
    if (*ui->app->content->second) {
        speak(ui, ui->app->content->first, "");
        return;
    }
    const char *second = choose_second(ui, &k, last);
    if (second)
        speak(ui, ui->app->content->first, second);
    else if (k.count == 0)
        ui_say(ui, "the questions are there in one language only");
}
