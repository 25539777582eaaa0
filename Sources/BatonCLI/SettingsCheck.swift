internal import BatonHost
internal import Diagnostics
internal import Platform

/// Finds what is wrong with settings and files of redaction; their rules are tried on their examples.
struct SettingsCheck {
    /// One file with what is wrong with it.
    struct Result {
        let diagnostics: [Diagnostic]
        let source: [UInt8]
    }

    let context: Context

    /// The person's settings and files of redaction, and the project's settings.
    func all() throws -> [Result] {
        var results: [Result] = []
        if Files.status(settings) != nil { results.append(try result(ofSettings: settings)) }
        for path in try RedactionFiles.paths(context) { results.append(try result(ofRules: path)) }
        if let project = ProjectSettings.load(context) {
            results.append(Result(diagnostics: project.problems, source: project.source))
        }
        return results
    }

    /// The result of a file that is one of settings or of redaction; `nil` for all others.
    func result(of path: String) throws -> Result? {
        let path = context.path(path)
        if path == settings { return try result(ofSettings: path) }
        return RedactionFiles.isOne(path) ? try result(ofRules: path) : nil
    }

    private var settings: String { Paths.join(Configuration.directory(context), "config.yml") }

    private func result(ofSettings path: String) throws -> Result {
        let (diagnostics, source) = try Configuration.problems(of: path)
        return Result(diagnostics: diagnostics, source: source)
    }

    private func result(ofRules path: String) throws -> Result {
        let (diagnostics, source) = try RedactionFiles.problems(of: path)
        return Result(diagnostics: diagnostics, source: source)
    }
}
