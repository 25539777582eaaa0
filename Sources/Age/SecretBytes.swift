import CSodium

/// Bytes that must not leak: a key, a passphrase, the text of an identity.
///
/// They live in libsodium's guarded memory (`sodium_malloc`): locked where the system allows it, left out of core
/// dumps, between guard pages, read-only once filled and wiped when the last owner lets go. They never print:
/// descriptions, mirrors and dumps show `<secret>`.
@safe public final class SecretBytes: @unchecked Sendable {
    // Unchecked because of the pointer; the memory behind it never changes after `init`.
    private let storage: UnsafeMutableBufferPointer<UInt8>

    /// Number of bytes.
    public var count: Int { unsafe storage.count }

    /// Makes `count` bytes that `fill` writes once; they begin with an unspecified value.
    init<Failure: Error>(
        count: Int,
        fill: (UnsafeMutablePointer<UInt8>) throws(Failure) -> Void
    ) throws(Failure) {
        precondition(count >= 0)
        Sodium.start()
        guard let memory = unsafe sodium_malloc(count) else { preconditionFailure("no memory for a secret") }
        let bytes = unsafe memory.bindMemory(to: UInt8.self, capacity: count)
        unsafe storage = UnsafeMutableBufferPointer(start: bytes, count: count)
        try unsafe fill(bytes)
        unsafe sodium_mprotect_readonly(memory)
    }

    deinit {
        // Wipes, and ends the process should something have written beyond the end.
        unsafe sodium_free(storage.baseAddress)
    }

    /// Copies `bytes`; the caller's own copy stays where it is.
    public convenience init(copying bytes: Span<UInt8>) {
        unsafe self.init(count: bytes.count) { target in
            unsafe bytes.withUnsafeBufferPointer { source in
                guard let base = source.baseAddress else { return }
                unsafe target.update(from: base, count: source.count)
            }
        }
    }

    /// Copies the UTF-8 bytes of `text`; the caller's own copy stays where it is.
    public convenience init(utf8 text: String) {
        var bytes = Array(text.utf8)
        self.init(moving: &bytes)
    }

    /// Takes `bytes` over and leaves an empty array, its memory wiped if nobody else shares it.
    public convenience init(moving bytes: inout [UInt8]) {
        self.init(copying: bytes.span)
        Sodium.wipe(&bytes)
    }

    /// New random bytes from the system's generator.
    public static func random(count: Int) -> SecretBytes {
        unsafe SecretBytes(count: count) { unsafe randombytes_buf($0, count) }
    }

    /// Lends the bytes to `body`; a copy made there is no longer protected.
    public func withBytes<Result, Failure: Error>(
        _ body: (Span<UInt8>) throws(Failure) -> Result
    ) throws(Failure) -> Result {
        try body(unsafe UnsafeBufferPointer(storage).span)
    }

    /// The bytes as text, for the one place that must show them; the string is no longer protected.
    ///
    /// Bytes that are not UTF-8 are replaced by U+FFFD.
    public func revealedText() -> String {
        unsafe String(decoding: UnsafeBufferPointer(storage), as: UTF8.self)
    }

    /// Lends the memory itself, for C.
    func withPointer<Result, Failure: Error>(
        _ body: (UnsafePointer<UInt8>) throws(Failure) -> Result
    ) throws(Failure) -> Result {
        guard let base = unsafe storage.baseAddress else { preconditionFailure("a secret without memory") }
        return try unsafe body(UnsafePointer(base))
    }
}

extension SecretBytes: Equatable {
    /// Whether both hold the same bytes, in a time that depends on their length alone.
    public static func == (one: SecretBytes, other: SecretBytes) -> Bool {
        guard one.count == other.count else { return false }
        return unsafe one.withPointer { left in
            unsafe other.withPointer { right in unsafe sodium_memcmp(left, right, one.count) == 0 }
        }
    }
}

extension SecretBytes: CustomStringConvertible, CustomDebugStringConvertible, CustomReflectable {
    /// Always `<secret>`.
    public var description: String { "<secret>" }

    /// Always `<secret>`.
    public var debugDescription: String { "<secret>" }

    /// A mirror without children.
    public var customMirror: Mirror { Mirror(self, children: EmptyCollection<Mirror.Child>()) }
}
