internal import BatonSharing
internal import HTTP
internal import JSON
internal import Lua
internal import Platform

/// A client that is used again, so that its connections are.
final class WebClient {
    private let client: HTTPClient
    private final class Question { var isCancelled: () -> Bool = { false } }
    private let question: Question

    init(_ network: HTTPNetwork) throws {
        let question = Question()
        self.question = question
        client = try HTTPClient(
            userAgent: "baton/\(ProgramVersion.current)",
            network: network,
            isCancelled: { question.isCancelled() }
        )
    }

    /// Sends a request that `isCancelled` may end.
    func send(
        _ request: HTTPRequest,
        isCancelled: @escaping () -> Bool,
        progress: @escaping (HTTPProgress) -> Void
    ) throws -> HTTPResponse {
        question.isCancelled = isCancelled
        defer { question.isCancelled = { false } }
        return try client.send(request, progress: progress)
    }
}

/// One request of a script and its answer.
struct HttpExchange {
    let call: HostCall
    private var run: HostRun { call.run }

    /// Sends what the call describes.
    func answer(_ method: HTTPMethod, url text: String) throws -> HostValue {
        try Self.translated {
            let url = try HTTPURL(try withQuery(text))
            try check(url)
            let (body, type) = try body()
            var headers = try headers()
            if let type, !headers.contains(where: { $0.name.lowercased() == "content-type" }) {
                headers.append(("Content-Type", type))
            }
            let response = try send(try request(method, url, headers, body), size: body?.count ?? 0)
            if call.flag("check"), response.status >= 400 {
                throw HostError(
                    "http.status",
                    "\(call.function.fullName): \(response.url) answered with status \(response.status)"
                )
            }
            return Self.record(response)
        }
    }

    // MARK: The request

    private func request(
        _ method: HTTPMethod,
        _ url: HTTPURL,
        _ headers: [(name: String, value: String)],
        _ body: [UInt8]?
    ) throws -> HTTPRequest {
        let redirects = call.integer("redirects") ?? 5
        guard 0...20 ~= redirects else { throw call.problem("redirects", "must be from 0 to 20") }
        let largest = call.integer("max_bytes") ?? 16 << 20
        guard largest > 0 else { throw call.problem("max_bytes", "must be 1 or more") }
        let timeout = run.seconds(atMost: try call.seconds("timeout") ?? 30)
        let limits = HTTPLimits(
            connect: .seconds(min(15, timeout)),
            total: .seconds(timeout),
            responseBytes: max(1, min(largest, run.effects.traffic.left))
        )
        return HTTPRequest(
            method,
            url.text,
            headers: headers,
            body: body.map { .bytes($0) } ?? .none,
            limits: limits,
            redirects: redirects,
            allowsPlainHTTP: url.scheme == "http"
        )
    }

    private func check(_ url: HTTPURL) throws {
        guard run.mayAsk(url) else {
            throw HostError.denied(.http, call.function, name: url.permissionName)
        }
        // Servers and proxies keep the addresses that they are asked for.
        if !run.permissions.allows(.unredacted), try run.redacted(url.text) != url.text {
            throw HostError(
                "http.secret",
                "\(call.function.fullName): the address for '\(url.host)' holds what looks like a secret",
                hint: "send it in a header, from baton.secrets.get"
            )
        }
    }

    /// A text with a secret is no value of a header, unless it is one by which the script says who it is.
    private func check(header name: String, _ text: String) throws {
        let low = name.lowercased()
        let identifies =
            ["authorization", "proxy-authorization", "cookie"].contains(low)
            || ["key", "token", "secret"].contains { low.hasSuffix($0) }
        if identifies || run.permissions.allows(.unredacted) { return }
        // With its name in front, which may tell what it is.
        let line = "\(name): \(text)"
        guard try run.redacted(line) != run.masked(line) else { return }
        throw HostError(
            "http.secret",
            "\(call.function.fullName): the header '\(PrintableText.line(name))' holds what looks like a secret",
            hint: "pass it as a secret, from baton.secrets.get"
        )
    }

