#include "CSIMDJSON.h"

#include <cstdlib>
#include <cstring>
#include <new>
#include <simdjson.h>

struct json_document {
    simdjson::dom::parser parser;
};

json_document *json_document_new(void) { return new (std::nothrow) json_document; }

void json_document_free(json_document *document) { delete document; }

static_assert(simdjson::SIMDJSON_PADDING <= json_padding, "vector reads reach further than callers know");

json_status json_document_parse(json_document *document, const uint8_t *bytes, size_t count, bool is_padded,
                                const uint64_t **tape, const uint8_t **strings) {
    simdjson::dom::element root;
    // Without the room that its vector reads need, the parser copies the bytes first.
    switch (document->parser.parse(bytes, count, !is_padded).get(root)) {
    case simdjson::SUCCESS:
        *tape = document->parser.doc.tape.get();
        *strings = document->parser.doc.string_buf.get();
        return json_ok;
    case simdjson::EMPTY:
        return json_empty;
    case simdjson::DEPTH_ERROR:
        return json_too_deep;
    case simdjson::MEMALLOC:
    case simdjson::CAPACITY:
        return json_out_of_memory;
    case simdjson::UTF8_ERROR:
    case simdjson::STRING_ERROR:
        return json_bad_text;
    case simdjson::NUMBER_ERROR:
        return json_bad_number;
    default:
        return json_invalid;
    }
}

uint64_t *json_document_copy(const json_document *document, const uint8_t **strings) {
    const uint64_t *tape = document->parser.doc.tape.get();
    const uint8_t *source = document->parser.doc.string_buf.get();
    // The first word holds the place of the last one.
    const size_t words = (tape[0] & 0x00ffffffffffffff) + 1;
    size_t bytes = 0;
    for (size_t index = 1; index + 1 < words; index++) {
        switch (tape[index] >> 56) {
        case 'l':
        case 'u':
        case 'd':
            index++;
            break;
        case '"': {
            // Strings lie in the order of the tape: the last one ends the buffer.
            const size_t start = tape[index] & 0x00ffffffffffffff;
            uint32_t count;
            std::memcpy(&count, source + start, sizeof count);
            bytes = start + sizeof count + count + 1;
            break;
        }
        }
    }
    auto *block = static_cast<uint64_t *>(std::malloc(words * sizeof *tape + bytes));
    if (block == nullptr) return nullptr;
    std::memcpy(block, tape, words * sizeof *tape);
    auto *text = reinterpret_cast<uint8_t *>(block + words);
    if (bytes > 0) std::memcpy(text, source, bytes);
    *strings = text;
    return block;
}
