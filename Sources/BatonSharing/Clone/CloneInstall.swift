internal import BatonSessions
internal import Platform

/// Another process took the name of the transcript after the plan was made.
private struct TakenName: Error {}

extension Cloner {
    /// Carries out a plan: the transcript appears whole or not at all, and nothing that is there is overwritten.
    ///
    /// - Throws: ``CloneError`` or ``PlatformError``; what was made until then is gone again.
    public func install(_ plan: ClonePlan) throws -> ClonedSession {
        if let existing = plan.existing { return session(plan, existing) }
        // Of two processes that clone the same share, the second finds the first one's session.
        let lock = try journal.lock()
        defer { withExtendedLifetime(lock) {} }
        try removeLeftovers()
        if let existing = try journal.clone(
            ofContent: plan.contentHash,
            project: plan.project,
            layout: plan.layout
        ) {
            return session(plan, existing)
        }
        var plan = plan
        for _ in 0..<4 {
            do {
                return try write(plan)
            } catch is TakenName {
                if plan.layout == CloneOptions.Layout.name.rawValue {
                    throw CloneError.nameTaken(path: plan.path)
                }
                let taken = plan.sessionID
                plan.sessionID = UniqueID.make()
                plan.path = plan.path.replacing(taken, with: plan.sessionID)
            }
        }
        throw CloneError.noFreeID(directory: Paths.directory(plan.path))
    }

    /// - Throws: ``TakenName`` when something stands in the place of the transcript.
    private func write(_ plan: ClonePlan) throws -> ClonedSession {
        let now = context.now()
        let folder = Paths.directory(plan.path)
        var record = CloneRecord(
            sessionID: plan.sessionID,
            path: plan.path,
            project: plan.project,
            title: plan.title,
            messages: plan.messages,
            created: now,
            layout: plan.layout,
            contentHash: plan.contentHash,
            firstUUID: plan.file.mark(sessionID: plan.sessionID),
            lines: plan.file.lineCount,
            directories: Self.missing(folder)
        )
        if !plan.sides.isEmpty {
            // It is this clone's alone, so that whatever stands in it can be taken back.
            guard Files.linkStatus(plan.sideFolder) == nil else { throw TakenName() }
            record.files = plan.sides.paths.map {
                CloneRecord.SideRecord(path: Paths.join(plan.sideFolder, $0))
            }
            var known = Set(record.directories)
            for folder in [plan.sideFolder] + record.files.map({ Paths.directory($0.path) }) {
                for path in Self.missing(folder) where known.insert(path).inserted {
                    record.directories.append(path)
                }
            }
        }
        prepareSettings(plan, now, &record)
        let journalFile = try journal.newFile(now, id: plan.sessionID)
        try journal.write(record, to: journalFile)
        do {
            try Files.makeDirectory(folder, mode: 0o700)
            // The transcript comes last: once it is there, everything is.
            try plan.sides.write(
                to: plan.sideFolder,
                sessionID: plan.sessionID,
                directory: plan.project
            )
            for place in record.files.indices {
                let status = Files.linkStatus(record.files[place].path)
                record.files[place].size = status?.size
                record.files[place].modified = status?.modified
            }
            try writeTranscript(plan)
            try writeSettings(record)
            let status = Files.status(plan.path)
            record.size = status?.size
            record.modified = status?.modified
            record.state = .done
            try journal.write(record, to: journalFile)
        } catch {
            _ = try? takeBack(record, in: journalFile)
            throw error
        }
        return session(plan, record, alreadyPresent: false)
    }

    private func writeTranscript(_ plan: ClonePlan) throws {
        let writer = try FileWriter(beside: plan.path, mode: 0o600)
        try plan.file.write(sessionID: plan.sessionID, directory: plan.project) { try writer.append($0) }
        try Cancellation.check()
        do {
            try writer.commit(replacing: false)
        } catch {
            if error.isAlreadyThere { throw TakenName() }
            throw error
        }
    }

    private func prepareSettings(_ plan: ClonePlan, _ now: Timestamp, _ record: inout CloneRecord) {
        guard let origin = plan.origin else { return }
        let path = SettingsFile.path(beside: plan.path)
        switch SettingsFile.present(at: path) {
        case .foreign: return
        case .ours(let text): record.previousSettings = text
        case .none: break
        }
        record.settingsPath = path
        record.settings = SettingsFile.text(origin, project: plan.project, now: now)
    }

    private func writeSettings(_ record: CloneRecord) throws {
        guard let path = record.settingsPath, let text = record.settings else { return }
        if record.previousSettings == nil {
            // Somebody may have made one in the meantime: then that one stays.
            do throws(PlatformError) {
                try Files.create(Array(text.utf8), at: path)
            } catch  where error.isAlreadyThere {
            }
        } else {
            try Files.write(Array(text.utf8), to: path, mode: 0o600)
        }
    }

    private func session(_ plan: ClonePlan, _ record: CloneRecord, alreadyPresent: Bool = true)
        -> ClonedSession
    {
        ClonedSession(
            sessionID: record.sessionID,
            path: record.path,
            project: record.project,
            resume: ClonedSession.resumeCommand(
                project: record.project,
                id: record.sessionID,
                layout: record.layout
            ),
            messages: record.messages,
            subagents: plan.subagents,
            toolResults: plan.toolResults,
            dropped: plan.dropped,
            warnings: plan.warnings,
            alreadyPresent: alreadyPresent
        )
    }

    /// The directories of `path` that are not there, the outermost first.
    private static func missing(_ path: String) -> [String] {
        var result: [String] = []
        var next = path
        while Files.linkStatus(next) == nil {
            result.append(next)
            let parent = Paths.directory(next)
            if parent == next { break }
            next = parent
        }
        return result.reversed()
    }
}
