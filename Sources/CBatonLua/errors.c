// Error tables, tracebacks, and the record of the last failure.
#include "internal.h"

#include <stdarg.h>
#include <stdio.h>
#include <string.h>

static const struct {
    bl_status status;
    const char *kind, *message;
} limits[] = {
    {BL_CANCELLED, "cancelled", "cancelled"},
    {BL_LIMIT_TIME, "limit.time", "the script used up its time"},
    {BL_LIMIT_WALL, "limit.wall", "the script ran past its deadline"},
    {BL_LIMIT_MEMORY, "limit.memory", "the script used up its memory"},
    {BL_LIMIT_OUTPUT, "limit.output", "the script printed too much"},
    {BL_LIMIT_STRING, "limit.string", "the resulting string is too long"},
    {BL_LIMIT_SOURCE, "limit.source", "the source is too long"},
    {BL_LIMIT_NESTING, "limit.nesting", "host and script call each other too deeply"},
    {BL_LIMIT_COROUTINES, "limit.coroutines", "too many coroutines are alive"},
    {BL_LIMIT_COPY, "limit.copy", "the value is too big to be passed on"},
};
#define LIMIT_COUNT (sizeof limits / sizeof *limits)

const char *bl_limit_message(bl_status status) {
    for (size_t i = 0; i < LIMIT_COUNT; i++) {
        if (limits[i].status == status) return limits[i].message;
    }
    return "error";
}

static bl_status status_of_kind(const char *kind) {
    for (size_t i = 0; i < LIMIT_COUNT; i++) {
        if (strcmp(limits[i].kind, kind) == 0) return limits[i].status;
    }
    return strcmp(kind, "conversion") == 0 ? BL_ERR_CONVERT : BL_ERR_HOST;
}

/// Pushes "chunk:line" of the innermost script function, or nil.
static void push_where(lua_State *L) {
    lua_Debug ar;
    for (int level = 0; level < 16 && lua_getstack(L, level, &ar); level++) {
        lua_getinfo(L, "Sl", &ar);
        if (ar.currentline > 0) {
            lua_pushfstring(L, "%s:%d", ar.short_src, ar.currentline);
            return;
        }
    }
    lua_pushnil(L);
}

void bl_make_error(lua_State *L) {
    static const char *const names[] = {"data", "hint", "message", "kind"};
    int data = lua_gettop(L);
    luaL_checkstack(L, 6, NULL);
    lua_createtable(L, 0, 5);
    for (int i = 0; i < 4; i++) {
        lua_pushvalue(L, data - i);
        lua_setfield(L, -2, names[i]);
    }
    push_where(L);
    lua_setfield(L, -2, "where");
    bl_registry_get(L, BL_REG_ERROR_META);
    lua_setmetatable(L, -2);
    lua_replace(L, data - 3);
    lua_settop(L, data - 3);
}

int bl_raise(lua_State *L, const char *kind, const char *hint, const char *format, ...) {
    char message[512];
    va_list arguments;
    va_start(arguments, format);
    vsnprintf(message, sizeof message, format, arguments);
    va_end(arguments);
    luaL_checkstack(L, 8, NULL);
    lua_pushstring(L, kind);
    lua_pushstring(L, message);
    lua_pushstring(L, hint);  // A NULL becomes nil.
    lua_pushnil(L);
    bl_make_error(L);
    return lua_error(L);
}

int bl_raise_limit(lua_State *L, bl_status status) {
    for (size_t i = 0; i < LIMIT_COUNT; i++) {
        if (limits[i].status == status) bl_raise(L, limits[i].kind, NULL, "%s", limits[i].message);
    }
    return luaL_error(L, "error");
}

/// Pushes a field without running script code.
static int raw_field(lua_State *L, int table, const char *name) {
    lua_pushstring(L, name);
    return lua_rawget(L, table);
}

static int error_tostring(lua_State *L) {
    luaL_checktype(L, 1, LUA_TTABLE);
    lua_settop(L, 1);
    if (raw_field(L, 1, "where") == LUA_TSTRING) {
        lua_pushliteral(L, ": ");
    } else {
        lua_pop(L, 1);
        lua_pushliteral(L, "");
        lua_pushliteral(L, "");
    }
    if (raw_field(L, 1, "message") != LUA_TSTRING) {
        lua_pop(L, 1);
        lua_pushliteral(L, "(error without a message)");
    }
    lua_concat(L, 3);
    return 1;
}

void bl_open_errors(lua_State *L) {
    lua_createtable(L, 0, 4);
    lua_pushcfunction(L, error_tostring);
    lua_setfield(L, -2, "__tostring");
    lua_pushliteral(L, "error");
    lua_setfield(L, -2, "__name");
    lua_pushboolean(L, 0);
    lua_setfield(L, -2, "__metatable");
    bl_registry_set(L, BL_REG_ERROR_META);
}

