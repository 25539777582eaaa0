/// The functions and blocks around the place that is parsed, with the names that are known there.
struct Scopes {
    struct Block {
        let firstLocal: Int
        let firstGoto: Int
        let firstLabel: Int
        let isLoop: Bool
    }

    struct Jump {
        let name: Name
        /// Locals of the function at the jump, later at the end of the block it left.
        var locals: Int
    }

    struct Label {
        let name: Name
        let locals: Int
    }

    struct FunctionScope {
        let isVariadic: Bool
        /// The first local that belongs to it.
        let firstLocal: Int
        var blocks: [Block] = []
        var jumps: [Jump] = []
        var labels: [Label] = []
        /// Locals of outer functions that it uses.
        var upvalues: Set<LocalID> = []
        var usesGlobals = false
    }

    /// A place to go back to after an error.
    struct Mark {
        let functions: Int
        let blocks: Int
        let active: Int
    }

    private(set) var functions: [FunctionScope] = []
    /// All locals that can be seen, the innermost last.
    private(set) var active: [LocalID] = []
    /// The places in `active` of each name.
    private var byName: [String: [Int]] = [:]
    private var names: [String] = []

    /// Locals of the innermost function that can be seen.
    var localCount: Int { active.count - (functions.last?.firstLocal ?? 0) }

    var isVariadic: Bool { functions.last?.isVariadic ?? true }

    var isInLoop: Bool { functions.last?.blocks.contains(where: \.isLoop) ?? false }

    mutating func enterFunction(isVariadic: Bool) {
        functions.append(FunctionScope(isVariadic: isVariadic, firstLocal: active.count))
    }

    mutating func leaveFunction() { functions.removeLast() }

    mutating func enterBlock(isLoop: Bool) {
        guard let function = functions.last else { return }
        let block = Block(
            firstLocal: active.count,
            firstGoto: function.jumps.count,
            firstLabel: function.labels.count,
            isLoop: isLoop
        )
        functions[functions.count - 1].blocks.append(block)
    }

    /// Leaves a block; gives the jumps that found no label when it was the outermost of its function.
    mutating func leaveBlock() -> [Jump] {
        let last = functions.count - 1
        guard last >= 0, let block = functions[last].blocks.popLast() else { return [] }
        forget(block.firstLocal)
        functions[last].labels.removeLast(functions[last].labels.count - block.firstLabel)
        if functions[last].blocks.isEmpty {
            defer { functions[last].jumps.removeAll() }
            return functions[last].jumps
        }
        // What jumps out of a block jumps from its end.
        for index in block.firstGoto..<max(block.firstGoto, functions[last].jumps.count) {
            functions[last].jumps[index].locals = min(functions[last].jumps[index].locals, localCount)
        }
        return []
    }

    var mark: Mark {
        Mark(functions: functions.count, blocks: functions.last?.blocks.count ?? 0, active: active.count)
    }

    mutating func goBack(to mark: Mark) {
        functions.removeLast(functions.count - mark.functions)
        guard !functions.isEmpty else { return }
        let last = functions.count - 1
        while functions[last].blocks.count > mark.blocks { _ = leaveBlock() }
        forget(max(mark.active, functions[last].firstLocal))
    }

    private mutating func forget(_ count: Int) {
        while active.count > count {
            active.removeLast()
            byName[names.removeLast()]?.removeLast()
        }
    }

    // MARK: Names

    mutating func activate(_ local: LocalID, _ name: String) {
        byName[name, default: []].append(active.count)
        active.append(local)
        names.append(name)
    }

    /// The local that a name means, noted as used by the functions between.
    mutating func resolve(_ name: String) -> LocalID? {
        guard let place = byName[name]?.last else {
            for index in functions.indices.reversed() where !functions[index].usesGlobals {
                functions[index].usesGlobals = true
            }
            return nil
        }
        let local = active[place]
        for index in functions.indices.reversed() {
            if functions[index].firstLocal <= place { break }
            functions[index].upvalues.insert(local)
        }
        return local
    }

    /// How many variables the innermost function takes from outer ones.
    var mostUpvalues: Int {
        functions.reduce(0) { max($0, $1.upvalues.count + ($1.usesGlobals ? 1 : 0)) }
    }

    // MARK: Labels

    func label(_ name: String) -> Label? {
        functions.last?.labels.last { $0.name.text == name }
    }

    mutating func add(_ jump: Jump) {
        functions[functions.count - 1].jumps.append(jump)
    }

    /// Adds a label; gives a jump that would come into the scope of a local, with that local's place in `active`.
    mutating func add(_ name: Name, isLast: Bool) -> (jump: Jump, local: LocalID)? {
        let last = functions.count - 1
        guard let block = functions[last].blocks.last else { return nil }
        let base = functions[last].firstLocal
        let locals = isLast ? block.firstLocal - base : localCount
        functions[last].labels.append(Label(name: name, locals: locals))
        var kept: [Jump] = []
        var bad: (Jump, LocalID)?
        let pending = functions[last].jumps[min(block.firstGoto, functions[last].jumps.count)...]
        for jump in pending {
            guard jump.name.text == name.text else {
                kept.append(jump)
                continue
            }
            if jump.locals < locals { bad = bad ?? (jump, active[base + jump.locals]) }
        }
        functions[last].jumps.replaceSubrange(
            min(block.firstGoto, functions[last].jumps.count)...,
            with: kept
        )
        return bad
    }
}
