/// Cuts a plaintext of any pieces into chunks and encrypts them.
struct PayloadSealer {
    private var cipher: ChunkCipher
    /// Plaintext that waits: whether a full chunk is the last one is known only when more comes.
    private var waiting: [UInt8] = []

    init(fileKey: SecretBytes, salt: [UInt8]) {
        cipher = ChunkCipher(fileKey: fileKey, salt: salt)
        waiting.reserveCapacity(ChunkCipher.plainSize)
    }

    /// Takes plaintext and hands every chunk that is complete to `emit`.
    mutating func update(_ plain: Span<UInt8>, emit: (ArraySlice<UInt8>) -> Void) {
        var position = 0
        while position < plain.count {
            if waiting.count == ChunkCipher.plainSize {
                do {
                    let chunk = waiting
                    emit(cipher.seal(chunk.span, isLast: false))
                }
                waiting.removeAll(keepingCapacity: true)
            }
            if waiting.isEmpty && plain.count - position > ChunkCipher.plainSize {
                let chunk = plain.extracting(position..<position + ChunkCipher.plainSize)
                emit(cipher.seal(chunk, isLast: false))
                position += ChunkCipher.plainSize
            } else {
                position += waiting.fill(from: plain, at: position, upTo: ChunkCipher.plainSize)
            }
        }
    }

    /// Hands the last chunk, which is empty only for an empty plaintext, to `emit`.
    mutating func finish(emit: (ArraySlice<UInt8>) -> Void) {
        let chunk = waiting
        emit(cipher.seal(chunk.span, isLast: true))
    }
}
