// The whole border between a host and the script engine.
//
// Nothing here names the interpreter: a host that sees only this header cannot call it, so no error of the
// interpreter, lack of memory included, can jump over a frame of the host. Every function that runs the
// interpreter does so in protected mode and returns a status.
#ifndef CBATONLUA_H
#define CBATONLUA_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#pragma clang assume_nonnull begin

/// One engine. It belongs to the thread that uses it; only a `bl_flag` may be touched from elsewhere.
typedef struct bl_state bl_state;

/// A growing list of values that crosses the border, owned by C memory.
typedef struct bl_tree bl_tree;

/// Ends the process when a script cannot be ended.
typedef struct bl_watchdog bl_watchdog;

/// A flag that any thread or signal handler may raise to stop the engine.
typedef struct bl_flag bl_flag;

/// How a call ended.
typedef enum {
    BL_OK = 0,
    /// The script raised an error.
    BL_ERR_SCRIPT,
    /// The source is not a valid chunk.
    BL_ERR_SYNTAX,
    /// The source ends too early; more text could make it valid.
    BL_ERR_INCOMPLETE,
    /// A value cannot cross the border.
    BL_ERR_CONVERT,
    /// The host raised an error, whose kind is in the error record.
    BL_ERR_HOST,
    /// The host flag was raised. Sticky.
    BL_CANCELLED,
    /// Script time is used up. Sticky.
    BL_LIMIT_TIME,
    /// The deadline has passed. Sticky.
    BL_LIMIT_WALL,
    /// Memory is used up. Sticky.
    BL_LIMIT_MEMORY,
    /// More was printed than allowed. Sticky.
    BL_LIMIT_OUTPUT,
    /// A string would be too long.
    BL_LIMIT_STRING,
    /// A source text is too long.
    BL_LIMIT_SOURCE,
    /// Host and script call each other too deeply.
    BL_LIMIT_NESTING,
    /// Too many coroutines are alive.
    BL_LIMIT_COROUTINES,
    /// A value is too big, or nested too deeply, to cross the border.
    BL_LIMIT_COPY,
    /// The host ended the script. Sticky.
    BL_ENDED,
} bl_status;

/// What a `bl_value` is.
typedef enum {
    BL_NIL = 0,
    BL_NULL,
    BL_BOOL,
    BL_INT,
    BL_NUMBER,
    BL_STRING,
    /// `integer` values follow.
    BL_ARRAY,
    /// `integer` pairs of key and value follow.
    BL_TABLE,
    BL_HANDLE,
    BL_FUNCTION,
    /// An argument that is a table; `bl_argument` copies it.
    BL_LAZY_TABLE,
    /// An argument that is a function; `bl_argument` makes a reference.
    BL_LAZY_FUNCTION,
    /// Of a look: `integer` bytes, of which the string that follows has the first.
    BL_LOOK_STRING,
    /// Of a look: an array and a table follow, each with an integer for all its members behind its head.
    BL_LOOK_TABLE,
    /// Of a look: the table `integer` levels above the innermost.
    BL_LOOK_CYCLE,
    /// Of a look: a table below the depth.
    BL_LOOK_CUT,
    /// Of a look: bytes like a string; the name of a type.
    BL_LOOK_NAME,
} bl_kind;

/// One value, or the head of a list of values.
typedef struct {
    /// A `bl_kind`.
    uint32_t kind;
    /// The generation of a handle or a function.
    uint32_t generation;
    /// An integer, a boolean, a length in bytes, a count, or the slot of a handle or a function.
    int64_t integer;
    union {
        /// The bytes of a string; they end with the call, or with the next change of the tree.
        const uint8_t *_Nullable bytes;
        double number;
        /// The type of a handle.
        int64_t type;
    };
} bl_value;

/// A function, an environment or another value that the engine keeps alive for the host.
typedef struct {
    uint32_t slot;
    uint32_t generation;
} bl_ref;

/// The limits of an engine. Zero means no limit for the two times; every other limit counts as it stands.
typedef struct {
    /// Nanoseconds of script time; time in host functions is not counted.
    int64_t script_time;
    /// Nanoseconds from the first call on.
    int64_t wall_time;
    /// Bytes of the interpreter's heap.
    uint64_t memory;
    /// Bytes of one string made by a library function.
    uint64_t string_bytes;
    /// Bytes of one chunk; all modules together may have eight times as many.
    uint64_t source_bytes;
    /// Bytes printed.
    uint64_t output_bytes;
    /// Host calls inside host calls; at most 64.
    int32_t nesting;
    /// Coroutines alive at the same time.
    int32_t coroutines;
    /// Values in one copied value.
    uint64_t copy_nodes;
    /// Bytes of strings in one copied value.
    uint64_t copy_bytes;
    /// Tables inside tables in one copied value; at most 200.
    int32_t copy_depth;
} bl_limits;

