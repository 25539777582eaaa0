internal import Age
internal import HTTP
public import Platform

/// A service that speaks as 0x0.st does: a form, a line with a link back, and a token by which the file can be managed.
///
/// Facts from the service's server software (mia/0x0, `fhost.py`): `POST /` with `file`, `secret` for an address that nobody
/// guesses, and `expires` in hours or milliseconds of the epoch; the answer's `X-Expires` holds the time and `X-Token`
/// the token, which is given only for bytes that were not there before. `POST` of `token` with `delete` or `expires` to
/// the file's address manages it: 200 and 202, 401 for a wrong token, 404 for a file that is gone.
public struct ZeroX0Store: Store {
    /// What is known of the store.
    public let description: StoreDescription
    private let url: HTTPURL
    private let maxBytes: Int
    private let days: ClosedRange<Double>
    private let context: Context

    init(_ source: StoreSource) throws {
        url = try source.address("url")
        let settings = source.settings
        maxBytes = (settings.number("max_mib") ?? 512) << 20
        let (least, most) = (settings.number("min_days") ?? 30, settings.number("max_days") ?? 365)
        guard least <= most else { throw source.problem("'min_days' is more than 'max_days'") }
        days = Double(least)...Double(most)
        context = source.context
        description = StoreDescription(
            name: source.name,
            type: "0x0",
            place: url.origin,
            maxBytes: maxBytes,
            retention:
                "\(least) to \(most) days by size, or less where asked for; readable by everybody with the link",
            canDelete: true,
            canExtend: true,
            canExpire: true,
            isRemote: true
        )
    }

    /// The days that the service keeps a file of that size, or fewer where fewer were asked for.
    public func retention(forBytes bytes: Int, at time: Timestamp, asking expires: Timestamp?) -> Retention {
        let most = time.advanced(byMilliseconds: longest(bytes))
        let end = min(expires ?? most, most)
        let kept = max(0, end.milliseconds - time.milliseconds)
        let words =
            kept < 2 * 86_400_000
            ? "about \(max(1, kept / 3_600_000)) hours" : "about \((kept + 43_200_000) / 86_400_000) days"
        return Retention(words: "kept \(words), readable by everybody with the link", expires: end)
    }

    /// Uploads to a secret address.
    public func put(_ upload: Upload, progress: @escaping (TransferProgress) -> Void) throws -> StoredFile {
        let name = description.name
        guard upload.content.count > 0 else { throw SharingError.empty }
        guard upload.content.count <= maxBytes else {
            throw SharingError.tooLarge(store: name, bytes: upload.content.count, limit: maxBytes)
        }
        var parts = [
            HTTPPart(
                name: "file",
                filename: upload.filename,
                contentType: upload.mediaType,
                content: upload.content.httpContent()
            ),
            HTTPPart(name: "secret", value: "1"),
        ]
        if let expires = upload.expires {
            parts.append(HTTPPart(name: "expires", value: "\(expires.milliseconds)"))
        }
        var request = HTTPRequest(.post, url.appending(""), allowsPlainHTTP: url.scheme == "http")
        request.body = .multipart(parts)
        request.limits.responseBytes = 1 << 20
        let response = try Network.send(
            request,
            context,
            host: url.host,
            repeats: .never,
            uploading: upload,
            progress: progress
        )
        guard response.status == 200 else {
            throw SharingError.refused(
                store: name,
                status: response.status,
                reason: ServerAnswer.reason(response.body)
            )
        }
        let asked = retention(forBytes: upload.content.count, at: upload.time, asking: upload.expires).expires
        return StoredFile(
            url: try ServerAnswer.link(in: response, from: url, store: name),
            expires: Self.time(response.headers["X-Expires"]) ?? asked,
            token: Self.token(response.headers["X-Token"])
        )
    }

    /// Removes a file by its token.
    public func delete(_ file: StoredFile) throws -> Removal {
        let status = try manage(
            file,
            "delete the file",
            HTTPPart(name: "delete", value: "1"),
            accepting: [200, 404]
        )
        return status == 404 ? .gone : .removed
    }

    /// Asks for another time; the service shortens what is more than it gives.
    public func extend(_ file: StoredFile, to time: Timestamp) throws -> StoredFile {
        let expires = HTTPPart(name: "expires", value: "\(time.milliseconds)")
        _ = try manage(file, "change the time of the file", expires, accepting: [202])
        // It may have given less than was asked for, and says so where it says anything.
        var request = HTTPRequest(.head, file.url, allowsPlainHTTP: url.scheme == "http")
        request.limits.responseBytes = 1 << 20
        let told = try? Network.send(request, context, host: url.host, repeats: .safe)
        return StoredFile(
            url: file.url,
            expires: Self.time(told?.headers["X-Expires"]) ?? time,
            token: file.token,
            reference: file.reference
        )
    }

    private func manage(_ file: StoredFile, _ action: String, _ field: HTTPPart, accepting: Set<Int>) throws
        -> Int
    {
        let name = description.name
        guard let place = try? HTTPURL(file.url), place.isSameOrigin(as: url) else {
            throw SharingError.badLink(reason: "it leads to another host than store '\(name)'")
        }
        guard let token = file.token else {
            throw SharingError.notDone(
                store: name,
                action: action,
                status: 0,
                reason: "it gave no token for it, since the same bytes were there before"
            )
        }
        var request = HTTPRequest(.post, place.text, allowsPlainHTTP: url.scheme == "http")
        request.body = .multipart([HTTPPart(name: "token", value: token.revealedText()), field])
        request.limits.responseBytes = 1 << 20
        let response = try Network.send(request, context, host: url.host, repeats: .safe)
        guard accepting.contains(response.status) else {
            throw SharingError.notDone(
                store: name,
                action: action,
                status: response.status,
                reason: response.status == 401
                    ? "it does not know the token" : ServerAnswer.reason(response.body)
            )
        }
        return response.status
    }

    /// How long a file of that size is kept at most, in milliseconds: `min + (min - max) * (size / limit - 1)³` days.
    private func longest(_ bytes: Int) -> Int64 {
        let share = Double(bytes) / Double(maxBytes) - 1
        let kept = days.lowerBound + (days.lowerBound - days.upperBound) * share * share * share
        return Int64(kept * 86_400_000)
    }

    /// Milliseconds of the epoch, which may have a fraction.
    private static func time(_ text: String?) -> Timestamp? {
        guard let text, let number = Double(text), number.isFinite, number > 0, number < 253_402_300_799_999
        else { return nil }
        return Timestamp(milliseconds: Int64(number))
    }

    /// A token of visible characters.
    private static func token(_ text: String?) -> SecretText? {
        guard let text, !text.isEmpty, text.utf8.count <= 1024,
            text.utf8.allSatisfy({ (0x21...0x7e).contains($0) })
        else { return nil }
        return SecretText(utf8: text)
    }
}
