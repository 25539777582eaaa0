/// Functions and constants under one name.
public struct LuaModule: Sendable {
    /// Where scripts find it, such as "app.files": dots nest; "" are the globals.
    public var path: String
    /// Names, and the numbers that the host's `call` gets.
    public var functions: [(name: String, id: Int32)]
    /// Names and values; tables among them cannot be changed by scripts.
    public var constants: [(String, LuaValue)]

    /// Makes a module.
    public init(
        path: String,
        functions: [(name: String, id: Int32)] = [],
        constants: [(String, LuaValue)] = []
    ) {
        self.path = path
        self.functions = functions
        self.constants = constants
    }
}

/// A type of handle.
public struct LuaHandleType: Sendable {
    /// The number that its handles have; not negative.
    public var id: Int32
    /// The name that scripts see.
    public var name: String
    /// Names, and the numbers that the host's `call` gets.
    ///
    /// A method is called by the script with the handle as
    /// its first argument, which is checked; any other member is computed when it is read, with the handle as
    /// the only argument.
    public var members: [(name: String, id: Int32, isMethod: Bool)]

    /// Makes a type of handle.
    public init(id: Int32, name: String, members: [(name: String, id: Int32, isMethod: Bool)]) {
        self.id = id
        self.name = name
        self.members = members
    }
}
