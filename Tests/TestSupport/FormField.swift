/// A field of a form that a ``LoopbackServer`` received.
public struct FormField: Sendable, Equatable {
    /// The name of the field.
    public let name: String
    /// The name of the file; nil for a plain value.
    public let filename: String?
    /// The media type, where the client gave one.
    public let contentType: String?
    /// The bytes.
    public let body: [UInt8]

    /// The bytes as text.
    public var text: String { String(decoding: body, as: UTF8.self) }
}

/// The fields of a `multipart/form-data` body (RFC 7578); none when it is not a whole one.
func parseForm(_ body: [UInt8], contentType: String) -> [FormField] {
    guard contentType.hasPrefix("multipart/form-data"),
        let boundary = parameter("boundary", of: contentType)
    else { return [] }
    let mark = Array("\r\n--\(boundary)".utf8)
    // The first mark has no line break before it; one put in front makes all alike.
    let bytes = Array("\r\n".utf8) + body
    var fields: [FormField] = []
    guard var start = find(mark, in: bytes, from: 0) else { return [] }
    while let next = find(mark, in: bytes, from: start + mark.count) {
        let part = Array(bytes[(start + mark.count)..<next])
        guard let split = find(Array("\r\n\r\n".utf8), in: part, from: 0) else { return [] }
        let lines = String(decoding: part[..<split], as: UTF8.self).split(separator: "\r\n")
        func header(_ name: String) -> String? {
            lines.first { $0.lowercased().hasPrefix(name + ":") }
                .map { String($0.dropFirst(name.count + 1).drop { $0 == " " }) }
        }
        let disposition = header("content-disposition") ?? ""
        fields.append(
            FormField(
                name: parameter("name", of: disposition) ?? "",
                filename: parameter("filename", of: disposition),
                contentType: header("content-type"),
                body: Array(part[(split + 4)...])
            )
        )
        start = next
    }
    return bytes[start...].starts(with: mark + Array("--\r\n".utf8)) ? fields : []
}

/// The value of a parameter of a header, quoted or not; a quoted one may hold any character but quotes.
private func parameter(_ name: String, of header: String) -> String? {
    var rest = header[...].drop { $0 != ";" }
    while !rest.isEmpty {
        rest = rest.dropFirst().drop { $0 == " " }
        let key = rest.prefix { $0 != "=" }
        rest = rest.dropFirst(key.count + 1)
        let isQuoted = rest.first == "\""
        let value = isQuoted ? rest.dropFirst().prefix { $0 != "\"" } : rest.prefix { $0 != ";" }
        if key == name { return String(value) }
        rest = rest[value.endIndex...].drop { $0 != ";" }
    }
    return nil
}
