// utf8, math and os: the interpreter's own, with the few functions changed that break or tell too much.
#include "internal.h"

#include <string.h>

/// The length of the valid UTF-8 sequence at `s`, its code point in `code`; 0 when there is none.
static size_t decode(const unsigned char *s, size_t room, lua_Integer *code, bool lax) {
    if (room == 0) return 0;
    unsigned char first = s[0];
    if (first < 0x80) {
        *code = first;
        return 1;
    }
    size_t length;
    uint64_t value;
    if (first >= 0xC2 && first <= 0xDF) {
        length = 2;
        value = first & 0x1F;
    } else if (first >= 0xE0 && first <= 0xEF) {
        length = 3;
        value = first & 0x0F;
    } else if (first >= 0xF0 && first <= 0xF7) {
        length = 4;
        value = first & 0x07;
    } else if (lax && first >= 0xF8 && first <= 0xFD) {
        length = first <= 0xFB ? 5 : 6;
        value = first & (length == 5 ? 0x03 : 0x01);
    } else {
        return 0;
    }
    if (room < length) return 0;
    for (size_t i = 1; i < length; i++) {
        if ((s[i] & 0xC0) != 0x80) return 0;
        value = value << 6 | (s[i] & 0x3F);
    }
    static const uint64_t least[] = {0, 0, 0x80, 0x800, 0x10000, 0x200000, 0x4000000};
    if (value < least[length]) return 0;
    if (!lax && (value > 0x10FFFF || (value >= 0xD800 && value <= 0xDFFF))) return 0;
    *code = (lua_Integer)value;
    return length;
}

bool bl_is_utf8(const uint8_t *bytes, size_t count) {
    size_t i = 0;
    lua_Integer code;
    while (i < count) {
        uint64_t eight;
        if (count - i >= sizeof eight && (memcpy(&eight, bytes + i, sizeof eight), eight & 0x8080808080808080) == 0) {
            i += sizeof eight;
            continue;
        }
        if (bytes[i] < 0x80) {
            i++;
            continue;
        }
        size_t length = decode(bytes + i, count - i, &code, false);
        if (length == 0) return false;
        i += length;
    }
    return true;
}

/// Upvalue: whether it is lax.
static int codes_next(lua_State *L) {
    size_t length;
    const unsigned char *text = (const unsigned char *)luaL_checklstring(L, 1, &length);
    bool lax = lua_toboolean(L, lua_upvalueindex(1));
    lua_Integer position = luaL_optinteger(L, 2, 0);
    lua_Integer code = 0;
    size_t next = 0;
    if (position > 0 && (size_t)position <= length) {
        size_t size = decode(text + position - 1, length - (size_t)position + 1, &code, lax);
        if (size == 0) return luaL_error(L, "invalid UTF-8 code");
        next = (size_t)position - 1 + size;
    } else if (position != 0) {
        return 0;
    }
    if (next >= length) return 0;
    if (decode(text + next, length - next, &code, lax) == 0) return luaL_error(L, "invalid UTF-8 code");
    lua_pushinteger(L, (lua_Integer)next + 1);
    lua_pushinteger(L, code);
    return 2;
}

static int utf8_codes(lua_State *L) {
    luaL_checkstring(L, 1);
    lua_pushboolean(L, lua_toboolean(L, 2));
    lua_pushcclosure(L, codes_next, 1);
    lua_pushvalue(L, 1);
    lua_pushinteger(L, 0);
    return 3;
}

void bl_open_utf8(lua_State *L) {
    lua_pushcfunction(L, luaopen_utf8);
    lua_call(L, 0, 1);
    lua_pushcfunction(L, utf8_codes);
    lua_setfield(L, -2, "codes");
}

/// Upvalue: the library's function. The seed it returns holds an address; it is kept back.
static int math_randomseed(lua_State *L) {
    lua_pushvalue(L, lua_upvalueindex(1));
    lua_insert(L, 1);
    lua_call(L, lua_gettop(L) - 1, 0);
    return 0;
}

void bl_open_math(lua_State *L) {
    lua_pushcfunction(L, luaopen_math);
    lua_call(L, 0, 1);
    lua_getfield(L, -1, "randomseed");
    lua_pushcclosure(L, math_randomseed, 1);
    lua_setfield(L, -2, "randomseed");
}

/// Upvalue: the library's function, whose loop over its format is not counted.
static int os_date(lua_State *L) {
    size_t length;
    luaL_optlstring(L, 1, "%c", &length);
    luaL_argcheck(L, length <= 1024, 1, "the format is too long");
    bl_tick(L, bl_of(L), 64 + length);
    lua_pushvalue(L, lua_upvalueindex(1));
    lua_insert(L, 1);
    lua_call(L, lua_gettop(L) - 1, 1);
    return 1;
}

void bl_open_os(lua_State *L) {
    static const char *const kept[] = {"clock", "difftime", "time", NULL};
    lua_createtable(L, 0, 4);
    lua_pushcfunction(L, luaopen_os);
    lua_call(L, 0, 1);
    for (int i = 0; kept[i] != NULL; i++) {
        lua_getfield(L, -1, kept[i]);
        lua_setfield(L, -3, kept[i]);
    }
    lua_getfield(L, -1, "date");
    lua_pushcclosure(L, os_date, 1);
    lua_setfield(L, -3, "date");
    lua_pop(L, 1);
}
