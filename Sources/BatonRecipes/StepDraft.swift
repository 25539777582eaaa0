internal import BatonHost

/// A step while its file is checked: what is known of it even if parts of it are wrong.
struct StepDraft {
    /// The step, when it is good.
    var step: RecipeStep?
    /// Its id, when it has one.
    var id: String?
    /// Where it begins.
    let span: RecipeSpan
    /// What its result looks like.
    var result: Result = .unknown
    /// Expressions in `if`.
    var condition: [Expression] = []
    /// Expressions in `for_each`.
    var each: [Expression] = []
    /// Whether it has `for_each`.
    var isRepeated = false
    /// Expressions in its arguments.
    var arguments: [Expression] = []

    /// Arguments that are a path and nothing else, with the types that are wanted.
    var typed: [(path: Expression, type: HostType, label: String)] = []
    /// Expressions that stand inside texts.
    var embedded: [Expression] = []

    /// What is known of a result.
    enum Result {
        /// Anything, as of a script.
        case unknown
        /// Nothing.
        case none
        /// A value of a type.
        case type(HostType)
        /// A table with these fields.
        case fields([HostField])
    }

    /// What programs give.
    static let program: [HostField] = [
        .required("code", .integer, "exit status, or 128 plus the signal that ended it"),
        .required("stdout", .bytes, "what it wrote to standard output"),
        .required("stderr", .bytes, "what it wrote to standard error"),
    ]
}
