#ifndef BATON_BLOCKS_H
#define BATON_BLOCKS_H

#include <stddef.h>
#include <stdint.h>

/// What a block of 16 bytes can be a part of.
enum {
    /// Its first eight bytes are ASCII letters and digits with a digit, or two to seven capitals, among them.
    baton_first_half_is_mixed = 1,
    /// Its last eight bytes are.
    baton_second_half_is_mixed = 2,
    /// Seven bytes in a row are digits, spaces or dashes, and five of all are digits.
    baton_is_in_number = 4,
};

/// The offset of the first block of which something can be told, in steps of 16 from `from` on; what it is goes to
/// `kinds`. `count` when there is none. The last block may begin before `from`, so that it is whole.
size_t baton_next_block(const uint8_t *bytes, size_t count, size_t from, int *kinds);

#endif
