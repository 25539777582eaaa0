import CCurl

/// The bytes of a body, or of one part of it, as libcurl asks for them.
final class BodySource {
    private let content: HTTPContent
    /// How many bytes were handed on.
    private var given = 0
    /// What the reader gave and libcurl had no room for yet.
    private var waiting: ArraySlice<UInt8> = []
    private var ended = false
    /// The reader, once there is one.
    private var reader: ((_ count: Int) throws -> [UInt8])?
    /// What went wrong; libcurl only learns that something did.
    private(set) var failure: (any Error)?

    init(_ content: HTTPContent) { self.content = content }

    var length: Int? { content.length }

    /// Whether libcurl has asked for every byte, so that all of them may be on their way.
    var isSpent: Bool { content.length.map { given >= $0 } ?? ended }

    /// The object behind the `context` of a callback.
    static func from(_ context: UnsafeMutableRawPointer?) -> BodySource? {
        unsafe context.map { unsafe Unmanaged<BodySource>.fromOpaque($0).takeUnretainedValue() }
    }

    /// The `context` that stands for this object, which must outlive its use.
    var context: UnsafeMutableRawPointer { unsafe Unmanaged.passUnretained(self).toOpaque() }

    /// Copies the next bytes to `buffer`: their number, 0 at the end, or nil when reading failed.
    func read(into buffer: UnsafeMutableRawBufferPointer) -> Int? {
        do {
            let bytes = try next(buffer.count)
            unsafe buffer.copyBytes(from: bytes)
            given += bytes.count
            return bytes.count
        } catch {
            failure = error
            return nil
        }
    }

    /// Goes to `offset`; false where that cannot be.
    func seek(to offset: Int) -> Bool {
        switch content {
        case .bytes(let bytes) where 0...bytes.count ~= offset:
            given = offset
            return true
        case .restartable where offset == 0:
            (given, waiting, ended, reader) = (0, [], false, nil)
            return true
        default:
            return offset == 0 && given == 0 && waiting.isEmpty && !ended
        }
    }

    /// The next bytes, at most `count`.
    private func next(_ count: Int) throws -> ArraySlice<UInt8> {
        switch content {
        case .bytes(let bytes):
            return bytes[given..<min(given + count, bytes.count)]
        case .stream(let length, let read):
            return try next(count, of: length, read)
        case .restartable(let length, let open):
            let read = try reader ?? open()
            reader = read
            return try next(count, of: length, read)
        }
    }

    /// The next bytes of a reader that was to give so many in all.
    private func next(_ count: Int, of length: Int?, _ read: (_ count: Int) throws -> [UInt8]) throws
        -> ArraySlice<UInt8>
    {
        if waiting.isEmpty, !ended {
            waiting = try read(count)[...]
            ended = waiting.isEmpty
            let seen = given + waiting.count
            if let length, ended ? seen < length : seen > length {
                throw HTTPError.bodyLength(expected: length, given: seen)
            }
        }
        defer { waiting = waiting.dropFirst(count) }
        return waiting.prefix(count)
    }
}

/// Reads for libcurl: `curl_read_callback`, with a ``BodySource`` as its context.
nonisolated(unsafe) let readBody: curl_read_callback = { buffer, size, count, context in
    guard let source = unsafe BodySource.from(context), let buffer = unsafe buffer else {
        return Int(CURL_READFUNC_ABORT)
    }
    let room = unsafe UnsafeMutableRawBufferPointer(start: buffer, count: size * count)
    return unsafe source.read(into: room) ?? Int(CURL_READFUNC_ABORT)
}

/// Goes back for libcurl: `curl_seek_callback`, with a ``BodySource`` as its context.
nonisolated(unsafe) let seekBody: curl_seek_callback = { context, offset, origin in
    // libcurl only ever counts from the start (SEEK_SET, 0).
    guard origin == 0, let source = unsafe BodySource.from(context), source.seek(to: Int(offset)) else {
        return CURL_SEEKFUNC_CANTSEEK
    }
    return CURL_SEEKFUNC_OK
}
