internal import BatonRedaction
internal import Lua

/// What scripts have added to one run: formats, stores and rules of redaction.
public final class RunExtensions {
    /// Formats in the order of their names.
    var formats: [String: ScriptFormat] = [:]
    /// Stores by name.
    var stores: [String: ScriptStore] = [:]
    /// Rules in the order in which they were added.
    var rules: [Rule] = []
    /// Whether the person's own extensions are being read: what they add may later do what they may.
    public var isLoading = false

    /// What the functions of something that is now added may do, whoever calls them; `nil` for what the caller may.
    func permissions(of run: HostRun) -> PermissionSet? { isLoading ? run.permissions : nil }
}

/// A function of a script that the program calls later.
struct ScriptCallback {
    let function: LuaFunction
    /// The script; what belongs to it works no longer than it lives.
    private(set) weak var script: (any ScriptAccess)?
    /// What it may do; `nil` for what the run may when it is called.
    let permissions: PermissionSet?

    init(_ function: LuaFunction, _ call: HostCall) throws {
        self.function = function
        script = try call.script()
        permissions = call.run.extensions.permissions(of: call.run)
    }

    /// Calls the function.
    ///
    /// - Throws: `LuaError` of the function.
    func call(_ run: HostRun, _ arguments: [HostValue]) throws -> [HostValue] {
        guard let script else {
            throw HostError("failed", "the script that this function belongs to has ended")
        }
        let (outer, file) = (run.permissions, run.untrustedFile)
        let caller = run.script
        run.script = script
        defer {
            (run.permissions, run.untrustedFile) = (outer, file)
            run.script = caller
        }
        if let permissions {
            run.permissions = permissions
            run.untrustedFile = nil
        }
        return try script.call(function, arguments)
    }
}

/// Names that scripts give to what they add.
enum AddedName {
    /// Whether it is a lower-case word of letters, digits, `-` and `_`, 1 to 40 of them, that begins with a letter or digit.
    static func isValid(_ name: String) -> Bool {
        guard let first = name.utf8.first, name.utf8.count <= 40, isWord(first) else { return false }
        return name.utf8.allSatisfy { isWord($0) || $0 == UInt8(ascii: "-") || $0 == UInt8(ascii: "_") }
    }

    private static func isWord(_ byte: UInt8) -> Bool {
        (UInt8(ascii: "a")...UInt8(ascii: "z")).contains(byte)
            || (UInt8(ascii: "0")...UInt8(ascii: "9")).contains(byte)
    }
}
