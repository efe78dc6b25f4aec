#include "store/chain.h"

#include <sodium.h>
#include <stdlib.h>
#include <string.h>

#include "base/mem.h"

/* libsodium's state wants 64 bytes of alignment, more than malloc() gives. */
struct chain {
    crypto_generichash_state state;
};

static void begin(crypto_generichash_state *h, char letter)
{
    crypto_generichash_init(h, NULL, 0, CHAIN_SIZE);
    crypto_generichash_update(h, (const unsigned char *)&letter, 1);
}

static unsigned char *put_number(unsigned char *p, int64_t number)
{
    uint64_t n = (uint64_t)number;
    for (int i = 0; i < 8; i++, n >>= 8)
        *p++ = (unsigned char)n;
    return p;
}

static unsigned char *put_optional(unsigned char *p, struct chain_number n)
{
    *p++ = n.there;
    return n.there ? put_number(p, n.n) : p;
}

static void add_text(crypto_generichash_state *h, struct chain_text text)
{
    unsigned char length[8];
    put_number(length, text.s ? (int64_t)text.n + 1 : 0);
    crypto_generichash_update(h, length, sizeof length);
    if (text.s)
        crypto_generichash_update(h, (const unsigned char *)text.s, text.n);
}

void chain_leaf(int64_t site, int64_t seq, int64_t verb, const struct chain_text texts[CHAIN_TEXTS],
                unsigned char leaf[CHAIN_SIZE])
{
    crypto_generichash_state h;
    unsigned char numbers[24];
    put_number(put_number(put_number(numbers, site), seq), verb);
    begin(&h, 'o');
    crypto_generichash_update(&h, numbers, sizeof numbers);
    for (int i = 0; i < CHAIN_TEXTS; i++)
        add_text(&h, texts[i]);
    crypto_generichash_final(&h, leaf, CHAIN_SIZE);
}

bool chain_kept_leaf(struct chain_text value, unsigned char leaf[CHAIN_SIZE])
{
    size_t made = 0;
    return value.s && value.n == CHAIN_HEX - 1 && strspn(value.s, "0123456789abcdef") == value.n &&
           sodium_hex2bin(leaf, CHAIN_SIZE, value.s, value.n, NULL, &made, NULL) == 0 && made == CHAIN_SIZE;
}

void chain_hex(const unsigned char digest[CHAIN_SIZE], char out[CHAIN_HEX])
{
    sodium_bin2hex(out, CHAIN_HEX, digest, CHAIN_SIZE);
}

void chain_label(struct chain_text label, unsigned char digest[CHAIN_SIZE])
{
    crypto_generichash_state h;
    begin(&h, 'l');
    if (label.s)
        crypto_generichash_update(&h, (const unsigned char *)label.s, label.n);
    crypto_generichash_final(&h, digest, CHAIN_SIZE);
}

void chain_origin(const struct chain_site *site, unsigned char digest[CHAIN_SIZE])
{
    crypto_generichash_state h;
    unsigned char numbers[40], *p = put_number(put_number(numbers, site->site), site->since);
    p = put_optional(put_optional(p, site->after_site), site->after_seq);
    begin(&h, 's');
    crypto_generichash_update(&h, numbers, (size_t)(p - numbers));
    crypto_generichash_update(&h, site->after_digest, CHAIN_SIZE);
    crypto_generichash_final(&h, digest, CHAIN_SIZE);
}

void chain_local(const char *key, const char *value, unsigned char digest[CHAIN_SIZE])
{
    crypto_generichash_state h;
    begin(&h, 'k');
    add_text(&h, (struct chain_text){key, strlen(key)});
    add_text(&h, (struct chain_text){value, strlen(value)});
    crypto_generichash_final(&h, digest, CHAIN_SIZE);
}

struct chain *chain_new(void)
{
    struct chain *c = aligned_alloc(_Alignof(struct chain), sizeof *c);
    if (!c)
        die_out_of_memory();
    return c;
}

void chain_free(struct chain *c)
{
    free(c);
}

void chain_begin(struct chain *c, const unsigned char before[CHAIN_SIZE])
{
    begin(&c->state, 'c');
    crypto_generichash_update(&c->state, before, CHAIN_SIZE);
}

void chain_add(struct chain *c, const unsigned char leaf[CHAIN_SIZE])
{
    crypto_generichash_update(&c->state, leaf, CHAIN_SIZE);
}

void chain_end(struct chain *c, const struct chain_row *row, unsigned char digest[CHAIN_SIZE])
{
    const int64_t fixed[] = {row->site, row->seq, row->operations, row->at, row->role};
    unsigned char numbers[5 * 8 + CHAIN_LINKS * 9], *p = numbers;
    for (int i = 0; i < 5; i++)
        p = put_number(p, fixed[i]);
    for (int i = 0; i < CHAIN_LINKS; i++)
        p = put_optional(p, row->links[i]);
    crypto_generichash_update(&c->state, numbers, (size_t)(p - numbers));
    crypto_generichash_update(&c->state, row->label, CHAIN_SIZE);
    crypto_generichash_final(&c->state, digest, CHAIN_SIZE);
}
