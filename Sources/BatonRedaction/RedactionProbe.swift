/// Tells which records a ``Redactor`` has to look at, on a thread of its own.
///
/// Nearly all records of a session hold nothing that looks like a secret. Probes sort these out in parallel, so that the
/// redactor, which keeps the numbers of the placeholders in order, reads the few others only.
public final class RedactionProbe {
    private var search: InputSearch
    private var candidates: [Candidate] = []

    init(_ search: InputSearch) { self.search = search }

    /// Whether a record holds neither a secret that shows itself, nor a placeholder, nor text that another form of it must
    /// be searched for.
    ///
    /// A record that cannot be searched is not quiet: the redactor then says why.
    public func isQuiet(record: Span<UInt8>) -> Bool {
        do throws(RedactionError) { try search.search(record, into: &candidates) } catch { return false }
        return candidates.isEmpty && search.placeholders.isEmpty && search.resolved == nil
            && search.joined == nil
    }
}
