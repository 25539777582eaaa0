import Synchronization

/// Stands for the network: clients that name it send nothing and get its answers.
///
/// A client names it by the variable ``variable`` of the environment that its ``HTTPNetwork`` is made from. A name that
/// nobody gave is an error, so that nothing is sent by mistake.
public final class HTTPSubstitute: Sendable {
    /// A request as it would have been sent.
    public struct Request: Sendable, Equatable {
        /// The method, such as `GET`.
        public let method: String
        /// The address, without a fragment.
        public let url: String
        /// Names and values of the headers.
        public let headers: [String: String]
        /// The body, or the bytes of the first file of a form.
        public let body: [UInt8]
    }

    /// What a request gets.
    public struct Answer: Sendable, Equatable {
        /// The status, such as 200.
        public var status: Int
        /// Names and values of the headers.
        public var headers: [(name: String, value: String)]
        /// The body.
        public var body: [UInt8]

        /// An answer.
        public init(status: Int = 200, headers: [(name: String, value: String)] = [], body: [UInt8] = []) {
            self.status = status
            self.headers = headers
            self.body = body
        }

        /// Compares all parts.
        public static func == (left: Answer, right: Answer) -> Bool {
            left.status == right.status && left.body == right.body
                && left.headers.elementsEqual(right.headers) { $0 == $1 }
        }
    }

    /// The variable that names a substitute.
    public static let variable = "HTTP_SUBSTITUTE"
    /// The value of the variable that names this one.
    public let name: String
    private static let known = Mutex<(count: Int, all: [String: @Sendable (Request) throws -> Answer])>(
        (0, [:])
    )

    /// A substitute that answers as the function does, until it goes away; it may be asked on any thread.
    public init(_ answer: @escaping @Sendable (Request) throws -> Answer) {
        name = Self.known.withLock { known in
            known.count += 1
            known.all["\(known.count)"] = answer
            return "\(known.count)"
        }
    }

    deinit {
        let name = name
        Self.known.withLock { $0.all[name] = nil }
    }

    /// The answer of the substitute of that name to a request.
    ///
    /// - Throws: ``HTTPError/unavailable`` when there is none; what the substitute throws.
    static func answer(of name: String, to request: HTTPRequest, at url: HTTPURL) throws -> HTTPResponse {
        guard let answer = known.withLock({ $0.all[name] }) else { throw HTTPError.unavailable }
        let asked = Request(
            method: request.method.rawValue,
            url: url.text,
            headers: Dictionary(request.headers.map { ($0.name, $0.value) }) { first, _ in first },
            body: try bytes(of: request.body)
        )
        let given = try answer(asked)
        if let limit = request.limits.responseBytes, limit > 0, given.body.count > limit {
            throw HTTPError.tooLarge(host: url.host, limit: limit)
        }
        var headers = HTTPHeaders()
        for line in given.headers { headers.take(Array("\(line.name): \(line.value)".utf8)) }
        return HTTPResponse(status: given.status, headers: headers, url: url, body: given.body)
    }

    private static func bytes(of body: HTTPBody) throws -> [UInt8] {
        switch body {
        case .none: return []
        case .content(let content): return try bytes(of: content)
        case .multipart(let parts):
            let part = parts.first { $0.filename != nil } ?? parts.first
            return try part.map { try bytes(of: $0.content) } ?? []
        }
    }

    private static func bytes(of content: HTTPContent) throws -> [UInt8] {
        switch content {
        case .bytes(let bytes): return bytes
        case .stream(_, let read):
            return try bytes(of: read)
        case .restartable(_, let open):
            return try bytes(of: open())
        }
    }

    private static func bytes(of read: (_ count: Int) throws -> [UInt8]) throws -> [UInt8] {
        var bytes: [UInt8] = []
        while true {
            let more = try read(1 << 16)
            if more.isEmpty { return bytes }
            bytes += more
        }
    }
}
