// Calls from a script to the host.
//
// The order is what keeps both sides safe. All that may raise (limits, arguments) comes before the host's
// frames exist; the reply is filled by the host in C memory that the state owns; once the host has returned,
// raising is free again, and a reply that cannot be pushed leaks nothing.
#include "internal.h"

#include <stdlib.h>
#include <string.h>

static inline void read_arguments(lua_State *L, bl_frame *frame, int count) {
    if (count > frame->capacity) {
        bl_value *old = frame->room == frame->few ? NULL : frame->room;
        bl_value *values = realloc(old, (size_t)count * sizeof *values);
        if (values == NULL) luaL_error(L, "not enough memory");
        frame->room = values;
        frame->capacity = count;
    }
    for (int i = 0; i < count; i++) {
        bl_value *value = &frame->room[i];
        value->generation = 0;
        // Asked first, as the most frequent of all.
        if (lua_isinteger(L, i + 1)) {
            value->kind = BL_INT;
            value->integer = lua_tointeger(L, i + 1);
            continue;
        }
        switch (lua_type(L, i + 1)) {
            case LUA_TNIL: value->kind = BL_NIL; break;
            case LUA_TBOOLEAN:
                value->kind = BL_BOOL;
                value->integer = lua_toboolean(L, i + 1);
                break;
            case LUA_TNUMBER:
                value->kind = BL_NUMBER;
                value->number = lua_tonumber(L, i + 1);
                break;
            case LUA_TSTRING: {
                size_t length;
                value->kind = BL_STRING;
                value->bytes = (const uint8_t *)lua_tolstring(L, i + 1, &length);
                value->integer = (int64_t)length;
                break;
            }
            case LUA_TTABLE: value->kind = BL_LAZY_TABLE; break;
            case LUA_TFUNCTION: value->kind = BL_LAZY_FUNCTION; break;
            case LUA_TLIGHTUSERDATA:
                if (lua_touserdata(L, i + 1) != (void *)&bl_null_tag) {
                    bl_raise(L, "conversion", NULL, "argument %d: this value cannot leave the script", i + 1);
                }
                value->kind = BL_NULL;
                break;
            case LUA_TUSERDATA:
                if (!bl_to_handle(L, i + 1, value)) {
                    bl_raise(L, "conversion", NULL, "argument %d: this value cannot leave the script", i + 1);
                }
                break;
            default: bl_raise(L, "conversion", NULL, "argument %d: a coroutine cannot leave the script", i + 1);
        }
    }
}

int bl_raise_reply(lua_State *L, bl_state *st, const bl_tree *reply, int32_t status) {
    luaL_checkstack(L, 12, NULL);
    if (status == BL_REPLY_RERAISE) {
        bl_registry_get(L, BL_REG_LAST_ERROR);
        return lua_error(L);
    }
    int base = lua_gettop(L);
    if (!reply->failed && reply->count >= 4) bl_push_tree(L, st, reply, false);
    lua_settop(L, base + 4);
    bl_make_error(L);
    return lua_error(L);
}

static bool is_of_type(lua_State *L, int32_t type) {
    bl_value value;
    return lua_type(L, 1) == LUA_TUSERDATA && bl_to_handle(L, 1, &value) && value.type == type;
}

/// The name of a handle's type, from the full name of a method.
static int raise_not_method(lua_State *L) {
    const char *name = lua_tostring(L, lua_upvalueindex(2));
    const char *dot = strrchr(name, '.');
    int length = dot == NULL ? 0 : (int)(dot - name);
    return bl_raise(
        L, "arg", "call a method with ':'", "%s: the first argument must be a %.*s", name, length, name);
}

/// Pushes the reply. One plain value, as most functions give, takes the short way: a C function always has room for it.
static inline int push_results(lua_State *L, bl_state *st, const bl_tree *reply) {
    if (reply->count == 1 && !reply->failed) {
        const bl_value *value = reply->values;
        switch (value->kind) {
            case BL_NIL: lua_pushnil(L); return 1;
            case BL_BOOL: lua_pushboolean(L, value->integer != 0); return 1;
            case BL_INT: lua_pushinteger(L, value->integer); return 1;
            case BL_NUMBER: lua_pushnumber(L, value->number); return 1;
            case BL_STRING: lua_pushlstring(L, (const char *)value->bytes, (size_t)value->integer); return 1;
            default: break;
        }
    }
    return bl_push_tree(L, st, reply, false);
}

