// Strict environments and frozen tables: an unknown name is an error with a suggestion, and what scripts share
// cannot be changed by one of them.
#include "internal.h"

#include <string.h>

/// Under this key the metatable of a frozen table has the real one.
static const char frozen_tag = 0;

bool bl_thaw(lua_State *L, int index) {
    if (!lua_getmetatable(L, index)) return false;
    int type = lua_rawgetp(L, -1, &frozen_tag);
    lua_remove(L, -2);
    if (type == LUA_TTABLE) return true;
    lua_pop(L, 1);
    return false;
}

static size_t smallest(size_t a, size_t b) { return a < b ? a : b; }

/// The edit distance, neighbours swapped counting as one edit; `limit + 1` when it is more than the limit.
static size_t distance(const char *a, size_t n, const char *b, size_t m, size_t limit) {
    enum { longest = 64 };
    if (n > longest || m > longest || (n > m ? n - m : m - n) > limit) return limit + 1;
    size_t rows[3][longest + 1];
    size_t *before = rows[0], *last = rows[1], *row = rows[2];
    for (size_t j = 0; j <= m; j++) last[j] = j;
    for (size_t i = 1; i <= n; i++) {
        row[0] = i;
        for (size_t j = 1; j <= m; j++) {
            size_t change = last[j - 1] + (a[i - 1] != b[j - 1]);
            row[j] = smallest(change, smallest(last[j], row[j - 1]) + 1);
            if (i > 1 && j > 1 && a[i - 1] == b[j - 2] && a[i - 2] == b[j - 1]) {
                row[j] = smallest(row[j], before[j - 2] + 1);
            }
        }
        size_t *free_row = before;
        before = last;
        last = row;
        row = free_row;
    }
    return last[m];
}

bool bl_suggest(lua_State *L, int table, const char *name, size_t length) {
    size_t limit = smallest(2, length / 3), best = limit + 1;
    if (limit == 0) return false;
    table = lua_absindex(L, table);
    luaL_checkstack(L, 5, NULL);
    lua_pushnil(L);  // The best so far.
    int found = lua_gettop(L);
    int looked = 0;
    lua_pushnil(L);
    while (looked++ < 2000 && lua_next(L, table) != 0) {
        lua_pop(L, 1);
        if (lua_type(L, -1) != LUA_TSTRING) continue;
        size_t size;
        const char *key = lua_tolstring(L, -1, &size);
        if (size == 0 || key[0] == '_') continue;
        size_t d = distance(name, length, key, size, limit);
        if (d < best || (d == best && d <= limit && strcmp(key, lua_tostring(L, found)) < 0)) {
            best = d;
            lua_pushvalue(L, -1);
            lua_replace(L, found);
        }
    }
    lua_settop(L, found);
    if (best <= limit) return true;
    lua_pop(L, 1);
    return false;
}

/// Expects the key at index 2.
int bl_raise_unknown(lua_State *L, int first, int second, const char *what, const char *owner) {
    luaL_checkstack(L, 10, NULL);
    luaL_where(L, 1);
    if (lua_type(L, 2) != LUA_TSTRING) {
        const char *whose = owner == NULL ? "the environment" : owner;
        lua_pushfstring(L, "%s has no %s of type %s", whose, what, luaL_typename(L, 2));
    } else {
        size_t length;
        const char *name = lua_tolstring(L, 2, &length);
        bool found = bl_suggest(L, first, name, length) || (second != 0 && bl_suggest(L, second, name, length));
        const char *near = found ? lua_tostring(L, -1) : NULL;
        // Names are cut: a script may have put a whole text here.
        lua_pushlstring(L, name, smallest(length, 80));
        name = lua_tostring(L, -1);
        if (owner == NULL) {
            lua_pushfstring(L, "undefined %s '%s'", what, name);
        } else {
            lua_pushfstring(L, "%s has no %s '%s'", owner, what, name);
        }
        lua_remove(L, -2);
        if (near != NULL) {
            lua_pushfstring(L, " (did you mean '%s'?)", near);
            lua_concat(L, 2);
            lua_remove(L, -2);
        }
    }
    lua_concat(L, 2);
    return lua_error(L);
}

/// Upvalues: the real table, the name.
static int frozen_unknown(lua_State *L) {
    return bl_raise_unknown(L, lua_upvalueindex(1), 0, "field", lua_tostring(L, lua_upvalueindex(2)));
}

static int frozen_newindex(lua_State *L) {
    size_t length;
    const char *name = lua_type(L, 2) == LUA_TSTRING ? lua_tolstring(L, 2, &length) : "?";
    return luaL_error(L, "attempt to change the field '%s' of a read-only table", name);
}

