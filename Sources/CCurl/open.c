#include "table.h"

#include <dlfcn.h>
#include <pthread.h>

struct baton_curl_table baton_curl;

static pthread_once_t once = PTHREAD_ONCE_INIT;
static bool opened = false;

// The names libcurl goes by. The ABI is number 4 since 2006; Debian names its GnuTLS build apart.
static const char *const names[] = {
#ifdef __APPLE__
    "/usr/lib/libcurl.4.dylib",
    "libcurl.4.dylib",
    "/opt/homebrew/opt/curl/lib/libcurl.4.dylib",
    "/usr/local/opt/curl/lib/libcurl.4.dylib",
#else
    "libcurl.so.4",
    "libcurl-gnutls.so.4",
#endif
};

// Fills the table; false when a function is missing, which means a libcurl before 7.62.
static bool fill(void *library) {
#define LOOK_UP(name)                                                     \
    baton_curl.name = (__typeof__(baton_curl.name))dlsym(library, "curl_" #name); \
    if (!baton_curl.name) return false;
    BATON_CURL_FUNCTIONS(LOOK_UP)
#undef LOOK_UP
    return true;
}

static void open_once(void) {
    for (size_t i = 0; i < sizeof names / sizeof *names; i++) {
        void *library = dlopen(names[i], RTLD_NOW | RTLD_LOCAL);
        if (!library) continue;
        if (fill(library) && baton_curl.global_init(CURL_GLOBAL_DEFAULT) == CURLE_OK) {
            opened = true;
            return;
        }
        dlclose(library);
    }
}

bool baton_curl_open(void) {
    pthread_once(&once, open_once);
    return opened;
}
