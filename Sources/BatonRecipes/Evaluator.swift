internal import BatonHost
internal import Lua

/// Makes values of what a recipe writes.
struct Evaluator {
    let scope: RecipeScope
    let engine: any ScriptEngine

    /// An expression failed.
    struct Failure: Error {
        let span: RecipeSpan
        let underlying: any Error
    }

    /// The value; `nil` when a dry run cannot know it.
    func value(_ value: RecipeValue) throws -> HostValue? {
        switch value {
        case .literal(let literal): return literal
        case .template(let template): return try self.template(template)
        case .list(let elements):
            var result: [HostValue] = []
            for element in elements {
                guard let known = try self.value(element) else { return nil }
                result.append(known)
            }
            return .array(result)
        case .table(let entries):
            var result: [String: HostValue] = [:]
            for entry in entries {
                guard let known = try self.value(entry.value) else { return nil }
                result[entry.name] = known
            }
            return .record(result)
        }
    }

    private func template(_ template: Template) throws -> HostValue? {
        if let whole = template.whole { return try evaluate(whole) }
        var bytes: [UInt8] = []
        for part in template.parts {
            switch part {
            case .text(let text): bytes += Array(text.utf8)
            case .expression(let expression):
                guard let value = try evaluate(expression) else { return nil }
                bytes += try text(value, expression)
            }
        }
        return .string(LuaString(bytes: bytes))
    }

    private func text(_ value: HostValue, _ expression: Expression) throws -> [UInt8] {
        guard let bytes = ValueText.bytes(value) else {
            throw Failure(
                span: expression.span,
                underlying: RecipeError.notText(expression: expression.source, typeName: value.typeName)
            )
        }
        return bytes
    }

    /// The value of an expression; `nil` when a dry run cannot know it.
    func evaluate(_ expression: Expression) throws -> HostValue? {
        if expression.references.contains(where: scope.isUnknown) { return nil }
        do {
            if expression.isPath, let path = expression.references.first {
                return try scope.value(path.root, path.fields.map(\.key)[...])
            }
            if let call = expression.statusCalls.first, call.range == 0..<expression.source.utf8.count {
                return .bool(status(call.name))
            }
            let names = try NameTree(expression.references, roots: ExpressionNames.roots).values(scope)
            return try engine.evaluate(source(expression), names)
        } catch {
            throw Failure(span: expression.span, underlying: error)
        }
    }

    /// The expression with `always()` and `failed()` replaced by what they give.
    private func source(_ expression: Expression) -> String {
        var bytes = Array(expression.source.utf8)
        for call in expression.statusCalls.reversed() {
            bytes.replaceSubrange(call.range, with: Array("\(status(call.name))".utf8))
        }
        return String(decoding: bytes, as: UTF8.self)
    }

    private func status(_ name: String) -> Bool { name == "always" || scope.hasFailed }
}
