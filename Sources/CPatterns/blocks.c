#include "blocks.h"

#include <string.h>

// Compilers make vector instructions of these on every processor that has some.
typedef uint8_t block __attribute__((vector_size(16)));
typedef uint64_t halves __attribute__((vector_size(16)));

static inline int kinds_of(block text) {
    const uint64_t ones = 0x0101010101010101;
    const uint64_t bits = 0x8040201008040201;
    block digits = (block)((text - '0') < 10);
    block letters = (block)(((text | 0x20) - 'a') < 26);
    block capitals = (block)((text - 'A') < 26);
    halves full = (halves)(letters | digits);
    halves some = (halves)digits;
    halves number = (halves)digits & (halves){ones, ones};
    halves parts = (halves)(digits | (block)(text == ' ') | (block)(text == '-')) & (halves){bits, bits};
    // One bit a byte, then one for each place where seven in a row begin.
    uint32_t row = (uint32_t)((parts[0] * ones) >> 56) | (uint32_t)((parts[1] * ones) >> 56) << 8;
    row &= row >> 1;
    row &= row >> 2;
    row &= row >> 3;
    int first = full[0] == UINT64_MAX;
    int second = full[1] == UINT64_MAX;
    int kinds = (first && some[0] != 0 ? baton_first_half_is_mixed : 0)
        | (second && some[1] != 0 ? baton_second_half_is_mixed : 0);
    // Capitals alone are in many names of programs, but in few that are as long.
    if (first && second && !kinds && (((halves)capitals)[0] | ((halves)capitals)[1])) kinds = baton_first_half_is_mixed;
    // No byte overflows: there are at most two digits in each place of the sum.
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
