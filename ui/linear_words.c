/* linear_words.c: see linear_words.h. */
#include "ui/linear_words.h"

#include <string.h>

#include "base/buf.h"
#include "base/tr.h"
#include "base/utf8.h"
#include "app/sheet_list.h"

/* One word each, without blanks, and no two alike on one page: tests/content/test-language looks. */
#define WORD(ID, name, word, ...) word,
static const char *const words[] = {
    SHEET_LIST(WORD, WORD, WORD)
    NC_("word typed", "about"),
    NC_("word typed", "absent"),
    NC_("word typed", "action"),
    NC_("word typed", "actions"),
    NC_("word typed", "add"),
    NC_("word typed", "all"),
    NC_("word typed", "alliance"),
    NC_("word typed", "assess"),
    NC_("word typed", "assessments"),
    NC_("word typed", "back"),
    NC_("word typed", "backup"),
    NC_("word typed", "beside"),
    NC_("word typed", "board"),
    NC_("word typed", "cases"),
    NC_("word typed", "change"),
    NC_("word typed", "check"),
    NC_("word typed", "choose"),
    NC_("word typed", "close"),
    NC_("word typed", "columns"),
    NC_("word typed", "compare"),
    NC_("word typed", "confidence"),
    NC_("word typed", "contact"),
    NC_("word typed", "delete"),
    NC_("word typed", "edit"),
    NC_("word typed", "empty"),
    NC_("word typed", "evidence"),
    NC_("word typed", "export"),
    NC_("word typed", "feedback"),
    NC_("word typed", "file"),
    NC_("word typed", "filter"),
    NC_("word typed", "find"),
    NC_("word typed", "from"),
    NC_("word typed", "forget"),
    NC_("word typed", "home"),
    NC_("word typed", "import"),
    NC_("word typed", "kind"),
    NC_("word typed", "language"),
    NC_("word typed", "last"),
    NC_("word typed", "lens"),
    NC_("word typed", "library"),
    NC_("word typed", "limit"),
    NC_("word typed", "lock"),
    NC_("word typed", "messages"),
    NC_("word typed", "mode"),
    NC_("word typed", "move"),
    NC_("word typed", "never"),
    NC_("word typed", "new"),
    NC_("word typed", "none"),
    NC_("word typed", "objective"),
    NC_("word typed", "open"),
    NC_("word typed", "out"),
    NC_("word typed", "peers"),
    NC_("word typed", "people"),
    NC_("word typed", "person"),
    NC_("word typed", "phase"),
    NC_("word typed", "place"),
    NC_("word typed", "plan"),
    NC_("word typed", "pool"),
    NC_("word typed", "previous"),
    NC_("word typed", "publish"),
    NC_("word typed", "quit"),
    NC_("word typed", "rate"),
    NC_("word typed", "records"),
    NC_("word typed", "redo"),
    NC_("word typed", "rejects"),
    NC_("word typed", "remove"),
    NC_("word typed", "reopen"),
    NC_("word typed", "role"),
    NC_("word typed", "round"),
    NC_("word typed", "rows"),
    NC_("word typed", "rules"),
    NC_("word typed", "scores"),
    NC_("word typed", "search"),
    NC_("word typed", "sheet"),
    NC_("word typed", "some"),
    NC_("word typed", "sort"),
    NC_("word typed", "status"),
    NC_("word typed", "suggest"),
    NC_("word typed", "take"),
    NC_("word typed", "term"),
    NC_("word typed", "together"),
    NC_("word typed", "undo"),
    NC_("word typed", "unlock"),
    NC_("word typed", "visibility"),
    NC_("word typed", "walk"),
    NC_("word typed", "weave"),
    NC_("word typed", "weights"),
    NC_("word typed", "why"),
    NC_("word typed", "worksheet"),
    NC_("word typed", "write"),
    NC_("word typed", "yes"),
};

const char *linear_word(const char *name)
{
    for (size_t i = 0; i < sizeof words / sizeof *words; i++)
        if (strcmp(tr_source(words[i]), name) == 0)
            return tr(words[i]);
    return name;
}

static bool begins(const char *word, const char *typed, bool whole)
{
    struct buf a = BUF_INIT, b = BUF_INIT;
    text_fold(&a, word, strlen(word));
    text_fold(&b, typed, strlen(typed));
    bool same = b.len > 0 && strncmp(buf_str(&a), buf_str(&b), b.len) == 0 && (!whole || a.len == b.len);
    buf_release(&a);
    buf_release(&b);
    return same;
}

/* A capital makes it a text, such as a name that is to be found. */
static bool has_capital(const char *typed)
{
    return strcspn(typed, "ABCDEFGHIJKLMNOPQRSTUVWXYZ") < strlen(typed);
}

bool linear_is_word(const char *name, const char *typed)
{
    if (has_capital(typed))
        return false;
    return strcmp(name, typed) == 0 || begins(linear_word(name), typed, true);
}

bool linear_word_starts(const char *name, const char *typed)
{
    return begins(linear_word(name), typed, false) || begins(name, typed, false);
}
