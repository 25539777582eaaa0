// The monotonic clock is no part of C itself.
#define _POSIX_C_SOURCE 200809L

#include "CLuaBench.h"

#include <lauxlib.h>
#include <lua.h>
#include <time.h>
#if defined(__GLIBC__)
#include <malloc.h>
#endif

static int increment(lua_State *L) {
    lua_pushinteger(L, luaL_checkinteger(L, 1) + 1);
    return 1;
}

static int add(lua_State *L) {
    lua_pushinteger(L, luaL_checkinteger(L, 1) + luaL_checkinteger(L, 2));
    return 1;
}

static int twice(lua_State *L) {
    lua_pushnumber(L, luaL_checknumber(L, 1) * 2);
    return 1;
}

static int measure(lua_State *L) {
    size_t length;
    luaL_checklstring(L, 1, &length);
    lua_pushinteger(L, (lua_Integer)length);
    return 1;
}

static int64_t now(void) {
    struct timespec time;
    clock_gettime(CLOCK_MONOTONIC, &time);
    return (int64_t)time.tv_sec * 1000000000 + time.tv_nsec;
}

int64_t bench_plain(const char *source, int64_t count) {
    lua_State *L = luaL_newstate();
    if (L == NULL) return -1;
    lua_register(L, "increment", increment);
    lua_register(L, "add", add);
    lua_register(L, "double", twice);
    lua_register(L, "measure", measure);
    int64_t elapsed = -1;
    if (luaL_loadstring(L, source) == LUA_OK) {
        lua_pushinteger(L, count);
        int64_t start = now();
        if (lua_pcall(L, 1, 0, 0) == LUA_OK) elapsed = now() - start;
    }
    lua_close(L);
    return elapsed;
}

uint64_t bench_allocated(void) {
#if defined(__GLIBC__)
    return mallinfo2().uordblks;
#else
    return 0;
#endif
}
