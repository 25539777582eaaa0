#define _GNU_SOURCE 1
#include "CPlatform.h"

#include <fcntl.h>
#include <signal.h>
#include <spawn.h>
#include <sys/resource.h>
#include <errno.h>
#include <unistd.h>

int platform_pipe(int ends[2]) {
#ifdef __linux__
    return pipe2(ends, O_CLOEXEC);
#else
    if (pipe(ends) != 0) return -1;
    fcntl(ends[0], F_SETFD, FD_CLOEXEC);
    fcntl(ends[1], F_SETFD, FD_CLOEXEC);
    return 0;
#endif
}

int platform_spawn_detached(const char *path, char *const arguments[], char *const environment[],
                            const char *directory, const int streams[3], pid_t *process) {
    posix_spawn_file_actions_t actions;
    posix_spawnattr_t attributes;
    int status = posix_spawn_file_actions_init(&actions);
    if (status != 0) return status;
    status = posix_spawnattr_init(&attributes);
    if (status != 0) {
        posix_spawn_file_actions_destroy(&actions);
        return status;
    }
    for (int index = 0; index < 3 && status == 0; index++)
        status = posix_spawn_file_actions_adddup2(&actions, streams[index], index);
    if (status == 0 && directory) status = posix_spawn_file_actions_addchdir_np(&actions, directory);
    sigset_t signals;
    sigemptyset(&signals);
    sigaddset(&signals, SIGPIPE);
    if (status == 0) status = posix_spawnattr_setsigdefault(&attributes, &signals);
    sigemptyset(&signals);
    if (status == 0) status = posix_spawnattr_setsigmask(&attributes, &signals);
    short flags = POSIX_SPAWN_SETSIGDEF | POSIX_SPAWN_SETSIGMASK | POSIX_SPAWN_SETSID;
    // Who reads a pipe that is left open would wait for the program.
#ifdef __linux__
    if (status == 0) status = posix_spawn_file_actions_addclosefrom_np(&actions, 3);
#else
    flags |= POSIX_SPAWN_CLOEXEC_DEFAULT;
#endif
    if (status == 0) status = posix_spawnattr_setflags(&attributes, flags);
    // Not by fork, which copies the tables of all memory while a person waits.
    if (status == 0) status = posix_spawn(process, path, &actions, &attributes, arguments, environment);
    // From its first moment on: what it loads must not slow down who goes on here.
    if (status == 0) setpriority(PRIO_PROCESS, (id_t)*process, 19);
    posix_spawn_file_actions_destroy(&actions);
    posix_spawnattr_destroy(&attributes);
    return status;
}

int platform_spawn(const char *path, char *const arguments[], char *const environment[], const char *directory,
                   const int streams[3], bool leads_group, pid_t *process) {
    posix_spawn_file_actions_t actions;
    posix_spawnattr_t attributes;
    int status = posix_spawn_file_actions_init(&actions);
    if (status != 0) return status;
    status = posix_spawnattr_init(&attributes);
    if (status != 0) {
        posix_spawn_file_actions_destroy(&actions);
        return status;
    }
    for (int index = 0; index < 3 && status == 0; index++)
        status = posix_spawn_file_actions_adddup2(&actions, streams[index], index);
    if (status == 0 && directory) status = posix_spawn_file_actions_addchdir_np(&actions, directory);
    sigset_t signals;
    sigemptyset(&signals);
    sigaddset(&signals, SIGPIPE);
    if (status == 0) status = posix_spawnattr_setsigdefault(&attributes, &signals);
    short flags = POSIX_SPAWN_SETSIGDEF;
    if (leads_group) flags |= POSIX_SPAWN_SETPGROUP;
    if (status == 0 && leads_group) status = posix_spawnattr_setpgroup(&attributes, 0);
    if (status == 0) status = posix_spawnattr_setflags(&attributes, flags);
    if (status == 0) status = posix_spawn(process, path, &actions, &attributes, arguments, environment);
    posix_spawn_file_actions_destroy(&actions);
    posix_spawnattr_destroy(&attributes);
    return status;
}
