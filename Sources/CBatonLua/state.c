// The life of an engine.
#include "internal.h"

#include <stdlib.h>
#include <string.h>
#include <time.h>
#include <unistd.h>

const char bl_registry_keys[BL_REG_COUNT];

int32_t bl_interpreter_release(void) { return LUA_VERSION_RELEASE_NUM; }

/// An error outside all protected calls: the state cannot be trusted any more, so nothing of the process runs on.
static int panic(lua_State *L) {
    (void)L;
    static const char text[] = "fatal: the script engine failed outside a protected call\n";
    ssize_t ignored = write(2, text, sizeof text - 1);
    (void)ignored;
    _exit(2);
}

static void ignore_warning(void *context, const char *text, int continues) {
    (void)context;
    (void)text;
    (void)continues;
}

static void set_module(lua_State *L, const char *name, void (*open)(lua_State *)) {
    int base = lua_gettop(L);
    open(L);
    bl_freeze(L, name);
    bl_registry_get(L, BL_REG_MODULE_PROXIES);
    lua_pushvalue(L, -2);
    lua_setfield(L, -2, name);
    lua_pop(L, 1);
    lua_setfield(L, base, name);
}

static int set_up(lua_State *L) {
    bl_state *st = lua_touserdata(L, 1);
    lua_newtable(L);
    bl_registry_set(L, BL_REG_REFERENCES);
    lua_newtable(L);
    lua_newtable(L);
    lua_pushliteral(L, "k");
    lua_setfield(L, -2, "__mode");
    lua_setmetatable(L, -2);
    bl_registry_set(L, BL_REG_THREADS);
    lua_pushnil(L);
    bl_open_errors(L);
    bl_open_handles(L);
    bl_open_environment(L);
    bl_make_classes(st);
    bl_open_base(L);
    set_module(L, "coroutine", bl_open_coroutine);
    set_module(L, "string", bl_open_string);
    set_module(L, "table", bl_open_table);
    set_module(L, "utf8", bl_open_utf8);
    set_module(L, "math", bl_open_math);
    set_module(L, "os", bl_open_os);
    bl_registry_set(L, BL_REG_BASE);
    // No chunk ever has the interpreter's own globals.
    lua_newtable(L);
    lua_rawseti(L, LUA_REGISTRYINDEX, LUA_RIDX_GLOBALS);
    // Writing to a key that exists takes no memory.
    lua_pushboolean(L, 0);
    bl_registry_set(L, BL_REG_LAST_ERROR);
    return 0;
}

bl_state *bl_new(const bl_limits *limits, bool restricted, const bl_host *host, bl_flag *cancel) {
    bl_state *st = calloc(1, sizeof *st);
    if (st == NULL) return NULL;
    st->host = *host;
    st->cancel = cancel;
    st->restricted = restricted;
    st->slot_free = BL_SLOT_NONE;
    st->random = (uint64_t)bl_now() | 1;
    st->mark = bl_now();
    for (int i = 0; i <= BL_MAX_NESTING; i++) {
        st->frames[i].room = st->frames[i].few;
        st->frames[i].capacity = BL_INLINE_ARGUMENTS;
    }
    st->limits = *limits;
    bl_note_status(st, BL_OK, "");
    lua_State *L = lua_newstate(bl_allocate, st);
    if (L == NULL) {
        free(st);
        return NULL;
    }
    *(bl_state **)lua_getextraspace(L) = st;
    st->main = st->current = L;
    lua_atpanic(L, panic);
    lua_setwarnf(L, ignore_warning, st);
    lua_pushcfunction(L, set_up);
    lua_pushlightuserdata(L, st);
    if (lua_pcall(L, 1, 0, 0) != LUA_OK) {
        bl_close(st);
        return NULL;
    }
    bl_rearm(st, limits);
    return st;
}

void bl_close(bl_state *st) {
    st->closing = true;
    bl_unwatch(st);
    lua_sethook(st->main, NULL, 0, 0);
    lua_close(st->main);
    for (int i = 0; i <= BL_MAX_NESTING; i++) {
        bl_frame *frame = &st->frames[i];
        if (frame->room != frame->few) free(frame->room);
        bl_tree_free(&frame->reply);
    }
    bl_tree_free(&st->outgoing);
    bl_tree_free(&st->incoming);
    free(st->slots);
    free(st);
}

bool bl_rearm(bl_state *st, const bl_limits *limits) {
    if (st->calls > 0) return false;
    st->limits = *limits;
    atomic_store_explicit(&st->published_limit, limits->script_time, memory_order_relaxed);
    if (st->limits.nesting > BL_MAX_NESTING) st->limits.nesting = BL_MAX_NESTING;
    if (st->limits.copy_depth > BL_MAX_COPY_DEPTH) st->limits.copy_depth = BL_MAX_COPY_DEPTH;
    st->trip = BL_OK;
    st->is_deep = st->trip_noted = false;
    st->script_time = st->host_time = st->deadline = 0;
    st->clock_runs = false;
    st->mark = bl_now();
    st->output = st->module_source = 0;
    st->steps = 0;
    st->check_at = BL_TICK_INTERVAL;
    st->memory_peak = st->memory;
    st->refused_size = 0;
    lua_sethook(st->main, bl_hook, LUA_MASKCOUNT, BL_HOOK_INTERVAL);
    return true;
}

void bl_get_usage(const bl_state *st, bl_usage *usage) {
    int64_t since = bl_now() - st->mark;
    usage->memory = st->memory;
    usage->memory_peak = st->memory_peak;
    usage->script_time = st->script_time + (st->clock_runs ? since : 0);
    usage->host_time = st->host_time + (!st->clock_runs && st->calls > 0 ? since : 0);
    usage->output_bytes = st->output;
    usage->coroutines = st->coroutines;
    usage->references = st->references;
}
