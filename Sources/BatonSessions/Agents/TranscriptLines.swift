internal import Compression
internal import Platform

/// Reads a transcript of another agent line by line, unpacking it where it is compressed.
enum TranscriptLines {
    private static let piece = 1 << 17

    /// Calls `body` with each line that is no longer than a record may be, in order; it returns whether to go on.
    ///
    /// - Throws: ``PlatformError`` when the file cannot be read, ``SessionError/damaged(path:reason:)`` when it cannot be
    ///   unpacked, and what `body` throws.
    static func forEach(in path: String, _ body: (Span<UInt8>) throws -> Bool) throws {
        let file = try FileReader(path)
        guard try isCompressed(file) else {
            do {
                try LineReader(file, lineLimit: TranscriptIndex.lineLimit).forEachLine { line, _ in
                    if try !body(line) { throw Stop() }
                }
            } catch is Stop {}
            return
        }
        var splitter = LineSplitter()
        var isDone = false
        try unpack(file, path) { piece in
            isDone = try !splitter.add(piece, body)
            return !isDone
        }
        if !isDone { _ = try splitter.finish(body) }
    }

    /// The first bytes of a file, unpacked, and whether they are all of it.
    static func head(of path: String, count: Int) throws -> (bytes: [UInt8], isWhole: Bool) {
        let file = try FileReader(path)
        let first = try file.bytes(from: 0, count: count)
        guard ZstandardDecoder.recognizes(first.span) else { return (first, file.size <= first.count) }
        var bytes: [UInt8] = []
        try unpack(file, path) { piece in
            bytes.append(contentsOf: piece)
            return bytes.count <= count
        }
        return (Array(bytes.prefix(count)), bytes.count <= count)
    }

    /// The whole content, unpacked, at most `limit` bytes.
    static func whole(_ path: String, limit: Int) throws -> [UInt8] {
        let file = try FileReader(path)
        guard try isCompressed(file) else {
            return try file.all(limit: limit)
        }
        var bytes: [UInt8] = []
        try unpack(file, path, limit: limit) { piece in
            bytes.append(contentsOf: piece)
            return true
        }
        return bytes
    }

    /// Whether a file is compressed.
    static func isCompressed(_ path: String) throws -> Bool { try isCompressed(FileReader(path)) }

    private static func isCompressed(_ file: FileReader) throws -> Bool {
        // A variable of its own: the compiler fails on the span of a value that has no name.
        let start = try file.bytes(from: 0, count: 4)
        return ZstandardDecoder.recognizes(start.span)
    }

    private static func unpack(
        _ file: FileReader,
        _ path: String,
        limit: Int = ZstandardDecoder.defaultLimit,
        _ body: (Span<UInt8>) throws -> Bool
    ) throws {
        do {
            try unpack(file, limit, body)
        } catch let error as CompressionError {
            throw SessionError.damaged(path: path, reason: error.description)
        }
    }

    private static func unpack(_ file: FileReader, _ limit: Int, _ body: (Span<UInt8>) throws -> Bool) throws
    {
        var decoder = try ZstandardDecoder(limit: limit)
        var offset = 0
        while true {
            let bytes = try file.bytes(from: offset, count: piece)
            if bytes.isEmpty { break }
            offset += bytes.count
            if try !decoder.decode(bytes.span, body) { return }
        }
        try decoder.finish()
    }

    /// Ends the reading of lines.
    private struct Stop: Error {}
}

extension [UInt8] {
    fileprivate mutating func append(contentsOf bytes: Span<UInt8>) {
        unsafe bytes.withUnsafeBufferPointer { unsafe append(contentsOf: $0) }
    }
}

/// Puts lines together from pieces.
private struct LineSplitter {
    private var line: [UInt8] = []
    private var isTooLong = false

    /// Takes the next piece.
    ///
    /// - Returns: whether `body` wants more.
    mutating func add(_ piece: Span<UInt8>, _ body: (Span<UInt8>) throws -> Bool) throws -> Bool {
        var start = 0
        for index in piece.indices where piece[index] == 0x0a {
            take(piece.extracting(start..<index))
            start = index + 1
            if try !finish(body) { return false }
        }
        take(piece.extracting(droppingFirst: start))
        return true
    }

    /// Hands over the line that was begun.
    mutating func finish(_ body: (Span<UInt8>) throws -> Bool) throws -> Bool {
        defer {
            line.removeAll(keepingCapacity: line.count < 1 << 20)
            isTooLong = false
        }
        return line.isEmpty || isTooLong ? true : try body(line.span)
    }

    private mutating func take(_ bytes: Span<UInt8>) {
        if line.count + bytes.count > TranscriptIndex.lineLimit {
            isTooLong = true
            line = []
        }
        if !isTooLong { line.append(contentsOf: bytes) }
    }
}
