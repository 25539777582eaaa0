// What the files of this target share.
#ifndef BL_INTERNAL_H
#define BL_INTERNAL_H

// The monotonic coarse clock and memmem are extensions.
#if defined(__linux__) && !defined(_GNU_SOURCE)
#define _GNU_SOURCE 1
#endif

#include "CBatonLua.h"

#include <lauxlib.h>
#include <lua.h>
#include <lualib.h>
#include <stdatomic.h>

/// Instructions between two calls of the hook.
#define BL_HOOK_INTERVAL 100
/// Steps of library loops between two looks at the clock.
#define BL_TICK_INTERVAL 4096
#define BL_MESSAGE_BYTES 4096
#define BL_TRACE_FRAMES 20
#define BL_TRACE_BYTES 256
#define BL_MAX_NESTING 64
#define BL_MAX_COPY_DEPTH 200
/// Values that a list keeps room for when it is used again.
#define BL_KEPT_VALUES 4096
/// Arguments of a host call kept without asking for memory.
#define BL_INLINE_ARGUMENTS 12

typedef struct bl_chunk {
    struct bl_chunk *next;
    size_t used, size;
    uint8_t bytes[];
} bl_chunk;

struct bl_tree {
    bl_value *values;
    size_t count, capacity;
    bl_chunk *chunks;
    /// Memory ran out; the tree must not be used.
    bool failed;
};

struct bl_flag {
    atomic_int raised;
};

/// A running host call.
typedef struct {
    lua_State *L;
    bl_arguments arguments;
    bl_value *room;
    int capacity;
    bl_value few[BL_INLINE_ARGUMENTS];
    bl_tree reply;
} bl_frame;

/// A kept value: the functions table holds it under `slot + 1`.
typedef struct {
    uint32_t generation;
    /// The next free slot, or `BL_SLOT_USED`.
    uint32_t next;
} bl_slot;
#define BL_SLOT_USED UINT32_MAX
#define BL_SLOT_NONE (UINT32_MAX - 1)

/// A 256 bit set of characters.
typedef struct {
    uint64_t words[4];
} bl_set;

struct bl_state {
    lua_State *main;
    /// The thread that runs now.
    lua_State *current;
    bl_host host;
    bl_limits limits;
    bool restricted, closing;
    bl_flag *cancel;

    // Memory.
    uint64_t memory, memory_peak;
    const void *refused_block;
    uint64_t refused_size;

    // Trips and time.
    bl_status trip;
    bool clock_runs;
    /// The stack was very deep when memory ran out.
    bool is_deep;
    /// The place where the trip happened is in the record.
    bool trip_noted;
    int64_t script_time, host_time, mark, deadline;
    uint64_t steps, check_at;
    uint64_t output, module_source;

    // What a watchdog may read from its thread.
    _Atomic int64_t published_since, published_limit, published_deadline, published_calls;
    bl_watchdog *watchdog;
    bl_state *next_watched;

    // Calls.
    int calls, frame_count, releasing;
    uint64_t serial;
    bl_frame frames[BL_MAX_NESTING + 1];
    bl_tree outgoing, incoming;

    // References.
    bl_slot *slots;
    uint32_t slot_count, slot_capacity, slot_free;
    uint64_t references;

    int32_t coroutines;
    uint64_t random;

    // The last error.
    bl_error error;
    uint64_t tokens;
    char kind[64];
    uint8_t message[BL_MESSAGE_BYTES], hint[1024], chunk[1024];
    char trace[BL_TRACE_FRAMES + 1][BL_TRACE_BYTES];
    char short_chunk[LUA_IDSIZE];

    /// The letters' classes of patterns, by lower-case letter.
    bl_set classes[26];
};

/// Keys of the registry, by address.
typedef enum {
    BL_REG_REFERENCES,
    BL_REG_BASE,
    BL_REG_MODULES,
    BL_REG_MODULE_PROXIES,
    BL_REG_HANDLES,
    BL_REG_HANDLE_INTERN,
    BL_REG_ERROR_META,
    BL_REG_MAP_META,
    BL_REG_LAST_ERROR,
    BL_REG_THREADS,
    BL_REG_STRINGS,
    BL_REG_COUNT,
} bl_registry_key;
extern const char bl_registry_keys[BL_REG_COUNT];
/// Light values: JSON null, and what is raised for a sticky limit.
extern const char bl_null_tag, bl_trip_tag;

static inline bl_state *bl_of(lua_State *L) { return *(bl_state **)lua_getextraspace(L); }
static inline int bl_registry_get(lua_State *L, bl_registry_key key) {
    return lua_rawgetp(L, LUA_REGISTRYINDEX, &bl_registry_keys[key]);
}
static inline void bl_registry_set(lua_State *L, bl_registry_key key) {
    lua_rawsetp(L, LUA_REGISTRYINDEX, &bl_registry_keys[key]);
}

