internal import HTTP
internal import Platform

/// When a request that failed is sent again.
///
/// Whatever the kind, a request is repeated when it certainly did nothing: there was no connection, the connection
/// ended before all of the body was handed over, or the server asks to come later (429, or 503 with `Retry-After`).
struct Repeat: Sendable, Equatable {
    /// Whether the request does no harm when it is done twice.
    var isSafe: Bool
    /// Whether something may be there afterwards of which nobody knows when no answer comes.
    var leavesSomething: Bool
    /// How often it is sent at most.
    var attempts = 4
    /// The wait before the second attempt, in seconds; each further one may be twice as long.
    var firstWait = 0.4
    /// The longest wait that a server may ask for, in seconds.
    var longestWait = 60.0

    /// For an upload that makes something new each time: never again once the server may have got all of it.
    static let never = Repeat(isSafe: false, leavesSomething: true)
    /// For what may be done twice and leaves nothing new: a download, a deletion.
    static let safe = Repeat(isSafe: true, leavesSomething: false)
    /// For an upload to an address that the client chose, where a second one takes the place of the first.
    static let replacing = Repeat(isSafe: true, leavesSomething: true)

    /// What is to be done about an attempt that went wrong.
    enum Verdict: Equatable {
        /// Send it again after so many seconds.
        case again(after: Double)
        /// It did not happen.
        case failed
        /// All was sent, and nobody knows what became of it.
        case unknown
    }

    /// Whether a request certainly did nothing, by what it failed with and whether all of its body was handed over.
    static func isCertain(_ error: HTTPError, sentAll: Bool) -> Bool {
        switch error {
        case .couldNotResolve, .couldNotConnect, .connectTimeout, .proxyRefused, .tls: true
        default: !sentAll
        }
    }

    /// The verdict on a failure without an answer.
    ///
    /// - Parameters:
    ///   - error: what it failed with.
    ///   - sentAll: whether all of the body was handed to the network.
    ///   - attempt: how often it was sent, from 1.
    ///   - isOpen: whether an attempt before may have done something.
    /// - Returns: what to do, with a wait that is a little different each time.
    func verdict(on error: HTTPError, sentAll: Bool, attempt: Int, isOpen: Bool = false) -> Verdict {
        let isCertain = Self.isCertain(error, sentAll: sentAll)
        if error.isTemporary, isSafe || isCertain, attempt < attempts { return .again(after: wait(attempt)) }
        return leavesSomething && (isOpen || !isCertain) ? .unknown : .failed
    }

    /// The wait before the next attempt when an answer of that status is one to come back after; nil when not.
    func wait(afterStatus status: Int, retryAfter: String?, attempt: Int, now: Timestamp) -> Double? {
        let isCertain = status == 429 || status == 503 && retryAfter != nil
        let isWorthwhile = isCertain || isSafe && [408, 425, 500, 502, 503, 504].contains(status)
        guard isWorthwhile, attempt < attempts else { return nil }
        guard let asked = retryAfter.flatMap({ RetryAfter.seconds($0, now: now) }) else {
            return wait(attempt)
        }
        // Who asks for an hour is not waited for.
        guard asked <= longestWait else { return nil }
        return max(asked, wait(attempt) / 2)
    }

    /// A wait of which the half is by chance, so that those who failed together do not come back together.
    private func wait(_ attempt: Int) -> Double {
        let most = min(firstWait * Double(1 << min(attempt - 1, 10)), 10)
        return most * Double.random(in: 0.5...1)
    }
}

/// The header `Retry-After` (RFC 9110, section 10.2.3).
enum RetryAfter {
    /// The seconds to wait: a number, or the time until a date such as `Sun, 06 Nov 1994 08:49:37 GMT`; nil for neither.
    static func seconds(_ text: String, now: Timestamp) -> Double? {
        if let seconds = Int(text), seconds >= 0 { return Double(seconds) }
        let months = ["Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec"]
        let parts = text.split(separator: " ")
        guard parts.count == 6, parts[5] == "GMT", parts[1].utf8.count == 2, parts[3].utf8.count == 4,
            let month = months.firstIndex(of: String(parts[2]))
        else { return nil }
        let number = month < 9 ? "0\(month + 1)" : "\(month + 1)"
        guard let moment = Timestamp("\(parts[3])-\(number)-\(parts[1])T\(parts[4])Z") else { return nil }
        return max(0, Double(moment.milliseconds - now.milliseconds) / 1000)
    }
}
