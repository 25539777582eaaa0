/// The objects of what Baton is for.
enum ProductHandles {
    static let all: [HostHandle] = [
        MessagesHandle.type, WriterHandle.type, QRMatrixHandle.type, StoreHTTPHandle.type,
    ]
}

extension HostHandles {
    /// The number of iterators over messages.
    static let messages: Int32 = 10
    /// The number of what an exporter writes to.
    static let writer: Int32 = 11
    /// The number of QR symbols.
    static let matrix: Int32 = 12
    /// The number of what a store sends with.
    static let storeHTTP: Int32 = 13
}
