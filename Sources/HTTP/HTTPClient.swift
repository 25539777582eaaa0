import CCurl

/// A client that sends one request after the other and waits for each answer.
///
/// Connections stay open between requests to the same server. TLS is always verified; cookies, `.netrc` and
/// user information in URLs are never used. libcurl is opened when the first client is made.
public final class HTTPClient {
    private let handle: Handle
    private let userAgent: String
    private let network: HTTPNetwork
    private let isCancelled: () -> Bool
    private var isBusy = false
    /// Whether all of the last request's body was handed to the network, so that the server may have got the whole
    /// of it, whatever became of the answer; true for a request without a body.
    public private(set) var hasSentBody = false

    /// The statuses that send on to another place (RFC 9110, section 15.4); 300 leaves the choice to a person.
    private static let redirects: Set<Int> = [301, 302, 303, 307, 308]

    /// A client that names itself `userAgent`.
    ///
    /// - Parameters:
    ///   - userAgent: the value of the `User-Agent` header; a control character in it is refused by ``send(_:progress:)``.
    ///   - network: proxies and certificates; the environment is not read otherwise.
    ///   - isCancelled: asked at least once a second while a request runs; true ends it.
    /// - Throws: ``HTTPError/unavailable``.
    public init(
        userAgent: String,
        network: HTTPNetwork = HTTPNetwork(),
        isCancelled: @escaping () -> Bool = { false }
    ) throws(HTTPError) {
        handle = try Handle()
        self.userAgent = userAgent
        self.network = network
        self.isCancelled = isCancelled
    }

    /// The version of libcurl, such as `7.88.1`, or nil where there is none.
    public static var libraryVersion: String? {
        guard baton_curl_open(), let version = unsafe baton_curl_version() else { return nil }
        return unsafe String(cString: version)
    }

    /// Sends `request` and returns the answer, whatever its status.
    ///
    /// - Parameters:
    ///   - request: what to send.
    ///   - progress: told how far the transfer has come, each time that changed.
    /// - Returns: the answer with its whole body.
    /// - Throws: ``HTTPError``, and what the reader of a body throws. A status such as 404 is not an error.
    public func send(
        _ request: HTTPRequest,
        progress: ((HTTPProgress) -> Void)? = nil
    ) throws -> HTTPResponse {
        try run(request, Transfer.Hooks(isCancelled: isCancelled, progress: progress))
    }

    /// Sends `request` and hands the body of a good answer, status 200 to 299, to `receive` piece by piece.
    ///
    /// - Parameters:
    ///   - request: what to send.
    ///   - progress: told how far the transfer has come, each time that changed.
    ///   - begin: gets status and headers of the good answer before its first byte; what it throws ends the request.
    ///   - receive: gets the next bytes; what it throws ends the request.
    /// - Returns: the answer. Its body is empty, or, at another status, the first 64 KiB of it.
    /// - Throws: ``HTTPError``, and what the reader of a body or `receive` throws.
    public func send(
        _ request: HTTPRequest,
        progress: ((HTTPProgress) -> Void)? = nil,
        begin: (_ status: Int, _ headers: HTTPHeaders) throws -> Void = { _, _ in },
        receive: (_ bytes: [UInt8]) throws -> Void
    ) throws -> HTTPResponse {
        try withoutActuallyEscaping(begin) { begin in
            try withoutActuallyEscaping(receive) { receive in
                try run(
                    request,
                    Transfer.Hooks(
                        isCancelled: isCancelled,
                        progress: progress,
                        begin: begin,
                        receive: receive
                    )
                )
            }
        }
    }

    /// Sends a request and follows where it is sent on to, as far as it allows.
    private func run(_ request: HTTPRequest, _ hooks: Transfer.Hooks) throws -> HTTPResponse {
        precondition(!isBusy, "a client sends one request at a time")
        isBusy = true
        defer { isBusy = false }

        try request.check()
        guard isPlain(userAgent) else { throw HTTPError.badRequest(what: "the name of the program") }
        guard !isCancelled() else { throw HTTPError.cancelled }
        var hop = request
        var url = try HTTPURL(request.url)
        guard url.scheme == "https" || request.allowsPlainHTTP else {
            throw HTTPError.schemeRefused(scheme: url.scheme)
        }
        var followed = 0
        var left = request.limits.total
        while true {
            let answer =
                if let substitute = network.substitute {
                    try answer(of: substitute, to: hop, at: url, hooks)
                } else {
                    try perform(Transfer(hop, to: url, hooks: hooks), total: left)
                }
            guard request.redirects > 0, let place = answer.place else { return answer.response }
            guard followed < request.redirects else {
                throw HTTPError.tooManyRedirects(host: url.host, limit: request.redirects)
            }
            followed += 1
            let old = url
            (hop, url) = try hop.redirected(by: answer.response.status, from: url, to: place)
            guard request.mayFollow(url) else {
                throw HTTPError.redirectRefused(host: old.host, reason: "\"\(url.host)\" is not allowed")
            }
            if left > .zero {
                left -= answer.time
                guard left > .zero else {
                    throw HTTPError.timeout(host: url.host, limit: request.limits.total)
                }
            }
        }
    }

