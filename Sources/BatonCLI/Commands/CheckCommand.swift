internal import ArgumentParser
internal import BatonRecipes
internal import Diagnostics
internal import JSON
internal import Platform

/// The command `baton check`.
struct CheckCommand: BatonCommand {
    static let configuration = CommandConfiguration(
        commandName: "check",
        abstract: "Find mistakes in recipes and scripts without running them.",
        discussion: """
            PATH is a .yml, .yaml or .lua file, a directory, the name of a recipe, or '-' for standard input with --as. \
            Without one it checks your recipes and settings, and the project's. Rules of redaction are tried on their \
            examples. The exit status is 1 when there are errors.
            """
    )

    /// How standard input is written.
    enum Kind: String, ExpressibleByArgument, CaseIterable {
        case yml, lua
    }

    @Argument(help: ArgumentHelp("Files, directories or names of recipes.", valueName: "path"))
    var paths: [String] = []

    @Option(name: .customLong("as"), help: "What '-' reads: yml or lua.")
    var kind: Kind?

    @OptionGroup var output: OutputOptions

    var isJSON: Bool { output.json }

    func validate() throws {
        if paths.contains("-"), kind == nil {
            throw ValidationError("'-' needs --as yml or --as lua")
        }
        if paths.count(where: { $0 == "-" }) > 1 { throw ValidationError("'-' can be given once") }
    }

    func run(in cli: CommandContext) throws -> ExitStatus {
        var collection = CheckCollection(cli: cli)
        let settings = SettingsCheck(context: cli.context)
        var results: [SettingsCheck.Result] = []
        if paths.isEmpty {
            try collection.addAll()
            results = try settings.all()
        }
        for path in paths {
            if let result = path == "-" ? nil : try settings.result(of: path) {
                results.append(result)
            } else if path == "-" {
                try collection.addInput(isLua: kind == .lua)
            } else {
                try collection.add(path)
            }
        }
        var all: [Diagnostic] = []
        let clean = CleanText(cli.context)
        for result in results {
            let excerpt = SourceExcerpt(source: result.source)
            for diagnostic in result.diagnostics { try cli.print(clean(excerpt.render(diagnostic))) }
            all += result.diagnostics
        }
        for target in collection.targets {
            let found = RecipeCheck(cli: cli).diagnostics(of: target.source)
            let excerpt = SourceExcerpt(source: target.source.bytes)
            for diagnostic in found { try cli.print(clean(excerpt.render(diagnostic))) }
            all += found
        }
        try cli.answer { Self.write(all, to: &$0) }
        cli.note("baton: " + Self.summary(all, files: collection.targets.count + results.count))
        if collection.isIncomplete { return .failed }
        return all.contains { $0.severity == .error } ? .no : .done
    }

    /// Findings as one array.
    static func write(_ diagnostics: [Diagnostic], to writer: inout JSONWriter) {
        writer.array { writer in
            for diagnostic in diagnostics {
                writer.object { writer in
                    writer.member("file", diagnostic.file)
                    writer.member("line", diagnostic.line)
                    writer.member("column", diagnostic.column)
                    writer.member("end_column", diagnostic.column + diagnostic.length)
                    writer.member("severity", diagnostic.severity.rawValue)
                    writer.member("message", diagnostic.message)
                    writer.member("hint", diagnostic.hint)
                }
            }
        }
    }

    private static func summary(_ diagnostics: [Diagnostic], files: Int) -> String {
        let errors = diagnostics.count { $0.severity == .error }
        let warnings = diagnostics.count { $0.severity == .warning }
        var parts = [count(errors, "error")]
        if warnings > 0 { parts.append(count(warnings, "warning")) }
        return parts.joined(separator: " and ") + " in " + count(files, "file")
    }

    private static func count(_ number: Int, _ noun: String) -> String {
        "\(number == 0 ? "no" : "\(number)") \(noun)\(number == 1 ? "" : "s")"
    }
}
