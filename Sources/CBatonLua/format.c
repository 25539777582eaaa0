// `string.format`: every item is checked before C's formatter sees it, and the result has a limit.
#include "internal.h"

#include <math.h>
#include <stdio.h>
#include <string.h>

/// An item such as "%-5.2f".
typedef struct {
    char text[32];
    size_t length;
} item;

/// Reads flags, width and precision (two digits each); leaves the conversion for the caller.
static const char *read_item(lua_State *L, const char *p, const char *end, item *out) {
    out->length = 0;
    out->text[out->length++] = '%';
    int flags = 0;
    while (p < end && *p != 0 && strchr("-+ #0", *p) != NULL) {
        if (++flags > 5) luaL_error(L, "invalid format (repeated flags)");
        out->text[out->length++] = *p++;
    }
    for (int part = 0; part < 2; part++) {
        if (part == 1) {
            if (p >= end || *p != '.') break;
            out->text[out->length++] = *p++;
        }
        for (int digits = 0; p < end && *p >= '0' && *p <= '9'; digits++) {
            if (digits == 2) luaL_error(L, "invalid format (width or precision longer than 2 digits)");
            out->text[out->length++] = *p++;
        }
    }
    if (p >= end) luaL_error(L, "invalid format (ends with '%%')");
    return p;
}

/// Refuses what C leaves undefined, such as "%#d".
static void check_item(lua_State *L, const item *item, const char *flags, bool precision) {
    const char *p = item->text + 1, *end = item->text + item->length;
    for (; p < end && strchr("-+ #0", *p) != NULL; p++) {
        if (strchr(flags, *p) == NULL) luaL_error(L, "invalid format (flag '%c' does not fit)", *p);
    }
    if (!precision && memchr(p, '.', (size_t)(end - p)) != NULL) {
        luaL_error(L, "invalid format (a precision does not fit)");
    }
}

static void finish_item(item *item, const char *conversion) {
    size_t length = strlen(conversion);
    memcpy(item->text + item->length, conversion, length + 1);
}

static void add_quoted(lua_State *L, luaL_Buffer *buffer, int index) {
    size_t length;
    const char *text = lua_tolstring(L, index, &length);
    luaL_addchar(buffer, '"');
    for (size_t i = 0; i < length; i++) {
        unsigned char c = (unsigned char)text[i];
        if (c == '"' || c == '\\' || c == '\n') {
            luaL_addchar(buffer, '\\');
            luaL_addchar(buffer, (char)c);
        } else if (c < 32 || c == 127) {
            bool digit_follows = i + 1 < length && text[i + 1] >= '0' && text[i + 1] <= '9';
            char escape[8];
            int size = snprintf(escape, sizeof escape, digit_follows ? "\\%03d" : "\\%d", c);
            luaL_addlstring(buffer, escape, (size_t)size);
        } else {
            luaL_addchar(buffer, (char)c);
        }
    }
    luaL_addchar(buffer, '"');
}

/// Adds a value as source text.
static void add_literal(lua_State *L, luaL_Buffer *buffer, int index) {
    char text[64];
    switch (lua_type(L, index)) {
        case LUA_TSTRING: add_quoted(L, buffer, index); return;
        case LUA_TNUMBER:
            if (lua_isinteger(L, index)) {
                lua_Integer n = lua_tointeger(L, index);
                // The smallest integer cannot be written in decimal.
                snprintf(text, sizeof text, n == LUA_MININTEGER ? "0x%llx" : "%lld", (long long)n);
            } else {
                double n = lua_tonumber(L, index);
                if (isinf(n)) {
                    snprintf(text, sizeof text, n > 0 ? "1e9999" : "-1e9999");
                } else if (isnan(n)) {
                    snprintf(text, sizeof text, "(0/0)");
                } else {
                    snprintf(text, sizeof text, "%a", n);
                }
            }
            luaL_addstring(buffer, text);
            return;
        case LUA_TNIL:
        case LUA_TBOOLEAN:
            luaL_tolstring(L, index, NULL);
            luaL_addvalue(buffer);
            return;
        default: luaL_argerror(L, index, "value has no literal form");
    }
}

