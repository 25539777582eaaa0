// `find`, `match`, `gmatch` and `gsub`.
#include "pattern.h"

#include <string.h>

/// What has room on the C stack.
#define INLINE_NODES 64
#define INLINE_SETS 4

static void push_capture(bl_matcher *m, int index) {
    if (m->captures[index].position) {
        lua_pushinteger(m->L, m->captures[index].start - m->text + 1);
    } else {
        lua_pushlstring(m->L, m->captures[index].start, (size_t)(m->captures[index].end - m->captures[index].start));
    }
}

/// Pushes all captures, or the whole match if there are none and `whole` is given; returns how many.
static int push_captures(bl_matcher *m, const bl_program *program, const char *whole, const char *end) {
    luaL_checkstack(m->L, BL_MAX_CAPTURES + 4, "too many captures");
    if (program->captures == 0 && whole != NULL) {
        lua_pushlstring(m->L, whole, (size_t)(end - whole));
        return 1;
    }
    for (int i = 0; i < program->captures; i++) push_capture(m, i);
    return program->captures;
}

/// Room for a compiled pattern: on the C stack when it is short, else in a userdata that it pushes.
#define PREPARE(L, name, pattern, length, anchors)                                                      \
    bl_node name##_nodes[INLINE_NODES + 2];                                                                \
    bl_set name##_sets[INLINE_SETS];                                                                    \
    bl_program name = {.nodes = name##_nodes, .sets = name##_sets};                                        \
    if (length > INLINE_NODES || bl_count_sets(pattern, length) > INLINE_SETS) {                        \
        allocate(L, &name, pattern, length);                                                            \
    }                                                                                                   \
    bl_compile(L, &name, pattern, length, anchors)

static void allocate(lua_State *L, bl_program *program, const char *pattern, size_t length) {
    bl_check_string(L, bl_of(L), (uint64_t)length * sizeof(bl_node));
    size_t nodes = (length + 2) * sizeof(bl_node);
    char *room = lua_newuserdatauv(L, nodes + bl_count_sets(pattern, length) * sizeof(bl_set), 0);
    program->nodes = (bl_node *)room;
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
    bl_matcher m = {.L = L, .st = st, .text = text, .end = text + length};
    for (const char *s = text + start; s <= m.end; s++) {
        // A literal beginning lets most places be skipped.
        if (!program.anchored && program.nodes->kind == NODE_LITERAL
            && (program.nodes->repeat == 0 || program.nodes->repeat == '+')) {
            const char *at = s == m.end ? NULL : memchr(s, program.nodes->a, (size_t)(m.end - s));
            bl_step(&m, (uint64_t)((at == NULL ? m.end : at) - s) / 64);
            if (at == NULL) break;
            s = at;
        }
        const char *end = bl_attempt(&m, &program, s);
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
    bl_program program;
} iteration;

/// Upvalues: the text, the compiled pattern.
static int gmatch_next(lua_State *L) {
    size_t length;
    const char *text = lua_tolstring(L, lua_upvalueindex(1), &length);
    iteration *it = lua_touserdata(L, lua_upvalueindex(2));
    bl_matcher m = {.L = L, .st = bl_of(L), .text = text, .end = text + length};
    lua_settop(L, 0);
    for (const char *s = it->next; s <= m.end; s++) {
        const char *end = bl_attempt(&m, &it->program, s);
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
    bl_check_string(L, bl_of(L), (uint64_t)size * sizeof(bl_node));
    size_t nodes = (size + 2) * sizeof(bl_node);
    iteration *it = lua_newuserdatauv(L, sizeof *it + nodes + bl_count_sets(pattern, size) * sizeof(bl_set), 0);
    it->program.nodes = (bl_node *)(it + 1);
    it->program.sets = (bl_set *)((char *)(it + 1) + nodes);
    bl_compile(L, &it->program, pattern, size, false);
    it->next = text + start;
    it->last = NULL;
    lua_pushvalue(L, 1);
    lua_insert(L, -2);
    lua_pushcclosure(L, gmatch_next, 2);
    return 1;
}

/// Adds the replacement string with its `%` items.
static void add_template(
    bl_matcher *m, const bl_program *program, luaL_Buffer *buffer, const char *s, const char *end) {
    lua_State *L = m->L;
    size_t length;
    const char *p = lua_tolstring(L, 3, &length), *stop = p + length;
    while (p < stop) {
        bl_step(m, 1);
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
            if (c - '1' >= program->captures) {
                luaL_error(L, "invalid capture index %%%d in replacement string", c - '0');
            }
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
    bl_matcher *m, const bl_program *program, luaL_Buffer *buffer, const char *s, const char *end, int type) {
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
    bl_matcher m = {.L = L, .st = st, .text = text, .end = text + length};
    luaL_Buffer buffer;
    luaL_buffinit(L, &buffer);
    const char *s = text, *last = NULL;
    bool changed = false;
    while (count < most) {
        const char *end = bl_attempt(&m, &program, s);
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
