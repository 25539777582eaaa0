public import Lua

/// What a recipe may cost; `nil` leaves the program's own limit.
public struct RecipeLimits: Sendable, Hashable {
    /// Seconds of computing in scripts.
    public var time: Double?
    /// Seconds by the clock.
    public var wall: Double?
    /// Bytes of memory in scripts.
    public var memory: Int?
    /// Bytes of output.
    public var output: Int?

    /// The program's own limits.
    public init() {}

    /// The names by which recipes and people set them.
    public static let names = ["time", "wall", "memory", "output"]

    /// Why a text sets no limit.
    public struct Problem: Error, Sendable, CustomStringConvertible {
        /// One sentence.
        public let description: String
    }

    /// Sets a limit from a text such as `30s` or `64M`.
    ///
    /// - Throws: ``Problem`` for an unknown name, and for a text that is no duration or size.
    public mutating func set(_ name: String, _ text: String) throws(Problem) {
        switch name {
        case "time": time = try Self.seconds(text)
        case "wall": wall = try Self.seconds(text)
        case "memory": memory = try Self.bytes(text)
        case "output": output = try Self.bytes(text)
        default:
            throw Problem(
                description: "there is no limit '\(name)' (there are \(Self.names.joined(separator: ", ")))"
            )
        }
    }

    private static func seconds(_ text: String) throws(Problem) -> Double {
        guard let seconds = DurationText.seconds(text), seconds > 0 else {
            throw Problem(description: "'\(text)' is no duration such as 500ms, 30s or 15m")
        }
        return seconds
    }

    private static func bytes(_ text: String) throws(Problem) -> Int {
        guard let bytes = DurationText.bytes(text.uppercased()) else {
            throw Problem(description: "'\(text)' is no size such as 512K, 64M or 1G")
        }
        return bytes
    }

    /// A limit as it is written, such as `30s` or `64M`; `nil` when it is not set.
    public func text(_ name: String) -> String? {
        switch name {
        case "time": time.map(DurationText.text)
        case "wall": wall.map(DurationText.text)
        case "memory": memory.map(DurationText.text(bytes:))
        case "output": output.map(DurationText.text(bytes:))
        default: nil
        }
    }

    /// The names of limits that are above those of `other`.
    public func exceeding(_ other: RecipeLimits) -> [String] {
        Self.names.filter { name in
            switch name {
            case "time": Self.exceeds(time, other.time)
            case "wall": Self.exceeds(wall, other.wall)
            case "memory": Self.exceeds(memory, other.memory)
            default: Self.exceeds(output, other.output)
            }
        }
    }

    private static func exceeds<Value: Comparable>(_ value: Value?, _ most: Value?) -> Bool {
        guard let value, let most else { return false }
        return value > most
    }
}

// MARK: What holds in a run

extension RecipeLimits {
    /// The limits of an engine that recipes can set.
    public init(_ limits: LuaLimits) {
        time = limits.luaTime.map(DurationText.seconds)
        wall = limits.wallTime.map(DurationText.seconds)
        memory = limits.memory
        output = limits.outputBytes
    }

    /// Seconds of a duration.
    public static func seconds(_ duration: Duration) -> Double { DurationText.seconds(duration) }

    /// What a recipe that nobody but its author looked at can ask for at most: the program's own limits.
    public static let most = RecipeLimits(.trusted)

    /// The limits of a run.
    ///
    /// - Parameters:
    ///   - own: the program's own limits.
    ///   - raises: whether the recipe may have more than those.
    ///   - person: what the person said, which stands above both.
    /// - Returns: the limits that hold, where `self` is what the recipe asks for.
    public func within(_ own: LuaLimits, raises: Bool, person: RecipeLimits) -> LuaLimits {
        var result = own
        if let time {
            result.luaTime = .seconds(raises ? time : min(time, RecipeLimits(own).time ?? time))
        }
        if let wall {
            result.wallTime = .seconds(raises ? wall : min(wall, RecipeLimits(own).wall ?? wall))
        }
        if let memory { result.memory = raises ? memory : min(memory, own.memory) }
        if let output { result.outputBytes = raises ? output : min(output, own.outputBytes) }
        if let time = person.time { result.luaTime = .seconds(time) }
        if let wall = person.wall { result.wallTime = .seconds(wall) }
        if let memory = person.memory { result.memory = memory }
        if let output = person.output { result.outputBytes = output }
        return result
    }
}

extension RecipeSource {
    /// Whether its recipe may have more than the program's own limits: only what the person or the program wrote.
    public var raisesLimits: Bool { origin == .builtIn || origin == .user }
}
