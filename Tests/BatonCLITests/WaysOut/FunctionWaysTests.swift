import BatonHost
import Lua
import Platform
import TestSupport
import Testing

/// Every function that writes, sends or speaks, called with secrets: they come out only where `unredacted` is granted.
@Suite("Ways out: functions")
struct FunctionWaysTests {
    /// What becomes of secrets that a function gets.
    enum Fate {
        /// They stay in, and come out with the permission `unredacted`.
        case kept
        /// They stay in, whatever is granted: what is shown is always clean.
        case alwaysKept
        /// They may come out.
        case given(reason: String)
        /// The function handles no text of the caller.
        case none(reason: String)
    }

    /// A function's name, what becomes of secrets, and Lua that passes it `text`, all secrets, and `token`, one.
    private static let ways: [String: (fate: Fate, code: String)] = [
        "fs.write": (.kept, "baton.fs.write('written.txt', text, { if_exists = 'replace' })"),
        "fs.append": (.kept, "baton.fs.append('appended.txt', text)"),
        "fs.mkdir": (.none(reason: "makes a directory, whose name the script chooses"), ""),
        "fs.remove": (.none(reason: "removes"), ""),
        "fs.temp": (.none(reason: "makes an empty file"), ""),
        "git.note": (.kept, "baton.git.note({ ref = 'refs/notes/ways', content = text })"),
        "sessions.for_commit": (.none(reason: "gives handles and numbers"), ""),
        "sessions.for_range": (.none(reason: "gives handles and what git.log gives"), ""),
        "sessions.for_line": (.none(reason: "gives handles and what git.log gives"), ""),
        "git.attach": (.none(reason: "notes what sessions say, redacted as an export is"), ""),
        "git.trailer": (.none(reason: "writes ids of sessions"), ""),
        "git.staged_sessions": (.none(reason: "tells which sessions made what is staged"), ""),
        "git.context_file": (
            .kept, "baton.git.context_file({ session = baton.sessions.current(), content = text })"
        ),
        "git.comment": (
            .kept,
            "return { body = baton.git.comment(text, { dry_run = true, forge = 'github', summary = text }).body }"
        ),
        "upload.put": (.kept, "baton.upload.put(text, { seal = false })"),
        "upload.shares": (.none(reason: "tells what is on the list of shares"), ""),
        "upload.delete": (.none(reason: "tells a store which of its own files to remove"), ""),
        "upload.register": (.none(reason: "brings a store, whose uploads are those of upload.put"), ""),
        "http.request": (.kept, "baton.http.request({ method = 'POST', url = address, body = text })"),
        "http.get": (
            .kept,
            "baton.try(baton.http.get, address .. '?a=' .. token) baton.try(baton.http.get, address, { headers = { ['X-Note'] = token } })"
        ),
        "http.delete": (.kept, "baton.try(baton.http.delete, address, { query = { a = token } })"),
        "http.post": (.kept, "baton.http.post(address, { form = { DB_PASSWORD = password, text = text } })"),
        "http.put": (.kept, "baton.http.put(address, { json = { [token] = text } })"),
        "http.patch": (.kept, "baton.http.patch(address, text)"),
        "proc.run": (
            .given(
                reason: "a program of this machine that the person permitted gets what the script gives it"
            ),
            "baton.proc.run({ 'sh', '-c', 'cat > program.txt' }, { stdin = text })"
        ),
        "proc.find": (.none(reason: "tells where a program is"), ""),
        "clone.install": (.none(reason: "installs a bundle that came from elsewhere"), ""),
        "clone.fetch": (.none(reason: "reads a link or a file"), ""),
        "clone.inspect": (.none(reason: "reads a link or a file"), ""),
        "log.say": (.alwaysKept, "baton.log.say(text) baton.log.say({ DB_PASSWORD = password })"),
        "log.debug": (.alwaysKept, "baton.log.debug(text, { [token] = text })"),
        "log.info": (.alwaysKept, "baton.log.info(text, { [token] = text })"),
        "log.warn": (.alwaysKept, "baton.log.warn(text, { DB_PASSWORD = password })"),
        "log.error": (.alwaysKept, "baton.log.error(text)"),
        "log.step": (.alwaysKept, "baton.log.step(text)"),
        "log.progress": (.none(reason: "tells numbers"), ""),
        "log.mask": (.none(reason: "takes a text out of all that is shown"), ""),
        "prompt.confirm": (.alwaysKept, "baton.prompt.confirm('Use ' .. token)"),
        "prompt.input": (.alwaysKept, "baton.prompt.input('Use ' .. token, { default = token })"),
        "prompt.select": (
            .alwaysKept, "baton.prompt.select('Use ' .. token, { token, 'b' }, { default = token })"
        ),
        "prompt.multi": (.alwaysKept, "baton.prompt.multi('Use ' .. token, { token, 'b' })"),
        "qr.print": (.alwaysKept, "baton.qr.print(token)"),
        "qr.encode": (
            .alwaysKept,
            "assert(baton.qr.encode(token).version == baton.qr.encode('[redacted:github-token:1]').version)"
        ),
        "qr.data_url": (
            .alwaysKept, "assert(baton.qr.data_url(token) == baton.qr.data_url('[redacted:github-token:1]'))"
        ),
        "qr.svg": (.alwaysKept, "assert(baton.qr.svg(token) == baton.qr.svg('[redacted:github-token:1]'))"),
        "qr.png": (.alwaysKept, "assert(baton.qr.png(token) == baton.qr.png('[redacted:github-token:1]'))"),
    ]

