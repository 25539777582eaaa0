internal import Age
internal import Platform
internal import Synchronization

/// The identities that are tried on one age file, and what they found out about it.
///
/// Files with keys are read and passphrases asked for only when the file needs them.
final class Unlocking: Sendable {
    /// What the trial found out; it is told when nothing opened the file.
    private struct Findings {
        var types: [String] = []
        var tried = 0
        var problem: (any Error)?
        var wasAsked = false
    }

    private let context: Context
    private let keys: OpeningKeys
    private let hasLinkKey: Bool
    private let findings = Mutex(Findings())

    init(_ keys: OpeningKeys, hasLinkKey: Bool, _ context: Context) {
        self.context = context
        self.keys = keys
        self.hasLinkKey = hasLinkKey
    }

    /// All identities, in the order in which they are tried.
    ///
    /// - Throws: ``SharingError``, ``PlatformError`` for a file that was named and cannot be used.
    func identities(linkKey: SecretText?) throws -> [any AgeIdentity] {
        var all: [any AgeIdentity] = [Witness(owner: self)]
        if let linkKey {
            do throws(AgeError) {
                all.append(try X25519Identity(linkKey))
            } catch {
                throw SharingError.cannotOpen(reason: error.message)
            }
        }
        for path in keys.identities {
            all += try IdentityFile.read(context.path(path), protection: protection(of: path))
        }
        findings.withLock { $0.tried = all.count - 1 }
        for path in keys.usual { all.append(Later(path: path, owner: self, types: nil)) }
        for path in OpeningKeys.sshFiles {
            all.append(Later(path: path, owner: self, types: ["ssh-ed25519", "ssh-rsa"]))
        }
        all.append(
            ScryptIdentity(maxWorkFactor: keys.maxWorkFactor) { self.passphrase("passphrase (not shown): ") }
        )
        return all
    }

    /// What to say when the file stayed closed.
    func failure(_ error: AgeError) -> any Error {
        let found = findings.withLock { $0 }
        // An interrupted question, or a file that cannot be read, is why.
        if let problem = found.problem { return problem }
        switch error {
        case .noMatch(needsPassphrase: true):
            return found.wasAsked
                ? SharingError.cannotOpen(reason: error.message) : SharingError.passphraseMissing
        case .noMatch(needsPassphrase: false):
            if found.tried == 0, !hasLinkKey, found.types == ["X25519"] { return SharingError.keyMissing }
            if hasLinkKey, found.tried == 1 { return SharingError.cannotOpen(reason: error.message) }
            return SharingError.identityMissing(kinds: found.types)
        case .workFactor(let factor, let limit): return SharingError.workFactor(factor, limit: limit)
        case .protectedIdentity: return SharingError.protectedIdentity
        case .postQuantum: return SharingError.postQuantum
        default: return SharingError.cannotOpen(reason: error.message)
        }
    }

    fileprivate func note(_ stanzas: [AgeStanza]) {
        // A stranger's words are not repeated.
        let known = ["X25519", "scrypt", "ssh-ed25519", "ssh-rsa", "mlkem768x25519"]
        findings.withLock { findings in
            findings.types = stanzas.map { known.contains($0.type) ? $0.type : "another kind" }
        }
    }

    /// The identities of a file that nobody named for this run; none when it is not there.
    fileprivate func load(_ path: String) -> [any AgeIdentity] {
        let place = context.path(path)
        guard Files.status(place) != nil else { return [] }
        do {
            let found = try IdentityFile.read(place, protection: protection(of: path))
            findings.withLock { $0.tried += found.count }
            return found
        } catch {
            // Another key may open the file.
            findings.withLock { findings in
                if findings.problem == nil { findings.problem = error }
            }
            return []
        }
    }

    private func protection(of path: String) -> ScryptIdentity {
        ScryptIdentity(maxWorkFactor: keys.maxWorkFactor) {
            self.asked("passphrase of '\(Paths.name(path))' (not shown): ")
        }
    }

    private func passphrase(_ prompt: String) -> SecretText? {
        findings.withLock { $0.wasAsked = keys.passphrase != nil }
        return keys.passphrase ?? asked(prompt)
    }

    /// What the person types; nil where nobody can be asked.
    private func asked(_ prompt: String) -> SecretText? {
        guard context.console.isInteractive else { return nil }
        do {
            guard var line = try context.console.readSecret(prompt: prompt), !line.isEmpty else { return nil }
            findings.withLock { $0.wasAsked = true }
            return SecretText(moving: &line)
        } catch {
            findings.withLock { $0.problem = error }
            return nil
        }
    }
}

/// Opens nothing: it looks at what the file is sealed to.
private struct Witness: AgeIdentity {
    let owner: Unlocking

    func unwrap(_ stanzas: [AgeStanza]) throws(AgeError) -> SecretBytes? {
        owner.note(stanzas)
        return nil
    }
}

/// The identities of a file that is read only for stanzas of their kind.
private struct Later: AgeIdentity {
    let path: String
    let owner: Unlocking
    /// Nil for all kinds but passphrases.
    let types: Set<String>?

    func unwrap(_ stanzas: [AgeStanza]) throws(AgeError) -> SecretBytes? {
        let isWanted = stanzas.contains { types?.contains($0.type) ?? ($0.type != "scrypt") }
        guard isWanted else { return nil }
        for identity in owner.load(path) { if let key = try identity.unwrap(stanzas) { return key } }
        return nil
    }
}
