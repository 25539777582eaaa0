public import Age
public import BatonSharing
internal import Platform

extension HostCall {
    /// The texts of a field, of which those that name files must name such as the script may read.
    ///
    /// - Throws: ``HostError`` of the kind `denied`.
    func readableFiles(_ name: String, where namesFile: (String) -> Bool = { _ in true }) throws -> [String] {
        let texts = texts(name)
        for text in texts where namesFile(text) {
            guard run.mayRead(run.context.path(text)) else {
                throw HostError.denied(.read, function, name: PrintableText.line(text))
            }
        }
        return texts
    }
}

extension HostRun {
    /// The sealing that a person or a script asks for; several ways at once are refused.
    ///
    /// What is read for it, such as the keys of `github:NAME`, is told.
    ///
    /// - Parameters:
    ///   - seals: whether the upload is encrypted at all.
    ///   - people: recipients as ``RecipientList`` takes them.
    ///   - passphrase: what opens it.
    ///   - gpg: names of keys that gpg knows.
    ///   - tell: gets a line for the person.
    /// - Returns: the way, with all keys read.
    /// - Throws: ``HostError``, ``SharingError``, ``PlatformError``.
    public func sealing(
        seals: Bool,
        to people: [String],
        passphrase: Passphrase?,
        gpg: [String],
        tell: (String) -> Void
    ) throws -> Sealing {
        let ways = [!people.isEmpty, passphrase != nil, !gpg.isEmpty].count { $0 }
        guard ways <= 1, ways == 0 || seals else {
            throw HostError(
                "sharing",
                ways > 1
                    ? "recipients, a passphrase and gpg exclude each other"
                    : "what is not encrypted has neither recipients nor a passphrase"
            )
        }
        guard seals else { return .none }
        if let passphrase { return .passphrase(passphrase) }
        if !gpg.isEmpty { return .gpg(gpg) }
        guard !people.isEmpty else { return .link }
        var list = RecipientList(context, github: configuration.github ?? RecipientList.github)
        for text in people { try list.add(text) }
        for note in list.notes { tell(note) }
        return .recipients(list.recipients)
    }

    /// With what this run opens sealed files: the settings' identities, and what was named for it.
    ///
    /// - Throws: ``HostError`` for a work factor that nobody can compute.
    public func openingKeys(
        identities: [String],
        passphrase: Passphrase? = nil,
        maxWorkFactor: Int? = nil
    ) throws -> OpeningKeys {
        var keys = OpeningKeys()
        keys.identities = identities
        keys.usual = configuration.identities
        keys.passphrase = passphrase
        if let maxWorkFactor {
            guard 1...30 ~= maxWorkFactor else {
                throw HostError("sharing", "the highest work factor must be from 1 to 30")
            }
            keys.maxWorkFactor = maxWorkFactor
        }
        return keys
    }
}
