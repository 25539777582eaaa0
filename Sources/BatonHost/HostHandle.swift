public import Lua

/// A type of objects that scripts hold without being able to look into or make them, such as a session.
public struct HostHandle: Sendable {
    /// A value that scripts read from a handle as if from a table.
    public struct Member: Sendable {
        /// Its name, type and documentation.
        public let field: HostField
        /// Reads it from the handle's object.
        public let read: @Sendable (HostRun, HostValue) throws -> HostValue

        /// A member.
        public init(_ field: HostField, read: @escaping @Sendable (HostRun, HostValue) throws -> HostValue) {
            self.field = field
            self.read = read
        }
    }

    /// The name of the function that calling a handle itself runs.
    public static let callName = "call"

    /// Its name in types, such as `Session`; scripts see `baton.Session`.
    public let name: String
    /// The number by which the engine knows it.
    public let number: Int32
    /// One sentence of documentation.
    public let about: String
    /// What can be read from it.
    public let members: [Member]
    /// What can be called on it with a colon.
    public let methods: [HostFunction]
    /// What calling the handle itself does.
    public let call: HostFunction?
    /// All that is ever shown of it; set for what is secret.
    public let display: String?

    /// A type of handles.
    public init(
        _ name: String,
        number: Int32,
        _ about: String,
        members: [Member] = [],
        methods: [HostFunction] = [],
        call: HostFunction? = nil,
        display: String? = nil
    ) {
        self.name = name
        self.number = number
        self.about = about
        self.members = members
        self.methods = methods
        self.call = call
        self.display = display
    }
}

/// The objects behind the handles of one run.
final class HostObjects {
    private var objects: [UInt64: (type: Int32, object: Any)] = [:]
    /// Slots of objects that are one handle however often they are passed, by their type and name.
    private var named: [String: UInt64] = [:]
    /// The slots of these, to ask for one at once: a script may hold a great many.
    private var namedSlots: Set<UInt64> = []
    private var last: UInt64 = 0

    /// The handle of an object; with a `name` the same one each time.
    func handle(_ object: Any, type: Int32, name: String? = nil) -> HostValue {
        let key = name.map { "\(type) \($0)" }
        let slot: UInt64
        if let key, let known = named[key] {
            slot = known
        } else {
            last += 1
            slot = last
            if let key {
                named[key] = slot
                namedSlots.insert(slot)
            }
        }
        objects[slot] = (type, object)
        return .handle(LuaHandle(type: type, slot: slot, generation: 1))
    }

    /// The object of a handle, if it is one of that type.
    func object<Object>(_ handle: LuaHandle, type: Int32, as _: Object.Type = Object.self) -> Object? {
        guard handle.type == type, let entry = objects[handle.slot], entry.type == type else { return nil }
        return entry.object as? Object
    }

    /// Forgets an object that no script holds any more, unless it has a name, under which it may be passed again.
    func release(_ handle: LuaHandle) {
        guard let entry = objects[handle.slot], entry.type == handle.type,
            !namedSlots.contains(handle.slot)
        else { return }
        objects[handle.slot] = nil
    }
}
