/// How far a transfer has come, in bytes of bodies; the borders of a form's parts and of chunks count too.
public struct HTTPProgress: Sendable, Equatable {
    /// Sent so far.
    public let sent: Int
    /// To be sent, or nil where it is not known.
    public let sentTotal: Int?
    /// Received so far.
    public let received: Int
    /// To be received, or nil where it is not known.
    public let receivedTotal: Int?
}
