import BatonHost
import JSON
import Testing

@testable import BatonRecipes

@Suite("The schema of recipes")
struct SchemaTests {
    private static func schema() throws -> JSONValue {
        try JSONParser.parse(Array(RecipeSchema.text(.builtIn).utf8))
    }

    private static func properties(_ value: JSONValue?) -> [String] {
        value?["properties"]?.members.map { $0.key.string ?? "" } ?? []
    }

    @Test("it knows the keys of the reader, and no others")
    func keys() throws {
        let schema = try Self.schema()
        #expect(schema["$schema"]?.string == "https://json-schema.org/draft/2020-12/schema")
        #expect(Self.properties(schema) == RecipeKeys.recipe.names)
        #expect(schema["required"]?.elements.compactMap(\.string) == ["baton", "about", "steps"])
        let step = schema["$defs"]?["step"]
        #expect(Self.properties(step) == RecipeKeys.step.names)
        #expect(Self.properties(step?["properties"]?["retry"]) == RecipeKeys.retry.names)
        #expect(Self.properties(schema["properties"]?["limits"]) == RecipeLimits.names)
        #expect(
            Self.properties(schema["properties"]?["permissions"]) == Permission.allCases.map(\.rawValue)
        )
        let input = schema["properties"]?["inputs"]?["additionalProperties"]
        #expect(Self.properties(input) == RecipeKeys.input.names)
    }

    @Test("every object is closed, and every key is explained")
    func closed() throws {
        var open: [String] = []
        var silent: [String] = []
        func walk(_ value: JSONValue, _ path: String) {
            if let properties = value["properties"], value["type"]?.string == "object" {
                if value["additionalProperties"]?.bool != false { open.append(path) }
                for member in properties.members where member.value["description"]?.string?.isEmpty != false {
                    silent.append(path + "." + (member.key.string ?? ""))
                }
            }
            for member in value.members { walk(member.value, path + "/" + (member.key.string ?? "")) }
            for (index, element) in value.elements.enumerated() { walk(element, path + "/\(index)") }
        }
        walk(try Self.schema(), "")
        #expect(open == [])
        #expect(silent == [])
    }

    @Test("every function that can be a step has its arguments, with what they must be")
    func functions() throws {
        let schema = try Self.schema()
        let steps = HostRegistry.builtIn.functions.filter(\.isStep)
        let names = schema["$defs"]?["step"]?["properties"]?["use"]?["oneOf"]?.elements
            .compactMap { $0["const"]?.string }
        #expect(names == steps.map(\.path))
        for function in steps {
            let arguments = schema["$defs"]?[key: "with." + function.path]
            #expect(Self.properties(arguments) == function.fields.map(\.name), "\(function.path)")
            let required = arguments?["required"]?.elements.compactMap(\.string) ?? []
            #expect(required == function.fields.filter(\.isRequired).map(\.name), "\(function.path)")
        }
    }

    @Test("every reference leads somewhere")
    func references() throws {
        let schema = try Self.schema()
        var targets: [String] = []
        func walk(_ value: JSONValue) {
            if let target = value["$ref"]?.string { targets.append(target) }
            for member in value.members { walk(member.value) }
            for element in value.elements { walk(element) }
        }
        walk(schema)
        #expect(targets.count > 20)
        for target in Set(targets) {
            #expect(schema["$defs"]?[key: String(target.dropFirst("#/$defs/".count))] != nil, "\(target)")
        }
    }
}
