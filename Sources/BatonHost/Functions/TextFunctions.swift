internal import Lua
internal import JSON
internal import Platform

/// `baton.json`, `baton.text` and `baton.time`: small things every script needs.
enum TextFunctions {
    static let all: [HostFunction] = [encode, decode, slug, now]

    static let encode = HostFunction(
        "json",
        "encode",
        "Writes a value as JSON.",
        parameters: [.required("value", .any, "the value")],
        options: [.optional("pretty", .boolean, "on indented lines", default: .bool(false))],
        result: .string,
        isStep: false,
        example: "print(baton.json.encode({ 1, 2, 3 }))"
    ) { call in
        .string(.init(bytes: ValueJSON.encode(call["value"], pretty: call.flag("pretty"))))
    }

    static let decode = HostFunction(
        "json",
        "decode",
        "Reads JSON.",
        parameters: [.required("text", .bytes, "the JSON text")],
        result: .any,
        isStep: false,
        example: "print(baton.json.decode(\"[1, 2]\")[2])"
    ) { call in
        do throws(JSONError) {
            return ValueJSON.decode(try JSONParser.parse(call.bytesOrEmpty("text")))
        } catch {
            throw HostError("json.invalid", "baton.json.decode: \(error)")
        }
    }

    static let slug = HostFunction(
        "text",
        "slug",
        "Makes a text fit for a file name.",
        parameters: [.required("text", .string, "the text")],
        result: .string,
        isStep: false,
        example: "print(baton.text.slug(\"feature/login page\"))"
    ) { call in
        .text(Slug.of(try call.text("text")))
    }

    static let now = HostFunction(
        "time",
        "now",
        "The current time in UTC, as `2026-02-28T10:30:15.000Z`.",
        result: .string,
        isStep: false,
        example: "print(baton.time.now():sub(1, 10))"
    ) { call in
        .text(call.run.context.now().iso8601)
    }
}

extension HostCall {
    /// The bytes of a field that was checked to be a string.
    fileprivate func bytesOrEmpty(_ name: String) -> [UInt8] { (try? bytes(name)) ?? [] }
}
