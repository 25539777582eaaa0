#include <hs.h>
#include <stdlib.h>

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
} baton_hits;

static int baton_note_hit(unsigned pattern, unsigned long long from, unsigned long long end, unsigned flags, void *context) {
    baton_hits *hits = context;
    (void)from;
    (void)flags;
    if (hits->count == hits->capacity) {
        size_t capacity = hits->capacity ? hits->capacity * 2 : 64;
        baton_hit *items = realloc(hits->items, capacity * sizeof *items);
        if (!items) return 1;
        hits->items = items;
        hits->capacity = capacity;
    }
    hits->items[hits->count++] = (baton_hit){pattern, (size_t)end};
    return 0;
}

/// Adds every end of every pattern; when memory runs out the status is HS_SCAN_TERMINATED.
static hs_error_t baton_scan(
    const hs_database_t *database, const char *bytes, unsigned count, hs_scratch_t *scratch, baton_hits *hits) {
    return hs_scan(database, bytes, count, 0, scratch, baton_note_hit, hits);
}
