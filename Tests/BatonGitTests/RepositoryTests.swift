import Platform
import Testing

@testable import BatonGit

@Suite("Repository")
struct RepositoryTests {
    @Test("a repository is found from any directory below its top level")
    func plain() throws {
        try Sandbox.with { box in
            let work = try box.repository("wörk space")
            try Files.makeDirectory(Paths.join(work, "a/b"))
            let found = try #require(
                Repository.discover(from: Paths.join(work, "a/b"), box.context(in: box.path))
            )
            #expect(found.root == work)
            #expect(found.gitDirectory == Paths.join(work, ".git"))
            #expect(found.commonDirectory == found.gitDirectory)
            #expect(found.worktrees == [work])
            #expect(!found.isBare)
            #expect(Repository.discover(from: box.at("home"), box.context(in: box.path)) == nil)
            #expect(Repository.discover(from: box.at("missing"), box.context(in: box.path)) == nil)
        }
    }

    @Test("a directory that only looks like a repository is passed over")
    func decoys() throws {
        try Sandbox.with { box in
            let work = try box.repository()
            let inner = Paths.join(work, "inner")
            for (index, content) in ["gitdir: nowhere", "gitdir:", "", "\u{0}\u{0}", "gitdir: .."]
                .enumerated()
            {
                let decoy = Paths.join(inner, String(index))
                try box.write(content, to: Paths.join(decoy, ".git"))
                #expect(Repository.discover(from: decoy, box.context(in: box.path))?.root == work)
            }
            try Files.makeDirectory(Paths.join(inner, "empty/.git"))
            #expect(
                Repository.discover(from: Paths.join(inner, "empty"), box.context(in: box.path))?.root == work
            )
        }
    }

    @Test(
        "a linked worktree shares the common directory and knows all others",
        arguments: [[], ["--separate-git-dir"]]
    )
    func worktrees(_ option: [String]) throws {
        try Sandbox.with { box in
            let work = try box.repository(
                "main",
                option.isEmpty ? [] : [option[0] + "=" + box.at("elsewhere.git")]
            )
            let side = box.at("side tree")
            try box.git(work, ["worktree", "add", "--quiet", "-b", "side", side])
            try box.git(work, ["worktree", "add", "--quiet", "-b", "gone", box.at("gone")])
            try box.context(in: box.path).programs.run(Program("rm", ["-rf", box.at("gone")])).expectSuccess()
            let context = box.context(in: box.path)
            let fromMain = try #require(Repository.discover(from: work, context))
            let fromSide = try #require(Repository.discover(from: side, context))
            #expect(fromMain.worktrees == [work, side])
            #expect(fromSide.root == side)
            #expect(fromSide.commonDirectory == fromMain.gitDirectory)
            #expect(fromSide.gitDirectory == Paths.join(fromMain.gitDirectory, "worktrees/side-tree"))
            // With the git directory elsewhere nothing on disk names the main worktree, and git does not know it either.
            #expect(fromSide.worktrees == (option.isEmpty ? [work, side] : [side]))
        }
    }

    @Test("a submodule is a repository of its own")
    func submodule() throws {
        try Sandbox.with { box in
            let library = try box.repository("library")
            let work = try box.repository()
            try box.git(work, ["submodule", "--quiet", "add", library, "libs/the library"])
            let context = box.context(in: box.path)
            let path = Paths.join(work, "libs/the library")
            let found = try #require(Repository.discover(from: path, context))
            #expect(found.root == path)
            #expect(found.gitDirectory == Paths.join(work, ".git/modules/libs/the library"))
            #expect(found.worktrees == [path])
            let inside = try #require(Repository.discover(from: found.gitDirectory, context))
            #expect(inside.root == path)
            let side = box.at("side")
            try box.git(path, ["worktree", "add", "--quiet", "-b", "side", side])
            #expect(Repository.discover(from: side, context)?.worktrees == [path, side])
        }
    }

    @Test("a bare repository has no working tree, its worktrees have one")
    func bare() throws {
        try Sandbox.with { box in
            let work = try box.repository()
            let bare = box.at("bare.git")
            try box.git(box.path, ["clone", "--quiet", "--bare", work, bare])
            let side = box.at("side")
            try box.git(bare, ["worktree", "add", "--quiet", "-b", "side", side])
            let context = box.context(in: box.path)
            let found = try #require(Repository.discover(from: Paths.join(bare, "refs"), context))
            #expect(found.isBare)
            #expect(found.root == bare)
            #expect(found.worktrees == [side])
            let linked = try #require(Repository.discover(from: side, context))
            #expect(!linked.isBare)
            #expect(linked.root == side)
            // The layout in which a `.git` file points at a bare repository beside the worktrees.
            try box.write("gitdir: ./bare.git\n", to: box.at("project/../.git"))
            #expect(
                Repository.discover(from: box.path, context.without("GIT_CEILING_DIRECTORIES"))?.isBare
                    == true
            )
        }
    }

    @Test("inside the git directory the top level is the one around it")
    func insideGitDirectory() throws {
        try Sandbox.with { box in
            let work = try box.repository()
            let found = Repository.discover(from: Paths.join(work, ".git/hooks"), box.context(in: box.path))
            #expect(found?.root == work)
        }
    }

    @Test("the variables that git sets for a hook count in the working directory alone")
    func variables() throws {
        try Sandbox.with { box in
            let work = try box.repository("one")
            let other = try box.repository("two")
            let variables = ["GIT_DIR": Paths.join(other, ".git"), "GIT_WORK_TREE": other]
            let context = box.context(in: work, variables)
            #expect(Repository.discover(from: work, context)?.root == other)
            try Files.makeDirectory(box.at("one/sub"))
            #expect(Repository.discover(from: box.at("one/sub"), context)?.root == work)
            let alone = box.context(in: work, ["GIT_DIR": "../two/.git"])
            let found = Repository.discover(from: work, alone)
            #expect(found?.gitDirectory == Paths.join(other, ".git"))
            #expect(found?.root == work)
            #expect(Repository.discover(from: work, box.context(in: work, ["GIT_DIR": "/nowhere"])) == nil)
            let receiving = box.context(in: Paths.join(work, ".git"), ["GIT_DIR": "."])
            #expect(Repository.discover(from: Paths.join(work, ".git"), receiving)?.root == work)
            let elsewhere = box.context(in: work, ["GIT_WORK_TREE": box.at("home")])
            #expect(Repository.discover(from: work, elsewhere)?.root == box.at("home"))
        }
    }

    @Test("git agrees on top level, git directory and worktrees")
    func agreesWithGit() throws {
        try Sandbox.with { box in
            let work = try box.repository()
            try box.git(work, ["worktree", "add", "--quiet", "-b", "side", box.at("side")])
            try box.git(work, ["config", "extensions.worktreeConfig", "true"])
            for place in [work, box.at("side")] {
                let found = try #require(Repository.discover(from: place, box.context(in: box.path)))
                #expect(try box.git(place, ["rev-parse", "--show-toplevel"]) == found.root)
                #expect(try box.git(place, ["rev-parse", "--absolute-git-dir"]) == found.gitDirectory)
                let listed = try box.git(place, ["worktree", "list", "--porcelain"]).split(separator: "\n")
                    .filter { $0.hasPrefix("worktree ") }.map { String($0.dropFirst("worktree ".count)) }
                #expect(found.worktrees == listed)
            }
        }
    }

    @Test("plain settings are read as git reads them")
    func configFile() throws {
        try Sandbox.with { box in
            let text = """
                [core] bare = TRUE
                \tworktree = "a b" # c
                [core "sub"]
                \tbare = false
                [Core]
                ; bare = no
                \tfileMode
                \tWorkTree = x\\\\y ; z
                \tother = a  b\u{20}\u{20}
                """
            let file = box.at("config")
            try box.write(text, to: file)
            for entry in ConfigFile.entries(text) {
                let values = try box.git(
                    box.path,
                    ["config", "-f", file, "--get-all", "\(entry.section).\(entry.name)"]
                )
                #expect(
                    values.split(separator: "\n", omittingEmptySubsequences: false).contains {
                        $0 == entry.value ?? ""
                    }
                )
            }
            #expect(
                ConfigFile.entries(text).map(\.name) == ["bare", "worktree", "filemode", "worktree", "other"]
            )
        }
    }
}

extension ProgramResult {
    /// Records an issue when the program failed.
    func expectSuccess() { #expect(status == 0, "\(String(decoding: error, as: UTF8.self))") }
}

extension Context {
    /// The same without one variable.
    func without(_ name: String) -> Context {
        var copy = self
        copy.environment[name] = nil
        return copy
    }
}
