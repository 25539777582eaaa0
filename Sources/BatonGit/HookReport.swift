internal import Platform

extension HookInstaller {
    /// How each of git's hooks stands.
    ///
    /// - Throws: ``GitError``.
    public func status() throws -> [HookStatus] {
        let folder = try hooksFolder()
        // One look at the configuration says which hooks need more.
        let keys = try git.localKeys(beginning: "")
        return try HookName.allCases.map { try status(of: $0, folder: folder, keys: keys) }
    }

    /// How one hook stands.
    ///
    /// - Throws: ``GitError``.
    public func status(of hook: HookName) throws -> HookStatus {
        try status(of: hook, folder: try hooksFolder(), keys: try git.localKeys(beginning: ""))
    }

    private func status(of hook: HookName, folder: String, keys: [String]) throws -> HookStatus {
        let place = HookPlace(hook, folder: folder, of: git.repository)
        let recipes = keys.contains(Self.key(hook)) ? try git.localValues(Self.key(hook)) : []
        let plan = HookConfiguration(hook, program: program)
        let isConfigured =
            keys.contains(plan.eventKey) && keys.contains(plan.commandKey)
            && HookConfiguration.isSupported(by: version)
        var advice: HookAdvice?
        let state: HookStatus.State
        if isConfigured {
            state = .active
        } else if place.isSwitchedOff {
            state = recipes.isEmpty ? .absent : .switchedOff
        } else {
            switch place.kind(hook) {
            case .shim: state = place.isExecutable ? .active : .notExecutable
            case .changedByHand: state = .changedByHand
            case .callsUs: state = place.isExecutable ? .wired : .notExecutable
            case .foreign, nil:
                let found = HookManager.find(root: git.repository.root, hooksFolder: folder, hook: hook)
                if let found, callsUs(hook, file: found.file) {
                    state = .wired
                } else if let found, !recipes.isEmpty {
                    state = .shadowed
                    advice = HookAdvice(found.manager, file: found.file, hook: hook)
                } else {
                    state = place.kind(hook) == nil ? .absent : .foreign
                }
            }
        }
        return HookStatus(
            hook: hook,
            state: state,
            recipes: recipes,
            path: place.path,
            earlier: place.hasEarlier ? place.earlier : nil,
            advice: advice
        )
    }
}
