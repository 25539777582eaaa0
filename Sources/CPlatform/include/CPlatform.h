#pragma once
#include <stdbool.h>
#include <sys/types.h>

/// Makes a pipe whose ends no other program inherits: pipe2(2) where there is one. Returns 0, or -1 and sets errno.
int platform_pipe(int ends[2]);

/// Starts `path` with `posix_spawn`, its streams 0 to 2 on `streams`, in `directory` unless that is null.
///
/// The child gets the default action for SIGPIPE, and leads a process group of its own when told to. Returns 0 and sets `process`, or an errno value.
int platform_spawn(const char *path, char *const arguments[], char *const environment[], const char *directory,
                   const int streams[3], bool leads_group, pid_t *process);

/// Starts `path` in a session of its own with the lowest priority and nothing open but its streams: it goes on when this
/// process ends.
///
/// Returns 0 and sets `process`, or an errno value when it could not be started.
int platform_spawn_detached(const char *path, char *const arguments[], char *const environment[],
                            const char *directory, const int streams[3], pid_t *process);

/// Lets the disk begin to write a part of a file: sync_file_range(2) where there is one. Waits for nothing.
void platform_start_writeback(int descriptor, off_t offset, off_t count);

/// Forbids core files of this process, and on Linux attaching to it, from now on.
void platform_forbid_core_dumps(void);
