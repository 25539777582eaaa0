#include "CSIMDJSON.h"

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
