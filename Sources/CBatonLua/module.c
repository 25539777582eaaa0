// Modules of host functions and constants.
#include "internal.h"

#include <string.h>

typedef struct {
    const char *path, *name;
    const bl_entry *entries;
    size_t count;
} module_request;

/// Pushes the real table of a module, made with its parents when it is new; "" is the table of globals.
static void push_module(lua_State *L, const char *path) {
    luaL_checkstack(L, 10, NULL);
    if (*path == 0) {
        bl_registry_get(L, BL_REG_BASE);
        return;
    }
    bl_registry_get(L, BL_REG_MODULES);
    if (lua_getfield(L, -1, path) == LUA_TTABLE) {
        lua_remove(L, -2);
        return;
    }
    lua_pop(L, 1);
    int modules = lua_gettop(L);
    lua_newtable(L);
    lua_pushvalue(L, -1);
    bl_freeze(L, path);
    bl_registry_get(L, BL_REG_MODULE_PROXIES);
    lua_pushvalue(L, -2);
    lua_setfield(L, -2, path);
    lua_pop(L, 1);
    // Stack: modules, real, frozen.
    const char *dot = strrchr(path, '.');
    lua_pushlstring(L, path, dot == NULL ? 0 : (size_t)(dot - path));
    push_module(L, lua_tostring(L, -1));
    lua_pushvalue(L, modules + 2);
    lua_setfield(L, -2, dot == NULL ? path : dot + 1);
    lua_settop(L, modules + 1);
    lua_pushvalue(L, -1);
    lua_setfield(L, modules, path);
    lua_remove(L, modules);
}

static int do_define_module(lua_State *L) {
    const module_request *request = lua_touserdata(L, 1);
    push_module(L, request->path);
    for (size_t i = 0; i < request->count; i++) {
        const bl_entry *entry = &request->entries[i];
        const char *name = entry->name;
        if (*request->path != 0) name = lua_pushfstring(L, "%s.%s", request->path, entry->name);
        bl_push_host_function(L, entry, name, -1);
        lua_setfield(L, 2, entry->name);
        lua_settop(L, 2);
    }
    return 0;
}

bl_status bl_define_module(bl_state *st, const char *path, const bl_entry *entries, size_t count) {
    module_request request = {.path = path, .entries = entries, .count = count};
    return bl_protect(st, do_define_module, &request, NULL);
}

static int do_define_constant(lua_State *L) {
    bl_state *st = bl_of(L);
    const module_request *request = lua_touserdata(L, 1);
    push_module(L, request->path);
    size_t index = 0;
    if (st->outgoing.failed) return luaL_error(L, "not enough memory");
    bl_push_value(L, st, &st->outgoing, &index, 0, true);
    lua_setfield(L, 2, request->name);
    return 0;
}

bl_status bl_define_constant(bl_state *st, const char *path, const char *name) {
    module_request request = {.path = path, .name = name};
    return bl_protect(st, do_define_constant, &request, NULL);
}
