// Patterns: `find`, `match`, `gmatch` and `gsub` with a matcher that counts its steps, so that a pattern which
// backtracks for ever meets the limits.
//
// A pattern is compiled first, into one node for each item. Captures are never optional in this language, so
// their numbers and nesting are known then, and all mistakes in a pattern are found before any matching.
#include "internal.h"

#include <ctype.h>
#include <string.h>

#define MAX_CAPTURES 32
/// Nested choices; each takes C stack.
#define MAX_DEPTH 200
#define INLINE_NODES 64
#define INLINE_SETS 4

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
} node;

typedef struct {
    node *nodes;
    bl_set *sets;
    bool anchored;
    int captures;
} program;

typedef struct {
    lua_State *L;
    bl_state *st;
    const char *text, *end;
    uint64_t steps;
    int depth;
    struct {
        const char *start, *end;
        bool position;
    } captures[MAX_CAPTURES];
} matcher;

static inline bool in_set(const bl_set *set, uint8_t c) { return (set->words[c >> 6] >> (c & 63)) & 1; }
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

/// Compiles a pattern into room for `length + 2` nodes and as many sets as it has brackets and classes.
static void compile(lua_State *L, program *program, const char *p, size_t length, bool anchors) {
    bl_state *st = bl_of(L);
    const char *end = p + length;
    node *out = program->nodes;
    bl_set *sets = program->sets;
    int open[MAX_CAPTURES], depth = 0;
    bool closed[MAX_CAPTURES] = {false};
    program->captures = 0;
    program->anchored = anchors && p < end && *p == '^';
    if (program->anchored) p++;
    while (p < end) {
        bl_tick(L, st, 1);
        node *n = out++;
        *n = (node){.kind = NODE_LITERAL};
        char c = *p++;
        if (c == '(') {
            bool position = p < end && *p == ')';
            if (program->captures == MAX_CAPTURES) luaL_error(L, "too many captures");
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
    *out = (node){.kind = NODE_END};
}

/// How many sets a pattern can need.
static size_t count_sets(const char *p, size_t length) {
    size_t count = 0;
    for (size_t i = 0; i < length; i++) count += p[i] == '[' || p[i] == '%';
    return count;
}

static inline void step(matcher *m, uint64_t count) {
    m->steps += count;
    if (m->steps >= 256) {
        uint64_t steps = m->steps;
        m->steps = 0;
        bl_tick(m->L, m->st, steps);
    }
}

static inline bool fits(const node *n, uint8_t c) {
    switch (n->kind) {
        case NODE_LITERAL: return n->a == c;
        case NODE_ANY: return true;
        default: return in_set(n->set, c);
    }
}

static const char *run(matcher *m, const char *s, const node *n);

static const char *branch(matcher *m, const char *s, const node *n) {
    if (n->kind == NODE_END) return s;
    if (m->depth >= MAX_DEPTH) luaL_error(m->L, "pattern too complex");
    m->depth++;
    const char *result = run(m, s, n);
    m->depth--;
    return result;
}

static const char *balance(matcher *m, const char *s, const node *n) {
    if (s >= m->end || (uint8_t)*s != n->a) return NULL;
    size_t depth = 1;
    for (const char *p = s + 1; p < m->end; p++) {
        step(m, 1);
        if ((uint8_t)*p == n->b) {
            if (--depth == 0) return p + 1;
        } else if ((uint8_t)*p == n->a) {
            depth++;
        }
    }
    return NULL;
}

static const char *repeat_greedy(matcher *m, const char *s, const node *n, size_t least) {
    size_t count = 0, room = (size_t)(m->end - s);
    while (count < room && fits(n, (uint8_t)s[count])) {
        count++;
        if ((count & 255) == 0) step(m, 32);
    }
    step(m, count / 8);
    const node *next = n + 1;
    for (;;) {
        if (count < least) return NULL;
        // A character that must follow saves most of the tries.
        if (next->kind != NODE_LITERAL || next->repeat != 0
            || (s + count < m->end && (uint8_t)s[count] == next->a)) {
            const char *result = branch(m, s + count, next);
            if (result != NULL) return result;
        }
        step(m, 1);
        if (count == 0) return NULL;
        count--;
    }
}

static const char *run(matcher *m, const char *s, const node *n) {
    for (;; n++) {
        step(m, 1);
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
                step(m, length / 16);
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
                    step(m, 1);
                    if (s >= m->end || !fits(n, (uint8_t)*s)) return NULL;
                    s++;
                }
        }
    }
}

/// Captures changed by a failed try are set anew by the next one before they are read, as every path to the end
/// passes all of them in order.
static const char *attempt(matcher *m, const program *program, const char *s) {
    m->depth = 0;
    return run(m, s, program->nodes);
}

static void push_capture(matcher *m, int index) {
    if (m->captures[index].position) {
        lua_pushinteger(m->L, m->captures[index].start - m->text + 1);
    } else {
        lua_pushlstring(m->L, m->captures[index].start, (size_t)(m->captures[index].end - m->captures[index].start));
    }
}

