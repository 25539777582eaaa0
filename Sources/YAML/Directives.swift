/// The `%` lines before a document.
enum Directives {
    /// Checks the `%` lines at the start of a text.
    ///
    /// libyaml takes any number of `%TAG` lines and compares each with all others, so they are refused before it
    /// sees them.
    ///
    /// - Throws: a reason for the first line that is not a single `%YAML 1.1` or `%YAML 1.2`.
    static func check(_ source: SourceMap) throws(YAMLError) {
        var seen = false
        var offset = source.start
        while let byte = source.byte(offset) {
            let line = source.bytes[offset...].prefix { $0 != UInt8(ascii: "\n") && $0 != UInt8(ascii: "\r") }
            if byte == UInt8(ascii: "%") {
                let words = line.prefix { $0 != UInt8(ascii: "#") }
                    .split { $0 == UInt8(ascii: " ") || $0 == UInt8(ascii: "\t") }
                    .map { String(decoding: $0, as: UTF8.self) }
                guard words == ["%YAML", "1.1"] || words == ["%YAML", "1.2"], !seen else {
                    throw YAMLError(
                        .directive,
                        seen ? "a second '%' line is not supported" : "this '%' line is not supported",
                        hint: "leave it out; quote a value that starts with %",
                        at: source.mark(offset: offset)
                    )
                }
                seen = true
            } else if let first = line.first(where: { $0 != UInt8(ascii: " ") && $0 != UInt8(ascii: "\t") }),
                first != UInt8(ascii: "#")
            {
                return
            }
            offset = line.endIndex + 1
        }
    }
}