/// Upvalue: the real table.
static int frozen_next(lua_State *L) {
    lua_settop(L, 2);
    if (lua_next(L, lua_upvalueindex(1))) return 2;
    lua_pushnil(L);
    return 1;
}

static int frozen_pairs(lua_State *L) {
    luaL_checkany(L, 1);
    // Not `next` and the table: the real table must not come into a script's hands.
    lua_pushvalue(L, lua_upvalueindex(1));
    lua_pushcclosure(L, frozen_next, 1);
    lua_pushvalue(L, 1);
    lua_pushnil(L);
    return 3;
}

static int frozen_len(lua_State *L) {
    lua_pushinteger(L, (lua_Integer)lua_rawlen(L, lua_upvalueindex(1)));
    return 1;
}

void bl_freeze(lua_State *L, const char *name) {
    luaL_checkstack(L, 6, NULL);
    int real = lua_gettop(L);
    if (name != NULL) {
        lua_createtable(L, 0, 1);
        lua_pushvalue(L, real);
        lua_pushstring(L, name);
        lua_pushcclosure(L, frozen_unknown, 2);
        lua_setfield(L, -2, "__index");
        lua_setmetatable(L, real);
    }
    lua_newtable(L);
    lua_createtable(L, 0, 8);
    lua_pushvalue(L, real);
    lua_rawsetp(L, -2, &frozen_tag);
    lua_pushvalue(L, real);
    lua_setfield(L, -2, "__index");
    lua_pushcfunction(L, frozen_newindex);
    lua_setfield(L, -2, "__newindex");
    lua_pushvalue(L, real);
    lua_pushcclosure(L, frozen_pairs, 1);
    lua_setfield(L, -2, "__pairs");
    lua_pushvalue(L, real);
    lua_pushcclosure(L, frozen_len, 1);
    lua_setfield(L, -2, "__len");
    lua_pushboolean(L, 0);
    lua_setfield(L, -2, "__metatable");
    lua_setmetatable(L, -2);
    lua_replace(L, real);
}

/// Upvalue: the environment.
static int unknown_global(lua_State *L) {
    return bl_raise_unknown(L, lua_upvalueindex(1), 0, "global", NULL);
}

void bl_push_environment(lua_State *L) {
    luaL_checkstack(L, 8, NULL);
    lua_createtable(L, 0, 48);
    int env = lua_gettop(L);
    bl_registry_get(L, BL_REG_BASE);
    lua_pushnil(L);
    while (lua_next(L, -2) != 0) {
        lua_pushvalue(L, -2);
        lua_insert(L, -2);
        lua_rawset(L, env);
    }
    lua_pop(L, 1);
    lua_pushvalue(L, env);
    lua_setfield(L, env, "_G");
    // These two work for the environment they were found in.
    lua_pushvalue(L, env);
    lua_pushcclosure(L, bl_base_load, 1);
    lua_setfield(L, env, "load");
    lua_pushvalue(L, env);
    lua_newtable(L);
    lua_newtable(L);
    lua_pushcclosure(L, bl_require, 3);
    lua_setfield(L, env, "require");
    lua_createtable(L, 0, 2);
    lua_pushvalue(L, env);
    lua_pushcclosure(L, unknown_global, 1);
    lua_setfield(L, -2, "__index");
    lua_pushboolean(L, 0);
    lua_setfield(L, -2, "__metatable");
    lua_setmetatable(L, env);
}

static int light_tostring(lua_State *L) {
    lua_pushstring(L, lua_touserdata(L, 1) == (void *)&bl_null_tag ? "null" : "limit");
    return 1;
}

void bl_open_environment(lua_State *L) {
    lua_pushlightuserdata(L, (void *)&bl_null_tag);
    lua_createtable(L, 0, 3);
    lua_pushcfunction(L, light_tostring);
    lua_setfield(L, -2, "__tostring");
    lua_pushliteral(L, "null");
    lua_setfield(L, -2, "__name");
    lua_pushboolean(L, 0);
    lua_setfield(L, -2, "__metatable");
    lua_setmetatable(L, -2);
    lua_pop(L, 1);
    // Marks an empty map.
    lua_createtable(L, 0, 1);
    lua_pushboolean(L, 0);
    lua_setfield(L, -2, "__metatable");
    bl_registry_set(L, BL_REG_MAP_META);
    lua_newtable(L);
    bl_registry_set(L, BL_REG_MODULES);
    lua_newtable(L);
    bl_registry_set(L, BL_REG_MODULE_PROXIES);
}
