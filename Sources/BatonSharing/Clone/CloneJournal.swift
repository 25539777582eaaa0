internal import Platform

/// The records of all clones, one file each, in `$XDG_STATE_HOME/baton/clones`.
struct CloneJournal {
    private let directory: String
    /// Bytes of a record: as many files as a share may have beside its conversation, with the longest paths.
    private static let recordLimit = 64 << 20

    init(_ context: Context) {
        directory = Paths.join(
            context.baseDirectory("XDG_STATE_HOME", default: ".local/state"),
            "baton/clones"
        )
    }

    /// Makes the folder and waits until no other process works with it; what one that was killed left in it is removed.
    func lock() throws -> FileLock {
        try Files.makeDirectory(directory, mode: 0o700)
        let lock = try FileLock(Paths.join(directory, ".lock"))
        try FileWriter.removeTemporaryFiles(in: directory)
        return lock
    }

    /// Whether something lies in the folder that a process is writing, or was when it was killed.
    func isUntidy() throws -> Bool { try Files.names(in: directory).contains(where: FileWriter.isTemporary) }

    /// Whether anything was ever cloned.
    var exists: Bool { Files.isDirectory(directory) }

    /// All records with the files that hold them, the oldest first; files that are none are left out.
    func records() throws -> [(file: String, record: CloneRecord)] {
        try Files.names(in: directory).filter { $0.hasSuffix(".json") && !$0.hasPrefix(".") }.compactMap {
            name in
            let file = Paths.join(directory, name)
            guard let bytes = try? Files.read(file, limit: Self.recordLimit),
                let record = CloneRecord(bytes)
            else {
                return nil
            }
            return (file, record)
        }
    }

    /// The file of a new record; names sort by time, and behind every other that is there.
    func newFile(_ time: Timestamp, id: String) throws -> String {
        let names = try Files.names(in: directory).filter { $0.hasSuffix(".json") && !$0.hasPrefix(".") }
        let last = names.last.flatMap { Int64($0.prefix { $0 != "-" }) } ?? 0
        // A clock that was set back must not make an older clone the last one.
        let number = String(max(time.milliseconds, last + 1))
        let padded = String(repeating: "0", count: max(0, 15 - number.count)) + number
        return Paths.join(directory, "\(padded)-\(id).json")
    }

    /// Writes a record.
    func write(_ record: CloneRecord, to file: String) throws {
        try Files.write(record.bytes, to: file, mode: 0o600)
    }

    /// The finished clone of the same content into the same project whose transcript is still there.
    func clone(ofContent hash: String, project: String, layout: String) throws -> CloneRecord? {
        try records().last { _, record in
            record.state == .done && record.contentHash == hash && record.project == project
                && record.layout == layout && Files.linkStatus(record.path)?.kind == .file
        }?.record
    }
}
