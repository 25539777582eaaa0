#include "blocks.h"

#include <string.h>

// Compilers make vector instructions of these on every processor that has some.
typedef uint8_t block __attribute__((vector_size(16)));
typedef uint64_t halves __attribute__((vector_size(16)));

static inline int is_mixed(uint64_t capitals) { return capitals > 1 && capitals < 8; }

static inline int kinds_of(block text) {
    const uint64_t ones = 0x0101010101010101;
    const uint64_t bits = 0x8040201008040201;
    block digits = (block)((text - '0') < 10);
    block letters = (block)(((text | 0x20) - 'a') < 26);
    block capitals = (block)((text - 'A') < 26);
    halves full = (halves)(letters | digits);
    halves some = (halves)digits;
    halves upper = (halves)capitals & (halves){ones, ones};
    halves number = (halves)digits & (halves){ones, ones};
    halves parts = (halves)(digits | (block)(text == ' ') | (block)(text == '-')) & (halves){bits, bits};
    // One bit a byte, then one for each place where seven in a row begin.
    uint32_t row = (uint32_t)((parts[0] * ones) >> 56) | (uint32_t)((parts[1] * ones) >> 56) << 8;
    row &= row >> 1;
    row &= row >> 2;
    row &= row >> 3;
    // Names of programs seldom have two capitals and no digit in eight letters.
    int kinds = full[0] == UINT64_MAX && (some[0] != 0 || is_mixed(upper[0] * ones >> 56)) ? baton_first_half_is_mixed : 0;
    if (full[1] == UINT64_MAX && (some[1] != 0 || is_mixed(upper[1] * ones >> 56))) kinds |= baton_second_half_is_mixed;
    if (row && (((number[0] + number[1]) * ones) >> 56) >= 5) kinds |= baton_is_in_number;
    return kinds;
}

size_t baton_next_block(const uint8_t *bytes, size_t count, size_t from, int *kinds) {
    size_t index = from;
    block text;
    for (; index + 16 <= count; index += 16) {
        memcpy(&text, bytes + index, sizeof text);
        int found = kinds_of(text);
        if (found) {
            *kinds = found;
            return index;
        }
    }
    if (index >= count) return count;
    // The rest, with what is before it or, when all is shorter than a block, with nothing behind it.
    size_t start = count < 16 ? 0 : count - 16;
    text = (block){0};
    memcpy(&text, bytes + start, count < 16 ? count : 16);
    int found = kinds_of(text);
    if (!found) return count;
    *kinds = found;
    return start;
}
