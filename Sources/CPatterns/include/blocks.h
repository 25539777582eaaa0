#ifndef BATON_BLOCKS_H
#define BATON_BLOCKS_H

#include <stddef.h>
#include <stdint.h>

/// What a chunk of 64 bytes can be a part of.
typedef struct {
    /// A bit for each eighth, the lowest for the first: all its bytes are ASCII letters and digits, with a digit or two to
    /// seven capitals among them.
    uint8_t mixed;
    /// Whether some of its bytes are in a row of 13 or more digits, and single spaces and dashes between them. Of each such
    /// row one chunk at least is told.
    int has_number;
} baton_chunk;

/// The offset of the first chunk of which something can be told, in steps of 64 from `from` on; what it is goes to `found`.
/// `count` when there is none. The last chunk may end behind the bytes.
size_t baton_next_chunk(const uint8_t *bytes, size_t count, size_t from, baton_chunk *found);

#endif
