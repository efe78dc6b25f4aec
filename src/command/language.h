/* language.h: the languages of the content: which one is spoken, and a second one beside it. The choice belongs to this
 * copy of the workbench (store_remember): it is neither undone nor exported.
 */
#ifndef PEERLOOM_COMMAND_LANGUAGE_H
#define PEERLOOM_COMMAND_LANGUAGE_H

#include "command/command.h"
#include "command/content.h"

/* Speaks "fr", or "fr+es" for two together, from now on; nothing is remembered. ERR_INPUT names the languages there are. */
enum status language_use(struct app *app, const char *codes, struct error *e);

/* Speaks the languages last chosen in this workbench, unless some were asked for on the command line. */
void language_recall(struct app *app);

/* The second language last used, "" if there was none or it is the first one now. */
void language_last_second(struct app *app, char *code, size_t size);

/* The languages spoken, as language_use() takes them: "fr+es", or "fr+" for one. */
void language_codes(const struct app *app, char *codes, size_t size);

/* For the time of one command that has the option --lang: speaks what it names. Give back in any case. */
struct languages_before {
    char codes[28]; /* "" when nothing was changed */
};
enum status language_borrow(struct app *app, const struct args *args, struct languages_before *before, struct error *e);
void language_give_back(struct app *app, const struct languages_before *before);

/* Appends a wording; where English stands in for one that is missing, " (en)" behind it. */
void language_text(const struct instrument *in, size_t item, enum wording wording, struct buf *out);

#endif
