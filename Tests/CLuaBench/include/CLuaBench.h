// What the price of a host call is compared with: the same functions in C, called by plain Lua.
#ifndef CLUABENCH_H
#define CLUABENCH_H

#include <stdint.h>

/// Runs a loop of `count` calls in a plain state without hooks or limits.
///
/// The source gets the functions as globals ("increment", "add", "double", "measure") and the count as its argument.
/// Returns the nanoseconds of the whole run, or a negative number when the source failed.
int64_t bench_plain(const char *source, int64_t count);

/// Bytes of C memory that the process uses; 0 where that cannot be asked.
uint64_t bench_allocated(void);

#endif
