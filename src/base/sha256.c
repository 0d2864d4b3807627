/* SHA-256 as in FIPS 180-4, section 6.2. Names as in the standard. The compression of a block is in portable C here, and in
 * sha256_ni.c for machines that have instructions for it. */
#include "base/sha256.h"

#include <stdatomic.h>
#include <string.h>

const uint32_t kj_sha256_constants[64] = {
    0x428a2f98, 0x71374491, 0xb5c0fbcf, 0xe9b5dba5, 0x3956c25b, 0x59f111f1, 0x923f82a4, 0xab1c5ed5,
    0xd807aa98, 0x12835b01, 0x243185be, 0x550c7dc3, 0x72be5d74, 0x80deb1fe, 0x9bdc06a7, 0xc19bf174,
    0xe49b69c1, 0xefbe4786, 0x0fc19dc6, 0x240ca1cc, 0x2de92c6f, 0x4a7484aa, 0x5cb0a9dc, 0x76f988da,
    0x983e5152, 0xa831c66d, 0xb00327c8, 0xbf597fc7, 0xc6e00bf3, 0xd5a79147, 0x06ca6351, 0x14292967,
    0x27b70a85, 0x2e1b2138, 0x4d2c6dfc, 0x53380d13, 0x650a7354, 0x766a0abb, 0x81c2c92e, 0x92722c85,
    0xa2bfe8a1, 0xa81a664b, 0xc24b8b70, 0xc76c51a3, 0xd192e819, 0xd6990624, 0xf40e3585, 0x106aa070,
    0x19a4c116, 0x1e376c08, 0x2748774c, 0x34b0bcb5, 0x391c0cb3, 0x4ed8aa4a, 0x5b9cca4f, 0x682e6ff3,
    0x748f82ee, 0x78a5636f, 0x84c87814, 0x8cc70208, 0x90befffa, 0xa4506ceb, 0xbef9a3f7, 0xc67178f2};

static uint32_t rotr(uint32_t x, int n) {
    return x >> n | x << (32 - n);
}

/* One round with the names of the state as they stand: instead of moving a to b, b to c and so on, the next round is
 * called with the names moved. `i` is the round in its sixteen, which follow `t`. */
#define ROUND(a, b, c, d, e, f, g, h, i)                                                                               \
    do {                                                                                                               \
        uint32_t t1 =                                                                                                  \
            h + (rotr(e, 6) ^ rotr(e, 11) ^ rotr(e, 25)) + (g ^ (e & (f ^ g))) + kj_sha256_constants[t + (i)] + w[i];  \
        d += t1;                                                                                                       \
        h = t1 + (rotr(a, 2) ^ rotr(a, 13) ^ rotr(a, 22)) + ((a & b) | (c & (a | b)));                                 \
    } while (0)
#define EIGHT(i)                                                                                                       \
    do {                                                                                                               \
        ROUND(a, b, c, d, e, f, g, h, i);                                                                              \
        ROUND(h, a, b, c, d, e, f, g, (i) + 1);                                                                        \
        ROUND(g, h, a, b, c, d, e, f, (i) + 2);                                                                        \
        ROUND(f, g, h, a, b, c, d, e, (i) + 3);                                                                        \
        ROUND(e, f, g, h, a, b, c, d, (i) + 4);                                                                        \
        ROUND(d, e, f, g, h, a, b, c, (i) + 5);                                                                        \
        ROUND(c, d, e, f, g, h, a, b, (i) + 6);                                                                        \
        ROUND(b, c, d, e, f, g, h, a, (i) + 7);                                                                        \
    } while (0)

/* The next sixteen words of the schedule in place of the last. */
static void extend(uint32_t w[16]) {
    for (int t = 0; t < 16; t++) {
        uint32_t far = w[(t + 1) & 15], near = w[(t + 14) & 15];
        uint32_t s0 = rotr(far, 7) ^ rotr(far, 18) ^ far >> 3, s1 = rotr(near, 17) ^ rotr(near, 19) ^ near >> 10;
        w[t] += s0 + w[(t + 9) & 15] + s1;
    }
}

static void compress(uint32_t state[8], const uint8_t block[64]) {
    uint32_t w[16];
    uint32_t a = state[0], b = state[1], c = state[2], d = state[3], e = state[4], f = state[5], g = state[6],
             h = state[7];
    for (size_t t = 0; t < 16; t++)
        w[t] = (uint32_t)block[t * 4] << 24 | (uint32_t)block[t * 4 + 1] << 16 | (uint32_t)block[t * 4 + 2] << 8 |
               block[t * 4 + 3];
    for (int t = 0; t < 64; t += 16) {
        if (t)
            extend(w);
        EIGHT(0);
        EIGHT(8);
    }
    uint32_t now[8] = {a, b, c, d, e, f, g, h};
    for (int i = 0; i < 8; i++)
        state[i] += now[i];
}

