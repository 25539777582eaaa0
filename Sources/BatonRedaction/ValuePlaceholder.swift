extension Value {
    /// Whether it stands for a value that is elsewhere, or was removed.
    var isPlaceholder: Bool {
        if count == 0 || distinct <= 2 { return true }
        switch first {
        case UInt8(ascii: "<"), UInt8(ascii: "{"), UInt8(ascii: "["), UInt8(ascii: "%"): return true
        // A hash of a password begins like a variable: `$y$`, `$argon2id$`.
        case UInt8(ascii: "$"):
            if count < 2
                || (!ByteClass.digits.contains(text[1]) && !text.dropFirst().contains(UInt8(ascii: "$")))
            {
                return true
            }
        default: break
        }
        var run = 1
        for index in text.indices.dropFirst() {
            run = text[index] == text[index - 1] ? run + 1 : 1
            guard run >= 4 else { continue }
            switch text[index] {
            case UInt8(ascii: "x"), UInt8(ascii: "X"), UInt8(ascii: "*"), UInt8(ascii: "."),
                UInt8(ascii: "-"),
                UInt8(ascii: "_"), UInt8(ascii: "#"), UInt8(ascii: "?"):
                return true
            default: if run >= 8 { return true }
            }
        }
        let lowercased = lowercased
        return Self.hasSign(lowercased.span) || Self.words.contains(lowercased)
    }

    /// Whether one of ``signs`` is in `text`; at each byte only those are tried that begin with it.
    private static func hasSign(_ text: Span<UInt8>) -> Bool {
        for index in text.indices {
            for sign in signsByFirstByte[Int(text[index])] where matches(sign, in: text, at: index) {
                return true
            }
        }
        return false
    }

    private static func matches(_ sign: [UInt8], in text: Span<UInt8>, at start: Int) -> Bool {
        guard sign.count <= text.count - start else { return false }
        for offset in sign.indices.dropFirst() where text[start + offset] != sign[offset] { return false }
        return true
    }

    private static let signsByFirstByte: [[[UInt8]]] = {
        var table = [[[UInt8]]](repeating: [], count: 256)
        for sign in signs {
            let bytes = Array(sign.utf8)
            table[Int(bytes[0])].append(bytes)
        }
        return table
    }()

    private static let signs = [
        "[redacted", "redacted", "examplekey", "aws4_request", "placeholder", "your_", "your-", "yourpass",
        "yourtoken", "yoursecret",
        "yourkey",
        "example_", "example-", "changeme", "change_me", "change-me", "replace_", "replace-", "insert_",
        "insert-",
        "process.env", "os.environ", "os.getenv", "import.meta", "${", "$(", "{{", "#{", "...", "\u{2026}",
        "_here",
        "-here", "dummy", "<your", "ellipsis", "secrets.", "getenv", "env.",
    ]

    private static let words = Set<[UInt8]>(
        [
            "null", "none", "nil", "undefined", "true", "false", "todo", "string", "required", "optional",
            "secret",
            "password", "passwd", "token", "hidden", "masked", "removed", "empty", "unset", "unknown", "n/a",
        ].map { Array($0.utf8) }
    )
}
