/* sample.c: a small curses program, for the proof of the pseudo-terminal driver.
 *
 * It shows its size, the last key by name, what was pasted, and a box in colour. q ends it with 7, c ends it by
 * signal; e sends a window title past curses, which the audit must find.
 */
#include <locale.h>
#include <ncurses.h>
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

enum { PASTE_BEGIN = 2000, PASTE_END };

struct state {
    int key;
    bool pasting;
    char pasted[200];
};

static void draw(const struct state *s)
{
    int y, x;
    getmaxyx(stdscr, y, x);
    erase();
    mvprintw(0, 0, "sample %dx%d", y, x);
    const char *name = s->key ? keyname(s->key) : "none";
    mvprintw(1, 0, "key %s", name ? name : "unknown");
    mvprintw(2, 0, "pasted [%s]", s->pasted);
    attron(A_REVERSE | A_BOLD | COLOR_PAIR(1));
    mvprintw(3, 2, "\u00c9milie Wanjik\u0169 \u6f22\u5b57 e\u0301");
    attroff(A_REVERSE | A_BOLD | COLOR_PAIR(1));
    mvhline(4, 0, ACS_HLINE, 30); /* long enough for the "repeat character" of the terminal */
    mvaddch(4, 0, ACS_ULCORNER);
    move(1, 4);
    refresh();
}

static void take(struct state *s, int key)
{
    if (key == PASTE_BEGIN || key == PASTE_END) {
        s->pasting = key == PASTE_BEGIN;
        if (s->pasting)
            s->pasted[0] = 0;
    } else if (s->pasting) {
        size_t n = strlen(s->pasted);
        if (n + 1 < sizeof s->pasted && key < 256) {
            s->pasted[n] = (char)(key == '\n' ? '|' : key);
            s->pasted[n + 1] = 0;
        }
    } else {
        s->key = key;
    }
}

int main(void)
{
    struct state s = {0};
    setlocale(LC_ALL, "");
    initscr();
    start_color();
    use_default_colors();
    init_pair(1, COLOR_GREEN, -1);
    raw();
    noecho();
    keypad(stdscr, TRUE);
    set_escdelay(25);
    define_key("\033[200~", PASTE_BEGIN);
    define_key("\033[201~", PASTE_END);
    printf("\033[?2004h");
    fflush(stdout);
    draw(&s);
    for (int key; (key = getch()) != 'q' || s.pasting;) {
        take(&s, key);
        if (key == 'c' && !s.pasting)
            raise(SIGKILL);
        if (key == 'e' && !s.pasting) {
            printf("\033]0;another title\a");
            fflush(stdout);
        }
        draw(&s);
    }
    printf("\033[?2004l");
    fflush(stdout);
    endwin();
    return 7;
}
