// Compiled patterns.
#ifndef BL_PATTERN_H
#define BL_PATTERN_H

#include "internal.h"

#define BL_MAX_CAPTURES 32

typedef enum {
    NODE_END,
    NODE_LITERAL,
    NODE_ANY,
    NODE_SET,
    NODE_OPEN,
    NODE_OPEN_POSITION,
    NODE_CLOSE,
    NODE_BALANCE,
    NODE_FRONTIER,
    NODE_BACK,
    NODE_EOS,
} node_kind;

typedef struct {
    uint8_t kind;
    /// 0 once, or one of `?*+-`.
    char repeat;
    /// The character, the number of a capture, or the two characters of a balance.
    uint8_t a, b;
    const bl_set *set;
} bl_node;

typedef struct {
    bl_node *nodes;
    bl_set *sets;
    bool anchored;
    int captures;
} bl_program;

typedef struct {
    lua_State *L;
    bl_state *st;
    const char *text, *end;
    uint64_t steps;
    int depth;
    struct {
        const char *start, *end;
        bool position;
    } captures[BL_MAX_CAPTURES];
} bl_matcher;

static inline bool in_set(const bl_set *set, uint8_t c) { return (set->words[c >> 6] >> (c & 63)) & 1; }
/// Compiles a pattern into room for `length + 2` nodes and `bl_count_sets` sets; raises when it is malformed.
void bl_compile(lua_State *L, bl_program *program, const char *pattern, size_t length, bool anchors);
/// How many sets a pattern can need.
size_t bl_count_sets(const char *pattern, size_t length);
/// Matches at one place; returns the end of the match, or NULL.
const char *bl_attempt(bl_matcher *m, const bl_program *program, const char *place);
/// Counts steps against the limits.
static inline void bl_step(bl_matcher *m, uint64_t count) {
    m->steps += count;
    if (m->steps >= 256) {
        uint64_t steps = m->steps;
        m->steps = 0;
        bl_tick(m->L, m->st, steps);
    }
}

#endif
