internal import HTTP
internal import Platform

/// An upload in parts, which is there as a whole or not at all.
struct S3Multipart {
    let client: S3Client
    let key: String
    let upload: Upload
    let partSize: Int

    /// The most parts that an upload may have.
    private static let mostParts = 10_000

    /// Sends all parts and puts them together; on a failure those that arrived are removed.
    func send(_ progress: @escaping (TransferProgress) -> Void) throws {
        let begun = try client.send(
            .post,
            key,
            query: [(name: "uploads", value: "")],
            headers: [(name: "content-type", value: upload.mediaType)]
        )
        guard begun.status == 200 else { throw refused(begun) }
        guard let id = XMLField.first("UploadId", in: begun.body), !id.isEmpty, id.utf8.count <= 2048 else {
            throw SharingError.badAnswer(store: client.store, reason: "it did not name the upload")
        }
        do {
            try complete(id, try parts(id, progress))
        } catch {
            // Parts cost money and nobody sees them. Also after Ctrl-C, when other requests are not sent any more.
            _ = try? client.send(.delete, key, query: [(name: "uploadId", value: id)], isCleaning: true)
            throw error
        }
    }

    private func parts(_ id: String, _ progress: @escaping (TransferProgress) -> Void) throws -> [String] {
        let total = upload.content.count
        let size = max(partSize, (total + Self.mostParts - 1) / Self.mostParts)
        var tags: [String] = []
        for start in stride(from: 0, to: total, by: size) {
            let count = min(size, total - start)
            let response = try client.send(
                .put,
                key,
                query: [
                    (name: "partNumber", value: "\(tags.count + 1)"), (name: "uploadId", value: id),
                ],
                part: S3Client.Part(content: upload.content, start: start, count: count)
            ) { progress(TransferProgress(done: start + min($0.sent, count), total: total)) }
            guard response.status == 200 else { throw refused(response) }
            guard let tag = response.headers["ETag"], (1...256).contains(tag.utf8.count) else {
                throw SharingError.badAnswer(store: client.store, reason: "it did not confirm a part")
            }
            tags.append(tag)
        }
        return tags
    }

    private func complete(_ id: String, _ tags: [String]) throws {
        let list = tags.enumerated().map {
            "<Part><PartNumber>\($0.offset + 1)</PartNumber><ETag>\(XMLField.escaped($0.element))</ETag></Part>"
        }
        let document =
            "<CompleteMultipartUpload xmlns=\"http://s3.amazonaws.com/doc/2006-03-01/\">" + list.joined()
            + "</CompleteMultipartUpload>"
        let response: HTTPResponse
        do {
            response = try client.send(
                .post,
                key,
                query: [(name: "uploadId", value: id)],
                headers: [(name: "content-type", value: "application/xml")],
                body: Array(document.utf8)
            )
        } catch let error as SharingError {
            // The answer was lost, which says nothing of the object.
            let look = try? client.send(.head, key)
            guard look?.status == 200, look?.headers["Content-Length"] == "\(upload.content.count)" else {
                throw error
            }
            return
        }
        guard response.status == 200 else { throw refused(response) }
        // The status is sent before the work is done, so that a failure may come behind it.
        guard XMLField.first("Code", in: response.body) == nil else { throw refused(response) }
        guard XMLField.first("ETag", in: response.body) != nil else {
            throw SharingError.badAnswer(store: client.store, reason: "it did not confirm the whole file")
        }
    }

    private func refused(_ response: HTTPResponse) -> SharingError {
        .refused(store: client.store, status: response.status, reason: client.reason(response))
    }
}
