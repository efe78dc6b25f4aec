/* args_shared.c: see args_shared.h. */
#include "command/args_shared.h"

#include <string.h>

#include "app/content.h"
#include "base/date.h"
#include "base/tr.h"
#include "command/audience/audience.h"
#include "command/command.h"

/* ---- choices ---- */

const struct arg_choice arg_audiences[] = {
    {"alliance", N_("What the alliance may see, without what is confidential")},
    {"public", N_("What everyone may see: only what is open, and no names")},
    {"owner", N_("Everything, for myself")},
    {0},
};
const struct arg_choice arg_mentions[] = {{"blank", NULL}, {"role", NULL}, {"keep", NULL}, {"list", NULL}, {0}};
const struct arg_choice arg_lenses[] = {
    {"facilitator", N_("For the facilitator")}, {"peer", N_("For a peer")}, {0}};
const struct arg_choice arg_flavours[] = {
    {"interchange", N_("To import again, here or on another computer: exact")},
    {"excel", N_("For a spreadsheet: opens in Excel and LibreOffice")},
    {0},
};
const struct arg_choice arg_formats[] = {
    {"text", N_("To print, or to fill in by hand")}, {"csv", N_("A table that can be imported again")}, {0}};
const struct arg_choice arg_modes[] = {
    {"add", N_("Add what is new; what is known gets what differs in the file")},
    {"update", N_("Change what is known; add nothing")},
    {"fill", N_("Add what is new; of what is known, fill only what is empty")},
    {"skip", N_("Add what is new; leave what is known as it is")},
    {0},
};
const struct arg_choice arg_trusted[] = {
    {"log", N_("Trust the log; the damaged file is kept")},
    {"tables", N_("Trust the tables; the damaged file is kept")},
    {"backup", N_("Trust the newest sound backup; the damaged file is kept")},
    {0},
};
const struct arg_choice arg_subjects[] = {
    {"person", NULL}, {"organisation", NULL}, {"arrangement", NULL}, {"session", NULL}, {0}};
const struct arg_choice arg_sheets[] = {
    {"seats", N_("Who sits where")},
    {"cards", N_("Cards for the tables")},
    {"meetings", N_("Who meets whom")},
    {"balance", N_("Who gives and who receives")},
    {"mix", N_("Who is mixed with whom")},
    {"arrangements", N_("For a spreadsheet: pairs and groups with scores, reasons and rules not kept")},
    {0},
};
const struct arg_choice arg_names[] = {{"full", NULL}, {"short", NULL}, {"numbers", NULL}, {0}};

/* ---- what there is ---- */

void offer_checklists(struct app *app, const struct args *args, arg_each *each, void *data)
{
    (void)args;
    for (size_t i = 0; i < app->content->count; i++) {
        const struct instrument *in = &app->content->checklists[i].instrument;
        each(data, in->name, instrument_text(in, INSTRUMENT_ITSELF, WORDING_LABEL));
    }
}

void offer_shelves(struct app *app, const struct args *args, arg_each *each, void *data)
{
    (void)args;
    for (size_t i = 0; i < app->content->library.count; i++) {
        const struct kind *kind = app->content->library.shelves[i].kind;
        each(data, kind->plural, kind->label_plural);
    }
}

static void offer_shelf(const struct shelf *shelf, arg_each *each, void *data)
{
    for (size_t i = 0; shelf && i < shelf_count(shelf); i++)
        each(data, shelf_id(shelf, i), shelf_label(shelf, i));
}

void offer_entries(struct app *app, const struct args *args, arg_each *each, void *data)
{
    const char *shelf = args_text(args, "shelf");
    offer_shelf(shelf ? library_shelf(&app->content->library, shelf) : NULL, each, data);
}

void offer_terms(struct app *app, const struct args *args, arg_each *each, void *data)
{
    (void)args;
    offer_shelf(library_shelf(&app->content->library, "terms"), each, data);
}

void offer_commands(struct app *app, const struct args *args, arg_each *each, void *data)
{
    (void)app, (void)args;
    for (size_t i = 0; i < COMMANDS; i++)
        if (commands[i].where & ON_SHELL)
            each(data, commands[i].name, command_label(&commands[i]));
}

void offer_languages(struct app *app, const struct args *args, arg_each *each, void *data)
{
    char codes[100], code[12], name[60];
    (void)args;
    content_languages(app, codes, sizeof codes);
    for (const char *p = codes; sscanf(p, "%11s", code) == 1; p += strlen(code) + 1)
        each(data, code, content_language_name(app, code, name, sizeof name));
}

/* ---- the worksheet ---- */

bool is_for_peer(struct app *app, const struct args *args)
{
    (void)app;
    return args_choice(args, "lens", LENS_FACILITATOR) == LENS_PEER;
}

/* A peer's sheet holds no answers: it may be read by all. */
bool is_for_facilitator(struct app *app, const struct args *args)
{
    return !is_for_peer(app, args);
}

bool is_table_for_peer(struct app *app, const struct args *args)
{
    return is_for_peer(app, args) && args_choice(args, "format", 0) == 1;
}

/* Whose eyes it is for has been said by then. */
void out_note(struct app *app, const struct args *args, struct buf *out)
{
    buf_adds(out, audience_of(app, args) == AUDIENCE_OWNER ? _("For yourself: it holds what others may not see.")
                                                           : _("Confidential records are not named in it."));
}

/* ---- names of files ---- */

static bool is_csv(const struct args *args)
{
    const char *format = command_arg(args->command, "format") ? args_text(args, "format") : NULL;
    const char *sheet = command_arg(args->command, "sheet") ? args_text(args, "sheet") : NULL;
    return (format && strcmp(format, "csv") == 0) || (sheet && strcmp(sheet, "arrangements") == 0) ||
           (command_arg(args->command, "csv") && args_flag(args, "csv"));
}

void suggest_file(struct app *app, const struct args *args, struct buf *out)
{
    (void)app;
    buf_adds(out, command_arg(args->command, "sheet") ? args_text(args, "sheet") : args->command->name);
    if (command_arg(args->command, "phase") && args_given(args, "phase"))
        buf_addf(out, "-phase-%ld", args_number(args, "phase", 0));
    if (command_arg(args->command, "round") && args_given(args, "round"))
        buf_addf(out, "-%ld", args_number(args, "round", 0));
    buf_adds(out, is_csv(args) ? ".csv" : ".txt");
}

void suggest_folder(struct app *app, const struct args *args, struct buf *out)
{
    char day[DATE_SIZE];
    (void)app, (void)args;
    date_today(day);
    buf_addf(out, "peerloom-export-%s", day);
}

void suggest_language(struct app *app, const struct args *args, struct buf *out)
{
    (void)args;
    buf_adds(out, app->content->first);
}
