/* The inner loops in AVX2 and BMI2: eight characters at a time.
 *
 * There is no instruction that packs what is kept, but what is packed are consecutive places: the numbers of the bits of a mask,
 * which pext takes out of 76543210. The levels stay in portable C: they wait for memory. Cost: O(elements). */
#include "dict/kernels.h"

#if defined(__GNUC__) && defined(__x86_64__)

#include <immintrin.h>

#define AVX2 __attribute__((target("avx2,bmi2,popcnt")))

enum { WIDTH = 8 };

AVX2 static uint32_t read_symbols(const kj_alphabet *alphabet, const uint32_t *symbols, uint32_t from, uint32_t to,
                                  uint16_t *ranks, uint32_t *places, uint32_t total) {
    const __m256i iota = _mm256_setr_epi32(0, 1, 2, 3, 4, 5, 6, 7), low = _mm256_set1_epi32(0xFFFF);
    uint32_t i = from;
    for (; to - i >= WIDTH; i += WIDTH) {
        __m256i symbol = _mm256_loadu_si256((const void *)(symbols + i));
        /* Skips, breaks and far symbols: any bit above the lower 16. */
        if (!_mm256_testc_si256(low, symbol)) {
            total = kj_kernels_portable.read(alphabet, symbols, i, i + WIDTH, ranks, places, total);
            continue;
        }
        __m256i rank = _mm256_and_si256(_mm256_i32gather_epi32((const void *)alphabet->direct, symbol, 2), low);
        __m128i packed = _mm_packus_epi32(_mm256_castsi256_si128(rank), _mm256_extracti128_si256(rank, 1));
        _mm_storeu_si128((void *)(ranks + total), packed);
        _mm256_storeu_si256((void *)(places + total), _mm256_add_epi32(_mm256_set1_epi32((int)i), iota));
        total += WIDTH;
    }
    return kj_kernels_portable.read(alphabet, symbols, i, to, ranks, places, total);
}

/* Writes i + the numbers of the bits in the mask; returns how many. */
AVX2 static inline uint32_t put_places(uint32_t mask, uint32_t i, uint32_t *out) {
    uint64_t bytes = _pext_u64(0x0706050403020100u, _pdep_u64(mask, 0x0101010101010101u) * 0xFF);
    __m256i numbers = _mm256_cvtepu8_epi32(_mm_cvtsi64_si128((long long)bytes));
    _mm256_storeu_si256((void *)out, _mm256_add_epi32(_mm256_set1_epi32((int)i), numbers));
    return (uint32_t)__builtin_popcount(mask);
}

/* One bit for each lane that is not zero. */
AVX2 static inline uint32_t mask_of(__m256i lanes) {
    __m256i none = _mm256_cmpeq_epi32(lanes, _mm256_setzero_si256());
    return ~(uint32_t)_mm256_movemask_ps(_mm256_castsi256_ps(none)) & 0xFF;
}

AVX2 static kj_counts filter_starts(const kj_filter *filter, const uint16_t *ranks, uint32_t count, uint32_t *at,
                                    uint32_t *single) {
    const __m256i one = _mm256_set1_epi32(1);
    kj_counts counts = {0};
    /* Behind `count` stand look-ahead or zeros: whole vectors can be read, and the surplus is masked. */
    for (uint32_t i = 0; i < count; i += WIDTH) {
        uint32_t inside = count - i >= WIDTH ? 0xFF : (1u << (count - i)) - 1;
        __m256i first = _mm256_cvtepu16_epi32(_mm_loadu_si128((const void *)(ranks + i)));
        __m256i next = _mm256_cvtepu16_epi32(_mm_loadu_si128((const void *)(ranks + i + 1)));
        __m256i head = _mm256_i32gather_epi32((const void *)filter->heads, first, 4);
        __m256i words = _mm256_srli_epi32(_mm256_sllv_epi32(one, _mm256_and_si256(head, _mm256_set1_epi32(15))), 1);
        __m256i word = _mm256_min_epu32(_mm256_srli_epi32(next, 6), words);
        word = _mm256_add_epi32(_mm256_srli_epi32(head, 5), word);
        /* x86 stores the low half of a word first. */
        __m256i half = _mm256_and_si256(_mm256_srli_epi32(next, 5), one);
        half = _mm256_or_si256(_mm256_slli_epi32(word, 1), half);
        __m256i bits = _mm256_i32gather_epi32((const void *)filter->bits, half, 4);
        __m256i bit = _mm256_sllv_epi32(one, _mm256_and_si256(next, _mm256_set1_epi32(31)));
        uint32_t passes = mask_of(_mm256_and_si256(bits, bit)) & inside;
        uint32_t is_single = mask_of(_mm256_and_si256(head, _mm256_set1_epi32(KJ_HEAD_SINGLE))) & inside;
        counts.pairs += put_places(passes, i, at + counts.pairs);
        counts.singles += put_places(is_single, i, single + counts.singles);
    }
    return counts;
}

const kj_kernels *kj_kernels_avx2(void) {
    static const kj_kernels kernels = {read_symbols, filter_starts, kj_scan_level};
    return __builtin_cpu_supports("avx2") && __builtin_cpu_supports("bmi2") ? &kernels : NULL;
}

#else

const kj_kernels *kj_kernels_avx2(void) {
    return NULL;
}

#endif
