/* The inner loops in AVX-512 (F, BW, VL): sixteen characters at a time, the kept ones packed by one instruction.
 *
 * The levels stay in portable C: they wait for memory, and gathers were no faster. What is left over at an end is done there
 * as well. Cost: O(elements). */
#include "dict/kernels.h"

#if defined(__GNUC__) && defined(__x86_64__)

#include <immintrin.h>

#define AVX512 __attribute__((target("avx512f,avx512bw,avx512vl,popcnt")))

enum { WIDTH = 16 };

AVX512 static uint32_t read_symbols(const kj_alphabet *alphabet, const uint32_t *symbols, uint32_t from, uint32_t to,
                                    uint16_t *ranks, uint32_t *places, uint32_t total) {
    const __m512i direct = _mm512_set1_epi32(KJ_DIRECT), skip = _mm512_set1_epi32(KJ_SKIP);
    __m512i place = _mm512_add_epi32(_mm512_set1_epi32((int)from),
                                     _mm512_setr_epi32(0, 1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12, 13, 14, 15));
    uint32_t i = from;
    for (; to - i >= WIDTH; i += WIDTH, place = _mm512_add_epi32(place, _mm512_set1_epi32(WIDTH))) {
        __m512i symbol = _mm512_loadu_si512(symbols + i);
        /* direct <= symbol < skip: far symbols, which are rare. */
        if (_mm512_cmplt_epu32_mask(_mm512_sub_epi32(symbol, direct), _mm512_sub_epi32(skip, direct))) {
            total = kj_kernels_portable.read(alphabet, symbols, i, i + WIDTH, ranks, places, total);
            continue;
        }
        __mmask16 solid = _mm512_cmpneq_epu32_mask(symbol, skip);
        __m512i rank = _mm512_i32gather_epi32(_mm512_min_epu32(symbol, direct), alphabet->direct, 2);
        rank = _mm512_maskz_compress_epi32(solid, rank);
        _mm256_storeu_si256((void *)(ranks + total), _mm512_cvtepi32_epi16(rank));
        _mm512_storeu_si512(places + total, _mm512_maskz_compress_epi32(solid, place));
        total += (uint32_t)__builtin_popcount(solid);
    }
    return kj_kernels_portable.read(alphabet, symbols, i, to, ranks, places, total);
}

AVX512 static kj_counts filter_starts(const kj_filter *filter, const uint16_t *ranks, uint32_t count, uint32_t *at,
                                      uint32_t *single) {
    const __m512i one = _mm512_set1_epi32(1);
    __m512i place = _mm512_setr_epi32(0, 1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12, 13, 14, 15);
    kj_counts counts = {0};
    /* Behind `count` stand look-ahead or zeros: whole vectors can be read, and the surplus is masked. */
    for (uint32_t i = 0; i < count; i += WIDTH, place = _mm512_add_epi32(place, _mm512_set1_epi32(WIDTH))) {
        __mmask16 inside = count - i >= WIDTH ? 0xFFFF : (__mmask16)((1u << (count - i)) - 1);
        __m512i first = _mm512_cvtepu16_epi32(_mm256_loadu_si256((const void *)(ranks + i)));
        __m512i next = _mm512_cvtepu16_epi32(_mm256_loadu_si256((const void *)(ranks + i + 1)));
        __m512i head = _mm512_i32gather_epi32(first, filter->heads, 4);
        __m512i words = _mm512_srli_epi32(_mm512_sllv_epi32(one, _mm512_and_epi32(head, _mm512_set1_epi32(15))), 1);
        __m512i word = _mm512_min_epu32(_mm512_srli_epi32(next, 6), words);
        word = _mm512_add_epi32(_mm512_srli_epi32(head, 5), word);
        /* x86 stores the low half of a word first. */
        __m512i half = _mm512_and_epi32(_mm512_srli_epi32(next, 5), one);
        __m512i bits = _mm512_i32gather_epi32(_mm512_or_epi32(_mm512_slli_epi32(word, 1), half), filter->bits, 4);
        __m512i bit = _mm512_sllv_epi32(one, _mm512_and_epi32(next, _mm512_set1_epi32(31)));
        __mmask16 passes = _mm512_mask_test_epi32_mask(inside, bits, bit);
        __mmask16 is_single = _mm512_mask_test_epi32_mask(inside, head, _mm512_set1_epi32(KJ_HEAD_SINGLE));
        _mm512_storeu_si512(at + counts.pairs, _mm512_maskz_compress_epi32(passes, place));
        _mm512_storeu_si512(single + counts.singles, _mm512_maskz_compress_epi32(is_single, place));
        counts.pairs += (uint32_t)__builtin_popcount(passes);
        counts.singles += (uint32_t)__builtin_popcount(is_single);
    }
    return counts;
}

const kj_kernels *kj_kernels_avx512(void) {
    static const kj_kernels kernels = {read_symbols, filter_starts, kj_scan_level};
    bool has =
        __builtin_cpu_supports("avx512f") && __builtin_cpu_supports("avx512bw") && __builtin_cpu_supports("avx512vl");
    return has ? &kernels : NULL;
}

#else

const kj_kernels *kj_kernels_avx512(void) {
    return NULL;
}

#endif
