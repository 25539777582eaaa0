/// A short sequence of bytes to be found in many, each of which may have two forms, such as a letter's two cases.
///
/// Two places of it, the ones least likely to occur, are compared with 32 bytes at a time; only where both fit is the rest
/// looked at. So the speed is nearly that of reading, whatever is looked for.
public struct BytePattern: Sendable, Equatable {
    private let one: [UInt8]
    private let other: [UInt8]
    private let rarest: Int
    private let second: Int

    /// A pattern of at least one byte.
    ///
    /// `forms` holds the two forms of each byte, equal ones for a byte that has one.
    public init(_ forms: [(UInt8, UInt8)]) {
        precondition(!forms.isEmpty, "a pattern has bytes")
        one = forms.map(\.0)
        other = forms.map(\.1)
        let ranked = forms.indices.sorted { left, right in
            let ranks = (Self.commonness(forms[left]), Self.commonness(forms[right]))
            return ranks.0 == ranks.1 ? left < right : ranks.0 < ranks.1
        }
        rarest = ranked[0]
        second = ranked.count > 1 ? ranked[1] : ranked[0]
    }

    /// The exact bytes of `text`.
    public init(_ text: StaticString) {
        self.init(
            unsafe UnsafeBufferPointer(start: text.utf8Start, count: text.utf8CodeUnitCount).map { ($0, $0) }
        )
    }

    /// How many bytes it has.
    public var count: Int { one.count }

    /// Where it first begins at or behind `start`; `nil` when it is not there.
    public func firstMatch(in bytes: Span<UInt8>, from start: Int = 0) -> Int? {
        guard bytes.count - start >= count else { return nil }
        return unsafe bytes.withUnsafeBytes { unsafe search($0, from: start) }
    }

    /// Whether it occurs in the bytes.
    public func occurs(in bytes: Span<UInt8>) -> Bool { firstMatch(in: bytes) != nil }

    private typealias Lanes = SIMD32<UInt8>

    private func search(_ bytes: UnsafeRawBufferPointer, from start: Int) -> Int? {
        guard let base = bytes.baseAddress else { return nil }
        // Behind this the pattern has no room.
        let end = bytes.count - count + 1
        let (firstOne, firstOther) = (Lanes(repeating: one[rarest]), Lanes(repeating: other[rarest]))
        let (secondOne, secondOther) = (Lanes(repeating: one[second]), Lanes(repeating: other[second]))
        var place = start
        while place + Lanes.scalarCount <= end {
            let first = unsafe (base + place + rarest).loadUnaligned(as: Lanes.self)
            let next = unsafe (base + place + second).loadUnaligned(as: Lanes.self)
            let fits =
                ((first .== firstOne) .| (first .== firstOther))
                .& ((next .== secondOne) .| (next .== secondOther))
            let words = unsafe unsafeBitCast(fits, to: SIMD4<UInt64>.self)
            if (words.x | words.y) | (words.z | words.w) != 0 {
                for lane in 0..<Lanes.scalarCount where fits[lane] {
                    if unsafe isMatch(base + place + lane) { return place + lane }
                }
            }
            place += Lanes.scalarCount
        }
        while place < end {
            if unsafe isMatch(base + place) { return place }
            place += 1
        }
        return nil
    }

    @inline(__always)
    private func isMatch(_ bytes: UnsafeRawPointer) -> Bool {
        for index in 0..<one.count {
            let byte = unsafe bytes.load(fromByteOffset: index, as: UInt8.self)
            if byte != one[index] && byte != other[index] { return false }
        }
        return true
    }

    /// How common a byte is in English text and program code inside JSON, roughly; a byte that is not listed is rare.
    private static let common = Array("etaoinsrhldcumfpgwybv \"\\,.:_k-/x01j23q456z789{}()=".utf8)

    private static func commonness(_ forms: (UInt8, UInt8)) -> Int {
        [forms.0, forms.1].map { byte in common.firstIndex(of: byte).map { common.count - $0 } ?? rarity(byte)
        }.max()
            ?? 0
    }

    // The first bytes of a script's letters are the same for all of them.
    private static func rarity(_ byte: UInt8) -> Int { byte >= 0xc0 ? common.count : 0 }
}
