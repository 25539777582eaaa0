import BatonHost
import BatonRecipes
import Diagnostics
import Testing

/// A recipe with one thing wrong, and what is said of it.
struct Broken: Sendable, CustomTestStringConvertible {
    let recipe: String
    let line: Int
    let column: Int
    let length: Int
    let message: String
    var hint: String?

    var testDescription: String { message }

    /// Steps in a recipe that is good otherwise; the first step stands in line 4.
    static func steps(
        _ steps: String,
        _ line: Int,
        _ column: Int,
        _ length: Int,
        _ message: String,
        _ hint: String? = nil
    ) -> Broken {
        let recipe =
            "baton: 1\nabout: x\nsteps:\n" + steps + """

                inputs:
                  title: {type: string}
                  count: {type: integer, default: 3}
                permissions: {sessions: read, upload: [any], run: [git], env: [HOME], write: [out]}

                """
        return Broken(
            recipe: recipe,
            line: line,
            column: column,
            length: length,
            message: message,
            hint: hint
        )
    }

    /// What stands in front of the steps of a recipe that is good otherwise; it begins in line 3.
    static func head(
        _ head: String,
        _ line: Int,
        _ column: Int,
        _ length: Int,
        _ message: String,
        _ hint: String? = nil
    ) -> Broken {
        Broken(
            recipe: "baton: 1\nabout: x\n\(head)\nsteps:\n  - use: log.say\n    with: {text: hi}\n",
            line: line,
            column: column,
            length: length,
            message: message,
            hint: hint
        )
    }

    static func file(
        _ recipe: String,
        _ line: Int,
        _ column: Int,
        _ length: Int,
        _ message: String,
        _ hint: String? = nil
    ) -> Broken {
        Broken(recipe: recipe, line: line, column: column, length: length, message: message, hint: hint)
    }
}

@Suite("Broken recipes")
struct BrokenRecipeTests {
    static let good = "steps:\n  - use: log.say\n    with: {text: hi}\n"

