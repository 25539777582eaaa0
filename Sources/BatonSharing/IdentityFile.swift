internal import Age
internal import Platform

/// A file with secret keys: lines of an age identity file, an OpenSSH private key, or the former sealed with a passphrase.
enum IdentityFile {
    private static let limit = 1 << 20
    private static let keyPrefix = "AGE-SECRET-KEY-"

    /// The identities in the file at `path`.
    ///
    /// - Parameters:
    ///   - path: a file.
    ///   - protection: opens a file that is sealed with a passphrase.
    /// - Returns: at least one.
    /// - Throws: ``SharingError/badIdentity(path:reason:)``, ``PlatformError``.
    static func read(_ path: String, protection: any AgeIdentity) throws -> [any AgeIdentity] {
        var bytes = try Files.read(path, limit: limit)
        let isSealed = SealedForm(bytes.prefix(SealedForm.headSize)) == .age
        let text = SecretBytes(moving: &bytes)
        do {
            if isSealed { return try identities(try opened(text, protection), path) }
            if text.withBytes({ SSHIdentity.recognizes($0) }) { return [try SSHIdentity(text)] }
            return try identities(text, path)
        } catch let error as AgeError {
            throw SharingError.badIdentity(path: path, reason: error.message)
        }
    }

    private static func opened(_ sealed: SecretBytes, _ protection: any AgeIdentity) throws -> SecretBytes {
        let decryptor = AgeDecryptor(identities: [protection])
        var plain: [UInt8] = []
        // All of it at once, so that no copy stays behind where the array grew.
        plain.reserveCapacity(sealed.count)
        try sealed.withBytes { (bytes: Span<UInt8>) throws(AgeError) in
            try decryptor.update(bytes, into: &plain)
        }
        try decryptor.finish(into: &plain)
        return SecretBytes(moving: &plain)
    }

    /// Reads one identity a line; empty lines and those that begin with `#` do not count.
    private static func identities(_ text: SecretBytes, _ path: String) throws -> [any AgeIdentity] {
        var found: [any AgeIdentity] = []
        try text.withBytes { (bytes: Span<UInt8>) throws -> Void in
            var start = 0
            var number = 0
            while start < bytes.count {
                var end = start
                while end < bytes.count, bytes[end] != UInt8(ascii: "\n") { end += 1 }
                number += 1
                if let line = trimmed(bytes.extracting(start..<end)) {
                    found.append(
                        try identity(
                            bytes.extracting(start + line.lowerBound..<start + line.upperBound),
                            number,
                            path
                        )
                    )
                }
                start = end + 1
            }
        }
        guard !found.isEmpty else {
            throw SharingError.badIdentity(path: path, reason: "it holds no identity")
        }
        return found
    }

    private static func identity(_ line: Span<UInt8>, _ number: Int, _ path: String) throws -> X25519Identity
    {
        func begins(_ prefix: String) -> Bool {
            line.count >= prefix.utf8.count && prefix.utf8.enumerated().allSatisfy { line[$0] == $1 }
        }
        func bad(_ reason: String) -> SharingError {
            .badIdentity(path: path, reason: "line \(number): \(reason)")
        }
        if begins("AGE-PLUGIN-") { throw bad("identities of age's plugins are not supported") }
        if begins("-----BEGIN ") {
            throw bad("a private key in the older PEM form, which 'ssh-keygen -p -f FILE' writes anew")
        }
        guard begins(keyPrefix) else { throw bad("no identity (\(keyPrefix)1…)") }
        do throws(AgeError) {
            return try X25519Identity(SecretBytes(copying: line))
        } catch {
            throw bad(error.message)
        }
    }

    /// The part of a line without blanks around it, or nil when it says nothing.
    private static func trimmed(_ line: Span<UInt8>) -> Range<Int>? {
        func isBlank(_ index: Int) -> Bool { line[index] == 32 || (9...13).contains(line[index]) }
        var (start, end) = (0, line.count)
        while start < end, isBlank(start) { start += 1 }
        while start < end, isBlank(end - 1) { end -= 1 }
        return start == end || line[start] == UInt8(ascii: "#") ? nil : start..<end
    }
}
