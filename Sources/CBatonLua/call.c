// What the host asks of the engine. Every function here ends in a status.
#include "internal.h"

#include <string.h>

/// Runs `body` in protected mode with `request` as its argument.
static bl_status protect(bl_state *st, lua_CFunction body, void *request, const char *chunk) {
    if (st->closing || st->releasing > 0) {
        return bl_note_status(st, BL_ERR_HOST, "the engine cannot be used while it releases a handle");
    }
    lua_State *L = st->current;
    if (st->calls == 0) {
        st->mark = bl_now();
        st->clock_runs = false;
        if (st->deadline == 0 && st->limits.wall_time > 0) st->deadline = st->mark + st->limits.wall_time;
    }
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
    bl_clock_stop(st);
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
    return protect(st, do_call, &request, NULL);
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
    if (luaL_loadbufferx(L, count > 0 ? source : "", count, lua_pushfstring(L, "@%s", request->name), "t") != LUA_OK) {
        return lua_error(L);
    }
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
    return protect(st, do_load, &request, chunk);
}

static int do_environment(lua_State *L) {
    bl_ref *environment = lua_touserdata(L, 1);
    bl_push_environment(L);
    *environment = bl_ref_make(L, bl_of(L));
    return 0;
}

bl_status bl_environment(bl_state *st, bl_ref *environment) {
    return protect(st, do_environment, environment, NULL);
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
    return protect(st, do_set_global, &request, NULL);
}

static int do_collect(lua_State *L) {
    lua_gc(L, LUA_GCCOLLECT);
    return 0;
}

bl_status bl_collect(bl_state *st) { return protect(st, do_collect, NULL, NULL); }

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
        const char *name = *request->path == 0 ? entry->name : lua_pushfstring(L, "%s.%s", request->path, entry->name);
        bl_push_host_function(L, entry->function, name, -1);
        lua_setfield(L, 2, entry->name);
        lua_settop(L, 2);
    }
    return 0;
}

bl_status bl_define_module(bl_state *st, const char *path, const bl_entry *entries, size_t count) {
    module_request request = {.path = path, .entries = entries, .count = count};
    return protect(st, do_define_module, &request, NULL);
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
    return protect(st, do_define_constant, &request, NULL);
}

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
    const global_request *request = lua_touserdata(L, 1);
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
    global_request request = {.environment = environment, .name = prefix};
    return protect(st, do_names, &request, NULL);
}
