internal import Lua

/// What a function that only calculates may cost.
enum PureLimits {
    /// The most bytes of a text that is made or read.
    static let bytes = 16 << 20
    /// The most values of a list or of a tree that is made.
    static let values = 1_000_000
    /// The most values that are gathered from an iterator.
    static let elements = 200_000
}

extension HostCall {
    /// A text as the result, unless it is too large.
    func result(_ bytes: some Collection<UInt8>) throws -> HostValue {
        try checkSize(bytes.count)
        return .string(LuaString(bytes: Array(bytes)))
    }

    /// Fails when a text that is to be made or read has more bytes than allowed.
    func checkSize(_ count: Int) throws {
        if count > PureLimits.bytes {
            throw HostError(
                "limit",
                "\(function.fullName): a text may have at most \(PureLimits.bytes) bytes"
            )
        }
    }

    /// Fails when more values are to be made than allowed.
    func checkCount(_ count: Int, most: Int = PureLimits.values) throws {
        if count > most {
            throw HostError("limit", "\(function.fullName): there may be at most \(most) values")
        }
    }

    /// A failure of this function's own kind.
    func failure(_ kind: String, _ message: String, hint: String? = nil) -> HostError {
        HostError(kind, "\(function.fullName): \(message)", hint: hint)
    }

    /// A failure that blames an argument's type, in the words of the check.
    func mismatch(_ name: String, _ expected: String, _ value: HostValue) -> HostError {
        failure("arg", "argument '\(name)': \(expected) expected, got \(value.typeName)")
    }

    /// A whole number of at least 0, of a field that has a default or is required.
    func natural(_ name: String, least: Int = 0) throws -> Int {
        guard let value = integer(name), value >= least else {
            throw problem(name, "must be \(least) or more")
        }
        return value
    }
}
