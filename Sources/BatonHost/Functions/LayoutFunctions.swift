internal import Lua

/// The part of `baton.text` that lays texts out in columns.
enum LayoutFunctions {
    static let all: [HostFunction] = [width, truncate, pad, wrap]

    private static let text = HostField.required("text", .string, "the text")

    static let width = HostFunction(
        "text",
        "width",
        "How many columns a text takes on a terminal: two for characters of East Asia and emoji, none for accents.",
        parameters: [text],
        result: .integer,
        gives: "the columns of the longest line",
        blocks: false,
        isStep: false,
        example: "assert(baton.text.width(\"日本\") == 4)"
    ) { call in
        .integer(DisplayWidth.of(try call.text(at: 0)))
    }

    static let truncate = HostFunction(
        "text",
        "truncate",
        "Cuts a text so that it takes at most so many columns, never inside a character; what was cut is marked.",
        parameters: [text, .required("width", .integer, "the most columns, the mark included")],
        options: [.optional("ellipsis", .string, "the mark", default: .text("…"))],
        result: .string,
        gives: "the text, on one line when it was cut",
        blocks: false,
        example: "assert(baton.text.truncate(\"a long title\", 7) == \"a long…\")"
    ) { call in
        .text(
            TextLayout.truncated(try call.text("text"), try call.natural("width"), try call.text("ellipsis"))
        )
    }

    static let pad = HostFunction(
        "text",
        "pad",
        "Fills a text up to a number of columns; a wider one stays as it is.",
        parameters: [text, .required("width", .integer, "the columns")],
        options: [
            .optional(
                "align",
                .choice(["left", "right", "center"]),
                "where the text stands",
                default: .text("left")
            ),
            .optional("fill", .string, "what to fill with, one column wide", default: .text(" ")),
        ],
        result: .string,
        gives: "the text",
        errors: ["limit"],
        blocks: false,
        isStep: false,
        example: "print(baton.text.pad(\"12\", 5, { align = \"right\" }))"
    ) { call in
        let text = try call.text("text")
        let fill = try call.text("fill")
        guard DisplayWidth.of(fill) == 1, fill.count == 1, fill != "\t" else {
            throw call.problem("fill", "must be one column wide")
        }
        let missing = try call.natural("width") - DisplayWidth.of(text)
        guard missing > 0 else { return .text(text) }
        try call.checkSize(text.utf8.count + fill.utf8.count * min(missing, PureLimits.bytes))
        let before =
            switch call.optionalText("align") {
            case "right": missing
            case "center": missing / 2
            default: 0
            }
        return .text(
            String(repeating: fill, count: before) + text + String(repeating: fill, count: missing - before)
        )
    }

    static let wrap = HostFunction(
        "text",
        "wrap",
        """
        Breaks lines at spaces, and between characters of East Asia, so that none takes more columns than given; \
        a word that is wider stays whole, and a line keeps its indentation.
        """,
        parameters: [text, .optional("width", .integer, "the most columns", default: .int(80))],
        options: [
            .optional("prefix", .string, "what every line begins with, such as `> `", default: .text(""))
        ],
        result: .string,
        gives: "the text",
        errors: ["limit"],
        blocks: false,
        example: "print(baton.text.wrap(\"a sentence that is too long\", 12, { prefix = \"> \" }))"
    ) { call in
        try call.result(
            TextLayout.wrapped(
                try call.text("text"),
                try call.natural("width", least: 1),
                prefix: try call.text("prefix")
            ) { try call.checkSize($0) }.utf8
        )
    }
}
