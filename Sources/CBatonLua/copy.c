// Copies values of the interpreter into a tree. Only raw reads: no script code runs.
#include "internal.h"

#include <stdio.h>
#include <string.h>

typedef struct {
    bl_state *st;
    bl_tree *tree;
    uint64_t nodes, bytes;
    const char *root;
    int number, depth;
    /// The tables from the root to here, and the stack index of the key that led on from each.
    const void *tables[BL_MAX_COPY_DEPTH + 1];
    int keys[BL_MAX_COPY_DEPTH + 1];
} copier;

/// Writes where in the value we are, such as "argument 1.inputs[3]".
static void describe_path(lua_State *L, const copier *c, char *out, size_t size) {
    size_t used = (size_t)snprintf(out, size, c->number > 0 ? "%s %d" : "%s", c->root, c->number);
    for (int i = 0; i < c->depth && used < size; i++) {
        int key = c->keys[i];
        if (key == 0) break;
        int written;
        if (lua_type(L, key) == LUA_TSTRING) {
            written = snprintf(out + used, size - used, ".%.40s", lua_tostring(L, key));
        } else if (lua_isinteger(L, key)) {
            written = snprintf(out + used, size - used, "[%lld]", (long long)lua_tointeger(L, key));
        } else {
            written = snprintf(out + used, size - used, "[%s]", luaL_typename(L, key));
        }
        used += written > 0 ? (size_t)written : 0;
    }
}

static void fail(lua_State *L, const copier *c, const char *what) {
    char path[256];
    describe_path(L, c, path, sizeof path);
    bl_raise(L, "conversion", NULL, "%s: %s", path, what);
}

static void copy_value(lua_State *L, copier *c, int index);

static bool is_array(lua_State *L, int table, lua_Unsigned length) {
    // All keys are 1…n if there are n keys and every one is an integer from 1 to n.
    lua_Unsigned count = 0;
    lua_pushnil(L);
    while (lua_next(L, table) != 0) {
        lua_pop(L, 1);
        count++;
        lua_Integer key = lua_isinteger(L, -1) ? lua_tointeger(L, -1) : 0;
        if (key < 1 || (lua_Unsigned)key > length) {
            lua_pop(L, 1);
            return false;
        }
    }
    return count == length;
}

static void copy_table(lua_State *L, copier *c, int index) {
    const void *identity = lua_topointer(L, index);
    for (int i = 0; i < c->depth; i++) {
        if (c->tables[i] == identity) fail(L, c, "the table contains itself");
    }
    if (c->depth >= c->st->limits.copy_depth || c->depth >= BL_MAX_COPY_DEPTH) {
        bl_raise_limit(L, BL_LIMIT_COPY);
    }
    luaL_checkstack(L, 12, NULL);
    bool is_map = false;
    if (lua_getmetatable(L, index)) {
        bl_registry_get(L, BL_REG_MAP_META);
        is_map = lua_rawequal(L, -1, -2);
        lua_pop(L, 2);
        if (is_map) {
            // The mark counts for as long as the table is empty; then the content decides.
            lua_pushnil(L);
            if (lua_next(L, index) != 0) {
                lua_pop(L, 2);
                is_map = false;
            }
        }
    }
    c->tables[c->depth] = identity;
    c->keys[c->depth] = 0;
    c->depth++;
    lua_Unsigned length = lua_rawlen(L, index);
    size_t head = c->tree->count;
    if (!is_map && is_array(L, index, length)) {
        bl_put_array(c->tree, (int64_t)length);
        for (lua_Unsigned i = 1; i <= length; i++) {
            lua_pushinteger(L, (lua_Integer)i);
            lua_rawgeti(L, index, (lua_Integer)i);
            int top = lua_gettop(L);
            c->keys[c->depth - 1] = top - 1;
            copy_value(L, c, top);
            lua_settop(L, top - 2);
        }
    } else {
        bl_put_table(c->tree, 0);
        int64_t count = 0;
        lua_pushnil(L);
        while (lua_next(L, index) != 0) {
            int top = lua_gettop(L);
            c->keys[c->depth - 1] = top - 1;
            int type = lua_type(L, top - 1);
            if (type != LUA_TSTRING && type != LUA_TBOOLEAN && !lua_isinteger(L, top - 1)) {
                c->keys[c->depth - 1] = 0;
                fail(L, c, "a key must be a string, an integer or a boolean");
            }
            copy_value(L, c, top - 1);
            copy_value(L, c, top);
            lua_settop(L, top - 1);
            count++;
        }
        if (head < c->tree->count) c->tree->values[head].integer = count;
    }
    c->depth--;
}

static void copy_value(lua_State *L, copier *c, int index) {
    bl_state *st = c->st;
    if (++c->nodes > st->limits.copy_nodes) bl_raise_limit(L, BL_LIMIT_COPY);
    if (c->tree->failed) luaL_error(L, "not enough memory");
    switch (lua_type(L, index)) {
        case LUA_TNIL: bl_put_nil(c->tree); break;
        case LUA_TBOOLEAN: bl_put_bool(c->tree, lua_toboolean(L, index)); break;
        case LUA_TNUMBER:
            if (lua_isinteger(L, index)) {
                bl_put_int(c->tree, lua_tointeger(L, index));
            } else {
                bl_put_number(c->tree, lua_tonumber(L, index));
            }
            break;
        case LUA_TSTRING: {
            size_t length;
            const char *bytes = lua_tolstring(L, index, &length);
            c->bytes += length;
            if (c->bytes > st->limits.copy_bytes) bl_raise_limit(L, BL_LIMIT_COPY);
            bl_put_string(c->tree, (const uint8_t *)bytes, length);
            break;
        }
        case LUA_TTABLE:
            luaL_checkstack(L, 4, NULL);
            if (bl_thaw(L, index)) {
                copy_table(L, c, lua_gettop(L));
                lua_pop(L, 1);
            } else {
                copy_table(L, c, index);
            }
            break;
        case LUA_TFUNCTION: {
            luaL_checkstack(L, 4, NULL);
            lua_pushvalue(L, index);
            bl_put_ref(c->tree, bl_ref_make(L, st));
            break;
        }
        case LUA_TLIGHTUSERDATA:
            if (lua_touserdata(L, index) != (void *)&bl_null_tag) fail(L, c, "this value cannot leave the script");
            bl_put_null(c->tree);
            break;
        case LUA_TUSERDATA: {
            bl_value handle;
            if (!bl_to_handle(L, index, &handle)) fail(L, c, "this value cannot leave the script");
            *bl_tree_add(c->tree, BL_HANDLE) = handle;
            break;
        }
        default: fail(L, c, "a coroutine cannot leave the script");
    }
}

void bl_copy(lua_State *L, bl_state *st, bl_tree *tree, int index, const char *root, int number) {
    copier c;
    c.st = st;
    c.tree = tree;
    c.nodes = c.bytes = 0;
    c.root = root;
    c.number = number;
    c.depth = 0;
    copy_value(L, &c, lua_absindex(L, index));
    if (tree->failed) luaL_error(L, "not enough memory");
}
