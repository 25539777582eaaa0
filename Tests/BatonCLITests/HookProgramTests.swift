import BatonGit
import BatonSessions
import JSON
import Platform
import TestSupport
import Testing

/// A room with a repository, a session and recipes of the person's own.
private struct HookRoom {
    var room: Room

    static func with(_ body: (inout HookRoom) throws -> Void) throws {
        try withRoom { room in
            var here = HookRoom(room: room)
            try here.git("init", "--quiet", "--initial-branch=main")
            try here.git("config", "user.name", "Ada")
            try here.git("config", "user.email", "ada@example.org")
            try body(&here)
        }
    }

    @discardableResult
    func git(_ arguments: String..., in directory: String? = nil, more: [String: String] = [:]) throws
        -> Platform.ProgramResult
    {
        var room = room
        room.directory = directory ?? room.directory
        room.environment.merge(more) { $1 }
        let result = try room.run("git", arguments)
        if result.status != 0 {
            Issue.record("git \(arguments): \(String(decoding: result.error, as: UTF8.self))")
        }
        return result
    }

    func commit(_ message: String, in directory: String? = nil, more: [String: String] = [:]) throws -> String
    {
        let result = try git("commit", "--quiet", "--allow-empty", "-m", message, in: directory, more: more)
        return String(decoding: result.error, as: UTF8.self)
    }

    @discardableResult
    func baton(_ arguments: String...) throws -> Platform.ProgramResult {
        let result = try room.baton(arguments)
        if result.status != 0 {
            Issue.record("baton \(arguments): \(String(decoding: result.error, as: UTF8.self))")
        }
        return result
    }

    func recipe(_ name: String, _ text: String) throws {
        let folder = Paths.join(room.home, ".config/baton/recipes")
        try Files.makeDirectory(folder)
        try Files.write(Array(text.utf8), to: Paths.join(folder, name))
    }

    func text(_ name: String) -> String? {
        (try? Files.read(Paths.join(room.work, name))).map { String(decoding: $0, as: UTF8.self) }
    }

    var repository: BatonGit.Repository {
        get throws {
            let context = Context.poisoned(workingDirectory: "/", homeDirectory: room.home)
            return try #require(BatonGit.Repository.discover(from: room.work, context))
        }
    }

    /// Writes what a recipe knows into the file `out`.
    static let telling = """
        baton: 1
        about: Tell what the hook said.
        hooks: [post-commit]
        background: true
        inputs:
          hook: {type: string}
          commit: {type: string}
          branch: {type: string}
          files: {type: list, default: []}
          other: {type: string, default: kept}
        permissions: {write: ["."], env: ["*"]}
        steps:
          - use: fs.write
            with:
              path: out
              content: "${{ inputs.hook }} ${{ inputs.commit == run.commit }} ${{ inputs.branch }} ${{ table.concat(inputs.files, ',') }} ${{ inputs.other }} ${{ #run.files }}"
              if_exists: replace
        """
}

@Suite("Hooks of the program")
struct HookProgramTests {
    @Test("what need not be waited for runs when git has gone on, and knows the commit")
    func background() throws {
        try HookRoom.with { at in
            try at.recipe("tell.yml", HookRoom.telling)
            try at.baton("hooks", "install", "--recipe", "tell")
            try Files.write(Array("x".utf8), to: Paths.join(at.room.work, "a ü.txt"))
            try at.git("add", "a ü.txt")
            #expect(try at.commit("one") == "")
            try at.baton("hooks", "work", "--wait")
            #expect(at.text("out") == "post-commit true main a ü.txt kept 1")
            #expect(try HookQueue(at.repository).names() == [])
            try at.baton("hooks", "uninstall")
            #expect(Files.status(Paths.join(at.room.work, ".git/baton")) == nil)
        }
    }

