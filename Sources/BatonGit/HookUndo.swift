/// The way back from changes that belong together.
final class HookUndo {
    private var steps: [() throws -> Void] = []

    /// Adds the way back from a change that was made.
    func add(_ step: @escaping () throws -> Void) { steps.append(step) }

    /// Takes the changes back, the last first; one that cannot be does not keep the others.
    func undo() {
        while let step = steps.popLast() { try? step() }
    }
}
