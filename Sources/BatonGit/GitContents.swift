internal import Platform

extension Git {
    /// The contents of files by names such as `HEAD:path`; those that are missing, large or beyond the limit are left out.
    ///
    /// Nothing is fetched.
    ///
    /// - Parameters:
    ///   - names: objects, as gitrevisions(7) names them.
    ///   - maxBytes: bytes of all contents together.
    /// - Returns: the contents by name.
    /// - Throws: ``GitError``.
    public func contents(of names: [String], maxBytes: Int) throws -> [String: [UInt8]] {
        let names = Array(Set(names.filter { !$0.isEmpty && !$0.utf8.contains(0x0a) && !$0.hasPrefix("-") }))
            .sorted()
        guard !names.isEmpty else { return [:] }
        let environment = ["GIT_NO_LAZY_FETCH": "1", "GIT_ALLOW_PROTOCOL": "none"]
        let heads = try run(
            ["cat-file", "--batch-check=%(objecttype) %(objectsize) %(objectname)"],
            input: Array((names.joined(separator: "\n") + "\n").utf8),
            environment: environment
        )
        var wanted: [(name: String, id: String)] = []
        var total = 0
        let lines = String(decoding: heads.output, as: UTF8.self).split(separator: "\n")
        guard lines.count == names.count else { return [:] }
        for (name, line) in zip(names, lines) {
            let words = line.split(separator: " ").map(String.init)
            guard words.count == 3, words[0] == "blob", let size = Int(words[1]), size <= 2 << 20,
                total + size <= maxBytes
            else { continue }
            total += size
            wanted.append((name, words[2]))
        }
        guard !wanted.isEmpty else { return [:] }
        let result = try run(
            ["cat-file", "--batch"],
            input: Array(wanted.map { $0.id + "\n" }.joined().utf8),
            environment: environment,
            outputLimit: total + wanted.count * 128
        )
        return Self.split(result.output, wanted.map(\.name))
    }

    /// Reads `ID TYPE SIZE LF content LF`, again and again (git-cat-file(1)).
    private static func split(_ output: [UInt8], _ names: [String]) -> [String: [UInt8]] {
        var contents: [String: [UInt8]] = [:]
        var place = 0
        for name in names {
            guard let end = output[place...].firstIndex(of: 0x0a) else { break }
            let words = String(decoding: output[place..<end], as: UTF8.self).split(separator: " ")
            place = end + 1
            // What is missing has no content.
            guard words.count == 3, let size = Int(words[2]), size >= 0, place + size < output.count else {
                continue
            }
            contents[name] = Array(output[place..<place + size])
            place += size + 1
        }
        return contents
    }
}
