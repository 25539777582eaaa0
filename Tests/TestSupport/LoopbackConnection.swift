#if canImport(Glibc)
    import Glibc
#else
    import Darwin
#endif

/// One connection of a ``LoopbackServer``: reads requests and writes answers.
struct Connection {
    let socket: Int32
    let number: Int
    /// What was received and not read yet.
    private var waiting: [UInt8] = []

    init(socket: Int32, number: Int) {
        self.socket = socket
        self.number = number
    }

    /// The next request without its body, or nil when the client is done or speaks something else.
    mutating func readHead() -> LoopbackServer.Request? {
        guard let head = readThrough("\r\n\r\n") else { return nil }
        let lines = String(decoding: head, as: UTF8.self).split(separator: "\r\n")
        let first = (lines.first ?? "").split(separator: " ")
        guard first.count == 3 else { return nil }
        let headers: [(name: String, value: String)] = lines.dropFirst().compactMap { line in
            guard let colon = line.firstIndex(of: ":") else { return nil }
            let value = line[line.index(after: colon)...].drop { $0 == " " }
            return (String(line[..<colon]), String(value))
        }
        return LoopbackServer.Request(
            method: String(first[0]),
            target: String(first[1]),
            headers: headers,
            body: [],
            connection: number
        )
    }

    /// The request with its body, or nil when the client ended it too early.
    mutating func readBody(of head: LoopbackServer.Request) -> LoopbackServer.Request? {
        let isChunked = head.header("transfer-encoding")?.lowercased() == "chunked"
        let length = head.header("content-length").flatMap { Int($0) } ?? 0
        guard let body = isChunked ? readChunks() : read(length) else { return nil }
        var request = head
        request.body = body
        return request
    }

    /// Sends an answer, then takes in what the client still sends, so that the answer is not lost.
    mutating func refuse(_ response: LoopbackServer.Response) {
        var response = response
        response.headers.append(("Connection", "close"))
        guard write(response, isHead: false) else { return }
        shutdown(socket, Int32(SHUT_WR))
        waitForEnd()
    }

    /// Sends an answer; false when the connection is to end.
    mutating func write(_ response: LoopbackServer.Response, isHead: Bool) -> Bool {
        func head(_ framing: String) -> [UInt8] {
            let lines = response.headers.map { "\($0.name): \($0.value)\r\n" }.joined()
            return Array("HTTP/1.1 \(response.status) Test\r\n\(lines)\(framing)\r\n".utf8)
        }
        let body = response.body
        let length = "Content-Length: \(body.count)\r\n"
        switch response.mode {
        case .normal:
            return send(head(length) + (isHead ? [] : body))
        case .cut(let count):
            _ = send(head(length) + body.prefix(count))
            return false
        case .stall(let count):
            if send(head(length) + body.prefix(count)) { waitForEnd() }
            return false
        case .silent:
            waitForEnd()
            return false
        case .wrongLength(let announced):
            _ = send(head("Content-Length: \(announced)\r\n") + body)
            return false
        case .close:
            return false
        case .chunked:
            var bytes = head("Transfer-Encoding: chunked\r\n")
            for start in stride(from: 0, to: body.count, by: 1000) {
                let chunk = body[start..<min(start + 1000, body.count)]
                bytes += Array("\(String(chunk.count, radix: 16))\r\n".utf8) + chunk + Array("\r\n".utf8)
            }
            return send(bytes + Array("0\r\n\r\n".utf8))
        case .raw(let bytes):
            _ = send(bytes)
            return false
        }
    }

    // MARK: - Bytes

    /// Reads until the client, or the server's stop, ends the connection.
    private mutating func waitForEnd() {
        while receive() { waiting.removeAll() }
    }

    /// Waits for more bytes; false at the end.
    private mutating func receive() -> Bool {
        let room = 256 << 10
        let old = waiting.count
        waiting.reserveCapacity(old + room)
        let piece = [UInt8](unsafeUninitializedCapacity: room) { buffer, used in
            var got = 0
            repeat { got = recv(socket, buffer.baseAddress, room, 0) } while got < 0 && errno == EINTR
            used = max(got, 0)
        }
        waiting += piece
        return !piece.isEmpty
    }

    /// The next `count` bytes.
    private mutating func read(_ count: Int) -> [UInt8]? {
        while waiting.count < count {
            guard receive() else { return nil }
        }
        defer { waiting.removeFirst(count) }
        return Array(waiting.prefix(count))
    }

    /// The bytes up to `mark`, which is taken away too.
    private mutating func readThrough(_ mark: String) -> [UInt8]? {
        let mark = Array(mark.utf8)
        while true {
            if let start = find(mark, in: waiting, from: 0) {
                defer { waiting.removeFirst(start + mark.count) }
                return Array(waiting.prefix(start))
            }
            guard receive() else { return nil }
        }
    }

    /// A chunked body (RFC 9112, section 7.1).
    private mutating func readChunks() -> [UInt8]? {
        var body: [UInt8] = []
        while let line = readThrough("\r\n") {
            let digits = String(decoding: line, as: UTF8.self).prefix { $0 != ";" }
            guard let count = Int(digits, radix: 16), let chunk = read(count), let end = readThrough("\r\n")
            else { return nil }
            guard count > 0 else { return body }
            guard end.isEmpty else { return nil }
            body += chunk
        }
        return nil
    }

    private func send(_ bytes: [UInt8]) -> Bool {
        var sent = 0
        while sent < bytes.count {
            let count = bytes[sent...].withUnsafeBytes { rest in
                #if canImport(Glibc)
                    Glibc.send(socket, rest.baseAddress, rest.count, Int32(MSG_NOSIGNAL))
                #else
                    Darwin.send(socket, rest.baseAddress, rest.count, 0)
                #endif
            }
            if count < 0, errno == EINTR { continue }
            guard count > 0 else { return false }
            sent += count
        }
        return true
    }
}

/// Where `mark` begins in `bytes`, at `start` or later.
func find(_ mark: [UInt8], in bytes: [UInt8], from start: Int) -> Int? {
    bytes.withUnsafeBytes { bytes in
        guard let base = bytes.baseAddress, let first = mark.first else { return nil }
        var place = start
        while bytes.count - place >= mark.count {
            let room = bytes.count - place - mark.count + 1
            guard let found = memchr(base + place, Int32(first), room) else { return nil }
            place = UnsafeRawPointer(found) - base
            if memcmp(base + place, mark, mark.count) == 0 { return place }
            place += 1
        }
        return nil
    }
}
