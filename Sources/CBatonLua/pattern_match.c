// Matches compiled patterns. Steps are counted, so that a pattern that backtracks for ever meets the limits.
#include "pattern.h"

#include <string.h>

/// Nested choices; each takes C stack.
#define MAX_DEPTH 200

static inline bool fits(const bl_node *n, uint8_t c) {
    switch (n->kind) {
        case NODE_LITERAL: return n->a == c;
        case NODE_ANY: return true;
        default: return in_set(n->set, c);
    }
}

static const char *run(bl_matcher *m, const char *s, const bl_node *n);

static const char *branch(bl_matcher *m, const char *s, const bl_node *n) {
    if (n->kind == NODE_END) return s;
    if (m->depth >= MAX_DEPTH) luaL_error(m->L, "pattern too complex");
    m->depth++;
    const char *result = run(m, s, n);
    m->depth--;
    return result;
}

static const char *balance(bl_matcher *m, const char *s, const bl_node *n) {
    if (s >= m->end || (uint8_t)*s != n->a) return NULL;
    size_t depth = 1;
    for (const char *p = s + 1; p < m->end; p++) {
        bl_step(m, 1);
        if ((uint8_t)*p == n->b) {
            if (--depth == 0) return p + 1;
        } else if ((uint8_t)*p == n->a) {
            depth++;
        }
    }
    return NULL;
}

static const char *repeat_greedy(bl_matcher *m, const char *s, const bl_node *n, size_t least) {
    size_t count = 0, room = (size_t)(m->end - s);
    while (count < room && fits(n, (uint8_t)s[count])) {
        count++;
        if ((count & 255) == 0) bl_step(m, 32);
    }
    bl_step(m, count / 8);
    const bl_node *next = n + 1;
    for (;;) {
        if (count < least) return NULL;
        // A character that must follow saves most of the tries.
        if (next->kind != NODE_LITERAL || next->repeat != 0
            || (s + count < m->end && (uint8_t)s[count] == next->a)) {
            const char *result = branch(m, s + count, next);
            if (result != NULL) return result;
        }
        bl_step(m, 1);
        if (count == 0) return NULL;
        count--;
    }
}

static const char *run(bl_matcher *m, const char *s, const bl_node *n) {
    for (;; n++) {
        bl_step(m, 1);
        switch ((node_kind)n->kind) {
            case NODE_END: return s;
            case NODE_EOS:
                if (s != m->end) return NULL;
                continue;
            case NODE_OPEN:
            case NODE_OPEN_POSITION:
                m->captures[n->a].start = s;
                m->captures[n->a].end = s;
                m->captures[n->a].position = n->kind == NODE_OPEN_POSITION;
                continue;
            case NODE_CLOSE: m->captures[n->a].end = s; continue;
            case NODE_BALANCE:
                s = balance(m, s, n);
                if (s == NULL) return NULL;
                continue;
            case NODE_FRONTIER: {
                uint8_t before = s == m->text ? 0 : (uint8_t)s[-1];
                uint8_t after = s == m->end ? 0 : (uint8_t)*s;
                if (in_set(n->set, before) || !in_set(n->set, after)) return NULL;
                continue;
            }
            case NODE_BACK: {
                if (m->captures[n->a].position) luaL_error(m->L, "invalid capture index %%%d in pattern", n->a + 1);
                size_t length = (size_t)(m->captures[n->a].end - m->captures[n->a].start);
                bl_step(m, length / 16);
                if ((size_t)(m->end - s) < length || memcmp(m->captures[n->a].start, s, length) != 0) return NULL;
                s += length;
                continue;
            }
            case NODE_LITERAL:
            case NODE_ANY:
            case NODE_SET: break;
        }
        bool here = s < m->end && fits(n, (uint8_t)*s);
        switch (n->repeat) {
            case 0:
                if (!here) return NULL;
                s++;
                continue;
            case '?': {
                if (!here) continue;
                const char *result = branch(m, s + 1, n + 1);
                if (result != NULL) return result;
                continue;
            }
            case '+':
                return here ? repeat_greedy(m, s, n, 1) : NULL;
            case '*': return repeat_greedy(m, s, n, 0);
            default:
                for (;;) {
                    const char *result = branch(m, s, n + 1);
                    if (result != NULL) return result;
                    bl_step(m, 1);
                    if (s >= m->end || !fits(n, (uint8_t)*s)) return NULL;
                    s++;
                }
        }
    }
}

/// Captures changed by a failed try are set anew by the next one before they are read, as every path to the end
/// passes all of them in order.
const char *bl_attempt(bl_matcher *m, const bl_program *program, const char *s) {
    m->depth = 0;
    return run(m, s, program->nodes);
}
