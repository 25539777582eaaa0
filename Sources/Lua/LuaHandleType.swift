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
    /// The number of the function that runs when a script calls a handle, with the handle as its first argument; nil
    /// when handles cannot be called.
    ///
    /// So a handle can be an iterator: `for item in handle do`.
    public var call: Int32?
    /// What stands for every handle as text, such as "<secret>".
    ///
    /// Such a handle tells nothing about itself: it cannot be concatenated, compared but for identity, measured or
    /// calculated with; each of these raises an error table whose kind is the text without its angle brackets. Nil for a
    /// handle that shows its type's name.
    public var display: String?
    /// Numbers of the functions whose time is the host's, as in a module; nil means every one.
    public var blocking: Set<Int32>?

    /// Makes a type of handle.
    public init(
        id: Int32,
        name: String,
        members: [(name: String, id: Int32, isMethod: Bool)] = [],
        call: Int32? = nil,
        display: String? = nil,
        blocking: Set<Int32>? = nil
    ) {
        self.id = id
        self.name = name
        self.members = members
        self.call = call
        self.display = display
        self.blocking = blocking
    }
}
