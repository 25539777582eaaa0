public import Platform

extension ShareRegistry {
    /// Asks the store to remove a share, and writes down what it said.
    ///
    /// - Throws: ``SharingError/cannotChange(number:reason:)`` when the share or its store do not allow it; what the store
    ///   throws. The list is as it was then.
    public func revoke(_ share: ShareRecord, in catalog: StoreCatalog, now: Timestamp) throws -> Removal {
        let (file, store) = try whereabouts(of: share, in: catalog)
        guard store.description.canDelete else { throw cannotDelete(share, now) }
        let removal: Removal
        do {
            removal = try store.delete(file)
        } catch SharingError.cannotDelete {
            throw cannotDelete(share, now)
        }
        var share = share
        share.state = removal == .removed ? .revoked : .gone
        // Nothing is left that they could open or delete.
        (share.token, share.key) = (nil, nil)
        try update(share)
        return removal
    }

    /// Asks the store to keep a share until another moment, and writes down what it said.
    ///
    /// - Throws: as ``revoke(_:in:now:)``.
    public func extend(_ share: ShareRecord, to time: Timestamp, in catalog: StoreCatalog) throws
        -> ShareRecord
    {
        let (file, store) = try whereabouts(of: share, in: catalog)
        guard store.description.canExtend else {
            throw SharingError.cannotChange(
                number: share.number,
                reason: "store '\(share.store)' decides itself how long it keeps a file"
            )
        }
        let answer = try store.extend(file, to: time)
        var share = share
        share.url = answer.url
        share.expires = answer.expires
        share.token = answer.token ?? share.token
        share.reference = answer.reference ?? share.reference
        try update(share)
        return share
    }

    /// The file and the store of a share that may still be there.
    private func whereabouts(of share: ShareRecord, in catalog: StoreCatalog) throws -> (
        StoredFile, any Store
    ) {
        func refusal(_ reason: String) -> SharingError { .cannotChange(number: share.number, reason: reason) }
        switch share.state {
        case .revoked: throw refusal("it was revoked before")
        case .gone: throw refusal("it is gone")
        case .failed, .cancelled: throw refusal("it never arrived")
        case .forgotten: throw refusal("it was taken off the list")
        case .pending, .unknown, .shared: break
        }
        guard let file = share.file else {
            throw refusal(
                share.isRunning
                    ? "it is still being uploaded"
                    : "no link of it is known, so that the store could not be told which file is meant"
            )
        }
        let store = try catalog.store(share.store)
        // Under the same name there may be another service by now, which must not get the token.
        guard store.description.place == share.place else {
            throw refusal(
                "store '\(share.store)' is '\(store.description.place)' now, and it was uploaded to '\(share.place)'"
            )
        }
        return (file, store)
    }

    private func cannotDelete(_ share: ShareRecord, _ now: Timestamp) -> SharingError {
        let stay =
            switch share.expires {
            case .some(let time) where time <= now: "its time was over on \(time.date)"
            case .some(let time): "it stays until about \(time.date)"
            case nil: "how long it stays is not known"
            }
        return .cannotChange(number: share.number, reason: "store '\(share.store)' cannot delete; \(stay)")
    }
}