    static let files: [Broken] = [
        .file("", 1, 1, 1, "a recipe is names with values", "begin with 'baton: 1'"),
        .file("- a\n", 1, 1, 1, "a recipe is names with values", "begin with 'baton: 1'"),
        .file("about: x\n" + good, 1, 1, 1, "a recipe begins with 'baton: 1', the version of its format"),
        .file(
            "baton: 2\nabout: x\n" + good,
            1,
            8,
            1,
            "this version of the format is not known",
            "write 'baton: 1'"
        ),
        .file("baton: 1\n" + good, 1, 1, 1, "a recipe needs 'about': one sentence that a list shows"),
        .file("baton: 1\nabout:\n" + good, 2, 7, 1, "'about' has no value", "write \"\" for an empty text"),
        .file("baton: 1\nabout: \"\"\n" + good, 2, 8, 2, "'about' must not be empty"),
        .file(
            "baton: 1\nabout: a ${{ inputs.x }}\n" + good,
            2,
            10,
            3,
            "'${{ … }}' is not allowed in 'about'"
        ),
        .file("baton: 1\nabout: x\n", 1, 1, 1, "a recipe needs 'steps'"),
        .file(
            "baton: 1\nabout: x\nsteps: []\n",
            3,
            8,
            2,
            "'steps' is a list of steps",
            "write '- use: …' for each"
        ),
        .file("baton: 1\nabout: x\n\tsteps: 1\n", 3, 1, 1, "tabs cannot be used for indentation; use spaces"),
        .head("step: 1", 3, 1, 4, "unknown key 'step'", "did you mean 'steps'?"),
        .head(
            "on: [post-commit]",
            3,
            1,
            2,
            "unknown key 'on'",
            "git hooks are listed under 'hooks:'; YAML 1.1 reads 'on' as true"
        ),
        .head("hooks: post-commit", 3, 8, 11, "'hooks' is a list", "such as [post-commit]"),
        .head(
            "hooks: [post-comit]",
            3,
            9,
            10,
            "unknown git hook 'post-comit'",
            "did you mean 'post-commit'?"
        ),
        .head("limits: {tiem: 2s}", 3, 10, 4, "unknown limit 'tiem'", "did you mean 'time'?"),
        .head("limits: {time: 2}", 3, 16, 1, "'time': duration expected", "such as 500ms, 30s or 15m"),
        .head("limits: {memory: 64MB}", 3, 18, 4, "'memory': size expected", "such as 512K, 64M or 1G"),
        .head(
            "permissions: all",
            3,
            14,
            3,
            "'permissions' holds names with values",
            "such as 'sessions: read'"
        ),
        .head(
            "permissions: {session: read}",
            3,
            15,
            7,
            "unknown permission 'session'",
            "did you mean 'sessions'?"
        ),
        .head(
            "permissions: {sessions: raed}",
            3,
            25,
            4,
            "'sessions': one of 'read', 'none' expected",
            "did you mean 'read'?"
        ),
        .head(
            "permissions: {upload: default}",
            3,
            23,
            7,
            "'upload': list of string expected",
            "write '- ' before each element"
        ),
        .head(
            "permissions: {upload: []}",
            3,
            23,
            1,
            "'upload' lists nothing",
            "leave the line out to allow nothing"
        ),
        .head("permissions: {clone: yes}", 3, 22, 3, "'clone': true or false expected", "write true"),
        .head(
            "inputs: {a: {typ: string}}",
            3,
            14,
            3,
            "unknown key 'typ' in input 'a'",
            "did you mean 'type'?"
        ),
        .head(
            "inputs: {a: string}",
            3,
            13,
            6,
            "input 'a' needs 'type'",
            "such as 'type: string' on a line of its own"
        ),
        .head("inputs: {a: {type: text}}", 3, 20, 4, "unknown type 'text' of input 'a'"),
        .head(
            "inputs: {a: {type: strng}}",
            3,
            20,
            5,
            "unknown type 'strng' of input 'a'",
            "did you mean 'string'?"
        ),
        .head(
            "inputs: {my-name: {type: string}}",
            3,
            10,
            7,
            "input 'my-name' is no name: a to z, 0 to 9 and '_' after a letter",
            "write 'my_name'"
        ),
        .head(
            "inputs: {a: {type: integer, default: 1_000}}",
            3,
            38,
            5,
            "default of 'a': integer expected",
            "write it without '_'"
        ),
        .head(
            "inputs: {a: {type: integer, default: 012}}",
            3,
            38,
            3,
            "default of 'a': integer expected",
            "write it without zeros in front"
        ),
        .head(
            "inputs: {a: {type: integer, default: \"12\"}}",
            3,
            38,
            4,
            "default of 'a': integer expected, got a text",
            "remove the quotes"
        ),
        .head(
            "inputs: {a: {type: boolean, default: yes}}",
            3,
            38,
            3,
            "default of 'a': true or false expected",
            "write true"
        ),
        .head(
            "inputs: {a: {type: boolean, default: Off}}",
            3,
            38,
            3,
            "default of 'a': true or false expected",
            "write false"
        ),
        .head(
            "inputs: {a: {type: boolean, default: 'true'}}",
            3,
            38,
            6,
            "default of 'a': true or false expected, got a text",
            "remove the quotes"
        ),
        .head("inputs: {a: {type: number, default: 0x10}}", 3, 37, 4, "default of 'a': number expected"),
        .head(
            "inputs: {a: {type: count, default: none}}",
            3,
            36,
            4,
            "default of 'a': integer from 1 on, or 'all', expected"
        ),
        .head(
            "inputs: {a: {type: list, default: x}}",
            3,
            35,
            1,
            "default of 'a': list of string expected",
            "write '- ' before each element"
        ),
        .head(
            "inputs: {a: {type: choice}}",
            3,
            10,
            1,
            "input 'a' is a choice and needs 'choices'",
            "a list of words"
        ),
        .head(
            "inputs: {a: {type: string, choices: [b]}}",
            3,
            37,
            1,
            "'choices' belongs to inputs of type 'choice'"
        ),
        .head(
            "inputs: {a: {type: choice, choices: [red], default: rad}}",
            3,
            53,
            3,
            "default of 'a': one of 'red' expected",
            "did you mean 'red'?"
        ),
        .head(
            "inputs: {a: {type: string, required: true, default: x}}",
            3,
            44,
            7,
            "a required input has no default",
            "leave out one of the two"
        ),
        .head(
            "inputs:\n  a: {type: string, default: '${{ inputs.b }}'}\n  b: {type: string}",
            4,
            42,
            1,
            "input 'b' is declared further down",
            "a default knows the inputs above it"
        ),
        .head(
            "inputs:\n  a: {type: string, default: '${{ inputs.a }}'}",
            4,
            42,
            1,
            "the default of 'a' needs itself"
        ),
        .head(
            "inputs:\n  a: {type: string, default: '${{ steps.b }}'}",
            4,
            35,
            5,
            "a default cannot know steps: they run later"
        ),
        .head("outputs: link", 3, 10, 4, "'outputs' holds names with values"),
        .head("outputs: {link: '${{ steps.shar.link }}'}", 3, 28, 4, "step 'shar' does not exist"),
    ]

