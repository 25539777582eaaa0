#include "blocks.h"

#include <string.h>

// Compilers make vector instructions of these on every processor that has some.
typedef uint8_t block __attribute__((vector_size(16)));
typedef uint64_t halves __attribute__((vector_size(16)));

static inline int kinds_of(block text) {
    const uint64_t ones = 0x0101010101010101;
    block digits = (block)((text - '0') < 10);
    block letters = (block)(((text | 0x20) - 'a') < 26);
    block capitals = (block)((text - 'A') < 26);
    halves full = (halves)(letters | digits);
    halves some = (halves)(capitals | digits);
    halves number = (halves)digits & (halves){ones, ones};
    int kinds = (full[0] == UINT64_MAX && some[0] != 0 ? baton_first_half_is_mixed : 0)
        | (full[1] == UINT64_MAX && some[1] != 0 ? baton_second_half_is_mixed : 0);
    // No byte overflows: there are at most two digits in each place of the sum.
    if ((((number[0] + number[1]) * ones) >> 56) >= 7) kinds |= baton_has_many_digits;
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
