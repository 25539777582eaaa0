/// A fault of the interpreter that a script can reach.
public struct LuaFault: Sendable, Hashable {
    /// A short name.
    public var name: String
    /// The first release of the interpreter without it, such as "5.4.5"; nil when every release has it.
    public var fixedIn: String?
    /// What happens when a script reaches it.
    public var effect: String
    /// What this host does about it.
    public var prevention: Prevention

    /// How far a host keeps a fault away from scripts.
    public enum Prevention: String, Sendable {
        /// No script can reach it.
        case prevented
        /// Scripts reach it only on unusual ways.
        case hindered
        /// Nothing is done about it.
        case none
    }

    /// Every fault that is known, by the first release without it.
    static let all: [LuaFault] = [
        LuaFault(
            name: "concatenation by a metamethod uses memory that was freed",
            fixedIn: "5.4.5",
            effect:
                "a crash, when a metamethod '__concat' that was added to a metatable later makes the stack grow",
            prevention: .hindered
        ),
        LuaFault(
            name: "nested closing of coroutines is not counted",
            fixedIn: "5.4.5",
            effect: "a crash, as the stack of C overflows",
            prevention: .prevented
        ),
        LuaFault(
            name: "a damaged binary chunk is run",
            fixedIn: "5.4.5",
            effect: "a crash",
            prevention: .prevented
        ),
        LuaFault(
            name: "bitwise operators with constants are compiled wrongly",
            fixedIn: "5.4.5",
            effect: "a wrong result",
            prevention: .none
        ),
        LuaFault(
            name: "'break' in a generic loop closes the wrong variable",
            fixedIn: "5.4.5",
            effect: "a variable that is closed too early or not at all",
            prevention: .none
        ),
        LuaFault(
            name: "'utf8.codes' accepts bytes that are not UTF-8",
            fixedIn: "5.4.5",
            effect: "a wrong result",
            prevention: .prevented
        ),
        LuaFault(
            name: "an error of arithmetic names the wrong line",
            fixedIn: "5.4.6",
            effect: "a wrong line in a message",
            prevention: .none
        ),
        LuaFault(
            name: "comparing strings reads past their end in some locales",
            fixedIn: "5.4.7",
            effect: "bytes behind a string are read",
            prevention: .prevented
        ),
        LuaFault(
            name: "the size of a concatenation overflows",
            fixedIn: "5.4.7",
            effect: "a crash, with strings of nearly 2^63 bytes",
            prevention: .prevented
        ),
        LuaFault(
            name: "a closed coroutine keeps its message handler",
            fixedIn: "5.4.8",
            effect: "a crash",
            prevention: .prevented
        ),
        LuaFault(
            name: "a weak metatable is freed while it is used",
            fixedIn: "5.4.8",
            effect: "a crash, when memory runs out at that moment",
            prevention: .none
        ),
        LuaFault(
            name: "keeping an error object can raise another",
            fixedIn: "5.4.8",
            effect: "the program ends with a message, when memory runs out at that moment",
            prevention: .none
        ),
        LuaFault(
            name: "'gmatch' goes on after a pattern that was too complex",
            fixedIn: "5.4.9",
            effect: "a crash, as the stack of C overflows",
            prevention: .prevented
        ),
        LuaFault(
            name: "a collection of tables with weak keys takes the square of their number",
            fixedIn: nil,
            effect: "a script that outlives its time limit until the watchdog ends the program",
            prevention: .hindered
        ),
        LuaFault(
            name: "a call of a value that is its own '__call' takes the square of the stack's size",
            fixedIn: nil,
            effect: "a script that outlives its time limit until the watchdog ends the program",
            prevention: .hindered
        ),
    ]
}

extension LuaEngine {
    /// The faults of the running interpreter that are known, the ones without a cure included.
    public static var knownFaults: [LuaFault] {
        faults(of: interpreterRelease)
    }

    /// The faults that a release has.
    static func faults(of release: String) -> [LuaFault] {
        LuaFault.all.filter { fault in
            guard let fixed = fault.fixedIn else { return true }
            return numbers(release).lexicographicallyPrecedes(numbers(fixed))
        }
    }

    private static func numbers(_ release: String) -> [Int] {
        release.split(separator: ".").map { Int($0) ?? 0 }
    }
}