/// What an engine has used so far.
typedef struct {
    uint64_t memory;
    uint64_t memory_peak;
    int64_t script_time;
    int64_t host_time;
    uint64_t output_bytes;
    int32_t coroutines;
    /// References held for the host.
    uint64_t references;
} bl_usage;

/// The last failed call. The pointers end with the next call.
typedef struct {
    bl_status status;
    /// The kind of a host error, else empty.
    const char *kind;
    const uint8_t *message;
    size_t message_length;
    /// NULL when there is none.
    const uint8_t *_Nullable hint;
    size_t hint_length;
    /// The name of the chunk in which it happened; NULL when unknown.
    const uint8_t *_Nullable chunk;
    size_t chunk_length;
    /// The line in that chunk, from 1; 0 when unknown.
    int32_t line;
    int32_t trace_count;
    /// Names this failure for `BL_REPLY_RERAISE`; 0 when its value was not kept.
    uint64_t token;
    /// Whether the error value was copied to `bl_incoming`.
    bool has_value;
} bl_error;

/// What a host function may return besides a count: the reply holds kind, message, hint and data.
#define BL_REPLY_ERROR (-1)
/// Raises the value of the last failed call once more.
#define BL_REPLY_RERAISE (-2)

/// Where text goes.
#define BL_STREAM_PRINT 0
#define BL_STREAM_WARN 1

/// The arguments of a host call.
typedef struct {
    /// Names the call; 0 when none runs here any more.
    uint64_t serial;
    const bl_value *values;
    int32_t count;
} bl_arguments;

/// The way from C to the host. None of these may jump out.
typedef struct {
    void *_Nullable context;
    /// Runs a host function; returns 0 when the reply holds the results, else `BL_REPLY_…`.
    int32_t (*dispatch)(void *_Nullable context, int32_t function, const bl_arguments *arguments, bl_tree *reply);
    /// Finds a module; the reply holds its source and chunk name, or a nil when there is none.
    int32_t (*resolve)(void *_Nullable context, const uint8_t *name, size_t length, bl_tree *reply);
    /// Takes printed text.
    void (*write)(void *_Nullable context, int32_t stream, const uint8_t *bytes, size_t count);
    /// Says that a handle is no longer used. May not call the engine.
    void (*release)(void *_Nullable context, int32_t type, uint64_t slot, uint32_t generation);
} bl_host;

/// A name and the number of the host function behind it.
typedef struct {
    const char *name;
    int32_t function;
    /// Handle types only: a method is called by the script, a field is computed when it is read.
    bool is_method;
    /// The time in it is the host's: the script's clock stands still.
    bool is_blocking;
} bl_entry;

/// A type of handle.
typedef struct {
    /// Not negative.
    int32_t type;
    const char *name;
    const bl_entry *_Nullable entries;
    size_t count;
    /// What a call of a handle runs; NULL when handles cannot be called. Its name does not count.
    const bl_entry *_Nullable call;
    /// What stands for a handle as text, such as "<secret>"; NULL unless handles tell nothing about themselves.
    const char *_Nullable display;
} bl_handle_type;

// Life.

/// Makes an engine. NULL when there is no memory, or less than the libraries need.
bl_state *_Nullable bl_new(
    const bl_limits *limits, bool restricted, const bl_host *host, bl_flag *cancel);
/// Ends an engine; handles still alive are released.
void bl_close(bl_state *state);
/// The release of the interpreter, such as 50404 for 5.4.4.
int32_t bl_interpreter_release(void);

// Stopping.

bl_flag *_Nullable bl_flag_new(void);
void bl_flag_free(bl_flag *flag);
/// Raises the flag. One atomic store: any thread and any signal handler may do it.
void bl_flag_raise(bl_flag *flag);
void bl_flag_lower(bl_flag *flag);
bool bl_flag_is_raised(const bl_flag *flag);

// Limits.

/// Sets the limits and starts all counting anew, a trip included. Only between calls; false otherwise.
bool bl_rearm(bl_state *state, const bl_limits *limits);
/// The sticky limit that was reached, or `BL_OK`.
bl_status bl_tripped(const bl_state *state);
void bl_get_usage(const bl_state *state, bl_usage *usage);
/// Nanoseconds until the wall limit, counted from the first call on; -1 when there is none, or no call yet.
int64_t bl_wall_left(const bl_state *state);
/// Ends the script that runs, or the next one, as a sticky limit does: nothing in it can catch that.
void bl_end(bl_state *state);
/// Counts bytes that a host function prints for the script; false when the limit is reached.
bool bl_count_output(bl_state *state, uint64_t count);

// Values towards the engine: the arguments of the next call, or a reply.

