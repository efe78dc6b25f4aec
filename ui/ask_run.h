/* ask_run.h: runs a command on the screen after asking, in boxes, for what it still lacks. */
#ifndef PEERLOOM_UI_ASK_RUN_H
#define PEERLOOM_UI_ASK_RUN_H

#include "ui/ui.h"

/* `given`: what is known already (NULL: nothing); it is not asked for. `still` is asked before the command runs whether what
 * it is about is as it was when the question was put (NULL: always). What it printed is appended to `out` (NULL: dropped).
 * ERR_CANCELLED: never mind, nothing was run. ERR_CONFLICT: `still` has said why not.
 *
 * Where the command gives something to others, names in free text that they may not see are shown first, with what
 * becomes of each. */
enum status ask_run(struct ui *ui, enum command_id id, const struct arg_value *given, bool (*still)(struct ui *ui, void *data),
                    void *data, struct buf *out);

#endif
