internal import Lua

/// `baton.debug`: where a script is.
enum DebugFunctions {
    static let all: [HostFunction] = [traceback, location]

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
