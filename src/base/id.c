#include "base/id.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/random.h>
#include <time.h>

static void random_bytes(void *out, size_t n)
{
    unsigned char *p = out;
    while (n > 0) {
        ssize_t got = getrandom(p, n, 0);
        if (got < 0)
            continue; /* interrupted by a signal; with flags 0 there is no other reason on Linux */
        p += got;
        n -= (size_t)got;
    }
}

void id_from_bytes(uint8_t b[16], int version, char out[ID_SIZE])
{
    static const char hex[] = "0123456789abcdef";
    b[6] = (uint8_t)(version << 4 | (b[6] & 0x0f));
    b[8] = (uint8_t)(0x80 | (b[8] & 0x3f));
    for (int i = 0; i < 16; i++) {
        if (i == 4 || i == 6 || i == 8 || i == 10)
            *out++ = '-';
        *out++ = hex[b[i] >> 4];
        *out++ = hex[b[i] & 15];
    }
    *out = '\0';
}

void id_new(char out[ID_SIZE])
{
    uint8_t b[16];
    struct timespec now;
    random_bytes(b, sizeof b);
    clock_gettime(CLOCK_REALTIME, &now);
    uint64_t ms = (uint64_t)now.tv_sec * 1000 + (uint64_t)now.tv_nsec / 1000000;
    unsigned fraction = (unsigned)((uint64_t)now.tv_nsec % 1000000 * 4096 / 1000000);
    for (int i = 0; i < 6; i++)
        b[i] = (uint8_t)(ms >> (40 - 8 * i));
    b[6] = (uint8_t)(fraction >> 8);
    b[7] = (uint8_t)fraction;
    id_from_bytes(b, 7, out);
}

bool id_valid(const char *s)
{
    if (strlen(s) != ID_SIZE - 1)
        return false;
    for (int i = 0; s[i]; i++) {
        bool hyphen = i == 8 || i == 13 || i == 18 || i == 23;
        if (hyphen ? s[i] != '-' : !strchr("0123456789abcdef", s[i]))
            return false;
    }
    return true;
}

int64_t site_new(void)
{
    int64_t n;
    do {
        random_bytes(&n, sizeof n);
        n &= INT64_MAX;
    } while (n == 0);
    return n;
}
