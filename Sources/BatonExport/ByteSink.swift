public import Platform

/// Where an exporter's bytes go, piece by piece.
public protocol ByteSink {
    /// Takes the next bytes.
    mutating func append(_ bytes: [UInt8]) throws
}

/// Collects bytes in memory.
public struct MemorySink: ByteSink {
    /// All bytes so far.
    public private(set) var bytes: [UInt8] = []

    /// An empty sink.
    public init() {}

    /// Adds bytes behind the others.
    public mutating func append(_ bytes: [UInt8]) { self.bytes.append(contentsOf: bytes) }
}

/// Hands bytes on to a file that appears when it is whole.
public struct FileSink: ByteSink {
    private let writer: FileWriter

    /// A sink into `writer`, which the caller commits.
    public init(_ writer: FileWriter) { self.writer = writer }

    /// Writes bytes.
    public mutating func append(_ bytes: [UInt8]) throws { try writer.append(bytes.span) }
}

/// Hands bytes on to standard output.
public struct ConsoleSink: ByteSink {
    private let console: any Console

    /// A sink into the console's output.
    public init(_ console: any Console) { self.console = console }

    /// Writes bytes.
    public mutating func append(_ bytes: [UInt8]) throws { try console.writeOutput(bytes.span) }
}
