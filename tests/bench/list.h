/* list.h: what the three yardstick lists share: the screen, the keys, and how one row looks. */
#ifndef PEERLOOM_TESTS_BENCH_LIST_H
#define PEERLOOM_TESTS_BENCH_LIST_H

#include <locale.h>
#include <ncurses.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <wchar.h>

#include "bench/people.h"

enum { ROW_SIZE = 512 };

static inline void list_begin(void)
{
    setlocale(LC_ALL, "");
    initscr();
    cbreak();
    noecho();
    keypad(stdscr, TRUE);
    curs_set(0);
}

/* Adds a text at *to, cut and filled to `width` columns and one blank (wcwidth() as curses measures). */
static inline void list_cell(char **to, const char *s, int width)
{
    mbstate_t state = {0};
    wchar_t wide;
    for (size_t n; (n = mbrtowc(&wide, s, MB_CUR_MAX, &state)) > 0 && n < (size_t)-2; s += n) {
        int columns = wcwidth(wide);
        if (columns > width)
            break;
        width -= columns > 0 ? columns : 0;
        memcpy(*to, s, n);
        *to += n;
    }
    for (width++; width > 0; width--)
        *(*to)++ = ' ';
    **to = 0;
}

static inline void list_text(char out[ROW_SIZE], const char *family, const char *given, const char *organisation,
                             const char *country, const char *title)
{
    list_cell(&out, family, 17);
    list_cell(&out, given, 19);
    list_cell(&out, organisation, 38);
    list_cell(&out, country, 13);
    list_cell(&out, title, 26);
}

/* The row of the i-th invented person. */
static inline void list_person(char out[ROW_SIZE], long i)
{
    struct person p;
    person_make(&p, (unsigned long)i);
    list_text(out, p.family, p.given, p.organisation, p.country, p.position_title);
}

static inline void list_put(int y, const char *text, bool selected)
{
    if (selected)
        attron(A_REVERSE);
    move(y, 0);
    clrtoeol();
    addnstr(text, COLS - 1);
    attroff(A_REVERSE);
}

/* The first row on the screen after a key moved the selection. */
static inline long list_top(long top, long selected, int height)
{
    return selected < top ? selected : selected >= top + height ? selected - height + 1 : top;
}

/* Where a key leads in a list of n rows. */
static inline long list_move(int key, long selected, long n, int height)
{
    long to = key == KEY_DOWN    ? selected + 1
              : key == KEY_UP    ? selected - 1
              : key == KEY_NPAGE ? selected + height
              : key == KEY_PPAGE ? selected - height
              : key == KEY_HOME  ? 0
              : key == KEY_END   ? n - 1
                                 : selected;
    return to < 0 ? 0 : to >= n ? n - 1 : to;
}

#endif