    /// More of the format's rules: limits, hooks, YAML that recipes do not take, and what steps may have.
    static let rules: [Broken] = [
        .head("limits: {time: 0s}", 3, 16, 2, "'time' is more than nothing", "such as 30s"),
        .head("limits: {memory: 64m}", 3, 18, 3, "'memory': size expected", "such as 512K, 64M or 1G"),
        .head("limits: {output: -1}", 3, 18, 2, "'output': size expected", "such as 512K, 64M or 1G"),
        .head(
            "limits: {memory: ${{ 1 }}}",
            3,
            18,
            1,
            "quote ${{ … }} inside { } or [ ], or use one key per line"
        ),
        .head("limits: {wal: 2s}", 3, 10, 3, "unknown limit 'wal'", "did you mean 'wall'?"),
        .head("hooks: [pre-comit]", 3, 9, 9, "unknown git hook 'pre-comit'", "did you mean 'pre-commit'?"),
        .head("hooks: post-commit", 3, 8, 11, "'hooks' is a list", "such as [post-commit]"),
        .head("permissions: {git: write}", 3, 20, 5, "'git': one of 'read', 'notes', 'comment' expected"),
        .head(
            "permissions: {unredacted: on}",
            3,
            27,
            2,
            "'unredacted': true or false expected",
            "write true"
        ),
        .head(
            "permissions: {run: git}",
            3,
            20,
            3,
            "'run': list of string expected",
            "write '- ' before each element"
        ),
        .head(
            "permissions: [run]",
            3,
            14,
            5,
            "'permissions' holds names with values",
            "such as 'sessions: read'"
        ),
        .head("inputs: [a]", 3, 9, 3, "'inputs' holds names with 'type', 'about' and 'default'"),
        .head("inputs: {a: {type: choice, choices: []}}", 3, 37, 1, "'choices' holds nothing to choose from"),
        .head(
            "outputs: {A: x}",
            3,
            11,
            1,
            "output 'A' is no name: a to z, 0 to 9 and '_' after a letter",
            "write 'a'"
        ),
        .head("output: {a: x}", 3, 1, 6, "unknown key 'output'", "did you mean 'outputs'?"),
        .steps("  - exec: [git]\n    with: {env: {A: [b]}}", 5, 21, 1, "'A': string expected, got a list"),
        .steps("  - exec: [git]\n    with: {env: x}", 5, 17, 1, "'env': names with values expected"),
        .steps("  - lua: return 1\n    retry: {times: two}", 5, 20, 3, "'times': integer expected"),
        .steps(
            "  - lua: return 1\n    retry: {times: 2, dealy: 1s}",
            5,
            23,
            5,
            "unknown key 'dealy' in 'retry'",
            "did you mean 'delay'?"
        ),
        .steps("  - lua: return 1\n    retry: {times: 0}", 5, 20, 1, "'times' is from 1 to 10"),
        .steps(
            "  - lua: return 1\n    timeout: soon",
            5,
            14,
            4,
            "'timeout': duration expected",
            "such as 500ms, 30s or 15m"
        ),
        .steps(
            "  - lua: return 1\n    timeout: 0s",
            5,
            14,
            2,
            "'timeout' is more than nothing",
            "such as 30s"
        ),
        .steps(
            "  - exec: [git]\n    cwd: docs",
            5,
            5,
            3,
            "unknown key 'cwd' in this step",
            "it is an argument; put it under 'with:'"
        ),
        .steps(
            "  - use: export.json\n    messages: 5",
            5,
            5,
            8,
            "unknown key 'messages' in this step",
            "it is an argument; put it under 'with:'"
        ),
        .steps(
            "  - lua: return 1\n    on_error: warm",
            5,
            15,
            4,
            "'on_error': one of 'stop', 'warn', 'continue' expected",
            "did you mean 'warn'?"
        ),
        .steps(
            "  - lua: return 1\n    for_each: {a: b}",
            5,
            15,
            1,
            "'for_each': list of any value expected, got names with values"
        ),
        .steps("  - recipe: ${{ inputs.title }}", 4, 13, 3, "'${{ … }}' is not allowed in 'recipe'"),
        .steps(
            "  - script: notes.txt",
            4,
            13,
            9,
            "'script' names a Lua file beside the recipe",
            "such as 'notes.lua'"
        ),
        .steps(
            "  - use: log.say\n    if: yes\n    with: {text: a}",
            5,
            9,
            3,
            "'if' holds one expression",
            "write ${{ yes }}"
        ),
        .steps(
            "  - use: log.say\n    wtih: {text: a}\n    with: {text: a}",
            5,
            5,
            4,
            "unknown key 'wtih' in this step",
            "did you mean 'with'?"
        ),
    ]

