// Values on their way over the border, as a flat list: the head of an array or a table, then its members.
#include "internal.h"

#include <stdlib.h>
#include <string.h>

bl_value *bl_tree_add(bl_tree *tree, bl_kind kind) {
    static bl_value nowhere;
    if (tree->count == tree->capacity) {
        size_t capacity = tree->capacity == 0 ? 32 : tree->capacity * 2;
        bl_value *values = realloc(tree->values, capacity * sizeof *values);
        if (values == NULL) {
            tree->failed = true;
            return &nowhere;
        }
        tree->values = values;
        tree->capacity = capacity;
    }
    bl_value *value = &tree->values[tree->count++];
    value->kind = kind;
    value->generation = 0;
    value->integer = 0;
    value->type = 0;
    return value;
}

static uint8_t *reserve(bl_tree *tree, size_t count) {
    bl_chunk *chunk = tree->chunks;
    if (chunk == NULL || chunk->size - chunk->used < count) {
        size_t size = count > 4096 ? count : 4096;
        bl_chunk *made = size > SIZE_MAX - sizeof *made ? NULL : malloc(sizeof *made + size);
        if (made == NULL) {
            tree->failed = true;
            return NULL;
        }
        made->used = 0;
        made->size = size;
        made->next = chunk;
        tree->chunks = chunk = made;
    }
    uint8_t *bytes = chunk->bytes + chunk->used;
    chunk->used += count;
    return bytes;
}

void bl_tree_reset(bl_tree *tree) {
    tree->count = 0;
    tree->failed = false;
    if (tree->chunks == NULL && tree->capacity <= BL_KEPT_VALUES) return;
    // Keep one small chunk for the next use and no more memory than that.
    bl_chunk *chunk = tree->chunks, *kept = NULL;
    while (chunk != NULL) {
        bl_chunk *next = chunk->next;
        if (kept == NULL && chunk->size <= 4096) {
            kept = chunk;
        } else {
            free(chunk);
        }
        chunk = next;
    }
    if (kept != NULL) {
        kept->used = 0;
        kept->next = NULL;
    }
    tree->chunks = kept;
    if (tree->capacity > BL_KEPT_VALUES) {
        free(tree->values);
        tree->values = NULL;
        tree->capacity = 0;
    }
}

void bl_tree_free(bl_tree *tree) {
    for (bl_chunk *chunk = tree->chunks; chunk != NULL;) {
        bl_chunk *next = chunk->next;
        free(chunk);
        chunk = next;
    }
    free(tree->values);
    memset(tree, 0, sizeof *tree);
}

void bl_put_nil(bl_tree *tree) { bl_tree_add(tree, BL_NIL); }
void bl_put_null(bl_tree *tree) { bl_tree_add(tree, BL_NULL); }
void bl_put_bool(bl_tree *tree, bool value) { bl_tree_add(tree, BL_BOOL)->integer = value; }
void bl_put_int(bl_tree *tree, int64_t value) { bl_tree_add(tree, BL_INT)->integer = value; }
void bl_put_number(bl_tree *tree, double value) { bl_tree_add(tree, BL_NUMBER)->number = value; }
void bl_put_array(bl_tree *tree, int64_t count) { bl_tree_add(tree, BL_ARRAY)->integer = count; }
void bl_put_table(bl_tree *tree, int64_t count) { bl_tree_add(tree, BL_TABLE)->integer = count; }

void bl_put_string(bl_tree *tree, const uint8_t *bytes, size_t count) {
    uint8_t *copy = NULL;
    if (count > 0) {
        copy = reserve(tree, count);
        if (copy == NULL) return;
        memcpy(copy, bytes, count);
    }
    bl_value *value = bl_tree_add(tree, BL_STRING);
    value->integer = (int64_t)count;
    value->bytes = copy;
}

void bl_put_handle(bl_tree *tree, int32_t type, uint64_t slot, uint32_t generation) {
    bl_value *value = bl_tree_add(tree, BL_HANDLE);
    value->type = type;
    value->integer = (int64_t)slot;
    value->generation = generation;
}

void bl_put_ref(bl_tree *tree, bl_ref ref) {
    bl_value *value = bl_tree_add(tree, BL_FUNCTION);
    value->integer = ref.slot;
    value->generation = ref.generation;
}

void bl_push_value(lua_State *L, bl_state *st, const bl_tree *tree, size_t *index, int depth, bool frozen) {
    if (*index >= tree->count || depth > BL_MAX_COPY_DEPTH) {
        bl_raise(L, "conversion", NULL, "the host gave a value that is nested too deeply");
    }
    luaL_checkstack(L, 8, NULL);
    const bl_value *value = &tree->values[(*index)++];
    switch ((bl_kind)value->kind) {
        case BL_NULL: lua_pushlightuserdata(L, (void *)&bl_null_tag); break;
        case BL_BOOL: lua_pushboolean(L, value->integer != 0); break;
        case BL_INT: lua_pushinteger(L, value->integer); break;
        case BL_NUMBER: lua_pushnumber(L, value->number); break;
        case BL_STRING: lua_pushlstring(L, (const char *)value->bytes, (size_t)value->integer); break;
        case BL_HANDLE:
            bl_push_handle(L, st, (int32_t)value->type, (uint64_t)value->integer, value->generation);
            break;
        case BL_FUNCTION: {
            bl_ref ref = {.slot = (uint32_t)value->integer, .generation = value->generation};
            if (!bl_ref_push(L, st, ref)) {
                bl_raise(L, "conversion", NULL, "the host gave a function that was released");
            }
            break;
        }
        case BL_ARRAY: {
            int64_t count = value->integer;
            lua_createtable(L, count > 1 << 20 ? 1 << 20 : (int)count, 0);
            for (int64_t i = 1; i <= count; i++) {
                bl_push_value(L, st, tree, index, depth + 1, frozen);
                lua_rawseti(L, -2, i);
            }
            if (frozen) bl_freeze(L, NULL);
            break;
        }
        case BL_TABLE: {
            int64_t count = value->integer;
            lua_createtable(L, 0, count > 1 << 20 ? 1 << 20 : (int)count);
            if (count == 0) {
                // So that an empty map stays a map on its way back.
                bl_registry_get(L, BL_REG_MAP_META);
                lua_setmetatable(L, -2);
            }
            for (int64_t i = 0; i < count; i++) {
                bl_push_value(L, st, tree, index, depth + 1, frozen);
                bl_push_value(L, st, tree, index, depth + 1, frozen);
                lua_rawset(L, -3);
            }
            if (frozen) bl_freeze(L, NULL);
            break;
        }
        default: lua_pushnil(L); break;
    }
}

int bl_push_tree(lua_State *L, bl_state *st, const bl_tree *tree, bool frozen) {
    if (tree->failed) luaL_error(L, "not enough memory");
    int count = 0;
    for (size_t index = 0; index < tree->count; count++) {
        // A long list of results must find room before anything is pushed.
        luaL_checkstack(L, 8, "too many results");
        bl_push_value(L, st, tree, &index, 0, frozen);
    }
    return count;
}

bl_tree *bl_outgoing(bl_state *st) {
    bl_tree_reset(&st->outgoing);
    return &st->outgoing;
}

const bl_value *bl_incoming(const bl_state *st, size_t *count) {
    *count = st->incoming.count;
    return st->incoming.values;
}
