internal import HTTP
internal import Platform

/// Requests of this program, with its name, the environment's proxies and Ctrl-C.
enum Network {
    static let userAgent = "baton/1 (session sharing)"

    /// Sends a request, again where its failure allows that.
    ///
    /// - Parameters:
    ///   - request: what to send; sent once where its body cannot be read a second time.
    ///   - context: the surroundings.
    ///   - host: the host, for messages.
    ///   - repeats: what may be sent again.
    ///   - waiting: told before each wait.
    ///   - progress: told how far the transfer is.
    /// - Returns: the answer, whatever its status.
    /// - Throws: ``SharingError/transfer(host:reason:)`` when nothing happened, ``SharingError/outcomeUnknown(host:reason:)``
    ///   when all was sent and no answer came, `PlatformError.interrupted`.
    static func send(
        _ request: HTTPRequest,
        _ context: Context,
        host: String,
        repeats: Repeat = .never,
        waiting: (TransferPause) -> Void = { _ in },
        progress: @escaping (HTTPProgress) -> Void = { _ in }
    ) throws -> HTTPResponse {
        let client = try client(context, host: host)
        return try again(
            host: host,
            request.body.isRepeatable ? repeats : Repeat.once(repeats),
            waiting,
            context
        ) {
            let response = try client.send(request, progress: progress)
            return (response, response.status, response.headers["retry-after"])
        } hasSentAll: {
            client.hasSentBody
        }
    }

    /// Sends the request of an upload, and tells how far its content is.
    ///
    /// - Throws: as the other function.
    static func send(
        _ request: HTTPRequest,
        _ context: Context,
        host: String,
        repeats: Repeat,
        uploading upload: Upload,
        progress: @escaping (TransferProgress) -> Void
    ) throws -> HTTPResponse {
        let total = upload.content.count
        return try send(
            request,
            context,
            host: host,
            repeats: repeats,
            waiting: { progress(TransferProgress(done: 0, total: total, pause: $0)) },
            progress: { progress(TransferProgress(done: $0.sent, total: $0.sentTotal ?? total)) }
        )
    }

    /// A client for this program's requests.
    static func client(_ context: Context, host: String) throws -> HTTPClient {
        do {
            return try HTTPClient(
                userAgent: userAgent,
                network: HTTPNetwork(environment: context.environment),
                isCancelled: { Cancellation.isRequested }
            )
        } catch {
            throw SharingError.transfer(host: host, reason: "\(error)")
        }
    }

    /// Calls `attempt` until it gives an answer that is none to come back after, or a failure that allows no further try.
    static func again<Answer>(
        host: String,
        _ repeats: Repeat,
        _ waiting: (TransferPause) -> Void,
        _ context: Context,
        _ attempt: () throws -> (answer: Answer, status: Int, retryAfter: String?),
        hasSentAll: () -> Bool
    ) throws -> Answer {
        var count = 1
        var isOpen = false
        while true {
            let pause: TransferPause
            do {
                let (answer, status, retryAfter) = try attempt()
                let wait = repeats.wait(
                    afterStatus: status,
                    retryAfter: retryAfter,
                    attempt: count,
                    now: context.now()
                )
                guard let wait else { return answer }
                pause = TransferPause(reason: "'\(host)' answered with status \(status)", seconds: wait)
            } catch let error as HTTPError {
                if error == .cancelled { throw PlatformError.interrupted }
                let sentAll = hasSentAll()
                let verdict = repeats.verdict(on: error, sentAll: sentAll, attempt: count, isOpen: isOpen)
                isOpen = isOpen || !Repeat.isCertain(error, sentAll: sentAll)
                switch verdict {
                case .failed: throw SharingError.transfer(host: host, reason: "\(error)")
                case .unknown: throw SharingError.outcomeUnknown(host: host, reason: "\(error)")
                case .again(let seconds): pause = TransferPause(reason: "\(error)", seconds: seconds)
                }
            }
            waiting(pause)
            try sleep(pause.seconds)
            count += 1
        }
    }

    /// Waits, and wakes for Ctrl-C.
    private static func sleep(_ seconds: Double) throws {
        var left = seconds
        while left > 0 {
            try Cancellation.check()
            Sleep.seconds(min(left, 0.1))
            left -= 0.1
        }
        try Cancellation.check()
    }
}

extension Repeat {
    /// The same without a second attempt.
    fileprivate static func once(_ repeats: Repeat) -> Repeat {
        var once = repeats
        once.attempts = 1
        return once
    }
}