    static let steps: [Broken] = [
        .steps("  - log.say", 4, 5, 7, "a step is names with values", "such as 'use: log.say'"),
        .steps(
            "  - id: a",
            4,
            5,
            1,
            "step 'a' does nothing",
            "it needs one of use, lua, script, exec, recipe"
        ),
        .steps(
            "  - use: log.say\n    wiht: {text: a}\n    with: {text: a}",
            5,
            5,
            4,
            "unknown key 'wiht' in this step",
            "did you mean 'with'?"
        ),
        .steps(
            "  - use: log.say\n    lua: return 1\n    with: {text: a}",
            5,
            5,
            3,
            "this step has 'use' and 'lua'; a step does one thing"
        ),
        .steps(
            "  - id: a-b\n    lua: return 1",
            4,
            9,
            3,
            "id 'a-b' is no name: a to z, 0 to 9 and '_' after a letter",
            "write 'a_b'"
        ),
        .steps(
            "  - id: a\n    lua: return 1\n  - id: a\n    lua: return 2",
            6,
            9,
            1,
            "id 'a' is taken by the step in line 4"
        ),
        .steps("  - id: ${{ x }}\n    lua: return 1", 4, 9, 3, "'${{ … }}' is not allowed in 'id'"),
        .steps(
            "  - use: exprot.json",
            4,
            10,
            11,
            "unknown function 'exprot.json'",
            "did you mean 'export.json'?"
        ),
        .steps(
            "  - use: baton.export.json",
            4,
            10,
            17,
            "unknown function 'baton.export.json'",
            "leave out 'baton.'"
        ),
        .steps(
            "  - use: recipes.run",
            4,
            10,
            11,
            "'recipes.run' cannot be a step",
            "it can be called from Lua"
        ),
        .steps("  - use: ${{ inputs.title }}", 4, 10, 3, "'${{ … }}' is not allowed in 'use'"),
        .steps("  - use: upload.put", 4, 10, 10, "'upload.put' needs 'content'", "what to upload"),
        .steps(
            "  - use: fs.read\n    with: {path: a}",
            4,
            10,
            7,
            "'fs.read' needs the permission 'read'",
            "add 'read: [docs]' under 'permissions:'"
        ),
        .steps(
            "  - use: export.json\n    with: {mesages: 3}",
            5,
            12,
            7,
            "unknown option 'mesages' of 'export.json'",
            "did you mean 'messages'?"
        ),
        .steps(
            "  - use: upload.put\n    with: {contnt: a}",
            5,
            12,
            6,
            "unknown option 'contnt' of 'upload.put'",
            "did you mean 'content'?"
        ),
        .steps(
            "  - use: export.json\n    with: {messages: some}",
            5,
            22,
            4,
            "'messages': integer from 1 on, or 'all', expected"
        ),
        .steps(
            "  - use: export.json\n    with: {messages: 0}",
            5,
            22,
            1,
            "'messages': integer from 1 on, or 'all', expected"
        ),
        .steps(
            "  - use: export.json\n    with: {thinking: on}",
            5,
            22,
            2,
            "'thinking': true or false expected",
            "write true"
        ),
        .steps(
            "  - use: export.json\n    with: {title: [a]}",
            5,
            19,
            1,
            "'title': string expected, got a list"
        ),
        .steps(
            "  - use: export.json\n    with: {title: {a: b}}",
            5,
            19,
            1,
            "'title': string expected, got names with values"
        ),
        .steps(
            "  - use: export.json\n    with:\n      title:",
            6,
            13,
            1,
            "'title' has no value",
            "write \"\" for an empty text"
        ),
        .steps(
            "  - use: export.json\n    with: {tools: brief}",
            5,
            12,
            5,
            "unknown option 'tools' of 'export.json'"
        ),
        .steps(
            "  - use: export.markdown\n    with: {tools: breif}",
            5,
            19,
            5,
            "'tools': one of 'full', 'brief', 'none' expected",
            "did you mean 'brief'?"
        ),
        .steps("  - use: export.json\n    with: current", 5, 11, 7, "'with' holds names with values"),
        .steps(
            "  - use: export.json\n    with:",
            5,
            5,
            4,
            "'with' holds names with values",
            "leave it out when there are none"
        ),
        .steps(
            "  - use: export.json\n    with:\n      thinking: a ${{ inputs.title }}",
            6,
            17,
            21,
            "'thinking': boolean expected, and text around '${{ … }}' makes it a text",
            "let the value be one '${{ … }}' and nothing else"
        ),
        .steps(
            "  - lua: return 1\n    with: {a: 1}",
            5,
            5,
            4,
            "'lua' takes no 'with'",
            "it sees the tables 'inputs' and 'steps'"
        ),
        .steps("  - lua: return syntax error", 4, 10, 19, "this is not Lua: unexpected symbol near 'error'"),
        .steps(
            "  - lua: |\n      return ${{ inputs.title }}",
            5,
            14,
            3,
            "'${{ … }}' is not allowed in 'lua'",
            "read the tables 'inputs' and 'steps'"
        ),
        .steps(
            "  - script: ../x.lua",
            4,
            13,
            8,
            "'script' names a Lua file beside the recipe",
            "such as 'notes.lua'"
        ),
        .steps("  - script: gone.lua", 4, 13, 8, "there is no file 'gone.lua' beside the recipe"),
        .steps("  - script: bad.lua", 4, 13, 7, "'bad.lua' is not Lua: unexpected symbol near 'error'"),
        .steps(
            "  - exec: git status",
            4,
            11,
            10,
            "'exec' is a list: a program and its arguments",
            "such as [git, status]"
        ),
        .steps("  - exec: []", 4, 11, 1, "'exec' names no program"),
        .steps(
            "  - exec: [curl, x]",
            4,
            12,
            4,
            "running 'curl' needs the permission 'run'",
            "add 'run: [curl]' under 'permissions:'"
        ),
        .steps(
            "  - exec: ['${{ inputs.title }}']",
            4,
            13,
            3,
            "'${{ … }}' is not allowed in the name of a program"
        ),
        .steps("  - exec: [git, [a]]", 4, 17, 1, "an argument of 'git': string expected, got a list"),
        .steps(
            "  - exec: [git]\n    with: {cwdd: a}",
            5,
            12,
            4,
            "unknown option 'cwdd' of 'exec'",
            "did you mean 'cwd'?"
        ),
        .steps("  - recipe: ../x", 4, 13, 4, "'../x' is no name of a recipe: a to z, 0 to 9, '-' and '_'"),
        .steps(
            "  - lua: return 1\n    if: run.tty",
            5,
            9,
            7,
            "'if' holds one expression",
            "write ${{ run.tty }}"
        ),
        .steps(
            "  - lua: return 1\n    if: not ${{ run.tty }}",
            5,
            9,
            18,
            "'if': boolean expected, and text around '${{ … }}' makes it a text",
            "let the value be one '${{ … }}' and nothing else"
        ),
        .steps(
            "  - lua: return 1\n    if: ${{ run.ttty }}",
            5,
            17,
            4,
            "unknown field 'ttty' of 'run'",
            "did you mean 'tty'?"
        ),
        .steps(
            "  - lua: return 1\n    for_each: a",
            5,
            15,
            1,
            "'for_each': list of any value expected",
            "write '- ' before each element"
        ),
        .steps(
            "  - lua: return 1\n    timeout: 30",
            5,
            14,
            2,
            "'timeout': duration expected",
            "such as 500ms, 30s or 15m"
        ),
        .steps("  - lua: return 1\n    retry: 3", 5, 12, 1, "'retry' holds 'times' and 'delay'"),
        .steps("  - lua: return 1\n    retry: {delay: 1s}", 5, 12, 1, "'retry' needs 'times'"),
        .steps("  - lua: return 1\n    retry: {times: 99}", 5, 20, 2, "'times' is from 1 to 10"),
        .steps(
            "  - lua: return 1\n    on_error: ignore",
            5,
            15,
            6,
            "'on_error': one of 'stop', 'warn', 'continue' expected"
        ),
    ]