    @Test("nobody who reads git's output waits for the worker")
    func pipes() throws {
        try HookRoom.with { at in
            let slow = """
                baton: 1
                about: Take a while.
                hooks: [post-commit]
                background: true
                permissions: {run: [sleep], write: ["."]}
                steps:
                  - exec: [sleep, "4"]
                  - use: fs.write
                    with: {path: done, content: yes it is}
                """
            try at.recipe("slow.yml", slow)
            try at.baton("hooks", "install", "--recipe", "slow")
            let clock = ContinuousClock()
            let start = clock.now
            // A pipe, and a descriptor that a careless parent left open.
            let script = "exec 7>&1; git commit --quiet --allow-empty -m one 2>&1 | cat"
            let result = try at.room.run("sh", ["-c", script])
            #expect(result.status == 0)
            #expect(clock.now - start < .seconds(3))
            #expect(at.text("done") == nil)
            try at.baton("hooks", "work", "--wait")
            #expect(at.text("done") == "yes it is")
        }
    }

    @Test("commits in two worktrees at once all get their notes", .timeLimit(.minutes(5)))
    func concurrent() throws {
        try HookRoom.with { at in
            try at.recipe(
                "note.yml",
                """
                baton: 1
                about: Note the commit's own id.
                hooks: [post-commit]
                background: true
                permissions: {git: notes}
                steps:
                  - use: git.note
                    with: {commit: "${{ run.commit }}", content: "${{ run.commit }} ${{ run.branch }}"}
                """
            )
            try at.baton("hooks", "install", "--recipe", "note")
            _ = try at.commit("first")
            let side = Paths.join(at.room.root, "side")
            try at.git("worktree", "add", "--quiet", "-b", "side", side)
            func loop(_ word: String) -> String {
                "i=0; while [ $i -lt 20 ]; do i=$((i+1)); git commit -q --allow-empty -m \(word)$i || exit 1; done"
            }
            // Not by 'wait', which does not end in dash where the one who started it blocks SIGCHLD.
            let script =
                "(cd '\(side)' && \(loop("side")); : > ../done) & \(loop("main")); until [ -e ../done ]; do sleep 0.05; done"
            let result = try at.room.run("sh", ["-c", script])
            #expect(result == Platform.ProgramResult(status: 0))
            try at.baton("hooks", "work", "--wait")
            let commits = try at.git("rev-list", "--all", "--not", "--glob=refs/notes/*").text.split(
                separator: "\n"
            ).sorted()
            let noted = try at.git("notes", "--ref=baton", "list").text.split(separator: "\n")
                .compactMap { $0.split(separator: " ").last }.sorted()
            #expect(commits.count == 41)
            #expect(noted == commits)
            #expect(try HookQueue(at.repository).failures() == [])
        }
    }

    @Test("what a killed worker left is done by the next one, and what it half wrote is none")
    func killed() throws {
        try HookRoom.with { at in
            try at.recipe("tell.yml", HookRoom.telling)
            try at.baton("hooks", "install", "--recipe", "tell")
            let queue = HookQueue(try at.repository)
            do {
                // As long as somebody else seems to work nobody is started.
                let lock = try #require(try queue.lock())
                _ = try at.commit("one")
                #expect(try queue.names().count == 1)
                withExtendedLifetime(lock) {}
            }
            try Files.create(Array("{".utf8), at: Paths.join(at.room.work, ".git/baton/queue/000-x.json"))
            let name = try #require(try queue.names().last)
            var job = try #require(queue.job(name))
            job.attempts = 1
            try queue.update(job, name)
            _ = try at.commit("two")
            try at.baton("hooks", "work", "--wait")
            #expect(try queue.names() == [])
            #expect(at.text("out")?.hasPrefix("post-commit true main") == true)
            #expect(queue.failures() == [])
        }
    }

