/* SHA-256 in the instructions that some x86 processors have for it: two rounds each, and the schedule four words at a time.
 *
 * The state is held as they want it, ABEF and CDGH. Cost: a fifth of that of portable C. */
#include "base/sha256.h"

#if defined(__GNUC__) && defined(__x86_64__)

#include <cpuid.h>
#include <immintrin.h>

#define NI __attribute__((target("sha,sse4.1,ssse3")))

/* Four rounds: the words and their constants, first the lower two. */
NI static inline void rounds(__m128i *abef, __m128i *cdgh, __m128i words, const uint32_t *constants) {
    __m128i sum = _mm_add_epi32(words, _mm_loadu_si128((const void *)constants));
    *cdgh = _mm_sha256rnds2_epu32(*cdgh, *abef, sum);
    *abef = _mm_sha256rnds2_epu32(*abef, *cdgh, _mm_shuffle_epi32(sum, 0x0E));
}

/* The four words of the schedule behind the sixteen of a, b, c, d. */
NI static inline __m128i extend(__m128i a, __m128i b, __m128i c, __m128i d) {
    __m128i sum = _mm_add_epi32(_mm_sha256msg1_epu32(a, b), _mm_alignr_epi8(d, c, 4));
    return _mm_sha256msg2_epu32(sum, d);
}

NI static void compress(uint32_t state[8], const uint8_t *blocks, size_t count) {
    const __m128i swap = _mm_set_epi64x(0x0C0D0E0F08090A0B, 0x0405060700010203);
    __m128i low = _mm_shuffle_epi32(_mm_loadu_si128((const void *)state), 0xB1);        /* CDAB */
    __m128i high = _mm_shuffle_epi32(_mm_loadu_si128((const void *)(state + 4)), 0x1B); /* EFGH */
    __m128i abef = _mm_alignr_epi8(low, high, 8), cdgh = _mm_blend_epi16(high, low, 0xF0);
    for (; count > 0; count--, blocks += 64) {
        __m128i w[4], abef_before = abef, cdgh_before = cdgh;
        for (size_t i = 0; i < 4; i++)
            w[i] = _mm_shuffle_epi8(_mm_loadu_si128((const void *)(blocks + 16 * i)), swap);
        for (size_t t = 0; t < 16; t++) {
            if (t >= 4)
                w[t & 3] = extend(w[t & 3], w[(t + 1) & 3], w[(t + 2) & 3], w[(t + 3) & 3]);
            rounds(&abef, &cdgh, w[t & 3], kj_sha256_constants + 4 * t);
        }
        abef = _mm_add_epi32(abef, abef_before);
        cdgh = _mm_add_epi32(cdgh, cdgh_before);
    }
    low = _mm_shuffle_epi32(abef, 0x1B);  /* FEBA */
    high = _mm_shuffle_epi32(cdgh, 0xB1); /* DCHG */
    _mm_storeu_si128((void *)state, _mm_blend_epi16(low, high, 0xF0));
    _mm_storeu_si128((void *)(state + 4), _mm_alignr_epi8(high, low, 8));
}

/* __builtin_cpu_supports knows "sha" from later compilers on. */
kj_sha256_compress *kj_sha256_ni(void) {
    unsigned a, b, c, d;
    bool vectors = __builtin_cpu_supports("sse4.1") && __builtin_cpu_supports("ssse3");
    return vectors && __get_cpuid_count(7, 0, &a, &b, &c, &d) && b >> 29 & 1 ? compress : NULL;
}

#else

kj_sha256_compress *kj_sha256_ni(void) {
    return NULL;
}

#endif
