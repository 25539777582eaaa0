#define _GNU_SOURCE 1
#include "CPlatform.h"

#include <sys/resource.h>
#ifdef __linux__
#include <sys/prctl.h>
#endif

void platform_forbid_core_dumps(void) {
    struct rlimit limit;
    // The hard limit stays, so that a program that is started later may raise its own again.
    if (getrlimit(RLIMIT_CORE, &limit) == 0) {
        limit.rlim_cur = 0;
        setrlimit(RLIMIT_CORE, &limit);
    }
#ifdef __linux__
    // A core_pattern that pipes to a program does not look at the limit.
    prctl(PR_SET_DUMPABLE, 0, 0, 0, 0);
#endif
}
