#include "blocks.h"

#include <string.h>

// Compilers make vector instructions of these on every processor that has some, and functions for several kinds of
// processors where the loader can choose between them.
typedef uint8_t text_vector __attribute__((ext_vector_type(64)));
typedef _Bool bit_vector __attribute__((ext_vector_type(64)));

#if defined(__x86_64__) && defined(__linux__)
#define for_each_processor __attribute__((target_clones("avx512bw", "avx2", "default")))
#else
#define for_each_processor
#endif

enum { chunk = 64 };

static const uint64_t ones = 0x0101010101010101;

#define bits_of(result) ((union { bit_vector vector; uint64_t bits; }){__builtin_convertvector((result), bit_vector)}.bits)

static inline int is_digit(uint8_t byte) { return (uint8_t)(byte - '0') < 10; }

// A digit, or a separator between two.
static int is_part(const uint8_t *bytes, size_t count, size_t index) {
    if (is_digit(bytes[index])) return 1;
    if (bytes[index] != ' ' && bytes[index] != '-') return 0;
    return index > 0 && index + 1 < count && is_digit(bytes[index - 1]) && is_digit(bytes[index + 1]);
}

// Whether 13 digits and separators or more are in a row around `index`; dates are shorter.
static int is_in_long_number(const uint8_t *bytes, size_t count, size_t index) {
    enum { least = 13 };
    size_t low = index, high = index;
    while (high < count && high - index < least && is_part(bytes, count, high)) high++;
    while (low > 0 && high - low < least && is_part(bytes, count, low - 1)) low--;
    return high - low >= least;
}

// The bits of a byte put together in its lowest.
static inline uint64_t any_of_eight(uint64_t bits) {
    bits |= bits >> 4;
    bits |= bits >> 2;
    bits |= bits >> 1;
    return bits & ones;
}

static inline uint64_t counts_of_eight(uint64_t bits) {
    bits -= bits >> 1 & 0x5555555555555555;
    bits = (bits & 0x3333333333333333) + (bits >> 2 & 0x3333333333333333);
    return (bits + (bits >> 4)) & 0x0F0F0F0F0F0F0F0F;
}

// One bit for each eighth of the chunk that is letters and digits, with a digit or two to seven capitals among them.
// Names of programs seldom have two capitals and no digit in eight letters.
static inline __attribute__((always_inline)) uint64_t mixed_eighths(uint64_t words, uint64_t digits, uint64_t capitals) {
    uint64_t full = ~any_of_eight(~words) & ones;
    uint64_t counts = counts_of_eight(capitals);
    uint64_t mixed = full & (any_of_eight(digits) | (counts + 6 * ones & ~counts) >> 3);
    // The lowest bits of the eight bytes, side by side.
    return (mixed * 0x0102040810204080) >> 56;
}

// Whether one of the rows of seven digits and separators that begin at `rows` is part of a long number.
static __attribute__((noinline)) int is_in_numbers(const uint8_t *bytes, size_t count, size_t offset, uint64_t rows) {
    // A row may begin with a separator that belongs to no number.
    for (; rows; rows &= rows - 1)
        if (is_in_long_number(bytes, count, offset + (size_t)__builtin_ctzll(rows))) return 1;
    return 0;
}

for_each_processor
size_t baton_next_chunk(const uint8_t *bytes, size_t count, size_t from, baton_chunk *found) {
    for (size_t index = from; index < count; index += chunk) {
        text_vector text = 0;
        // The last with nothing behind it.
        if (index + chunk <= count) memcpy(&text, bytes + index, chunk);
        else memcpy(&text, bytes + index, count - index);
        uint64_t digits = bits_of(text - '0' < 10);
        uint64_t words = digits | bits_of((text | 0x20) - 'a' < 26);
        uint64_t rows = digits | bits_of(text == ' ') | bits_of(text == '-');
        rows &= rows >> 1;
        rows &= rows >> 2;
        rows &= rows >> 3;
        // Rows of 13, and of 7 that may go on in another chunk.
        rows &= rows >> 6 | 1 | (uint64_t)1 << 57;
        found->mixed = (uint8_t)mixed_eighths(words, digits, bits_of(text - 'A' < 26));
        // Lines of dashes and columns of spaces have no digits.
        found->has_number = rows && __builtin_popcountll(digits) >= 5 && is_in_numbers(bytes, count, index, rows);
        if (found->mixed || found->has_number) return index;
    }
    return count;
}

const uint8_t baton_kinds_of_bytes[256] = {
    ['0' ... '9'] = baton_letter_or_digit,
    ['A' ... 'Z'] = baton_letter_or_digit,
    ['a' ... 'z'] = baton_letter_or_digit,
    ['+'] = baton_sign_of_base64,
    ['/'] = baton_sign_of_base64,
    ['_'] = baton_sign_of_base64,
    ['-'] = baton_sign_of_base64,
};
