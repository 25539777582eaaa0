#pragma once
#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#ifdef __cplusplus
extern "C" {
#endif

/// A simdjson DOM parser with the document it parsed last.
typedef struct json_document json_document;

/// What a parse ended with.
typedef enum {
    json_ok = 0,
    json_invalid,        ///< not JSON
    json_empty,          ///< no value at all
    json_too_deep,       ///< nested deeper than 1,024 levels
    json_out_of_memory,  ///< no room for the document
    json_bad_text,       ///< invalid UTF-8, or an escape that is no Unicode scalar value
    json_bad_number      ///< a number that fits neither 64 bits nor a double
} json_status;

/// Bytes behind the end of a text that a parse without a copy may read, whatever they hold.
enum { json_padding = 64 };

/// A parser without a document, or null when there is no memory.
json_document *json_document_new(void);
void json_document_free(json_document *document);

/// Parses one value; the pointers stay good until the next parse or the free.
///
/// `tape` is simdjson's tape (its doc/tape.md), `strings` the buffer that string words point into: a native
/// 32-bit length, the bytes, a NUL. `is_padded` says that `json_padding` bytes behind the last one may be read.
json_status json_document_parse(json_document *document, const uint8_t *bytes, size_t count, bool is_padded,
                                const uint64_t **tape, const uint8_t **strings);

/// A copy of the document parsed last in one block of just its size, which is freed with `free`; null when there is no
/// memory. The block begins with the tape.
uint64_t *json_document_copy(const json_document *document, const uint8_t **strings);

#ifdef __cplusplus
}
#endif
