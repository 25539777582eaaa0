internal import BatonHost
internal import BatonSharing
internal import JSON
internal import Platform

/// Shares as people and programs read them.
enum ShareReport {
    /// What became of a share, in words.
    static func state(_ share: ShareRecord, _ now: Timestamp) -> String {
        switch share.state {
        case .pending where share.isRunning: return "being uploaded"
        case .pending: return "may have arrived: the upload was killed"
        case .unknown: return "may have arrived: no answer came"
        case .failed: return "did not arrive"
        case .cancelled: return "was stopped before it arrived"
        case .revoked: return "deleted"
        case .gone: return "gone"
        case .forgotten: return "off the list"
        case .shared:
            guard let time = share.expires else { return "no end known" }
            return time > now ? "until \(time.date)" : "was kept until \(time.date)"
        }
    }

    /// One line a share, in columns.
    static func table(_ shares: [ShareRecord], _ now: Timestamp) -> [String] {
        let rows = shares.map { share in
            [
                String(share.number), "\(share.created.date) \(share.created.time.prefix(5))", share.store,
                ByteCount.text(share.bytes), share.sealed == "none" ? "open" : "sealed", state(share, now),
                share.name,
            ].map { PrintableText.line($0) }
        }
        let widths = (0..<7).map { column in rows.map { DisplayWidth.of($0[column]) }.max() ?? 0 }
        return rows.map { row in
            row.enumerated().map { column, text in
                let padding = String(repeating: " ", count: widths[column] - DisplayWidth.of(text))
                // Numbers and sizes stand at the right of their column; the last needs no end.
                return column == 0 || column == 3 ? padding + text : column == 6 ? text : text + padding
            }.joined(separator: "  ")
        }
    }

    /// A share as JSON, without its token; the link has the key where keys are remembered.
    static func write(_ share: ShareRecord, _ now: Timestamp, to writer: inout JSONWriter) {
        writer.object { writer in
            writer.member("number", share.number)
            writer.member("id", share.id)
            writer.member("state", share.state.rawValue)
            writer.member("is_running", share.isRunning)
            writer.member("is_there", share.mayBeThere(at: now))
            writer.member("store", share.store)
            writer.member("place", share.place)
            writer.member("url", share.url)
            writer.member("has_key", share.key != nil)
            writer.member("created", share.created.iso8601)
            writer.member("expires", share.expires?.iso8601)
            writer.member("bytes", share.bytes)
            writer.member("session", share.session)
            writer.member("name", share.name)
            writer.member("sealed", share.sealed)
        }
    }
}
