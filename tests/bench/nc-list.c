/* nc-list: the first yardstick, a list in curses that does nothing: nc-list [PEOPLE]. It repaints all its rows on each
 * key and leaves it to curses to send what differs. Arrows, page keys, Home, End; q quits. */
#include <stdlib.h>

#include "bench/list.h"

static void paint(long top, long selected, long n, int height)
{
    char row[ROW_SIZE];
    erase();
    for (int y = 0; y < height && top + y < n; y++) {
        list_person(row, top + y);
        list_put(y, row, top + y == selected);
    }
    mvprintw(height, 0, " %ld of %ld   Up Down Page  q Quit", selected + 1, n);
    refresh();
}

int main(int argc, char **argv)
{
    long n = argc > 1 ? atol(argv[1]) : 100000, top = 0, selected = 0;
    list_begin();
    do {
        int height = LINES - 1;
        top = list_top(top, selected, height);
        paint(top, selected, n, height);
        int key = getch();
        if (key == 'q' || key == ERR)
            break;
        selected = list_move(key, selected, n, height);
    } while (true);
    endwin();
    return 0;
}
