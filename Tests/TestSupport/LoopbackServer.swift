import Synchronization

#if canImport(Glibc)
    import Glibc
#else
    import Darwin
#endif

/// A small HTTP/1.1 server on 127.0.0.1 for tests: it answers as a closure says, well or badly.
///
/// ```swift
/// let server = try LoopbackServer { request in .init(body: Array("hello".utf8)) }
/// // … server.url("/path") …
/// #expect(server.requests.count == 1)
/// ```
/// It stops by itself when the value goes.
public final class LoopbackServer: Sendable {
    /// What a client asked.
    public struct Request: Sendable {
        /// The method as sent.
        public let method: String
        /// The target as sent, the query included.
        public let target: String
        /// The header lines in their order.
        public let headers: [(name: String, value: String)]
        /// The body, chunks put together.
        public internal(set) var body: [UInt8]
        /// The number of the connection it came over, from 0.
        public let connection: Int

        /// The target without its query.
        public var path: String { String(target.prefix { $0 != "?" }) }

        /// The value of the first header called `name`, in upper or lower case.
        public func header(_ name: String) -> String? {
            headers.first { $0.name.lowercased() == name.lowercased() }?.value
        }

        /// The fields of a `multipart/form-data` body; none when it is not one.
        public var fields: [FormField] { parseForm(body, contentType: header("content-type") ?? "") }
    }

    /// What to answer.
    public struct Response: Sendable {
        /// How the answer travels.
        public enum Mode: Sendable {
            /// As it should.
            case normal
            /// The connection ends after so many bytes of the body, all of which were announced.
            case cut(after: Int)
            /// Nothing more comes after so many bytes of the body, and the connection stays.
            case stall(after: Int)
            /// Nothing comes at all, and the connection stays.
            case silent
            /// This length is announced, the body is sent, the connection ends.
            case wrongLength(Int)
            /// The connection ends without an answer.
            case close
            /// The body goes in chunks, without a length.
            case chunked
            /// These bytes stand for the whole answer.
            case raw([UInt8])
        }

        /// The status.
        public var status: Int
        /// Header lines besides `Content-Length`.
        public var headers: [(name: String, value: String)]
        /// The body.
        public var body: [UInt8]
        /// How the answer travels.
        public var mode: Mode

        /// An answer; without more, an empty one of status 200.
        public init(
            status: Int = 200,
            headers: [(name: String, value: String)] = [],
            body: [UInt8] = [],
            mode: Mode = .normal
        ) {
            self.status = status
            self.headers = headers
            self.body = body
            self.mode = mode
        }

        /// An answer of text.
        public init(_ text: String, status: Int = 200, type: String = "text/plain") {
            self.init(status: status, headers: [("Content-Type", type)], body: Array(text.utf8))
        }
    }

    /// What a request is answered with; called on a thread of its own for each connection.
    public typealias Handler = @Sendable (Request) -> Response

    /// The port that it listens on.
    public let port: Int
    private let state: ServerState

    /// Listens on a free port and answers from now on.
    ///
    /// - Parameters:
    ///   - early: asked first, with a request that has no body yet; its answer is sent while the client may still
    ///     be sending, and ends the connection. Such a request is not logged.
    ///   - handler: asked when a request is complete.
    /// - Throws: ``LoopbackServerError`` when there is no free port.
    public init(
        early: @escaping @Sendable (Request) -> Response? = { _ in nil },
        _ handler: @escaping Handler
    ) throws {
        let listener: Int32
        (listener, port) = try bindToLoopback()
        guard listen(listener, 64) == 0 else {
            let code = errno
            close(listener)
            throw LoopbackServerError(errno: code)
        }
        let state = ServerState(listener: listener, early: early, handler: handler)
        self.state = state
        startThread { state.acceptAll() }
    }

    deinit { stop() }

    /// Ends all connections and stops answering; a second call does nothing.
    public func stop() { state.stop(port: port) }

    /// The requests so far, in the order in which they were complete.
    public var requests: [Request] { state.log.withLock { $0 } }

    /// The URL of `target`, which begins with a slash.
    public func url(_ target: String = "/") -> String { "http://127.0.0.1:\(port)\(target)" }
}

/// Why a server could not listen.
public struct LoopbackServerError: Error {
    /// The `errno` of the failed call.
    public let errno: Int32
}

/// Calls `body` with a port of 127.0.0.1 where nobody listens, and nobody can until it returns.
public func withDeafPort<Result>(_ body: (_ port: Int) throws -> Result) throws -> Result {
    let (socket, port) = try bindToLoopback()
    defer { close(socket) }
    return try body(port)
}

