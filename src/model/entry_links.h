/* entry_links.h: how entries of the library lead to each other and to the guiding questions.
 *
 * A field of type list named `see` holds ids of its own shelf, one named like a shelf (tools, goals, cases ...) ids of that
 * shelf, and `questions` ids of guiding questions. Each of these can also be asked the other way round: which cases name
 * this tool?
 */
#ifndef PEERLOOM_MODEL_ENTRY_LINKS_H
#define PEERLOOM_MODEL_ENTRY_LINKS_H

#include "model/instrument.h"
#include "model/library.h"

enum { LINKS_MOST = 60, LINK_ID = 80 };

struct entry_link {
    const struct shelf *shelf; /* NULL: a guiding question */
    long entry;                /* of the shelf; -1: it has no such entry */
    char id[LINK_ID];
};

/* The shelf that the ids in a list field belong to; NULL for guiding questions and for fields that hold no ids. */
struct shelf *entry_target(const struct library *lib, const struct shelf *shelf, const char *field);

/* The entry of that id, or of that label ignoring case and accents; -1 if there is none. */
long entry_find(const struct shelf *shelf, const char *text);

/* The links in a field of an entry, in the order given; 0 for fields that hold none. */
size_t entry_links(const struct library *lib, const struct shelf *shelf, size_t entry, int field,
                   struct entry_link *links, size_t most);

/* The entries of another shelf that name this one. */
size_t entry_links_back(const struct library *lib, const struct shelf *shelf, size_t entry, const struct shelf *from,
                        struct entry_link *links, size_t most);

/* What the library holds on a guiding question, or on the head above it: entries that name it, cases first, and behind
 * them the tools that those risks name. Each once. */
size_t entry_links_question(const struct library *lib, const struct instrument *guide, size_t item,
                            struct entry_link *links, size_t most);

/* What a link is called: the entry's label, the question's wording, or its id where it leads nowhere. */
const char *entry_link_label(const struct entry_link *link, const struct instrument *guide);

#endif
