/// Reads a header from pieces of any size, by the letter: one header has one text.
struct HeaderParser {
    /// Everything up to the end of the last line read.
    private var bytes: [UInt8] = []
    private var lineStart = 0
    /// Number of lines that are complete.
    private var lines = 0
    private var stanzas: [AgeStanza] = []
    /// The words of the stanza whose body is being read; empty between stanzas.
    private var words: [String] = []
    private var body: [UInt8] = []

    /// Takes bytes of `input` from `position` on and moves it behind them.
    ///
    /// - Returns: the header once its last line is read, at which `position` stands behind that line; else nil, and
    ///   all of `input` was taken.
    mutating func read(_ input: Span<UInt8>, from position: inout Int) throws(AgeError) -> Header? {
        while position < input.count {
            let byte = input[position]
            position += 1
            guard bytes.count < Header.limit else { throw fault(.tooLong(limit: Header.limit)) }
            bytes.append(byte)
            guard byte == UInt8(ascii: "\n") else {
                try checkBeginning(byte)
                continue
            }
            let line = bytes[lineStart..<bytes.count - 1]
            if let header = try readLine(line) { return header }
            lineStart = bytes.count
            lines += 1
        }
        return nil
    }

    /// Says what is wrong with an input that ended before its header did.
    func endFault() -> AgeError {
        lines == 0 && bytes.count < Header.versionPrefix.count ? .notAge : fault(.truncated)
    }

    /// Refuses what is not an age file at its first wrong byte, before a megabyte of it is collected.
    private func checkBeginning(_ byte: UInt8) throws(AgeError) {
        let index = bytes.count - 1
        guard index < Header.versionPrefix.count, byte != Header.versionPrefix[index] else { return }
        throw .notAge
    }

    private mutating func readLine(_ line: ArraySlice<UInt8>) throws(AgeError) -> Header? {
        if lines == 0 {
            try readVersion(line)
        } else if line.last == UInt8(ascii: "\r") {
            throw fault(.carriageReturn)
        } else if !words.isEmpty {
            try readBody(line)
        } else if line.starts(with: Header.macMark) {
            return try readMAC(line)
        } else {
            try readStanza(line)
        }
        return nil
    }

    private func readVersion(_ line: ArraySlice<UInt8>) throws(AgeError) {
        guard line.starts(with: Header.versionPrefix) else { throw .notAge }
        guard !line.elementsEqual(Header.versionLine + [UInt8(ascii: "\r")]) else {
            throw fault(.carriageReturn)
        }
        guard line.elementsEqual(Header.versionLine) else { throw .unsupportedVersion }
    }

    private mutating func readStanza(_ line: ArraySlice<UInt8>) throws(AgeError) {
        let words = line.split(separator: UInt8(ascii: " "), omittingEmptySubsequences: false)
        guard words.count >= 2, words[0].elementsEqual(Header.stanzaMark),
            words.dropFirst().allSatisfy({ !$0.isEmpty && $0.allSatisfy { (33...126).contains($0) } })
        else { throw fault(.malformedLine) }
        self.words = words.dropFirst().map { String(decoding: $0, as: UTF8.self) }
    }

    private mutating func readBody(_ line: ArraySlice<UInt8>) throws(AgeError) {
        guard line.count <= Header.columns, Base64.decode(line.span, isPadded: false, into: &body) else {
            throw fault(.malformedBody)
        }
        guard line.count < Header.columns else { return }
        stanzas.append(AgeStanza(checkedType: words[0], arguments: Array(words.dropFirst()), body: body))
        words = []
        body = []
    }

    private func readMAC(_ line: ArraySlice<UInt8>) throws(AgeError) -> Header {
        guard line.dropFirst(Header.macMark.count).first == UInt8(ascii: " ") else {
            throw fault(.malformedMAC)
        }
        let text = line.dropFirst(Header.macMark.count + 1)
        var mac: [UInt8] = []
        guard Base64.decode(text.span, isPadded: false, into: &mac), mac.count == HKDF.macSize else {
            throw fault(.malformedMAC)
        }
        guard !stanzas.isEmpty else { throw fault(.malformedLine) }
        return Header(
            stanzas: stanzas,
            authenticated: Array(bytes[..<(lineStart + Header.macMark.count)]),
            mac: mac
        )
    }

    /// An error at the line that is being read.
    func fault(_ fault: AgeError.HeaderFault) -> AgeError { .header(fault, line: lines + 1) }
}
