/* mem.h: memory that is never refused. These end the program (die_out_of_memory) instead of returning NULL. */
#ifndef PEERLOOM_BASE_MEM_H
#define PEERLOOM_BASE_MEM_H

#include <stddef.h>

/* The exit status of die_out_of_memory(); main's exit handler turns it into a message once the terminal is given back
 * (sysexits.h: EX_OSERR). */
#define EXIT_OUT_OF_MEMORY 71

_Noreturn void die_out_of_memory(void);

void *xmalloc(size_t size);
void *xcalloc(size_t count, size_t size);
void *xrealloc(void *p, size_t size);
char *xstrdup(const char *s);
char *xstrndup(const char *s, size_t n);

/* Makes room for at least `need` elements in the growable array `items` of capacity `cap` (doubling). */
#define GROW(items, need, cap)                                                                                         \
    do {                                                                                                               \
        if ((need) > (cap)) {                                                                                          \
            (cap) = (need) > (cap) * 2 ? (need) : (cap) * 2;                                                           \
            (items) = xrealloc((items), (cap) * sizeof *(items));                                                      \
        }                                                                                                              \
    } while (0)

#endif
