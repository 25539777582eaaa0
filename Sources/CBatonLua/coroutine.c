// Coroutines. `coroutine.close` is not offered: in several releases it can crash the interpreter.
#include "internal.h"

/// Counts the coroutines that are neither dead nor collected.
static int32_t recount(lua_State *L) {
    lua_gc(L, LUA_GCCOLLECT);
    int32_t count = 0;
    bl_registry_get(L, BL_REG_THREADS);
    lua_pushnil(L);
    while (lua_next(L, -2) != 0) {
        lua_pop(L, 1);
        count++;
    }
    lua_pop(L, 1);
    return count;
}

static void forget(lua_State *L, bl_state *st, lua_State *co) {
    luaL_checkstack(L, 4, NULL);
    if (!lua_checkstack(co, 1)) return;
    bl_registry_get(L, BL_REG_THREADS);
    lua_pushthread(co);
    lua_xmove(co, L, 1);
    lua_pushvalue(L, -1);
    if (lua_rawget(L, -3) != LUA_TNIL) {
        lua_pushvalue(L, -2);
        lua_pushnil(L);
        lua_rawset(L, -5);
        if (st->coroutines > 0) st->coroutines--;
    }
    lua_pop(L, 3);
}

static int co_create(lua_State *L) {
    bl_state *st = bl_of(L);
    bl_tick(L, st, 64);
    luaL_checktype(L, 1, LUA_TFUNCTION);
    if (st->coroutines >= st->limits.coroutines) {
        st->coroutines = recount(L);
        if (st->coroutines >= st->limits.coroutines) return bl_raise_limit(L, BL_LIMIT_COROUTINES);
    }
    lua_State *co = lua_newthread(L);
    bl_registry_get(L, BL_REG_THREADS);
    lua_pushvalue(L, -2);
    lua_pushboolean(L, 1);
    lua_rawset(L, -3);
    lua_pop(L, 1);
    st->coroutines++;
    lua_pushvalue(L, 1);
    lua_xmove(L, co, 1);
    return 1;
}

/// Resumes with the arguments on top of `L`; returns the number of results moved to `L`, or -1 and an error value.
static int resume(lua_State *L, lua_State *co, int count) {
    bl_state *st = bl_of(L);
    bl_tick(L, st, 32);
    if (!lua_checkstack(co, count + 1)) {
        lua_pushliteral(L, "too many arguments to resume");
        return -1;
    }
    bl_arm(co, st);
    lua_xmove(L, co, count);
    int results = 0;
    lua_State *previous = st->current;
    st->current = co;
    int status = lua_resume(co, L, count, &results);
    st->current = previous;
    bl_guard(L, st, status);
    if (status == LUA_OK || status == LUA_YIELD) {
        if (!lua_checkstack(L, results + 4)) {
            lua_pop(co, results);
            lua_pushliteral(L, "too many results to resume");
            return -1;
        }
        lua_xmove(co, L, results);
    } else {
        lua_xmove(co, L, 1);
        results = -1;
    }
    if (status != LUA_YIELD) {
        // "Cannot resume" leaves a suspended coroutine as it was.
        if (lua_status(co) != LUA_YIELD) {
            lua_Debug ar;
            if (lua_status(co) != LUA_OK || (lua_getstack(co, 0, &ar) == 0 && lua_gettop(co) == 0)) forget(L, st, co);
        }
    }
    return results;
}

static lua_State *check_coroutine(lua_State *L) {
    lua_State *co = lua_tothread(L, 1);
    luaL_argexpected(L, co != NULL, 1, "coroutine");
    return co;
}

static int co_resume(lua_State *L) {
    lua_State *co = check_coroutine(L);
    int results = resume(L, co, lua_gettop(L) - 1);
    lua_pushboolean(L, results >= 0);
    int count = results < 0 ? 1 : results;
    lua_insert(L, -(count + 1));
    return count + 1;
}

/// Upvalue: the coroutine.
static int wrapped(lua_State *L) {
    lua_State *co = lua_tothread(L, lua_upvalueindex(1));
    int results = resume(L, co, lua_gettop(L));
    if (results >= 0) return results;
    int status = lua_status(co);
    if (status != LUA_OK && status != LUA_YIELD) {
        // It died of an error: its variables are closed now, which may give another error.
        bl_state *st = bl_of(L);
        lua_State *previous = st->current;
        st->current = co;
        status = lua_resetthread(co);
        st->current = previous;
        bl_guard(L, st, status);
        if (status != LUA_OK && lua_gettop(co) > 0 && lua_gettop(L) > 0) {
            lua_xmove(co, L, 1);
        }
    }
    if (lua_type(L, -1) == LUA_TSTRING) {
        luaL_checkstack(L, 3, NULL);
        luaL_where(L, 1);
        lua_insert(L, -2);
        lua_concat(L, 2);
    }
    return lua_error(L);
}

static int co_wrap(lua_State *L) {
    co_create(L);
    lua_pushcclosure(L, wrapped, 1);
    return 1;
}

static int co_yield(lua_State *L) {
    bl_tick(L, bl_of(L), 16);
    return lua_yield(L, lua_gettop(L));
}

static int co_status(lua_State *L) {
    lua_State *co = check_coroutine(L);
    const char *name;
    lua_Debug ar;
    if (co == L) {
        name = "running";
    } else if (lua_status(co) == LUA_YIELD) {
        name = "suspended";
    } else if (lua_status(co) != LUA_OK) {
        name = "dead";
    } else if (lua_getstack(co, 0, &ar)) {
        name = "normal";
    } else {
        name = lua_gettop(co) == 0 ? "dead" : "suspended";
    }
    lua_pushstring(L, name);
    return 1;
}

static int co_running(lua_State *L) {
    bool is_main = lua_pushthread(L) == 1;
    lua_pushboolean(L, is_main);
    return 2;
}

static int co_isyieldable(lua_State *L) {
    lua_State *co = lua_isthread(L, 1) ? lua_tothread(L, 1) : L;
    lua_pushboolean(L, lua_isyieldable(co));
    return 1;
}

void bl_open_coroutine(lua_State *L) {
    static const luaL_Reg functions[] = {
        {"create", co_create}, {"isyieldable", co_isyieldable}, {"resume", co_resume}, {"running", co_running},
        {"status", co_status}, {"wrap", co_wrap},               {"yield", co_yield},   {NULL, NULL},
    };
    luaL_newlib(L, functions);
}
