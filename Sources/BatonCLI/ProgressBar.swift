internal import BatonSharing
internal import Platform

/// Tells how far a transfer is: one line on a terminal that is drawn anew, now and then a line in a log.
final class ProgressBar {
    private let verb: String
    private let console: any Console
    private let isTerminal: Bool
    private let now: () -> Timestamp
    private var rate: TransferRate
    private var lastShown: Timestamp
    /// Columns that stand on the terminal.
    private var shownWidth = 0

    /// Milliseconds between two drawings on a terminal, and between two lines in a log.
    private static let redraw: Int64 = 100
    private static let logInterval: Int64 = 10_000

    init(_ verb: String, _ console: any Console, isTerminal: Bool, now: @escaping () -> Timestamp) {
        self.verb = verb
        self.console = console
        self.isTerminal = isTerminal
        self.now = now
        rate = TransferRate(now())
        lastShown = now()
    }

    deinit { clear() }

    func show(_ progress: TransferProgress) {
        if let pause = progress.pause {
            clear()
            console.writeError("baton: \(pause.words)\n")
            rate = TransferRate(now())
            return
        }
        let time = now()
        rate.add(progress.done, time)
        let elapsed = time.milliseconds - lastShown.milliseconds
        if isTerminal {
            let isEnd = progress.total.map { progress.done >= $0 } ?? false
            guard isEnd || shownWidth == 0 || elapsed >= Self.redraw else { return }
            lastShown = time
            draw(bar(progress))
        } else {
            // A short transfer is not worth a line.
            guard elapsed >= Self.logInterval else { return }
            lastShown = time
            console.writeError("baton: \(verb): \(words(progress))\n")
        }
    }

    /// Takes the bar off the terminal, so that what comes next has its line.
    func clear() {
        guard isTerminal, shownWidth > 0 else { return }
        console.writeError("\r" + String(repeating: " ", count: shownWidth) + "\r")
        shownWidth = 0
    }

    private func draw(_ line: String) {
        let columns = (console.size?.columns ?? 80) - 1
        let line = String(line.prefix(max(columns, 1)))
        let padding = String(repeating: " ", count: max(0, shownWidth - line.count))
        console.writeError("\r" + line + padding)
        shownWidth = line.count
    }

    private func bar(_ progress: TransferProgress) -> String {
        guard let total = progress.total, total > 0 else { return "\(verb) \(words(progress))" }
        let filled = min(20, progress.done * 20 / total)
        let bar = String(repeating: "█", count: filled) + String(repeating: "░", count: 20 - filled)
        return "\(verb) \(bar) \(words(progress))"
    }

    /// `12.0 MiB of 31.4 MiB, 38 %, 2.1 MiB/s, 9 s left`.
    private func words(_ progress: TransferProgress) -> String {
        var parts = [ByteCount.text(progress.done)]
        if let total = progress.total, total > 0 {
            let percent = min(100, progress.done * 100 / total)
            parts = ["\(ByteCount.text(progress.done)) of \(ByteCount.text(total))", "\(percent) %"]
        }
        if let speed = rate.bytesPerSecond, speed >= 1 {
            parts.append(ByteCount.text(Int(speed)) + "/s")
            if let total = progress.total, total > progress.done {
                parts.append("\(Self.time(Double(total - progress.done) / speed)) left")
            }
        }
        return parts.joined(separator: ", ")
    }

    /// `9 s`, `2 min 5 s`, `3 h 10 min`.
    static func time(_ seconds: Double) -> String {
        let count = Int(min(seconds.rounded(.up), 1e7))
        if count < 60 { return "\(count) s" }
        if count < 3600 { return count % 60 == 0 ? "\(count / 60) min" : "\(count / 60) min \(count % 60) s" }
        return "\(count / 3600) h \(count / 60 % 60) min"
    }
}

/// The speed of the last few seconds.
struct TransferRate {
    private var samples: [(time: Int64, bytes: Int)]

    /// Milliseconds that count.
    private static let window: Int64 = 5000

    init(_ start: Timestamp) { samples = [(start.milliseconds, 0)] }

    /// Notes that so many bytes had gone through at a moment.
    mutating func add(_ bytes: Int, _ time: Timestamp) {
        // A transfer that began anew, or goes on behind what it had.
        if let last = samples.last, bytes < last.bytes { samples = [] }
        if samples.count > 1, let last = samples.last, time.milliseconds - last.time < 100 {
            samples[samples.count - 1].bytes = bytes
        } else {
            samples.append((time.milliseconds, bytes))
        }
        while samples.count > 2, samples[1].time < time.milliseconds - Self.window { samples.removeFirst() }
    }

    /// The speed; nil before a quarter of a second has gone by.
    var bytesPerSecond: Double? {
        guard let first = samples.first, let last = samples.last, last.time - first.time >= 250 else {
            return nil
        }
        return Double(last.bytes - first.bytes) * 1000 / Double(last.time - first.time)
    }
}

/// Sizes as people read them.
enum ByteCount {
    /// `512 bytes`, `2.0 KiB`, `31.4 MiB`.
    static func text(_ count: Int) -> String {
        if count < 1024 { return "\(count) bytes" }
        var value = Double(count)
        var unit = ""
        for next in ["KiB", "MiB", "GiB", "TiB"] where value >= 1024 {
            value /= 1024
            unit = next
        }
        let tenths = Int((value * 10).rounded())
        return "\(tenths / 10).\(tenths % 10) \(unit)"
    }
}
