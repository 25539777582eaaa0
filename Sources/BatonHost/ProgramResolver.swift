public import Platform

/// Which file a program's name means, and whether a run may start it.
///
/// A name is looked up in the directories of `PATH` that lie outside the project: a repository that puts itself there,
/// or that has a program called `git` in it, is never what a name means.
public struct ProgramResolver {
    private let context: Context
    private let projectDirectories: [String]

    /// A resolver for the project of a run.
    public init(_ run: HostRun) {
        context = run.context
        let home = Paths.real(context.homeDirectory) ?? context.homeDirectory
        // Where home is part of the project, so are the person's own programs.
        projectDirectories = run.workspace.projectDirectories.filter { !Self.holds($0, home) }
    }

    /// The program's path.
    ///
    /// - Throws: `PlatformError` when there is none.
    public func path(_ name: String) throws(PlatformError) -> String {
        if name.utf8.contains(UInt8(ascii: "/")) { return context.path(name) }
        guard !name.isEmpty, let path = find(name) else { throw .programNotFound(name: name) }
        return path
    }

    /// Whether a set of permissions covers a program: by its name, or as a path to the very same place.
    ///
    /// A link is a place of its own: many names may be links to one program that looks at its name.
    public func allows(_ name: String, _ permissions: PermissionSet) -> Bool {
        if permissions.allows(.run, name) { return true }
        guard let names = permissions.granted[.run], let place = place(of: name) else { return false }
        return names.contains { self.place(of: $0) == place }
    }

    private func place(of name: String) -> String? {
        let path = name.utf8.contains(UInt8(ascii: "/")) ? context.path(name) : find(name)
        return path.map { Paths.join(Paths.realAsFarAsThere(Paths.directory($0)), Paths.name($0)) }
    }

    private func find(_ name: String) -> String? {
        let entries = (context.variable("PATH") ?? "/usr/bin:/bin").split(separator: ":").map(String.init)
        let places = entries.filter { entry in
            guard entry.hasPrefix("/"), let real = Paths.real(entry) else { return false }
            return !projectDirectories.contains { Self.holds($0, real) }
        }
        return places.lazy.map { Paths.join($0, name) }.first(where: Self.isProgram)
    }

    private static func holds(_ directory: String, _ path: String) -> Bool {
        path == directory || path.hasPrefix(directory == "/" ? directory : directory + "/")
    }

    private static func isProgram(_ path: String) -> Bool {
        guard let status = Files.status(path) else { return false }
        return status.kind == .file && status.mode & 0o111 != 0
    }
}
