internal import BatonHost
internal import LuaSyntax

extension ScriptCheck {
    /// Checks the arguments of a call as far as they stand in the source, in the words of the check at run time.
    func checkArguments(_ arguments: [ExpressionID], _ function: HostFunction, _ callee: Range<Int>) {
        var positional = arguments
        let count = function.parameters.count
        // A last call may give any number of values.
        let isOpen = arguments.last.map { tree[$0].isMultiple } ?? false
        var options: (id: ExpressionID, entries: [ConstantEntry])?
        if !function.options.isEmpty, let last = positional.last, positional.count <= count + 1 {
            if let entries = constant(last).entries, isOptions(entries, positional.count, function) {
                positional.removeLast()
                options = (last, entries)
            } else if positional.count == count + 1 {
                positional.removeLast()
                if !isOpen { checkNoTable(last, function) }
                // Options that were made elsewhere.
                options = nil
                checkPositional(positional, function, callee, isOpen: isOpen)
                return
            }
        }
        if positional.count > count, function.rest == nil {
            let range = tree[positional[count]].range
            let noun = count == 1 ? "argument" : "arguments"
            report(range, "\(function.fullName): takes \(count) \(noun), got \(positional.count)")
        }
        checkPositional(positional, function, callee, isOpen: isOpen)
        if let options {
            checkOptions(options.entries, function, tree[options.id].range)
        } else if !isOpen {
            // A table that is not seen may stand for the options where a parameter is optional.
            let mayHoldOptions = positional.last.map { kind(of: $0) == nil } ?? false
            if !mayHoldOptions || positional.count <= function.parameters.filter(\.isRequired).count {
                checkOptions([], function, callee)
            }
        }
        checkNames(positional, options?.entries ?? [], function)
    }

    private func isOptions(_ entries: [ConstantEntry], _ count: Int, _ function: HostFunction) -> Bool {
        if count == function.parameters.count + 1 { return true }
        let field = function.parameters[count - 1]
        if !accepts(field.type, .table(entries)) { return true }
        return !field.isRequired
            && entries.allSatisfy { entry in function.options.contains { $0.name == entry.name } }
    }

    private func checkNoTable(_ id: ExpressionID, _ function: HostFunction) {
        guard let kind = kind(of: id), kind != "nil" else { return }
        report(tree[id].range, "\(function.fullName): options: table expected, got \(kind)")
    }

    private func checkPositional(
        _ positional: [ExpressionID],
        _ function: HostFunction,
        _ callee: Range<Int>,
        isOpen: Bool
    ) {
        for (index, field) in function.parameters.enumerated() {
            if index < positional.count {
                check(positional[index], field, function)
                // What it gives besides may stand for the rest.
                if index == positional.count - 1, isOpen { return }
            } else if field.isRequired, !isOpen {
                report(
                    callee,
                    "\(function.fullName): argument '\(field.name)': \(field.type.name) expected, got nil",
                    hint: field.about
                )
            }
        }
        guard let rest = function.rest else { return }
        for id in positional.dropFirst(function.parameters.count) where !(isOpen && id == positional.last) {
            check(id, rest, function)
        }
    }

    private func check(_ id: ExpressionID, _ field: HostField, _ function: HostFunction) {
        let value = constant(id)
        if case .nil = value {
            guard field.isRequired else { return }
        }
        check(value, id, field.type, "\(function.fullName): argument '\(field.name)'", name: field.name)
    }

    private func checkOptions(_ entries: [ConstantEntry], _ function: HostFunction, _ range: Range<Int>) {
        for entry in entries {
            guard let name = entry.name else {
                if entry.isElement {
                    report(entry.keyRange, "\(function.fullName): options: names expected as keys")
                }
                continue
            }
            guard let field = function.options.first(where: { $0.name == name }) else {
                report(
                    entry.keyRange,
                    "\(function.fullName): unknown option '\(name)'",
                    hint: near(name, function.options.map(\.name))
                )
                continue
            }
            if case .nil = entry.value { continue }
            check(
                entry.value,
                entry.expression,
                field.type,
                "\(function.fullName): argument '\(name)'",
                name: name
            )
        }
        // A key that is computed may be any of them.
        guard entries.allSatisfy({ $0.name != nil || $0.isElement }) else { return }
        for field in function.options
        where field.isRequired && !entries.contains(where: { $0.name == field.name }) {
            // A slip in the name was told already.
            let isSlip = entries.contains { entry in
                near(entry.name ?? "", [field.name]) != nil
                    && !function.options.contains { $0.name == entry.name }
            }
            if isSlip { continue }
            report(
                range,
                "\(function.fullName): argument '\(field.name)': \(field.type.name) expected, got nil",
                hint: field.about
            )
        }
    }
}
