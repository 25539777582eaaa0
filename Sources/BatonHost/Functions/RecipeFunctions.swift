internal import Lua
internal import Platform

/// `baton.recipes`: find and run other recipes.
enum RecipeFunctions {
    static let all: [HostFunction] = [run, list, context]

    static let records: [HostRecord] = [
        HostRecord(
            name: "HookContext",
            about: "The git hook that a recipe runs from.",
            fields: [
                .required("hook", .string, "its name, such as `post-commit`"),
                .optional("commit", .string, "the commit it is about"),
                .optional("branch", .string, "the branch that is checked out"),
                .required("files", .list(.string), "the files that the commit changes, from the top level"),
                .optional("file", .string, "path of the commit's message, for hooks that can change it"),
                .required("args", .list(.string), "what git gave the hook"),
            ]
        ),
        HostRecord(
            name: "RecipeInfo",
            about: "A recipe that can be run.",
            fields: [
                .required("name", .string, "the name by which it is run"),
                .required("about", .string, "one sentence"),
                .required("origin", .string, "where it comes from: `built-in`, `user` or `project`"),
            ]
        ),
    ]

    static let run = HostFunction(
        "recipes",
        "run",
        "Runs a recipe, which may do no more than it declares and the caller may.",
        parameters: [
            .required("name", .string, "the recipe's name, such as `handoff` or `project/review`"),
            .optional("inputs", .map(.any), "its inputs by name"),
        ],
        result: .map(.any),
        gives: "its outputs by name",
        errors: ["recipe.not_found", "recipe.not_trusted"],
        isStep: false,
        example: """
            local function hand_over()
              return baton.recipes.run("handoff", { messages = 20 }).link
            end
            """
    ) { call in
        var inputs: [String: HostValue] = [:]
        if case .table(let table) = call["inputs"] {
            for (key, value) in table {
                guard case .string(let name) = key, let name = name.text else {
                    throw call.problem("inputs", "must hold names with values")
                }
                inputs[name] = value
            }
        }
        return try recipes(call).run(try call.text("name"), inputs)
    }

    static let list = HostFunction(
        "recipes",
        "list",
        "Lists the recipes that can be run.",
        result: .list(.record("RecipeInfo")),
        isStep: false,
        example: "local function names() return baton.recipes.list() end"
    ) { call in
        .array(
            try recipes(call).list().map { recipe in
                .record([
                    "name": .text(recipe.name), "about": .text(recipe.about), "origin": .text(recipe.origin),
                ])
            }
        )
    }

    static let context = HostFunction(
        "recipes",
        "context",
        "The git hook that this runs from, or nothing when a person runs it.",
        result: .record("HookContext"),
        isStep: false,
        example: "local function commit() return (baton.recipes.context() or {}).commit end"
    ) { call in
        call.run.hook?.record ?? .nil
    }

    private static func recipes(_ call: HostCall) throws -> any RecipeAccess {
        if let file = call.run.untrustedFile {
            throw HostError(
                "denied.untrusted",
                "\(call.function.fullName) is not for a file that nobody approved",
                hint: "baton trust \(ShellText.word(file))"
            )
        }
        guard let recipes = call.run.recipes else {
            throw HostError("recipe.not_found", "there are no recipes to run from here")
        }
        return recipes
    }
}
