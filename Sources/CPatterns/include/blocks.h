#ifndef BATON_BLOCKS_H
#define BATON_BLOCKS_H

#include <stddef.h>
#include <stdint.h>

/// The offset of the first eight bytes, in steps of eight from `from` on, that are ASCII letters and digits with a digit or
/// a capital among them; `count` when there are none. Up to 15 bytes at the end are not looked at.
size_t baton_next_mixed_block(const uint8_t *bytes, size_t count, size_t from);

/// The offset of the first byte, in steps of `stride` from `from` on, that can lie in a number of 13 or more digits, with
/// single spaces or dashes between them; `count` when there is none.
size_t baton_next_long_number(const uint8_t *bytes, size_t count, size_t from, size_t stride);

#endif
