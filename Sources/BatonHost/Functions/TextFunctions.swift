internal import Lua

/// `baton.text`: cut, search and change texts.
///
/// What looks at bytes only takes any bytes; what looks at characters takes UTF-8.
enum TextFunctions {
    static let all: [HostFunction] =
        [trim, split, lines, startsWith, endsWith, contains, replace, dedent, indent, slug, repair]
        + LayoutFunctions.all + MarkupFunctions.all

    private static let text = HostField.required("text", .bytes, "the text")

    static let trim = HostFunction(
        "text",
        "trim",
        "Removes white space at both ends.",
        parameters: [text],
        result: .bytes,
        gives: "the text without it",
        blocks: false,
        isStep: false,
        example: "assert(baton.text.trim(\"  two words \\n\") == \"two words\")"
    ) { call in
        let bytes = try call.bytes(at: 0)
        return .string(LuaString(bytes: Array(ByteText.trimmed(bytes[...]))))
    }

    static let split = HostFunction(
        "text",
        "split",
        "Splits a text at every place of a separator, which is taken as it is written; pieces may be empty.",
        parameters: [text, .required("separator", .bytes, "what stands between the pieces; not empty")],
        options: [
            .optional("limit", .integer, "at most so many pieces; the last one holds the rest"),
            .optional("trim", .boolean, "remove white space around each piece", default: .bool(false)),
            .optional("skip_empty", .boolean, "leave out empty pieces", default: .bool(false)),
        ],
        result: .list(.bytes),
        gives: "the pieces",
        errors: ["limit"],
        blocks: false,
        isStep: false,
        example: """
            for _, name in ipairs(baton.text.split("a, b,, c", ",", { trim = true, skip_empty = true })) do
              print(name)
            end
            """
    ) { call in
        let bytes = try call.bytes("text")
        let separator = try call.bytes("separator")
        if separator.isEmpty { throw call.problem("separator", "must not be empty") }
        let most = call.integer("limit") ?? .max
        if most < 1 { throw call.problem("limit", "must be 1 or more") }
        let trims = call.flag("trim")
        let skipsEmpty = call.flag("skip_empty")
        let table = ByteText.table(for: separator)
        var pieces: [HostValue] = []
        func add(_ piece: ArraySlice<UInt8>) throws {
            let piece = trims ? ByteText.trimmed(piece) : piece
            if piece.isEmpty, skipsEmpty { return }
            try call.checkCount(pieces.count + 1)
            pieces.append(.string(LuaString(bytes: Array(piece))))
        }
        var start = 0
        while pieces.count < most - 1,
            let place = ByteText.place(of: separator, table, in: bytes, from: start)
        {
            try add(bytes[start..<place])
            start = place + separator.count
        }
        try add(bytes[start...])
        return .array(pieces)
    }

    static let lines = HostFunction(
        "text",
        "lines",
        "Splits a text into lines, which may end with LF, CR LF or CR; a line end at the end begins no line.",
        parameters: [text],
        result: .list(.bytes),
        gives: "the lines without their ends",
        errors: ["limit"],
        blocks: false,
        isStep: false,
        example: "assert(#baton.text.lines(\"one\\r\\ntwo\\n\") == 2)"
    ) { call in
        let lines = ByteText.lines(try call.bytes("text"), most: PureLimits.values + 1)
        try call.checkCount(lines.count)
        return .array(lines.map { .string(LuaString(bytes: Array($0))) })
    }

    static let startsWith = HostFunction(
        "text",
        "starts_with",
        "Whether a text begins with another.",
        parameters: [text, .required("prefix", .bytes, "the beginning")],
        result: .boolean,
        gives: "whether it does",
        blocks: false,
        isStep: false,
        example: "assert(baton.text.starts_with(\"feature/login\", \"feature/\"))"
    ) { call in
        .bool(try call.bytes(at: 0).starts(with: try call.bytes(at: 1)))
    }

    static let endsWith = HostFunction(
        "text",
        "ends_with",
        "Whether a text ends with another.",
        parameters: [text, .required("suffix", .bytes, "the end")],
        result: .boolean,
        gives: "whether it does",
        blocks: false,
        isStep: false,
        example: "assert(baton.text.ends_with(\"notes.md\", \".md\"))"
    ) { call in
        let suffix = try call.bytes(at: 1)
        return .bool(try call.bytes(at: 0).suffix(suffix.count).elementsEqual(suffix))
    }

    static let contains = HostFunction(
        "text",
        "contains",
        "Whether a text holds another, which is taken as it is written.",
        parameters: [text, .required("part", .bytes, "what to look for")],
        result: .boolean,
        gives: "whether it does",
        blocks: false,
        isStep: false,
        example: "assert(baton.text.contains(\"a.b\", \".\"))"
    ) { call in
        let part = try call.bytes(at: 1)
        if part.isEmpty { return .bool(true) }
        let table = ByteText.table(for: part)
        return .bool(ByteText.place(of: part, table, in: try call.bytes(at: 0), from: 0) != nil)
    }