void kj_sha256_portable(uint32_t state[8], const uint8_t *blocks, size_t count) {
    for (; count > 0; count--, blocks += 64)
        compress(state, blocks);
}

/* Asking the processor takes longer than a block: its answer is kept. Threads that ask at once get the same one. */
static kj_sha256_compress *engine(void) {
    static _Atomic(kj_sha256_compress *) known;
    kj_sha256_compress *found = atomic_load_explicit(&known, memory_order_relaxed);
    if (!found) {
        found = kj_sha256_ni();
        found = found ? found : kj_sha256_portable;
        atomic_store_explicit(&known, found, memory_order_relaxed);
    }
    return found;
}

void kj_sha256_start(kj_sha256 *hash) {
    static const uint32_t start[8] = {0x6a09e667, 0xbb67ae85, 0x3c6ef372, 0xa54ff53a,
                                      0x510e527f, 0x9b05688c, 0x1f83d9ab, 0x5be0cd19};
    memcpy(hash->state, start, sizeof start);
    hash->length = 0;
}

void kj_sha256_add(kj_sha256 *hash, const void *bytes, size_t size) {
    const uint8_t *data = bytes;
    size_t held = hash->length % 64;
    hash->length += size;
    if (held) {
        size_t take = 64 - held < size ? 64 - held : size;
        if (take)
            memcpy(hash->block + held, data, take);
        if (held + take < 64)
            return;
        engine()(hash->state, hash->block, 1);
        data += take;
        size -= take;
    }
    if (size >= 64)
        engine()(hash->state, data, size / 64);
    if (size % 64)
        memcpy(hash->block, data + size - size % 64, size % 64);
}

/* The number of bits is the end of the last block. */
#define LENGTH_AT 56

/* Pads the rest of a message of `length` bytes where it lies, and takes it. */
static void finish(uint32_t state[8], uint8_t block[64], uint64_t length) {
    size_t held = length % 64;
    block[held] = 0x80;
    memset(block + held + 1, 0, 64 - held - 1);
    if (held >= LENGTH_AT) {
        engine()(state, block, 1);
        memset(block, 0, LENGTH_AT);
    }
    for (size_t i = 0; i < 8; i++)
        block[LENGTH_AT + i] = (uint8_t)(length * 8 >> (56 - i * 8));
    engine()(state, block, 1);
}

/* Its eight hex digits: each half of a byte becomes a byte, and what is over 9 a letter. */
static inline void write_word(uint32_t word, char out[8]) {
    const uint64_t ones = 0x0101010101010101u;
    uint64_t x = word;
    x = (x | x << 16) & 0x0000FFFF0000FFFFu;
    x = (x | x << 8) & 0x00FF00FF00FF00FFu;
    x = (x | x << 4) & 0x0F0F0F0F0F0F0F0Fu;
    x += ones * '0' + ((x + ones * 6) >> 4 & ones) * ('a' - '9' - 1);
    for (size_t i = 0; i < 8; i++)
        out[i] = (char)(x >> (56 - i * 8));
}

static void write_hex(const uint32_t state[8], char *out, size_t digits) {
    char last[8];
    size_t words = digits / 8, rest = digits % 8;
    for (size_t i = 0; i < words; i++)
        write_word(state[i], out + i * 8);
    if (rest) {
        write_word(state[words], last);
        memcpy(out + words * 8, last, rest);
    }
    out[digits] = '\0';
}

void kj_sha256_hex(kj_sha256 *hash, char *out, size_t digits) {
    finish(hash->state, hash->block, hash->length);
    write_hex(hash->state, out, digits);
}

void kj_sha256_hex_behind(const kj_sha256 *before, const void *bytes, size_t size, char *out, size_t digits) {
    kj_sha256 hash;
    size_t held = before->length % 64;
    memcpy(hash.state, before->state, sizeof hash.state);
    memcpy(hash.block, before->block, sizeof hash.block);
    hash.length = before->length;
    if (held + size < sizeof hash.block) {
        memcpy(hash.block + held, bytes, size);
        hash.length += size;
    } else {
        kj_sha256_add(&hash, bytes, size);
    }
    kj_sha256_hex(&hash, out, digits);
}
