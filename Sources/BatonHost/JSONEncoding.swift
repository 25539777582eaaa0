internal import JSON
internal import Lua

/// Values of scripts as JSON, which refuses what JSON has no form for and says where it is.
struct JSONEncoding {
    /// What cannot be written, with its place, such as `value.items[3].name`.
    struct Problem: Error {
        let message: String
        var hint: String?
    }

    private enum Step {
        case key(String)
        case index(Int)
    }

    private var writer: JSONWriter
    private let sortsKeys: Bool
    private let run: HostRun
    private var path: [Step] = []

    init(pretty: Bool, sortsKeys: Bool, run: HostRun) {
        writer = JSONWriter(pretty: pretty)
        self.sortsKeys = sortsKeys
        self.run = run
    }

    /// The JSON text of a value.
    ///
    /// - Throws: ``Problem``.
    mutating func encode(_ value: HostValue) throws -> [UInt8] {
        try write(value)
        return writer.bytes
    }

    // The depth is bounded where values leave the script.
    private mutating func write(_ value: HostValue) throws {
        switch value {
        case .nil, .null: writer.null()
        case .bool(let flag): writer.bool(flag)
        case .int(let number): writer.int(number)
        case .number(let number):
            guard number.isFinite else {
                throw problem(number.isNaN ? "JSON has no form for NaN" : "JSON has no form for infinity")
            }
            writer.double(number)
        case .string(let string): writer.string(try text(string, "the text"))
        case .array(let elements):
            writer.beginArray()
            for (index, element) in elements.enumerated() {
                path.append(.index(index + 1))
                try write(element)
                path.removeLast()
            }
            writer.endArray()
        case .table(let table): try write(table)
        case .function: throw problem("a function cannot be written as JSON")
        case .handle(let handle):
            let type = run.registry.handles.first { $0.number == handle.type }
            throw problem(
                type?.display == nil
                    ? "a \(type?.name ?? "handle") cannot be written as JSON"
                    : "a secret cannot be written as JSON",
                hint: type?.display == nil ? "write the fields you need, such as its id" : nil
            )
        }
    }

    private mutating func write(_ table: [LuaKey: LuaValue]) throws {
        var members: [(key: String, value: HostValue)] = []
        members.reserveCapacity(table.count)
        for (key, value) in table {
            guard case .string(let string) = key else {
                throw problem(
                    "a key must be a text",
                    hint:
                        "fill the holes of a list with baton.null, or make an object of it with baton.json.object"
                )
            }
            members.append((try text(string, "a key"), value))
        }
        if sortsKeys { members.sort { $0.key < $1.key } }
        writer.beginObject()
        for member in members {
            writer.key(member.key)
            path.append(.key(member.key))
            try write(member.value)
            path.removeLast()
        }
        writer.endObject()
    }

    private func text(_ string: LuaString, _ what: String) throws -> String {
        if let text = string.text { return text }
        let byte = UTF8Text.firstInvalidByte(in: string.bytes) ?? 0
        throw problem(
            "\(what) is not valid UTF-8 (byte \(byte + 1))",
            hint: "write bytes with baton.base64.encode, or repair the text with baton.text.repair"
        )
    }

    private func problem(_ message: String, hint: String? = nil) -> Problem {
        var place = "value"
        for step in path {
            switch step {
            case .index(let index): place += "[\(index)]"
            case .key(let key): place += "." + PrintableText.line(String(key.prefix(40)))
            }
            if place.utf8.count > 200 {
                place += "…"
                break
            }
        }
        return Problem(message: "\(place): \(message)", hint: hint)
    }
}
