internal import Digest
internal import Lua

/// `baton.base64` and `baton.hash`: bytes as texts, and their digests.
enum BytesFunctions {
    static let all: [HostFunction] = [encode, decode, sha256]

    static let failures = [
        HostFailure(kind: "base64.invalid", about: "A text is no base64; the message names the byte.")
    ]

    private static let alphabet = HostField.optional(
        "url_safe",
        .boolean,
        "the alphabet for URLs, with `-` and `_` and without `=` at the end",
        default: .bool(false)
    )

    static let encode = HostFunction(
        "base64",
        "encode",
        "Writes bytes as base64.",
        parameters: [.required("bytes", .bytes, "the bytes, at most 12 MB")],
        options: [alphabet],
        result: .string,
        gives: "the text, on one line",
        errors: ["limit"],
        blocks: false,
        example: """
            print(baton.base64.encode("hello"), baton.base64.encode("\\xff\\xfe", { url_safe = true }))
            """
    ) { call in
        let bytes = try call.bytes("bytes")
        try call.checkSize((bytes.count + 2) / 3 * 4)
        return .string(LuaString(bytes: Base64.encode(bytes, call.flag("url_safe") ? .url : .standard)))
    }

    static let decode = HostFunction(
        "base64",
        "decode",
        "Reads base64 strictly: no other characters, no line breaks, filled up with `=`, no bits left over.",
        parameters: [.required("text", .bytes, "the text")],
        options: [alphabet],
        result: .bytes,
        gives: "the bytes",
        errors: ["base64.invalid", "limit"],
        blocks: false,
        example: "assert(baton.base64.decode(\"aGVsbG8=\") == \"hello\")"
    ) { call in
        let text = try call.bytes("text")
        try call.checkSize(text.count)
        let isForURLs = call.flag("url_safe")
        do throws(Base64.Problem) {
            return .string(LuaString(bytes: try Base64.decode(text, isForURLs ? .url : .standard)))
        } catch {
            let place =
                error.offset < text.count ? "does not fit at byte \(error.offset + 1)" : "ends too early"
            let other = isForURLs ? "+/" : "-_"
            let isOther = error.offset < text.count && other.utf8.contains(text[error.offset])
            throw call.failure(
                "base64.invalid",
                "the text \(place)",
                hint: isOther
                    ? "this is the \(isForURLs ? "standard" : "URL") alphabet: set url_safe = \(!isForURLs)"
                    : nil
            )
        }
    }

    static let sha256 = HostFunction(
        "hash",
        "sha256",
        "The SHA-256 digest of bytes.",
        parameters: [.required("bytes", .bytes, "the bytes")],
        result: .string,
        gives: "64 lower-case hexadecimal digits",
        blocks: false,
        example: "print(baton.hash.sha256(\"hello\"):sub(1, 12))"
    ) { call in
        .text(SHA256.hex(try call.bytes("bytes")))
    }
}
