internal import Age
internal import Platform

extension ShareRegistry {
    /// What an upload gave, and how it is listed.
    struct Registered {
        let file: StoredFile
        let record: ShareRecord
        /// Whether the list holds the link; false when the disk did not take it after the upload.
        let isListed: Bool
    }

    /// Uploads with the share on the list: as pending before a byte is sent, with its link before anybody sees that.
    ///
    /// - Parameters:
    ///   - share: what is known before the upload.
    ///   - key: the key of the link, written down where keys are remembered.
    ///   - progress: told how far the transfer is.
    ///   - put: uploads.
    /// - Returns: what the store gave, and the entry of the list.
    /// - Throws: ``SharingError/notListed(path:reason:)`` when nothing was sent because the list cannot be written; what
    ///   `put` throws.
    func register(
        _ share: ShareRecord,
        key: SecretText?,
        progress: @escaping (TransferProgress) -> Void,
        put: (_ progress: @escaping (TransferProgress) -> Void) throws -> StoredFile
    ) throws -> Registered {
        var record: ShareRecord
        do {
            record = try add(share)
        } catch let error as PlatformError where error != .interrupted {
            throw SharingError.notListed(path: path, reason: "\(error)")
        }
        var reached = TransferProgress(done: 0, total: nil)
        let file: StoredFile
        do {
            file = try put { step in
                reached = step
                progress(step)
            }
        } catch {
            record.state = Self.state(after: error, reached)
            // What the upload failed with matters more; the list says "pending" then, which is no lie.
            try? update(record)
            throw error
        }
        record.state = .shared
        record.url = file.url
        record.expires = file.expires
        record.token = file.token
        record.reference = file.reference
        if remembersKeys { record.key = key }
        let isListed = (try? update(record)) != nil
        return Registered(file: file, record: record, isListed: isListed)
    }

    /// What is known of an upload that failed: it did not arrive only where that is certain.
    static func state(after error: any Error, _ reached: TransferProgress) -> ShareRecord.State {
        switch error {
        case PlatformError.interrupted:
            // A store's last byte may be on its way; one that is not sent yet makes no share.
            guard let total = reached.total else { return reached.done == 0 ? .cancelled : .unknown }
            return reached.done < total ? .cancelled : .unknown
        case is PlatformError:
            return .failed
        case let error as SharingError:
            switch error {
            case .badAnswer, .outcomeUnknown: return .unknown
            case .refused(_, let status, _): return status >= 500 ? .unknown : .failed
            default: return .failed
            }
        default:
            // A store's own function failed, before it sent or after.
            return .unknown
        }
    }
}
