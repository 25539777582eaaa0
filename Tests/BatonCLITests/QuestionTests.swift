import JSON
import Platform
import TestSupport
import Testing

/// What is asked on a terminal, and what an answer does.
@Suite("Questions")
struct QuestionTests {
    private static let recipe = """
        baton: 1
        about: Shouts.
        permissions: {write: ["."]}
        steps:
          - use: fs.write
            with: {path: shout.txt, content: LOUD}
        """

    private func withProgram(_ body: (Room, InProcess) throws -> Void) throws {
        try withRoom { room throws in
            try room.addSample()
            let program = InProcess(room, home: "home")
            try Files.makeDirectory(Paths.join(room.home, ".config/baton"))
            try Files.create(
                Array(
                    "default_store: desk\nstores: {desk: {type: directory, path: '\(room.root)/shares'}}\n"
                        .utf8
                ),
                at: Paths.join(room.home, ".config/baton/config.yml")
            )
            try body(room, program)
        }
    }

    @Test(
        "nothing leaves when the person says no, or nothing at all",
        arguments: [["n"], [""], ["maybe"], []]
    )
    func noUpload(answers: [String]) throws {
        try withProgram { room, program in
            let result = try program.run("export", "--upload", answers: answers)
            #expect(result.status == 1)
            #expect(result.output.isEmpty)
            #expect(result.error.contains("3 secrets removed") && result.error.contains("Upload it? [y/N]"))
            #expect(!Files.isDirectory(Paths.join(room.root, "shares")))
        }
    }

    @Test("what leaves, and where to, is told before it is asked", arguments: [["y"], ["Yes"]])
    func upload(answers: [String]) throws {
        try withProgram { room, program in
            let result = try program.run("export", "--upload", answers: answers)
            #expect(result.status == 0)
            let question = try #require(result.error.firstRange(of: "Upload it?"))
            let before = result.error[..<question.lowerBound]
            #expect(
                before.contains("desk") && before.contains("2 × aws-key-id") && before.contains("encrypted")
            )
            #expect(try Files.names(in: Paths.join(room.root, "shares")).count == 1)
            let quiet = try program.run("export", "--upload", "--yes", answers: [])
            #expect(quiet.status == 0 && !quiet.error.contains("[y/N]"))
        }
    }

    @Test("bytes that cannot be scanned are asked for once, whatever the options")
    func binary() throws {
        try withProgram { room, program in
            try Files.create([0, 1, 2, 0xff], at: Paths.join(room.work, "a.bin"))
            let no = try program.run("upload", "a.bin", answers: ["n"])
            #expect(no.status == 1 && no.error.contains("cannot be scanned for secrets"))
            #expect(try program.run("upload", "a.bin", "--yes", answers: ["n"]).status == 1)
            #expect(!Files.isDirectory(Paths.join(room.root, "shares")))
            #expect(try program.run("upload", "a.bin", answers: ["y"]).status == 0)
            #expect(
                no.error.contains("Upload it as it is? [y/N]") && no.error.contains("not scanned for secrets")
            )
        }
    }

    @Test("a clone shows what it would install and asks")
    func clone() throws {
        try withProgram { room, program in
            #expect(try program.run("export", "-o", "session.json").status == 0)
            let before = try Room.tree(room.home)
            let no = try program.run("clone", "session.json", answers: ["n"])
            #expect(no.status == 1 && no.output.isEmpty)
            #expect(
                no.error.contains("Fix the empty name in greet.py")
                    && no.error.contains("continues in  \(room.work)")
            )
            #expect(try Room.tree(room.home) == before)
            #expect(try program.run("clone", "session.json", answers: ["y"]).status == 0)
            // A link typed at the prompt stays off the argument list.
            let typed = try program.run("clone", "-", answers: ["file://./session.json"])
            #expect(typed.status == 0 && typed.error.contains("cloned before"))
        }
    }

    @Test("a recipe of the project runs after it was looked at, and any change asks again")
    func trust() throws {
        try withProgram { room, program in
            let path = Paths.join(room.work, ".baton/recipes/shout.yml")
            let made = Paths.join(room.work, "shout.txt")
            try Files.makeDirectory(Paths.directory(path))
            try Files.create(Array(Self.recipe.utf8), at: path)
            let no = try program.run("trust", "shout", answers: ["n"])
            #expect(no.status == 1)
            #expect(no.error.contains("content: LOUD") && no.error.contains("may write files: ."))
            #expect(try program.run("run", "shout", answers: ["y"]).status == 3)
            #expect(Files.status(made) == nil)

            #expect(try program.run("trust", "shout", answers: ["y"]).status == 0)
            #expect(try program.run("trust", "shout", answers: []).error.contains("approved already"))
            let list = try JSONParser.parse(try program.run("trusted", "--json").output)
            let entry = try #require(Array(list.elements).first)
            #expect(entry["path"]?.string == path)
            #expect(entry["sha256"]?.string?.count == 64)
            #expect(entry["permissions"]?.elements.compactMap(\.string) == ["write files: ."])
            #expect(try program.run("run", "shout").status == 0)
            #expect(try Files.read(made) == Array("LOUD".utf8))

            try Files.write(Array(Self.recipe.replacing("LOUD", with: "LOUDER").utf8), to: path)
            #expect(try program.run("run", "shout").status == 3)
            #expect(
                try program.run("trust", "shout", answers: ["n"]).error.contains(
                    "it was changed since you approved it"
                )
            )
            try Files.write(Array(Self.recipe.utf8), to: path)
            try Files.remove(made)
            #expect(try program.run("run", "shout").status == 0)

            #expect(try program.run("untrust", "shout").status == 0)
            #expect(try program.run("run", "shout").status == 3)
            #expect(try program.run("untrust", "shout").status == 1)
            #expect(
                try JSONParser.parse(try program.run("trusted", "--json").output).elements.map { _ in 1 }
                    .isEmpty
            )
        }
    }

    @Test("a path that was approved runs whatever it holds, but requires only what its text names")
    func trustedPath() throws {
        try withProgram { room, program in
            let path = Paths.join(room.work, "mine.lua")
            try Files.create(Array("baton.fs.exists('x') baton.log.say('first')".utf8), at: path)
            #expect(try program.run("run", "mine.lua").status == 3)
            #expect(try program.run("trust", "--path", "mine.lua", answers: ["y"]).status == 0)
            #expect(try program.run("run", "mine.lua").error.contains("first"))
            try Files.write(Array("baton.log.say(require('part'))".utf8), to: path)
            try Files.create(Array("return 'second'".utf8), at: Paths.join(room.work, "part.lua"))
            #expect(try program.run("run", "mine.lua").error.contains("second"))
            try Files.write(Array("baton.log.say(require('pa' .. 'rt'))".utf8), to: path)
            let other = try program.run("run", "mine.lua")
            #expect(other.status == 2 && !other.error.contains("second"))
        }
    }
}