static bool level_exists(lua_State *L, int level) {
    lua_Debug ar;
    return lua_getstack(L, level, &ar) != 0;
}

/// The number of levels, found by halving: each look walks the whole way.
static int count_levels(lua_State *L) {
    int low = 1, high = 1;
    while (level_exists(L, high)) {
        low = high;
        high *= 2;
    }
    while (low < high) {
        int middle = low + (high - low) / 2;
        if (level_exists(L, middle)) {
            low = middle + 1;
        } else {
            high = middle;
        }
    }
    return low;
}

static void note_source(bl_state *st, const char *source, size_t length) {
    if (length > 0 && (*source == '@' || *source == '=')) {
        source++;
        length--;
    } else {
        source = "script";
        length = 6;
    }
    if (length > sizeof st->chunk) length = sizeof st->chunk;
    memcpy(st->chunk, source, length);
    st->error.chunk = st->chunk;
    st->error.chunk_length = length;
}

/// Notes the frames. Allocates nothing, as it may run where memory has just ended.
static void note_trace(bl_state *st, lua_State *L) {
    bl_error *error = &st->error;
    error->trace_count = 0;
    error->chunk = NULL;
    error->line = 0;
    lua_Debug ar;
    int level = 1;
    for (; error->trace_count < BL_TRACE_FRAMES && lua_getstack(L, level, &ar); level++) {
        lua_getinfo(L, "Slnt", &ar);
        bool is_script = ar.currentline > 0;
        if (is_script && error->line == 0) {
            error->line = ar.currentline;
            note_source(st, ar.source, ar.srclen);
            memcpy(st->short_chunk, ar.short_src, sizeof st->short_chunk);
        }
        if (!is_script && ar.name == NULL) continue;
        char *out = st->trace[error->trace_count++];
        char place[LUA_IDSIZE + 16];
        if (is_script) {
            snprintf(place, sizeof place, "%s:%d: ", ar.short_src, ar.currentline);
        } else {
            place[0] = 0;
        }
        const char *tail = ar.istailcall ? " (tail call)" : "";
        if (*ar.what == 'm') {
            snprintf(out, BL_TRACE_BYTES, "%sin the main chunk%s", place, tail);
        } else if (ar.name != NULL) {
            snprintf(out, BL_TRACE_BYTES, "%sin %s '%.80s'%s", place, is_script ? "function" : "built-in", ar.name, tail);
        } else {
            snprintf(out, BL_TRACE_BYTES, "%sin the function at line %d%s", place, ar.linedefined, tail);
        }
    }
    if (error->trace_count == BL_TRACE_FRAMES && level_exists(L, level)) {
        int more = count_levels(L) - level;
        snprintf(st->trace[error->trace_count++], BL_TRACE_BYTES, "\xE2\x80\xA6 %d more", more);
    }
}

int bl_message_handler(lua_State *L) {
    bl_state *st = bl_of(L);
    note_trace(st, L);
    return 1;
}

static void note_text(bl_state *st, const char *text, size_t length) {
    if (length > BL_MESSAGE_BYTES) length = BL_MESSAGE_BYTES;
    memcpy(st->message, text, length);
    st->error.message = st->message;
    st->error.message_length = length;
}

/// Cuts "chunk:line: " off the message, as the record has both apart.
static void split_position(bl_state *st, const char *chunk) {
    bl_error *error = &st->error;
    if (chunk != NULL) {
        // A syntax error: the place is in the message only.
        for (size_t i = 0; i + 2 < error->message_length; i++) {
            if (st->message[i] != ':' || st->message[i + 1] < '0' || st->message[i + 1] > '9') continue;
            size_t j = i + 1;
            int32_t line = 0;
            while (j < error->message_length && st->message[j] >= '0' && st->message[j] <= '9' && line < 100000000) {
                line = line * 10 + (st->message[j++] - '0');
            }
            if (j + 1 >= error->message_length || st->message[j] != ':' || st->message[j + 1] != ' ') continue;
            note_source(st, chunk, strlen(chunk));
            error->line = line;
            error->message += j + 2;
            error->message_length -= j + 2;
            return;
        }
        return;
    }
    if (error->line == 0) return;
    char place[LUA_IDSIZE + 16];
    int length = snprintf(place, sizeof place, "%s:", st->short_chunk);
    if (error->message_length <= (size_t)length || memcmp(error->message, place, (size_t)length) != 0) return;
    size_t j = (size_t)length;
    int32_t line = 0;
    while (j < error->message_length && error->message[j] >= '0' && error->message[j] <= '9' && line < 100000000) {
        line = line * 10 + (error->message[j++] - '0');
    }
    if (j == (size_t)length || j + 1 >= error->message_length || error->message[j] != ':' || error->message[j + 1] != ' ')
        return;
    // `error(message, 2)` names another line than the frame that raised.
    error->line = line;
    error->message += j + 2;
    error->message_length -= j + 2;
}

