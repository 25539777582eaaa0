import JSON
import Platform
import TestSupport
import Testing

/// Every command in a place full of secrets: none of them comes out, but where a person asked for what is there.
@Suite("Ways out: commands")
struct CommandWaysTests {
    /// One way to call a command.
    struct Way {
        var arguments: [String]
        var input = ""
        /// Why secrets come out here; `nil` when they must not.
        var reason: String?

        init(_ arguments: String..., input: String = "", shows reason: String? = nil) {
            self.arguments = arguments
            self.input = input
            self.reason = reason
        }
    }

    private static let names = "the names by which the person tells sessions apart, on their own terminal"

    /// The ways of every command; `$TOKEN` stands for a planted secret.
    private static let ways: [String: [Way]] = [
        "sessions": [
            Way("sessions", "--commit", "HEAD"), Way("sessions", "--commit", "$TOKEN"),
            Way("sessions", shows: names), Way("sessions", "--all", shows: names),
            Way("sessions", "--grep", "Rotate", shows: names),
            Way("sessions", "--grep", "Rotate", "--no-redact", shows: "asked for by --no-redact"),
        ],
        "show": [Way("show", shows: names), Way("show", "$TOKEN")],
        "export": [
            Way("export", "--format", "markdown", "-o", "-"), Way("export", "--format", "html", "-o", "-"),
            Way("export", "--format", "json", "-o", "-"), Way("export", "--raw", "-o", "-"),
            Way("export", "--format", "markdown", "--for", "agent", "-o", "-"),
            Way("export", "--with-subagents", "--thinking", "-o", "-"),
            Way("export", "--title", "My $TOKEN", "-o", "-"),
            Way("export", "--format", "markdown", "-o", "page.md"),
            Way("export", "--format", "html", "-o", "page.html"),
            Way("export"), Way("export", "$TOKEN"), Way("export", "-o", "missing/$TOKEN.md"),
            Way("export", "--upload", "--no-seal", "--yes"), Way("export", "--upload", "--yes"),
            Way(
                "export",
                "--format",
                "markdown",
                "--no-redact",
                "-o",
                "-",
                shows: "asked for by --no-redact"
            ),
        ],
        "redact": [
            Way("redact", "planted.txt"), Way("redact", "--report", "planted.txt"), Way("redact", "$TOKEN"),
        ],
        "upload": [
            Way("upload", "planted.txt", "--no-seal", "--yes"), Way("upload", "planted.txt", "--yes"),
            Way("upload", "$TOKEN", "--yes"), Way("upload", "$TOKEN.txt", "--no-seal", "--yes"),
        ],
        "shares list": [Way("shares"), Way("shares", "list", "--all")],
        "shares open": [Way("shares", "open", "1"), Way("shares", "open", "$TOKEN")],
        "shares revoke": [Way("shares", "revoke", "1"), Way("shares", "revoke", "$TOKEN")],
        "shares extend": [
            Way("shares", "extend", "1", "--expires", "7d"),
            Way("shares", "extend", "$TOKEN", "--expires", "7d"),
            Way("shares", "extend", "1", "--expires", "$TOKEN"),
        ],
        "shares forget": [Way("shares", "forget", "1"), Way("shares", "forget", "$TOKEN")],
        "clone": [
            Way("clone", "$TOKEN"), Way("clone", "planted.txt"),
            Way("clone", "-", input: "https://127.0.0.1/$TOKEN"),
        ],
        "continue": [Way("continue", "$TOKEN"), Way("continue", "planted.txt", "--in", "missing/$TOKEN")],
        "clones": [Way("clones")], "undo": [Way("undo")],
        // A code is no text: it holds what it was given, which is a link above all.
        "qr": [
            Way("qr", "$TOKEN"), Way("qr", "$TOKEN", "--format", "svg"),
            Way("qr", "$TOKEN", "-o", "missing/$TOKEN.svg"),
        ],
        "hooks install": [Way("hooks", "install")], "hooks status": [Way("hooks", "status")],
        "hooks run": [
            Way("hooks", "run", "post-commit", "commit-context"),
            Way("hooks", "run", "post-commit", "$TOKEN"),
        ],
        "hooks work": [Way("hooks", "work", "--wait")],
        "hooks uninstall": [Way("hooks", "uninstall")],
        "log": [Way("log"), Way("log", "HEAD", "-n", "2"), Way("log", "$TOKEN")],
        "why": [
            Way("why", "planted.txt"), Way("why", "planted.txt:1"), Way("why", "$TOKEN"),
            Way("why", "$TOKEN:3"),
        ],
        "notes show": [Way("notes", "show"), Way("notes", "show", "$TOKEN"), Way("notes", "show", "HEAD~1")],
        "notes push": [Way("notes", "push"), Way("notes", "push", "$TOKEN")],
        "notes fetch": [Way("notes", "fetch"), Way("notes", "fetch", "$TOKEN")],
        "notes repair": [
            Way("notes", "repair", "--dry-run"), Way("notes", "repair"), Way("notes", "repair", "$TOKEN"),
        ],
        "notes remove": [
            Way("notes", "remove", "HEAD~1"), Way("notes", "remove", "$TOKEN"),
            Way("notes", "remove", "HEAD", "--session", "$TOKEN"),
        ],
        "stores list": [Way("stores"), Way("stores", "list")],
        "stores test": [Way("stores", "test", "--yes"), Way("stores", "test", "$TOKEN")],
        "trusted": [Way("trusted")],
        "trust": [Way("trust", "no-$TOKEN")], "untrust": [Way("untrust", "no-$TOKEN")],
        "recipes": [Way("recipes")],
        "check": [Way("check", "broken.yml"), Way("check", "broken.lua"), Way("check", "no-$TOKEN")],
        "run": [
            Way("run", "onboarding", "--yes"), Way("run", "commit-context", "--yes"),
            Way("run", "handoff", "--yes"),
            Way("run", "pr-context", "--yes"), Way("run", "handoff", "--yes", "-i", "seal=false"),
            Way("run", "handoff", "--dry-run"), Way("run", "no-$TOKEN"), Way("run", "onboarding", "--$TOKEN"),
            Way("run", "onboarding", "-i", "$TOKEN=1"), Way("run", "gives", "--yes"),
            Way("run", "fails", "--yes"),
            Way("run", "steps", "--yes"), Way("run", "broken.yml"),
        ],
        "eval": [
            Way("eval", "return baton.fs.read('planted.txt')"),
            Way("eval", "print(baton.fs.read('planted.txt'))"),
            Way("eval", "return { [baton.git.branch()] = baton.git.log() }"),
            Way("eval", "return baton.git.remote_url()"),
            Way("eval", "error(baton.fs.read('planted.txt'))"), Way("eval", "x = = '$TOKEN'"),
            Way("eval", "return baton.env.get('DB_PASSWORD'), baton.env.get('DEPLOY_TOKEN')"),
            Way("eval", "return { DB_PASSWORD = baton.env.get('DB_PASSWORD') }"),
            Way("eval", "baton.fs.read('$TOKEN')"),
            Way("eval", "return baton.sessions.current():messages()"),
            Way("eval", "return setmetatable({}, { __tostring = function() return '$TOKEN' end })"),
        ],
        "repl": [
            Way(
                "repl",
                input:
                    "baton.fs.read('planted.txt')\nprint(baton.git.branch())\nerror('$TOKEN')\nx = = '$TOKEN'\n"
            )
        ],
        "test": [Way("test", "planted_test.lua")],
        "init": [Way("init")], "reference": [Way("reference", "lua", "$TOKEN")], "doctor": [Way("doctor")],
    ]

