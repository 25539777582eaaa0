#include <hs.h>
#include <stdlib.h>
#include <string.h>

/// A place where a pattern ends.
typedef struct {
    size_t pattern;
    size_t end;
} baton_hit;

/// Places, in memory that grows and is kept from one scan to the next.
typedef struct {
    baton_hit *items;
    size_t count;
    size_t capacity;
    /// What is added to the ends of the present scan, and which of them count: those behind `above` up to `limit`.
    size_t offset, above, limit;
    /// A copy of an input with room behind it.
    char *padded;
    size_t room;
} baton_hits;

static int baton_note_hit(unsigned pattern, unsigned long long from, unsigned long long end, unsigned flags, void *context) {
    baton_hits *hits = context;
    (void)from;
    (void)flags;
    size_t place = (size_t)end + hits->offset;
    if (place <= hits->above || place > hits->limit) return 0;
    if (hits->count == hits->capacity) {
        size_t capacity = hits->capacity ? hits->capacity * 2 : 64;
        baton_hit *items = realloc(hits->items, capacity * sizeof *items);
        if (!items) return 1;
        hits->items = items;
        hits->capacity = capacity;
    }
    hits->items[hits->count++] = (baton_hit){pattern, place};
    return 0;
}

/// Adds the ends of every pattern up to `limit`; when memory runs out the status is HS_SCAN_TERMINATED.
static hs_error_t baton_scan(
    const hs_database_t *database, const char *bytes, size_t count, size_t limit, hs_scratch_t *scratch, baton_hits *hits) {
    hits->offset = 0;
    hits->above = 0;
    hits->limit = limit;
    return hs_scan(database, bytes, (unsigned)count, 0, scratch, baton_note_hit, hits);
}

/// Adds the ends behind `above` of every pattern in a copy of the bytes from `from` on, with `padding` line feeds behind.
static hs_error_t baton_scan_padded(
    const hs_database_t *database, const char *bytes, size_t count, size_t from, size_t above, size_t padding,
    hs_scratch_t *scratch, baton_hits *hits) {
    size_t length = count - from + padding;
    if (hits->room < length) {
        char *padded = realloc(hits->padded, length);
        if (!padded) return HS_NOMEM;
        hits->padded = padded;
        hits->room = length;
    }
    memcpy(hits->padded, bytes + from, count - from);
    memset(hits->padded + (count - from), '\n', padding);
    hits->offset = from;
    hits->above = above;
    hits->limit = count;
    return hs_scan(database, hits->padded, (unsigned)length, 0, scratch, baton_note_hit, hits);
}

/// Gives back the memory.
static void baton_free_hits(baton_hits *hits) {
    free(hits->items);
    free(hits->padded);
    *hits = (baton_hits){0};
}
