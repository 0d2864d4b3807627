/* The matcher against a search that tries every pattern at every place, on all engines. Input: a count of patterns, each
 * a length and its symbols, then the text; symbols come from an alphabet of eight, skips and breaks among the text's. */
#include "fuzz.h"

#include "../unit/matcher_naive.h"

static uint32_t symbol_of(uint8_t byte) {
    static const uint32_t symbols[] = {0x4E2D, 0x56FD, 'a', '1', 0x2F800, 0x4E00, 0x3002, 0x10FFFF};
    return symbols[byte % 8];
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size) {
    static uint32_t symbols[16][16], text[256];
    static bool ready;
    fuzz_bytes in = {data, size};
    kj_pattern patterns[16];
    uint32_t count = 1 + fuzz_byte(&in) % 16, length = 0;
    if (!ready)
        ready = !setenv("CMOCKA_TEST_ABORT", "1", 1);
    for (uint32_t p = 0; p < count; p++) {
        uint32_t want = 1 + fuzz_byte(&in) % 16;
        for (uint32_t i = 0; i < want; i++)
            symbols[p][i] = symbol_of(fuzz_byte(&in));
        patterns[p] = (kj_pattern){symbols[p], want};
    }
    while (in.size && length < sizeof text / sizeof *text) {
        uint8_t byte = fuzz_byte(&in);
        text[length++] = byte >= 0xF0 ? KJ_BREAK : byte >= 0xC0 ? KJ_SKIP : symbol_of(byte);
    }
    compare(patterns, count, text, length);
    return 0;
}
