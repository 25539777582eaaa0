// Memory, time, output and cancellation.
//
// A sticky limit ("trip") is a field of the state, not an error value: every way back from a script looks at
// it, so a script can neither catch it nor put it off.
#include "internal.h"

#include <stdlib.h>
#include <time.h>

const char bl_trip_tag = 0, bl_null_tag = 0;

// The coarse clock costs a fifth of the fine one and is read twice in every host call. It steps every few
// milliseconds; over many short calls the errors cancel out.
#if defined(CLOCK_MONOTONIC_COARSE)
#define BL_CLOCK CLOCK_MONOTONIC_COARSE
#elif defined(CLOCK_UPTIME_RAW_APPROX)
#define BL_CLOCK CLOCK_UPTIME_RAW_APPROX
#else
#define BL_CLOCK CLOCK_MONOTONIC
#endif

int64_t bl_now(void) {
    struct timespec time;
    clock_gettime(BL_CLOCK, &time);
    return (int64_t)time.tv_sec * 1000000000 + time.tv_nsec;
}

void bl_clock_start(bl_state *st) {
    if (st->clock_runs) return;
    int64_t now = bl_now();
    st->host_time += now - st->mark;
    st->mark = now;
    st->clock_runs = true;
    bl_publish(st);
}

bool bl_clock_stop(bl_state *st) {
    if (!st->clock_runs) return false;
    int64_t now = bl_now();
    st->script_time += now - st->mark;
    st->mark = now;
    st->clock_runs = false;
    bl_publish(st);
    return true;
}

bl_status bl_check(bl_state *st) {
    if (st->trip != BL_OK) return st->trip;
    if (atomic_load_explicit(&st->cancel->raised, memory_order_relaxed)) return st->trip = BL_CANCELLED;
    int64_t now = bl_now();
    int64_t used = st->script_time + (st->clock_runs ? now - st->mark : 0);
    if (st->limits.script_time > 0 && used > st->limits.script_time) return st->trip = BL_LIMIT_TIME;
    if (st->deadline > 0 && now > st->deadline) return st->trip = BL_LIMIT_WALL;
    return BL_OK;
}

void bl_arm(lua_State *L, bl_state *st) {
    int interval = st->trip != BL_OK ? 1 : BL_HOOK_INTERVAL;
    if (lua_gethookcount(L) != interval || lua_gethook(L) != bl_hook) {
        lua_sethook(L, bl_hook, LUA_MASKCOUNT, interval);
    }
}

int bl_raise_trip(lua_State *L, bl_state *st) {
    bl_arm(L, st);
    if (!st->trip_noted) {
        st->trip_noted = true;
        bl_note_trace(st, L, 0);
    }
    lua_pushlightuserdata(L, (void *)&bl_trip_tag);
    return lua_error(L);
}

void bl_hook(lua_State *L, lua_Debug *ar) {
    (void)ar;
    bl_state *st = bl_of(L);
    if (bl_check(st) != BL_OK) {
        bl_raise_trip(L, st);
    } else {
        // An allocation may have asked for an early look.
        bl_arm(L, st);
    }
}

void bl_tick_slow(lua_State *L, bl_state *st) {
    st->check_at = st->steps + BL_TICK_INTERVAL;
    if (bl_check(st) != BL_OK) bl_raise_trip(L, st);
}

void bl_guard(lua_State *L, bl_state *st, int status) {
    if (status == LUA_ERRMEM && st->trip == BL_OK) st->trip = BL_LIMIT_MEMORY;
    if (st->trip != BL_OK) bl_raise_trip(L, st);
}

void *bl_allocate(void *context, void *block, size_t old, size_t size) {
    bl_state *st = context;
    if (block == NULL) old = 0;  // The interpreter passes a type here.
    if (size == 0) {
        free(block);
        st->memory -= old;
        return NULL;
    }
    if (size > old) {
        uint64_t after = st->memory - old + size;
        if (after > st->limits.memory) {
            // The interpreter collects all garbage after a first refusal and asks once more.
            // A second refusal of the same request is final, even if nobody raises an error for it.
            if (st->refused_block == block && st->refused_size == size && st->trip == BL_OK && st->calls > 0) {
                st->trip = BL_LIMIT_MEMORY;
                lua_Debug ar;
                st->is_deep = lua_getstack(st->current, 100000, &ar) != 0;
            }
            st->refused_block = block;
            st->refused_size = size;
            return NULL;
        }
        st->refused_size = 0;
    }
    void *result = realloc(block, size);
    if (result == NULL) {
        if (size > old) return NULL;
        result = block;  // Shrinking never fails.
    }
    st->memory = st->memory - old + size;
    if (st->memory > st->memory_peak) st->memory_peak = st->memory;
    // One instruction can copy a hundred megabytes: do not wait for a hundred such instructions.
    if (size >= (256 << 10) && size > old && st->current != NULL && st->calls > 0 && bl_check(st) != BL_OK) {
        bl_arm(st->current, st);
    }
    return result;
}

void bl_check_string(lua_State *L, bl_state *st, uint64_t size) {
    if (size > st->limits.string_bytes) bl_raise_limit(L, BL_LIMIT_STRING);
}

bool bl_spend_output(bl_state *st, uint64_t count) {
    if (count > st->limits.output_bytes - st->output) {
        st->output = st->limits.output_bytes;
        if (st->trip == BL_OK) st->trip = BL_LIMIT_OUTPUT;
        return false;
    }
    st->output += count;
    return true;
}

bool bl_count_output(bl_state *st, uint64_t count) { return bl_spend_output(st, count); }

bl_status bl_tripped(const bl_state *st) { return st->trip; }

int64_t bl_wall_left(const bl_state *st) {
    if (st->deadline <= 0) return -1;
    int64_t left = st->deadline - bl_now();
    return left > 0 ? left : 0;
}

void bl_end(bl_state *st) {
    if (st->trip == BL_OK) st->trip = BL_ENDED;
}

bl_flag *bl_flag_new(void) {
    bl_flag *flag = malloc(sizeof *flag);
    if (flag != NULL) atomic_init(&flag->raised, 0);
    return flag;
}

void bl_flag_free(bl_flag *flag) { free(flag); }
void bl_flag_raise(bl_flag *flag) { atomic_store_explicit(&flag->raised, 1, memory_order_relaxed); }
void bl_flag_lower(bl_flag *flag) { atomic_store_explicit(&flag->raised, 0, memory_order_relaxed); }
bool bl_flag_is_raised(const bl_flag *flag) {
    return atomic_load_explicit(&flag->raised, memory_order_relaxed) != 0;
}
