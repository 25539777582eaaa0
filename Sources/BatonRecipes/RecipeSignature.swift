internal import BatonHost
internal import YAML

/// What a recipe takes and gives, read without checking the rest of it: enough to check a step that calls it.
struct RecipeSignature {
    /// Names of its inputs.
    let inputs: [String]
    /// Those that must be given.
    let required: [String]
    /// What its inputs hold, by name, as far as it can be read.
    let types: [String: HostType]
    /// Names of its outputs.
    let outputs: [String]

    /// `nil` for what is no YAML.
    init?(_ bytes: [UInt8]) {
        guard let root = try? YAMLReader().read(bytes) else { return nil }
        let inputs = root["inputs"]?.entries ?? []
        self.inputs = inputs.map(\.name)
        required = inputs.filter { $0.value["required"]?.text == "true" }.map(\.name)
        types = inputs.reduce(into: [:]) { types, input in
            types[input.name] = Self.type(of: input.value)
        }
        outputs = root["outputs"]?.entries?.map(\.name) ?? []
    }

    private static func type(of input: YAMLNode) -> HostType? {
        guard let kind = input["type"]?.text.flatMap(RecipeInput.Kind.init) else { return nil }
        return kind == .choice ? .choice(input["choices"]?.items?.compactMap(\.text) ?? []) : kind.type
    }
}
