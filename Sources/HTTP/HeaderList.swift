import CCurl

/// A list of header lines in libcurl's memory.
@safe struct HeaderList: ~Copyable {
    private(set) var raw: UnsafeMutablePointer<curl_slist>?

    init() { unsafe raw = nil }

    deinit { unsafe baton_curl_slist_free(raw) }

    mutating func append(_ line: String) throws {
        guard let longer = unsafe baton_curl_slist_append(raw, line) else {
            throw SetupError(code: CURLE_OUT_OF_MEMORY)
        }
        unsafe raw = unsafe longer
    }
}