    static let expressions: [Broken] = [
        text("${{ inputs.titel }}", 15, 5, "input 'titel' does not exist", "did you mean 'title'?"),
        text("${{ input.title }}", 8, 5, "unknown name 'input'", "did you mean 'inputs'?"),
        text("${{ title }}", 8, 5, "unknown name 'title'", "did you mean 'inputs.title'?"),
        text("${{ inputs[\"titel\"] }}", 15, 7, "input 'titel' does not exist", "did you mean 'title'?"),
        text("${{ 1 + + 2 }}", 8, 7, "this is not a Lua expression: unexpected '+'"),
        text("${{ }}", 4, 3, "'${{ }}' holds no expression"),
        text("${{ inputs.title", 4, 3, "this '${{' is never closed", "close it with '}}'"),
        text(
            "${{ inputs.title # note",
            4,
            3,
            "this '${{' is cut off by ' #', which begins a comment",
            "put the value in quotes"
        ),
        text(
            "a ${{ inputs.title -- b }}",
            6,
            3,
            "a '--' in an expression would hide the rest of it",
            "write '- -1' with a space for two signs, and comments outside"
        ),
        text(
            "${{ env.PATH }}",
            12,
            4,
            "reading the variable 'PATH' needs the permission 'env'",
            "add 'env: [PATH]' under 'permissions:'"
        ),
        text(
            "${{ git.branch }}",
            8,
            3,
            "'git' needs the permission 'git'",
            "add 'git: read' under 'permissions:'"
        ),
        text("${{ item }}", 8, 4, "'item' is known in the arguments of a step with 'for_each' only"),
        text("${{ always() }}", 8, 8, "'always()' stands in 'if' only"),
        text("${{ failed }}", 8, 6, "'failed' is a function", "write 'failed()'"),
        text(
            "${{ export.json }}",
            8,
            6,
            "'export' cannot be called in an expression",
            "make it a step with 'use:' and read its result"
        ),
        text("é ${{ inputs.titel }}", 17, 5, "input 'titel' does not exist", "did you mean 'title'?"),
        text("'it''s ${{ inputs.titel }}'", 22, 5, "input 'titel' does not exist", "did you mean 'title'?"),
        text("\"\\t${{ inputs.titel }}\"", 18, 5, "input 'titel' does not exist", "did you mean 'title'?"),
        text("${{ steps.bundel }}", 14, 6, "step 'bundel' does not exist", "did you mean 'bundle'?"),
        text("${{ steps.bundle.lnk }}", 21, 3, "'steps.bundle' has no field 'lnk'"),
        text(
            "${{ steps.bundle.secret }}",
            21,
            6,
            "'steps.bundle' has no field 'secret'",
            "did you mean 'secrets'?"
        ),
        text(
            "${{ steps.bundle.secrets.x }}",
            29,
            1,
            "'steps.bundle.secrets' has no field 'x': its type is integer"
        ),
        text(
            "${{ steps.bundle.findings.rule }}",
            30,
            4,
            "'steps.bundle.findings' is a list and has no field 'rule'",
            "such as steps.bundle.findings[1].rule"
        ),
        text(
            "${{ steps.bundle.findings[1].rul }}",
            33,
            3,
            "'steps.bundle.findings[1]' has no field 'rul'",
            "did you mean 'rule'?"
        ),
        text("${{ steps.later }}", 14, 5, "step 'later' runs later, in line 14", "move it up"),
        text("${{ steps.me }}", 14, 2, "step 'me' needs its own result"),
        text("${{ steps.quiet }}", 14, 5, "step 'quiet' has no result"),
        text("${{ steps.quiet.x }}", 20, 1, "step 'quiet' has no result"),
        text(
            "${{ steps.bundle }}",
            8,
            12,
            "'text': string expected, got table",
            "write steps.bundle.content"
        ),
        text("${{ steps.bundle.secrets }}", 8, 20, "'text': string expected, got integer"),
        text(
            "a ${{ steps.bundle.findings }}",
            10,
            21,
            "'steps.bundle.findings' is a list of Finding, which cannot stand inside a text"
        ),
        text("${{ steps.status.out }}", 21, 3, "'steps.status' has no field 'out'"),
    ]

