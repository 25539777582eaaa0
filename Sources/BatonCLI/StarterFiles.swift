internal import BatonHost
internal import BatonRecipes
internal import BatonScripting
internal import JSON
internal import Platform

/// The files that `baton init` writes: what editors need, and a first recipe of each kind with a test.
struct StarterFiles {
    /// A file by its path in the folder.
    struct File {
        let path: String
        let content: [UInt8]
    }

    /// The folder that the paths start from.
    let folder: String
    /// What stands in front of all but the editor's settings; empty for none.
    private let prefix: String

    /// The files of a project.
    static func project(_ root: String) -> StarterFiles { StarterFiles(folder: root, prefix: ".baton/") }

    /// The files of the person's own folder.
    static func user(_ folder: String) -> StarterFiles { StarterFiles(folder: folder, prefix: "") }

    /// Where the definitions for editors stand.
    var definitions: String { prefix + "lua/baton.lua" }
    /// Where the schema of recipes stands.
    var schema: String { prefix + "recipe.schema.json" }
    /// Where the recipes stand.
    var recipes: [String] { [prefix + "recipes/page.yml", prefix + "recipes/titles.lua"] }

    /// All files.
    var all: [File] {
        [
            File(path: ".luarc.json", content: settings),
            File(path: definitions, content: Array(LuaDefinitions.text(TestingRegistry.reference).utf8)),
            File(path: schema, content: Array(RecipeSchema.text(.builtIn).utf8)),
            File(path: recipes[0], content: Array(Self.page.utf8)),
            File(path: recipes[1], content: Array(Self.titles.utf8)),
            File(path: prefix + "tests/first_test.lua", content: Array(Self.test.utf8)),
        ]
    }

    /// Settings of the language server for Lua.
    private var settings: [UInt8] {
        var writer = JSONWriter(pretty: true)
        writer.object { writer in
            writer.member("runtime.version", "Lua 5.4")
            writer.key("runtime.builtin")
            writer.object { writer in
                for library in ["io", "debug", "package"] { writer.member(library, "disable") }
            }
            writer.key("workspace.library")
            writer.array { $0.string(prefix + "lua") }
            writer.member("workspace.checkThirdParty", false)
        }
        return writer.bytes + [UInt8(ascii: "\n")]
    }

    private static let page = """
        # yaml-language-server: $schema=../recipe.schema.json
        baton: 1
        about: Write the latest messages of a session into a page.
        inputs:
          session:
            type: session
            about: Session to write.
            default: current
          messages:
            type: integer
            about: How many of its latest messages.
            default: 20
        permissions:
          sessions: read
          write: [.]
        steps:
          - id: page
            use: export.markdown
            with:
              session: ${{ inputs.session }}
              messages: ${{ inputs.messages }}
          - use: fs.write
            with:
              path: ${{ steps.page.filename }}
              content: ${{ steps.page.content }}
          - use: log.say
            with:
              text: "${{ steps.page.message_count }} messages are in ${{ steps.page.filename }}"
        outputs:
          file: ${{ steps.page.filename }}

        """

    private static let titles = """
        return baton.recipe {
          about = "List the latest sessions of this project.",
          inputs = {
            limit = { type = "integer", about = "How many.", default = 5 },
          },
          permissions = { sessions = "read" },
          run = function(inputs)
            local titles = {}
            for _, session in ipairs(baton.sessions.list { limit = inputs.limit }) do
              titles[#titles + 1] = session.title
              baton.log.say(session.title)
            end
            return { titles = titles }
          end,
        }

        """

    private static let test = """
        local testing = baton.testing

        -- Nothing here is real: no session of yours is read, nothing is sent, no file of yours is written.
        testing.session {
          title = "Fix the greeting",
          messages = {
            { role = "user", text = "Fix the greeting" },
            { role = "assistant", tool = "Bash", input = { command = "ls" }, output = "greet.py" },
            { role = "assistant", text = "Done." },
          },
        }

        testing.test("the page holds the conversation", function()
          local outputs = testing.run("../recipes/page.yml", { messages = 10 })
          local page = baton.fs.read(outputs.file)
          assert(page:find("Fix the greeting", 1, true))
        end)

        testing.test("the titles are listed, the latest first", function()
          testing.session { title = "Add a farewell", messages = { { role = "user", text = "Add it" } } }
          local outputs = testing.run("../recipes/titles.lua")
          testing.equal(outputs.titles, { "Add a farewell", "Fix the greeting" })
          testing.equal(testing.log(), outputs.titles)
        end)

        """
}
