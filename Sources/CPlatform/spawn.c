#define _GNU_SOURCE 1
#include "CPlatform.h"

#include <fcntl.h>
#include <signal.h>
#include <spawn.h>
#ifdef __linux__
#include <sys/syscall.h>
#endif
#include <sys/wait.h>
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

/// What runs between fork and exec: async-signal-safe calls only.
static void become(const char *path, char *const arguments[], char *const environment[], const char *directory,
                   const int streams[3], int report) {
    for (int index = 0; index < 3; index++)
        if (dup2(streams[index], index) < 0) goto failed;
    if (directory && chdir(directory) != 0) goto failed;
    struct sigaction action = {.sa_handler = SIG_DFL};
    sigemptyset(&action.sa_mask);
    sigaction(SIGPIPE, &action, NULL);
    execve(path, arguments, environment);
failed:;
    int code = errno;
    ssize_t ignored = write(report, &code, sizeof code);
    (void)ignored;
    _exit(127);
}

/// Has exec close all but the standard streams: who reads a pipe that is left open would wait for the program.
static void keep_nothing_open(void) {
#if defined(__linux__) && defined(SYS_close_range)
    // CLOSE_RANGE_CLOEXEC is 4; the wrapper of the C library is younger than the call.
    if (syscall(SYS_close_range, 3U, ~0U, 4U) == 0) return;
#endif
    for (int descriptor = 3; descriptor < 1024; descriptor++) fcntl(descriptor, F_SETFD, FD_CLOEXEC);
}

int platform_spawn_detached(const char *path, char *const arguments[], char *const environment[],
                            const char *directory, const int streams[3]) {
    int report[2];
    if (platform_pipe(report) != 0) return errno;
    pid_t middle = fork();
    if (middle == 0) {
        // The one in the middle ends at once, so that init inherits the program and nobody here has to wait for it.
        setsid();
        pid_t program = fork();
        if (program == 0) keep_nothing_open();
        if (program == 0) become(path, arguments, environment, directory, streams, report[1]);
        int code = program < 0 ? errno : 0;
        if (code != 0) {
            ssize_t ignored = write(report[1], &code, sizeof code);
            (void)ignored;
        }
        _exit(0);
    }
    int status = middle < 0 ? errno : 0;
    close(report[1]);
    while (middle > 0 && waitpid(middle, NULL, 0) < 0 && errno == EINTR) {}
    // Closed by a successful exec; else the reason stands in it.
    int code = 0;
    ssize_t got;
    while ((got = read(report[0], &code, sizeof code)) < 0 && errno == EINTR) {}
    close(report[0]);
    return status != 0 ? status : got == (ssize_t)sizeof code ? code : 0;
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
