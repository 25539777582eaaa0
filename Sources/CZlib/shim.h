#include <stddef.h>
#include <stdlib.h>
#include <zlib.h>

// Streams stand in memory of their own, since zlib keeps a pointer to each. The functions that set them up are macros
// in zlib's header. 15 is the largest window, and 16 more mean gzip's frame (RFC 1952).

/// A stream that compresses to gzip at a level from 1 to 9; NULL where there is no memory.
static inline z_stream *baton_gzip_new_encoder(int level) {
    z_stream *stream = calloc(1, sizeof *stream);
    if (stream && deflateInit2(stream, level, Z_DEFLATED, 15 + 16, 8, Z_DEFAULT_STRATEGY) == Z_OK) return stream;
    free(stream);
    return NULL;
}

/// A stream that unpacks gzip; NULL where there is no memory.
static inline z_stream *baton_gzip_new_decoder(void) {
    z_stream *stream = calloc(1, sizeof *stream);
    if (stream && inflateInit2(stream, 15 + 16) == Z_OK) return stream;
    free(stream);
    return NULL;
}

static inline void baton_gzip_free_encoder(z_stream *stream) {
    deflateEnd(stream);
    free(stream);
}

static inline void baton_gzip_free_decoder(z_stream *stream) {
    inflateEnd(stream);
    free(stream);
}
