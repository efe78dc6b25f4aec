/* search.c: the command `search`: see find.h. */
#include <string.h>

#include "app/find.h"
#include "app/print.h"
#include "base/json.h"
#include "command/run.h"

enum { MOST = 20, WIDTH = 78 };

static void print_group(struct app *app, struct finder *f, const struct found_group *g)
{
    struct buf line = BUF_INIT;
    print(app, "%s: %zu\n", g->label, g->count);
    for (size_t i = 0; i < g->hit_count; i++) {
        buf_clear(&line);
        print_wrapped(app, buf_str(&g->hits[i].title), 2, WIDTH);
        finder_excerpt(f, &g->hits[i], &line);
        print_wrapped(app, buf_str(&line), 6, WIDTH);
    }
    if (g->count > g->hit_count)
        print(app, "  and %zu more\n", g->count - g->hit_count);
    buf_release(&line);
}

static void json_group(struct json *j, struct finder *f, const struct found_group *g)
{
    struct buf line = BUF_INIT;
    json_object(j, NULL);
    json_text(j, "group", g->name);
    json_number(j, "count", (long long)g->count);
    json_array(j, "hits");
    for (size_t i = 0; i < g->hit_count; i++) {
        const struct found *hit = &g->hits[i];
        buf_clear(&line);
        finder_excerpt(f, hit, &line);
        json_object(j, NULL);
        json_text(j, "id", hit->id);
        if (hit->kind)
            json_text(j, "kind", hit->kind->name);
        if (hit->what == FOUND_POINT)
            json_text(j, "checklist", hit->list);
        json_text(j, "title", buf_str(&hit->title));
        json_text(j, "excerpt", buf_str(&line));
        json_end(j);
    }
    json_end(j);
    json_end(j);
    buf_release(&line);
}

enum status run_search(struct app *app, const struct args *args, struct error *e)
{
    struct finder *f = finder_new(app);
    struct buf words = BUF_INIT, out = BUF_INIT;
    struct json j;
    args_joined(args, "text", &words);
    enum status s = finder_words(f, buf_str(&words), MOST, e);
    json_begin(&j, &out);
    json_array(&j, NULL);
    for (size_t i = 0; i < finder_groups(f) && s == OK; i++) {
        if (args_flag(args, "json"))
            json_group(&j, f, finder_group(f, i));
        else
            print_group(app, f, finder_group(f, i));
    }
    json_end(&j);
    if (s == OK && args_flag(args, "json"))
        fwrite(buf_str(&out), 1, out.len, app->out);
    else if (s == OK && finder_groups(f) == 0)
        say(app, "Nothing has '%s'", buf_str(&words));
    finder_free(f);
    buf_release(&words);
    buf_release(&out);
    return s;
}
