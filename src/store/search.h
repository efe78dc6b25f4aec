/* search.h: the records of a kind whose text holds the words asked for, wherever in the record it stands: name, listed facts
 * and notes. The folded text is read once, when the first word is looked for, and kept; a longer search looks only in what
 * was found before.
 *
 * Of kinds that only join others (key fields: an answer, a place, a rating) only their own words count, or each person's
 * name would be found a dozen times.
 */
#ifndef PEERLOOM_STORE_SEARCH_H
#define PEERLOOM_STORE_SEARCH_H

#include "store/store.h"

struct search;

/* Of one alliance (an id; NULL or "": all; ignored for kinds without alliance). Free it before the store is closed. */
struct search *search_new(struct store *store, const struct kind *kind, const char *alliance);
void search_free(struct search *search);

/* Looks for the words of `folded` (text_fold), all of which must be there; "" finds nothing. */
enum status search_words(struct search *search, const char *folded, struct error *e);
/* Reads again after a change, when words are next looked for. */
void search_refresh(struct search *search);

size_t search_count(const struct search *search);
/* The id and the title of the i-th record found, in the order of titles; false if it is gone. */
bool search_hit(struct search *search, size_t i, char id[ID_SIZE], struct buf *title);

/* Is the field's own text looked in? */
bool search_field(const struct kind *kind, int field);

#endif
