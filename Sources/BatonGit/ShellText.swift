/// Texts for a POSIX shell.
enum ShellText {
    /// `text` as one word that the shell takes literally.
    static func quoted(_ text: String) -> String {
        let isPlain = text.utf8.allSatisfy { byte in
            switch byte {
            case UInt8(ascii: "a")...UInt8(ascii: "z"), UInt8(ascii: "A")...UInt8(ascii: "Z"),
                UInt8(ascii: "0")...UInt8(ascii: "9"), UInt8(ascii: "/"), UInt8(ascii: "."),
                UInt8(ascii: "_"),
                UInt8(ascii: "-"), UInt8(ascii: "+"):
                true
            default: false
            }
        }
        return isPlain && !text.isEmpty ? text : alwaysQuoted(text)
    }

    /// `text` between single quotes.
    static func alwaysQuoted(_ text: String) -> String {
        // By scalars: an apostrophe with a combining mark behind it is one Character, and not equal to an apostrophe.
        var result = String.UnicodeScalarView()
        for scalar in text.unicodeScalars {
            if scalar == "'" {
                result.append(contentsOf: "'\\''".unicodeScalars)
            } else {
                result.append(scalar)
            }
        }
        return "'" + String(result) + "'"
    }
}
