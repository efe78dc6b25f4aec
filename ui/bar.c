#include "ui/bar.h"

#include "base/tr.h"

/* What stands at place i of the n between the two ends, with the mark at `mark`. */
static const char *bar_sign(const struct sheet_bar *bar, int i, int n, int mark, bool ascii)
{
    if (!bar->measured || i > mark)
        return ascii ? "-" : "\u2500";
    if (i < mark)
        return ascii ? "=" : "\u2501";
    if (bar->share < 0 && i == 0)
        return ascii ? "<" : "\u25c4";
    if (bar->share > 1 && i == n - 1)
        return ascii ? ">" : _("\u25ba");
    return ascii ? "O" : _("\u25cf");
}

void bar_add(const struct sheet_bar *bar, int width, bool ascii, struct buf *out)
{
    int n = width - 2;
    if (n < 3 || !bar)
        return;
    double share = bar->share < 0 ? 0 : bar->share > 1 ? 1 : bar->share;
    int mark = (int)(share * (n - 1) + 0.5);
    if (share < 1 && mark == n - 1)
        mark--; /* nearly there is not there */
    buf_adds(out, ascii ? "|" : "\u251c");
    for (int i = 0; i < n; i++)
        buf_adds(out, bar_sign(bar, i, n, mark, ascii));
    buf_adds(out, ascii ? "|" : "\u2524");
}
