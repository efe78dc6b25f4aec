/* nc-delta: the second yardstick: nc-delta [PEOPLE]. The list of nc-list, but only rows that changed are touched, and a
 * move by one row at the edge scrolls the terminal. Arrows, page keys, Home, End; q quits. */
#include <stdlib.h>

#include "bench/list.h"

static void put(long i, long top, long selected, long n)
{
    char row[ROW_SIZE] = "";
    if (i < n)
        list_person(row, i);
    list_put((int)(i - top), row, i == selected);
}

/* Brings the screen from one state to the next. */
static void update(long old_top, long old_selected, long top, long selected, long n, int height)
{
    long by = top - old_top;
    if (by == 1 || by == -1) {
        setscrreg(0, height - 1);
        scrollok(stdscr, TRUE);
        scrl((int)by);
        scrollok(stdscr, FALSE);
    } else if (by != 0) {
        for (long i = top; i < top + height; i++)
            put(i, top, selected, n);
    }
    if (old_selected >= top && old_selected < top + height)
        put(old_selected, top, selected, n);
    put(selected, top, selected, n);
    mvprintw(height, 1, "%ld of %ld   Up Down Page  q Quit", selected + 1, n);
    clrtoeol();
    refresh();
}

int main(int argc, char **argv)
{
    long n = argc > 1 ? atol(argv[1]) : 100000, top = 0, selected = 0;
    list_begin();
    idlok(stdscr, TRUE);
    int height = LINES - 1;
    update(-height, 0, 0, 0, n, height);
    for (int key; (key = getch()) != 'q' && key != ERR;) {
        long to = list_move(key, selected, n, height), to_top = list_top(top, to, height);
        if (to != selected)
            update(top, selected, to_top, to, n, height);
        selected = to;
        top = to_top;
    }
    endwin();
    return 0;
}
