import CCurl

/// The bytes of a body, or of one part of it, as libcurl asks for them.
final class BodySource {
    private let content: HTTPContent
    /// How many bytes were handed on.
    private var given = 0
    /// What the reader gave and libcurl had no room for yet.
    private var waiting: ArraySlice<UInt8> = []
    private var ended = false
    /// What went wrong; libcurl only learns that something did.
    private(set) var failure: (any Error)?

    init(_ content: HTTPContent) { self.content = content }

    var length: Int? { content.length }

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
        guard case .bytes(let bytes) = content, 0...bytes.count ~= offset else {
            return offset == 0 && given == 0 && waiting.isEmpty && !ended
        }
        given = offset
        return true
    }

    /// The next bytes, at most `count`.
    private func next(_ count: Int) throws -> ArraySlice<UInt8> {
        switch content {
        case .bytes(let bytes):
            return bytes[given..<min(given + count, bytes.count)]
        case .stream(let length, let read):
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
