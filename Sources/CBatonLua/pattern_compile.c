// Compiles a pattern, one node for each item.
//
// Captures are never optional in this language, so their numbers and nesting are known before any matching, and
// so are all mistakes in a pattern.
#include "pattern.h"

#include <ctype.h>
#include <string.h>

static inline void add_to_set(bl_set *set, unsigned c) { set->words[c >> 6] |= (uint64_t)1 << (c & 63); }

void bl_make_classes(bl_state *st) {
    static const struct {
        char letter;
        int (*test)(int);
    } tests[] = {
        {'a', isalpha}, {'c', iscntrl}, {'d', isdigit}, {'g', isgraph}, {'l', islower},
        {'p', ispunct}, {'s', isspace}, {'u', isupper}, {'w', isalnum}, {'x', isxdigit},
    };
    for (size_t i = 0; i < sizeof tests / sizeof *tests; i++) {
        bl_set *set = &st->classes[tests[i].letter - 'a'];
        for (int c = 0; c < 256; c++) {
            if (tests[i].test(c)) add_to_set(set, (unsigned)c);
        }
    }
}

static bool is_class(char c) {
    // A letter of either case, found without the locale.
    return c != 0 && strchr("acdglpsuwxACDGLPSUWX", c) != NULL;
}

/// Adds the class of a letter; an upper-case letter is its complement.
static void add_class(const bl_state *st, bl_set *set, char letter) {
    bool complement = letter >= 'A' && letter <= 'Z';
    const bl_set *class = &st->classes[(complement ? letter - 'A' : letter - 'a')];
    for (int i = 0; i < 4; i++) set->words[i] |= complement ? ~class->words[i] : class->words[i];
}

/// Compiles `[…]` from after the bracket; returns where it ends.
static const char *compile_set(lua_State *L, const char *p, const char *end, bl_set *set) {
    bl_state *st = bl_of(L);
    bool negated = p < end && *p == '^';
    memset(set, 0, sizeof *set);
    if (negated) p++;
    bool first = true;
    for (;; first = false) {
        if (p >= end) luaL_error(L, "malformed pattern (missing ']')");
        if (*p == ']' && !first) break;
        if (*p == '%') {
            if (++p >= end) luaL_error(L, "malformed pattern (missing ']')");
            if (is_class(*p)) {
                add_class(st, set, *p);
            } else {
                add_to_set(set, (uint8_t)*p);
            }
            p++;
        } else if (end - p > 2 && p[1] == '-' && p[2] != ']') {
            for (unsigned c = (uint8_t)p[0]; c <= (uint8_t)p[2]; c++) add_to_set(set, c);
            p += 3;
        } else {
            add_to_set(set, (uint8_t)*p++);
        }
    }
    if (negated) {
        for (int i = 0; i < 4; i++) set->words[i] = ~set->words[i];
    }
    return p + 1;
}

void bl_compile(lua_State *L, bl_program *program, const char *p, size_t length, bool anchors) {
    bl_state *st = bl_of(L);
    const char *end = p + length;
    bl_node *out = program->nodes;
    bl_set *sets = program->sets;
    int open[BL_MAX_CAPTURES], depth = 0;
    bool closed[BL_MAX_CAPTURES] = {false};
    program->captures = 0;
    program->anchored = anchors && p < end && *p == '^';
    if (program->anchored) p++;
    while (p < end) {
        bl_tick(L, st, 1);
        bl_node *n = out++;
        *n = (bl_node){.kind = NODE_LITERAL};
        char c = *p++;
        if (c == '(') {
            bool position = p < end && *p == ')';
            if (program->captures == BL_MAX_CAPTURES) luaL_error(L, "too many captures");
            n->kind = position ? NODE_OPEN_POSITION : NODE_OPEN;
            n->a = (uint8_t)program->captures;
            if (position) {
                closed[program->captures] = true;
                p++;
            } else {
                open[depth++] = program->captures;
            }
            program->captures++;
            continue;
        }
        if (c == ')') {
            if (depth == 0) luaL_error(L, "invalid pattern capture");
            n->kind = NODE_CLOSE;
            n->a = (uint8_t)open[--depth];
            closed[n->a] = true;
            continue;
        }
        if (c == '$' && p == end) {
            n->kind = NODE_EOS;
            continue;
        }
        if (c == '%') {
            if (p >= end) luaL_error(L, "malformed pattern (ends with '%%')");
            c = *p++;
            if (c == 'b') {
                if (end - p < 2) luaL_error(L, "malformed pattern (missing arguments to '%%b')");
                n->kind = NODE_BALANCE;
                n->a = (uint8_t)p[0];
                n->b = (uint8_t)p[1];
                p += 2;
                continue;
            }
            if (c == 'f') {
                if (p >= end || *p != '[') luaL_error(L, "missing '[' after '%%f' in pattern");
                n->kind = NODE_FRONTIER;
                n->set = sets;
                p = compile_set(L, p + 1, end, sets++);
                continue;
            }
            if (c >= '0' && c <= '9') {
                int index = c - '1';
                if (index < 0 || index >= program->captures || !closed[index]) {
                    luaL_error(L, "invalid capture index %%%d in pattern", index + 1);
                }
                n->kind = NODE_BACK;
                n->a = (uint8_t)index;
                continue;
            }
            if (is_class(c)) {
                n->kind = NODE_SET;
                if (c >= 'a') {
                    n->set = &st->classes[c - 'a'];
                } else {
                    memset(sets, 0, sizeof *sets);
                    add_class(st, sets, c);
                    n->set = sets++;
                }
            } else {
                n->a = (uint8_t)c;
            }
        } else if (c == '[') {
            n->kind = NODE_SET;
            n->set = sets;
            p = compile_set(L, p, end, sets++);
        } else if (c == '.') {
            n->kind = NODE_ANY;
        } else {
            n->a = (uint8_t)c;
        }
        if (p < end && (*p == '?' || *p == '*' || *p == '+' || *p == '-')) n->repeat = *p++;
    }
    if (depth > 0) luaL_error(L, "unfinished capture");
    *out = (bl_node){.kind = NODE_END};
}

size_t bl_count_sets(const char *p, size_t length) {
    size_t count = 0;
    for (size_t i = 0; i < length; i++) count += p[i] == '[' || p[i] == '%';
    return count;
}
