internal import Platform

extension Bundle {
    /// Reads a session of this machine as if it had been shared, with its subagents and spilled results when
    /// `withSides` says so.
    ///
    /// - Throws: ``BundleError``, ``SessionError``, or `PlatformError` when a file cannot be read.
    public static func of(_ session: Session, withSides: Bool = false, limits: Limits = Limits()) throws
        -> Bundle
    {
        let translated = try SessionStores.kind(ofAgent: session.agent).records(of: session)
        let bytes = try translated ?? Files.read(session.path, limit: limits.bytes)
        let start = bytes.starts(with: [0xef, 0xbb, 0xbf]) ? 3 : 0
        var transcript = try BundleTranscript(reading: bytes, from: start, limits: limits)
        transcript.name(session)
        var bundle = try transcript.bundle(limits)
        if withSides, translated == nil { try bundle.addSides(of: Transcript(session), limits) }
        return bundle
    }

    /// Reads a rollout of Codex that stands where a bundle is expected; `nil` when the bytes are none.
    static func rollout(_ bytes: [UInt8], from start: Int, _ limits: Limits) throws -> Bundle? {
        let head = TranscriptHead(beginning: bytes)
        guard CodexStore.recognizes(head) else { return nil }
        let session = CodexStore.session(of: head)
        let records = try CodexTranslation.records(of: session, in: bytes, from: start)
        var transcript = try BundleTranscript(reading: records, from: 0, limits: limits)
        transcript.name(session)
        return try transcript.bundle(limits)
    }
}
