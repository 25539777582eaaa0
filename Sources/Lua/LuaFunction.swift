import Synchronization

/// A function of a script, kept alive for as long as a copy of this value exists.
///
/// It works in its own engine only; elsewhere a call fails with `conversion`.
public struct LuaFunction: Sendable, Hashable {
    let reference: Reference

    /// Whether both are the same reference; two references may stand for one function.
    public static func == (a: LuaFunction, b: LuaFunction) -> Bool {
        a.reference === b.reference
    }

    /// Adds the identity.
    public func hash(into hasher: inout Hasher) {
        hasher.combine(ObjectIdentifier(reference))
    }
}

/// The globals that a chunk sees: a fresh table over the libraries and modules, which no script can change.
public struct LuaEnvironment: Sendable {
    let reference: Reference
}

/// A slot of the engine.
///
/// It is given back when the last user is gone, on whatever thread that happens.
final class Reference: Sendable {
    struct Slot: Sendable {
        var index: UInt32
        var generation: UInt32
    }

    let slot: Slot
    let queue: ReleaseQueue

    init(slot: Slot, queue: ReleaseQueue) {
        self.slot = slot
        self.queue = queue
    }

    deinit {
        queue.add(slot)
    }
}

/// Slots to be given back at the engine's next turn; it also names the engine.
final class ReleaseQueue: Sendable {
    private let slots = Mutex<[Reference.Slot]>([])
    private let isFilled = Atomic(false)

    func add(_ slot: Reference.Slot) {
        slots.withLock { $0.append(slot) }
        isFilled.store(true, ordering: .releasing)
    }

    /// Whether there is anything to give back.
    var isEmpty: Bool { !isFilled.load(ordering: .relaxed) }

    func drain(_ body: (Reference.Slot) -> Void) {
        guard isFilled.load(ordering: .acquiring) else { return }
        isFilled.store(false, ordering: .releasing)
        let taken = slots.withLock { slots in
            defer { slots = [] }
            return slots
        }
        for slot in taken { body(slot) }
    }
}
