#include "blocks.h"

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
        if ((full[0] == UINT64_MAX && some[0] != 0) || (full[1] == UINT64_MAX && some[1] != 0)) return index;
    }
    return count;
}
