// The functions of libcurl that are used, each found by its name at run time.
#pragma once

// The checks of the header would wrap the calls in macros that name the linked functions.
#define CURL_DISABLE_TYPECHECK
#include "CCurl.h"

#define BATON_CURL_FUNCTIONS(X) \
    X(global_init)              \
    X(version_info)             \
    X(easy_init)                \
    X(easy_reset)               \
    X(easy_cleanup)             \
    X(easy_perform)             \
    X(easy_strerror)            \
    X(easy_setopt)              \
    X(easy_getinfo)             \
    X(slist_append)             \
    X(slist_free_all)           \
    X(mime_init)                \
    X(mime_free)                \
    X(mime_addpart)             \
    X(mime_name)                \
    X(mime_filename)            \
    X(mime_type)                \
    X(mime_data_cb)             \
    X(url)                      \
    X(url_cleanup)              \
    X(url_set)                  \
    X(url_get)                  \
    X(free)

struct baton_curl_table {
#define DECLARE(name) __typeof__(curl_##name) *name;
    BATON_CURL_FUNCTIONS(DECLARE)
#undef DECLARE
};

extern struct baton_curl_table baton_curl __attribute__((visibility("hidden")));
