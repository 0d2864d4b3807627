/* SHA-256 (FIPS 180-4): document digests, record ids, model fingerprints. */
#ifndef KJ_BASE_SHA256_H
#define KJ_BASE_SHA256_H

#include <stddef.h>
#include <stdint.h>

typedef struct kj_sha256 {
    uint32_t state[8];
    uint64_t length;
    uint8_t block[64];
} kj_sha256;
void kj_sha256_start(kj_sha256 *hash);
void kj_sha256_add(kj_sha256 *hash, const void *bytes, size_t size);
/* Writes the first `digits` (<= 64) lower-case hex digits and a NUL. */
void kj_sha256_hex(kj_sha256 *hash, char *out, size_t digits);

#endif