// The first upvalue of a host function: its number, whether it blocks, and one more than the handle type of a method.
static lua_Integer pack(int32_t function, bool is_blocking, int32_t type) {
    return (lua_Integer)((uint64_t)(uint32_t)(type + 1) << 33 | (uint64_t)is_blocking << 32 | (uint32_t)function);
}

/// Upvalues: what `pack` gives, the name.
static int call_host(lua_State *L) {
    bl_state *st = bl_of(L);
    if (st->trip != BL_OK) bl_raise_trip(L, st);
    if (st->frame_count >= st->limits.nesting || st->frame_count >= BL_MAX_NESTING) {
        bl_raise_limit(L, BL_LIMIT_NESTING);
    }
    uint64_t packed = (uint64_t)lua_tointeger(L, lua_upvalueindex(1));
    int32_t type = (int32_t)(packed >> 33) - 1, function = (int32_t)(uint32_t)packed;
    bool is_blocking = (packed >> 32 & 1) != 0;
    if (type >= 0 && !is_of_type(L, type)) raise_not_method(L);
    int count = lua_gettop(L);
    bl_frame *frame = &st->frames[st->frame_count];
    if (frame->reply.chunks != NULL || frame->reply.capacity > BL_KEPT_VALUES) bl_tree_reset(&frame->reply);
    frame->reply.count = 0;
    frame->reply.failed = false;
    read_arguments(L, frame, count);

    // From here to the end of the host's call nothing raises.
    lua_State *previous = st->current;
    frame->L = L;
    frame->arguments = (bl_arguments){.serial = ++st->serial, .values = frame->room, .count = count};
    st->frame_count++;
    st->current = L;
    if (is_blocking) bl_clock_stop(st);
    int32_t result = st->host.dispatch(st->host.context, function, &frame->arguments, &frame->reply);
    if (is_blocking) bl_clock_start(st);
    st->current = previous;
    st->frame_count--;
    frame->arguments.serial = 0;

    if (st->trip != BL_OK) bl_raise_trip(L, st);
    if (result != 0) {
        lua_settop(L, count);
        return bl_raise_reply(L, st, &frame->reply, result);
    }
    return push_results(L, st, &frame->reply);
}

void bl_push_host_function(lua_State *L, const bl_entry *entry, const char *name, int32_t type) {
    lua_pushinteger(L, pack(entry->function, entry->is_blocking, type));
    lua_pushstring(L, name);
    lua_pushcclosure(L, call_host, 2);
}

int32_t bl_host_number(bl_state *st, bl_ref function) {
    lua_State *L = st->current;
    if (!lua_checkstack(L, 4) || !bl_ref_push(L, st, function)) return -1;
    int32_t number = -1;
    if (lua_tocfunction(L, -1) == call_host && lua_getupvalue(L, -1, 1) != NULL) {
        uint64_t packed = (uint64_t)lua_tointeger(L, -1);
        // A method needs its handle.
        if (packed >> 33 == 0) number = (int32_t)(uint32_t)packed;
        lua_pop(L, 1);
    }
    lua_pop(L, 1);
    return number;
}

static const bl_frame *innermost(const bl_state *st) {
    return st->frame_count > 0 ? &st->frames[st->frame_count - 1] : NULL;
}

static int copy_argument(lua_State *L) {
    bl_state *st = bl_of(L);
    int number = (int)lua_tointeger(L, 2);
    bl_copy(L, st, &st->incoming, 1, "argument", number);
    return 0;
}

bl_status bl_argument(bl_state *st, uint64_t serial, int32_t index) {
    const bl_frame *frame = innermost(st);
    bool is_there = frame != NULL && frame->arguments.serial == serial && index >= 0 && index < frame->arguments.count;
    if (!is_there || st->releasing > 0) {
        return bl_note_status(st, BL_ERR_CONVERT, "an argument was read outside its call");
    }
    lua_State *L = frame->L;
    if (!lua_checkstack(L, 6)) return bl_note_status(st, BL_LIMIT_MEMORY, bl_limit_message(BL_LIMIT_MEMORY));
    bl_tree_reset(&st->incoming);
    lua_pushcfunction(L, bl_message_handler);
    int handler = lua_gettop(L);
    lua_pushcfunction(L, copy_argument);
    lua_pushvalue(L, index + 1);
    lua_pushinteger(L, index + 1);
    int status = lua_pcall(L, 2, 0, handler);
    bl_status result = status == LUA_OK ? BL_OK : bl_note_error(st, L, status, NULL);
    lua_settop(L, handler - 1);
    return result;
}
