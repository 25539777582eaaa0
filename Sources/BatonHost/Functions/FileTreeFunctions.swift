internal import Lua
internal import Platform

/// `baton.fs`: directories and what is in them.
enum FileTreeFunctions {
    static let all: [HostFunction] = [list, stat, glob, mkdir, remove, temporary]

    static let records: [HostRecord] = [
        HostRecord(
            name: "FileInfo",
            about: "What is at a path.",
            fields: [
                .required("name", .string, "the last part of the path"),
                .required("path", .string, "the absolute path"),
                .required("type", .choice(["file", "directory", "link", "other"]), "what it is"),
                .required("bytes", .integer, "size of a file"),
                .required("mode", .string, "permission bits in octal, such as `644`"),
                .required("modified", .string, "time of the last change, in UTC"),
            ]
        )
    ]

    private static let path = HostField.required("path", .string, "the path")

    /// How many names a listed directory may hold.
    private static let mostNames = 100_000

    static let list = HostFunction(
        "fs",
        "list",
        "Lists a directory, sorted by name; links in it are not followed.",
        parameters: [.optional("path", .string, "the directory", default: .text("."))],
        result: .list(.record("FileInfo")),
        gives: "what is in it",
        errors: ["fs.not_found", "fs.too_large", "fs.protected"],
        permission: .read,
        example: "for _, file in ipairs(baton.fs.list(\".\")) do print(file.type, file.name) end"
    ) { call in
        let place = try call.place(for: .read)
        return try FileFailure.translated {
            let directory = try place.opened()
            return .array(
                try directory.names(limit: mostNames).compactMap { name in
                    directory.status(name).map { info($0, Paths.join(place.path, name)) }
                }
            )
        }
    }

    static let stat = HostFunction(
        "fs",
        "stat",
        "Tells what is at a path; links are followed as far as they lead.",
        parameters: [path],
        result: .record("FileInfo"),
        errors: ["fs.not_found", "fs.protected"],
        permission: .read,
        example: "print(baton.fs.stat(\"README.md\").bytes)"
    ) { call in
        let place = try call.place(for: .read)
        guard let status = place.status else {
            throw HostError("fs.not_found", "there is nothing at '\(place.path)'")
        }
        return info(status, place.path)
    }

    static let glob = HostFunction(
        "fs",
        "glob",
        "Finds paths by a pattern: `*`, `?` and `[a-z]` within a name, `**` for any directories; "
            + "hidden names only where the pattern says the dot, and no link is followed.",
        parameters: [.required("pattern", .string, "the pattern, such as `docs/**/*.md`")],
        options: [.optional("limit", .integer, "how many paths there may be", default: .int(10_000))],
        result: .list(.string),
        gives: "the paths, sorted; relative ones for a relative pattern",
        errors: ["fs.too_large"],
        permission: .read,
        example: "for _, path in ipairs(baton.fs.glob(\"**/*.md\")) do print(path) end"
    ) { call in
        let limit = call.integer("limit") ?? 10_000
        guard limit > 0 else { throw call.problem("limit", "must be 1 or more") }
        var search = FileGlob(run: call.run, limit: limit)
        return .texts(try FileFailure.translated { try search.paths(try call.text("pattern")) })
    }

    /// No system opens a path of so many bytes, so no directory is made there that nobody could remove.
    private static let longestPath = 4096

    static let mkdir = HostFunction(
        "fs",
        "mkdir",
        "Makes a directory and those above it that are missing; that it is there already is no failure.",
        parameters: [path],
        result: .string,
        gives: "its absolute path",
        errors: ["fs.exists", "fs.protected"],
        permission: .write,
        acts: true,
        example: "baton.fs.mkdir(\"out/pages\")"
    ) { call in
        let run = call.run
        let absolute = run.context.path(try call.text("path"))
        guard absolute.utf8.count < longestPath else {
            throw HostError("system", "\(call.function.fullName): the path has \(longestPath) bytes or more")
        }
        var missing: [String] = []
        var there = Paths.realAsFarAsThere(absolute)
        while Files.linkStatus(there) == nil, there != "/" {
            missing.insert(Paths.name(there), at: 0)
            there = Paths.directory(there)
        }
        // The whole path is checked before any part of it is made.
        guard run.mayWrite(absolute) else {
            throw HostError.denied(.write, call.function, name: absolute)
        }
        if let reason = run.protection(of: Paths.realAsFarAsThere(absolute), for: .write) {
            throw HostError("fs.protected", "\(call.function.fullName): '\(absolute)': \(reason)")
        }
        guard Files.linkStatus(there)?.kind == .directory else {
            throw HostError("fs.exists", "'\(there)' is there and is no directory")
        }
        try FileFailure.translated {
            var directory = try OpenDirectory(there)
            for name in missing {
                try directory.makeDirectory(name)
                directory = try directory.directory(name)
            }
        }
        return .text(absolute)
    }

