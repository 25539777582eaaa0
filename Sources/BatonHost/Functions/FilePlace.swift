internal import BatonGit
internal import Platform

/// Where a path of a script leads: a name in a directory that is held open.
///
/// The directory was reached without following a link after the path was checked, so that nothing can be put under the
/// path between check and use.
struct FilePlace {
    let directory: OpenDirectory
    /// The name in the directory; empty for the root.
    let name: String
    /// The real path.
    let path: String

    /// The status of what is there, a link not followed; `nil` when nothing is.
    var status: FileStatus? {
        name.isEmpty ? Files.linkStatus(directory.path) : directory.status(name)
    }

    /// The directory that it names.
    func opened() throws(PlatformError) -> OpenDirectory {
        name.isEmpty ? directory : try directory.directory(name)
    }
}

/// Which paths a script may use.
extension HostRun {
    /// Whether the script may read what is at a path; links in it are resolved.
    public func mayRead(_ path: String) -> Bool {
        isOwnTemporary(path) || permissions.allows(.read, path: path, context)
    }

    /// Whether the script may write what is at a path; links in it are resolved.
    public func mayWrite(_ path: String) -> Bool {
        isOwnTemporary(path) || permissions.allows(.write, path: path, context)
    }

    private func isOwnTemporary(_ path: String) -> Bool {
        guard let folder = effects.temporary?.path else { return false }
        return Paths.isInside(path, [folder])
    }

    /// Why nothing at a real path may be used for this, whatever is permitted; `nil` when it may.
    func protection(of path: String, for permission: Permission) -> String? {
        let parts = path.split(separator: "/")
        if parts.first == "proc", parts.count > 1, parts[1].allSatisfy(\.isNumber) {
            return "it shows the inside of a process"
        }
        let secrets = Paths.join(Configuration.directory(context), SecretFunctions.folder)
        if Paths.isInside(path, [secrets]) { return "it holds secrets" }
        guard permission == .write else { return nil }
        // In any spelling, since some file systems do not tell upper from lower case.
        if parts.contains(where: { $0.lowercased() == ".git" }) {
            return "it belongs to git"
        }
        if let repository = workspace.repository,
            Paths.isInside(path, [repository.gitDirectory, repository.commonDirectory])
        {
            return "it belongs to git"
        }
        let own = [Configuration.directory(context), Configuration.stateDirectory(context)]
        return Paths.isInside(path, own) ? "it holds what the person approved and set" : nil
    }

    /// Opens the place of a path that the script gave; a link at the very end is followed when `followsLast` says so.
    ///
    /// - Throws: ``HostError`` of the kinds `denied`, `fs.protected`, `fs.not_found`.
    func place(
        _ text: String,
        for permission: Permission,
        _ function: HostFunction,
        followsLast: Bool = true
    ) throws -> FilePlace {
        let absolute = context.path(text)
        let path: String
        if followsLast || absolute == "/" {
            path = Paths.realAsFarAsThere(absolute)
        } else {
            path = Paths.join(
                Paths.realAsFarAsThere(Paths.directory(absolute)),
                Paths.name(absolute)
            )
        }
        // A link that is not followed is where it stands, wherever it leads.
        let isLink = Files.linkStatus(path)?.kind == .link
        let checked = !followsLast && isLink ? Paths.directory(path) : path
        guard permission == .write ? mayWrite(checked) : mayRead(checked) else {
            throw HostError.denied(permission, function, name: absolute)
        }
        if let reason = protection(of: path, for: permission) {
            throw HostError(
                "fs.protected",
                "\(function.fullName): '\(absolute)' is out of reach for scripts: \(reason)"
            )
        }
        return try FileFailure.translated {
            if path == "/" { return FilePlace(directory: try OpenDirectory("/"), name: "", path: path) }
            return FilePlace(
                directory: try OpenDirectory(Paths.directory(path)),
                name: Paths.name(path),
                path: path
            )
        }
    }
}

extension HostCall {
    /// Opens the place of the field `path`.
    func place(for permission: Permission, followsLast: Bool = true) throws -> FilePlace {
        try run.place(try text("path"), for: permission, function, followsLast: followsLast)
    }
}

/// Failures of files in the words of scripts.
enum FileFailure {
    /// What `body` gives; failures of the system get kinds that scripts can tell apart.
    static func translated<Result>(_ body: () throws -> Result) throws -> Result {
        do {
            return try body()
        } catch let error as PlatformError {
            throw translated(error)
        }
    }

    private static func translated(_ error: PlatformError) -> any Error {
        if error.isNotFound { return HostError("fs.not_found", error.description) }
        if error.isAlreadyThere {
            return HostError(
                "fs.exists",
                error.description,
                hint: "pass if_exists = \"replace\" to replace it"
            )
        }
        switch error {
        case .tooLarge: return HostError("fs.too_large", error.description)
        case .notAFile: return HostError("fs.not_a_file", error.description)
        default:
            return error.isNotEmpty
                ? HostError(
                    "fs.not_empty",
                    error.description,
                    hint: "pass recursive = true to remove all that is in it"
                ) : error
        }
    }
}
