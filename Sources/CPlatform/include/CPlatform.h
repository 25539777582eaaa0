#pragma once
#include <sys/types.h>

/// Makes a pipe whose ends no other program inherits: pipe2(2) where there is one. Returns 0, or -1 and sets errno.
int platform_pipe(int ends[2]);

/// Starts `path` with `posix_spawn`, its streams 0 to 2 on `streams`, in `directory` unless that is null.
///
/// The child gets the default action for SIGPIPE; with `new_session` it leaves the terminal (setsid(2)).
/// Returns 0 and sets `process`, or an errno value.
int platform_spawn(const char *path, char *const arguments[], char *const environment[], const char *directory,
                   const int streams[3], int new_session, pid_t *process);
