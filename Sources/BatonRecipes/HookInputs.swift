public import BatonHost
public import Lua

extension HookFacts {
    /// The facts for which a recipe has an input of that name and of a fitting type.
    public func inputs(_ declared: [RecipeInput]) -> [String: HostValue] {
        var result: [String: HostValue] = [:]
        for input in declared where Self.names.contains(input.name) {
            let isList = input.name == "files" || input.name == "args"
            let fits = isList ? input.kind == .list : input.kind == .string || input.kind == .path
            let value = value(input.name)
            if fits, value.isPresent { result[input.name] = value }
        }
        return result
    }
}
