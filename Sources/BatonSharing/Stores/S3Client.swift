internal import Digest
internal import HTTP
internal import Platform

/// Signed requests to a bucket.
struct S3Client {
    let store: String
    let place: S3Place
    let credentials: AWSCredentials
    let context: Context

    /// A part of some content.
    struct Part {
        let content: UploadContent
        let start: Int
        let count: Int
    }

    /// Sends a request and returns the answer, whatever its status.
    ///
    /// - Parameters:
    ///   - method: the method.
    ///   - key: the object's key.
    ///   - query: names and values, not encoded.
    ///   - headers: header lines besides those of the signature.
    ///   - body: bytes in memory.
    ///   - part: bytes that are read while they are sent; instead of `body`.
    ///   - isCleaning: whether it is sent although the run was interrupted, with little patience.
    ///   - progress: told how far the transfer is.
    /// - Returns: the answer.
    /// - Throws: ``SharingError``, `PlatformError.interrupted`.
    func send(
        _ method: HTTPMethod,
        _ key: String,
        query: [(name: String, value: String)] = [],
        headers: [(name: String, value: String)] = [],
        body: [UInt8] = [],
        part: Part? = nil,
        isCleaning: Bool = false,
        progress: @escaping (HTTPProgress) -> Void = { _ in }
    ) throws -> HTTPResponse {
        let path = place.path(of: key)
        let signer = SignatureV4(
            credentials: credentials,
            region: place.region,
            time: Self.compact(context.now())
        )
        let signed = signer.signedHeaders(
            of: SignatureV4.Request(
                method: method.rawValue,
                host: place.host,
                path: path,
                query: query,
                headers: headers,
                payload: try payload(body, part)
            )
        )
        let isPlain = place.endpoint.scheme == "http"
        let address = place.address(path: path, query: SignatureV4.canonicalQuery(query))
        var request = HTTPRequest(method, address, headers: signed, allowsPlainHTTP: isPlain)
        if let part {
            request.body = .content(
                .restartable(length: part.count) {
                    try part.content.reader(from: part.start, length: part.count)
                }
            )
        } else if !body.isEmpty {
            request.body = .bytes(body)
        }
        request.limits.responseBytes = 1 << 20
        // A server puts the parts of a large object together before it answers.
        request.limits.stall = .seconds(120)
        if isCleaning {
            request.limits.total = .seconds(10)
            let client = try HTTPClient(
                userAgent: Network.userAgent,
                network: HTTPNetwork(environment: context.environment)
            )
            return try client.send(request)
        }
        return try Network.send(
            request,
            context,
            host: place.endpoint.host,
            // The parts of a large object are put together once; all else may be done again.
            repeats: method == .post ? .never : method == .put ? .replacing : .safe,
            progress: progress
        )
    }

    /// An address at which everybody gets an object for some seconds.
    func link(to key: String, seconds: Int) -> String {
        let path = place.path(of: key)
        let signer = SignatureV4(
            credentials: credentials,
            region: place.region,
            time: Self.compact(context.now())
        )
        let request = SignatureV4.Request(
            method: "GET",
            host: place.host,
            path: path,
            payload: SignatureV4.unsigned
        )
        return place.address(path: path, query: signer.presignedQuery(of: request, seconds: seconds))
    }

    /// Why a request was refused, in the service's words.
    func reason(_ response: HTTPResponse) -> String {
        if let region = response.headers["x-amz-bucket-region"], region != place.region,
            [301, 307, 400].contains(response.status)
        {
            return "the bucket is in region '\(ServerAnswer.line(region))'"
        }
        let words = ["Code", "Message"].compactMap { XMLField.first($0, in: response.body) }
        return ServerAnswer.line(words.joined(separator: ": "))
    }

    /// The digest of a body, or the word for none: TLS protects it already where there is TLS.
    private func payload(_ body: [UInt8], _ part: Part?) throws -> String {
        guard let part else { return SHA256.hex(body) }
        guard place.endpoint.scheme == "http" else { return SignatureV4.unsigned }
        let read = try part.content.reader(from: part.start, length: part.count)
        let digest = SHA256Stream()
        while true {
            let piece = try read(1 << 18)
            if piece.isEmpty { return SHA256.digits(of: digest.finish()) }
            digest.update(piece)
        }
    }

    /// A time as `20260228T103015Z`.
    static func compact(_ time: Timestamp) -> String {
        time.iso8601.prefix(19).filter { $0 != "-" && $0 != ":" } + "Z"
    }
}
