import BatonHost
import BatonRecipes
import Lua
import Testing

@Suite("Inputs")
struct InputTests {
    private static let recipe = """
        baton: 1
        about: x
        inputs:
          text: {type: string, default: t}
          number: {type: number, default: 1.5}
          integer: {type: integer, default: 2}
          flag: {type: boolean, default: false}
          count: {type: count, default: all}
          session: {type: session, default: current}
          path: {type: path, default: out/../here}
          colour: {type: choice, choices: [red, green], default: red}
          files: {type: list}
          greeting: {type: string, default: "hello ${{ inputs.text }}"}
        steps: [{use: log.say, with: {text: a}}]
        outputs: {all: "${{ inputs }}"}
        """

    private static func filled(_ texts: [(String, String)]) throws -> HostValue? {
        let bench = Bench()
        bench.home = "/base"
        let recipe = try bench.read(Self.recipe)
        let inputs = try recipe.inputs(fromTexts: texts.map { (name: $0.0, text: $0.1) })
        return try bench.runner.run(recipe, inputs: inputs)["all"]
    }

    @Test("inputs that are not given have their defaults")
    func defaults() throws {
        #expect(
            try Self.filled([])
                == .record([
                    "text": .text("t"), "number": .number(1.5), "integer": .int(2), "flag": .bool(false),
                    "count": .text("all"), "session": .text("current"), "path": .text("/base/here"),
                    "colour": .text("red"), "greeting": .text("hello t"),
                ])
        )
    }

    @Test(
        "texts become values of the input's type",
        arguments: [
            ("text", "12", HostValue.text("12")), ("number", "2", .int(2)), ("number", "-2.5", .number(-2.5)),
            ("integer", "-7", .int(-7)), ("flag", "true", .bool(true)), ("count", "5", .int(5)),
            ("count", "all", .text("all")),
            ("path", "/x/./y", .text("/x/y")), ("colour", "green", .text("green")),
            ("files", "a b", .array([.text("a b")])),
            ("text", "", .text("")), ("text", "${{ env.HOME }}", .text("${{ env.HOME }}")),
        ]
    )
    func conversion(_ name: String, _ text: String, _ value: HostValue) throws {
        #expect(try Self.filled([(name, text)])?.field(name) == value)
    }

    @Test("a list takes an element each time it is named")
    func lists() throws {
        #expect(
            try Self.filled([("files", "a"), ("files", "b")])?.field("files")
                == .array([.text("a"), .text("b")])
        )
    }

    @Test(
        "an input that does not fit is refused with the reason",
        arguments: [
            ([("number", "x")], "recipe 'test': input 'number' is wrong: number expected", nil),
            ([("integer", "1.5")], "recipe 'test': input 'integer' is wrong: integer expected", nil),
            (
                [("integer", "99999999999999999999")],
                "recipe 'test': input 'integer' is wrong: integer expected", nil
            ),
            ([("flag", "yes")], "recipe 'test': input 'flag' is wrong: true or false expected", "write true"),
            (
                [("count", "0")],
                "recipe 'test': input 'count' is wrong: integer from 1 on, or 'all', expected", nil
            ),
            (
                [("colour", "gren")],
                "recipe 'test': input 'colour' is wrong: one of 'red', 'green' expected",
                "did you mean 'green'?"
            ),
            ([("colr", "red")], "recipe 'test': input 'colr' does not exist", "did you mean 'colour'?"),
            ([("text", "a"), ("text", "b")], "recipe 'test': input 'text' is given twice", nil),
            ([("path", "")], "recipe 'test': input 'path' is wrong: path expected, got string", nil),
        ] as [([(String, String)], String, String?)]
    )
    func refused(_ texts: [(String, String)], _ message: String, _ hint: String?) {
        let error = #expect(throws: RecipeError.self) { try Self.filled(texts) }
        #expect(error?.description == message)
        #expect(error?.hint == hint)
    }

    @Test("all inputs that are missing are named, with the way to give them")
    func missing() {
        let error = #expect(throws: RecipeError.self) {
            try Bench().run(
                "baton: 1\nabout: x\ninputs: {a: {type: string, required: true}, b: {type: count, required: true}}\n"
                    + "steps: [{use: log.say, with: {text: a}}]\n"
            )
        }
        #expect(error?.description == "recipe 'test' needs the inputs 'a', 'b'")
        #expect(error?.hint == "add -i a=… -i b=…")
    }

    @Test("a value from a caller is checked like a text")
    func typed() {
        let error = #expect(throws: RecipeError.self) {
            try Bench().run(Self.recipe, ["integer": .text("3")])
        }
        #expect(error?.description == "recipe 'test': input 'integer' is wrong: integer expected, got string")
    }
}
