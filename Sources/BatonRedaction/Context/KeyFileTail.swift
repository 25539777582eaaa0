/// Finds private keys without the line that begins them: PuTTY's lines, and blocks of which only the end is there.
enum KeyFileTail {
    /// The lines of a PuTTY key (PuTTY manual, appendix C: "PPK file format").
    static let putty = Finder.located([Head("Private-Lines: ")], isSpecific: true) { bytes, _, end in
        var reader = TextReader(at: end)
        guard !reader.run(.digits, bytes, atMost: 4).isEmpty,
            let body = PrivateKeyBlock.body(in: bytes, from: reader.index, of: reader.index)
        else { return nil }
        // The last line is short and has no mark of its own; the next field follows it.
        let limit = min(bytes.count, body.upperBound + 96)
        var tail = TextReader(at: body.upperBound)
        while tail.index < limit {
            if tail.skip("Private-MAC: ", bytes) {
                let mac = tail.run(.hex, bytes, atMost: 128)
                return start(of: body, bytes)..<max(mac.upperBound, body.upperBound)
            }
            tail.index += 1
        }
        return start(of: body, bytes)..<body.upperBound
    }

    /// Where the first line of the key begins, behind the new line.
    private static func start(of body: Range<Int>, _ bytes: Span<UInt8>) -> Int {
        var reader = TextReader(at: body.lowerBound)
        _ = reader.skipSpacing(bytes)
        return min(reader.index, body.upperBound)
    }

    /// At least three lines of base64 before `-----END … PRIVATE KEY-----`.
    static let ending = Finder.located([Head("-----END ")], isSpecific: true) { bytes, start, end in
        let label = bytes.extracting(end..<min(bytes.count, end + 32))
        guard contains(label, "PRIVATE KEY") else { return nil }
        var low = start
        var index = start
        var lines = 0
        let limit = max(0, start - (16 << 10))
        while index > limit {
            let runEnd = index
            while index > limit, ByteClass.base64.contains(bytes[index - 1]) { index -= 1 }
            if runEnd - index >= 40 || (runEnd - index >= 2 && lines == 0 && runEnd - index <= 80) {
                lines += 1
                low = index
            } else if low - index > 40 {
                break
            }
            if index == runEnd { index -= 1 }
        }
        guard lines >= 3 else { return nil }
        // The letter of an escaped new line looks like the first of the key.
        if low > 0, bytes[low - 1] == UInt8(ascii: "\\") { low += 1 }
        return low..<end + 3
    }
}
