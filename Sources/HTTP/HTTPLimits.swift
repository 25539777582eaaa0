/// How long a request may take and how much may come back.
public struct HTTPLimits: Sendable, Equatable {
    /// The time for the connection to stand, TLS included.
    public var connect: Duration
    /// How long a transfer may stand still before it is given up, in whole seconds; zero means no limit.
    ///
    /// It stands still while fewer than ``stallBytes`` a second come through, also when the server is thinking.
    public var stall: Duration
    /// The bytes a second below which a transfer stands still.
    public var stallBytes: Int
    /// The time for the whole, redirects included; zero means no limit.
    public var total: Duration
    /// The most bytes that the body of an answer may have; nil means no limit.
    public var responseBytes: Int?

    /// Limits for a small answer over a slow line: 16 MiB, 15 seconds to connect, 30 seconds of silence.
    public init(
        connect: Duration = .seconds(15),
        stall: Duration = .seconds(30),
        stallBytes: Int = 1,
        total: Duration = .zero,
        responseBytes: Int? = 16 << 20
    ) {
        self.connect = connect
        self.stall = stall
        self.stallBytes = stallBytes
        self.total = total
        self.responseBytes = responseBytes
    }
}

extension Duration {
    /// Milliseconds, rounded up, from none to the 24 days that are libcurl's most.
    var milliseconds: Int {
        let most = Int(Int32.max)
        if self <= .zero { return 0 }
        if self >= .milliseconds(most) { return most }
        let (seconds, attoseconds) = components
        return Int(seconds) * 1000 + Int((attoseconds + 999_999_999_999_999) / 1_000_000_000_000_000)
    }
}
