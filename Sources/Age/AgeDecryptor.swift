/// Opens a sealed file that comes in pieces of any size, in constant memory.
///
/// All that it gives out is authentic, but until ``finish(into:)`` returns it may be only the beginning of the
/// plaintext: who cannot take that back must wait. After an error every further call throws the same error.
public final class AgeDecryptor {
    /// In which form the file comes.
    public enum Framing: Sendable, Hashable {
        /// As text if it begins with white space or a dash, else as bytes.
        case automatic
        /// As bytes only.
        case binary
        /// As ASCII armor only.
        case armored
    }

    /// Sealed bytes that are looked at in one go; bounds the memory of the armor's bytes.
    private static let pieceSize = 64 << 10

    private let identities: [any AgeIdentity]
    private var framing: Framing
    private let isGuessing: Bool
    private var armor = ArmorReader()
    /// What the armor of one piece held.
    private var unarmored: [UInt8] = []
    private var header = HeaderParser()
    /// The key, from the end of the header to the begin of the chunks.
    private var fileKey: SecretBytes?
    private var salt: [UInt8] = []
    private var payload: PayloadOpener?
    private var failure: AgeError?
    private var isFinished = false

    /// Takes what may open the file; each identity is tried in this order.
    public init(identities: [any AgeIdentity], framing: Framing = .automatic) {
        self.identities = identities
        self.framing = framing
        isGuessing = framing == .automatic
    }

    /// Takes sealed bytes and appends the plaintext of every chunk that is complete to `plain`.
    ///
    /// - Throws: ``AgeError``; what stands in `plain` by then is authentic.
    public func update(_ sealed: Span<UInt8>, into plain: inout [UInt8]) throws(AgeError) {
        precondition(!isFinished, "an opened file takes no more")
        if let failure { throw failure }
        do throws(AgeError) {
            var position = 0
            while position < sealed.count {
                let end = min(position + Self.pieceSize, sealed.count)
                try take(sealed.extracting(position..<end), into: &plain)
                position = end
            }
        } catch {
            throw remembered(error)
        }
    }

    /// Takes sealed bytes as the other `update` does.
    ///
    /// - Throws: ``AgeError``; what stands in `plain` by then is authentic.
    public func update(_ sealed: [UInt8], into plain: inout [UInt8]) throws(AgeError) {
        try update(sealed.span, into: &plain)
    }

    /// Appends the last chunk's plaintext to `plain`.
    ///
    /// When this returns, the file was whole. To be called once.
    ///
    /// - Throws: ``AgeError``; what stands in `plain` by then is authentic but cut short.
    public func finish(into plain: inout [UInt8]) throws(AgeError) {
        precondition(!isFinished, "a file is finished once")
        if let failure { throw failure }
        do throws(AgeError) {
            if framing == .armored {
                unarmored.removeAll(keepingCapacity: true)
                try armor.finish(into: &unarmored)
                try openUnarmored(into: &plain)
            }
            // Without a key the header is not over; with one but no payload the salt is not.
            guard payload != nil else {
                throw fileKey == nil ? header.endFault() : header.fault(.truncated)
            }
            try payload?.finish(into: &plain)
        } catch {
            throw remembered(error)
        }
        isFinished = true
        payload = nil
    }

    /// Keeps an error for every later call and lets the keys go.
    private func remembered(_ error: AgeError) -> AgeError {
        var error = error
        // White space or a dash made it a guess that this is an armor.
        if isGuessing, case .armor(.badBegin, _) = error { error = .notAge }
        failure = error
        payload = nil
        fileKey = nil
        return error
    }

    private func take(_ piece: Span<UInt8>, into plain: inout [UInt8]) throws(AgeError) {
        if framing == .automatic {
            let isText = piece[0] == UInt8(ascii: "-") || ArmorReader.isSpace(piece[0])
            framing = isText ? .armored : .binary
        }
        guard framing == .armored else { return try open(piece, into: &plain) }
        unarmored.removeAll(keepingCapacity: true)
        do throws(AgeError) {
            try armor.update(piece, into: &unarmored)
        } catch {
            // What stands before the fault is still a file whose own fault, if it has one, came first.
            try openUnarmored(into: &plain)
            throw error
        }
        try openUnarmored(into: &plain)
    }

    private func openUnarmored(into plain: inout [UInt8]) throws(AgeError) {
        let bytes = unarmored
        try open(bytes.span, into: &plain)
    }

    /// Takes bytes of the file proper.
    private func open(_ bytes: Span<UInt8>, into plain: inout [UInt8]) throws(AgeError) {
        var position = 0
        if fileKey == nil && payload == nil {
            guard let whole = try header.read(bytes, from: &position) else { return }
            fileKey = try Self.fileKey(of: whole, identities: identities)
        }
        if let key = fileKey {
            position += salt.fill(from: bytes, at: position, upTo: ChunkCipher.saltSize)
            guard salt.count == ChunkCipher.saltSize else { return }
            payload = PayloadOpener(fileKey: key, salt: salt)
            fileKey = nil
        }
        try payload?.update(bytes.extracting(position..<bytes.count), into: &plain)
    }

    /// Finds the identity that opens the header, and checks the header with the key it gives.
    private static func fileKey(
        of header: Header,
        identities: [any AgeIdentity]
    ) throws(AgeError) -> SecretBytes {
        let types = Set(header.stanzas.map(\.type))
        let hasPassphrase = types.contains(AgeStanza.scryptType)
        guard !hasPassphrase || header.stanzas.count == 1 else { throw .stanza(.scryptNotAlone) }
        for identity in identities {
            guard let fileKey = try identity.unwrap(header.stanzas) else { continue }
            precondition(fileKey.count == FileKey.size, "an identity that gave no file key")
            guard header.isAuthentic(under: fileKey) else { throw .badHMAC }
            return fileKey
        }
        let isPostQuantum = types.contains(AgeStanza.postQuantumType) && !types.contains(AgeStanza.x25519Type)
        throw isPostQuantum ? .postQuantum : .noMatch(needsPassphrase: hasPassphrase)
    }
}
