/// The bytes that may stand in a token, such as a header's name (RFC 9110, section 5.6.2).
private let tokenBytes = Set(
    "!#$%&'*+-.^_`|~0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz".utf8
)

/// Headers that say how the message is framed or where it goes: the transfer alone sets them.
private let ownHeaders: Set<String> = [
    "host", "content-length", "transfer-encoding", "connection", "expect", "upgrade", "te", "trailer",
    "proxy-connection", "proxy-authorization", "keep-alive",
]

extension HTTPRequest {
    /// Checks what goes into the request as text: nothing may end a line and begin another.
    ///
    /// - Throws: ``HTTPError/badRequest(what:)``.
    func check() throws(HTTPError) {
        for (name, value) in headers {
            guard !name.isEmpty, name.utf8.allSatisfy(tokenBytes.contains) else {
                throw .badRequest(what: "a header whose name is no token")
            }
            guard !ownHeaders.contains(name.lowercased()) else {
                throw .badRequest(what: "the header \"\(name)\", which the transfer sets itself,")
            }
            guard isPlain(value) else {
                throw .badRequest(what: "the header \"\(name)\" with a control character in its value")
            }
        }
        if method == .head, case .none = body {
        } else if method == .head {
            throw .badRequest(what: "a HEAD request with a body")
        }
        guard contents.allSatisfy({ $0.length ?? 0 >= 0 }) else {
            throw .badRequest(what: "a body of negative length")
        }
        guard case .multipart(let parts) = body else { return }
        guard !parts.isEmpty else { throw .badRequest(what: "a form without fields") }
        for part in parts
        where !isPlain(part.name) || !isPlain(part.filename ?? "") || !isPlain(part.contentType ?? "") {
            throw .badRequest(what: "a form field with a control character in its name or type")
        }
    }

    private var contents: [HTTPContent] {
        switch body {
        case .none: []
        case .content(let content): [content]
        case .multipart(let parts): parts.map(\.content)
        }
    }

    /// The header lines as libcurl takes them.
    func headerList() throws -> HeaderList {
        var list = HeaderList()
        // libcurl would wait up to a second for a "100 Continue" that few servers send.
        try list.append("Expect:")
        for (name, value) in headers {
            // "Name:" takes a header away, "Name;" is one with an empty value.
            try list.append(value.isEmpty ? "\(name);" : "\(name): \(value)")
        }
        return list
    }
}

/// Whether `text` holds no control character but tabs.
func isPlain(_ text: String) -> Bool {
    text.utf8.allSatisfy { $0 >= 0x20 && $0 != 0x7F || $0 == 0x09 }
}
