/// Words of a command line for a POSIX shell.
enum ShellWord {
    /// `text` as one word: as it is where no character of it means something to a shell, else in single quotes.
    static func quoted(_ text: String) -> String {
        let plain = Set("%+,-./:=@_".utf8)
        let isPlain =
            !text.isEmpty
            && text.utf8.allSatisfy { byte in
                switch byte {
                case UInt8(ascii: "0")...UInt8(ascii: "9"), UInt8(ascii: "A")...UInt8(ascii: "Z"),
                    UInt8(ascii: "a")...UInt8(ascii: "z"):
                    true
                default: plain.contains(byte)
                }
            }
        if isPlain { return text }
        return "'" + text.split(separator: "'", omittingEmptySubsequences: false).joined(separator: "'\\''")
            + "'"
    }
}
