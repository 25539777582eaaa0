internal import BatonRedaction
internal import Lua
internal import Platform

/// `baton.fs`: whole files.
enum FileFunctions {
    static let all: [HostFunction] = [read, write, append, exists]

    private static let path = HostField.required("path", .string, "the file; `~/` is the home directory")
    private static let mode = HostField.optional(
        "mode",
        .string,
        "permission bits in octal, such as `600`; a file that is replaced keeps its own"
    )

    static let read = HostFunction(
        "fs",
        "read",
        "Reads a whole file.",
        parameters: [path],
        options: [.optional("max_bytes", .integer, "refuse a larger file", default: .int(16 << 20))],
        result: .bytes,
        gives: "the file's bytes",
        errors: ["fs.not_found", "fs.not_a_file", "fs.too_large", "fs.protected"],
        permission: .read,
        example: "local text = baton.fs.read(\"README.md\")"
    ) { call in
        let place = try call.place(for: .read)
        // No string of a script is longer.
        let limit = max(0, min(call.integer("max_bytes") ?? 16 << 20, 128 << 20))
        return try FileFailure.translated {
            if place.name.isEmpty { throw PlatformError.notAFile(path: place.path) }
            return .string(LuaString(bytes: try place.directory.reader(place.name).all(limit: limit)))
        }
    }

    static let write = HostFunction(
        "fs",
        "write",
        "Writes a whole file, which appears at once and whole, without the secrets that are found in it.",
        parameters: [path, .required("content", .content, "a text, or a document")],
        options: [
            .optional(
                "if_exists",
                .choice(["error", "replace", "ask"]),
                "what happens to a file that is there; `ask` asks the person",
                default: .text("error")
            ),
            mode,
        ],
        result: .string,
        gives: "the file's absolute path",
        errors: ["fs.not_found", "fs.exists", "fs.not_a_file", "fs.protected", "prompt.not_interactive"],
        permission: .write,
        acts: true,
        example: "baton.fs.write(\"notes.md\", \"# Notes\\n\", { if_exists = \"replace\" })"
    ) { call in
        let place = try call.place(for: .write)
        let given = try fileMode(call)
        let clean = try call.run.withoutSecrets(try call.content("content").bytes).bytes
        var replaces = call.optionalText("if_exists") == "replace"
        if call.optionalText("if_exists") == "ask", let status = place.status, status.kind == .file {
            replaces = try Question.confirm(
                call.run,
                "Replace '\(call.run.context.path(try call.text("path")))'?",
                default: false
            )
        }
        let standing = place.status.flatMap { $0.kind == .file ? $0.mode & 0o777 : nil }
        try FileFailure.translated {
            if place.name.isEmpty { throw PlatformError.notAFile(path: place.path) }
            try place.directory.write(
                clean,
                to: place.name,
                mode: given ?? standing ?? 0o644,
                replacing: replaces
            )
        }
        return .text(call.run.context.path(try call.text("path")))
    }

    static let append = HostFunction(
        "fs",
        "append",
        "Writes to the end of a file, which is made when it is missing, without the secrets that are found.",
        parameters: [path, .required("content", .content, "a text, or a document")],
        options: [mode],
        result: .string,
        gives: "the file's absolute path",
        errors: ["fs.not_found", "fs.not_a_file", "fs.protected"],
        permission: .write,
        acts: true,
        example: "baton.fs.append(\"notes.md\", \"one more line\\n\")"
    ) { call in
        let place = try call.place(for: .write)
        let given = try fileMode(call)
        let clean = try call.run.withoutSecrets(try call.content("content").bytes).bytes
        try FileFailure.translated {
            if place.name.isEmpty { throw PlatformError.notAFile(path: place.path) }
            try place.directory.append(clean, to: place.name, mode: given ?? 0o644)
        }
        return .text(call.run.context.path(try call.text("path")))
    }

    static let exists = HostFunction(
        "fs",
        "exists",
        "Whether there is something at a path; a link counts when it leads to something.",
        parameters: [.required("path", .string, "the path")],
        result: .boolean,
        errors: ["fs.protected"],
        permission: .read,
        example: "print(baton.fs.exists(\"README.md\"))"
    ) { call in
        do {
            guard let status = try call.place(for: .read).status else { return .bool(false) }
            // All links were resolved, so that one that is left leads nowhere.
            return .bool(status.kind != .link)
        } catch let error as HostError {
            guard error.kind == "fs.not_found" else { throw error }
            return .bool(false)
        }
    }

    /// The bits of the option `mode`.
    private static func fileMode(_ call: HostCall) throws -> UInt32? {
        guard let text = call.optionalText("mode") else { return nil }
        guard text.utf8.count <= 4, let mode = UInt32(text, radix: 8), mode <= 0o777 else {
            throw call.problem("mode", "must be permission bits in octal, such as '600'")
        }
        return mode
    }
}
