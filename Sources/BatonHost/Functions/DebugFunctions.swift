internal import Lua

/// `baton.inspect` and `baton.debug`: what a value holds, and where a script is.
enum DebugFunctions {
    static let all: [HostFunction] = [inspect, traceback, location]

    static let inspect = HostFunction(
        "",
        "inspect",
        """
        Any value in a notation like Lua's, for people who look for a mistake: keys in order, a table inside itself as \
        `<this table>`, no control characters; nothing of the value is run.
        """,
        parameters: [.optional("value", .any, "any value")],
        options: [
            .optional("depth", .integer, "tables inside tables, up to 50", default: .int(5)),
            .optional("items", .integer, "elements and entries of one table", default: .int(100)),
            .optional("text", .integer, "bytes of one text", default: .int(200)),
            .optional("width", .integer, "columns of a table on one line", default: .int(80)),
        ],
        result: .string,
        gives: "the text, of at most 1 MB",
        blocks: false,
        isStep: false,
        looks: true,
        example: "print(baton.inspect({ 1, 2, name = \"x\", list = { true } }))"
    ) { call in
        let limits = LuaGlimpse.Limits(
            depth: min(try call.natural("depth"), 50),
            items: min(try call.natural("items"), 100_000),
            bytes: min(try call.natural("text"), 1 << 20),
            nodes: 50_000
        )
        let glimpse = try call.run.looked?.glimpse(0, limits) ?? LuaGlimpse(call["value"], limits)
        let types = Dictionary(call.run.registry.handles.map { ("baton." + $0.name, $0) }) { first, _ in first
        }
        var notation = ValueText(
            columns: min(try call.natural("width"), 1000),
            items: limits.items,
            bytes: 1 << 20
        ) {
            types[$0]?.display
        }
        return .text(notation.text(glimpse))
    }

    static let traceback = HostFunction(
        "debug",
        "traceback",
        "The calls that led here, innermost first.",
        result: .string,
        gives: "at most 20 lines, and one that counts the rest",
        blocks: false,
        isStep: false,
        example: "print(baton.debug.traceback())"
    ) { call in
        .text((try call.script().place?.trace ?? []).joined(separator: "\n"))
    }

    static let location = HostFunction(
        "debug",
        "where",
        "The file and the line that call this.",
        result: .string,
        gives: "such as `report.lua:12`",
        blocks: false,
        isStep: false,
        example: "baton.log.debug(baton.debug.where())"
    ) { call in
        let place = try call.script().place
        let chunk = place?.chunk ?? "?"
        return .text(place?.line.map { "\(chunk):\($0)" } ?? chunk)
    }
}
