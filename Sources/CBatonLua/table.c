// The table library. Its loops count steps, as a length may lie ("__len") and the hook does not run in C.
#include "internal.h"

#include <limits.h>

/// Whether plain access is enough.
static bool is_plain(lua_State *L, int index) {
    if (lua_type(L, index) != LUA_TTABLE) return false;
    if (!lua_getmetatable(L, index)) return true;
    lua_pop(L, 1);
    return false;
}

/// Without the metamethods that would make it act like a table, any other value is refused.
static void check_table(lua_State *L, int index) {
    if (lua_type(L, index) == LUA_TTABLE) return;
    if (luaL_getmetafield(L, index, "__index") == LUA_TNIL) luaL_checktype(L, index, LUA_TTABLE);
    lua_pop(L, 1);
}

static lua_Integer length_of(lua_State *L, int index) {
    check_table(L, index);
    return is_plain(L, index) ? (lua_Integer)lua_rawlen(L, index) : luaL_len(L, index);
}

static inline int get(lua_State *L, int index, lua_Integer key, bool plain) {
    return plain ? lua_rawgeti(L, index, key) : lua_geti(L, index, key);
}

static inline void set(lua_State *L, int index, lua_Integer key, bool plain) {
    if (plain) {
        lua_rawseti(L, index, key);
    } else {
        lua_seti(L, index, key);
    }
}

static int table_insert(lua_State *L) {
    bl_state *st = bl_of(L);
    lua_Integer end = (lua_Integer)((lua_Unsigned)length_of(L, 1) + 1);
    bool plain = is_plain(L, 1);
    switch (lua_gettop(L)) {
        case 2: set(L, 1, end, plain); return 0;
        case 3: {
            lua_Integer position = luaL_checkinteger(L, 2);
            luaL_argcheck(L, (lua_Unsigned)position - 1 < (lua_Unsigned)end, 2, "position out of bounds");
            for (lua_Integer i = end; i > position; i--) {
                bl_tick(L, st, 1);
                get(L, 1, i - 1, plain);
                set(L, 1, i, plain);
            }
            set(L, 1, position, plain);
            return 0;
        }
        default: return luaL_error(L, "wrong number of arguments to 'insert'");
    }
}

static int table_remove(lua_State *L) {
    bl_state *st = bl_of(L);
    lua_Integer size = length_of(L, 1);
    bool plain = is_plain(L, 1);
    lua_Integer position = luaL_optinteger(L, 2, size);
    if (position != size) {
        luaL_argcheck(L, (lua_Unsigned)position - 1 <= (lua_Unsigned)size, 2, "position out of bounds");
    }
    get(L, 1, position, plain);
    for (; position < size; position++) {
        bl_tick(L, st, 1);
        get(L, 1, position + 1, plain);
        set(L, 1, position, plain);
    }
    lua_pushnil(L);
    set(L, 1, position, plain);
    return 1;
}

static int table_move(lua_State *L) {
    bl_state *st = bl_of(L);
    lua_Integer from = luaL_checkinteger(L, 2), end = luaL_checkinteger(L, 3), to = luaL_checkinteger(L, 4);
    int target = lua_isnoneornil(L, 5) ? 1 : 5;
    check_table(L, 1);
    check_table(L, target);
    if (end >= from) {
        luaL_argcheck(L, from > 0 || end < LUA_MAXINTEGER + from, 3, "too many elements to move");
        lua_Integer count = end - from + 1;
        luaL_argcheck(L, to <= LUA_MAXINTEGER - count + 1, 4, "destination wrap around");
        bool plain_source = is_plain(L, 1), plain_target = is_plain(L, target);
        bool same = target == 1 || lua_rawequal(L, 1, target);
        if (to > end || to <= from || !same) {
            for (lua_Integer i = 0; i < count; i++) {
                bl_tick(L, st, 1);
                get(L, 1, from + i, plain_source);
                set(L, target, to + i, plain_target);
            }
        } else {
            for (lua_Integer i = count - 1; i >= 0; i--) {
                bl_tick(L, st, 1);
                get(L, 1, from + i, plain_source);
                set(L, target, to + i, plain_target);
            }
        }
    }
    lua_pushvalue(L, target);
    return 1;
}

static int table_concat(lua_State *L) {
    bl_state *st = bl_of(L);
    lua_Integer last = length_of(L, 1);
    bool plain = is_plain(L, 1);
    size_t separator_length;
    const char *separator = luaL_optlstring(L, 2, "", &separator_length);
    lua_Integer i = luaL_optinteger(L, 3, 1);
    last = luaL_optinteger(L, 4, last);
    uint64_t total = 0;
    luaL_Buffer buffer;
    lua_settop(L, 4);
    luaL_buffinit(L, &buffer);
    for (bool more = i <= last; more; i++) {
        bl_tick(L, st, 1);
        get(L, 1, i, plain);
        if (!lua_isstring(L, -1)) {
            return luaL_error(L, "invalid value (at index %I) in table for 'concat'", (LUAI_UACINT)i);
        }
        size_t length;
        lua_tolstring(L, -1, &length);
        more = i < last;
        total += length + (more ? separator_length : 0);
        bl_check_string(L, st, total);
        luaL_addvalue(&buffer);
        if (more) luaL_addlstring(&buffer, separator, separator_length);
    }
    luaL_pushresult(&buffer);
    return 1;
}

