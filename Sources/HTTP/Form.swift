import CCurl

/// A form in libcurl's memory, with the sources that it reads from.
@safe struct Form: ~Copyable {
    let raw: OpaquePointer
    private(set) var sources: [BodySource] = []

    init(for handle: borrowing Handle) throws {
        guard let raw = unsafe baton_curl_mime_init(handle.raw) else {
            throw SetupError(code: CURLE_OUT_OF_MEMORY)
        }
        unsafe self.raw = unsafe raw
    }

    deinit { unsafe baton_curl_mime_free(raw) }

    mutating func append(_ part: HTTPPart, for handle: borrowing Handle) throws {
        guard let field = unsafe baton_curl_mime_addpart(raw) else {
            throw SetupError(code: CURLE_OUT_OF_MEMORY)
        }
        let source = BodySource(part.content)
        sources.append(source)
        try handle.check(unsafe baton_curl_mime_name(field, part.name))
        if let filename = part.filename {
            try handle.check(unsafe baton_curl_mime_filename(field, filename))
        }
        if let type = part.contentType {
            try handle.check(unsafe baton_curl_mime_type(field, type))
        }
        let length = curl_off_t(source.length ?? -1)
        try handle.check(unsafe baton_curl_mime_data(field, length, readBody, seekBody, source.context))
    }
}