// limits.c
int64_t bl_now(void);
void *bl_allocate(void *context, void *block, size_t old, size_t size);
void bl_hook(lua_State *L, lua_Debug *ar);
void bl_arm(lua_State *L, bl_state *st);
void bl_clock_start(bl_state *st);
/// Stops the script's clock; returns whether it ran.
bool bl_clock_stop(bl_state *st);
/// Looks at the flag and the clock; returns the trip, if any.
bl_status bl_check(bl_state *st);
/// Raises the sticky limit that was reached.
int bl_raise_trip(lua_State *L, bl_state *st);
/// After a protected call: a sticky limit goes on.
void bl_guard(lua_State *L, bl_state *st, int status);
void bl_tick_slow(lua_State *L, bl_state *st);
/// Counts steps of a loop in C; raises when a limit is reached. Needs one free stack slot.
static inline void bl_tick(lua_State *L, bl_state *st, uint64_t steps) {
    st->steps += steps;
    if (st->steps >= st->check_at) bl_tick_slow(L, st);
}
/// Raises when a library string of that size is not allowed.
void bl_check_string(lua_State *L, bl_state *st, uint64_t size);
bool bl_spend_output(bl_state *st, uint64_t count);

// watchdog.c
/// Says from when on the script's clock would have run without a pause, or 0 when it stands still.
void bl_publish(bl_state *st);
void bl_unwatch(bl_state *st);

// errors.c
const char *bl_limit_message(bl_status status);
/// Raises an error table.
int bl_raise(lua_State *L, const char *kind, const char *hint, const char *format, ...)
    __attribute__((format(printf, 4, 5)));
/// Raises the error table of a limit that is not sticky.
int bl_raise_limit(lua_State *L, bl_status status);
/// Makes an error table of the kind, message, hint and data (or nil) on top of the stack.
void bl_make_error(lua_State *L);
void bl_open_errors(lua_State *L);
/// The status that stands for an error table's kind.
bl_status bl_status_of_kind(const char *kind);
/// Pushes a field without running script code; returns its type.
int bl_raw_field(lua_State *L, int table, const char *name);

// record.c
int bl_message_handler(lua_State *L);
/// Notes the place and the frames from a level on.
void bl_note_trace(bl_state *st, lua_State *L, int level);
/// Notes the error value on top of the stack and pops it.
bl_status bl_note_error(bl_state *st, lua_State *L, int status, const char *chunk);
bl_status bl_note_status(bl_state *st, bl_status status, const char *message);

// tree.c
void bl_tree_free(bl_tree *tree);
bl_value *bl_tree_add(bl_tree *tree, bl_kind kind);
/// Pushes the values of a tree; returns how many.
int bl_push_tree(lua_State *L, bl_state *st, const bl_tree *tree, bool frozen);
/// Pushes the value at `*index`, and moves the index past it.
void bl_push_value(lua_State *L, bl_state *st, const bl_tree *tree, size_t *index, int depth, bool frozen);

// copy.c
/// Adds a copy of a stack value to a tree; raises when it cannot cross.
void bl_copy(lua_State *L, bl_state *st, bl_tree *tree, int index, const char *root, int number);

// call.c
/// Runs `body` in protected mode with `request` as its argument; a chunk is named for syntax errors.
bl_status bl_protect(bl_state *st, lua_CFunction body, void *request, const char *chunk);

// reference.c
bl_ref bl_ref_make(lua_State *L, bl_state *st);
bool bl_ref_push(lua_State *L, bl_state *st, bl_ref ref);

// handle.c
void bl_open_handles(lua_State *L);
void bl_push_handle(lua_State *L, bl_state *st, int32_t type, uint64_t slot, uint32_t generation);
/// Reads a handle for an argument or a copy; false when the value is none, raises when it is closed.
bool bl_to_handle(lua_State *L, int index, bl_value *value);
/// Whether the value is a handle that tells nothing about itself.
bool bl_is_opaque(lua_State *L, int index);

// host.c
/// Pushes the closure that calls a host function; `type` is the handle type of a method, else -1.
void bl_push_host_function(lua_State *L, const bl_entry *entry, const char *name, int32_t type);
/// Raises what a host function put into its reply.
int bl_raise_reply(lua_State *L, bl_state *st, const bl_tree *reply, int32_t status);

// environment.c
void bl_open_environment(lua_State *L);
/// Replaces the table on top of the stack with its frozen form; a read of an unknown key raises when named.
void bl_freeze(lua_State *L, const char *name);
/// Pushes the table behind a frozen table; pushes nothing and returns false for any other value.
bool bl_thaw(lua_State *L, int index);
void bl_push_environment(lua_State *L);
/// Pushes the best of the table's string keys for a mistyped name; false when none is near.
bool bl_suggest(lua_State *L, int table, const char *name, size_t length);
/// Raises that a name is unknown; the candidates are the keys of two tables (0 for none).
int bl_raise_unknown(lua_State *L, int first, int second, const char *what, const char *owner);

// Libraries: each leaves a table on the stack.
void bl_open_base(lua_State *L);
void bl_open_coroutine(lua_State *L);
void bl_open_string(lua_State *L);
void bl_open_table(lua_State *L);
void bl_open_utf8(lua_State *L);
void bl_open_math(lua_State *L);
void bl_open_os(lua_State *L);
int bl_require(lua_State *L);
int bl_base_load(lua_State *L);
/// Pushes what `tostring` gives for a stack value.
const char *bl_tostring(lua_State *L, int index, size_t *length);
int bl_string_format(lua_State *L);
int bl_string_find(lua_State *L);
int bl_string_match(lua_State *L);
int bl_string_gmatch(lua_State *L);
int bl_string_gsub(lua_State *L);
void bl_make_classes(bl_state *st);

#endif
