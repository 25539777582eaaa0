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

    /// A wait with its reason.
    public init(reason: String, seconds: Double) {
        self.reason = reason
        self.seconds = seconds
    }
}

extension TransferPause {
    /// One line for the person.
    public var words: String {
        let tenths = Int((seconds * 10).rounded(.up))
        return "\(reason); sending again in \(tenths / 10).\(tenths % 10) seconds"
    }
}

/// Sentences that several ways of sharing say.
public enum SharingWords {
    /// Said when the disk took no more after the upload.
    public static let notListed =
        "warning: the share could not be written to the list of shares, so keep its link: nothing else knows it"
}
