// Error tables: what a script gets when a host function or a limit fails.
#include "internal.h"

#include <stdarg.h>
#include <stdio.h>
#include <string.h>

static const struct {
    bl_status status;
    const char *kind, *message;
} limits[] = {
    {BL_CANCELLED, "cancelled", "cancelled"},
    {BL_ENDED, "ended", "the script was ended"},
    {BL_LIMIT_TIME, "limit.time", "the script used up its time"},
    {BL_LIMIT_WALL, "limit.wall", "the script ran past its deadline"},
    {BL_LIMIT_MEMORY, "limit.memory", "the script used up its memory"},
    {BL_LIMIT_OUTPUT, "limit.output", "the script printed too much"},
    {BL_LIMIT_STRING, "limit.string", "the resulting string is too long"},
    {BL_LIMIT_SOURCE, "limit.source", "the source is too long"},
    {BL_LIMIT_NESTING, "limit.nesting", "host and script call each other too deeply"},
    {BL_LIMIT_COROUTINES, "limit.coroutines", "too many coroutines are alive"},
    {BL_LIMIT_COPY, "limit.copy", "the value is too big to be passed on"},
};
#define LIMIT_COUNT (sizeof limits / sizeof *limits)

const char *bl_limit_message(bl_status status) {
    for (size_t i = 0; i < LIMIT_COUNT; i++) {
        if (limits[i].status == status) return limits[i].message;
    }
    return "error";
}

bl_status bl_status_of_kind(const char *kind) {
    for (size_t i = 0; i < LIMIT_COUNT; i++) {
        if (strcmp(limits[i].kind, kind) == 0) return limits[i].status;
    }
    return strcmp(kind, "conversion") == 0 ? BL_ERR_CONVERT : BL_ERR_HOST;
}

/// Pushes "chunk:line" of the innermost script function, or nil.
static void push_where(lua_State *L) {
    lua_Debug ar;
    for (int level = 0; level < 16 && lua_getstack(L, level, &ar); level++) {
        lua_getinfo(L, "Sl", &ar);
        if (ar.currentline > 0) {
            lua_pushfstring(L, "%s:%d", ar.short_src, ar.currentline);
            return;
        }
    }
    lua_pushnil(L);
}

void bl_make_error(lua_State *L) {
    static const char *const names[] = {"data", "hint", "message", "kind"};
    int data = lua_gettop(L);
    luaL_checkstack(L, 6, NULL);
    lua_createtable(L, 0, 5);
    for (int i = 0; i < 4; i++) {
        lua_pushvalue(L, data - i);
        lua_setfield(L, -2, names[i]);
    }
    push_where(L);
    lua_setfield(L, -2, "where");
    bl_registry_get(L, BL_REG_ERROR_META);
    lua_setmetatable(L, -2);
    lua_replace(L, data - 3);
    lua_settop(L, data - 3);
}

int bl_raise(lua_State *L, const char *kind, const char *hint, const char *format, ...) {
    char message[512];
    va_list arguments;
    va_start(arguments, format);
    vsnprintf(message, sizeof message, format, arguments);
    va_end(arguments);
    luaL_checkstack(L, 8, NULL);
    lua_pushstring(L, kind);
    lua_pushstring(L, message);
    lua_pushstring(L, hint);  // A NULL becomes nil.
    lua_pushnil(L);
    bl_make_error(L);
    return lua_error(L);
}

int bl_raise_limit(lua_State *L, bl_status status) {
    for (size_t i = 0; i < LIMIT_COUNT; i++) {
        if (limits[i].status == status) bl_raise(L, limits[i].kind, NULL, "%s", limits[i].message);
    }
    return luaL_error(L, "error");
}

int bl_raw_field(lua_State *L, int table, const char *name) {
    lua_pushstring(L, name);
    return lua_rawget(L, table);
}

static int error_tostring(lua_State *L) {
    luaL_checktype(L, 1, LUA_TTABLE);
    lua_settop(L, 1);
    if (bl_raw_field(L, 1, "where") == LUA_TSTRING) {
        lua_pushliteral(L, ": ");
    } else {
        lua_pop(L, 1);
        lua_pushliteral(L, "");
        lua_pushliteral(L, "");
    }
    if (bl_raw_field(L, 1, "message") != LUA_TSTRING) {
        lua_pop(L, 1);
        lua_pushliteral(L, "(error without a message)");
    }
    lua_concat(L, 3);
    return 1;
}

void bl_open_errors(lua_State *L) {
    lua_createtable(L, 0, 4);
    lua_pushcfunction(L, error_tostring);
    lua_setfield(L, -2, "__tostring");
    lua_pushliteral(L, "error");
    lua_setfield(L, -2, "__name");
    lua_pushboolean(L, 0);
    lua_setfield(L, -2, "__metatable");
    bl_registry_set(L, BL_REG_ERROR_META);
}
