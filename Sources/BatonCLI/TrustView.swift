internal import BatonHost
internal import BatonRecipes

/// What a person looks at before approving: the text, what changed since the last approval, and in words what it may
/// do.
enum TrustView {
    /// The permissions in words, as far as they stand in the file.
    static func permissions(of source: RecipeSource) -> [String] {
        RecipeSummary(source).permissionsInWords
    }

    /// Shows a recipe or script; nothing of it is run.
    ///
    /// `earlier` is its text as it was approved before.
    static func show(_ source: RecipeSource, earlier: String?, _ cli: CommandContext) {
        let text = String(decoding: source.bytes, as: UTF8.self)
        cli.note("baton: \(PrintableText.line(source.file))")
        cli.note(PrintableText.lines(text))
        for (name, bytes) in source.scripts.sorted(by: { $0.key < $1.key }) {
            cli.note("--- \(PrintableText.line(name))")
            cli.note(PrintableText.lines(String(decoding: bytes, as: UTF8.self)))
        }
        if let earlier { showChanges(from: earlier, to: text, cli) }
        let summary = RecipeSummary(source)
        show(summary, cli)
        if !source.scripts.isEmpty {
            let names = source.scripts.keys.sorted().map(PrintableText.line).joined(separator: ", ")
            cli.note("baton: it brings \(names); a change of one of them asks again")
        }
    }

    private static func showChanges(from earlier: String, to text: String, _ cli: CommandContext) {
        if earlier == text {
            return cli.note("baton: a file that belongs to it was changed since you approved it")
        }
        guard let lines = LineDifference.lines(from: earlier, to: text) else {
            return cli.note("baton: it was changed since you approved it, in too many lines to show them")
        }
        cli.note("baton: it was changed since you approved it:")
        for line in lines {
            switch line {
            case .same(let text): cli.note("    " + PrintableText.line(text))
            case .removed(let text): cli.note("  - " + PrintableText.line(text))
            case .added(let text): cli.note("  + " + PrintableText.line(text))
            case .skipped(let count): cli.note("    … \(count) lines as before")
            }
        }
    }

    private static func show(_ summary: RecipeSummary, _ cli: CommandContext) {
        if let problem = summary.problem {
            cli.note("baton: it cannot run as it is: \(PrintableText.line(problem))")
        } else if summary.isPlainScript {
            cli.note("baton: it declares no permissions, so it may do what you may")
        } else if summary.permissionsInWords.isEmpty, !isUndecided("permissions", summary) {
            cli.note("baton: it asks for no permission")
        }
        for permission in summary.permissionsInWords { cli.note("  may \(PrintableText.line(permission))") }
        if isUndecided("permissions", summary) {
            cli.note("  decides some permissions only when it runs")
        }
        if !summary.departures.isEmpty {
            cli.note("baton: what leaves this machine or starts a program:")
            for departure in summary.departures.prefix(20) { cli.note("  \(PrintableText.line(departure))") }
            if summary.departures.count > 20 { cli.note("  … \(summary.departures.count - 20) more") }
        }
        if !summary.hooks.isEmpty {
            cli.note(
                "baton: it wants to run from the git hooks \(PrintableText.line(summary.hooks.joined(separator: ", ")))"
            )
        }
        if isUndecided("hooks", summary) { cli.note("baton: it decides its git hooks only when it runs") }
    }

    private static func isUndecided(_ part: String, _ summary: RecipeSummary) -> Bool {
        summary.undecided.contains { $0 == part || $0.hasPrefix(part + ".") }
    }
}
