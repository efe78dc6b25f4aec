/* nc-db: the third yardstick: nc-db FILE.db. The list of nc-delta over the table peer of an SQLite file (make-people
 * db), of which only the rows on the screen are in memory; it pages by key: the rows after (or before) the name at the
 * edge. Up and Down; q quits. */
#include <sqlite3.h>
#include <stdlib.h>
#include <string.h>

#include "bench/list.h"

enum { HEIGHT_MAX = 200 };

struct row {
    char name[160], id[48], text[ROW_SIZE];
};

struct list {
    sqlite3_stmt *next, *previous;
    struct row rows[HEIGHT_MAX]; /* on the screen, from the top */
    int n, height, selected;
};

#define COLUMNS "SELECT name, id, family_name, given_name, organisation, country, position_title FROM peer "

/* Spelt out: SQLite 3.40 scans the index for a comparison of pairs when a collation is named in it. */
static const char next_sql[] = COLUMNS "WHERE name COLLATE NOCASE >= ?1 AND (name COLLATE NOCASE > ?1 OR id > ?2)"
                                       " ORDER BY name COLLATE NOCASE, id LIMIT ?3";
static const char previous_sql[] = COLUMNS "WHERE name COLLATE NOCASE <= ?1 AND (name COLLATE NOCASE < ?1 OR id < ?2)"
                                           " ORDER BY name COLLATE NOCASE DESC, id DESC LIMIT ?3";

static const char *column(sqlite3_stmt *q, int i)
{
    const char *text = (const char *)sqlite3_column_text(q, i);
    return text ? text : "";
}

/* Up to `most` rows from beside `from` (NULL: the first ones) into `to`; how many there were. */
static int fetch(sqlite3_stmt *q, const struct row *from, struct row *to, int most)
{
    int n = 0;
    sqlite3_bind_text(q, 1, from ? from->name : "", -1, SQLITE_STATIC);
    sqlite3_bind_text(q, 2, from ? from->id : "", -1, SQLITE_STATIC);
    sqlite3_bind_int(q, 3, most);
    for (; n < most && sqlite3_step(q) == SQLITE_ROW; n++) {
        snprintf(to[n].name, sizeof to[n].name, "%s", column(q, 0));
        snprintf(to[n].id, sizeof to[n].id, "%s", column(q, 1));
        list_text(to[n].text, column(q, 2), column(q, 3), column(q, 4), column(q, 5), column(q, 6));
    }
    sqlite3_reset(q);
    return n;
}

static void put(const struct list *l, int y)
{
    list_put(y, l->rows[y].text, y == l->selected);
}

/* One row on at the edge of the screen: down (1) or up (-1). False at the end of the list. */
static bool turn(struct list *l, int by)
{
    struct row one;
    const struct row *edge = &l->rows[by > 0 ? l->n - 1 : 0];
    if (fetch(by > 0 ? l->next : l->previous, edge, &one, 1) == 0)
        return false;
    memmove(&l->rows[by > 0 ? 0 : 1], &l->rows[by > 0 ? 1 : 0], (size_t)(l->n - 1) * sizeof one);
    l->rows[by > 0 ? l->n - 1 : 0] = one;
    setscrreg(0, l->height - 1);
    scrollok(stdscr, TRUE);
    scrl(by);
    scrollok(stdscr, FALSE);
    return true;
}

static void move_by(struct list *l, int by)
{
    int old = l->selected, to = old + by;
    if (to >= 0 && to < l->n)
        l->selected = to;
    else if (!turn(l, by))
        return;
    else
        old -= by;
    put(l, old);
    put(l, l->selected);
    mvaddstr(l->height, 1, "Up Down  q Quit");
    refresh();
}

int main(int argc, char **argv)
{
    sqlite3 *db = NULL;
    static const int options = SQLITE_OPEN_READONLY;
    struct list *l = calloc(1, sizeof *l);
    if (!l || argc != 2 || sqlite3_open_v2(argv[1], &db, options, NULL) != SQLITE_OK ||
        sqlite3_prepare_v2(db, next_sql, -1, &l->next, NULL) != SQLITE_OK ||
        sqlite3_prepare_v2(db, previous_sql, -1, &l->previous, NULL) != SQLITE_OK) {
        fprintf(stderr, "nc-db: cannot read the table: %s\n", db ? sqlite3_errmsg(db) : "usage: nc-db FILE.db");
        return 1;
    }
    list_begin();
    idlok(stdscr, TRUE);
    l->height = LINES - 1 < HEIGHT_MAX ? LINES - 1 : HEIGHT_MAX;
    l->n = fetch(l->next, NULL, l->rows, l->height);
    for (int y = 0; y < l->n; y++)
        put(l, y);
    mvaddstr(l->height, 1, "Up Down  q Quit");
    refresh();
    for (int key; (key = getch()) != 'q' && key != ERR;) {
        if ((key == KEY_DOWN || key == KEY_UP) && l->n > 0)
            move_by(l, key == KEY_DOWN ? 1 : -1);
    }
    endwin();
    sqlite3_finalize(l->next);
    sqlite3_finalize(l->previous);
    sqlite3_close(db);
    free(l);
    return 0;
}
