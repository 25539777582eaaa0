internal import BatonHost
internal import YAML

/// Reads `hooks:`.
struct HookSection {
    let values: ValueReader

    /// The hooks that git runs on the machine of the person who works (githooks(5)).
    static let known = [
        "applypatch-msg", "commit-msg", "post-applypatch", "post-checkout", "post-commit", "post-merge",
        "post-rewrite", "pre-applypatch", "pre-auto-gc", "pre-commit", "pre-merge-commit", "pre-push",
        "pre-rebase", "prepare-commit-msg",
    ]

    func read(_ node: YAMLNode?, _ problems: inout RecipeProblems) -> [String] {
        guard let node else { return [] }
        guard let items = node.items else {
            problems.add(node, "'hooks' is a list", hint: "such as [post-commit]")
            return []
        }
        return items.compactMap { item in
            guard let name = values.text(item, "a hook", &problems) else { return nil }
            if Self.known.contains(name) { return name }
            problems.add(unknown: item.span, "unknown git hook '\(name)'", name, Self.known)
            return nil
        }
    }
}