    private func withQuery(_ text: String) throws -> String {
        guard case .table = call["query"] else { return text }
        let query = try FormText.encode(call["query"], call, "query")
        let parts = text.split(separator: "#", maxSplits: 1, omittingEmptySubsequences: false)
        let address = parts.first.map(String.init) ?? ""
        if query.isEmpty { return address }
        return address + (address.contains("?") ? "&" : "?") + query
    }

    private func headers() throws -> [(name: String, value: String)] {
        guard case .table(let table) = call["headers"] else { return [] }
        return try table.map { key, value in
            guard case .string(let name) = key, let name = name.text else {
                throw call.problem("headers", "must hold names with texts or secrets")
            }
            guard let text = run.sensitiveText(value) else {
                throw call.problem("headers", "must hold names with texts or secrets")
            }
            if value.text != nil { try check(header: name, text) }
            // A text that repeats a secret is not the secret itself.
            return (name, value.text == nil ? text : run.masked(text))
        }.sorted { $0.name < $1.name }
    }

    /// The body without its secrets, with the type that it says it has.
    private func body() throws -> (bytes: [UInt8]?, type: String?) {
        let given = ["body", "json", "form"].filter { call.function.index(of: $0) != nil && call[$0] != .nil }
        guard given.count <= 1 else {
            throw call.problem(given[1], "stands beside '\(given[0])'; give only one")
        }
        switch given.first {
        case "json":
            return (try clean(ValueJSON.encode(call["json"], pretty: false)), "application/json")
        case "form":
            return (
                // Before it is encoded, when its texts stand there as they are.
                try clean(Array(try FormText.encode(try cleanForm(), call, "form").utf8)),
                "application/x-www-form-urlencoded"
            )
        case "body" where call["body"].isPresent:
            return (try clean(try call.content("body").bytes), nil)
        default: return (nil, nil)
        }
    }

    private func cleanForm() throws -> HostValue {
        try run.outputs(call["form"], unredacted: run.permissions.allows(.unredacted))
    }

    private func clean(_ bytes: [UInt8]) throws -> [UInt8] {
        // What is no text, such as an image, is not searched: a hit in it would be chance and its change damage.
        guard String(validating: bytes, as: UTF8.self) != nil else {
            return run.effects.secrets.masked(bytes)?.bytes ?? bytes
        }
        return try run.withoutSecrets(bytes).bytes
    }

    // MARK: The answer

    private func send(_ request: HTTPRequest, size: Int) throws -> HTTPResponse {
        let traffic = run.effects.traffic
        guard traffic.left >= max(1, size) else { throw overLimit() }
        let client =
            try run.effects.clients.popLast()
            ?? WebClient(HTTPNetwork(environment: run.context.environment))
        defer { run.effects.clients.append(client) }
        let run = run
        let stop = run.stopCondition
        // Asked while another thread may run code of this run, which does not change the permissions meanwhile.
        var refused: HTTPURL?
        var request = request
        request.mayFollow = { place in
            if run.mayAsk(place) { return true }
            refused = place
            return false
        }
        let isNarrowed = (request.limits.responseBytes ?? 0) < (call.integer("max_bytes") ?? 0)
        var counted = 0
        var isOver = false
        let uploading = size > 0 ? run.effects.uploading : nil
        do {
            return try run.waiting {
                try client.send(request) {
                    isOver || stop.isMet
                } progress: { progress in
                    // Of each hop the numbers begin anew.
                    let now = progress.sent + progress.received
                    traffic.add(max(0, now - (now < counted ? 0 : counted)))
                    counted = now
                    isOver = traffic.left == 0
                    uploading?(TransferProgress(done: progress.sent, total: progress.sentTotal))
                }
            }
        } catch let error as HTTPError {
            switch error {
            case .cancelled where isOver: throw overLimit()
            case .tooLarge where isNarrowed: throw overLimit()
            case .redirectRefused(let host, _):
                guard let refused else { throw error }
                throw HostError(
                    "denied",
                    "\(call.function.fullName): '\(host)' sends on to '\(refused.permissionName)', "
                        + "which needs the permission 'http' '\(refused.permissionName)'",
                    hint: "declare it under 'permissions:' in the recipe, or pass redirects = 0"
                )
            default: throw error
            }
        }
    }

