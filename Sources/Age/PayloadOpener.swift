/// Collects sealed chunks from pieces of any size and decrypts them; what it gives out is authentic.
struct PayloadOpener {
    private var cipher: ChunkCipher
    /// Sealed bytes that wait: whether a full chunk is the last one is known only when more comes.
    private var waiting: [UInt8] = []

    init(fileKey: SecretBytes, salt: [UInt8]) {
        cipher = ChunkCipher(fileKey: fileKey, salt: salt)
        waiting.reserveCapacity(ChunkCipher.sealedSize)
    }

    /// Takes sealed bytes and appends the plaintext of every chunk that is complete and not the last.
    mutating func update(_ sealed: Span<UInt8>, into plain: inout [UInt8]) throws(AgeError) {
        var position = 0
        while position < sealed.count {
            if waiting.count == ChunkCipher.sealedSize {
                try openWaiting(into: &plain)
                waiting.removeAll(keepingCapacity: true)
            }
            if waiting.isEmpty && sealed.count - position > ChunkCipher.sealedSize {
                try openInner(sealed.extracting(position..<position + ChunkCipher.sealedSize), into: &plain)
                position += ChunkCipher.sealedSize
            } else {
                position += waiting.fill(from: sealed, at: position, upTo: ChunkCipher.sealedSize)
            }
        }
    }

    /// Appends the plaintext of the last chunk.
    mutating func finish(into plain: inout [UInt8]) throws(AgeError) {
        // Between chunks: the bytes end where a chunk must begin.
        guard !waiting.isEmpty else { throw .payload(.truncated) }
        let chunk = waiting
        let isEmpty = chunk.count == ChunkCipher.tagSize
        guard !isEmpty || cipher.number == 0 else { throw .payload(.emptyLastChunk) }
        if cipher.open(chunk.span, isLast: true, into: &plain) { return }
        // A full chunk that is authentic but not the last says that the file was cut exactly behind it.
        if chunk.count == ChunkCipher.sealedSize, cipher.open(chunk.span, isLast: false, into: &plain) {
            throw .payload(.truncated)
        }
        throw .payload(.badChunk)
    }

    private mutating func openWaiting(into plain: inout [UInt8]) throws(AgeError) {
        let chunk = waiting
        try openInner(chunk.span, into: &plain)
    }

    /// Opens a full chunk behind which more bytes are known to follow.
    private mutating func openInner(_ chunk: Span<UInt8>, into plain: inout [UInt8]) throws(AgeError) {
        if cipher.open(chunk, isLast: false, into: &plain) { return }
        // A full chunk that is authentic as the last one says that what follows was put there later.
        if cipher.open(chunk, isLast: true, into: &plain) { throw .payload(.trailingData) }
        throw .payload(.badChunk)
    }
}
