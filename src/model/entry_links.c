/* entry_links.c: see entry_links.h. */
#include "model/entry_links.h"

#include <stdio.h>
#include <string.h>

#include "base/utf8.h"

struct shelf *entry_target(const struct library *lib, const struct shelf *shelf, const char *field)
{
    int i = kind_field(shelf->kind, field);
    if (i < 0 || shelf->kind->fields[i].type != FIELD_LIST)
        return NULL;
    const char *name = strcmp(field, "see") == 0 ? shelf->kind->name : field;
    struct shelf *target = library_shelf(lib, name);
    return target && (strcmp(field, "see") == 0 || strcmp(target->kind->plural, field) == 0) ? target : NULL;
}

long entry_find(const struct shelf *shelf, const char *text)
{
    long found = shelf_find(shelf, text);
    for (size_t i = 0; found < 0 && i < shelf_count(shelf); i++)
        if (text_alike(shelf_label(shelf, i), text))
            found = (long)i;
    return found;
}

size_t entry_links(const struct library *lib, const struct shelf *shelf, size_t entry, int field,
                   struct entry_link *links, size_t most)
{
    const struct field *f = &shelf->kind->fields[field];
    const struct shelf *target = entry_target(lib, shelf, f->name);
    size_t n = 0;
    if (!target && !(f->type == FIELD_LIST && strcmp(f->name, "questions") == 0))
        return 0;
    for (const char *s = shelf_text(shelf, entry, f->name); *s && n < most;) {
        size_t len = strcspn(s, ";");
        struct entry_link *link = &links[n++];
        link->shelf = target;
        snprintf(link->id, sizeof link->id, "%.*s", (int)len, s);
        link->entry = target ? shelf_find(target, link->id) : -1;
        s += len + (s[len] == ';');
    }
    return n;
}

size_t entry_links_back(const struct library *lib, const struct shelf *shelf, size_t entry, const struct shelf *from,
                        struct entry_link *links, size_t most)
{
    const char *field = shelf == from ? "see" : shelf->kind->plural;
    size_t n = 0;
    if (entry_target(lib, from, field) != shelf)
        return 0;
    for (size_t i = 0; i < shelf_count(from) && n < most; i++)
        if (shelf_has(from, i, field, shelf_id(shelf, entry))) {
            links[n] = (struct entry_link){.shelf = from, .entry = (long)i};
            snprintf(links[n++].id, LINK_ID, "%s", shelf_id(from, i));
        }
    return n;
}

static size_t add_once(struct entry_link *links, size_t count, size_t most, const struct entry_link *link)
{
    for (size_t i = 0; i < count; i++)
        if (links[i].shelf == link->shelf && links[i].entry == link->entry)
            return count;
    if (count < most && link->entry >= 0)
        links[count++] = *link;
    return count;
}

size_t entry_links_question(const struct library *lib, const struct instrument *guide, size_t item,
                            struct entry_link *links, size_t most)
{
    int head = guide->items[item].parent;
    size_t n = 0;
    for (size_t s = 0; s < 2 * lib->count; s++) { /* cases first: how others met it */
        const struct shelf *shelf = &lib->shelves[s % lib->count];
        if ((strcmp(shelf->kind->name, "case") == 0) != (s < lib->count))
            continue;
        for (size_t i = 0; kind_field(shelf->kind, "questions") >= 0 && i < shelf_count(shelf); i++)
            if (shelf_has(shelf, i, "questions", guide->items[item].id) ||
                (head >= 0 && shelf_has(shelf, i, "questions", guide->items[head].id))) {
                struct entry_link link = {.shelf = shelf, .entry = (long)i};
                snprintf(link.id, LINK_ID, "%s", shelf_id(shelf, i));
                n = add_once(links, n, most, &link);
            }
    }
    size_t named = n;
    for (size_t i = 0; i < named; i++) {
        struct entry_link tools[LINKS_MOST];
        int field = kind_field(links[i].shelf->kind, "tools");
        if (strcmp(links[i].shelf->kind->name, "risk") != 0 || field < 0)
            continue;
        size_t count = entry_links(lib, links[i].shelf, (size_t)links[i].entry, field, tools, LINKS_MOST);
        for (size_t t = 0; t < count; t++)
            n = add_once(links, n, most, &tools[t]);
    }
    return n;
}

const char *entry_link_label(const struct entry_link *link, const struct instrument *guide)
{
    int item = link->shelf ? -1 : instrument_find(guide, link->id);
    if (link->shelf && link->entry >= 0)
        return shelf_label(link->shelf, (size_t)link->entry);
    return item >= 0 ? instrument_text(guide, (size_t)item, WORDING_LABEL) : link->id;
}
