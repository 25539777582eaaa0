/// Tests, builds and checks of a session: how often each command line ran, and how it ended last.
struct CheckRuns {
    private struct Run {
        let command: String
        var runs = 0
        var failures = 0
        var failed = false
        var exitCode: Int?
        var number = 0
        var line = ""
    }

    private var runs: [String: Run] = [:]
    private static let limit = 500

    /// Takes a command that ran to its end.
    mutating func add(_ command: [UInt8], _ result: ToolResult, _ number: Int) {
        let key = ContextText.code(command[...], 200)
        guard runs[key] != nil || runs.count < Self.limit else { return }
        var run = runs[key] ?? Run(command: key)
        run.runs += 1
        run.failed = result.outcome == .failed
        run.failures += run.failed ? 1 : 0
        run.exitCode = result.exitCode
        run.number = number
        let tail = result.text.suffix(4096).trimmed
        let start = tail.lastIndex(of: 0x0a).map { $0 + 1 } ?? tail.startIndex
        run.line = tail.isEmpty ? "" : ContextText.code(tail[start...], 160)
        runs[key] = run
    }

    /// The commands in the order of their last runs; those that fail matter most, then the latest.
    var list: ContextList {
        let sorted = runs.values.sorted { $0.number < $1.number }
        return ContextList(
            sorted.enumerated().map { place, run in
                var text = "- (\(run.number)) \(run.command) "
                text += run.failed ? "failed" : "succeeded"
                if run.failed, let code = run.exitCode { text += " with exit code \(code)" }
                if run.runs > 1 {
                    text +=
                        run.failures > 0 ? ", \(run.runs) runs, \(run.failures) failed" : ", \(run.runs) runs"
                }
                let short = Array(text.utf8)
                let long = run.line.isEmpty ? [] : [Array((text + ": " + run.line).utf8)]
                let rank = (run.failed ? 0 : Self.limit) + sorted.count - place
                return ContextEntry([short] + long, rank: rank)
            }
        )
    }
}
