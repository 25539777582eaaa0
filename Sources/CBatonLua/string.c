// The string library, apart from patterns and `format`.
#include "internal.h"

#include <string.h>

static int string_rep(lua_State *L) {
    bl_state *st = bl_of(L);
    size_t length, separator_length;
    const char *text = luaL_checklstring(L, 1, &length);
    lua_Integer count = luaL_checkinteger(L, 2);
    const char *separator = luaL_optlstring(L, 3, "", &separator_length);
    bl_tick(L, st, 1);
    if (count <= 0 || length + separator_length == 0) {
        lua_pushliteral(L, "");
        return 1;
    }
    uint64_t unit = (uint64_t)length + separator_length;
    if ((uint64_t)count > (st->limits.string_bytes + separator_length) / unit) bl_raise_limit(L, BL_LIMIT_STRING);
    size_t total = (size_t)(unit * (uint64_t)count - separator_length);
    luaL_Buffer buffer;
    char *out = luaL_buffinitsize(L, &buffer, total);
    // Doubling copies: a short text repeated often is as fast as one long copy.
    size_t done = length < total ? length : total;
    memcpy(out, text, done);
    size_t head = separator_length < total - done ? separator_length : total - done;
    memcpy(out + done, separator, head);
    done += head;
    while (done < total) {
        size_t part = done < total - done ? done : total - done;
        memcpy(out + done, out, part);
        done += part;
    }
    luaL_pushresultsize(&buffer, total);
    return 1;
}

/// Upvalue: the library's function, whose loop over its format is not counted.
static int checked_format_length(lua_State *L) {
    size_t length;
    luaL_checklstring(L, 1, &length);
    luaL_argcheck(L, length <= 65536, 1, "the format is too long");
    bl_tick(L, bl_of(L), length);
    lua_pushvalue(L, lua_upvalueindex(1));
    lua_insert(L, 1);
    lua_call(L, lua_gettop(L) - 1, LUA_MULTRET);
    return lua_gettop(L);
}

void bl_open_string(lua_State *L) {
    static const char *const kept[] = {"byte", "char", "len", "lower", "reverse", "sub", "upper", NULL};
    static const char *const packing[] = {"pack", "packsize", "unpack", NULL};
    static const luaL_Reg own[] = {
        {"find", bl_string_find}, {"format", bl_string_format}, {"gmatch", bl_string_gmatch},
        {"gsub", bl_string_gsub}, {"match", bl_string_match},   {"rep", string_rep},
        {NULL, NULL},
    };
    luaL_newlib(L, own);
    int library = lua_gettop(L);
    lua_pushcfunction(L, luaopen_string);  // Also gives strings their metatable.
    lua_call(L, 0, 1);
    for (int i = 0; kept[i] != NULL; i++) {
        lua_getfield(L, -1, kept[i]);
        lua_setfield(L, library, kept[i]);
    }
    for (int i = 0; packing[i] != NULL; i++) {
        lua_getfield(L, -1, packing[i]);
        lua_pushcclosure(L, checked_format_length, 1);
        lua_setfield(L, library, packing[i]);
    }
    lua_settop(L, library);
    lua_pushvalue(L, library);
    bl_registry_set(L, BL_REG_STRINGS);
    // Methods of strings come from a table that no script can reach.
    lua_pushliteral(L, "");
    lua_getmetatable(L, -1);
    lua_pushvalue(L, library);
    lua_setfield(L, -2, "__index");
    lua_pushboolean(L, 0);
    lua_setfield(L, -2, "__metatable");
    lua_settop(L, library);
}
