import BatonSharing
import Platform
import Synchronization
import TestSupport
import Testing

@testable import BatonCLI

@Suite("Progress of a transfer")
struct ProgressTests {
    private static let mebibyte = 1 << 20

    /// What was written while a transfer went on at 2 MiB/s.
    private func shown(isTerminal: Bool, seconds: Int, total: Int?, size: (columns: Int, rows: Int)? = nil)
        -> String
    {
        let console = FakeConsole(terminals: isTerminal ? [.error] : [], size: size ?? (80, 24))
        let clock = Mutex<Int64>(1_772_289_000_000)
        do {
            let bar = ProgressBar("uploading", console, isTerminal: isTerminal) {
                Timestamp(milliseconds: clock.withLock { $0 })
            }
            for step in 0...(seconds * 10) {
                bar.show(TransferProgress(done: step * Self.mebibyte / 5, total: total))
                clock.withLock { $0 += 100 }
            }
        }
        return console.error
    }

    @Test("a terminal gets bytes, rate and time left on one line that is taken away at the end")
    func terminal() throws {
        let text = shown(isTerminal: true, seconds: 10, total: 40 * Self.mebibyte, size: (120, 24))
        #expect(
            text.contains("\ruploading █████░░░░░░░░░░░░░░░ 10.0 MiB of 40.0 MiB, 25 %, 2.0 MiB/s, 15 s left")
        )
        #expect(!text.contains("\n"))
        #expect(text.hasSuffix(" \r"))
        let narrow = shown(isTerminal: true, seconds: 10, total: 40 * Self.mebibyte, size: (30, 24))
        #expect(narrow.split(separator: "\r").allSatisfy { $0.count < 30 })
    }

    @Test("a log gets a line every ten seconds, and none of what is short")
    func log() {
        let text = shown(isTerminal: false, seconds: 25, total: 100 * Self.mebibyte)
        let lines = text.split(separator: "\n")
        #expect(lines.count == 2)
        #expect(lines.first == "baton: uploading: 20.0 MiB of 100.0 MiB, 20 %, 2.0 MiB/s, 40 s left")
        #expect(shown(isTerminal: false, seconds: 9, total: 100 * Self.mebibyte).isEmpty)
        #expect(
            shown(isTerminal: false, seconds: 11, total: nil) == "baton: uploading: 20.0 MiB, 2.0 MiB/s\n"
        )
    }

    @Test("a wait is told on a line of its own", arguments: [true, false])
    func pause(isTerminal: Bool) throws {
        let console = FakeConsole(terminals: isTerminal ? [.error] : [])
        let bar = ProgressBar("uploading", console, isTerminal: isTerminal) {
            Timestamp(seconds: 1_772_289_000)
        }
        bar.show(TransferProgress(done: 10, total: 100))
        let words = TransferPause(reason: "'h' answered with status 503", seconds: 2)
        bar.show(TransferProgress(done: 0, total: 100, pause: words))
        #expect(
            console.error.hasSuffix("baton: 'h' answered with status 503; sending again in 2.0 seconds\n")
        )
    }

    @Test(
        "times are short",
        arguments: [(0.2, "1 s"), (59, "59 s"), (60, "1 min"), (125, "2 min 5 s"), (11_400, "3 h 10 min")]
    )
    func times(seconds: Double, text: String) {
        #expect(ProgressBar.time(seconds) == text)
    }
}
