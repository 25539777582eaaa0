#ifndef BATON_BLOCKS_H
#define BATON_BLOCKS_H

#include <stddef.h>
#include <stdint.h>

/// The offset of the first block of 16 bytes, counted from `from` on, of which one half at least is eight ASCII letters
/// and digits with a digit or a capital among them; `count` when there is none. Bytes behind the last whole block are not
/// looked at.
size_t baton_next_mixed_block(const uint8_t *bytes, size_t count, size_t from);

#endif
