/* import_like.c: new names that are very like one that is there, or like another new one: "Ministry of Finanse". Such a pair
 * is pointed out and made all the same, for the two may really be two. See import.h. */
#include <stdlib.h>
#include <string.h>

#include "base/arena.h"
#include "base/mem.h"
#include "base/utf8.h"
#include "command/exchange/import.h"

enum {
    LONGEST = 120,  /* characters compared */
    MOST_KNOWN = 3000, /* a kind with more records is not looked through */
};

/* Only letters and digits, folded: what is left is what people mean. */
static void skeleton(const char *title, struct buf *out)
{
    struct buf folded = BUF_INIT;
    buf_clear(out);
    text_fold(&folded, title, strlen(title));
    for (const char *s = buf_str(&folded); *s; s++)
        if ((unsigned char)*s >= 0x80 || (*s >= '0' && *s <= '9') || (*s >= 'a' && *s <= 'z'))
            buf_addc(out, *s);
    buf_release(&folded);
}

/* Changes, at most `most` + 1, that make one text of the other: a byte put in, taken out, or another one (Levenshtein
 * 1966), or two that have changed places. */
static int distance(const char *a, const char *b, int most)
{
    int n = (int)strnlen(a, LONGEST), m = (int)strnlen(b, LONGEST), rows[3][LONGEST + 1];
    if (abs(n - m) > most)
        return most + 1;
    for (int j = 0; j <= m; j++)
        rows[0][j] = j;
    for (int i = 1; i <= n; i++) {
        int *now = rows[i % 3], *before = rows[(i + 2) % 3], *earlier = rows[(i + 1) % 3], least = now[0] = i;
        for (int j = 1; j <= m; j++) {
            int best = before[j - 1] + (a[i - 1] != b[j - 1]);
            best = before[j] + 1 < best ? before[j] + 1 : best;
            best = now[j - 1] + 1 < best ? now[j - 1] + 1 : best;
            if (i > 1 && j > 1 && a[i - 1] == b[j - 2] && a[i - 2] == b[j - 1] && earlier[j - 2] + 1 < best)
                best = earlier[j - 2] + 1;
            now[j] = best;
            least = best < least ? best : least;
        }
        if (least > most)
            return most + 1;
    }
    return rows[n % 3][m];
}

bool import_like(const char *a, const char *b)
{
    struct buf first = BUF_INIT, second = BUF_INIT;
    skeleton(a, &first);
    skeleton(b, &second);
    size_t shorter = first.len < second.len ? first.len : second.len;
    int most = shorter >= 12 ? 2 : shorter >= 6 ? 1 : 0; /* in a short name every letter counts */
    bool like = shorter > 0 && distance(buf_str(&first), buf_str(&second), most) <= most;
    /* "Region 1" and "Region 2" differ in what tells them apart. */
    for (const char *s = buf_str(&first), *t = buf_str(&second); like && (*s || *t);) {
        s += strcspn(s, "0123456789");
        t += strcspn(t, "0123456789");
        like = *s == *t;
        s += *s != 0;
        t += *t != 0;
    }
    buf_release(&first);
    buf_release(&second);
    return like;
}

struct like_search {
    struct import_plan *plan;
    struct import_making *making;
    struct store *store;
};

static bool compare_record(void *data, const struct record *r)
{
    struct like_search *l = data;
    struct buf title = BUF_INIT;
    store_title(l->store, r->kind, record_id(r), &title);
    if (import_like(l->making->title, buf_str(&title)))
        l->making->like = arena_text(l->plan->arena, buf_str(&title), title.len);
    buf_release(&title);
    return !l->making->like;
}

void import_find_like(struct app *app, struct import_plan *plan)
{
    for (struct import_making *m = plan->makings; m; m = m->next) {
        struct like_search l = {plan, m, app->store};
        if (!m->needed)
            continue;
        for (struct import_making *other = plan->makings; other != m && !m->like; other = other->next)
            if (other->needed && other->kind == m->kind && import_like(m->title, other->title))
                m->like = other->title;
        if (!m->like && store_count(app->store, m->kind, -1, NULL) <= MOST_KNOWN)
            store_each(app->store, m->kind, -1, NULL, compare_record, &l, NULL);
    }
}
