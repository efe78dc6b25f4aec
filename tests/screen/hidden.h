/* hidden.h: presses the privacy key in every state that a script reaches, looks for names in the very next frame, and presses
 * it again before the script goes on.
 *
 * A terminal around the one that plays the script. Names are all words of family and given names in the workbench.
 */
#ifndef PEERLOOM_TESTS_HIDDEN_H
#define PEERLOOM_TESTS_HIDDEN_H

#include "screen/stage.h"

struct hidden;

/* Puts itself between the stage's screen and its terminal. With `deaf` a box does not get the key, as before it worked there:
 * the control. Free it when the play is over. */
struct hidden *hidden_new(struct stage *s, bool deaf);
void hidden_free(struct hidden *h);

int hidden_states(const struct hidden *h); /* how many frames were looked at */
int hidden_boxes(const struct hidden *h);  /* how many of them with a box open */
int hidden_leaks(const struct hidden *h);  /* how many held a name */
const char *hidden_first(const struct hidden *h); /* the first one, and the name; "" if none */

#endif
