internal import Platform

/// What taking back a clone did.
public struct UndoneClone: Sendable, Equatable {
    /// The clone's session id.
    public var sessionID: String
    /// Where its transcript was put.
    public var path: String
    /// Real path of the directory it was to continue in.
    public var project: String
    /// Files and directories that are gone now.
    public var removed: [String]
    /// Files that hold again what they held before.
    public var restored: [String]
    /// Files that were changed since and therefore are as they are.
    public var kept: [String]
}

extension Cloner {
    /// Takes back the last clone: removes what it wrote, as far as that is still as it was written.
    ///
    /// A session that was continued since is kept, with what stands beside it.
    ///
    /// - Throws: ``CloneError/nothingToUndo``, or ``PlatformError`` when something cannot be removed.
    public func undoLast() throws -> UndoneClone {
        guard journal.exists else { throw CloneError.nothingToUndo }
        let lock = try journal.lock()
        defer { withExtendedLifetime(lock) {} }
        try removeLeftovers()
        guard let (file, last) = try journal.records().last else { throw CloneError.nothingToUndo }
        // From here on the clone is gone: who is cut off leaves the rest to the next run.
        var record = last
        record.state = .undoing
        do {
            try journal.write(record, to: file)
        } catch let error as PlatformError where error.isDiskFull {
            // Taking back makes room, and must not need any; who is cut off then has to say it again.
        }
        return try takeBack(record, in: file)
    }

    /// Takes back what clones that were cut off left behind, and what taking back left.
    ///
    /// The lock is held, so that a record that is not done belongs to a process that ended.
    func removeLeftovers() throws {
        for (file, record) in try journal.records() where record.state != .done {
            try takeBack(record, in: file)
        }
    }

    /// Removes what a clone made, and its record last, so that a failure can be repeated.
    @discardableResult
    func takeBack(_ record: CloneRecord, in journalFile: String) throws -> UndoneClone {
        var result = UndoneClone(
            sessionID: record.sessionID,
            path: record.path,
            project: record.project,
            removed: [],
            restored: [],
            kept: []
        )
        switch Self.transcript(of: record) {
        case .gone: break
        case .asWritten:
            try Files.remove(record.path)
            result.removed.append(record.path)
        case .changed:
            result.kept.append(record.path)
        }
        let isContinued = !result.kept.isEmpty
        if !isContinued { try Self.takeBackSides(record, &result) }
        // A process that was killed could not remove its file; the lock says that none is at work there now.
        let folders = Set(([record.path] + record.files.map(\.path)).map { Paths.directory($0) })
        for folder in folders { try FileWriter.removeTemporaryFiles(in: folder) }
        if !isContinued {
            try takeBackSettings(record, &result)
            for directory in record.directories.reversed() where Files.removeEmptyDirectory(directory) {
                result.removed.append(directory)
            }
        }
        try Files.remove(journalFile)
        return result
    }

    /// Removes the files of the session's own folder that are as they were written.
    ///
    /// A clone that was cut off made the folder, and nobody knew of it: whatever has the name of one of its files is one.
    private static func takeBackSides(_ record: CloneRecord, _ result: inout UndoneClone) throws {
        for file in record.files {
            guard let status = Files.linkStatus(file.path) else { continue }
            let isAsWritten = status.size == file.size && status.modified == file.modified
            guard status.kind == .file, isAsWritten || record.state == .started else {
                result.kept.append(file.path)
                continue
            }
            try Files.remove(file.path)
            result.removed.append(file.path)
        }
    }

    private func takeBackSettings(_ record: CloneRecord, _ result: inout UndoneClone) throws {
        guard let path = record.settingsPath, let text = record.settings, let status = Files.linkStatus(path)
        else {
            return
        }
        guard status.kind == .file, let now = try? Files.read(path, limit: 1 << 20) else {
            result.kept.append(path)
            return
        }
        if now == Array(text.utf8) {
            if let previous = record.previousSettings {
                try Files.write(Array(previous.utf8), to: path, mode: status.mode)
                result.restored.append(path)
            } else {
                try Files.remove(path)
                result.removed.append(path)
            }
        } else if record.previousSettings.map({ Array($0.utf8) }) != now {
            result.kept.append(path)
        }
    }

    private enum Written { case gone, asWritten, changed }

    /// Whether the transcript of a clone is what was written.
    ///
    /// A finished clone is known by size and time; one that was cut off by its fresh first uuid and the number of its
    /// lines, as the agent only ever appends.
    private static func transcript(of record: CloneRecord) -> Written {
        guard let status = Files.linkStatus(record.path) else { return .gone }
        guard status.kind == .file, let file = try? FileReader(record.path),
            let head = try? file.bytes(from: 0, count: 128),
            String(decoding: head, as: UTF8.self).contains("\"\(record.firstUUID)\"")
        else { return record.state == .started ? .gone : .changed }
        if let size = record.size, let modified = record.modified {
            return status.size == size && status.modified == modified ? .asWritten : .changed
        }
        var lines = 0
        guard (try? LineReader(file, lineLimit: 0).forEachLine { _, _ in lines += 1 }) != nil else {
            return .changed
        }
        return lines == record.lines ? .asWritten : .changed
    }
}
