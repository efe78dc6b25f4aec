/* chain.h: digests of the log, so that damage to it is found and a fork is told from a continuation.
 *
 * Each change carries a digest over what it did and the digest of the change before it on its site; the encoding is
 * written down in data/schema/002-chain.sql. Nothing here reads or writes a file: chain_walk.h does.
 * A digest of 16 bytes finds damage and mistakes; against forgery it is no defence, as it has no key.
 */
#ifndef PEERLOOM_STORE_CHAIN_H
#define PEERLOOM_STORE_CHAIN_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#define CHAIN_SIZE 16
#define CHAIN_HEX (2 * CHAIN_SIZE + 1)

/* A text as the database holds it: NULL and "" differ, and damage may have put a NUL inside. */
struct chain_text {
    const char *s; /* NULL: none */
    size_t n;
};

/* The texts of an operation, in this order. */
enum { CHAIN_KIND, CHAIN_RECORD, CHAIN_FIELD, CHAIN_VALUE, CHAIN_PARENTS, CHAIN_TEXTS };

/* The leaf of one operation. */
void chain_leaf(int64_t site, int64_t seq, int64_t verb, const struct chain_text texts[CHAIN_TEXTS],
                unsigned char leaf[CHAIN_SIZE]);
/* The leaf that a tombstone keeps in its value; false if it holds none. */
bool chain_kept_leaf(struct chain_text value, unsigned char leaf[CHAIN_SIZE]);
/* The value of a tombstone for an operation with that leaf. */
void chain_hex(const unsigned char digest[CHAIN_SIZE], char out[CHAIN_HEX]);

void chain_label(struct chain_text label, unsigned char digest[CHAIN_SIZE]);

/* A number that may be NULL. */
struct chain_number {
    bool there;
    int64_t n;
};

/* Where a site comes from: its row of log_site. */
struct chain_site {
    int64_t site, since;
    struct chain_number after_site, after_seq;
    unsigned char after_digest[CHAIN_SIZE];
};
/* What the first change of the site is chained to. */
void chain_origin(const struct chain_site *site, unsigned char digest[CHAIN_SIZE]);

enum { CHAIN_TARGET, CHAIN_BELOW, CHAIN_UNDO_TOP, CHAIN_REDO_TOP, CHAIN_LINKS };

/* A change but for its operations: its row of log_change. */
struct chain_row {
    int64_t site, seq, operations, at, role;
    struct chain_number links[CHAIN_LINKS];
    unsigned char label[CHAIN_SIZE];
};

/* A digest that is being made: begin, a leaf for each operation, end. */
struct chain;
struct chain *chain_new(void);
void chain_free(struct chain *c); /* NULL is allowed */
void chain_begin(struct chain *c, const unsigned char before[CHAIN_SIZE]);
void chain_add(struct chain *c, const unsigned char leaf[CHAIN_SIZE]);
void chain_end(struct chain *c, const struct chain_row *row, unsigned char digest[CHAIN_SIZE]);

/* The digest of a row of `local`. */
void chain_local(const char *key, const char *value, unsigned char digest[CHAIN_SIZE]);

#endif
