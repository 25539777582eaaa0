// `require`: names are checked, sources come from the host, only text is compiled.
#include "internal.h"

#include <string.h>

/// `[a-z0-9_]+(\.[a-z0-9_]+)*`
static bool is_module_name(const char *name, size_t length) {
    if (length == 0 || length > 200) return false;
    bool after_dot = true;
    for (size_t i = 0; i < length; i++) {
        char c = name[i];
        if (c == '.') {
            if (after_dot) return false;
            after_dot = true;
        } else if ((c >= 'a' && c <= 'z') || (c >= '0' && c <= '9') || c == '_') {
            after_dot = false;
        } else {
            return false;
        }
    }
    return !after_dot;
}

/// Raises "a requires b requires a".
static int raise_cycle(lua_State *L, int chain, const char *name) {
    luaL_Buffer buffer;
    lua_Integer count = (lua_Integer)lua_rawlen(L, chain);
    bool inside = false;
    luaL_buffinit(L, &buffer);
    for (lua_Integer i = 1; i <= count; i++) {
        lua_rawgeti(L, chain, i);
        inside = inside || strcmp(lua_tostring(L, -1), name) == 0;
        if (inside) {
            luaL_addvalue(&buffer);
            luaL_addstring(&buffer, " requires ");
        } else {
            lua_pop(L, 1);
        }
    }
    luaL_addstring(&buffer, name);
    luaL_pushresult(&buffer);
    return bl_raise(L, "require.cycle", NULL, "modules require each other: %.300s", lua_tostring(L, -1));
}

/// Upvalues: the environment, the loaded modules, the names being loaded.
int bl_require(lua_State *L) {
    bl_state *st = bl_of(L);
    const int loaded = lua_upvalueindex(2), chain = lua_upvalueindex(3);
    size_t length;
    const char *name = luaL_checklstring(L, 1, &length);
    lua_settop(L, 1);
    if (!is_module_name(name, length)) {
        static const char hint[] = "use lower-case letters, digits and '_', with dots between";
        return bl_raise(L, "require.name", hint, "'%.80s' is not a module name", name);
    }
    lua_pushvalue(L, 1);
    if (lua_rawget(L, loaded) != LUA_TNIL) return 1;
    bl_registry_get(L, BL_REG_MODULE_PROXIES);
    lua_pushvalue(L, 1);
    if (lua_rawget(L, -2) != LUA_TNIL) return 1;
    lua_settop(L, 1);

    lua_Integer count = (lua_Integer)lua_rawlen(L, chain);
    for (lua_Integer i = 1; i <= count; i++) {
        lua_rawgeti(L, chain, i);
        if (lua_rawequal(L, -1, 1)) return raise_cycle(L, chain, name);
        lua_pop(L, 1);
    }
    if (st->trip != BL_OK) bl_raise_trip(L, st);
    if (st->frame_count >= st->limits.nesting || st->frame_count >= BL_MAX_NESTING) {
        return bl_raise_limit(L, BL_LIMIT_NESTING);
    }

    // As for any call of the host: nothing raises between these lines.
    bl_frame *frame = &st->frames[st->frame_count];
    bl_tree_reset(&frame->reply);
    lua_State *previous = st->current;
    frame->L = L;
    frame->arguments = (bl_arguments){.serial = ++st->serial, .values = frame->room, .count = 0};
    st->frame_count++;
    st->current = L;
    bl_clock_stop(st);
    int32_t result = st->host.resolve(st->host.context, (const uint8_t *)name, length, &frame->reply);
    bl_clock_start(st);
    st->current = previous;
    st->frame_count--;
    frame->arguments.serial = 0;
    lua_settop(L, 1);
    if (st->trip != BL_OK) bl_raise_trip(L, st);
    if (result != 0) return bl_raise_reply(L, st, &frame->reply, result);
    bl_push_tree(L, st, &frame->reply, false);
    lua_settop(L, 3);
    if (lua_type(L, 2) != LUA_TSTRING) {
        return bl_raise(L, "require.not_found", NULL, "module '%s' not found", name);
    }
    size_t size;
    const char *source = lua_tolstring(L, 2, &size);
    const char *chunk = lua_type(L, 3) == LUA_TSTRING ? lua_tostring(L, 3) : name;
    st->module_source += size;
    if (size > st->limits.source_bytes || st->module_source / 8 > st->limits.source_bytes) {
        return bl_raise_limit(L, BL_LIMIT_SOURCE);
    }
    int status = luaL_loadbufferx(L, source, size, lua_pushfstring(L, "@%s", chunk), "t");
    bl_guard(L, st, status);
    if (status != LUA_OK) {
        return bl_raise(L, "require.syntax", NULL, "%.480s", lua_tostring(L, -1));
    }
    lua_pushvalue(L, lua_upvalueindex(1));
    lua_setupvalue(L, -2, 1);

    lua_pushvalue(L, 1);
    lua_rawseti(L, chain, count + 1);
    lua_pushvalue(L, 1);
    lua_pushvalue(L, 3);
    status = lua_pcall(L, 2, 1, 0);
    // The name leaves the chain however the module ended.
    for (lua_Integer i = (lua_Integer)lua_rawlen(L, chain); i > count; i--) {
        lua_pushnil(L);
        lua_rawseti(L, chain, i);
    }
    bl_guard(L, st, status);
    if (status != LUA_OK) return lua_error(L);
    if (lua_isnil(L, -1)) {
        lua_pop(L, 1);
        lua_pushboolean(L, 1);
    }
    lua_pushvalue(L, 1);
    lua_pushvalue(L, -2);
    lua_rawset(L, loaded);
    return 1;
}
