internal import Diagnostics
internal import Lua

/// The part of `baton.text` that puts texts into other texts.
enum MarkupFunctions {
    static let all: [HostFunction] = [template, escapeHTML, escapeMarkdown]

    static let failures = [
        HostFailure(
            kind: "text.template",
            about: "A template is not well formed, or names a value that is not given."
        )
    ]

    static let template = HostFunction(
        "text",
        "template",
        """
        Replaces `{{name}}` by the value of that name, as it is: nothing in a value is looked at again; `\\{{` stands \
        for `{{`.
        """,
        parameters: [
            .required("text", .string, "the template"),
            .required("values", .map(.any), "texts, numbers and booleans by name"),
        ],
        result: .string,
        gives: "the text",
        errors: ["text.template", "limit"],
        blocks: false,
        example:
            "print(baton.text.template(\"{{count}} sessions in {{ project }}\", { count = 3, project = \"work\" }))"
    ) { call in
        var values: [String: HostValue] = [:]
        if case .table(let table) = call["values"] {
            for (key, value) in table {
                if case .string(let name) = key, let name = name.text { values[name] = value }
            }
        }
        let template = Array(try call.text("text").utf8)
        var result: [UInt8] = []
        var index = 0
        while index < template.count {
            guard template[index] == UInt8(ascii: "{"), index + 1 < template.count,
                template[index + 1] == UInt8(ascii: "{")
            else {
                result.append(template[index])
                index += 1
                continue
            }
            if result.last == UInt8(ascii: "\\"), index > 0, template[index - 1] == UInt8(ascii: "\\") {
                result.removeLast()
                result += [UInt8(ascii: "{"), UInt8(ascii: "{")]
                index += 2
                continue
            }
            let start = index
            // Counted for a failure only.
            var place: String { Self.place(of: start, in: template) }
            guard let (name, end) = Self.name(template, at: index) else {
                throw call.failure(
                    "text.template",
                    "\(place): '{{' must be followed by a name and '}}'",
                    hint: "write \\{{ for two braces"
                )
            }
            guard let value = values[name] else {
                let known = Suggestion.closest(to: name, in: values.keys)
                throw call.failure(
                    "text.template",
                    "\(place): unknown name '\(name)'" + (known.map { " (did you mean '\($0)'?)" } ?? "")
                )
            }
            guard let text = Self.bytes(of: value) else {
                throw call.failure(
                    "text.template",
                    "\(place): text, number or boolean expected for '\(name)', got \(value.typeName)"
                )
            }
            result += text
            try call.checkSize(result.count)
            index = end
        }
        return try call.result(result)
    }

    /// The name between the braces that open at a place, and the place behind those that close.
    private static func name(_ template: [UInt8], at start: Int) -> (name: String, end: Int)? {
        var index = start + 2
        while index < template.count, template[index] == 0x20 { index += 1 }
        let from = index
        while index < template.count, index - from <= 100, isOfName(template[index]) { index += 1 }
        let name = String(decoding: template[from..<index], as: UTF8.self)
        while index < template.count, template[index] == 0x20 { index += 1 }
        guard !name.isEmpty, index + 1 < template.count, template[index] == UInt8(ascii: "}"),
            template[index + 1] == UInt8(ascii: "}")
        else { return nil }
        return (name, index + 2)
    }

    private static func isOfName(_ byte: UInt8) -> Bool {
        switch byte {
        case UInt8(ascii: "a")...UInt8(ascii: "z"), UInt8(ascii: "A")...UInt8(ascii: "Z"),
            UInt8(ascii: "0")...UInt8(ascii: "9"), UInt8(ascii: "_"), UInt8(ascii: "-"), UInt8(ascii: "."):
            true
        default: false
        }
    }

    private static func place(of offset: Int, in template: [UInt8]) -> String {
        var line = 1
        var column = 1
        for byte in template.prefix(offset) {
            if byte == 0x0a {
                line += 1
                column = 1
            } else if byte & 0xc0 != 0x80 {
                column += 1
            }
        }
        return "line \(line), column \(column)"
    }

    private static func bytes(of value: HostValue) -> [UInt8]? {
        switch value {
        case .string(let string): string.bytes
        case .int(let number): Array("\(number)".utf8)
        case .number(let number): Array(LuaNumberText.of(number).utf8)
        case .bool(let flag): Array("\(flag)".utf8)
        default: nil
        }
    }

    static let escapeHTML = HostFunction(
        "text",
        "escape_html",
        "Writes a text so that HTML shows it as it is, in an element and in a quoted attribute.",
        parameters: [.required("text", .bytes, "the text")],
        result: .bytes,
        gives: "the text with entities for `&`, `<`, `>`, `\"` and `'`",
        errors: ["limit"],
        blocks: false,
        isStep: false,
        example: "assert(baton.text.escape_html(\"<b>\") == \"&lt;b&gt;\")"
    ) { call in
        let bytes = try call.bytes("text")
        var result: [UInt8] = []
        result.reserveCapacity(bytes.count)
        for byte in bytes {
            switch byte {
            case UInt8(ascii: "&"): result += Array("&amp;".utf8)
            case UInt8(ascii: "<"): result += Array("&lt;".utf8)
            case UInt8(ascii: ">"): result += Array("&gt;".utf8)
            case UInt8(ascii: "\""): result += Array("&quot;".utf8)
            case UInt8(ascii: "'"): result += Array("&#39;".utf8)
            default: result.append(byte)
            }
        }
        return try call.result(result)
    }

    static let escapeMarkdown = HostFunction(
        "text",
        "escape_markdown",
        "Writes a text so that Markdown shows it as it is, also in a table; line breaks stay.",
        parameters: [.required("text", .bytes, "the text")],
        result: .bytes,
        gives: "the text with backslashes",
        errors: ["limit"],
        blocks: false,
        isStep: false,
        example: "assert(baton.text.escape_markdown(\"a_b | *c*\") == [[a\\_b \\| \\*c\\*]])"
    ) { call in
        try call.result(MarkdownEscape.escaped(try call.bytes("text")))
    }
}

/// Texts that Markdown must not read as markup (CommonMark 0.31.2 and GitHub's tables and strikethrough).
enum MarkdownEscape {
    static func escaped(_ bytes: [UInt8]) -> [UInt8] {
        var result: [UInt8] = []
        result.reserveCapacity(bytes.count + bytes.count / 8)
        var isAtStart = true
        /// Digits that the line has begun with.
        var digits = 0
        for byte in bytes {
            let isMarkup =
                switch byte {
                case UInt8(ascii: "\\"), UInt8(ascii: "`"), UInt8(ascii: "*"), UInt8(ascii: "_"),
                    UInt8(ascii: "["), UInt8(ascii: "]"), UInt8(ascii: "<"), UInt8(ascii: ">"),
                    UInt8(ascii: "|"), UInt8(ascii: "~"), UInt8(ascii: "&"), UInt8(ascii: "$"):
                    true
                case UInt8(ascii: "#"), UInt8(ascii: "+"), UInt8(ascii: "-"), UInt8(ascii: "="): isAtStart
                case UInt8(ascii: "."), UInt8(ascii: ")"): digits > 0
                default: false
                }
            if isMarkup { result.append(UInt8(ascii: "\\")) }
            result.append(byte)
            let isDigit = (UInt8(ascii: "0")...UInt8(ascii: "9")).contains(byte)
            digits = isDigit && (isAtStart || digits > 0) ? digits + 1 : 0
            isAtStart = byte == 0x0a || byte == 0x0d || (isAtStart && (byte == 0x20 || byte == 0x09))
        }
        return result
    }
}
