/// How far a transfer is.
public struct TransferProgress: Sendable, Equatable {
    /// Bytes that went through.
    public var done: Int
    /// Bytes in all, when known.
    public var total: Int?
    /// Why it stands still for a moment, told once for each wait.
    public var pause: TransferPause?

    /// Progress of a transfer.
    public init(done: Int, total: Int?, pause: TransferPause? = nil) {
        self.done = done
        self.total = total
        self.pause = pause
    }
}

/// A wait before a request is sent again.
public struct TransferPause: Sendable, Equatable {
    /// What went wrong, in one sentence without secrets.
    public var reason: String
    /// How long it takes.
    public var seconds: Double
}