    static let replace = HostFunction(
        "text",
        "replace",
        "Replaces a part of a text wherever it stands; both texts are taken as they are written.",
        parameters: [
            text, .required("part", .bytes, "what to replace; not empty"),
            .required("with", .bytes, "what stands there instead"),
        ],
        options: [.optional("count", .integer, "replace only the first so many")],
        results: [
            .required("text", .bytes, "the new text"), .required("count", .integer, "how many were replaced"),
        ],
        errors: ["limit"],
        blocks: false,
        isStep: false,
        example: "assert(baton.text.replace(\"1.2.3\", \".\", \"-\") == \"1-2-3\")"
    ) { call in
        let bytes = try call.bytes("text")
        let part = try call.bytes("part")
        let replacement = try call.bytes("with")
        if part.isEmpty { throw call.problem("part", "must not be empty") }
        let most = call.integer("count") ?? .max
        if most < 0 { throw call.problem("count", "must be 0 or more") }
        let table = ByteText.table(for: part)
        var result: [UInt8] = []
        var start = 0
        var count = 0
        while count < most, let place = ByteText.place(of: part, table, in: bytes, from: start) {
            result.append(contentsOf: bytes[start..<place])
            result.append(contentsOf: replacement)
            try call.checkSize(result.count)
            start = place + part.count
            count += 1
        }
        result.append(contentsOf: bytes[start...])
        return [try call.result(result), .integer(count)]
    }

    static let dedent = HostFunction(
        "text",
        "dedent",
        "Removes the white space that all lines begin with, as of a text in double brackets; blank lines become empty.",
        parameters: [text],
        result: .bytes,
        gives: "the text; its lines end as they did",
        errors: ["limit"],
        blocks: false,
        isStep: false,
        example: "assert(baton.text.dedent(\"  a\\n    b\\n\") == \"a\\n  b\\n\")"
    ) { call in
        let bytes = try call.bytes("text")
        let lines = bytes.split(separator: 0x0a, omittingEmptySubsequences: false)
        var margin: ArraySlice<UInt8>?
        for line in lines where !line.allSatisfy(ByteText.isSpace) {
            let space = line.prefix { $0 == 0x20 || $0 == 0x09 }
            margin =
                margin.map { known in
                    space.prefix(zip(known, space).prefix { $0 == $1 }.count)
                } ?? space
        }
        let count = margin?.count ?? 0
        var result: [UInt8] = []
        result.reserveCapacity(bytes.count)
        for (index, line) in lines.enumerated() {
            if index > 0 { result.append(0x0a) }
            if line.allSatisfy(ByteText.isSpace) {
                if line.last == 0x0d { result.append(0x0d) }
            } else {
                result.append(contentsOf: line.dropFirst(count))
            }
        }
        return try call.result(result)
    }

    static let indent = HostFunction(
        "text",
        "indent",
        "Puts a text in front of every line that is not blank.",
        parameters: [text, .required("prefix", .any, "the text, or a number of spaces")],
        result: .bytes,
        gives: "the text; its lines end as they did",
        errors: ["limit"],
        blocks: false,
        isStep: false,
        example: "print(baton.text.indent(\"one\\ntwo\", \"> \"))"
    ) { call in
        let bytes = try call.bytes("text")
        let prefix: [UInt8]
        switch call["prefix"] {
        case .string(let string): prefix = string.bytes
        case .int(let count) where (0...1000).contains(count):
            prefix = [UInt8](repeating: 0x20, count: Int(count))
        default: throw call.problem("prefix", "must be a text or a number from 0 to 1000")
        }
        var result: [UInt8] = []
        for (index, line) in bytes.split(separator: 0x0a, omittingEmptySubsequences: false).enumerated() {
            if index > 0 { result.append(0x0a) }
            if !line.allSatisfy(ByteText.isSpace) { result.append(contentsOf: prefix) }
            result.append(contentsOf: line)
            try call.checkSize(result.count)
        }
        return try call.result(result)
    }

    static let slug = HostFunction(
        "text",
        "slug",
        "Makes a text fit for a file name: letters of ASCII, digits, `_`, `.` and `-`, at most 64.",
        parameters: [.required("text", .string, "the text")],
        result: .string,
        gives: "the name; `session` when nothing is left",
        blocks: false,
        example: "print(baton.text.slug(\"feature/login page\"))"
    ) { call in
        .text(Slug.of(try call.text("text")))
    }

    static let repair = HostFunction(
        "text",
        "repair",
        "Replaces bytes that are not UTF-8 by `\u{fffd}`, so that what takes texts only takes the result.",
        parameters: [.required("bytes", .bytes, "the bytes, such as of a file")],
        result: .string,
        gives: "the text",
        errors: ["limit"],
        blocks: false,
        example: "assert(baton.text.repair(\"caf\\xe9\") == \"caf\u{fffd}\")"
    ) { call in
        try call.result(String(decoding: try call.bytes("bytes"), as: UTF8.self).utf8)
    }
}
