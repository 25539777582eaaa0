import Synchronization

/// A file-sharing service on 127.0.0.1 that answers as x0.at does, with its files in memory.
///
/// Behaviour: single_php_filehost 1dfdcd3. Success is status 200, `text/html` and the URL with a newline.
/// A form without the field `file` gets the page for visitors, with status 200 too.
public final class X0Service: Sendable {
    fileprivate struct State {
        var files: [String: [UInt8]] = [:]
        var made: UInt64 = 0
    }

    fileprivate final class Storage: Sendable {
        let state = Mutex(State())
        let byteLimit: Int

        init(byteLimit: Int) { self.byteLimit = byteLimit }
    }

    /// The page that visitors get.
    public static let page = "<!DOCTYPE html><html><head><title>Filehost</title></head></html>\n"

    private let storage: Storage
    private let server: LoopbackServer

    /// Serves from now on; files above `byteLimit` bytes are refused.
    public init(byteLimit: Int = 100 << 20) throws {
        let storage = Storage(byteLimit: byteLimit)
        self.storage = storage
        server = try LoopbackServer { storage.answer($0) }
    }

    /// The URL of the service, with the slash at its end.
    public var url: String { server.url() }

    /// The port of the service.
    public var port: Int { server.port }

    /// The requests so far.
    public var requests: [LoopbackServer.Request] { server.requests }

    /// The stored files by name.
    public var files: [String: [UInt8]] { storage.state.withLock { $0.files } }

    /// Takes a file away, as the daily purge does.
    public func remove(_ name: String) { storage.state.withLock { $0.files[name] = nil } }

    /// Stops answering.
    public func stop() { server.stop() }
}

extension X0Service.Storage {
    fileprivate func answer(_ request: LoopbackServer.Request) -> LoopbackServer.Response {
        switch request.method {
        case "POST": return store(request)
        case "GET", "HEAD":
            guard request.path != "/" else { return .init(X0Service.page, type: "text/html") }
            guard let bytes = state.withLock({ $0.files[String(request.path.dropFirst())] }) else {
                return .init("404 Not Found\n", status: 404, type: "text/html")
            }
            return .init(headers: [("Content-Type", "application/octet-stream")], body: bytes)
        default: return .init("", status: 405)
        }
    }

    private func store(_ request: LoopbackServer.Request) -> LoopbackServer.Response {
        let fields = request.fields
        guard let file = fields.first(where: { $0.name == "file" && $0.filename != nil }) else {
            return .init(X0Service.page, type: "text/html")
        }
        // The service writes its line end in single quotes, so that it stays a backslash and an n.
        guard !file.body.isEmpty else {
            return .init("Error 400: Uploaded file is empty\\n", status: 400, type: "text/html")
        }
        guard file.body.count <= byteLimit else {
            let limit = byteLimit >> 20
            return .init("Error 413: Max File Size (\(limit)MiB) Exceeded\n", status: 413, type: "text/html")
        }
        let wish = fields.first { $0.name == "id_length" }.flatMap { Int($0.text) } ?? 3
        let length = min(max(wish, 3), 24)
        let ending = Self.ending(of: file.filename ?? "")
        let name = state.withLock { state in
            state.made += 1
            let name = Self.identifier(state.made, length: length) + ending
            state.files[name] = file.body
            return name
        }
        let host = request.header("host") ?? "127.0.0.1"
        return .init("http://\(host)/\(name)\n", type: "text/html; charset=UTF-8")
    }

    /// The dot and at most seven characters of the extension; `.tar.gz` and its like stay whole.
    private static func ending(of filename: String) -> String {
        let pieces = filename.split(separator: ".", omittingEmptySubsequences: false)
        guard pieces.count > 1, let last = pieces.last, !last.isEmpty else { return "" }
        let isTar = pieces.count > 2 && pieces[pieces.count - 2] == "tar"
        return "." + (isTar ? "tar.\(last)" : String(last)).prefix(7)
    }

    /// A name of characters that the service uses, the same for the same number, no two alike in a test.
    private static func identifier(_ number: UInt64, length: Int) -> String {
        let alphabet = Array("ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_")
        // An odd factor scatters the numbers below 64³ over three characters without a clash.
        let first = number &* 40503
        var name = ""
        for place in 0..<UInt64(length) {
            let digit: UInt64 = place < 3 ? first >> (6 * place) : number &* 7 &+ place &* 11
            name.append(alphabet[Int(digit % 64)])
        }
        return name
    }
}
