import CCurl

/// An easy handle of libcurl: the options of one transfer, and connections that outlive it.
@safe struct Handle: ~Copyable {
    /// The handle for calls of the C library.
    let raw: UnsafeMutableRawPointer

    init() throws(HTTPError) {
        guard baton_curl_open(), let raw = unsafe baton_curl_easy_init() else { throw .unavailable }
        unsafe self.raw = unsafe raw
    }

    deinit { unsafe baton_curl_easy_cleanup(raw) }

    /// Forgets all options; connections stay open for the next transfer.
    func reset() { unsafe baton_curl_easy_reset(raw) }

    func set(_ option: CURLoption, _ value: String) throws {
        try check(unsafe baton_curl_set_string(raw, option, value))
    }

    func set(_ option: CURLoption, _ value: Int) throws {
        try check(unsafe baton_curl_set_long(raw, option, value))
    }

    func set(_ option: CURLoption, bytes value: Int) throws {
        try check(unsafe baton_curl_set_offset(raw, option, curl_off_t(value)))
    }

    func integer(_ info: CURLINFO) -> Int { unsafe baton_curl_info_long(raw, info) }

    /// A time of the last transfer, in microseconds.
    func time(_ info: CURLINFO) -> Int { unsafe Int(baton_curl_info_offset(raw, info)) }

    func string(_ info: CURLINFO) -> String? {
        guard let text = unsafe baton_curl_info_string(raw, info) else { return nil }
        return unsafe String(cString: text)
    }

    /// Throws what an option's setting answered.
    func check(_ code: CURLcode) throws {
        guard code == CURLE_OK else { throw SetupError(code: code) }
    }
}

/// An option that libcurl would not take.
struct SetupError: Error {
    let code: CURLcode
}