    @Test("no command lets a secret out that nobody asked for, and every command is tried")
    func commands() throws {
        let secrets = PlantedSecrets(seed: 7)
        let service = try X0Service()
        try withRoom { room in
            try secrets.plant(in: &room)
            try Self.addFiles(secrets, service, room)
            // A commit that the session made, so that there is something to be noted.
            room.environment["CLAUDE_CODE_SESSION_ID"] = PlantedSecrets.sessionID
            #expect(try room.run("git", ["commit", "-q", "--allow-empty", "-m", "Made inside"]).status == 0)
            let tree = try Self.tree(room)
            #expect(
                Set(tree.keys) == Set(Self.ways.keys),
                "a command has no way here, or a way has no command"
            )
            let before = try Room.tree(room.root)
            for (command, options) in tree.sorted(by: { $0.key < $1.key }) {
                for way in Self.ways[command] ?? [] {
                    for more in Self.variants(options, way) { try check(way, more, secrets, room) }
                }
            }
            for (path, bytes) in try Room.tree(room.root)
            where before[path] != bytes && !path.contains("/.git/") {
                #expect(secrets.found(in: bytes).isEmpty, "the file '\(path)' holds a secret")
                #expect(secrets.found(in: path).isEmpty, "the name of the file '\(path)' holds a secret")
            }
            #expect(service.requests.count >= 8)
            for request in service.requests {
                #expect(secrets.found(in: request.body).isEmpty && secrets.found(in: request.target).isEmpty)
            }
            let notes = try room.run("git", ["notes", "--ref=baton", "show"])
            #expect(notes.text.contains("[redacted:") && secrets.found(in: notes.output).isEmpty)
        }
    }

    @Test("what a sealed session installs elsewhere holds no secret")
    func sealed() throws {
        let secrets = PlantedSecrets(seed: 8)
        try withRoom { room in
            try secrets.plant(in: &room)
            #expect(try room.baton(["export", "-o", "bundle.json"]).status == 0)
            let other = Paths.join(room.root, "other")
            try Files.makeDirectory(other)
            let bundle = Paths.join(room.work, "bundle.json")
            room.directory = other
            let before = try Room.tree(room.home)
            #expect(try room.baton(["clone", bundle, "--yes"]).status == 0)
            let made = try Room.tree(room.home).filter { before[$0.key] != $0.value }
            #expect(made.contains { String(decoding: $0.value, as: UTF8.self).contains("[redacted:") })
            for (path, bytes) in made { #expect(secrets.found(in: bytes).isEmpty, "\(path)") }
        }
    }

    private func check(_ way: Way, _ more: [String], _ secrets: PlantedSecrets, _ room: Room) throws {
        let fill = { (text: String) in text.replacing("$TOKEN", with: secrets.token) }
        let result = try room.baton(way.arguments.map(fill) + more, input: Array(fill(way.input).utf8))
        let place = (way.arguments + more).joined(separator: " ")
        let found = secrets.found(in: result.output) + secrets.found(in: result.error)
        if way.reason == nil {
            #expect(
                found.isEmpty,
                "'\(place)' shows \(found): \(result.text)\(String(decoding: result.error, as: UTF8.self))"
            )
        } else if more.isEmpty {
            // Else the table would excuse what needs no excuse.
            #expect(!found.isEmpty, "'\(place)' shows no secret, and needs no reason to")
        }
    }

    /// What follows the arguments: nothing, and each option that changes how something is told.
    private static func variants(_ options: Set<String>, _ way: Way) -> [[String]] {
        let telling = [["--json"], ["--trace"], ["--events", "--trace"], ["--verbose"]]
        return [[]] + telling.filter { $0.allSatisfy(options.contains) && !way.arguments.contains("-o") }
    }

    /// Every command that does something by its words, with the names of its options, as the program itself tells them.
    private static func tree(_ room: Room) throws -> [String: Set<String>] {
        let dump = try JSONParser.parse(try room.baton(["--experimental-dump-help"]).output)
        var leaves: [String: Set<String>] = [:]
        func walk(_ command: JSONValue, _ words: [String]) throws {
            let parts = command["subcommands"].map { Array($0.elements) } ?? []
            for part in parts {
                let name = try #require(part["commandName"]?.string)
                if name != "help" { try walk(part, words + [name]) }
            }
            guard parts.isEmpty else { return }
            var names: Set<String> = []
            for argument in command["arguments"].map({ Array($0.elements) }) ?? [] {
                for name in argument["names"].map({ Array($0.elements) }) ?? []
                where name["kind"]?.string == "long" {
                    if let name = name["name"]?.string { names.insert("--" + name) }
                }
            }
            leaves[words.joined(separator: " ")] = names
        }
        try walk(try #require(dump["command"]), [])
        return leaves
    }

    /// A store, and recipes and scripts that handle secrets badly.
    private static func addFiles(_ secrets: PlantedSecrets, _ service: X0Service, _ room: Room) throws {
        let recipes = Paths.join(room.home, ".config/baton/recipes")
        try Files.makeDirectory(recipes)
        let permissions = "permissions = { read = { 'any' } }"
        let read = "local text = baton.fs.read('planted.txt')"
        let files = [
            "\(recipes)/../config.yml":
                "default_store: lan\nstores:\n  lan: {type: x0, url: '\(service.url)', allow_http: true}\n",
            "\(recipes)/gives.lua":
                "return baton.recipe { about = 'x', \(permissions), run = function() \(read) return { text = text, [text] = { text } } end }",
            "\(recipes)/fails.lua":
                "return baton.recipe { about = 'x', \(permissions), run = function() \(read) error({ kind = 'x', message = text, hint = text }) end }",
            "\(recipes)/steps.yml": """
            baton: 1
            about: Fails and goes on.
            permissions: {read: [any]}
            steps:
              - id: text
                use: fs.read
                with: {path: planted.txt}
              - id: bad
                lua: error(steps.text)
                on_error: continue
              - use: log.say
                with: {text: "${{ steps.text }}"}
            outputs: {text: "${{ steps.text }}"}

            """,
            "\(room.work)/\(secrets.token).txt": "A file with a name.\n",
            "\(room.work)/broken.yml": "baton: 1\nabout: x\nsteps:\n  - uze: \(secrets.token)\n",
            "\(room.work)/broken.lua":
                "local unused_\(secrets.token) = '\(secrets.token)'\nx = = '\(secrets.token)'\n",
            "\(room.work)/planted_test.lua":
                "baton.testing.test('tells \(secrets.token)', function() print('\(secrets.token)') error('\(secrets.token)') end)\n",
        ]
        for (path, text) in files { try Files.write(Array(text.utf8), to: Paths.normalized(path)) }
    }
}
