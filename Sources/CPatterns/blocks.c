#include "blocks.h"

#include <string.h>

// Compilers make vector instructions of these on every processor that has some, and functions for several kinds of
// processors where the loader can choose between them.
typedef uint8_t text_vector __attribute__((ext_vector_type(64)));
typedef _Bool bit_vector __attribute__((ext_vector_type(64)));
typedef uint64_t eighths __attribute__((ext_vector_type(8)));
typedef _Bool eighths_of_bits __attribute__((ext_vector_type(8)));

#if defined(__x86_64__) && defined(__linux__)
#define for_each_processor __attribute__((target_clones("avx512bw", "avx2", "default")))
#else
#define for_each_processor
#endif

enum { chunk = 64 };

static const uint64_t ones = 0x0101010101010101;

#define bits_of_eighths(result) ((union { eighths_of_bits vector; uint8_t bits; }){__builtin_convertvector((result), eighths_of_bits)}.bits)
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
        text_vector digit = (text_vector)(text - '0' < 10);
        text_vector word = digit | (text_vector)((text | 0x20) - 'a' < 26);
        uint64_t digits = bits_of(digit);
        uint64_t rows = bits_of(digit | (text_vector)(text == ' ') | (text_vector)(text == '-'));
        rows &= rows >> 1;
        rows &= rows >> 2;
        rows &= rows >> 3;
        // Rows of 13, and of 7 that may go on in another chunk.
        rows &= rows >> 6 | 1 | (uint64_t)1 << 57;
        // Names of programs seldom have two capitals and no digit in eight letters.
        eighths capitals = (eighths)((text_vector)(text - 'A' < 26) & 1) * ones >> 56;
        eighths mixed = (eighths)((eighths)word == UINT64_MAX) & (((eighths)digit != 0) | ((capitals > 1) & (capitals < 8)));
        found->mixed = bits_of_eighths(mixed);
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