    @Test("a job that kills its worker each time is kept aside, told once, and shown by status")
    func cutOff() throws {
        try HookRoom.with { at in
            try at.baton("hooks", "install")
            let queue = HookQueue(try at.repository)
            do {
                let lock = try #require(try queue.lock())
                _ = try at.commit("one")
                withExtendedLifetime(lock) {}
            }
            let name = try #require(try queue.names().first)
            var job = try #require(queue.job(name))
            job.attempts = HookQueue.attempts
            try queue.update(job, name)
            try at.baton("hooks", "work", "--wait")
            #expect(queue.failures().count == 1)
            let status = try at.baton("hooks", "status", "--json")
            let root = try JSONParser.parse(status.output)
            #expect(
                root["failed"]?.elements.first { _ in true }?["failure"]?.string == "it was cut off 3 times"
            )
            #expect(
                try at.commit("two").contains("an earlier post-commit hook failed: it was cut off 3 times")
            )
            #expect(try at.commit("three") == "")
            try at.baton("hooks", "status", "--forget")
            #expect(queue.failures() == [])
        }
    }

    @Test("a recipe that fails is tried no more than it can help, and the commit stays")
    func failing() throws {
        try HookRoom.with { at in
            try at.recipe(
                "bad.lua",
                """
                return baton.recipe { about = "Fail.", hooks = { "post-commit" }, background = true,
                  run = function() error("no luck today") end }
                """
            )
            try at.baton("hooks", "install", "--recipe", "bad")
            #expect(try at.commit("one") == "")
            try at.baton("hooks", "work", "--wait")
            let failure = try HookQueue(at.repository).failures().first
            #expect(failure?.failure?.contains("no luck today") == true)
            #expect(try at.git("log", "--format=%s").text == "one")
        }
    }

    @Test("in front of git a recipe speaks where git shows it, cannot ask, and its failure is one line")
    func foreground() throws {
        try HookRoom.with { at in
            try at.recipe(
                "front.lua",
                """
                return baton.recipe { about = "Speak.", inputs = { hook = { type = "string" }, file = { type = "path" }, args = { type = "list" } },
                  run = function(inputs)
                    local context = baton.recipes.context()
                    print("out of " .. inputs.hook .. " " .. #inputs.args .. " " .. tostring(context.file == inputs.file))
                    local _, problem = baton.try(baton.prompt.input, "name?")
                    baton.log.say(problem and problem.kind or "asked")
                    error("line one\\nline two")
                  end }
                """
            )
            try at.baton("hooks", "install", "commit-msg", "--recipe", "front")
            let result = try at.git("commit", "--quiet", "--allow-empty", "-m", "one")
            let lines = String(decoding: result.error, as: UTF8.self).split(separator: "\n")
            #expect(result.output == [])
            #expect(lines.count == 3)
            #expect(lines.first == "out of commit-msg 1 true")
            #expect(lines.dropFirst().first == "prompt.not_interactive")
            #expect(lines.last?.hasPrefix("baton: commit-msg: ") == true)
            #expect(lines.last?.contains("line one") == true)
            #expect(try at.git("log", "--format=%s").text == "one")
        }
    }

    @Test("a recipe that takes too long is ended, and the commit goes on")
    func limit() throws {
        try HookRoom.with { at in
            try at.recipe(
                "long.lua",
                """
                return baton.recipe { about = "Wait.", limits = { wall = "1s" },
                  run = function() while true do end end }
                """
            )
            try at.baton("hooks", "install", "pre-commit", "--recipe", "long")
            let clock = ContinuousClock()
            let start = clock.now
            #expect(try at.commit("one").contains("baton: pre-commit: "))
            #expect(clock.now - start < .seconds(10))
        }
    }

    @Test("what nobody trusted does not run, and one line says how to change that")
    func untrusted() throws {
        try HookRoom.with { at in
            let folder = Paths.join(at.room.work, ".baton/recipes")
            try Files.makeDirectory(folder)
            try Files.write(Array(HookRoom.telling.utf8), to: Paths.join(folder, "theirs.yml"))
            let asked = try at.baton("hooks", "install", "pre-commit", "--recipe", "theirs")
            #expect(String(decoding: asked.error, as: UTF8.self).contains("baton trust theirs"))
            let said = try at.commit("one")
            #expect(said.split(separator: "\n").count == 1)
            #expect(said.contains("baton trust theirs"))
            #expect(at.text("out") == nil)
            let status = try at.baton("hooks", "status")
            #expect(String(decoding: status.error, as: UTF8.self).contains("'theirs' is not trusted"))
        }
    }

    @Test(
        "each switch turns all of it off",
        arguments: ["BATON=0", "repository", "person", "command line"]
    )
    func switches(_ kind: String) throws {
        try HookRoom.with { at in
            try at.recipe("tell.yml", HookRoom.telling)
            try at.baton("hooks", "install", "--recipe", "tell")
            switch kind {
            case "BATON=0": _ = try at.commit("one", more: ["BATON": "0"])
            case "command line":
                try at.git("-c", "baton.enabled=false", "commit", "--quiet", "--allow-empty", "-m", "one")
            default:
                let scope = kind == "person" ? "--global" : "--local"
                try at.git("config", scope, "baton.enabled", "false")
                _ = try at.commit("one")
                let status = try at.baton("hooks", "status")
                #expect(String(decoding: status.error, as: UTF8.self).contains("baton.enabled is false"))
            }
            try at.baton("hooks", "work", "--wait")
            #expect(at.text("out") == nil)
            #expect(try HookQueue(at.repository).names() == [])
        }
    }

    @Test("without a home, a PATH to baton, a language or a terminal a commit is as ever")
    func bare() throws {
        try HookRoom.with { at in
            try at.recipe("tell.yml", HookRoom.telling)
            try at.baton("hooks", "install", "--recipe", "tell")
            let result = try at.room.run(
                "env",
                [
                    "-i", "PATH=/usr/bin:/bin", "GIT_CONFIG_NOSYSTEM=1", "git", "commit", "--quiet",
                    "--allow-empty", "-m", "one",
                ]
            )
            #expect(result == Platform.ProgramResult(status: 0))
            try at.baton("hooks", "work", "--wait")
            #expect(try at.git("log", "--format=%s").text == "one")
        }
    }

    @Test("a baton that is gone costs nothing and says nothing")
    func gone() throws {
        try HookRoom.with { at in
            try at.baton("hooks", "install")
            let hook = Paths.join(at.room.work, ".git/hooks/post-commit")
            let text = String(decoding: try Files.read(hook), as: UTF8.self)
            try Files.write(
                Array(text.replacing(BuiltProgram.path, with: "/nowhere/baton").utf8),
                to: hook,
                mode: 0o755
            )
            let clock = ContinuousClock()
            let start = clock.now
            #expect(try at.commit("one") == "")
            #expect(clock.now - start < .seconds(1))
            #expect(try HookQueue(at.repository).names() == [])
        }
    }

    @Test("git's own variables and secrets do not reach the worker")
    func environment() throws {
        try HookRoom.with { at in
            try at.recipe(
                "env.lua",
                """
                return baton.recipe { about = "Look.", hooks = { "post-commit" }, background = true,
                  permissions = { run = { "env" }, write = { "." } },
                  run = function()
                    baton.fs.write("out", baton.proc.run({ "env" }).stdout)
                  end }
                """
            )
            try at.baton("hooks", "install", "--recipe", "env")
            let side = Paths.join(at.room.root, "side")
            _ = try at.commit("first")
            try at.baton("hooks", "work", "--wait")
            try Files.remove(Paths.join(at.room.work, "out"))
            try at.git("worktree", "add", "--quiet", "-b", "side", side)
            let more = [
                "CLAUDECODE": "1", "CLAUDE_CODE_SESSION_ID": "x-1", "MY_TOKEN": "hidden", "BATON_X": "kept",
            ]
            _ = try at.commit("one", in: side, more: more)
            try at.baton("hooks", "work", "--wait")
            let text = String(decoding: try Files.read(Paths.join(side, "out")), as: UTF8.self)
            let names = Set(
                text.split(separator: "\n").compactMap { $0.split(separator: "=").first.map(String.init) }
            )
            #expect(names.isDisjoint(with: ["GIT_DIR", "GIT_INDEX_FILE", "GIT_PREFIX", "MY_TOKEN"]))
            #expect(names.isSuperset(of: ["HOME", "PATH", "CLAUDECODE", "CLAUDE_CODE_SESSION_ID"]))
        }
    }

    @Test("a push that leaves context behind is told of it once, and goes through")
    func reminder() throws {
        try HookRoom.with { at in
            try at.room.addSample()
            let remote = Paths.join(at.room.root, "remote.git")
            try at.git("init", "--quiet", "--bare", remote)
            try at.git("remote", "add", "origin", remote)
            _ = try at.commit("one")
            _ = try at.commit("two")
            try at.git("notes", "--ref=baton", "add", "-m", "context")
            try at.git("commit", "--quiet", "--allow-empty", "-m", "three\n\nBaton-Session: abc")
            try at.baton("hooks", "install", "--remind")
            func push(_ refs: String...) throws -> String {
                let result = try at.room.run("git", ["push", "--quiet", "origin"] + refs)
                #expect(result.status == 0)
                return String(decoding: result.error, as: UTF8.self)
            }
            let first = try push("main", "HEAD:refs/heads/copy")
            #expect(first.contains("baton: 1 of 3 new commits have no context\n"))
            #expect(first.contains("baton: the notes of 1 commit stay here\nhint: baton notes push\n"))
            #expect(first.split(separator: "\n").filter { $0.hasPrefix("baton:") }.count == 2)
            #expect(try push("main") == "")
            _ = try at.commit("four\n\nBaton-Session: abc")
            #expect(try push("main") == "")
            _ = try at.commit("five")
            #expect(try push("main").contains("baton: the new commit has no context\n"))
            #expect(try push(":copy") == "")
            _ = try at.commit("six")
            try at.git("config", "baton.remind", "false")
            #expect(try push("main") == "")
        }
    }

    @Test("picks are not taken for the work of the session that runs")
    func picks() throws {
        try HookRoom.with { at in
            try at.recipe("tell.yml", HookRoom.telling)
            try at.baton("hooks", "install", "--attach", "note", "--recipe", "tell")
            try at.baton("hooks", "uninstall", "--recipe", "commit-context")
            try at.baton("hooks", "install", "--attach", "link", "--recipe", "tell")
            _ = try at.commit("first")
            try at.git("checkout", "--quiet", "-b", "topic")
            try Files.write([0x78], to: Paths.join(at.room.work, "x"))
            try at.git("add", "x")
            _ = try at.commit("on the topic")
            try at.git("checkout", "--quiet", "main")
            _ = try at.commit("second")
            try at.baton("hooks", "work", "--wait")
            try Files.remove(Paths.join(at.room.work, "out"))
            try at.git("cherry-pick", "topic")
            try at.baton("hooks", "work", "--wait")
            #expect(at.text("out") == nil)
            try at.git("checkout", "--quiet", "topic")
            try at.git("rebase", "--quiet", "main~1")
            try at.baton("hooks", "work", "--wait")
            #expect(at.text("out") == nil)
            _ = try at.commit("by hand")
            try at.baton("hooks", "work", "--wait")
            #expect(at.text("out")?.hasPrefix("post-commit true topic") == true)
        }
    }

    @Test("several hooks go in together, or not at all")
    func together() throws {
        try HookRoom.with { at in
            try at.recipe("tell.yml", HookRoom.telling)
            let before = try Room.tree(Paths.join(at.room.work, ".git"))
            try at.git("config", "core.hooksPath", ".git/HEAD/hooks")
            let config = try Files.read(Paths.join(at.room.work, ".git/config"))
            let failed = try at.room.baton([
                "hooks", "install", "--attach", "note", "--recipe", "tell", "--remind",
            ])
            #expect(failed.status == 2)
            #expect(String(decoding: failed.error, as: UTF8.self).contains("cannot be changed"))
            #expect(try Files.read(Paths.join(at.room.work, ".git/config")) == config)
            try at.git("config", "--unset", "core.hooksPath")
            try at.baton("hooks", "install", "--attach", "note", "--recipe", "tell", "--remind")
            let status = try JSONParser.parse(try at.baton("hooks", "status", "--json").output)
            let active = status["hooks"]?.elements.filter { $0["state"]?.string == "active" }.compactMap {
                $0["hook"]?.string
            }
            #expect(active == ["prepare-commit-msg", "post-commit", "pre-push", "post-rewrite"])
            #expect(status["remind"]?.bool == true)
            _ = try at.commit("one")
            try at.baton("hooks", "work", "--wait")
            try at.baton("hooks", "uninstall")
            let after = try Room.tree(Paths.join(at.room.work, ".git"))
            for (path, bytes) in before { #expect(path.hasSuffix("HEAD") || after[path] == bytes, "\(path)") }
            #expect(
                after.keys.filter { $0.contains("/hooks/") }.sorted()
                    == before.keys.filter { $0.contains("/hooks/") }.sorted()
            )
        }
    }
}
