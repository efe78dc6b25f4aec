/* view_choose.c: the rows of a view that fit its filter, in its order: found in a copy of the text to look in. */
#include <stdlib.h>
#include <string.h>

#include "base/mem.h"
#include "base/utf8.h"
#include "store/view_internal.h"

void corpus_clear(struct corpus *c)
{
    free(c->rowids);
    free(c->offsets);
    buf_release(&c->text);
    *c = (struct corpus){.text = BUF_INIT};
}

/* Appends what rows are ordered by. Choices are in the order of their description, numbers by value. */
static void order_by(const struct view *v, struct buf *sql)
{
    const char *way = v->descending ? " DESC" : "";
    const struct field *f = v->by_title ? NULL : view_column_field(v->kind, v->sort);
    const char *table = v->sort.through < 0 ? "k" : "t";
    if (!f || f->type == FIELD_LINKS) {
        buf_addf(sql, " ORDER BY k.sort_%s, k.rowid%s", way, way);
        return;
    }
    buf_addf(sql, " ORDER BY %s.\"%s\" IS NULL, ", table, f->name);
    if (f->type == FIELD_INTEGER || f->type == FIELD_NUMBER)
        buf_addf(sql, "CAST(%s.\"%s\" AS REAL)", table, f->name);
    else if (f->type == FIELD_CHOICE)
        buf_addf(sql, "instr(:choices, ';' || %s.\"%s\" || ';')", table, f->name);
    else if (f->type == FIELD_REFERENCE)
        buf_adds(sql, "r.sort_");
    else
        buf_addf(sql, "%s.\"%s\" COLLATE NOCASE", table, f->name);
    buf_addf(sql, "%s, k.sort_, k.rowid", way);
}

static enum status corpus_load(struct view *v, struct error *e)
{
    struct corpus *c = &v->corpus;
    const struct field *f = v->by_title ? NULL : view_column_field(v->kind, v->sort);
    struct buf sql = BUF_INIT, choices = BUF_INIT;
    buf_addf(&sql, "SELECT k.rowid, k.sort_, k.find_ FROM \"%s\" k", v->kind->name);
    if (f && v->sort.through >= 0)
        buf_addf(&sql, " LEFT JOIN \"%s\" t ON t.id = k.\"%s\"", v->kind->fields[v->sort.through].reference->name,
                 v->kind->fields[v->sort.through].name);
    if (f && f->type == FIELD_REFERENCE)
        buf_addf(&sql, " LEFT JOIN \"%s\" r ON r.id = %s.\"%s\"", f->reference->name, v->sort.through < 0 ? "k" : "t",
                 f->name);
    if (*v->alliance)
        buf_adds(&sql, " WHERE k.alliance = :alliance");
    order_by(v, &sql);
    sqlite3_stmt *stmt = db_prepare(&v->store->db, sql.s);
    buf_release(&sql);
    if (!stmt)
        return db_fail(&v->store->db, "read", e);
    bind_alliance(v, stmt);
    if (f && f->type == FIELD_CHOICE) {
        for (size_t i = 0; i < f->choice_count; i++)
            buf_addf(&choices, ";%s;", f->choices[i].name);
        db_text(stmt, ":choices", buf_str(&choices));
    }
    corpus_clear(c);
    int rc;
    while ((rc = sqlite3_step(stmt)) == SQLITE_ROW) {
        GROW(c->rowids, c->count + 1, c->cap);
        GROW(c->offsets, c->count + 1, c->offset_cap);
        c->rowids[c->count] = sqlite3_column_int64(stmt, 0);
        c->offsets[c->count++] = c->text.len;
        buf_add(&c->text, db_column(stmt, 1), (size_t)sqlite3_column_bytes(stmt, 1));
        buf_addc(&c->text, '\n');
        buf_add(&c->text, db_column(stmt, 2), (size_t)sqlite3_column_bytes(stmt, 2) + 1);
    }
    sqlite3_reset(stmt);
    buf_release(&choices);
    c->loaded = rc == SQLITE_DONE;
    return c->loaded ? OK : db_fail(&v->store->db, "read", e);
}

/* Appends the English labels, folded, of the kind's choices whose label in the language spoken holds the word: the text to
 * look in is kept in English. */