    /// What a script says without a function of the registry.
    private static let words: [String: (fate: Fate, code: String)] = [
        "print": (.alwaysKept, "print(text, { DB_PASSWORD = password })"),
        "error": (.alwaysKept, "error(text)"),
        "error with a table": (.alwaysKept, "error({ kind = 'x', message = text, hint = text })"),
        "assert": (.alwaysKept, "assert(false, text)"),
        "a failure that names its argument": (.alwaysKept, "baton.fs.read(token)"),
        "outputs": (.kept, "return { text = text, [token] = { text } }"),
        "a variable": (.kept, "return { (baton.env.get('DB_PASSWORD')) }"),
        "a password by its name": (.kept, "return { DB_PASSWORD = password, text = token }"),
    ]

    /// Functions through which something leaves the script.
    private static var waysOut: Set<String> {
        let sending: Set<Permission> = [.upload, .http, .run, .clone]
        let speaking: Set<String> = ["log", "prompt", "qr"]
        return Set(
            HostRegistry.builtIn.functions.filter { function in
                function.acts || speaking.contains(function.module)
                    || function.permission.map(sending.contains) == true || !function.laterPermissions.isEmpty
            }.map(\.path)
        )
    }

    @Test("every function of the registry that writes, sends or speaks is tried")
    func all() {
        #expect(Self.waysOut.subtracting(Self.ways.keys).sorted() == [], "functions without a way here")
        #expect(Set(Self.ways.keys).subtracting(Self.waysOut).sorted() == [], "ways without a function")
    }

    @Test(
        "no function lets a secret out without the permission, and with it those that carry text do",
        arguments: [false, true]
    )
    func functions(isUnredacted: Bool) throws {
        let secrets = PlantedSecrets(seed: isUnredacted ? 21 : 20)
        let service = try X0Service()
        let server = try LoopbackServer { _ in .init("ok") }
        try withRoom { room in
            try secrets.plant(in: &room)
            room.environment["BATON_DEBUG"] = "1"
            try Self.addStore(service, room)
            for (name, way) in Self.ways.merging(Self.words, uniquingKeysWith: { $1 }).sorted(by: {
                $0.key < $1.key
            }) {
                if case .none = way.fate { continue }
                if name.hasPrefix("prompt.") { continue }
                try Self.addRecipe(way.code, server, isUnredacted, room)
                let before = try Room.tree(room.root)
                let (sent, uploaded) = (server.requests.count, service.requests.count)
                var seen: [UInt8] = []
                for more in [[], ["--json"], ["--trace", "--events"]] {
                    let result = try room.baton(["run", "way", "--yes"] + more)
                    seen += result.output + result.error
                }
                for (path, bytes) in try Room.tree(room.root)
                where before[path] != bytes && !path.hasSuffix("way.lua") {
                    seen += bytes
                }
                for request in server.requests.dropFirst(sent) + service.requests.dropFirst(uploaded) {
                    seen +=
                        Array(request.target.utf8)
                        + request.headers.flatMap { Array(($0.name + ": " + $0.value + "\n").utf8) }
                    seen += request.body
                }
                if name == "git.note" { seen += try room.run("git", ["notes", "--ref=ways", "show"]).output }
                Self.check(name, way.fate, secrets.found(in: seen), isUnredacted)
            }
        }
    }

    @Test("a question on the terminal holds no secret", arguments: ["confirm", "input", "select", "multi"])
    func questions(_ name: String) throws {
        let secrets = PlantedSecrets(seed: 30)
        let way = try #require(Self.ways["prompt." + name])
        try withRoom { room in
            try secrets.plant(in: &room)
            try Self.addRecipe(way.code, nil, true, room)
            let result = try InProcess(room, home: "home").run("run", "way", answers: ["1"])
            #expect(
                result.status == 0 && result.error.contains("Use [redacted:github-token:1]"),
                "\(result.error)"
            )
            #expect(secrets.found(in: result.error + String(decoding: result.output, as: UTF8.self)).isEmpty)
        }
    }

    private static func check(_ name: String, _ fate: Fate, _ found: [String], _ isUnredacted: Bool) {
        switch fate {
        case .kept where isUnredacted, .given:
            #expect(!found.isEmpty, "\(name) lets nothing out, so that its test could not fail")
        default: #expect(found.isEmpty, "\(name) lets out \(found)")
        }
    }

    private static func addStore(_ service: X0Service, _ room: Room) throws {
        let path = Paths.join(room.home, ".config/baton/config.yml")
        try Files.makeDirectory(Paths.directory(path))
        let text = "default_store: lan\nstores:\n  lan: {type: x0, url: '\(service.url)', allow_http: true}\n"
        try Files.write(Array(text.utf8), to: path)
    }

    private static func addRecipe(
        _ code: String,
        _ server: LoopbackServer?,
        _ isUnredacted: Bool,
        _ room: Room
    ) throws {
        let path = Paths.join(room.home, ".config/baton/recipes/way.lua")
        try Files.makeDirectory(Paths.directory(path))
        let address = server?.url("/way") ?? "http://localhost:1"
        let host = address.hasSuffix("/way") ? String(address.dropLast(4)) : address
        let lua = """
            return baton.recipe {
              about = "Passes secrets on.",
              permissions = {
                sessions = "read", read = { "any" }, write = { "any" }, run = { "any" }, git = "\(code.contains("git.comment") ? "comment" : "notes")", env = { "any" },
                upload = { "any" }, http = { "\(host)" }, \(isUnredacted ? "unredacted = true," : "")
              },
              run = function()
                local text = baton.fs.read("planted.txt")
                local token = text:match("ghp_%w+")
                local password = text:match("DB_PASSWORD=(%w+)")
                local address = "\(address)"
                \(code)
              end,
            }

            """
        try Files.write(Array(lua.utf8), to: path)
    }
}
