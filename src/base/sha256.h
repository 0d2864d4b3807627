/* SHA-256 (FIPS 180-4): document digests, record ids, model fingerprints. */
#ifndef KJ_BASE_SHA256_H
#define KJ_BASE_SHA256_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

typedef struct kj_sha256 {
    uint32_t state[8];
    uint64_t length;
    uint8_t block[64];
} kj_sha256;
void kj_sha256_start(kj_sha256 *hash);
void kj_sha256_add(kj_sha256 *hash, const void *bytes, size_t size);
/* Writes the first `digits` (<= 64) lower-case hex digits and a NUL. The hash is used up. */
void kj_sha256_hex(kj_sha256 *hash, char *out, size_t digits);
/* The same for a few more bytes behind what `before` has taken, which stays as it is. */
void kj_sha256_hex_behind(const kj_sha256 *before, const void *bytes, size_t size, char *out, size_t digits);

/* Between sha256.c and sha256_ni.c: takes `count` blocks of 64 bytes into the state. */
typedef void kj_sha256_compress(uint32_t state[8], const uint8_t *blocks, size_t count);
extern const uint32_t kj_sha256_constants[64];
void kj_sha256_portable(uint32_t state[8], const uint8_t *blocks, size_t count);
kj_sha256_compress *kj_sha256_ni(void); /* NULL where the machine or the compiler has not what it takes */

#endif
