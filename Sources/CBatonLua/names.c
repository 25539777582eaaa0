// Completion of names. Only raw reads: no script code runs.
#include "internal.h"

#include <string.h>

typedef struct {
    bl_ref environment;
    const char *name;
} names_request;

/// Replaces the value on top of the stack with the table that has its names; false when it has none.
static bool names_of(lua_State *L) {
    switch (lua_type(L, -1)) {
        case LUA_TTABLE:
            if (bl_thaw(L, -1)) lua_remove(L, -2);
            return true;
        case LUA_TSTRING:
            lua_pop(L, 1);
            bl_registry_get(L, BL_REG_STRINGS);
            return true;
        case LUA_TUSERDATA: {
            bl_value handle;
            if (!bl_to_handle(L, -1, &handle) || !lua_getmetatable(L, -1)) return false;
            lua_remove(L, -2);
            // Methods and fields in one table.
            lua_newtable(L);
            for (int i = 1; i <= 2; i++) {
                lua_rawgeti(L, -2, i);
                lua_pushnil(L);
                while (lua_next(L, -2) != 0) {
                    lua_pop(L, 1);
                    lua_pushvalue(L, -1);
                    lua_pushboolean(L, 1);
                    lua_rawset(L, -5);
                }
                lua_pop(L, 1);
            }
            lua_remove(L, -2);
            return true;
        }
        default: return false;
    }
}

static bool is_name(const char *text, size_t length) {
    if (length == 0 || length > 64 || (text[0] >= '0' && text[0] <= '9')) return false;
    for (size_t i = 0; i < length; i++) {
        char c = text[i];
        if (!((c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') || c == '_')) return false;
    }
    return true;
}

static int do_names(lua_State *L) {
    bl_state *st = bl_of(L);
    const names_request *request = lua_touserdata(L, 1);
    bl_tree_reset(&st->incoming);
    if (!bl_ref_push(L, st, request->environment)) {
        return bl_raise(L, "conversion", NULL, "the environment was released");
    }
    const char *part = request->name;
    for (;;) {
        if (!names_of(L)) return 0;
        size_t length = strcspn(part, ".:");
        if (part[length] == 0) break;
        lua_pushlstring(L, part, length);
        lua_rawget(L, -2);
        lua_remove(L, -2);
        part += length + 1;
    }
    size_t want = strlen(part), head = (size_t)(part - request->name);
    luaL_checkstack(L, 6, NULL);
    lua_pushnil(L);
    while (lua_next(L, -2) != 0) {
        lua_pop(L, 1);
        if (lua_type(L, -1) != LUA_TSTRING) continue;
        size_t length;
        const char *name = lua_tolstring(L, -1, &length);
        if (!is_name(name, length) || length < want || memcmp(name, part, want) != 0) continue;
        if (st->incoming.count >= 5000) break;
        lua_pushlstring(L, request->name, head);
        lua_pushvalue(L, -2);
        lua_concat(L, 2);
        const char *full = lua_tolstring(L, -1, &length);
        bl_put_string(&st->incoming, (const uint8_t *)full, length);
        lua_pop(L, 1);
    }
    return 0;
}

bl_status bl_names(bl_state *st, bl_ref environment, const char *prefix) {
    names_request request = {.environment = environment, .name = prefix};
    return bl_protect(st, do_names, &request, NULL);
}