    static let remove = HostFunction(
        "fs",
        "remove",
        "Removes a file, a link itself, or an empty directory.",
        parameters: [path],
        options: [
            .optional(
                "recursive",
                .boolean,
                "whether a directory is removed with all that is in it",
                default: .bool(false)
            )
        ],
        errors: ["fs.not_found", "fs.not_empty", "fs.protected"],
        permission: .write,
        acts: true,
        example: "baton.fs.write(\"old.txt\", \"\")\nbaton.fs.remove(\"old.txt\")"
    ) { call in
        let place = try call.place(for: .write, followsLast: false)
        let kept = call.run.workspace.projectDirectories + [call.run.context.homeDirectory]
        guard !place.name.isEmpty, !kept.contains(where: { Paths.isInside($0, [place.path]) }) else {
            throw HostError(
                "fs.protected",
                "\(call.function.fullName): '\(place.path)' holds the project or the home directory and is not removed"
            )
        }
        let isRecursive = call.flag("recursive")
        let own = [
            Configuration.directory(call.run.context), Configuration.stateDirectory(call.run.context),
        ]
        if isRecursive, own.contains(where: { Paths.isInside($0, [place.path]) }) {
            throw HostError(
                "fs.protected",
                "\(call.function.fullName): '\(place.path)' holds what the person approved and set, and is not removed"
            )
        }
        if isRecursive, place.status?.kind == .directory, holdsGit(try place.opened(), depth: 0) {
            throw HostError(
                "fs.protected",
                "\(call.function.fullName): '\(place.path)' holds a repository of git and is not removed"
            )
        }
        try FileFailure.translated {
            if isRecursive {
                try place.directory.removeTree(place.name)
            } else {
                try place.directory.remove(place.name)
            }
        }
        return .nil
    }

    static let temporary = HostFunction(
        "fs",
        "temp",
        "Makes an empty file for the time of the run, which may be read and written and is gone at its end.",
        options: [
            .optional("suffix", .string, "how its name ends, such as `.json`"),
            .optional("directory", .boolean, "make a directory instead", default: .bool(false)),
        ],
        result: .string,
        gives: "its absolute path",
        permission: .write,
        acts: true,
        example: "local path = baton.fs.temp({ suffix = \".txt\" })\nbaton.fs.append(path, \"draft\")"
    ) { call in
        let suffix = call.optionalText("suffix") ?? ""
        guard suffix.utf8.count <= 64, !suffix.utf8.contains(where: { $0 == 0x2f || $0 == 0 }) else {
            throw call.problem("suffix", "must be at most 64 bytes without a slash")
        }
        let folder: TemporaryFolder
        if let known = call.run.effects.temporary {
            folder = known
        } else {
            let parent = call.run.context.variable("TMPDIR") ?? "/tmp"
            folder = try TemporaryFolder(in: parent, prefix: "baton-")
            call.run.effects.temporary = folder
        }
        let name = UniqueID.make() + suffix
        try FileFailure.translated {
            let directory = try OpenDirectory(folder.path)
            if call.flag("directory") {
                try directory.makeDirectory(name, mode: 0o700)
            } else {
                try directory.append([], to: name, mode: 0o600)
            }
        }
        return .text(Paths.join(folder.path, name))
    }

    private static func info(_ status: FileStatus, _ path: String) -> HostValue {
        let type =
            switch status.kind {
            case .file: "file"
            case .directory: "directory"
            case .link: "link"
            case .other: "other"
            }
        return .record([
            "name": .text(Paths.name(path)), "path": .text(path), "type": .text(type),
            "bytes": .integer(status.size), "mode": .text(String(status.mode, radix: 8)),
            "modified": .text(status.modified.iso8601),
        ])
    }

    /// Whether a directory or one in it belongs to git.
    private static func holdsGit(_ directory: OpenDirectory, depth: Int) -> Bool {
        guard depth < 200, let names = try? directory.names() else { return false }
        for name in names {
            if name.lowercased() == ".git" { return true }
            guard directory.status(name)?.kind == .directory, let inner = try? directory.directory(name)
            else {
                continue
            }
            if holdsGit(inner, depth: depth + 1) { return true }
        }
        return false
    }
}
