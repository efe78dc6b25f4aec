#include "base/near.h"

#include <string.h>

enum { LONGEST = 40 };

static size_t least(size_t a, size_t b)
{
    return a < b ? a : b;
}

size_t near_distance(const char *a, const char *b)
{
    size_t n = strlen(a), m = strlen(b);
    size_t d[LONGEST + 1][LONGEST + 1];
    if (n > LONGEST || m > LONGEST)
        return strcmp(a, b) == 0 ? 0 : n > m ? n : m;
    for (size_t i = 0; i <= n; i++)
        for (size_t j = 0; j <= m; j++) {
            if (i == 0 || j == 0) {
                d[i][j] = i + j;
                continue;
            }
            d[i][j] = least(least(d[i - 1][j], d[i][j - 1]) + 1, d[i - 1][j - 1] + (a[i - 1] != b[j - 1]));
            if (i > 1 && j > 1 && a[i - 1] == b[j - 2] && a[i - 2] == b[j - 1])
                d[i][j] = least(d[i][j], d[i - 2][j - 2] + 1);
        }
    return d[n][m];
}

void near_offer(struct near *n, const char *candidate)
{
    size_t distance = near_distance(n->word, candidate);
    if (n->best && distance >= n->distance)
        return;
    n->best = candidate;
    n->distance = distance;
}

const char *near_best(const struct near *n)
{
    size_t length = n->best ? strlen(n->best) : 0, typed = strlen(n->word);
    size_t allowed = (least(length, typed) + 2) / 3;
    return n->best && n->distance <= allowed ? n->best : NULL;
}
