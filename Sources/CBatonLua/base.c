// The global functions.
#include "internal.h"

#include <string.h>

static const char *type_name(lua_State *L, int index) {
    if (luaL_getmetafield(L, index, "__name") == LUA_TSTRING) return lua_tostring(L, -1);
    return luaL_typename(L, index);
}

const char *bl_tostring(lua_State *L, int index, size_t *length) {
    index = lua_absindex(L, index);
    luaL_checkstack(L, 5, NULL);
    if (luaL_callmeta(L, index, "__tostring")) {
        if (!lua_isstring(L, -1)) luaL_error(L, "'__tostring' must return a string");
        return lua_tolstring(L, -1, length);
    }
    switch (lua_type(L, index)) {
        case LUA_TNIL:
        case LUA_TBOOLEAN:
        case LUA_TNUMBER:
        case LUA_TSTRING: return luaL_tolstring(L, index, length);
        default: {
            int top = lua_gettop(L);
            const char *name = type_name(L, index);
            if (bl_of(L)->restricted) {
                lua_pushstring(L, name);  // An address would tell where memory lies.
            } else {
                lua_pushfstring(L, "%s: %p", name, lua_topointer(L, index));
            }
            if (lua_gettop(L) > top + 1) lua_replace(L, top + 1);
            return lua_tolstring(L, -1, length);
        }
    }
}

static int base_tostring(lua_State *L) {
    luaL_checkany(L, 1);
    bl_tostring(L, 1, NULL);
    return 1;
}

static int finish_pcall(lua_State *L, int status, lua_KContext skip) {
    bl_guard(L, bl_of(L), status);
    if (status == LUA_OK || status == LUA_YIELD) return lua_gettop(L) - (int)skip;
    lua_pushboolean(L, 0);
    lua_pushvalue(L, -2);
    return 2;
}

static int base_pcall(lua_State *L) {
    bl_tick(L, bl_of(L), 16);
    luaL_checkany(L, 1);
    lua_pushboolean(L, 1);
    lua_insert(L, 1);
    int status = lua_pcallk(L, lua_gettop(L) - 2, LUA_MULTRET, 0, 0, finish_pcall);
    return finish_pcall(L, status, 0);
}

/// The handler that the interpreter sees. Upvalue: the script's.
static int guarded_handler(lua_State *L) {
    // After a sticky limit no script code runs any more, and hooks may be off here.
    if (bl_of(L)->trip != BL_OK) return 1;
    lua_settop(L, 1);
    lua_pushvalue(L, lua_upvalueindex(1));
    lua_insert(L, 1);
    lua_call(L, 1, 1);
    return 1;
}

static int base_xpcall(lua_State *L) {
    bl_tick(L, bl_of(L), 16);
    int count = lua_gettop(L);
    luaL_checktype(L, 2, LUA_TFUNCTION);
    lua_pushvalue(L, 2);
    lua_pushcclosure(L, guarded_handler, 1);
    lua_replace(L, 2);
    lua_pushboolean(L, 1);
    lua_pushvalue(L, 1);
    lua_rotate(L, 3, 2);
    // Stack: function, handler, true, function, arguments.
    int status = lua_pcallk(L, count - 2, LUA_MULTRET, 2, 2, finish_pcall);
    return finish_pcall(L, status, 2);
}

static bool has_raw(lua_State *L, int table, const char *name) {
    lua_pushstring(L, name);
    bool result = lua_rawget(L, table) != LUA_TNIL;
    lua_pop(L, 1);
    return result;
}

static int base_setmetatable(lua_State *L) {
    luaL_checktype(L, 1, LUA_TTABLE);
    luaL_argexpected(L, lua_isnil(L, 2) || lua_istable(L, 2), 2, "nil or table");
    if (lua_getmetatable(L, 1)) {
        bl_registry_get(L, BL_REG_MAP_META);
        bool is_mark = lua_rawequal(L, -1, -2);
        lua_pop(L, 2);
        if (!is_mark && luaL_getmetafield(L, 1, "__metatable") != LUA_TNIL) {
            return luaL_error(L, "cannot change a protected metatable");
        }
    }
    lua_settop(L, 2);
    if (lua_istable(L, 2)) {
        // Finalizers run without the limits.
        if (has_raw(L, 2, "__gc")) return luaL_error(L, "the metamethod '__gc' is not available");
        // Releases before 5.4.5 free memory that they go on using.
        if (LUA_VERSION_RELEASE_NUM < 50405 && has_raw(L, 2, "__concat")) {
            return luaL_error(L, "the metamethod '__concat' is not available");
        }
        lua_pushliteral(L, "__mode");
        if (bl_of(L)->restricted && lua_rawget(L, 2) == LUA_TSTRING) {
            const char *mode = lua_tostring(L, -1);
            if (strchr(mode, 'k') != NULL && strchr(mode, 'v') == NULL) {
                return luaL_error(L, "tables with weak keys are not available");
            }
        }
        lua_settop(L, 2);
    }
    lua_setmetatable(L, 1);
    return 1;
}

static int base_getmetatable(lua_State *L) {
    luaL_checkany(L, 1);
    lua_settop(L, 1);
    if (lua_getmetatable(L, 1)) {
        bl_registry_get(L, BL_REG_MAP_META);
        // A script takes a marked table for a plain one.
        bool is_mark = lua_rawequal(L, -1, -2);
        lua_pop(L, 1);
        if (is_mark) {
            lua_pushnil(L);
        } else {
            luaL_getmetafield(L, 1, "__metatable");
        }
    } else {
        lua_pushnil(L);
    }
    return 1;
}