/// A socket that has a free port of 127.0.0.1 and does not listen yet.
private func bindToLoopback() throws -> (socket: Int32, port: Int) {
    let made = socket(AF_INET, streamSocket, 0)
    guard made >= 0 else { throw LoopbackServerError(errno: errno) }
    _ = fcntl(made, F_SETFD, FD_CLOEXEC)
    var address = loopbackAddress(port: 0)
    var size = socklen_t(MemoryLayout<sockaddr_in>.size)
    let isBound = withUnsafeMutablePointer(to: &address) { pointer in
        pointer.withMemoryRebound(to: sockaddr.self, capacity: 1) {
            bind(made, $0, size) == 0 && getsockname(made, $0, &size) == 0
        }
    }
    guard isBound else {
        let code = errno
        close(made)
        throw LoopbackServerError(errno: code)
    }
    return (made, Int(UInt16(bigEndian: address.sin_port)))
}

/// What the threads of a server share.
///
/// It outlives the server's value until the last of them is done.
private final class ServerState: Sendable {
    private struct Connections {
        var open: [Int: Int32] = [:]
        var count = 0
        var isStopping = false
    }

    let listener: Int32
    let early: @Sendable (LoopbackServer.Request) -> LoopbackServer.Response?
    let handler: LoopbackServer.Handler
    let log = Mutex<[LoopbackServer.Request]>([])
    private let connections = Mutex(Connections())

    init(
        listener: Int32,
        early: @escaping @Sendable (LoopbackServer.Request) -> LoopbackServer.Response?,
        handler: @escaping LoopbackServer.Handler
    ) {
        self.listener = listener
        self.early = early
        self.handler = handler
    }

    func acceptAll() {
        while true {
            let socket = accept(listener, nil, nil)
            if socket < 0, errno == EINTR || errno == ECONNABORTED { continue }
            guard socket >= 0 else { break }
            _ = fcntl(socket, F_SETFD, FD_CLOEXEC)
            let number: Int? = connections.withLock { state in
                guard !state.isStopping else { return nil }
                defer { state.count += 1 }
                state.open[state.count] = socket
                return state.count
            }
            guard let number else {
                close(socket)
                break
            }
            startThread { self.serve(socket, number) }
        }
        close(listener)
    }

    func stop(port: Int) {
        let first = connections.withLock { state in
            defer { state.isStopping = true }
            for socket in state.open.values { shutdown(socket, Int32(SHUT_RDWR)) }
            return !state.isStopping
        }
        guard first else { return }
        // A connection to itself wakes the thread that waits for one, on every system.
        let waker = socket(AF_INET, streamSocket, 0)
        var address = loopbackAddress(port: port)
        _ = withUnsafePointer(to: &address) { pointer in
            pointer.withMemoryRebound(to: sockaddr.self, capacity: 1) {
                connect(waker, $0, socklen_t(MemoryLayout<sockaddr_in>.size))
            }
        }
        close(waker)
    }

    /// Answers one connection until either side ends it.
    private func serve(_ socket: Int32, _ number: Int) {
        var connection = Connection(socket: socket, number: number)
        while let head = connection.readHead() {
            if let response = early(head) {
                connection.refuse(response)
                break
            }
            guard let request = connection.readBody(of: head) else { break }
            log.withLock { $0.append(request) }
            guard connection.write(handler(request), isHead: request.method == "HEAD") else { break }
        }
        connections.withLock { state in
            state.open[number] = nil
            // Under the lock: `stop` must not shut down a number that another file has by now.
            close(socket)
        }
    }
}

/// The address of a port on 127.0.0.1.
private func loopbackAddress(port: Int) -> sockaddr_in {
    var address = sockaddr_in()
    address.sin_family = sa_family_t(AF_INET)
    address.sin_port = in_port_t(port).bigEndian
    address.sin_addr.s_addr = in_addr_t(0x7F00_0001).bigEndian
    return address
}

#if canImport(Glibc)
    private let streamSocket = Int32(SOCK_STREAM.rawValue)
#else
    private let streamSocket = SOCK_STREAM
#endif

/// Runs `body` on a thread of its own that nobody waits for.
private func startThread(_ body: @escaping @Sendable () -> Void) {
    final class Box {
        let body: @Sendable () -> Void
        init(_ body: @escaping @Sendable () -> Void) { self.body = body }
    }
    let box = Unmanaged.passRetained(Box(body))
    #if canImport(Glibc)
        var thread = pthread_t()
        let code = pthread_create(
            &thread,
            nil,
            { context in
                context.map { Unmanaged<Box>.fromOpaque($0).takeRetainedValue().body() }
                return nil
            },
            box.toOpaque()
        )
        precondition(code == 0, "no thread for a test server")
        pthread_detach(thread)
    #else
        var thread: pthread_t?
        let code = pthread_create(
            &thread,
            nil,
            { context in
                Unmanaged<Box>.fromOpaque(context).takeRetainedValue().body()
                return nil
            },
            box.toOpaque()
        )
        precondition(code == 0, "no thread for a test server")
        thread.map { _ = pthread_detach($0) }
    #endif
}