/// Runs in protected mode with the error value as its argument.
static int describe(lua_State *L) {
    bl_state *st = bl_of(L);
    lua_settop(L, 1);
    switch (lua_type(L, 1)) {
        case LUA_TSTRING:
        case LUA_TNUMBER: {
            size_t length;
            lua_pushvalue(L, 1);
            const char *text = lua_tolstring(L, -1, &length);
            note_text(st, text, length);
            lua_settop(L, 1);
            break;
        }
        case LUA_TTABLE: {
            size_t length;
            if (raw_field(L, 1, "message") == LUA_TSTRING) {
                const char *text = lua_tolstring(L, -1, &length);
                note_text(st, text, length);
            } else {
                note_text(st, "(error object is a table value)", 31);
            }
            lua_settop(L, 1);
            if (raw_field(L, 1, "hint") == LUA_TSTRING) {
                const char *text = lua_tolstring(L, -1, &length);
                if (length > sizeof st->hint) length = sizeof st->hint;
                memcpy(st->hint, text, length);
                st->error.hint = st->hint;
                st->error.hint_length = length;
            }
            lua_settop(L, 1);
            bool genuine = false;
            if (lua_getmetatable(L, 1)) {
                bl_registry_get(L, BL_REG_ERROR_META);
                genuine = lua_rawequal(L, -1, -2);
            }
            lua_settop(L, 1);
            if (genuine && raw_field(L, 1, "kind") == LUA_TSTRING) {
                snprintf(st->kind, sizeof st->kind, "%s", lua_tostring(L, -1));
                st->error.status = status_of_kind(st->kind);
            }
            lua_settop(L, 1);
            break;
        }
        default: {
            char text[64];
            int length = snprintf(text, sizeof text, "(error object is a %s value)", luaL_typename(L, 1));
            note_text(st, text, (size_t)length);
        }
    }
    lua_pushvalue(L, 1);
    bl_registry_set(L, BL_REG_LAST_ERROR);
    st->error.token = ++st->tokens;
    bl_tree_reset(&st->incoming);
    bl_copy(L, st, &st->incoming, 1, "error", 0);
    st->error.has_value = true;
    return 0;
}

static void begin(bl_state *st, bl_status status) {
    bl_error *error = &st->error;
    error->status = status;
    error->token = 0;
    error->hint = NULL;
    error->hint_length = 0;
    error->has_value = false;
    st->kind[0] = 0;
    error->kind = st->kind;
}

bl_status bl_note_status(bl_state *st, bl_status status, const char *message) {
    begin(st, status);
    st->error.trace_count = 0;
    st->error.chunk = NULL;
    st->error.line = 0;
    note_text(st, message, strlen(message));
    bl_tree_reset(&st->incoming);
    return status;
}

bl_status bl_note_error(bl_state *st, lua_State *L, int status, const char *chunk) {
    if (status == LUA_ERRMEM && st->trip == BL_OK) st->trip = BL_LIMIT_MEMORY;
    if (st->trip != BL_OK) {
        lua_pop(L, 1);
        begin(st, st->trip);
        if (status == LUA_ERRMEM) {
            st->error.trace_count = 0;
            st->error.chunk = NULL;
            st->error.line = 0;
        }
        const char *message = bl_limit_message(st->trip);
        note_text(st, message, strlen(message));
        if (st->trip == BL_LIMIT_MEMORY && st->is_deep) {
            static const char hint[] = "more than 100000 calls are nested; look for a recursion without an end";
            st->error.hint = (const uint8_t *)hint;
            st->error.hint_length = sizeof hint - 1;
        }
        bl_tree_reset(&st->incoming);
        return st->trip;
    }
    begin(st, BL_ERR_SCRIPT);
    note_text(st, "error", 5);
    if (lua_checkstack(L, 4)) {
        lua_pushcfunction(L, describe);
        lua_insert(L, -2);
        if (lua_pcall(L, 1, 0, 0) != LUA_OK) {
            // The value cannot be copied, or there is no memory left: the message alone has to do.
            lua_pop(L, 1);
            bl_tree_reset(&st->incoming);
        }
    } else {
        lua_pop(L, 1);
    }
    if (st->trip != BL_OK) return bl_note_status(st, st->trip, bl_limit_message(st->trip));
    split_position(st, chunk);
    if (chunk != NULL && st->error.status == BL_ERR_SCRIPT) {
        const uint8_t *text = st->error.message;
        size_t length = st->error.message_length;
        bool incomplete = length >= 5 && memcmp(text + length - 5, "<eof>", 5) == 0;
        st->error.status = incomplete ? BL_ERR_INCOMPLETE : BL_ERR_SYNTAX;
    }
    return st->error.status;
}

const bl_error *bl_last_error(const bl_state *st) { return &st->error; }

const char *bl_trace_line(const bl_state *st, int32_t index) {
    return index >= 0 && index < st->error.trace_count ? st->trace[index] : "";
}
