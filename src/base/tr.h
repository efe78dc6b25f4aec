/* tr.h: the words of the interface in another language (GNU gettext, domain "peerloom").
 *
 *     _("text")    the text in the language chosen
 *     N_("text")   marks a text in a table: translated where it is shown, with tr()
 *
 * Functions that take a format as their own text translate it themselves, so that a call needs no mark: error_set(),
 * error_hint(), ui_say(), ui_warn(), linear_say(), say(), print(), canvas_putf(). They are named to xgettext by
 * XGETTEXT_WORDS in Makefile.am. A text that is translated already stays as it is. The content (questions, library, labels
 * of kinds) is translated in its own files: see model/wording.h.
 */
#ifndef PEERLOOM_BASE_TR_H
#define PEERLOOM_BASE_TR_H

#define _(text) tr(text)
#define N_(text) text

/* One English text that other languages say in two ways, such as "Open" the verb and "Open" the state: the context tells
 * them apart. C_() is the text in the language chosen, NC_() marks one in a table, where it stands with its context before
 * it: only tr() and tr_source() may be given such a text. */
#define C_(context, text) tr(context "\004" text)
#define NC_(context, text) context "\004" text

/* Looks for catalogues in the folder `locale` beside the program (a build tree, a USB stick), else where they were
 * installed. After setlocale(). */
void tr_init(void);

/* Speaks that language ("fr") from now on; "en" is the language the program is written in. */
void tr_language(const char *code);

/* The text in the language chosen; itself where it has no translation. "" stays "". */
const char *tr(const char *text) __attribute__((format_arg(1)));

/* A text that holds a number, in the form that the language chosen has for `n`: some languages have one form, some six.
 * `one` and `many` are the two English forms, whole sentences both, with the same placeholders in the same order:
 *
 *     ui_say(ui, trn("deleted, with %zu assessment", "deleted, with %zu assessments", n), n);
 *
 * Without a translation: `one` where n is 1, else `many`. */
const char *trn(const char *one, const char *many, unsigned long n) __attribute__((format_arg(1), format_arg(2)));

/* The text in English, without its context. */
const char *tr_source(const char *text);

#endif
