/// Functions and constants under one name.
public struct LuaModule: Sendable {
    /// Where scripts find it, such as "app.files": dots nest; "" are the globals.
    public var path: String
    /// Names, and the numbers that the host's `call` gets.
    public var functions: [(name: String, id: Int32)]
    /// Names and values; tables among them cannot be changed by scripts.
    public var constants: [(String, LuaValue)]
    /// Numbers of the functions whose time is the host's: they wait for files, programs, servers or people.
    ///
    /// The script's clock stands still in them; in any other function it goes on, which costs a call nothing. Nil means
    /// every function.
    public var blocking: Set<Int32>?

    /// Makes a module.
    public init(
        path: String,
        functions: [(name: String, id: Int32)] = [],
        constants: [(String, LuaValue)] = [],
        blocking: Set<Int32>? = nil
    ) {
        self.path = path
        self.functions = functions
        self.constants = constants
        self.blocking = blocking
    }
}