/// Pushes all captures, or the whole match if there are none and `whole` is given; returns how many.
static int push_captures(matcher *m, const program *program, const char *whole, const char *end) {
    luaL_checkstack(m->L, MAX_CAPTURES + 4, "too many captures");
    if (program->captures == 0 && whole != NULL) {
        lua_pushlstring(m->L, whole, (size_t)(end - whole));
        return 1;
    }
    for (int i = 0; i < program->captures; i++) push_capture(m, i);
    return program->captures;
}

/// Room for a compiled pattern: on the C stack when it is short, else in a userdata that it pushes.
#define PREPARE(L, name, pattern, length, anchors)                                                      \
    node name##_nodes[INLINE_NODES + 2];                                                                \
    bl_set name##_sets[INLINE_SETS];                                                                    \
    program name = {.nodes = name##_nodes, .sets = name##_sets};                                        \
    if (length > INLINE_NODES || count_sets(pattern, length) > INLINE_SETS) allocate(L, &name, pattern, length); \
    compile(L, &name, pattern, length, anchors)

static void allocate(lua_State *L, program *program, const char *pattern, size_t length) {
    bl_check_string(L, bl_of(L), (uint64_t)length * sizeof(node));
    size_t nodes = (length + 2) * sizeof(node);
    char *room = lua_newuserdatauv(L, nodes + count_sets(pattern, length) * sizeof(bl_set), 0);
    program->nodes = (node *)room;
    program->sets = (bl_set *)(room + nodes);
}

static size_t start_position(lua_Integer position, size_t length) {
    if (position > 0) return (size_t)position;
    if (position == 0) return 1;
    return position < -(lua_Integer)length ? 1 : length + (size_t)position + 1;
}

static bool has_specials(const char *p, size_t length) {
    for (size_t i = 0; i < length; i++) {
        if (p[i] != 0 && strchr("^$*+?.([%-", p[i]) != NULL) return true;
    }
    return false;
}

/// Finds plain text. The standard function is linear in both lengths on the systems we run on.
static const char *find_plain(lua_State *L, const char *text, size_t length, const char *what, size_t size) {
    if (size == 0) return text;
    bl_tick(L, bl_of(L), length / 64);
    return memmem(text, length, what, size);
}

static int find_or_match(lua_State *L, bool find) {
    size_t length, size;
    const char *text = luaL_checklstring(L, 1, &length);
    const char *pattern = luaL_checklstring(L, 2, &size);
    size_t start = start_position(luaL_optinteger(L, 3, 1), length) - 1;
    bl_state *st = bl_of(L);
    bl_tick(L, st, 1);
    if (start > length) {
        luaL_pushfail(L);
        return 1;
    }
    if (find && (lua_toboolean(L, 4) || !has_specials(pattern, size))) {
        const char *at = find_plain(L, text + start, length - start, pattern, size);
        if (at == NULL) {
            luaL_pushfail(L);
            return 1;
        }
        lua_pushinteger(L, at - text + 1);
        lua_pushinteger(L, at - text + (lua_Integer)size);
        return 2;
    }
    PREPARE(L, program, pattern, size, true);
    matcher m = {.L = L, .st = st, .text = text, .end = text + length};
    for (const char *s = text + start; s <= m.end; s++) {
        // A literal beginning lets most places be skipped.
        if (!program.anchored && program.nodes->kind == NODE_LITERAL
            && (program.nodes->repeat == 0 || program.nodes->repeat == '+')) {
            const char *at = s == m.end ? NULL : memchr(s, program.nodes->a, (size_t)(m.end - s));
            step(&m, (uint64_t)((at == NULL ? m.end : at) - s) / 64);
            if (at == NULL) break;
            s = at;
        }
        const char *end = attempt(&m, &program, s);
        if (end != NULL) {
            if (!find) return push_captures(&m, &program, s, end);
            lua_pushinteger(L, s - text + 1);
            lua_pushinteger(L, end - text);
            return push_captures(&m, &program, NULL, NULL) + 2;
        }
        if (program.anchored) break;
    }
    luaL_pushfail(L);
    return 1;
}

int bl_string_find(lua_State *L) { return find_or_match(L, true); }
int bl_string_match(lua_State *L) { return find_or_match(L, false); }

typedef struct {
    const char *next, *last;
    program program;
} iteration;

/// Upvalues: the text, the compiled pattern.
static int gmatch_next(lua_State *L) {
    size_t length;
    const char *text = lua_tolstring(L, lua_upvalueindex(1), &length);
    iteration *it = lua_touserdata(L, lua_upvalueindex(2));
    matcher m = {.L = L, .st = bl_of(L), .text = text, .end = text + length};
    lua_settop(L, 0);
    for (const char *s = it->next; s <= m.end; s++) {
        const char *end = attempt(&m, &it->program, s);
        if (end != NULL && end != it->last) {
            it->next = it->last = end;
            return push_captures(&m, &it->program, s, end);
        }
    }
    it->next = m.end + 1;
    return 0;
}

int bl_string_gmatch(lua_State *L) {
    size_t length, size;
    const char *text = luaL_checklstring(L, 1, &length);
    const char *pattern = luaL_checklstring(L, 2, &size);
    size_t start = start_position(luaL_optinteger(L, 3, 1), length) - 1;
    if (start > length) start = length + 1;
    lua_settop(L, 2);
    bl_check_string(L, bl_of(L), (uint64_t)size * sizeof(node));
    size_t nodes = (size + 2) * sizeof(node);
    iteration *it = lua_newuserdatauv(L, sizeof *it + nodes + count_sets(pattern, size) * sizeof(bl_set), 0);
    it->program.nodes = (node *)(it + 1);
    it->program.sets = (bl_set *)((char *)(it + 1) + nodes);
    compile(L, &it->program, pattern, size, false);
    it->next = text + start;
    it->last = NULL;
    lua_pushvalue(L, 1);
    lua_insert(L, -2);
    lua_pushcclosure(L, gmatch_next, 2);
    return 1;
}

/// Adds the replacement string with its `%` items.
static void add_template(matcher *m, const program *program, luaL_Buffer *buffer, const char *s, const char *end) {
    lua_State *L = m->L;
    size_t length;
    const char *p = lua_tolstring(L, 3, &length), *stop = p + length;
    while (p < stop) {
        step(m, 1);
        const char *percent = memchr(p, '%', (size_t)(stop - p));
        if (percent == NULL) percent = stop;
        luaL_addlstring(buffer, p, (size_t)(percent - p));
        if (percent == stop) break;
        p = percent + 1;
        char c = p < stop ? *p++ : 0;
        if (c == '%') {
            luaL_addchar(buffer, '%');
        } else if (c == '0' || (c == '1' && program->captures == 0)) {
            luaL_addlstring(buffer, s, (size_t)(end - s));
        } else if (c >= '1' && c <= '9') {
            if (c - '1' >= program->captures) luaL_error(L, "invalid capture index %%%d in replacement string", c - '0');
            push_capture(m, c - '1');
            luaL_addvalue(buffer);
        } else {
            luaL_error(L, "invalid use of '%%' in replacement string");
        }
        bl_check_string(L, m->st, luaL_bufflen(buffer));
    }
}

/// Adds what replaces a match; true when that differs from the match.
static bool add_replacement(
    matcher *m, const program *program, luaL_Buffer *buffer, const char *s, const char *end, int type) {
    lua_State *L = m->L;
    if (type == LUA_TFUNCTION) {
        lua_pushvalue(L, 3);
        lua_call(L, push_captures(m, program, s, end), 1);
    } else if (type == LUA_TTABLE) {
        if (program->captures == 0) {
            lua_pushlstring(L, s, (size_t)(end - s));
        } else {
            push_capture(m, 0);
        }
        lua_gettable(L, 3);
    } else {
        add_template(m, program, buffer, s, end);
        return true;
    }
    if (!lua_toboolean(L, -1)) {
        lua_pop(L, 1);
        luaL_addlstring(buffer, s, (size_t)(end - s));
        return false;
    }
    if (!lua_isstring(L, -1)) luaL_error(L, "invalid replacement value (a %s)", luaL_typename(L, -1));
    luaL_addvalue(buffer);
    return true;
}

int bl_string_gsub(lua_State *L) {
    size_t length, size;
    const char *text = luaL_checklstring(L, 1, &length);
    const char *pattern = luaL_checklstring(L, 2, &size);
    int type = lua_type(L, 3);
    luaL_argexpected(
        L, type == LUA_TNUMBER || type == LUA_TSTRING || type == LUA_TFUNCTION || type == LUA_TTABLE, 3,
        "string/function/table");
    lua_Integer most = luaL_optinteger(L, 4, (lua_Integer)length + 1), count = 0;
    bl_state *st = bl_of(L);
    lua_settop(L, 4);
    PREPARE(L, program, pattern, size, true);
    matcher m = {.L = L, .st = st, .text = text, .end = text + length};
    luaL_Buffer buffer;
    luaL_buffinit(L, &buffer);
    const char *s = text, *last = NULL;
    bool changed = false;
    while (count < most) {
        const char *end = attempt(&m, &program, s);
        if (end != NULL && end != last) {
            count++;
            changed |= add_replacement(&m, &program, &buffer, s, end, type);
            bl_check_string(L, st, luaL_bufflen(&buffer));
            s = last = end;
        } else if (s < m.end) {
            luaL_addchar(&buffer, *s++);
        } else {
            break;
        }
        if (program.anchored) break;
    }
    if (changed) {
        luaL_addlstring(&buffer, s, (size_t)(m.end - s));
        bl_check_string(L, st, luaL_bufflen(&buffer));
        luaL_pushresult(&buffer);
    } else {
        lua_pushvalue(L, 1);
    }
    lua_pushinteger(L, count);
    return 2;
}
