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

/// Kinds of bytes, as bits of an entry of ``baton_kinds_of_bytes``.
enum {
    /// ASCII letters and digits.
    baton_letter_or_digit = 1,
    /// What else base64 has in either alphabet: `+`, `/`, `_`, `-`.
    baton_sign_of_base64 = 2,
};

extern const uint8_t baton_kinds_of_bytes[256];

/// Where the run of bytes of the kinds ends that goes on at `from`, at most at `limit`.
static inline size_t baton_run_end(const uint8_t *bytes, size_t from, size_t limit, uint8_t kinds) {
    while (from < limit && baton_kinds_of_bytes[bytes[from]] & kinds) from++;
    return from;
}

/// Where the run of bytes of the kinds begins that goes on before `from`, at least at `limit`.
static inline size_t baton_run_start(const uint8_t *bytes, size_t from, size_t limit, uint8_t kinds) {
    while (from > limit && baton_kinds_of_bytes[bytes[from - 1]] & kinds) from--;
    return from;
}

#endif
