internal import HTTP
internal import Platform

/// A download that goes on where it stopped when the connection is lost (RFC 9110, section 14).
///
/// The rest is asked for only with what tells that the file is still the same: a strong `ETag`, else the time of its last
/// change. A server that sends the whole file again, or another one, begins anew.
struct Download {
    let url: String
    let host: String
    /// Header lines that the store of the file wants to see.
    var headers: [(name: String, value: String)] = []
    let allowsPlainHTTP: Bool
    let maxBytes: Int
    var repeats = Repeat.safe

    /// What came so far, and of which file.
    private final class State {
        let spool: Spool
        var validator: String?
        var total: Int?
        /// The status of an answer that is no part of the file.
        var refusal: Int?

        init(_ spool: Spool) { self.spool = spool }
    }

    /// The file's bytes; those of a large one are not in memory.
    ///
    /// - Throws: ``SharingError``, ``PlatformError``.
    func fetch(_ context: Context, progress: @escaping (TransferProgress) -> Void) throws -> Spool {
        let client = try Network.client(context, host: host)
        let state = State(Spool(in: context.variable("TMPDIR") ?? "/tmp"))
        var attempts = repeats
        var before = 0
        while true {
            do {
                try Network.again(
                    host: host,
                    attempts,
                    { progress(TransferProgress(done: state.spool.count, total: state.total, pause: $0)) },
                    context
                ) {
                    let response = try client.send(request(state)) { _ in
                    } begin: { status, headers in
                        try begin(state, status, headers)
                    } receive: { bytes in
                        try receive(bytes, state)
                        progress(TransferProgress(done: state.spool.count, total: state.total))
                    }
                    try finish(state, response)
                    return ((), state.refusal ?? response.status, response.headers["retry-after"])
                } hasSentAll: {
                    true
                }
                break
            } catch let error as SharingError {
                // As long as more of the file comes with each try, it is not given up.
                guard case .transfer = error, state.spool.count > before, repeats.attempts > 1 else {
                    throw error
                }
                before = state.spool.count
                attempts = repeats
            }
        }
        if let refusal = state.refusal { throw SharingError.notThere(host: host, status: refusal) }
        return state.spool
    }

    private func request(_ state: State) -> HTTPRequest {
        var request = HTTPRequest(.get, url, headers: headers, redirects: 5, allowsPlainHTTP: allowsPlainHTTP)
        request.limits.responseBytes = maxBytes
        state.refusal = nil
        if let validator = state.validator, state.spool.count > 0 {
            request.headers += [("Range", "bytes=\(state.spool.count)-"), ("If-Range", validator)]
        } else {
            state.spool.clear()
        }
        return request
    }

    /// Takes the head of a good answer in: the rest of the file, or all of it.
    private func begin(_ state: State, _ status: Int, _ headers: HTTPHeaders) throws {
        if status == 206, let range = ContentRange(headers["content-range"] ?? ""),
            range.start == state.spool.count,
            state.total == nil || range.total == nil || range.total == state.total
        {
            state.total = range.total ?? state.total
            return
        }
        state.spool.clear()
        guard status == 200 else {
            // A part that does not fit, or none that was asked for: from the beginning, without a range.
            state.validator = nil
            throw HTTPError.connectionLost(host: host)
        }
        state.validator = Self.validator(headers)
        state.total = headers["content-length"].flatMap { Int($0) }
    }

    private func receive(_ bytes: [UInt8], _ state: State) throws {
        guard state.spool.count + bytes.count <= maxBytes else {
            throw SharingError.downloadTooLarge(limit: maxBytes)
        }
        try state.spool.append(bytes)
    }

    /// Checks the end of an answer: that the file is whole.
    private func finish(_ state: State, _ response: HTTPResponse) throws {
        switch response.status {
        case 200, 206:
            guard let total = state.total, state.spool.count != total else { return }
            throw HTTPError.connectionLost(host: host)
        case 416 where state.spool.count > 0:
            // What is there is shorter than what came: another file.
            state.spool.clear()
            state.validator = nil
            throw HTTPError.connectionLost(host: host)
        default:
            state.refusal = response.status
        }
    }

    /// What names this version of the file in `If-Range`; nil when only a weak tag does, or nothing.
    static func validator(_ headers: HTTPHeaders) -> String? {
        if let tag = headers["etag"] {
            let isPlain = tag.utf8.count <= 256 && tag.utf8.allSatisfy { (0x21...0x7e).contains($0) }
            return isPlain && tag.hasPrefix("\"") ? tag : nil
        }
        guard let date = headers["last-modified"], date.utf8.count <= 64,
            date.utf8.allSatisfy({ (0x20...0x7e).contains($0) })
        else { return nil }
        return date
    }
}

/// `Content-Range: bytes 100-199/200`, where the total may be `*`.
struct ContentRange: Equatable {
    let start: Int
    let total: Int?

    /// Reads the header; nil when it is none.
    init?(_ text: String) {
        guard text.lowercased().hasPrefix("bytes "), let slash = text.firstIndex(of: "/") else { return nil }
        let range = text.dropFirst(6).prefix { $0 != "/" }
            .split(separator: "-", omittingEmptySubsequences: false)
        guard range.count == 2, let start = Int(range[0]), let end = Int(range[1]), start >= 0, end >= start
        else {
            return nil
        }
        self.start = start
        let rest = text[text.index(after: slash)...]
        total = rest == "*" ? nil : Int(rest)
        if rest != "*", total.map({ $0 <= end }) ?? true { return nil }
    }
}
