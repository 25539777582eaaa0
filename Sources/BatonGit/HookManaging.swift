internal import Platform

extension HookInstaller {
    /// Has a hook manager run the hook: by its own configuration, which is written to when that was asked for.
    func manage(_ hook: HookName, _ found: HookManager.Found, _ options: HookOptions, _ undo: HookUndo) throws
        -> HookChange
    {
        if let file = found.files(hook).first(where: { callsUs(hook, file: $0) }) {
            return HookChange(hook, .unchanged, notes: ["'\(file)' runs baton already"])
        }
        var change = HookChange(hook, .advised)
        let advice = HookAdvice(found.kind, file: found.file(hook), hook: hook)
        change.advice = advice
        guard options.writesToManagers else { return change }
        let file = ManagedFile(root: git.repository.root, path: advice.file, manager: found.kind)
        do {
            guard let way = try file.add(advice, hook) else { return change }
            undo.add(way)
        } catch let refusal as ManagedFile.Refusal {
            change.notes.append(refusal.reason + ", so the lines are yours to add")
            return change
        } catch let error as PlatformError {
            throw GitError.hooksFolderNotWritable(
                path: Paths.join(git.repository.root, advice.file),
                reason: "\(error)"
            )
        }
        change.outcome = .written
        change.path = Paths.join(git.repository.root, advice.file)
        change.notes.append("'\(advice.file)' was changed")
        if let command = advice.command { change.notes.append("now run: \(command)") }
        return change
    }

    /// Whether a file runs our command for a hook.
    func callsUs(_ hook: HookName, file: String) -> Bool {
        let path = Paths.join(git.repository.root, file)
        guard let bytes = try? Files.read(path, limit: 1 << 20) else { return false }
        return HookShim.calls(String(decoding: bytes, as: UTF8.self), hook)
    }

    /// Whether a manager has put its hook where git finds it.
    func isTakenUp(_ hook: HookName, _ found: HookManager.Found, folder: String) -> Bool {
        let path = Paths.join(folder, hook.rawValue)
        guard let status = Files.status(path), status.kind == .file, status.mode & 0o111 != 0 else {
            return false
        }
        guard found.kind != .husky, let bytes = try? Files.read(path, limit: 1 << 20) else { return true }
        let text = String(decoding: bytes, as: UTF8.self)
        return ["lefthook", "pre-commit", "pre_commit", "prek"].contains { text.contains($0) }
    }
}
