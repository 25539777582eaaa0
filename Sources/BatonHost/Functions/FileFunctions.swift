internal import BatonRedaction
internal import Lua
internal import Platform

/// `baton.fs`: files.
enum FileFunctions {
    static let all: [HostFunction] = [read, write, exists, join]

    static let read = HostFunction(
        "fs",
        "read",
        "Reads a whole file.",
        parameters: [.required("path", .string, "the file")],
        options: [.optional("max_bytes", .integer, "refuse a larger file", default: .int(16 << 20))],
        result: .bytes,
        permission: .read,
        example: "local text = baton.fs.read(\"README.md\")"
    ) { call in
        let path = try path(call, .read)
        return .string(.init(bytes: try Files.read(path, limit: call.integer("max_bytes") ?? 16 << 20)))
    }

    static let write = HostFunction(
        "fs",
        "write",
        "Writes a whole file; it appears at once and whole.",
        parameters: [
            .required("path", .string, "the file"),
            .required("content", .content, "a text, or a document"),
        ],
        options: [
            .optional(
                "if_exists",
                .choice(["error", "replace"]),
                "what happens to a file that is there",
                default: .text("error")
            )
        ],
        result: .string,
        permission: .write,
        acts: true,
        example: "baton.fs.write(\"notes.md\", \"# Notes\\n\", { if_exists = \"replace\" })"
    ) { call in
        let path = try path(call, .write)
        let content = try call.content("content").bytes
        let clean = try call.run.withoutSecrets(content).bytes
        if call.optionalText("if_exists") == "replace" {
            try Files.write(clean, to: path)
        } else {
            try Files.create(clean, at: path, mode: 0o644)
        }
        return .text(path)
    }

    static let exists = HostFunction(
        "fs",
        "exists",
        "Whether there is something at a path.",
        parameters: [.required("path", .string, "the path")],
        result: .boolean,
        permission: .read,
        example: "print(baton.fs.exists(\"README.md\"))"
    ) { call in
        .bool(Files.status(try path(call, .read)) != nil)
    }

    static let join = HostFunction(
        "fs",
        "join",
        "Joins two parts of a path with one slash.",
        parameters: [
            .required("base", .string, "the first part"), .required("part", .string, "the second part"),
        ],
        result: .string,
        isStep: false,
        example: "print(baton.fs.join(\"docs\", \"index.md\"))"
    ) { call in
        .text(Paths.join(try call.text("base"), try call.text("part")))
    }

    /// The path of a call, where the script may read or write it.
    private static func path(_ call: HostCall, _ permission: Permission) throws -> String {
        let path = call.run.context.path(try call.text("path"))
        guard call.run.permissions.allows(permission, path: path, call.run.context) else {
            throw HostError.denied(permission, call.function, name: path)
        }
        return path
    }
}
