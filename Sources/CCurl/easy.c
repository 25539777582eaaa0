// For the signal functions, which C17 alone does not have.
#define _POSIX_C_SOURCE 200809L
#include "table.h"

#include <pthread.h>
#include <signal.h>

const char *baton_curl_version(void) {
    return baton_curl.version_info(CURLVERSION_NOW)->version;
}

CURL *baton_curl_easy_init(void) { return baton_curl.easy_init(); }
void baton_curl_easy_reset(CURL *handle) { baton_curl.easy_reset(handle); }
void baton_curl_easy_cleanup(CURL *handle) { baton_curl.easy_cleanup(handle); }
const char *baton_curl_easy_strerror(CURLcode code) { return baton_curl.easy_strerror(code); }

// With CURLOPT_NOSIGNAL libcurl leaves SIGPIPE alone, and some TLS libraries write without MSG_NOSIGNAL.
// A signal that this call brought about is taken away before the mask is set back.
CURLcode baton_curl_easy_perform(CURL *handle) {
    sigset_t pipe_only, old, pending;
    sigemptyset(&pipe_only);
    sigaddset(&pipe_only, SIGPIPE);
    sigemptyset(&pending);
    sigpending(&pending);
    bool was_pending = sigismember(&pending, SIGPIPE);
    pthread_sigmask(SIG_BLOCK, &pipe_only, &old);
    CURLcode code = baton_curl.easy_perform(handle);
    sigpending(&pending);
    if (!was_pending && sigismember(&pending, SIGPIPE)) {
        int number;
        sigwait(&pipe_only, &number);
    }
    pthread_sigmask(SIG_SETMASK, &old, NULL);
    return code;
}

CURLcode baton_curl_set_string(CURL *handle, CURLoption option, const char *value) {
    return baton_curl.easy_setopt(handle, option, value);
}

CURLcode baton_curl_set_long(CURL *handle, CURLoption option, long value) {
    return baton_curl.easy_setopt(handle, option, value);
}

CURLcode baton_curl_set_offset(CURL *handle, CURLoption option, curl_off_t value) {
    return baton_curl.easy_setopt(handle, option, value);
}

CURLcode baton_curl_set_headers(CURL *handle, struct curl_slist *headers) {
    return baton_curl.easy_setopt(handle, CURLOPT_HTTPHEADER, headers);
}

CURLcode baton_curl_set_mime(CURL *handle, curl_mime *mime) {
    return baton_curl.easy_setopt(handle, CURLOPT_MIMEPOST, mime);
}

CURLcode baton_curl_set_error_buffer(CURL *handle, char *buffer) {
    return baton_curl.easy_setopt(handle, CURLOPT_ERRORBUFFER, buffer);
}

#pragma clang diagnostic ignored "-Wdeprecated-declarations"
CURLcode baton_curl_set_scheme(CURL *handle, const char *scheme) {
#if LIBCURL_VERSION_NUM >= 0x075500
    CURLcode code = baton_curl.easy_setopt(handle, CURLOPT_PROTOCOLS_STR, scheme);
    if (code == CURLE_OK) code = baton_curl.easy_setopt(handle, CURLOPT_REDIR_PROTOCOLS_STR, scheme);
    if (code != CURLE_UNKNOWN_OPTION) return code;
#endif
    // The header may be newer than the library that was found, so the old way stays.
    long mask = scheme[4] == 's' ? CURLPROTO_HTTPS : CURLPROTO_HTTP;
    CURLcode old = baton_curl.easy_setopt(handle, CURLOPT_PROTOCOLS, mask);
    return old == CURLE_OK ? baton_curl.easy_setopt(handle, CURLOPT_REDIR_PROTOCOLS, mask) : old;
}

// Sets a callback and what it is called with.
static CURLcode set_callback(
    CURL *handle, CURLoption option, void (*function)(void), CURLoption data, void *context) {
    CURLcode code = baton_curl.easy_setopt(handle, option, function);
    return code == CURLE_OK ? baton_curl.easy_setopt(handle, data, context) : code;
}

CURLcode baton_curl_set_write(CURL *handle, curl_write_callback function, void *context) {
    return set_callback(
        handle, CURLOPT_WRITEFUNCTION, (void (*)(void))function, CURLOPT_WRITEDATA, context);
}

CURLcode baton_curl_set_header(CURL *handle, curl_write_callback function, void *context) {
    return set_callback(
        handle, CURLOPT_HEADERFUNCTION, (void (*)(void))function, CURLOPT_HEADERDATA, context);
}

CURLcode baton_curl_set_read(CURL *handle, curl_read_callback function, void *context) {
    return set_callback(
        handle, CURLOPT_READFUNCTION, (void (*)(void))function, CURLOPT_READDATA, context);
}

CURLcode baton_curl_set_seek(CURL *handle, curl_seek_callback function, void *context) {
    return set_callback(
        handle, CURLOPT_SEEKFUNCTION, (void (*)(void))function, CURLOPT_SEEKDATA, context);
}

CURLcode baton_curl_set_progress(CURL *handle, curl_xferinfo_callback function, void *context) {
    CURLcode code = baton_curl.easy_setopt(handle, CURLOPT_NOPROGRESS, 0L);
    if (code != CURLE_OK) return code;
    return set_callback(
        handle, CURLOPT_XFERINFOFUNCTION, (void (*)(void))function, CURLOPT_XFERINFODATA, context);
}

long baton_curl_info_long(CURL *handle, CURLINFO info) {
    long value = 0;
    return baton_curl.easy_getinfo(handle, info, &value) == CURLE_OK ? value : 0;
}

curl_off_t baton_curl_info_offset(CURL *handle, CURLINFO info) {
    curl_off_t value = 0;
    return baton_curl.easy_getinfo(handle, info, &value) == CURLE_OK ? value : 0;
}

const char *baton_curl_info_string(CURL *handle, CURLINFO info) {
    char *value = NULL;
    return baton_curl.easy_getinfo(handle, info, &value) == CURLE_OK ? value : NULL;
}
