// Handles: objects of the host that a script holds but cannot look into, make or change.
#include "internal.h"

#include <stdio.h>
#include <string.h>

#define HANDLE_MAGIC 0x626c68616e646c65
/// Where a metatable says that its handles tell nothing; its methods and fields stand under 1 and 2.
#define OPAQUE_MARK 3

typedef struct {
    uint64_t magic, slot;
    uint32_t generation;
    int32_t type;
    bool closed;
} handle;

static handle *handle_at(lua_State *L, int index) {
    // Script code never gets hold of any other full userdata; the magic number is the second check.
    if (lua_type(L, index) != LUA_TUSERDATA || lua_rawlen(L, index) != sizeof(handle)) return NULL;
    handle *h = lua_touserdata(L, index);
    return h->magic == HANDLE_MAGIC ? h : NULL;
}

/// Pushes the name of a handle's type.
static const char *push_type_name(lua_State *L, int index) {
    if (luaL_getmetafield(L, index, "__name") == LUA_TNIL) lua_pushliteral(L, "handle");
    return lua_tostring(L, -1);
}

bool bl_to_handle(lua_State *L, int index, bl_value *value) {
    handle *h = handle_at(L, index);
    if (h == NULL) return false;
    if (h->closed) {
        index = lua_absindex(L, index);
        luaL_checkstack(L, 4, NULL);
        bl_raise(L, "closed", NULL, "the %s is closed", push_type_name(L, index));
    }
    value->kind = BL_HANDLE;
    value->type = h->type;
    value->integer = (int64_t)h->slot;
    value->generation = h->generation;
    return true;
}

/// The weak table that finds the live handle of a slot.
static bool push_intern(lua_State *L, int32_t type) {
    bl_registry_get(L, BL_REG_HANDLE_INTERN);
    int kind = lua_rawgeti(L, -1, type);
    lua_remove(L, -2);
    if (kind == LUA_TTABLE) return true;
    lua_pop(L, 1);
    return false;
}

void bl_push_handle(lua_State *L, bl_state *st, int32_t type, uint64_t slot, uint32_t generation) {
    (void)st;
    luaL_checkstack(L, 6, NULL);
    if (!push_intern(L, type)) {
        bl_raise(L, "conversion", NULL, "the host gave a handle of an unknown type");
    }
    // The same object is the same handle, so that a script can compare and the host counts once.
    lua_rawgeti(L, -1, (lua_Integer)slot);
    handle *known = handle_at(L, -1);
    if (known != NULL && known->generation == generation && !known->closed) {
        lua_remove(L, -2);
        return;
    }
    lua_pop(L, 1);
    handle *h = lua_newuserdatauv(L, sizeof *h, 0);
    *h = (handle){.magic = HANDLE_MAGIC, .slot = slot, .generation = generation, .type = type, .closed = true};
    lua_pushvalue(L, -1);
    lua_rawseti(L, -3, (lua_Integer)slot);
    bl_registry_get(L, BL_REG_HANDLES);
    lua_rawgeti(L, -1, type);
    lua_setmetatable(L, -3);
    lua_pop(L, 1);
    h->closed = false;  // Nothing can fail from here on: the handle will be released.
    lua_remove(L, -2);
}

static int handle_release(lua_State *L) {
    bl_state *st = bl_of(L);
    handle *h = handle_at(L, 1);
    if (h == NULL || h->closed) return 0;
    h->closed = true;
    // A collected handle has left the weak table before this runs; the host may have passed the same object
    // since, and then the newer handle owns it.
    if (push_intern(L, h->type)) {
        lua_rawgeti(L, -1, (lua_Integer)h->slot);
        handle *other = handle_at(L, -1);
        if (other != NULL && other != h && !other->closed && other->generation == h->generation) return 0;
    }
    st->releasing++;
    st->host.release(st->host.context, h->type, h->slot, h->generation);
    st->releasing--;
    return 0;
}

static int handle_tostring(lua_State *L) {
    handle *h = handle_at(L, 1);
    if (h == NULL) return luaL_error(L, "not a handle");
    push_type_name(L, 1);
    if (h->closed) {
        lua_pushliteral(L, " (closed)");
        lua_concat(L, 2);
    }
    return 1;
}

/// Upvalues: the methods, the fields, the name of the type.
static int handle_index(lua_State *L) {
    lua_settop(L, 2);
    lua_pushvalue(L, 2);
    if (lua_rawget(L, lua_upvalueindex(1)) != LUA_TNIL) return 1;
    lua_pushvalue(L, 2);
    if (lua_rawget(L, lua_upvalueindex(2)) != LUA_TNIL) {
        lua_pushvalue(L, 1);
        lua_call(L, 1, 1);
        return 1;
    }
    const char *name = lua_tostring(L, lua_upvalueindex(3));
    return bl_raise_unknown(L, lua_upvalueindex(1), lua_upvalueindex(2), "field", name);
}

static int handle_newindex(lua_State *L) {
    handle *h = handle_at(L, 1);
    if (h == NULL) return luaL_error(L, "not a handle");
    return luaL_error(L, "a %s cannot be changed", push_type_name(L, 1));
}

