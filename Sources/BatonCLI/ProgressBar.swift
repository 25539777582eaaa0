internal import BatonSharing
internal import Platform

/// One line on the terminal that tells how far a transfer is.
final class ProgressBar {
    private let verb: String
    private let console: any Console
    private var lastShown = -1

    init(_ verb: String, _ console: any Console) {
        self.verb = verb
        self.console = console
    }

    func show(_ progress: TransferProgress) {
        guard let total = progress.total, total > 0 else { return }
        let percent = min(100, progress.done * 100 / total)
        guard percent != lastShown else { return }
        lastShown = percent
        let filled = percent / 5
        let bar = String(repeating: "█", count: filled) + String(repeating: "░", count: 20 - filled)
        console.writeError(
            "\r\(verb) \(bar) \(percent) %  \(ByteCount.text(total))\(percent == 100 ? "\n" : "")"
        )
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