    private func overLimit() -> HostError {
        HostError(
            "http.too_large",
            "\(call.function.fullName): the requests of one run may send and receive \(RunEffects.Traffic.limit >> 20) MB together"
        )
    }

    private static func record(_ response: HTTPResponse) -> HostValue {
        var headers: [String: HostValue] = [:]
        for line in response.headers.lines {
            let name = line.name.lowercased()
            let before = headers[name]?.text.map { $0 + (name == "set-cookie" ? "\n" : ", ") } ?? ""
            headers[name] = .text(before + line.value)
        }
        return .record([
            "status": .integer(response.status), "headers": .record(headers),
            "body": .string(LuaString(bytes: response.body)), "url": .text(response.url.text),
        ])
    }

    /// What `body` gives; failures of the client get kinds that scripts can tell apart.
    private static func translated(_ body: () throws -> HostValue) throws -> HostValue {
        do {
            return try body()
        } catch let error as HTTPError {
            let text = error.description
            switch error {
            case .cancelled: throw PlatformError.interrupted
            case .timeout, .connectTimeout, .stalled: throw HostError("http.timeout", text)
            case .couldNotResolve, .couldNotConnect, .proxyRefused, .connectionLost:
                throw HostError("http.connect", text)
            case .tls: throw HostError("http.tls", text)
            case .tooLarge: throw HostError("http.too_large", text, hint: "raise max_bytes")
            case .redirectRefused, .tooManyRedirects: throw HostError("http.redirect", text)
            case .badURL, .userInformation, .schemeRefused: throw HostError("http.url", text)
            case .badRequest: throw HostError("arg", text)
            case .unavailable, .bodyLength, .protocolError: throw HostError("http.failed", text)
            }
        }
    }
}

/// Names and values as HTML forms and queries have them (`application/x-www-form-urlencoded`).
enum FormText {
    /// The text, in the order of the names; a list gives its name several times.
    static func encode(_ value: HostValue, _ call: HostCall, _ field: String) throws -> String {
        guard case .table(let table) = value else {
            if value.list?.isEmpty == true { return "" }
            throw call.problem(field, "must hold names with values")
        }
        var pairs: [(name: String, value: String)] = []
        for (key, value) in table {
            guard case .string(let name) = key, let name = name.text else {
                throw call.problem(field, "must hold names with values")
            }
            for element in value.list ?? [value] {
                switch element {
                case .string, .int, .number, .bool: pairs.append((name, PlainText.of(element)))
                default:
                    throw call.problem(
                        field,
                        "holds a \(element.typeName) under '\(PrintableText.line(name))'"
                    )
                }
            }
        }
        // In the order of the names; the values of one name keep theirs.
        let sorted = pairs.enumerated().sorted {
            ($0.element.name, $0.offset) < ($1.element.name, $1.offset)
        }
        return sorted.map {
            PercentEncoding.encode($0.element.name.utf8) + "=" + PercentEncoding.encode($0.element.value.utf8)
        }.joined(separator: "&")
    }
}

extension HostCall {
    /// A duration in seconds that may be missing: a number, or a text such as `500ms`, `30s`, `15m`, `2h`.
    func seconds(_ name: String) throws -> Double? {
        let value = self[name]
        guard value.isPresent else { return nil }
        var seconds = number(name)
        if let text = value.text { seconds = DurationParser.milliseconds(text).map { $0 / 1000 } }
        guard let seconds, seconds.isFinite, seconds >= 0, seconds <= 86_400 else {
            throw problem(name, "must be a duration up to a day, such as '500ms', '30s', '15m'")
        }
        return seconds
    }
}
