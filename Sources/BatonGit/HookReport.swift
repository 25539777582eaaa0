internal import Platform

extension HookInstaller {
    /// How each of git's hooks stands.
    ///
    /// - Throws: ``GitError``.
    public func status() throws -> [HookStatus] {
        let folder = try hooksFolder()
        let plan = HookPlan(git.repository)
        // One look at the configuration says which hooks need more.
        let keys = try git.localKeys(beginning: "hook.")
        return try HookName.allCases.map { try status(of: $0, folder: folder, keys: keys, plan) }
    }

    /// How one hook stands.
    ///
    /// - Throws: ``GitError``.
    public func status(of hook: HookName) throws -> HookStatus {
        let keys = try git.localKeys(beginning: "hook.")
        return try status(of: hook, folder: try hooksFolder(), keys: keys, HookPlan(git.repository))
    }

    private func status(of hook: HookName, folder: String, keys: [String], _ plan: HookPlan) throws
        -> HookStatus
    {
        let place = HookPlace(hook, folder: folder, of: git.repository)
        let isWanted = plan.hooks.contains(hook)
        var advice: HookAdvice?
        var reason: String?
        var state = HookStatus.State.absent
        if let (found, why) = try configured(hook, keys) {
            (state, reason) = (found, why)
        }
        if state == .absent || state == .unread {
            let other: HookStatus.State
            let why: String?
            (other, advice, why) = filed(hook, place, isWanted: isWanted)
            // What stands in the folder runs whatever the configuration says.
            if state == .absent || other == .active || other == .wired { (state, reason) = (other, why) }
        }
        if state == .absent, isWanted {
            (state, reason) = (.missing, "the hook is gone; baton hooks install puts it back")
        }
        return HookStatus(
            hook: hook,
            state: state,
            recipes: plan.recipes(hook),
            background: plan.background[hook] ?? [],
            serves: plan.purposes.filter { $0.hooks.contains(hook) }.map(\.rawValue)
                + (plan.reminds && hook == .prePush ? ["remind"] : []),
            reason: reason,
            path: place.path,
            earlier: place.hasEarlier ? place.earlier : nil,
            advice: advice
        )
    }

    /// How a hook in git's configuration stands; `nil` when there is none.
    private func configured(_ hook: HookName, _ keys: [String]) throws -> (HookStatus.State, String?)? {
        let own = HookConfiguration(hook, program: program)
        guard keys.contains(own.eventKey.lowercased()), keys.contains(own.commandKey.lowercased()) else {
            return nil
        }
        guard HookConfiguration.isSupported(by: version) else {
            return (
                .unread,
                "it stands in git's configuration, which git \(version) does not read hooks from;"
                    + " baton hooks install --shim puts it into the folder"
            )
        }
        for section in [own.section, "hook." + hook.rawValue] {
            let values = try git.configValues(section + ".enabled")
            if let last = values.last, ConfigFile.isFalse(last) {
                return (.unread, "\(section).enabled is false in git's configuration")
            }
        }
        return (.active, nil)
    }

    /// How a hook in the folder, or in a manager's file, stands.
    private func filed(_ hook: HookName, _ place: HookPlace, isWanted: Bool) -> (
        HookStatus.State, HookAdvice?, String?
    ) {
        if place.isSwitchedOff {
            return isWanted
                ? (.switchedOff, nil, "core.hooksPath is '\(place.folder)', which is not a folder")
                : (.absent, nil, nil)
        }
        let notExecutable = "git passes over '\(place.path)' because it is not executable"
        switch place.kind(hook) {
        case .shim:
            return place.isExecutable ? (.active, nil, nil) : (.notExecutable, nil, notExecutable)
        case .changedByHand:
            return (.changedByHand, nil, "'\(place.path)' was changed by hand and may or may not run baton")
        case .callsUs:
            return place.isExecutable ? (.wired, nil, nil) : (.notExecutable, nil, notExecutable)
        case .foreign, nil: break
        }
        if let found = HookManager.find(root: git.repository.root, hooksFolder: place.folder) {
            let advice = HookAdvice(found.kind, file: found.file(hook), hook: hook)
            if found.files(hook).contains(where: { callsUs(hook, file: $0) }) {
                if isTakenUp(hook, found, folder: place.folder) { return (.wired, nil, nil) }
                let command = advice.command.map { "; run: \($0)" } ?? ""
                return (.pending, nil, "\(found.kind.rawValue) has not installed its own hook yet" + command)
            }
            if isWanted {
                return (
                    .shadowed, advice, "\(found.kind.rawValue) manages the hooks here and does not run baton"
                )
            }
        }
        guard place.kind(hook) != nil else { return (.absent, nil, nil) }
        let why = isWanted ? "'\(place.path)' is another hook, which does not run baton" : nil
        return (.foreign, nil, why)
    }
}
