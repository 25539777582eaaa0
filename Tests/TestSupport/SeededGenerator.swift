/// A random source that repeats itself for a seed (SplitMix64), for property tests.
public struct SeededGenerator: RandomNumberGenerator {
    private var state: UInt64

    /// A source for `seed`.
    public init(seed: UInt64) { state = seed }

    /// The next 64 bits.
    public mutating func next() -> UInt64 {
        state &+= 0x9e37_79b9_7f4a_7c15
        var mixed = state
        mixed = (mixed ^ (mixed >> 30)) &* 0xbf58_476d_1ce4_e5b9
        mixed = (mixed ^ (mixed >> 27)) &* 0x94d0_49bb_1331_11eb
        return mixed ^ (mixed >> 31)
    }

    /// A number below `bound`.
    public mutating func below(_ bound: Int) -> Int { Int.random(in: 0..<bound, using: &self) }

    /// Whether something that happens once in `count` times happens.
    public mutating func oneIn(_ count: Int) -> Bool { below(count) == 0 }
}