/// The empty list for the arguments of the next `bl_call` or the value of `bl_set_global`.
bl_tree *bl_outgoing(bl_state *state);
void bl_put_nil(bl_tree *tree);
void bl_put_null(bl_tree *tree);
void bl_put_bool(bl_tree *tree, bool value);
void bl_put_int(bl_tree *tree, int64_t value);
void bl_put_number(bl_tree *tree, double value);
void bl_put_string(bl_tree *tree, const uint8_t *_Nullable bytes, size_t count);
/// `count` values follow.
void bl_put_array(bl_tree *tree, int64_t count);
/// `count` pairs of key and value follow.
void bl_put_table(bl_tree *tree, int64_t count);
void bl_put_handle(bl_tree *tree, int32_t type, uint64_t slot, uint32_t generation);
void bl_put_ref(bl_tree *tree, bl_ref ref);
/// Forgets what was put.
void bl_tree_reset(bl_tree *tree);

// Values from the engine.

/// The results of the last call, the copied argument, or the value of the last error: heads before members.
const bl_value *_Nullable bl_incoming(const bl_state *state, size_t *count);
/// Copies an argument (from 0) of the innermost running host call to `bl_incoming`.
bl_status bl_argument(bl_state *state, uint64_t serial, int32_t index);

/// How much of a value is looked at.
typedef struct {
    /// Tables inside tables.
    int32_t depth;
    /// Elements of one table.
    uint64_t items;
    /// Bytes of one string.
    size_t bytes;
    /// Values in all.
    uint64_t nodes;
} bl_look;

/// Puts what a person may see of an argument into `bl_incoming`: any value, cycles included; no script code runs.
bl_status bl_look_at(bl_state *state, uint64_t serial, int32_t index, const bl_look *limits);

/// Whether bytes are UTF-8.
bool bl_is_utf8(const uint8_t *_Nullable bytes, size_t count);

// Code.

/// Makes an environment: a fresh strict table over the frozen libraries.
bl_status bl_environment(bl_state *state, bl_ref *environment);
/// Compiles a source text, never a binary chunk.
bl_status bl_load(
    bl_state *state, const uint8_t *_Nullable source, size_t count, const char *name, bl_ref environment,
    bl_ref *function);
/// Calls a function with what is in `bl_outgoing`; also allowed inside a host function.
bl_status bl_call(bl_state *state, bl_ref function);
/// The number of the host function of a module that a reference stands for; -1 for any other function.
int32_t bl_host_number(bl_state *state, bl_ref function);
/// Gives a reference up. Unknown references are ignored.
void bl_release(bl_state *state, bl_ref reference);
/// Sets a global to the value in `bl_outgoing`.
bl_status bl_set_global(bl_state *state, bl_ref environment, const char *name);
/// Collects garbage; for tests and for pauses.
bl_status bl_collect(bl_state *state);
/// Lists the names that continue `prefix` into `bl_incoming`; runs no script code.
bl_status bl_names(bl_state *state, bl_ref environment, const char *prefix);

// Bindings.

/// Adds functions to the module of that path (dots nest; "" are globals).
/// Environments made before do not see new globals.
bl_status bl_define_module(
    bl_state *state, const char *path, const bl_entry *_Nullable entries, size_t count);
/// Adds the value in `bl_outgoing` to a module; its tables are frozen.
bl_status bl_define_constant(bl_state *state, const char *path, const char *name);
/// Adds a type of handle.
bl_status bl_define_handle(bl_state *state, const bl_handle_type *type);

// Errors.

/// The last failure.
const bl_error *bl_last_error(const bl_state *state);
/// A line of its trace, from 0.
const char *bl_trace_line(const bl_state *state, int32_t index);

/// Notes where the script is that called the host, and its frames, in the record of the last failure.
/// False outside a host call.
bool bl_note_place(bl_state *state);

// The watchdog: ends the process with a last line on standard error when a script cannot be ended. Nothing of the process
// runs any more then, no `atexit` either.

/// Starts to watch. `grace` are the nanoseconds that a limit may be passed by. NULL when there is no thread or memory.
bl_watchdog *_Nullable bl_watchdog_new(const char *name, int64_t grace);
/// Stands down for good. No engine may be watched any more.
void bl_watchdog_free(bl_watchdog *watchdog);
/// Watches an engine for as long as it lives: its script time and its deadline.
void bl_watch(bl_state *state, bl_watchdog *watchdog);
/// Ends the process so many nanoseconds and the grace from now on.
void bl_watchdog_arm(bl_watchdog *watchdog, int64_t delay);
void bl_watchdog_disarm(bl_watchdog *watchdog);
/// Notes an interrupt: the process ends when an engine still runs after the grace, or at once for a second interrupt.
/// Any signal handler may do it.
void bl_watchdog_interrupt(bl_watchdog *watchdog);
/// Forgets the interrupts, as the script has ended; it happens by itself when no watched engine runs.
void bl_watchdog_settle(bl_watchdog *watchdog);

#pragma clang assume_nonnull end

#endif
