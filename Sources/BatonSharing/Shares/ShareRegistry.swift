internal import JSON
public import Platform

/// The list of all that was shared from this machine: `$XDG_STATE_HOME/baton/shares.jsonl`, which only its owner reads.
///
/// Each line is a share as it was at a moment, and the last line of a share counts. Lines are only added, under a lock and
/// flushed to disk, so that a kill at any moment costs no line but the one that was being written. Where most lines
/// are outdated, the file is written anew beside itself and moved into place.
public struct ShareRegistry {
    private let log: LineLog
    private let context: Context
    /// Whether keys are written down, too.
    let remembersKeys: Bool

    /// The list of the person that `context` belongs to.
    ///
    /// - Parameters:
    ///   - context: the surroundings.
    ///   - remembersKeys: whether the keys of links are written down, which lets everybody who can read the person's
    ///     files open all that was shared.
    public init(_ context: Context, remembersKeys: Bool = false) {
        let folder = context.baseDirectory("XDG_STATE_HOME", default: ".local/state")
        log = LineLog(Paths.join(folder, "baton/shares.jsonl"))
        self.context = context
        self.remembersKeys = remembersKeys
    }

    /// The file.
    public var path: String { log.path }

    /// All shares by number, forgotten ones left out; lines that are none are passed over.
    ///
    /// - Throws: ``PlatformError`` when the file is there and cannot be read.
    public func shares() throws -> [ShareRecord] {
        Self.shares(in: try log.bytes()).filter { $0.state != .forgotten }
    }

    /// The share that a person means by its number, its id or the beginning of it, or its link.
    ///
    /// - Throws: ``SharingError/noShare(_:)``.
    public func share(_ selector: String) throws -> ShareRecord {
        let shares = try shares()
        if let number = Int(selector), let share = shares.first(where: { $0.number == number }) {
            return share
        }
        let text = selector.lowercased()
        let address = String(selector.prefix { $0 != "#" })
        let found = shares.filter { share in
            (text.utf8.count >= 4 && share.id.hasPrefix(text)) || share.url == address
        }
        guard found.count == 1 else {
            throw SharingError.noShare(String(selector.prefix { $0 != "#" }.prefix(60)))
        }
        return found[0]
    }

    /// Writes a new share down, which gets its number.
    func add(_ share: ShareRecord) throws -> ShareRecord {
        var share = share
        share.process = context.ancestors().first
        try log.update { bytes in
            let last = Self.shares(in: bytes).map(\.number).max() ?? 0
            share.number = last + 1
            return .append(share.line)
        }
        return share
    }

    /// Writes down what became of a share.
    func update(_ share: ShareRecord) throws {
        var share = share
        share.process = nil
        let line = share.line
        try log.update { bytes in
            // What nobody can use any more is not kept: a token or a key of something that is gone.
            guard bytes.count > Self.compactionSize, let compact = Self.compacted(bytes) else {
                return .append(line)
            }
            return .replace(compact + line + [0x0a])
        }
    }

    /// Takes a share off the list; what a store has of it stays.
    public func forget(_ share: ShareRecord) throws {
        var share = share
        (share.state, share.token, share.key) = (.forgotten, nil, nil)
        try update(share)
    }

    // MARK: Lines

    /// From so many bytes on the file may be written anew.
    private static let compactionSize = 256 << 10

    /// The shares of a file, in the order of their numbers, each as its last line says.
    static func shares(in bytes: [UInt8]) -> [ShareRecord] {
        var places: [String: Int] = [:]
        var shares: [ShareRecord] = []
        for line in bytes.split(separator: 0x0a) {
            guard let share = ShareRecord(Array(line)) else { continue }
            if let place = places[share.id] {
                shares[place] = share
            } else {
                places[share.id] = shares.count
                shares.append(share)
            }
        }
        return shares.sorted { ($0.number, $0.id) < ($1.number, $1.id) }
    }

    /// The file with one line a share; nil where that saves less than half.
    ///
    /// Lines of another version of the program stay; what is no JSON is the rest of a killed writer.
    static func compacted(_ bytes: [UInt8]) -> [UInt8]? {
        var result: [UInt8] = []
        for line in bytes.split(separator: 0x0a) {
            let line = Array(line)
            if ShareRecord(line) == nil, (try? JSONParser.parse(line)) != nil { result += line + [0x0a] }
        }
        for share in shares(in: bytes) { result += share.line + [0x0a] }
        return result.count * 2 < bytes.count ? result : nil
    }
}