    /// What one transfer brought.
    private struct Answer {
        let response: HTTPResponse
        /// Where it sends on to, as an absolute URL; nil where it does not.
        let place: String?
        let time: Duration
    }

    /// What a substitute answers in place of a server.
    private func answer(of name: String, to request: HTTPRequest, at url: HTTPURL, _ hooks: Transfer.Hooks)
        throws -> Answer
    {
        var response = try HTTPSubstitute.answer(of: name, to: request, at: url)
        hasSentBody = true
        if let receive = hooks.receive, 200...299 ~= response.status {
            try hooks.begin?(response.status, response.headers)
            try receive(response.body)
            response = HTTPResponse(
                status: response.status,
                headers: response.headers,
                url: response.url,
                body: []
            )
        }
        let place = Self.redirects.contains(response.status) ? response.headers["location"] : nil
        return Answer(response: response, place: place, time: .zero)
    }

    /// Runs one transfer to its end.
    private func perform(_ transfer: Transfer, total: Duration) throws -> Answer {
        var message = [CChar](repeating: 0, count: Int(CURL_ERROR_SIZE))
        handle.reset()
        // Nothing of this transfer, such as its callbacks' context, stays behind.
        defer { handle.reset() }
        return try unsafe message.withUnsafeMutableBufferPointer { message in
            do {
                let code = unsafe try perform(transfer, total: total, message: message)
                if let failure = transfer.failure { throw failure }
                guard code == CURLE_OK else {
                    let text = unsafe String(
                        decoding: message.prefix { $0 != 0 }.map { UInt8(bitPattern: $0) },
                        as: UTF8.self
                    )
                    throw transfer.error(code, on: handle, message: text, total: total)
                }
                let status = handle.integer(CURLINFO_RESPONSE_CODE)
                return Answer(
                    response: transfer.response(status: status),
                    place: Self.redirects.contains(status) ? handle.string(CURLINFO_REDIRECT_URL) : nil,
                    time: .microseconds(handle.time(CURLINFO_TOTAL_TIME_T))
                )
            } catch let error as SetupError {
                throw error.httpError(host: transfer.url.host)
            }
        }
    }

    /// Sets the handle up and runs it: the result of libcurl, or what the body's reader threw.
    private func perform(
        _ transfer: Transfer,
        total: Duration,
        message: UnsafeMutableBufferPointer<CChar>
    ) throws -> CURLcode {
        let headers = try transfer.request.headerList()
        try transfer.configure(
            handle,
            userAgent: userAgent,
            network: network,
            headers: headers,
            total: total
        )
        try handle.check(unsafe baton_curl_set_error_buffer(handle.raw, message.baseAddress))

        hasSentBody = false
        var sources: [BodySource] = []
        var form: Form?
        switch transfer.request.body {
        case .none where transfer.request.method.announcesBody:
            sources = [BodySource(.bytes([]))]
        case .none:
            break
        case .content(let content):
            sources = [BodySource(content)]
        case .multipart(let parts):
            var made = try Form(for: handle)
            for part in parts { try made.append(part, for: handle) }
            sources = made.sources
            form = consume made
        }
        try transfer.configureBody(handle, source: form == nil ? sources.first : nil, form: form)
        // libcurl keeps pointers to all three until the transfer is over.
        let code = withExtendedLifetime(sources) {
            withExtendedLifetime(headers) { withExtendedLifetime(form) { transfer.run(on: handle) } }
        }
        hasSentBody = sources.allSatisfy(\.isSpent)
        if let failure = sources.lazy.compactMap(\.failure).first { throw failure }
        return code
    }
}