static int base_rawset(lua_State *L) {
    luaL_checktype(L, 1, LUA_TTABLE);
    luaL_checkany(L, 2);
    luaL_checkany(L, 3);
    lua_settop(L, 3);
    if (bl_thaw(L, 1)) return luaL_error(L, "attempt to change a read-only table");
    lua_rawset(L, 1);
    return 1;
}

/// Gathers the pieces of a reader function at the given index into one string.
static void read_pieces(lua_State *L, bl_state *st, int reader) {
    luaL_Buffer buffer;
    size_t total = 0;
    luaL_buffinit(L, &buffer);
    for (;;) {
        bl_tick(L, st, 16);
        lua_pushvalue(L, reader);
        lua_call(L, 0, 1);
        if (lua_isnil(L, -1)) break;
        if (!lua_isstring(L, -1)) luaL_error(L, "reader function must return a string");
        size_t length;
        lua_tolstring(L, -1, &length);
        if (length == 0) break;
        total += length;
        if (total > st->limits.source_bytes) bl_raise_limit(L, BL_LIMIT_SOURCE);
        luaL_addvalue(&buffer);
    }
    lua_pop(L, 1);
    luaL_pushresult(&buffer);
}

/// Upvalue: the environment.
int bl_base_load(lua_State *L) {
    bl_state *st = bl_of(L);
    bool has_environment = !lua_isnone(L, 4);
    const char *name = luaL_optstring(L, 2, NULL);
    const char *mode = luaL_optstring(L, 3, "t");
    if (strchr(mode, 't') == NULL) {
        luaL_pushfail(L);
        lua_pushliteral(L, "only text chunks can be loaded");
        return 2;
    }
    lua_settop(L, 4);
    if (lua_type(L, 1) != LUA_TSTRING) {
        luaL_checktype(L, 1, LUA_TFUNCTION);
        read_pieces(L, st, 1);
        lua_replace(L, 1);
        if (name == NULL) name = "=(load)";
    }
    size_t length;
    const char *source = lua_tolstring(L, 1, &length);
    if (length > st->limits.source_bytes) bl_raise_limit(L, BL_LIMIT_SOURCE);
    if (name == NULL) name = "=(load)";
    if (strlen(name) > 512) luaL_error(L, "the chunk name is too long");
    bl_tick(L, st, 64 + length / 8);
    int status = luaL_loadbufferx(L, source, length, name, "t");
    bl_guard(L, st, status);
    if (status != LUA_OK) {
        luaL_pushfail(L);
        lua_insert(L, -2);
        return 2;
    }
    lua_pushvalue(L, has_environment ? 4 : lua_upvalueindex(1));
    if (lua_setupvalue(L, -2, 1) == NULL) lua_pop(L, 1);
    return 1;
}

/// Writes a line to the host.
static void write_line(lua_State *L, bl_state *st, int stream) {
    size_t length;
    const char *text = lua_tolstring(L, -1, &length);
    if (!bl_spend_output(st, length)) bl_raise_trip(L, st);
    bl_clock_stop(st);
    st->releasing++;
    st->host.write(st->host.context, stream, (const uint8_t *)text, length);
    st->releasing--;
    bl_clock_start(st);
}

static int base_print(lua_State *L) {
    bl_state *st = bl_of(L);
    int count = lua_gettop(L);
    luaL_Buffer buffer;
    luaL_buffinit(L, &buffer);
    for (int i = 1; i <= count; i++) {
        bl_tick(L, st, 4);
        if (i > 1) luaL_addchar(&buffer, '\t');
        bl_tostring(L, i, NULL);
        luaL_addvalue(&buffer);
    }
    luaL_addchar(&buffer, '\n');
    luaL_pushresult(&buffer);
    write_line(L, st, BL_STREAM_PRINT);
    return 0;
}

static int base_warn(lua_State *L) {
    int count = lua_gettop(L);
    luaL_checkstring(L, 1);
    for (int i = 2; i <= count; i++) luaL_checkstring(L, i);
    // Control messages such as "@on" do nothing here.
    if (count == 1 && *lua_tostring(L, 1) == '@') return 0;
    lua_concat(L, count);
    lua_pushliteral(L, "\n");
    lua_concat(L, 2);
    write_line(L, bl_of(L), BL_STREAM_WARN);
    return 0;
}

static int base_collectgarbage(lua_State *L) {
    const char *what = luaL_optstring(L, 1, "collect");
    if (strcmp(what, "count") != 0) return luaL_error(L, "collectgarbage: only \"count\" is available");
    lua_pushnumber(L, (lua_Number)bl_of(L)->memory / 1024);
    return 1;
}

void bl_open_base(lua_State *L) {
    static const char *const kept[] = {
        "assert", "error", "ipairs", "next", "pairs", "rawequal", "rawget", "rawlen",
        "select", "tonumber", "type", "_VERSION", NULL,
    };
    static const luaL_Reg own[] = {
        {"collectgarbage", base_collectgarbage},
        {"getmetatable", base_getmetatable},
        {"pcall", base_pcall},
        {"print", base_print},
        {"rawset", base_rawset},
        {"setmetatable", base_setmetatable},
        {"tostring", base_tostring},
        {"warn", base_warn},
        {"xpcall", base_xpcall},
        {NULL, NULL},
    };
    lua_newtable(L);
    lua_pushcfunction(L, luaopen_base);
    lua_call(L, 0, 1);
    for (int i = 0; kept[i] != NULL; i++) {
        lua_getfield(L, -1, kept[i]);
        lua_setfield(L, -3, kept[i]);
    }
    lua_pop(L, 1);
    luaL_setfuncs(L, own, 0);
}
