internal import Platform

extension HookInstaller {
    /// Takes out hooks, or recipes of hooks, and with the last one all that was ever put here.
    ///
    /// A hook that nothing needs any more goes with them. The folder is left as it was before.
    ///
    /// - Parameters:
    ///   - hooks: the hooks; all when `nil`.
    ///   - recipes: names of recipes that are taken out of these hooks; all when `nil`.
    ///   - force: whether a shim that was changed by hand is removed too.
    /// - Returns: what was done, hook by hook.
    /// - Throws: ``GitError``, such as ``GitError/hookChangedByHand(path:)``; nothing is changed then.
    public func uninstall(
        _ hooks: [HookName]? = nil,
        recipes: [String]? = nil,
        force: Bool = false
    ) throws -> [HookChange] {
        let before = HookPlan(git.repository)
        let asked = hooks ?? HookName.allCases
        var plan = before
        for hook in asked {
            func stays(_ name: String) -> Bool { recipes.map { !$0.contains(name) } ?? false }
            plan.waiting[hook]?.removeAll { !stays($0) }
            plan.background[hook]?.removeAll { !stays($0) }
        }
        // What a purpose does is gone with one of its hooks, or with its recipe.
        plan.purposes.removeAll { purpose in
            guard let recipes else { return hooks == nil || purpose.hooks.contains(where: asked.contains) }
            return purpose.recipe.map(recipes.contains) ?? false
        }
        if recipes == nil, asked.contains(.prePush) { plan.reminds = false }
        let leaving = HookName.allCases.filter { !plan.hooks.contains($0) }
        if !force {
            for hook in leaving where try place(of: hook).kind(hook) == .changedByHand {
                throw GitError.hookChangedByHand(path: try place(of: hook).path)
            }
        }
        var changes: [HookChange] = []
        for hook in HookName.allCases {
            let gone = before.recipes(hook).filter { !plan.recipes(hook).contains($0) }
            var change: HookChange
            if leaving.contains(hook) {
                change = try takeOut(hook)
                if try removeConfiguration(hook) { change.outcome = .removed }
            } else {
                change = HookChange(hook, .unchanged)
                try refresh(hook, plan)
            }
            change.recipes = gone
            let isOfInterest = change.outcome != .unchanged || !gone.isEmpty || !change.notes.isEmpty
            if isOfInterest || hooks?.contains(hook) == true { changes.append(change) }
        }
        try write(plan, instead: before)
        if plan.hooks.isEmpty { try forgetRepository() }
        return changes
    }

    /// Takes recipes from one hook, and the hook itself out when none is left.
    ///
    /// - Throws: ``GitError``.
    public func uninstall(_ hook: HookName, recipes: [String]? = nil, force: Bool = false) throws
        -> HookChange
    {
        let changes = try uninstall([hook], recipes: recipes, force: force)
        return changes.first { $0.hook == hook } ?? HookChange(hook, .unchanged)
    }

    func place(of hook: HookName) throws -> HookPlace {
        HookPlace(hook, folder: try hooksFolder(), of: git.repository)
    }

    /// Takes our shim out of the folder, and puts back what it had taken the place of.
    private func takeOut(_ hook: HookName) throws -> HookChange {
        let place = try place(of: hook)
        var change = HookChange(hook, .unchanged, path: place.path)
        let kind = place.kind(hook)
        switch kind {
        case .changedByHand, .shim, nil:
            if kind != nil || place.hasEarlier {
                try Self.changing(place.folder) { () throws(PlatformError) in
                    if kind != nil { try Files.remove(place.path) }
                    if place.hasEarlier { try Files.move(place.earlier, to: place.path) }
                }
                change.outcome = .removed
            }
        case .callsUs, .foreign:
            // Recipes are gone, so a script that runs baton finds nothing to do.
            if kind == .callsUs {
                change.notes.append("'\(place.path)' runs baton by itself and is left as it is")
            }
            if place.hasEarlier {
                change.notes.append("'\(place.earlier)' is left, since another hook took its place")
            }
        }
        guard let manager = HookManager.find(root: git.repository.root, hooksFolder: place.folder) else {
            return change
        }
        for file in manager.files(hook) {
            let edited = ManagedFile(root: git.repository.root, path: file, manager: manager.kind)
            if try edited.remove(hook) {
                change.outcome = .removed
                change.path = Paths.join(git.repository.root, file)
            } else if callsUs(hook, file: file) {
                change.notes.append("'\(file)' still has the lines that run baton")
            }
        }
        return change
    }

    /// Brings a shim that stays in line with what it is left to do.
    private func refresh(_ hook: HookName, _ plan: HookPlan) throws {
        let place = try place(of: hook)
        guard case .shim(let old) = place.kind(hook) else { return }
        let new = HookShim(hook, program: old.program, isRare: plan.isRarelyPreparing)
        if old != new {
            try Self.changing(place.folder) { () throws(PlatformError) in
                try Files.write(Array(new.text.utf8), to: place.path, mode: 0o755)
                try Files.setMode(0o755, of: place.path)
            }
        }
    }

    /// Takes our section out of git's configuration.
    ///
    /// - Returns: whether there was one.
    private func removeConfiguration(_ hook: HookName) throws -> Bool {
        let section = HookConfiguration(hook, program: program).section
        let keys = try git.localKeys(beginning: section + ".")
        for key in Set(keys) { try git.removeLocal(key) }
        return !keys.isEmpty
    }

    private func write(_ plan: HookPlan, instead before: HookPlan) throws {
        for hook in HookName.allCases {
            for (isBackground, old, new) in [
                (false, before.waiting[hook] ?? [], plan.waiting[hook] ?? []),
                (true, before.background[hook] ?? [], plan.background[hook] ?? []),
            ] {
                let key = Self.key(hook, isBackground: isBackground)
                for recipe in Set(old) where !new.contains(recipe) { try git.removeLocal(key, recipe) }
            }
        }
        for purpose in before.purposes where !plan.purposes.contains(purpose) {
            try git.removeLocal(Self.attachKey, purpose.rawValue)
        }
        if before.reminds, !plan.reminds { try git.removeLocal(Self.remindKey) }
    }

    /// Undoes what was done for all hooks together, when the last one is out.
    private func forgetRepository() throws {
        if try !git.localValues(Self.addedRewriteKey).isEmpty {
            try git.removeLocal(Self.rewriteKey, Git.notesRef)
            try git.removeLocal(Self.addedRewriteKey)
        }
        if let made = try git.localValues(Self.madeFolderKey).last {
            try place(of: .postCommit).removeFolders(Int(made) ?? 0)
            try git.removeLocal(Self.madeFolderKey)
        }
        try HookQueue(git.repository).removeAll()
        for directory in [git.repository.gitDirectory, git.repository.commonDirectory] {
            try Files.remove(Paths.join(directory, PreparedMoment.name))
        }
    }
}