/// Upvalues: what the type is called, what cannot be done with it.
static int opaque_refuse(lua_State *L) {
    const char *noun = lua_tostring(L, lua_upvalueindex(1));
    return bl_raise(L, noun, NULL, "a %s %s", noun, lua_tostring(L, lua_upvalueindex(2)));
}

/// Upvalue: what every handle of the type shows.
static int opaque_tostring(lua_State *L) {
    lua_pushvalue(L, lua_upvalueindex(1));
    return 1;
}

bool bl_is_opaque(lua_State *L, int index) {
    if (handle_at(L, index) == NULL || !lua_getmetatable(L, index)) return false;
    lua_rawgeti(L, -1, OPAQUE_MARK);
    bool result = lua_toboolean(L, -1);
    lua_pop(L, 2);
    return result;
}

/// Lets the metatable at `meta` refuse everything that would tell something; "<secret>" is called a "secret".
static void make_opaque(lua_State *L, int meta, const char *display, bool has_members) {
    static const struct {
        const char *event, *refusal;
    } refused[] = {
        {"__concat", "cannot be concatenated"},    {"__len", "has no length"},
        {"__lt", "cannot be compared"},            {"__le", "cannot be compared"},
        {"__pairs", "has nothing to go through"},  {"__index", "has no fields"},
        {"__add", "cannot be calculated with"},    {"__sub", "cannot be calculated with"},
        {"__mul", "cannot be calculated with"},    {"__div", "cannot be calculated with"},
        {"__mod", "cannot be calculated with"},    {"__pow", "cannot be calculated with"},
        {"__unm", "cannot be calculated with"},    {"__idiv", "cannot be calculated with"},
        {"__band", "cannot be calculated with"},   {"__bor", "cannot be calculated with"},
        {"__bxor", "cannot be calculated with"},   {"__shl", "cannot be calculated with"},
        {"__shr", "cannot be calculated with"},    {"__bnot", "cannot be calculated with"},
    };
    lua_pushstring(L, display);
    lua_pushcclosure(L, opaque_tostring, 1);
    lua_setfield(L, meta, "__tostring");
    lua_pushboolean(L, 1);
    lua_rawseti(L, meta, OPAQUE_MARK);
    size_t start = *display == '<' ? 1 : 0, length = strlen(display + start);
    if (length > 0 && display[start + length - 1] == '>') length--;
    for (size_t i = 0; i < sizeof refused / sizeof *refused; i++) {
        if (has_members && strcmp(refused[i].event, "__index") == 0) continue;
        lua_pushlstring(L, display + start, length);
        lua_pushstring(L, refused[i].refusal);
        lua_pushcclosure(L, opaque_refuse, 2);
        lua_setfield(L, meta, refused[i].event);
    }
}

static int define(lua_State *L) {
    const bl_handle_type *d = lua_touserdata(L, 1);
    lua_newtable(L);
    int meta = lua_gettop(L);
    lua_newtable(L);  // Methods.
    lua_newtable(L);  // Fields.
    for (size_t i = 0; i < d->count; i++) {
        char name[160];
        snprintf(name, sizeof name, "%s.%s", d->name, d->entries[i].name);
        bl_push_host_function(L, &d->entries[i], name, d->type);
        lua_setfield(L, d->entries[i].is_method ? meta + 1 : meta + 2, d->entries[i].name);
    }
    // For completion, which runs no code.
    lua_pushvalue(L, meta + 1);
    lua_rawseti(L, meta, 1);
    lua_pushvalue(L, meta + 2);
    lua_rawseti(L, meta, 2);
    lua_pushstring(L, d->name);
    lua_pushcclosure(L, handle_index, 3);
    lua_setfield(L, meta, "__index");
    static const luaL_Reg functions[] = {
        {"__newindex", handle_newindex}, {"__tostring", handle_tostring}, {"__close", handle_release},
        {"__gc", handle_release},        {NULL, NULL},
    };
    luaL_setfuncs(L, functions, 0);
    if (d->call != NULL) {
        bl_push_host_function(L, d->call, d->name, d->type);
        lua_setfield(L, meta, "__call");
    }
    if (d->display != NULL) make_opaque(L, meta, d->display, d->count > 0);
    lua_pushstring(L, d->name);
    lua_setfield(L, meta, "__name");
    lua_pushboolean(L, 0);
    lua_setfield(L, meta, "__metatable");
    bl_registry_get(L, BL_REG_HANDLES);
    lua_pushvalue(L, meta);
    lua_rawseti(L, -2, d->type);
    bl_registry_get(L, BL_REG_HANDLE_INTERN);
    lua_newtable(L);
    lua_newtable(L);
    lua_pushliteral(L, "v");
    lua_setfield(L, -2, "__mode");
    lua_setmetatable(L, -2);
    lua_rawseti(L, -2, d->type);
    return 0;
}

bl_status bl_define_handle(bl_state *st, const bl_handle_type *type) {
    return bl_protect(st, define, (void *)type, NULL);
}

void bl_open_handles(lua_State *L) {
    lua_newtable(L);
    bl_registry_set(L, BL_REG_HANDLES);
    lua_newtable(L);
    bl_registry_set(L, BL_REG_HANDLE_INTERN);
}
