/// Quoting for the shells that people paste commands into.
public enum ShellText {
    /// `text` in single quotes, in which no shell interprets anything.
    public static func quoted(_ text: String) -> String {
        // Byte by byte: an apostrophe with a combining mark behind it is another character, and still ends the quotes.
        let inner = text.utf8.flatMap { $0 == UInt8(ascii: "'") ? Array("'\\''".utf8) : [$0] }
        return "'" + String(decoding: inner, as: UTF8.self) + "'"
    }

    /// `text` as it is when it holds nothing that a shell interprets, else quoted.
    public static func word(_ text: String) -> String {
        let isPlain =
            !text.isEmpty
            && text.utf8.allSatisfy { byte in
                switch byte {
                case UInt8(ascii: "A")...UInt8(ascii: "Z"), UInt8(ascii: "a")...UInt8(ascii: "z"),
                    UInt8(ascii: "0")...UInt8(ascii: "9"), UInt8(ascii: "-"), UInt8(ascii: "."),
                    UInt8(ascii: "_"),
                    UInt8(ascii: "/"), UInt8(ascii: "@"), UInt8(ascii: "+"), UInt8(ascii: ":"),
                    UInt8(ascii: ","):
                    true
                default: false
                }
            }
        return isPlain ? text : quoted(text)
    }
}
