// What the host asks of the engine. Every function here ends in a status.
#include "internal.h"

#include <string.h>

bl_status bl_protect(bl_state *st, lua_CFunction body, void *request, const char *chunk) {
    if (st->closing || st->releasing > 0) {
        return bl_note_status(st, BL_ERR_HOST, "the engine cannot be used while it prints or releases a handle");
    }
    lua_State *L = st->current;
    if (st->calls == 0) {
        st->mark = bl_now();
        st->clock_runs = false;
        atomic_store_explicit(&st->published_calls, 1, memory_order_relaxed);
        if (st->deadline == 0 && st->limits.wall_time > 0) st->deadline = st->mark + st->limits.wall_time;
        atomic_store_explicit(&st->published_deadline, st->deadline, memory_order_relaxed);
    }
    // Inside a host function that does not block the clock runs already, and goes on afterwards.
    bool ran = st->clock_runs;
    bl_clock_start(st);
    st->calls++;
    bl_status result;
    if (bl_check(st) != BL_OK) {
        result = bl_note_status(st, st->trip, bl_limit_message(st->trip));
    } else if (!lua_checkstack(L, 8)) {
        result = bl_note_status(st, BL_LIMIT_MEMORY, bl_limit_message(BL_LIMIT_MEMORY));
    } else {
        bl_arm(L, st);
        int frames = st->frame_count;
        lua_pushcfunction(L, bl_message_handler);
        int handler = lua_gettop(L);
        lua_pushcfunction(L, body);
        lua_pushlightuserdata(L, request);
        st->error.trace_count = 0;
        st->error.line = 0;
        st->error.chunk = NULL;
        int status = lua_pcall(L, 1, 0, handler);
        st->current = L;
        st->frame_count = frames;
        result = BL_OK;
        if (status != LUA_OK) {
            result = bl_note_error(st, L, status, chunk);
        } else if (st->trip != BL_OK) {
            // Reached without an error, or in a place that swallowed it: it counts all the same.
            result = bl_note_status(st, st->trip, bl_limit_message(st->trip));
        }
        lua_settop(L, handler - 1);
    }
    st->calls--;
    if (st->calls == 0) {
        atomic_store_explicit(&st->published_deadline, 0, memory_order_relaxed);
        atomic_store_explicit(&st->published_calls, 0, memory_order_relaxed);
    }
    if (!ran) {
        bl_clock_stop(st);
    } else {
        bl_clock_start(st);
    }
    return result;
}

typedef struct {
    bl_ref function;
} call_request;

static int do_call(lua_State *L) {
    bl_state *st = bl_of(L);
    const call_request *request = lua_touserdata(L, 1);
    lua_settop(L, 0);
    if (!bl_ref_push(L, st, request->function)) return bl_raise(L, "conversion", NULL, "the function was released");
    int count = bl_push_tree(L, st, &st->outgoing, false);
    lua_call(L, count, LUA_MULTRET);
    bl_tree_reset(&st->incoming);
    int results = lua_gettop(L);
    luaL_checkstack(L, 8, NULL);
    for (int i = 1; i <= results; i++) bl_copy(L, st, &st->incoming, i, "result", i);
    return 0;
}

bl_status bl_call(bl_state *st, bl_ref function) {
    call_request request = {.function = function};
    return bl_protect(st, do_call, &request, NULL);
}

typedef struct {
    const uint8_t *source;
    size_t count;
    const char *name;
    bl_ref environment, *function;
} load_request;

static int do_load(lua_State *L) {
    bl_state *st = bl_of(L);
    const load_request *request = lua_touserdata(L, 1);
    if (request->count > st->limits.source_bytes) return bl_raise_limit(L, BL_LIMIT_SOURCE);
    const char *source = (const char *)request->source;
    size_t count = request->count;
    if (count >= 3 && memcmp(source, "\xEF\xBB\xBF", 3) == 0) {
        source += 3;
        count -= 3;
    }
    if (count > 0 && *source == '#') {
        // A first line for the shell. Its end stays, so that lines keep their numbers.
        while (count > 0 && *source != '\n') {
            source++;
            count--;
        }
    }
    const char *chunk = lua_pushfstring(L, "@%s", request->name);
    if (luaL_loadbufferx(L, count > 0 ? source : "", count, chunk, "t") != LUA_OK) return lua_error(L);
    if (!bl_ref_push(L, st, request->environment)) {
        return bl_raise(L, "conversion", NULL, "the environment was released");
    }
    lua_setupvalue(L, -2, 1);
    *request->function = bl_ref_make(L, st);
    return 0;
}

bl_status bl_load(
    bl_state *st, const uint8_t *source, size_t count, const char *name, bl_ref environment, bl_ref *function) {
    load_request request = {
        .source = source, .count = count, .name = name, .environment = environment, .function = function};
    char chunk[1024];
    chunk[0] = '@';
    size_t length = strlen(name);
    if (length > sizeof chunk - 2) length = sizeof chunk - 2;
    memcpy(chunk + 1, name, length);
    chunk[1 + length] = 0;
    return bl_protect(st, do_load, &request, chunk);
}

static int do_environment(lua_State *L) {
    bl_ref *environment = lua_touserdata(L, 1);
    bl_push_environment(L);
    *environment = bl_ref_make(L, bl_of(L));
    return 0;
}

bl_status bl_environment(bl_state *st, bl_ref *environment) {
    return bl_protect(st, do_environment, environment, NULL);
}

typedef struct {
    bl_ref environment;
    const char *name;
} global_request;

static int do_set_global(lua_State *L) {
    bl_state *st = bl_of(L);
    const global_request *request = lua_touserdata(L, 1);
    if (!bl_ref_push(L, st, request->environment)) {
        return bl_raise(L, "conversion", NULL, "the environment was released");
    }
    lua_pushstring(L, request->name);
    size_t index = 0;
    if (st->outgoing.failed) return luaL_error(L, "not enough memory");
    bl_push_value(L, st, &st->outgoing, &index, 0, false);
    lua_rawset(L, -3);
    return 0;
}

bl_status bl_set_global(bl_state *st, bl_ref environment, const char *name) {
    global_request request = {.environment = environment, .name = name};
    return bl_protect(st, do_set_global, &request, NULL);
}

static int do_collect(lua_State *L) {
    lua_gc(L, LUA_GCCOLLECT);
    return 0;
}

bl_status bl_collect(bl_state *st) { return bl_protect(st, do_collect, NULL, NULL); }
