internal import BatonHost

/// The names that expressions know.
enum ExpressionNames {
    /// Tables and values of the recipe.
    static let roots = ["inputs", "steps", "git", "run", "env", "item", "index", "always", "failed"]
    /// Fields of `run`.
    static let run = ["tty", "json", "dry_run", "time"] + HookFacts.names
    /// Fields of `git`.
    static let git = ["branch", "root"]
    /// What Lua's own libraries lend: functions without effect.
    static let pure = [
        "string", "table", "math", "utf8", "type", "tostring", "tonumber", "ipairs", "pairs", "next",
        "select",
    ]
}
