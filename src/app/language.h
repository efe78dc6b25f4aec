/* language.h: the languages of the content: which one is spoken, and a second one beside it. The choice belongs to this
 * copy of the workbench (store_remember): it is neither undone nor exported.
 */
#ifndef PEERLOOM_APP_LANGUAGE_H
#define PEERLOOM_APP_LANGUAGE_H

#include "app/content.h"

/* Speaks "fr", or "fr+es" for two together, from now on; nothing is remembered. ERR_INPUT names the languages there are. */
enum status language_use(struct app *app, const char *codes, struct error *e);

/* The same for two codes, `second` "" for none; a second language that is the first one is none. */
enum status language_speak(struct app *app, const char *first, const char *second, struct error *e);

/* Speaks the languages last chosen in this workbench, unless some were asked for on the command line. */
void language_recall(struct app *app);

/* The second language last used, "" if there was none or it is the first one now. */
void language_last_second(struct app *app, char *code, size_t size);

/* The languages spoken, as language_use() takes them: "fr+es", or "fr+" for one. */
void language_codes(const struct app *app, char *codes, size_t size);

/* Appends a wording; where English stands in for one that is missing, " (en)" behind it. */
void language_text(const struct instrument *in, size_t item, enum wording wording, struct buf *out);

#endif
