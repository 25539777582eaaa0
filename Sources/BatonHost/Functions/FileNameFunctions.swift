internal import Platform

/// `baton.fs`: paths as texts, without looking at the disk.
enum FileNameFunctions {
    static let all: [HostFunction] = [join, dirname, basename, ext]

    static let join = HostFunction(
        "fs",
        "join",
        "Joins parts of a path with one slash each; a part that begins with a slash starts anew.",
        parameters: [
            .required("base", .string, "the first part"), .required("part", .string, "the second part"),
        ],
        rest: .required("more", .string, "further parts"),
        result: .string,
        blocks: false,
        isStep: false,
        example: "print(baton.fs.join(\"docs\", \"pages\", \"index.md\"))"
    ) { call in
        let parts = [try call.text("base"), try call.text("part")] + call.rest.compactMap(\.text)
        try call.checkSize(parts.reduce(0) { $0 + $1.utf8.count })
        return .text(parts.dropFirst().reduce(parts[0]) { Paths.join($0, $1) })
    }

    static let dirname = part(
        "dirname",
        "Gives what stands before the last slash of a path.",
        example: "print(baton.fs.dirname(\"docs/index.md\")) -- docs"
    ) { Paths.directory($0) }

    static let basename = part(
        "basename",
        "Gives what stands behind the last slash of a path.",
        example: "print(baton.fs.basename(\"docs/index.md\")) -- index.md"
    ) { Paths.name($0) }

    static let ext = part(
        "ext",
        "Gives the last extension of a path without its dot, or an empty text.",
        example: "print(baton.fs.ext(\"docs/index.md\")) -- md"
    ) { Paths.fileExtension($0) }

    private static func part(
        _ name: String,
        _ about: String,
        example: String,
        _ read: @escaping @Sendable (String) -> String
    ) -> HostFunction {
        HostFunction(
            "fs",
            name,
            about,
            parameters: [.required("path", .string, "the path")],
            result: .string,
            blocks: false,
            isStep: false,
            example: example
        ) { call in .text(read(try call.text("path"))) }
    }
}
