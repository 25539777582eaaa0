// The record of the last failure: message, place, trace and value, kept in memory of its own so that it can be
// written where no memory is left.
#include "internal.h"

#include <stdio.h>
#include <string.h>

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

/// Allocates nothing, as it may run where memory has just ended.
void bl_note_trace(bl_state *st, lua_State *L, int level) {
    bl_error *error = &st->error;
    error->trace_count = 0;
    error->chunk = NULL;
    error->line = 0;
    lua_Debug ar;
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
            const char *what = is_script ? "function" : "built-in";
            snprintf(out, BL_TRACE_BYTES, "%sin %s '%.80s'%s", place, what, ar.name, tail);
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
    // A sticky limit has noted the place where it was reached.
    if (st->trip == BL_OK || !st->trip_noted) bl_note_trace(st, L, 1);
    return 1;
}

static void note_text(bl_state *st, const char *text, size_t length) {
    if (length > BL_MESSAGE_BYTES) length = BL_MESSAGE_BYTES;
    memcpy(st->message, text, length);
    st->error.message = st->message;
    st->error.message_length = length;
}

/// Reads the digits at `*index` of the message.
static int32_t read_line(const bl_error *error, size_t *index) {
    int32_t line = 0;
    for (; *index < error->message_length && line < 100000000; (*index)++) {
        uint8_t c = error->message[*index];
        if (c < '0' || c > '9') break;
        line = line * 10 + (c - '0');
    }
    return line;
}

/// Cuts "chunk:line: " off the message, as the record has both apart.
static void split_position(bl_state *st, const char *chunk) {
    bl_error *error = &st->error;
    if (chunk != NULL) {
        // A syntax error: the place is in the message only.
        for (size_t i = 0; i + 2 < error->message_length; i++) {
            if (st->message[i] != ':' || st->message[i + 1] < '0' || st->message[i + 1] > '9') continue;
            size_t j = i + 1;
            int32_t line = read_line(error, &j);
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
    int32_t line = read_line(error, &j);
    if (j == (size_t)length || j + 1 >= error->message_length) return;
    if (error->message[j] != ':' || error->message[j + 1] != ' ') return;
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
            if (bl_raw_field(L, 1, "message") == LUA_TSTRING) {
                const char *text = lua_tolstring(L, -1, &length);
                note_text(st, text, length);
            } else {
                note_text(st, "(error object is a table value)", 31);
            }
            lua_settop(L, 1);
            if (bl_raw_field(L, 1, "hint") == LUA_TSTRING) {
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
            if (genuine && bl_raw_field(L, 1, "kind") == LUA_TSTRING) {
                snprintf(st->kind, sizeof st->kind, "%s", lua_tostring(L, -1));
                st->error.status = bl_status_of_kind(st->kind);
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

static void forget_place(bl_state *st) {
    if (st->trip != BL_OK && st->trip_noted) return;
    st->error.trace_count = 0;
    st->error.chunk = NULL;
    st->error.line = 0;
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
    forget_place(st);
    note_text(st, message, strlen(message));
    bl_tree_reset(&st->incoming);
    return status;
}

bl_status bl_note_error(bl_state *st, lua_State *L, int status, const char *chunk) {
    if (status == LUA_ERRMEM && st->trip == BL_OK) st->trip = BL_LIMIT_MEMORY;
    if (st->trip != BL_OK) {
        lua_pop(L, 1);
        begin(st, st->trip);
        if (status == LUA_ERRMEM) forget_place(st);
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

bool bl_note_place(bl_state *st) {
    if (st->frame_count == 0) return false;
    bl_note_trace(st, st->frames[st->frame_count - 1].L, 1);
    return true;
}
