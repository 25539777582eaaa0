#include "library.h"

#include <dlfcn.h>
#include <pthread.h>

struct baton_edit_library baton_edit;

static pthread_once_t once = PTHREAD_ONCE_INIT;
static bool opened = false;

static const char *const names[] = {
#ifdef __APPLE__
    "/usr/lib/libedit.3.dylib",
    "libedit.3.dylib",
#else
    "libedit.so.2",
    "libedit.so.0",
#endif
};

static bool fill(void *library) {
#define LOOK_UP(name)                                                        \
    baton_edit.name = (__typeof__(baton_edit.name))dlsym(library, #name); \
    if (!baton_edit.name) return false;
    LOOK_UP(el_init)
    LOOK_UP(el_end)
    LOOK_UP(el_set)
    LOOK_UP(el_get)
    LOOK_UP(el_gets)
    LOOK_UP(el_line)
    LOOK_UP(el_insertstr)
    LOOK_UP(el_resize)
    LOOK_UP(history_init)
    LOOK_UP(history_end)
    LOOK_UP(history)
#undef LOOK_UP
    return true;
}

static void open_once(void) {
    for (size_t i = 0; i < sizeof names / sizeof *names; i++) {
        void *library = dlopen(names[i], RTLD_NOW | RTLD_LOCAL);
        if (!library) continue;
        if (fill(library)) {
            opened = true;
            return;
        }
        dlclose(library);
    }
}

bool baton_edit_open(void) {
    pthread_once(&once, open_once);
    return opened;
}
