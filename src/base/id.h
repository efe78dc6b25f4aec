/* id.h: identities of records and sites, from the kernel's random source. */
#ifndef PEERLOOM_BASE_ID_H
#define PEERLOOM_BASE_ID_H

#include <stdbool.h>
#include <stdint.h>

#define ID_SIZE 37 /* 36 characters of a UUID and a NUL */

/* A new UUID version 7 (RFC 9562, 5.7), of now: its order is that of making, to a quarter of a microsecond (6.2, method 3), so
 * that new records sit together on disk and a list by id is always the same. */
void id_new(char out[ID_SIZE]);

/* Writes 16 bytes as a UUID of the given version (their version and variant bits are overwritten). */
void id_from_bytes(uint8_t bytes[16], int version, char out[ID_SIZE]);

/* True if s is a UUID in lower case with hyphens, of any version. */
bool id_valid(const char *s);

/* A random number from 1 to 2^63-1 that names one copy of a workbench. */
int64_t site_new(void);

#endif
