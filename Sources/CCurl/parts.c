#include "table.h"

struct curl_slist *baton_curl_slist_append(struct curl_slist *list, const char *text) {
    return baton_curl.slist_append(list, text);
}

void baton_curl_slist_free(struct curl_slist *list) { baton_curl.slist_free_all(list); }

curl_mime *baton_curl_mime_init(CURL *handle) { return baton_curl.mime_init(handle); }
void baton_curl_mime_free(curl_mime *mime) { baton_curl.mime_free(mime); }
curl_mimepart *baton_curl_mime_addpart(curl_mime *mime) { return baton_curl.mime_addpart(mime); }

CURLcode baton_curl_mime_name(curl_mimepart *part, const char *name) {
    return baton_curl.mime_name(part, name);
}

CURLcode baton_curl_mime_filename(curl_mimepart *part, const char *name) {
    return baton_curl.mime_filename(part, name);
}

CURLcode baton_curl_mime_type(curl_mimepart *part, const char *type) {
    return baton_curl.mime_type(part, type);
}

CURLcode baton_curl_mime_data(
    curl_mimepart *part, curl_off_t size, curl_read_callback read, curl_seek_callback seek, void *context) {
    return baton_curl.mime_data_cb(part, size, read, seek, NULL, context);
}

CURLU *baton_curl_url(void) { return baton_curl.url(); }
void baton_curl_url_cleanup(CURLU *url) { baton_curl.url_cleanup(url); }

CURLUcode baton_curl_url_set(CURLU *url, CURLUPart part, const char *text, unsigned int flags) {
    return baton_curl.url_set(url, part, text, flags);
}

char *baton_curl_url_get(CURLU *url, CURLUPart part, unsigned int flags) {
    char *text = NULL;
    return baton_curl.url_get(url, part, &text, flags) == CURLUE_OK ? text : NULL;
}

void baton_curl_free(void *memory) { baton_curl.free(memory); }
