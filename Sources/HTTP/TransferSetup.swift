import CCurl

extension Transfer {
    /// Sets every option of the transfer but its body on a handle that was reset.
    func configure(
        _ handle: borrowing Handle,
        userAgent: String,
        network: HTTPNetwork,
        headers: borrowing HeaderList,
        total: Duration
    ) throws {
        precondition(!url.text.contains("#"), "a fragment must never reach the network")
        try register(on: handle)
        try handle.set(CURLOPT_URL, url.text)
        // The scheme is the checked one, here and in whatever a redirect says.
        try handle.check(unsafe baton_curl_set_scheme(handle.raw, url.scheme))
        try handle.set(CURLOPT_FOLLOWLOCATION, 0)
        try handle.set(CURLOPT_PATH_AS_IS, 1)
        try handle.set(CURLOPT_USERAGENT, userAgent)
        try handle.check(unsafe baton_curl_set_headers(handle.raw, headers.raw))
        // Signals and timeouts of the name resolver do not go together in a program with threads.
        try handle.set(CURLOPT_NOSIGNAL, 1)
        try handle.set(CURLOPT_NETRC, Int(CURL_NETRC_IGNORED.rawValue))
        try handle.set(CURLOPT_SUPPRESS_CONNECT_HEADERS, 1)
        // A libcurl without HTTP/2 says no to this and stays with 1.1, which is as good.
        _ = unsafe baton_curl_set_long(handle.raw, CURLOPT_HTTP_VERSION, Int(CURL_HTTP_VERSION_2TLS))
        // Large pieces: the copy from libcurl's memory is per call. Old ones have a smaller upper limit.
        _ = unsafe baton_curl_set_long(handle.raw, CURLOPT_BUFFERSIZE, 256 << 10)
        _ = unsafe baton_curl_set_long(handle.raw, CURLOPT_UPLOAD_BUFFERSIZE, 1 << 20)
        try configureTrust(handle, network)
        try configureLimits(handle, total: total)
    }

    /// Sets certificates and proxy.
    ///
    /// The environment was read by the caller: libcurl is kept from reading its own.
    private func configureTrust(_ handle: borrowing Handle, _ network: HTTPNetwork) throws {
        try handle.set(CURLOPT_SSL_VERIFYPEER, 1)
        try handle.set(CURLOPT_SSL_VERIFYHOST, 2)
        try handle.set(CURLOPT_SSLVERSION, Int(CURL_SSLVERSION_TLSv1_2))
        if let file = network.certificateFile {
            try handle.set(CURLOPT_CAINFO, file)
            // The system's folder would be trusted besides.
            _ = unsafe baton_curl_set_string(handle.raw, CURLOPT_CAPATH, nil)
        }
        if let folder = network.certificateFolder { try handle.set(CURLOPT_CAPATH, folder) }
        // An empty text is "no proxy, whatever the environment says".
        try handle.set(CURLOPT_PROXY, (url.scheme == "https" ? network.httpsProxy : network.httpProxy) ?? "")
        try handle.set(CURLOPT_NOPROXY, network.noProxy ?? "")
    }

    private func configureLimits(_ handle: borrowing Handle, total: Duration) throws {
        let limits = request.limits
        // 0 would mean libcurl's five minutes.
        try handle.set(CURLOPT_CONNECTTIMEOUT_MS, max(limits.connect.milliseconds, 1))
        try handle.set(CURLOPT_TIMEOUT_MS, total.milliseconds)
        try handle.set(CURLOPT_LOW_SPEED_TIME, (limits.stall.milliseconds + 999) / 1000)
        try handle.set(CURLOPT_LOW_SPEED_LIMIT, max(limits.stallBytes, 1))
        // An announced length above the limit ends the transfer before its first byte; 0 is no limit to libcurl,
        // and the length that HEAD asks for is not one that comes.
        if let bytes = limits.responseBytes, bytes > 0, request.method != .head {
            try handle.set(CURLOPT_MAXFILESIZE_LARGE, bytes: bytes)
        }
    }

    /// Sets method and body; `source` and `form` are the body's owners, where there is one of the kind.
    func configureBody(_ handle: borrowing Handle, source: BodySource?, form: borrowing Form?) throws {
        switch request.body {
        case .none where request.method == .head:
            try handle.set(CURLOPT_NOBODY, 1)
            return
        case .none:
            try handle.set(CURLOPT_HTTPGET, 1)
        case .content, .multipart:
            break
        }
        if let source {
            // An upload, whatever the method: a POST of libcurl's would add a content type of its own.
            try handle.set(CURLOPT_UPLOAD, 1)
            try handle.set(CURLOPT_INFILESIZE_LARGE, bytes: source.length ?? -1)
            try handle.check(unsafe baton_curl_set_read(handle.raw, readBody, source.context))
            try handle.check(unsafe baton_curl_set_seek(handle.raw, seekBody, source.context))
        }
        if form != nil {
            try setForm(handle, form)
        }
        // A kept connection may turn out dead after the first bytes went out, and those cannot be read again.
        if !request.body.isRepeatable { try handle.set(CURLOPT_FRESH_CONNECT, 1) }
        try handle.set(CURLOPT_CUSTOMREQUEST, request.method.rawValue)
    }

    private func setForm(_ handle: borrowing Handle, _ form: borrowing Form?) throws {
        switch form {
        case .some(let form): try handle.check(unsafe baton_curl_set_mime(handle.raw, form.raw))
        case .none: break
        }
    }
}
