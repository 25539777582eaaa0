/// Content that a program reads and writes piece by piece while it runs.
public struct ProgramStreams {
    /// The next bytes for its standard input; none at the end.
    public var next: () throws -> [UInt8]
    /// Takes the next bytes of its standard output.
    public var put: (Span<UInt8>) throws -> Void

    /// Streams; what either function throws ends the program and is thrown by the run.
    public init(next: @escaping () throws -> [UInt8], put: @escaping (Span<UInt8>) throws -> Void) {
        self.next = next
        self.put = put
    }
}

extension ProgramRunner {
    /// Runs a program to its end with content in memory: for runners that have no streams of their own.
    ///
    /// - Throws: as ``run(_:)``, and what the streams throw.
    public func run(_ program: Program, _ streams: ProgramStreams) throws -> ProgramResult {
        var program = program
        while true {
            let piece = try streams.next()
            if piece.isEmpty { break }
            program.input += piece
        }
        let result = try run(program)
        try streams.put(result.output.span)
        return ProgramResult(status: result.status, error: result.error, signal: result.signal)
    }
}
