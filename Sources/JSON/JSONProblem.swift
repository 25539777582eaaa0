/// The first place where a text breaks the rules of JSON (RFC 8259), for the messages of readers that only say no.
///
/// It looks at the text from its beginning, so it is for texts that were refused; time grows with the text alone.
/// Integers beyond 64 bits are no problem: readers may take them as floating-point numbers.
public struct JSONProblem: Sendable, Equatable {
    /// What is wrong: one sentence in lower case, without a full stop; nothing of the text.
    public let message: String
    /// The line, from 1; lines end with LF.
    public let line: Int
    /// The column in Unicode scalars, from 1.
    public let column: Int

    /// The first problem of a text, with at most `depth` arrays and objects inside one another; `nil` when there is none.
    public static func first(in bytes: [UInt8], depth: Int = 1024) -> JSONProblem? {
        if let byte = UTF8Text.firstInvalidByte(in: bytes) {
            return JSONProblem("not valid UTF-8 (byte \(byte + 1))", at: byte, in: bytes)
        }
        var scanner = ProblemScanner(bytes, depth: depth)
        do throws(ProblemScanner.Problem) {
            try scanner.scan()
            return nil
        } catch {
            return JSONProblem(error.message, at: error.offset, in: bytes)
        }
    }

    private init(_ message: String, at offset: Int, in bytes: [UInt8]) {
        self.message = message
        var line = 1
        var column = 1
        for byte in bytes.prefix(offset) {
            if byte == UInt8(ascii: "\n") {
                line += 1
                column = 1
            } else if byte & 0xc0 != 0x80 {
                column += 1
            }
        }
        self.line = line
        self.column = column
    }
}

/// Bytes that should be UTF-8.
public enum UTF8Text {
    /// The place of the first byte, from 0, that cannot be read as UTF-8; `nil` when all can.
    public static func firstInvalidByte(in bytes: [UInt8]) -> Int? {
        if String(validating: bytes, as: UTF8.self) != nil { return nil }
        var parser = Unicode.UTF8.ForwardParser()
        var iterator = bytes.makeIterator()
        var offset = 0
        while true {
            switch parser.parseScalar(from: &iterator) {
            case .valid(let scalar): offset += scalar.count
            case .error: return offset
            case .emptyInput: return nil
            }
        }
    }
}
