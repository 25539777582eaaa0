internal import Platform

/// Which programs a script may run.
extension HostRun {
    /// The path of the program that `name` means: one on the `PATH`, or a path with a slash; `nil` when there is none.
    ///
    /// A bare name never means a program of the project: a repository that puts itself on the `PATH` would choose what
    /// runs.
    func programPath(_ name: String) -> String? {
        guard !name.isEmpty else { return nil }
        if name.utf8.contains(UInt8(ascii: "/")) || name == "~" {
            let path = context.path(name)
            return context.programs.find(path).map { Self.placed($0) }
        }
        let project = workspace.projectDirectories + [context.workingDirectory]
        return context.programs.find(name, outside: project).map { Self.placed($0) }
    }

    /// Whether the script may run the program at a path that ``programPath(_:)`` gave.
    ///
    /// What counts is where the program stands: many names may be links to one program that looks at its name.
    func mayRun(_ path: String) -> Bool {
        guard let names = permissions.granted[.run] else { return false }
        return names.isEmpty || names.contains("any") || names.contains { programPath($0) == path }
    }

    /// The path with the links of its directory resolved.
    private static func placed(_ path: String) -> String {
        Paths.join(Paths.realAsFarAsThere(Paths.directory(path)), Paths.name(path))
    }
}
