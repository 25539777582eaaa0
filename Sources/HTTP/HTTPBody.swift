/// What a request carries.
public enum HTTPBody {
    /// Nothing.
    case none
    /// The bytes of one thing, sent as they are.
    case content(HTTPContent)
    /// A form with files, `multipart/form-data` (RFC 7578).
    case multipart([HTTPPart])

    /// Bytes in memory.
    public static func bytes(_ bytes: [UInt8]) -> HTTPBody { .content(.bytes(bytes)) }

    /// Bytes that a reader gives; see ``HTTPContent/stream(length:read:)``.
    public static func stream(length: Int?, read: @escaping (_ count: Int) throws -> [UInt8]) -> HTTPBody {
        .content(.stream(length: length, read: read))
    }

    /// Whether the body can be sent a second time.
    public var isRepeatable: Bool {
        switch self {
        case .none: true
        case .content(let content): content.isRepeatable
        case .multipart(let parts): parts.allSatisfy(\.content.isRepeatable)
        }
    }
}

/// Where the bytes of a body, or of a part of it, come from.
public enum HTTPContent {
    /// Memory.
    case bytes([UInt8])
    /// A reader that gives the next bytes: `count` is how many fit at once, none means the end.
    ///
    /// With a length in bytes the reader must give exactly as many. Without, the body travels in chunks, which
    /// some servers refuse. What the reader throws ends the request and is thrown by it.
    case stream(length: Int?, read: (_ count: Int) throws -> [UInt8])
    /// A reader like that of ``stream(length:read:)`` that `open` gives anew each time the bytes are sent.
    case restartable(length: Int, open: () throws -> (_ count: Int) throws -> [UInt8])

    /// The length in bytes where it is known.
    public var length: Int? {
        switch self {
        case .bytes(let bytes): bytes.count
        case .stream(let length, _): length
        case .restartable(let length, _): length
        }
    }

    /// Whether the bytes can be read a second time.
    var isRepeatable: Bool {
        if case .stream = self { false } else { true }
    }
}

/// A field of a form: a file where it has a file name, else a value.
public struct HTTPPart {
    /// The name of the field.
    public var name: String
    /// The name of the file as the server is told.
    public var filename: String?
    /// The media type; a file without one is `application/octet-stream`.
    public var contentType: String?
    /// The bytes of the field.
    public var content: HTTPContent

    /// A file.
    public init(
        name: String,
        filename: String,
        contentType: String = "application/octet-stream",
        content: HTTPContent
    ) {
        self.name = name
        self.filename = filename
        self.contentType = contentType
        self.content = content
    }

    /// A plain value.
    public init(name: String, value: String) {
        self.name = name
        content = .bytes(Array(value.utf8))
    }
}
