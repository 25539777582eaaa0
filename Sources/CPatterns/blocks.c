#include "blocks.h"

#include <stdbool.h>
#include <string.h>

// Compilers make vector instructions of these on every processor that has some.
typedef uint8_t block __attribute__((vector_size(16)));
typedef uint64_t halves __attribute__((vector_size(16)));

size_t baton_next_mixed_block(const uint8_t *bytes, size_t count, size_t from) {
    for (size_t index = from; index + 16 <= count; index += 16) {
        block text;
        memcpy(&text, bytes + index, sizeof text);
        block letters = (block)(((text | 0x20) - 'a') < 26);
        block digits = (block)((text - '0') < 10);
        block capitals = (block)((text - 'A') < 26);
        halves full = (halves)(letters | digits);
        halves some = (halves)(capitals | digits);
        if (full[0] == UINT64_MAX && some[0] != 0) return index;
        if (full[1] == UINT64_MAX && some[1] != 0) return index + 8;
    }
    return count;
}

static bool is_digit(uint8_t byte) { return byte >= '0' && byte <= '9'; }

static bool is_part(const uint8_t *bytes, size_t count, size_t index) {
    return index < count && (is_digit(bytes[index]) || bytes[index] == ' ' || bytes[index] == '-');
}

size_t baton_next_long_number(const uint8_t *bytes, size_t count, size_t from, size_t stride) {
    for (size_t index = from; index < count; index += stride) {
        uint8_t byte = bytes[index];
        if (!is_digit(byte)) {
            if (byte != ' ' && byte != '-') continue;
            if (index == 0 || !is_digit(bytes[index - 1]) || index + 1 == count || !is_digit(bytes[index + 1])) continue;
        }
        // Of 13 bytes around this one, the six on one side belong to the number too.
        if (index >= 6 && is_part(bytes, count, index - 6) && is_part(bytes, count, index - 3)) return index;
        if (is_part(bytes, count, index + 6) && is_part(bytes, count, index + 3)) return index;
    }
    return count;
}
