// Looks at a value for people: what is in it, with no script code run and nothing refused.
#include "internal.h"

#include <string.h>

typedef struct {
    bl_state *st;
    bl_tree *tree;
    const bl_look *limits;
    uint64_t left;
    int depth;
    const void *tables[BL_MAX_COPY_DEPTH + 1];
} looker;

static void put_named(bl_tree *tree, bl_kind kind, const char *name) {
    size_t before = tree->count;
    bl_put_string(tree, (const uint8_t *)name, strlen(name));
    if (tree->count > before) tree->values[before].kind = kind;
}

static void look_at(lua_State *L, looker *look, int index);

/// Looks at the elements from 1 on and at all other entries; the heads say how many were left out.
static void look_at_table(lua_State *L, looker *look, int index) {
    bl_tree *tree = look->tree;
    lua_Unsigned length = lua_rawlen(L, index);
    lua_Unsigned shown = length < look->limits->items ? length : look->limits->items;
    size_t head = tree->count;
    bl_put_array(tree, 0);
    bl_put_int(tree, (int64_t)length);
    lua_Unsigned count = 0;
    for (; count < shown && look->left > 0; count++) {
        lua_rawgeti(L, index, (lua_Integer)count + 1);
        look_at(L, look, lua_gettop(L));
        lua_pop(L, 1);
    }
    if (!tree->failed) tree->values[head].integer = (int64_t)count;
    head = tree->count;
    bl_put_table(tree, 0);
    bl_put_int(tree, 0);
    int64_t entries = 0, all = 0;
    lua_pushnil(L);
    while (lua_next(L, index) != 0) {
        int top = lua_gettop(L);
        lua_Integer place = lua_isinteger(L, top - 1) ? lua_tointeger(L, top - 1) : 0;
        bl_tick(L, look->st, 1);
        if (place < 1 || (lua_Unsigned)place > length) {
            all++;
            if (look->left > 0) {
                look_at(L, look, top - 1);
                look_at(L, look, top);
                entries++;
            }
        }
        lua_settop(L, top - 1);
    }
    if (tree->failed) return;
    tree->values[head].integer = entries;
    tree->values[head + 1].integer = all;
}

static void look_at(lua_State *L, looker *look, int index) {
    bl_tree *tree = look->tree;
    if (look->left > 0) look->left--;
    if (tree->failed) luaL_error(L, "not enough memory");
    luaL_checkstack(L, 8, NULL);
    switch (lua_type(L, index)) {
        case LUA_TNIL: bl_put_nil(tree); break;
        case LUA_TBOOLEAN: bl_put_bool(tree, lua_toboolean(L, index)); break;
        case LUA_TNUMBER:
            if (lua_isinteger(L, index)) {
                bl_put_int(tree, lua_tointeger(L, index));
            } else {
                bl_put_number(tree, lua_tonumber(L, index));
            }
            break;
        case LUA_TSTRING: {
            size_t length;
            const char *bytes = lua_tolstring(L, index, &length);
            // The head holds the whole length, the string behind it no more than may be shown.
            bl_tree_add(tree, BL_LOOK_STRING)->integer = (int64_t)length;
            bl_put_string(tree, (const uint8_t *)bytes, length < look->limits->bytes ? length : look->limits->bytes);
            break;
        }
        case LUA_TTABLE: {
            int top = lua_gettop(L);
            int table = bl_thaw(L, index) ? top + 1 : index;
            const void *identity = lua_topointer(L, table);
            int level = look->depth;
            while (level > 0 && look->tables[level - 1] != identity) level--;
            if (level > 0) {
                bl_tree_add(tree, BL_LOOK_CYCLE)->integer = look->depth - level;
            } else if (look->depth >= look->limits->depth || look->depth >= BL_MAX_COPY_DEPTH) {
                bl_tree_add(tree, BL_LOOK_CUT);
            } else {
                look->tables[look->depth++] = identity;
                bl_tree_add(tree, BL_LOOK_TABLE);
                look_at_table(L, look, table);
                look->depth--;
            }
            lua_settop(L, top);
            break;
        }
        case LUA_TLIGHTUSERDATA:
            if (lua_touserdata(L, index) == (void *)&bl_null_tag) {
                bl_put_null(tree);
            } else {
                put_named(tree, BL_LOOK_NAME, "userdata");
            }
            break;
        case LUA_TUSERDATA: {
            if (luaL_getmetafield(L, index, "__name") == LUA_TSTRING) {
                put_named(tree, BL_LOOK_NAME, lua_tostring(L, -1));
                lua_pop(L, 1);
            } else {
                put_named(tree, BL_LOOK_NAME, "userdata");
            }
            break;
        }
        default: put_named(tree, BL_LOOK_NAME, luaL_typename(L, index));
    }
}

static int look_body(lua_State *L) {
    looker look;
    look.st = bl_of(L);
    look.tree = &look.st->incoming;
    look.limits = lua_touserdata(L, 2);
    look.left = look.limits->nodes;
    look.depth = 0;
    look_at(L, &look, 1);
    if (look.tree->failed) luaL_error(L, "not enough memory");
    return 0;
}

bl_status bl_look_at(bl_state *st, uint64_t serial, int32_t index, const bl_look *limits) {
    const bl_frame *frame = st->frame_count > 0 ? &st->frames[st->frame_count - 1] : NULL;
    bool is_there = frame != NULL && frame->arguments.serial == serial && index >= 0 && index < frame->arguments.count;
    if (!is_there || st->releasing > 0) {
        return bl_note_status(st, BL_ERR_CONVERT, "an argument was read outside its call");
    }
    lua_State *L = frame->L;
    if (!lua_checkstack(L, 6)) return bl_note_status(st, BL_LIMIT_MEMORY, bl_limit_message(BL_LIMIT_MEMORY));
    bl_tree_reset(&st->incoming);
    lua_pushcfunction(L, bl_message_handler);
    int handler = lua_gettop(L);
    lua_pushcfunction(L, look_body);
    lua_pushvalue(L, index + 1);
    lua_pushlightuserdata(L, (void *)limits);
    int status = lua_pcall(L, 2, 0, handler);
    bl_status result = status == LUA_OK ? BL_OK : bl_note_error(st, L, status, NULL);
    lua_settop(L, handler - 1);
    return result;
}
