/* term_find.h: which description of the terminal to use: only one from the folders of the system. One in the home folder,
 * or named by TERMINFO or TERMCAP, can hold any escape (doc/reliability.md, "Terminal"). */
#ifndef PEERLOOM_UI_TERM_FIND_H
#define PEERLOOM_UI_TERM_FIND_H

#include "base/buf.h"

/* The name to use for TERM: `term` itself, or one that is known and near, with `notice` saying so; NULL if there is none
 * at all. *folder gets the folder for TERMINFO. */
const char *terminal_find(const char *term, const char **folder, struct buf *notice);

#endif
