/// Reads the one document of a YAML text into a tree.
///
/// It takes the part of YAML that every reader understands alike: no anchors, aliases, tags, merge keys or
/// duplicate keys, one document, UTF-8 (a byte order mark and CR LF are fine). What it refuses is reported all at
/// once, up to 20 reasons; only text that is no YAML at all ends the reading.
public struct YAMLReader: Sendable {
    /// What a text may cost.
    public let limits: YAMLLimits

    /// Makes a reader.
    public init(limits: YAMLLimits = YAMLLimits()) {
        self.limits = limits
    }

    /// Returns the tree of a text, or nil when nothing is written in it but comments.
    ///
    /// - Throws: ``YAMLErrors`` with every reason found. An empty document is not an error.
    public func read(_ bytes: [UInt8]) throws(YAMLErrors) -> YAMLNode? {
        let source = try prepare(bytes)
        // libyaml asserts that there is text.
        guard source.start < bytes.count else { return nil }
        var builder = TreeBuilder(source: source, limits: limits)
        unsafe bytes.withUnsafeBufferPointer { all in
            unsafe builder.build(UnsafeBufferPointer(rebasing: all[source.start...]))
        }
        guard builder.errors.isEmpty else { throw YAMLErrors(builder.errors) }
        guard let root = builder.root, !root.isAbsent else { return nil }
        return root
    }

    /// Checks all that libyaml should never see.
    private func prepare(_ bytes: [UInt8]) throws(YAMLErrors) -> SourceMap {
        do throws(YAMLError) {
            guard bytes.count <= limits.bytes else {
                throw YAMLError(
                    .tooLarge,
                    "the file has \(bytes.count) bytes; at most \(limits.bytes) are allowed",
                    at: YAMLMark(line: 1, column: 1, offset: 0)
                )
            }
            let source = try SourceMap(bytes)
            try Directives.check(source)
            return source
        } catch {
            throw YAMLErrors([error])
        }
    }
}
