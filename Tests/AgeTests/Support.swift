import Age
import CSodium

/// A small repeatable source of randomness (SplitMix64); a failing test prints its seed.
struct SeededGenerator: RandomNumberGenerator {
    private var state: UInt64

    init(seed: UInt64) { state = seed }

    mutating func next() -> UInt64 {
        state &+= 0x9e37_79b9_7f4a_7c15
        var value = state
        value = (value ^ value >> 30) &* 0xbf58_476d_1ce4_e5b9
        value = (value ^ value >> 27) &* 0x94d0_49bb_1331_11eb
        return value ^ value >> 31
    }

    mutating func bytes(_ count: Int) -> [UInt8] {
        var bytes: [UInt8] = []
        bytes.reserveCapacity(count + 8)
        while bytes.count < count { withUnsafeBytes(of: next()) { bytes += $0 } }
        return Array(bytes.prefix(count))
    }
}

/// What came out of opening a file piece by piece.
struct Outcome: Equatable {
    var plain: [UInt8] = []
    var error: AgeError?
}

/// Opens `file` in pieces whose sizes `nextSize` chooses.
func opened(
    _ file: [UInt8],
    with identities: [any AgeIdentity],
    framing: AgeDecryptor.Framing = .automatic,
    nextSize: () -> Int = { .max }
) -> Outcome {
    let decryptor = AgeDecryptor(identities: identities, framing: framing)
    var outcome = Outcome()
    do throws(AgeError) {
        var position = 0
        while position < file.count {
            let end = position + min(nextSize(), file.count - position)
            try decryptor.update(file.span.extracting(position..<end), into: &outcome.plain)
            position = end
        }
        try decryptor.finish(into: &outcome.plain)
    } catch {
        outcome.error = error
    }
    return outcome
}

/// The SHA-256 of `bytes` in hex.
func sha256(_ bytes: [UInt8]) -> String {
    var digest = [UInt8](repeating: 0, count: Int(crypto_hash_sha256_BYTES))
    crypto_hash_sha256(&digest, bytes, UInt64(bytes.count))
    return hex(digest)
}

func hex(_ bytes: [UInt8]) -> String {
    let digits = Array("0123456789abcdef")
    return String(bytes.flatMap { [digits[Int($0 >> 4)], digits[Int($0 & 15)]] })
}

func bytes(hex text: String) -> [UInt8] {
    let digits = text.compactMap(\.hexDigitValue)
    return stride(from: 0, to: digits.count, by: 2).map { UInt8(digits[$0] << 4 | digits[$0 + 1]) }
}

func bytes(_ secret: SecretBytes) -> [UInt8] {
    secret.withBytes { span in span.indices.map { span[$0] } }
}
