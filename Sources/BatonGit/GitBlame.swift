internal import Platform

/// A line of a file, and the commit that it comes from.
public struct BlamedLine: Sendable, Equatable {
    /// Object id of the commit; `nil` for a line that is not committed.
    public let commit: String?
    /// Number of the line, from 1.
    public let number: Int
    /// Path from the top level that the file had in the commit.
    public let path: String
    /// The line without its end.
    public let content: [UInt8]
}

extension Git {
    /// Tells from which commits the lines of a file come.
    ///
    /// Lines that were only moved within the file or indented keep their commit, and those of `blame.ignoreRevsFile` are
    /// passed over as the repository asks for. Nothing is fetched.
    ///
    /// - Parameters:
    ///   - path: a file of the working tree, from the top level.
    ///   - lines: the first and the last one, from 1; all when `nil`.
    /// - Returns: the lines in their order.
    /// - Throws: ``GitError``, also when there is no such file or line.
    public func blame(_ path: String, lines: ClosedRange<Int>?) throws -> [BlamedLine] {
        guard !path.isEmpty, !path.utf8.contains(0) else {
            throw GitError.badArgument(kind: "path", text: path)
        }
        let part = lines.map { ["-L", "\($0.lowerBound),\($0.upperBound)"] } ?? []
        let result = try run(
            ["blame", "--porcelain", "-w", "-M"] + part + ["--", path],
            in: repository.root,
            environment: ["GIT_NO_LAZY_FETCH": "1", "GIT_ALLOW_PROTOCOL": "none"]
        )
        return Self.lines(ofBlame: result.output, path)
    }

    /// Reads git-blame(1)'s porcelain form: a head `ID line line [count]`, what is new of the commit, and the content behind a tab.
    private static func lines(ofBlame output: [UInt8], _ path: String) -> [BlamedLine] {
        var lines: [BlamedLine] = []
        var paths: [String: String] = [:]
        var (id, number) = ("", 0)
        for line in output.split(separator: 0x0a, omittingEmptySubsequences: false) {
            if line.first == 0x09 {
                let isCommitted = id.contains { $0 != "0" }
                lines.append(
                    BlamedLine(
                        commit: isCommitted ? id : nil,
                        number: number,
                        path: paths[id] ?? path,
                        content: Array(line.dropFirst())
                    )
                )
                continue
            }
            guard line.count < 1 << 16 else { continue }
            let text = String(decoding: line, as: UTF8.self)
            if text.hasPrefix("filename ") {
                paths[id] = GitQuoting.unquoted(String(text.dropFirst("filename ".count)))
                continue
            }
            let words = text.split(separator: " ")
            if words.count >= 3, GitNames.isObjectID(String(words[0])), let place = Int(words[2]) {
                (id, number) = (String(words[0]), place)
            }
        }
        return lines
    }
}
