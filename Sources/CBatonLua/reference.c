// Functions and environments that the engine keeps for the host.
#include "internal.h"

#include <stdlib.h>

/// Keeps the value on top of the stack and pops it.
bl_ref bl_ref_make(lua_State *L, bl_state *st) {
    luaL_checkstack(L, 4, NULL);
    if (st->slot_free == BL_SLOT_NONE) {
        if (st->slot_count == st->slot_capacity) {
            uint32_t capacity = st->slot_capacity == 0 ? 32 : st->slot_capacity * 2;
            bl_slot *slots = capacity >= 1u << 30 ? NULL : realloc(st->slots, capacity * sizeof *slots);
            if (slots == NULL) luaL_error(L, "not enough memory");
            st->slots = slots;
            st->slot_capacity = capacity;
        }
        st->slots[st->slot_count] = (bl_slot){.generation = 1, .next = BL_SLOT_NONE};
        st->slot_free = st->slot_count++;
    }
    uint32_t slot = st->slot_free;
    bl_registry_get(L, BL_REG_REFERENCES);
    lua_insert(L, -2);
    lua_rawseti(L, -2, (lua_Integer)slot + 1);  // May raise: the slot is still free then.
    lua_pop(L, 1);
    st->slot_free = st->slots[slot].next;
    st->slots[slot].next = BL_SLOT_USED;
    st->references++;
    return (bl_ref){.slot = slot, .generation = st->slots[slot].generation};
}

static bool is_live(const bl_state *st, bl_ref ref) {
    return ref.slot < st->slot_count && st->slots[ref.slot].next == BL_SLOT_USED
        && st->slots[ref.slot].generation == ref.generation;
}

bool bl_ref_push(lua_State *L, bl_state *st, bl_ref ref) {
    if (!is_live(st, ref)) return false;
    bl_registry_get(L, BL_REG_REFERENCES);
    lua_rawgeti(L, -1, (lua_Integer)ref.slot + 1);
    lua_remove(L, -2);
    return true;
}

void bl_release(bl_state *st, bl_ref ref) {
    if (st->closing || !is_live(st, ref)) return;
    lua_State *L = st->current;
    if (!lua_checkstack(L, 4)) return;
    // The key exists, so that neither line allocates.
    bl_registry_get(L, BL_REG_REFERENCES);
    lua_pushboolean(L, 0);
    lua_rawseti(L, -2, (lua_Integer)ref.slot + 1);
    lua_pop(L, 1);
    bl_slot *slot = &st->slots[ref.slot];
    slot->generation++;
    slot->next = st->slot_free;
    st->slot_free = ref.slot;
    st->references--;
}
