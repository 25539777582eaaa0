import CCurl

/// One request and its answer on the wire, without following redirects.
///
/// The object is what libcurl's callbacks get as their context; it lives as long as the call that runs it.
@safe final class Transfer {
    /// What a request asks of its caller while it runs.
    struct Hooks {
        var isCancelled: () -> Bool
        var progress: ((HTTPProgress) -> Void)?
        var begin: ((Int, HTTPHeaders) throws -> Void)?
        var receive: (([UInt8]) throws -> Void)?
    }

    /// The most bytes of a refusal's body that are kept when a receiver waits for the real thing.
    static let refusalLimit = 64 << 10
    /// The most bytes of header lines; real ones are a hundred times smaller.
    static let headerLimit = 256 << 10

    let request: HTTPRequest
    let url: HTTPURL
    private let hooks: Hooks
    private var headers = HTTPHeaders()
    private var headerBytes = 0
    private var body: [UInt8] = []
    private var bodyBytes = 0
    private var reported: HTTPProgress?
    /// Why a callback ended the transfer.
    private(set) var failure: (any Error)?
    /// The handle while the transfer runs.
    private var handle: UnsafeMutableRawPointer?

    init(_ request: HTTPRequest, to url: HTTPURL, hooks: Hooks) {
        self.request = request
        self.url = url
        self.hooks = hooks
        unsafe handle = nil
    }

    /// Runs the transfer on a handle whose options are all set.
    func run(on handle: borrowing Handle) -> CURLcode {
        unsafe self.handle = handle.raw
        defer { unsafe self.handle = nil }
        return unsafe baton_curl_easy_perform(handle.raw)
    }

    /// Registers the callbacks with the handle.
    func register(on handle: borrowing Handle) throws {
        let context = unsafe Unmanaged.passUnretained(self).toOpaque()
        try handle.check(unsafe baton_curl_set_write(handle.raw, takeBody, context))
        try handle.check(unsafe baton_curl_set_header(handle.raw, takeHeader, context))
        try handle.check(unsafe baton_curl_set_progress(handle.raw, takeProgress, context))
    }

    /// The answer, after a run that went well.
    func response(status: Int) -> HTTPResponse {
        HTTPResponse(status: status, headers: headers, url: url, body: body)
    }

    /// Takes a header line in; false ends the transfer.
    fileprivate func take(header line: [UInt8]) -> Bool {
        headerBytes += line.count
        guard headerBytes <= Self.headerLimit else {
            failure = HTTPError.tooLarge(host: url.host, limit: Self.headerLimit)
            return false
        }
        // What comes after the body is a trailer, which says nothing that is wanted here.
        if bodyBytes == 0 { headers.take(line) }
        return true
    }

    /// Takes a piece of the body in; false ends the transfer.
    fileprivate func take(body bytes: [UInt8]) -> Bool {
        bodyBytes += bytes.count
        if let limit = request.limits.responseBytes, bodyBytes > limit {
            failure = HTTPError.tooLarge(host: url.host, limit: limit)
            return false
        }
        guard let receive = hooks.receive else {
            body += bytes
            return true
        }
        let status = unsafe baton_curl_info_long(handle, CURLINFO_RESPONSE_CODE)
        guard 200..<300 ~= status else {
            body += bytes.prefix(Self.refusalLimit - body.count)
            return true
        }
        do {
            if bodyBytes == bytes.count { try hooks.begin?(status, headers) }
            try receive(bytes)
            return true
        } catch {
            failure = error
            return false
        }
    }

    /// Tells how far it came; false ends the transfer.
    fileprivate func take(progress: HTTPProgress) -> Bool {
        // Told before it may end: who stops a transfer wants to know whether all of it had gone out.
        if let report = hooks.progress, reported != progress {
            reported = progress
            report(progress)
        }
        guard !hooks.isCancelled() else {
            failure = HTTPError.cancelled
            return false
        }
        return true
    }
}

/// The transfer behind the `context` of a callback.
private func transfer(_ context: UnsafeMutableRawPointer?) -> Transfer? {
    unsafe context.map { unsafe Unmanaged<Transfer>.fromOpaque($0).takeUnretainedValue() }
}

/// `CURLOPT_WRITEFUNCTION`: any answer but the count ends the transfer.
nonisolated(unsafe) private let takeBody: curl_write_callback = { buffer, size, count, context in
    guard size * count > 0 else { return 0 }
    let bytes = unsafe [UInt8](UnsafeRawBufferPointer(start: buffer, count: size * count))
    return unsafe transfer(context)?.take(body: bytes) == true ? bytes.count : Int(CURL_WRITEFUNC_STOP)
}

/// `CURLOPT_HEADERFUNCTION`: one whole line a call.
nonisolated(unsafe) private let takeHeader: curl_write_callback = { buffer, size, count, context in
    guard size * count > 0 else { return 0 }
    let line = unsafe [UInt8](UnsafeRawBufferPointer(start: buffer, count: size * count))
    return unsafe transfer(context)?.take(header: line) == true ? line.count : Int(CURL_WRITEFUNC_STOP)
}

/// `CURLOPT_XFERINFOFUNCTION`: called at least once a second; any answer but 0 ends the transfer.
nonisolated(unsafe) private let takeProgress: curl_xferinfo_callback = {
    context,
    receivedTotal,
    received,
    sentTotal,
    sent in
    // A total of 0 is one that is not known, or nothing to come.
    let progress = HTTPProgress(
        sent: Int(sent),
        sentTotal: sentTotal > 0 ? Int(sentTotal) : nil,
        received: Int(received),
        receivedTotal: receivedTotal > 0 ? Int(receivedTotal) : nil
    )
    return unsafe transfer(context)?.take(progress: progress) == true ? 0 : 1
}

/// Ends a transfer from a write callback: no count is ever this large (`CURL_WRITEFUNC_ERROR`).
private let CURL_WRITEFUNC_STOP: UInt32 = 0xFFFF_FFFF
