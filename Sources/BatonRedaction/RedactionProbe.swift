/// Tells which records a ``Redactor`` has to look at, on a thread of its own.
///
/// Nearly all records of a session hold nothing that looks like a secret. Probes sort these out in parallel, so that the
/// redactor, which keeps the numbers of the placeholders in order, reads the few others only.
public final class RedactionProbe {
    private var detector: Detector
    private var candidates: [Candidate] = []

    init(_ detector: Detector) { self.detector = detector }

    /// Whether a record holds neither a secret that shows itself, nor a placeholder, nor text that must be resolved first.
    ///
    /// A record that cannot be searched is not quiet: the redactor then says why.
    public func isQuiet(record: Span<UInt8>) -> Bool {
        candidates.removeAll(keepingCapacity: true)
        guard let isRead = try? detector.search(record, resolved: false, into: &candidates) else {
            return false
        }
        return isRead && candidates.isEmpty && detector.placeholders.isEmpty
    }
}
