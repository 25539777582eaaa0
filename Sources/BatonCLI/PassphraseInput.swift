internal import Age
internal import BatonHost
internal import BatonSharing
internal import Platform

/// Passphrases from the terminal or a file, in memory that is wiped.
enum PassphraseInput {
    /// The most bytes of a passphrase.
    private static let limit = 4096

    /// A passphrase for a new file, typed twice.
    ///
    /// - Throws: `CommandFailure` without a terminal, when both differ, and when there is none.
    static func new(_ cli: CommandContext) throws -> Passphrase {
        guard cli.console.isInteractive else {
            throw CommandFailure(
                kind: "usage",
                message: "--passphrase needs a terminal",
                hint: "--passphrase-file reads it from a file",
                status: .usage
            )
        }
        guard var first = try cli.console.readSecret(prompt: "passphrase (not shown): "), !first.isEmpty
        else {
            throw CommandFailure(kind: "usage", message: "the passphrase is empty", status: .usage)
        }
        let passphrase = Passphrase(moving: &first)
        var second = try cli.console.readSecret(prompt: "the same again: ") ?? []
        guard Passphrase(moving: &second) == passphrase else {
            throw CommandFailure(kind: "usage", message: "the passphrases differ", status: .usage)
        }
        return passphrase
    }

    /// The first line of a file that nobody else can read.
    ///
    /// - Throws: `CommandFailure`, `PlatformError`.
    static func read(_ file: String, _ cli: CommandContext) throws -> Passphrase {
        let path = cli.context.path(file)
        if let status = Files.status(path), status.mode & 0o077 != 0 {
            throw CommandFailure(
                kind: "usage",
                message: "others can read the passphrase in '\(PrintableText.line(file))'",
                hint: "chmod 600 \(ShellText.quoted(file))",
                status: .usage
            )
        }
        var bytes = try Files.read(path, limit: limit)
        let whole = Passphrase(moving: &bytes)
        let passphrase = whole.withBytes { bytes in
            var end = 0
            while end < bytes.count, bytes[end] != UInt8(ascii: "\n"), bytes[end] != UInt8(ascii: "\r") {
                end += 1
            }
            return Passphrase(copying: bytes.extracting(0..<end))
        }
        guard passphrase.count > 0 else {
            throw CommandFailure(
                kind: "usage",
                message: "the first line of '\(PrintableText.line(file))' is empty",
                status: .usage
            )
        }
        return passphrase
    }
}
