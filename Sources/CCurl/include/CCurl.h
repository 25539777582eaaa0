// libcurl, opened at first use: a process that links it loads about thirty libraries before it can start.
//
// The functions here are the ones of libcurl with a fixed list of parameters, since Swift calls no
// variadic C. Constants and types come from libcurl's own header. Nothing may be called before
// baton_curl_open has answered yes.
#pragma once

#include <curl/curl.h>
#include <stdbool.h>
#include <stddef.h>

// Opens libcurl once for the process and sets it up; false when there is none that fits.
bool baton_curl_open(void);
// curl_version_info()->version, such as "7.88.1".
const char *baton_curl_version(void);

CURL *baton_curl_easy_init(void);
void baton_curl_easy_reset(CURL *handle);
void baton_curl_easy_cleanup(CURL *handle);
// curl_easy_perform with SIGPIPE held back in this thread.
CURLcode baton_curl_easy_perform(CURL *handle);
const char *baton_curl_easy_strerror(CURLcode code);

CURLcode baton_curl_set_string(CURL *handle, CURLoption option, const char *value);
CURLcode baton_curl_set_long(CURL *handle, CURLoption option, long value);
CURLcode baton_curl_set_offset(CURL *handle, CURLoption option, curl_off_t value);
CURLcode baton_curl_set_headers(CURL *handle, struct curl_slist *headers);
CURLcode baton_curl_set_mime(CURL *handle, curl_mime *mime);
// `buffer` holds CURL_ERROR_SIZE bytes and outlives the transfer.
CURLcode baton_curl_set_error_buffer(CURL *handle, char *buffer);
// Allows the one scheme "http" or "https", in a request and in a redirect.
CURLcode baton_curl_set_scheme(CURL *handle, const char *scheme);

// The callbacks of a transfer; all get `context`.
CURLcode baton_curl_set_write(CURL *handle, curl_write_callback function, void *context);
CURLcode baton_curl_set_header(CURL *handle, curl_write_callback function, void *context);
CURLcode baton_curl_set_read(CURL *handle, curl_read_callback function, void *context);
CURLcode baton_curl_set_seek(CURL *handle, curl_seek_callback function, void *context);
CURLcode baton_curl_set_progress(CURL *handle, curl_xferinfo_callback function, void *context);

// Fields of curl_easy_getinfo; 0 or NULL where there is no answer. A string lives as long as the
// handle is not used again.
long baton_curl_info_long(CURL *handle, CURLINFO info);
curl_off_t baton_curl_info_offset(CURL *handle, CURLINFO info);
const char *baton_curl_info_string(CURL *handle, CURLINFO info);

// Adds to a list that may be NULL; NULL when there is no memory, the old list is then still there.
struct curl_slist *baton_curl_slist_append(struct curl_slist *list, const char *text);
void baton_curl_slist_free(struct curl_slist *list);

curl_mime *baton_curl_mime_init(CURL *handle);
void baton_curl_mime_free(curl_mime *mime);
curl_mimepart *baton_curl_mime_addpart(curl_mime *mime);
CURLcode baton_curl_mime_name(curl_mimepart *part, const char *name);
CURLcode baton_curl_mime_filename(curl_mimepart *part, const char *name);
CURLcode baton_curl_mime_type(curl_mimepart *part, const char *type);
// `size` is -1 when it is not known. `context` must outlive the mime.
CURLcode baton_curl_mime_data(
    curl_mimepart *part, curl_off_t size, curl_read_callback read, curl_seek_callback seek, void *context);

CURLU *baton_curl_url(void);
void baton_curl_url_cleanup(CURLU *url);
CURLUcode baton_curl_url_set(CURLU *url, CURLUPart part, const char *text, unsigned int flags);
// NULL when there is no such part; else to be given to baton_curl_free.
char *baton_curl_url_get(CURLU *url, CURLUPart part, unsigned int flags);
void baton_curl_free(void *memory);