static int table_unpack(lua_State *L) {
    bl_state *st = bl_of(L);
    lua_Integer from = luaL_optinteger(L, 2, 1);
    lua_Integer end = lua_isnoneornil(L, 3) ? luaL_len(L, 1) : luaL_checkinteger(L, 3);
    if (from > end) return 0;
    lua_Unsigned count = (lua_Unsigned)end - (lua_Unsigned)from;
    if (count >= (lua_Unsigned)INT_MAX - 8 || !lua_checkstack(L, (int)count + 9)) {
        return luaL_error(L, "too many results to unpack");
    }
    bool plain = is_plain(L, 1);
    for (lua_Unsigned i = 0; i <= count; i++) {
        bl_tick(L, st, 1);
        get(L, 1, (lua_Integer)((lua_Unsigned)from + i), plain);
    }
    return (int)count + 1;
}

// Sorting: quicksort in place over the positions, pivot from the middle of three, the smaller part first.

/// Whether the value at `a` comes before the one at `b`. Needs two free slots more than a tick.
static bool is_less(lua_State *L, bl_state *st, int a, int b) {
    if (lua_isnil(L, 2)) {
        // Comparing strings costs their common length.
        uint64_t cost = 1;
        if (lua_type(L, a) == LUA_TSTRING && lua_type(L, b) == LUA_TSTRING) {
            lua_Unsigned x = lua_rawlen(L, a), y = lua_rawlen(L, b);
            cost += (x < y ? x : y) / 64;
        }
        bl_tick(L, st, cost);
        return lua_compare(L, a, b, LUA_OPLT);
    }
    bl_tick(L, st, 2);
    a = lua_absindex(L, a);
    b = lua_absindex(L, b);
    lua_pushvalue(L, 2);
    lua_pushvalue(L, a);
    lua_pushvalue(L, b);
    lua_call(L, 2, 1);
    bool result = lua_toboolean(L, -1);
    lua_pop(L, 1);
    return result;
}

/// Puts the values at two positions into order.
static void order(lua_State *L, bl_state *st, lua_Integer i, lua_Integer j, bool plain) {
    get(L, 1, i, plain);
    get(L, 1, j, plain);
    if (is_less(L, st, -1, -2)) {
        set(L, 1, i, plain);
        set(L, 1, j, plain);
    } else {
        lua_pop(L, 2);
    }
}

static lua_Integer choose(bl_state *st, lua_Integer low, lua_Integer high) {
    lua_Integer size = high - low;
    if (size < 100) return low + size / 2;
    // Chance keeps a prepared order from being slow every time.
    st->random ^= st->random << 13;
    st->random ^= st->random >> 7;
    st->random ^= st->random << 17;
    return low + size / 4 + (lua_Integer)(st->random % (uint64_t)(size / 2));
}

static void sort(lua_State *L, bl_state *st, lua_Integer low, lua_Integer high, bool plain) {
    luaL_checkstack(L, 10, NULL);
    while (low < high) {
        order(L, st, low, high, plain);
        if (high - low == 1) return;
        lua_Integer middle = choose(st, low, high);
        order(L, st, low, middle, plain);
        order(L, st, middle, high, plain);
        if (high - low == 2) return;
        // The pivot waits before the last value while the rest is parted.
        get(L, 1, middle, plain);
        lua_pushvalue(L, -1);
        get(L, 1, high - 1, plain);
        set(L, 1, middle, plain);
        set(L, 1, high - 1, plain);
        // Stack: … pivot
        lua_Integer i = low, j = high - 1;
        for (;;) {
            for (;;) {
                get(L, 1, ++i, plain);
                if (!is_less(L, st, -1, -2)) break;
                if (i >= high - 1) luaL_error(L, "invalid order function for sorting");
                lua_pop(L, 1);
            }
            for (;;) {
                get(L, 1, --j, plain);
                if (!is_less(L, st, -3, -1)) break;
                if (j <= low) luaL_error(L, "invalid order function for sorting");
                lua_pop(L, 1);
            }
            if (j < i) break;
            set(L, 1, i, plain);
            set(L, 1, j, plain);
        }
        // Stack: … pivot, value at i, value at j. The pivot goes between the parts.
        lua_pop(L, 1);
        set(L, 1, high - 1, plain);
        set(L, 1, i, plain);
        if (i - low < high - i) {
            sort(L, st, low, i - 1, plain);
            low = i + 1;
        } else {
            sort(L, st, i + 1, high, plain);
            high = i - 1;
        }
    }
}

static int table_sort(lua_State *L) {
    lua_Integer size = length_of(L, 1);
    if (size < 2) return 0;
    luaL_argcheck(L, size < INT_MAX, 1, "array too big");
    if (!lua_isnoneornil(L, 2)) luaL_checktype(L, 2, LUA_TFUNCTION);
    lua_settop(L, 2);
    // With a comparison of the script's own the table may gain a metatable on the way.
    sort(L, bl_of(L), 1, size, lua_isnil(L, 2) && is_plain(L, 1));
    return 0;
}

void bl_open_table(lua_State *L) {
    static const luaL_Reg own[] = {
        {"concat", table_concat}, {"insert", table_insert}, {"move", table_move}, {"remove", table_remove},
        {"sort", table_sort},     {"unpack", table_unpack}, {NULL, NULL},
    };
    luaL_newlib(L, own);
    lua_pushcfunction(L, luaopen_table);
    lua_call(L, 0, 1);
    lua_getfield(L, -1, "pack");
    lua_setfield(L, -3, "pack");
    lua_pop(L, 1);
}