static void add_stand_ins(const struct kind *k, const char *word, struct buf *look)
{
    for (size_t f = FIELD_FIRST; f < k->field_count; f++)
        for (size_t i = 0; i < k->fields[f].choice_count; i++) {
            const struct choice *choice = &k->fields[f].choices[i];
            struct buf label = BUF_INIT;
            if (strcmp(choice->label, choice->source) != 0)
                text_fold(&label, choice->label, strlen(choice->label));
            if (label.len && strstr(label.s, word)) {
                text_fold(look, choice->source, strlen(choice->source));
                buf_addc(look, '\0');
            }
            buf_release(&label);
        }
}

void choose_words(struct view *v)
{
    buf_clear(&v->look);
    for (const char *word = buf_str(&v->words); *word; word += strspn(word, " ")) {
        size_t n = strcspn(word, " "), at = v->look.len;
        buf_add(&v->look, word, n);
        buf_addc(&v->look, '\0');
        char *one = xstrdup(v->look.s + at);
        add_stand_ins(v->kind, one, &v->look);
        for (size_t f = FIELD_FIRST; f < v->kind->field_count; f++)
            if (v->kind->fields[f].type == FIELD_REFERENCE)
                add_stand_ins(v->kind->fields[f].reference, one, &v->look);
        free(one);
        buf_addc(&v->look, '\0');
        word += n;
    }
}

/* Does each word of the filter, or something that stands for it, occur in the text? */
static bool matches(const struct buf *look, const char *text)
{
    for (const char *word = buf_str(look), *end = word + look->len; word < end; word++) {
        bool found = false;
        for (; *word; word += strlen(word) + 1)
            found = found || strstr(text, word);
        if (!found)
            return false;
    }
    return true;
}

/* Puts the matches that fit best first; those that fit equally well keep their order. */
static void rank_matches(struct view *v)
{
    const struct corpus *c = &v->corpus;
    unsigned char *ranks = xcalloc(v->match_count + 1, 1);
    size_t *ranked = xcalloc(v->match_count + 1, sizeof *ranked), n = 0;
    for (size_t i = 0; i < v->match_count; i++) {
        const char *title = c->text.s + c->offsets[v->matches[i]];
        ranks[i] = (unsigned char)text_rank(title, strcspn(title, "\n"), buf_str(&v->words));
    }
    for (int rank = 0; rank < TEXT_RANKS; rank++)
        for (size_t i = 0; i < v->match_count; i++)
            if (ranks[i] == rank)
                ranked[n++] = v->matches[i];
    if (n)
        memcpy(v->matches, ranked, n * sizeof *ranked);
    free(ranked);
    free(ranks);
}

/* Looks in all rows, or, when the filter only grew longer, in those that matched before. */
static void choose(struct view *v, bool narrower)
{
    bool rank = v->ranked && v->by_title && v->words.len > 0;
    const struct corpus *c = &v->corpus;
    narrower = narrower && !rank; /* their order is another one */
    size_t from = narrower ? v->match_count : c->count, kept = 0;
    GROW(v->matches, c->count, v->match_cap);
    for (size_t i = 0; i < from; i++) {
        size_t at = narrower ? v->matches[i] : i;
        if (matches(&v->look, c->text.s + c->offsets[at]))
            v->matches[kept++] = at;
    }
    v->match_count = kept;
    if (rank)
        rank_matches(v);
    v->total = c->count;
    v->total_known = true;
}

enum status choose_rows(struct view *v, bool narrower, struct error *e)
{
    window_clear(v);
    v->chosen = v->words.len > 0 || !v->by_title || v->descending;
    if (!v->chosen) {
        corpus_clear(&v->corpus); /* the memory goes with the filter */
        return OK;
    }
    enum status status = v->corpus.loaded ? OK : corpus_load(v, e);
    if (status == OK)
        choose(v, narrower);
    else
        v->chosen = false;
    return status;
}

int64_t match_rowid(const struct view *v, size_t at)
{
    return v->corpus.rowids[v->matches[at]];
}

size_t find_match(const struct view *v, int64_t rowid)
{
    size_t at = 0;
    while (at < v->match_count && match_rowid(v, at) != rowid)
        at++;
    return at;
}
