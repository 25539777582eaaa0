/// What happened to one step of a running recipe.
public struct StepEvent: Sendable {
    /// How it went on.
    public enum Status: String, Sendable {
        /// It begins.
        case started
        /// It did what it says.
        case done
        /// Its condition did not hold.
        case skipped
        /// It failed, and the recipe goes on.
        case passed
        /// It failed, and the recipe ends.
        case failed
        /// A dry run told what it would do.
        case planned
    }

    /// The recipe's file.
    public let file: String
    /// How many recipes have called that one.
    public let depth: Int
    /// The step's place in its recipe, from 1.
    public let number: Int
    /// How many steps the recipe has.
    public let count: Int
    /// The step's id, when it has one.
    public let id: String?
    /// What it does: the function, the program or the kind.
    public let action: String
    /// How it went on.
    public let status: Status
    /// Seconds it took; `nil` while it has not ended.
    public let seconds: Double?
    /// Whether it only talks to the person, so that it speaks for itself.
    public let isTalk: Bool
    /// Why it failed, when it did.
    public let failure: RecipeError?
}
