/// What a YAML text may cost.
public struct YAMLLimits: Sendable, Hashable {
    /// The most bytes of a text.
    public let bytes: Int
    /// The most lists and mappings around a value, the outermost included.
    public let depth: Int
    /// The most values, keys included.
    public let nodes: Int

    /// Makes limits; the defaults suit files that people write.
    ///
    /// - Precondition: `depth` is at most 1,000, because a tree is released by recursion.
    public init(bytes: Int = 256 * 1024, depth: Int = 32, nodes: Int = 50_000) {
        precondition(bytes >= 0 && nodes >= 0 && (0...1000).contains(depth), "limits must be sensible")
        self.bytes = bytes
        self.depth = depth
        self.nodes = nodes
    }
}