    /// An expression in the text that a step says, which begins in column 5 of line 11; `column` counts from the value's own 0.
    private static func text(
        _ value: String,
        _ column: Int,
        _ length: Int,
        _ message: String,
        _ hint: String? = nil
    ) -> Broken {
        return Broken(
            recipe: """
                baton: 1
                about: x
                inputs: {title: {type: string}}
                permissions: {sessions: read, run: [git], env: [HOME]}
                steps:
                - {id: bundle, use: export.json}
                - {id: quiet, use: log.say, with: {text: a}}
                - {id: status, exec: [git]}
                - with:
                   text:
                    \(value)
                  use: redact.text
                  id: me
                - {id: later, lua: return 1}

                """,
            line: 11,
            column: column + 1,
            length: length,
            message: message,
            hint: hint
        )
    }

    @Test(
        "a broken recipe is refused with place, reason and way out",
        arguments: files + rules + steps + expressions
    )
    func refused(_ broken: Broken) throws {
        let bench = Bench()
        let error = #expect(throws: DiagnosticsError.self) {
            _ = try bench.read(broken.recipe, scripts: ["bad.lua": "syntax error"])
        }
        let found = try #require(error?.diagnostics)
        let first = try #require(found.first)
        #expect(first.message == broken.message)
        #expect(first.hint == broken.hint)
        #expect(
            "\(first.line):\(first.column)+\(first.length)"
                == "\(broken.line):\(broken.column)+\(broken.length)"
        )
        #expect(found.count == 1, "\(found.map(\.message))")
    }

    @Test("all problems of a file are told at once, in its order, and at most 20")
    func allAtOnce() {
        let bench = Bench()
        let steps = (1...30).map { "  - use: nothing.\($0)" }.joined(separator: "\n")
        let error = #expect(throws: DiagnosticsError.self) {
            _ = try bench.read("baton: 1\nabuot: x\nsteps:\n\(steps)\noutputs: {a: '${{ steps.b }}'}\n")
        }
        let found = error?.diagnostics ?? []
        #expect(found.count == 20)
        #expect(found.map(\.line) == found.map(\.line).sorted())
        #expect(found.first?.line == 1)
        #expect(found.dropFirst().first?.message == "unknown key 'abuot'")
    }

    @Test("both places of a key that stands twice are told")
    func duplicateKey() {
        let error = #expect(throws: DiagnosticsError.self) {
            _ = try Bench().read("baton: 1\nabout: x\nabout: y\n" + Self.good)
        }
        #expect(error?.diagnostics.map(\.line) == [3, 2])
        #expect(error?.diagnostics.map(\.severity) == [.error, .note])
    }
}
