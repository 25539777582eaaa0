internal import Platform

/// The gpg program: it gets content by a pipe, and in its arguments nothing but the names of keys.
struct GPG {
    private let context: Context
    /// A person may have to be asked for a passphrase, by the program itself.
    private static let timeout: Double = 3600

    init(_ context: Context) { self.context = context }

    /// Names of keys are a person's words; what gpg would take for an option is none.
    static func isName(_ id: String) -> Bool {
        !id.isEmpty && id.utf8.count <= 320 && !id.hasPrefix("-")
            && !id.unicodeScalars.contains { $0.value < 0x20 || $0.value == 0x7f }
    }

    /// Encrypts what `next` gives, to the end, and hands it to `put`.
    ///
    /// Whether a key is trusted is gpg's to decide, and to ask where there is a terminal.
    ///
    /// - Throws: ``SharingError/cannotSeal(reason:)``, ``PlatformError``.
    func seal(
        to ids: [String],
        armored isArmored: Bool,
        _ next: () throws -> [UInt8],
        _ put: (Span<UInt8>) throws -> Void
    ) throws {
        guard !ids.isEmpty, ids.allSatisfy(Self.isName) else {
            throw SharingError.cannotSeal(reason: "gpg needs the name, address or id of a key")
        }
        // The content is compressed already.
        var arguments = ["--quiet", "--no-encrypt-to", "--compress-level", "0", "--encrypt"]
        if isArmored { arguments.append("--armor") }
        if !context.console.isInteractive { arguments.append("--batch") }
        for id in ids { arguments += ["--recipient", id] }
        let result = try run(arguments, next, put)
        guard result.status == 0 else {
            throw SharingError.cannotSeal(reason: "gpg says: \(Self.complaint(result.error))")
        }
    }

    /// Decrypts what `next` gives, to the end, and hands it to `put`; until this returns it may be a part or a forgery.
    ///
    /// - Throws: ``SharingError/cannotOpen(reason:)``, ``PlatformError``, and what `put` throws.
    func open(_ next: () throws -> [UInt8], _ put: (Span<UInt8>) throws -> Void) throws {
        // A file from a stranger must not make gpg ask a key server.
        var arguments = ["--quiet", "--no-auto-key-retrieve", "--decrypt"]
        if !context.console.isInteractive { arguments.append("--batch") }
        let result = try run(arguments, next, put)
        guard result.status == 0 else {
            throw SharingError.cannotOpen(reason: "gpg says: \(Self.complaint(result.error))")
        }
    }

    private func run(
        _ arguments: [String],
        _ next: () throws -> [UInt8],
        _ put: (Span<UInt8>) throws -> Void
    ) throws -> ProgramResult {
        var program = Program("gpg", arguments, timeout: Self.timeout)
        program.environment["LC_ALL"] = "C.UTF-8"
        do {
            return try withoutActuallyEscaping(next) { next in
                try withoutActuallyEscaping(put) { put in
                    try context.programs.run(program, ProgramStreams(next: next, put: put))
                }
            }
        } catch PlatformError.programNotFound {
            throw SharingError.noGPG
        }
    }

    /// The last thing gpg said, which names keys and never content.
    private static func complaint(_ bytes: [UInt8]) -> String {
        let lines = String(decoding: bytes.suffix(4096), as: UTF8.self).split(whereSeparator: \.isNewline)
        let line = lines.last { $0.hasPrefix("gpg:") } ?? lines.last ?? "gpg: it failed"
        let clean = line.unicodeScalars.filter { $0.value >= 0x20 && $0.value != 0x7f }.prefix(200)
        let text = String(String.UnicodeScalarView(clean))
        return text.hasPrefix("gpg: ") ? String(text.dropFirst(5)) : text
    }
}
