internal import Age
internal import Compression
internal import Platform

/// Opens a file that comes in pieces, sealed or not, and hands on what was in it, in constant memory.
///
/// What it hands on may be only a part, or a forgery, until ``finish(_:)`` returns: who cannot take it back must wait.
/// A file that gpg sealed is the exception to constant memory: it is kept until it is whole.
final class SealOpener {
    private enum State {
        /// The first bytes, too few to tell.
        case beginning
        case plain
        case age(AgeDecryptor)
        case openPGP
    }

    private let linkKey: SecretText?
    private let keys: OpeningKeys
    private let context: Context
    private let limit: Int
    private let unlocking: Unlocking
    private var state = State.beginning
    /// The beginning, or the file for gpg.
    private var waiting: [UInt8] = []
    private var unsealed: [UInt8] = []
    private var inside: Unpacking

    /// An opener.
    ///
    /// - Parameters:
    ///   - linkKey: the key of the file's link.
    ///   - keys: what else may open it.
    ///   - limit: the most bytes that may come out.
    ///   - context: where files with keys, gpg and the person are.
    init(linkKey: SecretText?, keys: OpeningKeys, limit: Int, _ context: Context) {
        self.linkKey = linkKey
        self.keys = keys
        self.context = context
        self.limit = limit
        unlocking = Unlocking(keys, hasLinkKey: linkKey != nil, context)
        inside = Unpacking(limit: limit)
    }

    /// Takes the next bytes and calls `put` with what is open of them.
    ///
    /// - Throws: ``SharingError``, ``PlatformError``, and what `put` throws.
    func update(_ bytes: Span<UInt8>, _ put: (Span<UInt8>) throws -> Void) throws {
        switch state {
        case .beginning:
            waiting.append(bytes)
            if waiting.count >= SealedForm.headSize { try begin(put) }
        case .plain: try inside.pass(bytes, put)
        case .age(let decryptor): try open(bytes, decryptor, put)
        case .openPGP:
            guard waiting.count + bytes.count <= limit else {
                throw SharingError.downloadTooLarge(limit: limit)
            }
            waiting.append(bytes)
        }
    }

    /// Calls `put` with the rest; when it returns, the file was whole and authentic.
    ///
    /// - Throws: as ``update(_:_:)``.
    func finish(_ put: (Span<UInt8>) throws -> Void) throws {
        if case .beginning = state { try begin(put) }
        switch state {
        case .beginning, .plain: return
        case .age(let decryptor):
            unsealed.removeAll(keepingCapacity: true)
            do throws(AgeError) { try decryptor.finish(into: &unsealed) } catch {
                throw unlocking.failure(error)
            }
            let plain = unsealed
            try inside.unpack(plain.span, put)
        case .openPGP:
            var place = 0
            try GPG(context).open {
                let end = min(place + 1 << 18, waiting.count)
                defer { place = end }
                return Array(waiting[place..<end])
            } _: {
                try inside.unpack($0, put)
            }
        }
        try inside.finish(put)
    }

    private func begin(_ put: (Span<UInt8>) throws -> Void) throws {
        let head = waiting
        switch SealedForm(head) {
        case nil:
            state = .plain
        case .age:
            CoreDumps.forbid()
            let identities = try unlocking.identities(linkKey: linkKey)
            state = .age(AgeDecryptor(identities: identities))
        case .openPGP:
            CoreDumps.forbid()
            state = .openPGP
            return
        }
        waiting = []
        try update(head.span, put)
    }

    private func open(
        _ bytes: Span<UInt8>,
        _ decryptor: AgeDecryptor,
        _ put: (Span<UInt8>) throws -> Void
    ) throws {
        unsealed.removeAll(keepingCapacity: true)
        do throws(AgeError) { try decryptor.update(bytes, into: &unsealed) } catch {
            throw unlocking.failure(error)
        }
        let plain = unsealed
        try inside.unpack(plain.span, put)
    }
}

/// What is inside a seal: gzip, which is unpacked, or anything else, which is passed on.
private struct Unpacking {
    private let limit: Int
    private var count = 0
    private var head: [UInt8]? = []
    private var decoder: GzipDecoder?

    init(limit: Int) { self.limit = limit }

    /// Takes the next bytes and calls `put` with what they are.
    mutating func unpack(_ bytes: Span<UInt8>, _ put: (Span<UInt8>) throws -> Void) throws {
        guard var head else { return try handOn(bytes, put) }
        // The form is known from its first three bytes.
        head.append(bytes)
        self.head = head
        if head.count >= 3 { try decide(put) }
    }

    /// Checks that what was packed is whole.
    mutating func finish(_ put: (Span<UInt8>) throws -> Void) throws {
        if head != nil { try decide(put) }
        do throws(CompressionError) { try decoder?.finish() } catch { throw Self.failure(error) }
    }

    /// Passes on what was not sealed at all.
    mutating func pass(_ bytes: Span<UInt8>, _ put: (Span<UInt8>) throws -> Void) throws {
        count += bytes.count
        guard count <= limit else { throw SharingError.downloadTooLarge(limit: limit) }
        if bytes.count > 0 { try put(bytes) }
    }

    private mutating func decide(_ put: (Span<UInt8>) throws -> Void) throws {
        let bytes = head ?? []
        head = nil
        if GzipDecoder.recognizes(bytes.span) { decoder = try GzipDecoder(limit: limit) }
        try handOn(bytes.span, put)
    }

    private mutating func handOn(_ bytes: Span<UInt8>, _ put: (Span<UInt8>) throws -> Void) throws {
        guard let decoder else { return try pass(bytes, put) }
        do {
            try decoder.decode(bytes, put)
        } catch let error as CompressionError {
            throw Self.failure(error)
        }
    }

    private static func failure(_ error: CompressionError) -> SharingError {
        if case .tooLarge(let limit) = error { return .downloadTooLarge(limit: limit) }
        return .cannotOpen(reason: error.description)
    }
}