static void add_string(lua_State *L, luaL_Buffer *buffer, int index, item *item) {
    size_t length;
    const char *text = bl_tostring(L, index, &length);
    if (item->length == 1) {
        luaL_addvalue(buffer);
        return;
    }
    check_item(L, item, "-", true);
    luaL_argcheck(L, strlen(text) == length, index, "string contains zeros");
    if (strchr(item->text, '.') == NULL && length >= 100) {
        luaL_addvalue(buffer);  // No width can change it.
        return;
    }
    char out[128];
    finish_item(item, "s");
    int size = snprintf(out, sizeof out, item->text, text);
    lua_pop(L, 1);
    luaL_addlstring(buffer, out, size < (int)sizeof out ? (size_t)size : sizeof out - 1);
}

static void add_number(lua_State *L, luaL_Buffer *buffer, int index, item *item, char conversion) {
    // The longest is "%.99f" of the largest number: 309 digits, a dot, 99 more.
    char out[512];
    int size = 0;
    switch (conversion) {
        case 'd':
        case 'i':
        case 'o':
        case 'x':
        case 'X': {
            check_item(L, item, conversion == 'd' || conversion == 'i' ? "-+ 0" : "-#0", true);
            char text[] = {'l', 'l', conversion, 0};
            finish_item(item, text);
            size = snprintf(out, sizeof out, item->text, (long long)luaL_checkinteger(L, index));
            break;
        }
        default: {
            check_item(L, item, "-+ #0", true);
            char text[] = {conversion, 0};
            finish_item(item, text);
            size = snprintf(out, sizeof out, item->text, luaL_checknumber(L, index));
        }
    }
    luaL_addlstring(buffer, out, size < (int)sizeof out ? (size_t)size : sizeof out - 1);
}

static void add_pointer(lua_State *L, luaL_Buffer *buffer, int index, item *item) {
    const void *pointer = lua_topointer(L, index);
    char out[128], text[32];
    if (pointer == NULL || bl_of(L)->restricted || bl_is_opaque(L, index)) {
        snprintf(text, sizeof text, "%s", pointer == NULL ? "(null)" : "(hidden)");
    } else {
        snprintf(text, sizeof text, "%p", pointer);
    }
    check_item(L, item, "-", false);
    finish_item(item, "s");
    int size = snprintf(out, sizeof out, item->text, text);
    luaL_addlstring(buffer, out, (size_t)size);
}

int bl_string_format(lua_State *L) {
    bl_state *st = bl_of(L);
    int top = lua_gettop(L), index = 1;
    size_t length;
    const char *p = luaL_checklstring(L, 1, &length), *end = p + length;
    luaL_Buffer buffer;
    luaL_buffinit(L, &buffer);
    while (p < end) {
        bl_tick(L, st, 2);
        const char *percent = memchr(p, '%', (size_t)(end - p));
        if (percent == NULL) percent = end;
        luaL_addlstring(&buffer, p, (size_t)(percent - p));
        if (percent == end) break;
        p = percent + 1;
        if (p < end && *p == '%') {
            luaL_addchar(&buffer, '%');
            p++;
            continue;
        }
        item item = {.length = 0};
        p = read_item(L, p, end, &item);
        char conversion = *p++;
        if (++index > top) return luaL_argerror(L, index, "no value");
        switch (conversion) {
            case 'c': {
                char out[128];
                check_item(L, &item, "-", false);
                finish_item(&item, "c");
                int size = snprintf(out, sizeof out, item.text, (int)luaL_checkinteger(L, index));
                luaL_addlstring(&buffer, out, (size_t)size);
                break;
            }
            case 'd':
            case 'i':
            case 'o':
            case 'x':
            case 'X':
            case 'a':
            case 'A':
            case 'e':
            case 'E':
            case 'f':
            case 'g':
            case 'G': add_number(L, &buffer, index, &item, conversion); break;
            case 'p': add_pointer(L, &buffer, index, &item); break;
            case 'q':
                if (item.length > 1) luaL_error(L, "'%%q' takes no flags, width or precision");
                add_literal(L, &buffer, index);
                break;
            case 's': add_string(L, &buffer, index, &item); break;
            default: {
                char shown = conversion >= 32 && conversion < 127 ? conversion : '?';
                return luaL_error(L, "invalid conversion '%%%c' to 'format'", shown);
            }
        }
        bl_check_string(L, st, luaL_bufflen(&buffer));
    }
    luaL_pushresult(&buffer);
    return 1;
}
