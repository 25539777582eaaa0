import Platform
import Testing

@testable import BatonGit

@Suite("Hook queue")
struct HookQueueTests {
    private func id(_ digit: Character, _ count: Int = 40) -> String {
        String(repeating: digit, count: count)
    }

    private func job(_ milliseconds: Int64 = 1_770_000_000_000) -> HookJob {
        var job = HookJob(
            hook: .postRewrite,
            time: Timestamp(milliseconds: milliseconds),
            worktree: "/a b/ü\n"
        )
        job.commit = id("a", 64)
        job.branch = "feature/ünï\"code"
        job.moment = HookMoment(.squash, sources: [id("b"), id("c")])
        job.parent = id("d")
        job.arguments = ["amend", ""]
        job.rewrites = [HookJob.Rewrite(old: id("1"), new: id("2"))]
        job.environment = ["CLAUDECODE": "1"]
        job.processes = [1, 77]
        job.attempts = 2
        job.failure = "why \u{1b}[31m"
        return job
    }

    @Test("a job reads back as it was written, for its owner alone")
    func roundTrip() throws {
        try Sandbox.with { box in
            let work = try box.repository()
            let queue = HookQueue(try box.open(work).repository)
            #expect(try queue.names() == [])
            #expect(try queue.add(job()))
            let name = try #require(try queue.names().first)
            #expect(queue.job(name) == job())
            let path = Paths.join(work, ".git/baton/queue/" + name)
            #expect(Files.status(path)?.mode == 0o600)
            #expect(Files.status(Paths.directory(path))?.mode == 0o700)
            try queue.remove(name)
            #expect(try queue.names() == [])
        }
    }

    @Test("jobs are taken in the order of their time")
    func order() throws {
        try Sandbox.with { box in
            let queue = HookQueue(try box.open(try box.repository()).repository)
            for time in [5, 1 << 41, 999, 0, 1_770_000_000_001, 1_770_000_000_000] as [Int64] {
                #expect(try queue.add(job(time)))
            }
            let times = try queue.names().compactMap { queue.job($0)?.time.milliseconds }
            #expect(times == [0, 5, 999, 1_770_000_000_000, 1_770_000_000_001, 1 << 41])
        }
    }

    @Test(
        "a file that holds no job is none",
        arguments: [
            "", "{", "[]", "{\"version\":1}",
            "{\"version\":2,\"hook\":\"post-commit\",\"time\":1,\"worktree\":\"/a\"}",
            "{\"version\":1,\"hook\":\"update\",\"time\":1,\"worktree\":\"/a\"}",
            "{\"version\":1,\"hook\":\"post-commit\",\"time\":1,\"worktree\":\"../a\"}",
            "{\"version\":1,\"hook\":\"post-commit\",\"time\":\"1\",\"worktree\":\"/a\"}",
        ]
    )
    func hostile(_ text: String) { #expect(HookJob(Array(text.utf8)) == nil) }

    @Test("ids, branches and options in a job's file are checked")
    func checked() throws {
        let text = """
            {"version":1,"hook":"post-commit","time":1,"worktree":"/a","commit":"--help","branch":"-x","attempts":-4,\
            "operation":"dance","sources":["HEAD","\(id("e"))",3],"rewrites":["x y","\(id("1")) \(id("2"))"],\
            "processes":[99999999999,-1,5]}
            """
        let job = try #require(HookJob(Array(text.utf8)))
        #expect(job.commit == nil)
        #expect(job.branch == nil)
        #expect(job.attempts == 0)
        #expect(job.moment == HookMoment(.commit, sources: [id("e")]))
        #expect(job.rewrites == [HookJob.Rewrite(old: id("1"), new: id("2"))])
        #expect(job.processes == [-1, 5])
    }

    @Test("what post-rewrite is told is read line by line, and not without end")
    func rewrites() {
        let line = "\(id("1")) \(id("2")) extra\n"
        #expect(HookJob.rewrites(Array((line + "x\n\n" + line).utf8)).count == 2)
        #expect(
            HookJob.rewrites(Array(String(repeating: line, count: 30_000).utf8)).count == HookJob.mostRewrites
        )
    }

    @Test("a queue that is full takes no more")
    func full() throws {
        try Sandbox.with { box in
            let work = try box.repository()
            let queue = HookQueue(try box.open(work).repository)
            #expect(try queue.add(job()))
            let folder = Paths.join(work, ".git/baton/queue")
            for number in 1..<HookQueue.most {
                try Files.create([], at: Paths.join(folder, "0-\(number).json"))
            }
            #expect(try !queue.add(job()))
        }
    }

    @Test("a failure is told once, and kept until it is forgotten")
    func failures() throws {
        try Sandbox.with { box in
            let queue = HookQueue(try box.open(try box.repository()).repository)
            for time in 0..<Int64(HookQueue.mostFailed + 5) {
                #expect(try queue.add(job(time)))
                let name = try #require(try queue.names().first)
                try queue.setAside(try #require(queue.job(name)), name)
            }
            #expect(try queue.names() == [])
            #expect(queue.failures().count == HookQueue.mostFailed)
            #expect(queue.failures().first?.time.milliseconds == 5)
            #expect(queue.takeNews().count == HookQueue.mostFailed)
            #expect(queue.takeNews() == [])
            #expect(queue.failures().count == HookQueue.mostFailed)
            try queue.forgetFailures()
            #expect(queue.failures() == [])
        }
    }

    @Test("one worker has the lock, and gives it back")
    func lock() throws {
        try Sandbox.with { box in
            let queue = HookQueue(try box.open(try box.repository()).repository)
            do {
                let lock = try #require(try queue.lock())
                #expect(try queue.lock() == nil)
                withExtendedLifetime(lock) {}
            }
            #expect(try queue.lock() != nil)
        }
    }

    @Test("all of it goes without a trace, what a killed writer left too")
    func removed() throws {
        try Sandbox.with { box in
            let work = try box.repository()
            let before = try box.snapshot(Paths.join(work, ".git"))
            let queue = HookQueue(try box.open(work).repository)
            _ = try queue.lock()
            #expect(try queue.add(job()))
            try Files.create([], at: Paths.join(work, ".git/baton/queue/.baton-x.tmp"))
            queue.clean(now: Timestamp(seconds: 0))
            #expect(Files.status(Paths.join(work, ".git/baton/queue/.baton-x.tmp")) != nil)
            queue.clean(now: Timestamp(seconds: 100_000_000_000))
            #expect(Files.status(Paths.join(work, ".git/baton/queue/.baton-x.tmp")) == nil)
            try queue.removeAll()
            #expect(try box.snapshot(Paths.join(work, ".git")) == before)
        }
    }
}

@Suite("HEAD from its files")
struct HeadFileTests {
    @Test("it says what git says", arguments: ["sha1", "sha256"])
    func head(_ format: String) throws {
        try Sandbox.with { box in
            let work = try box.repository("wörk tree", ["--object-format=" + format])
            func check(_ directory: String, isUnknown: Bool = false) throws {
                let git = try box.open(directory)
                let state = git.repository.head()
                #expect(try state.commit == git.head())
                #expect(try state.branch == git.branch())
                #expect(state.isUnknown == isUnknown)
            }
            try check(work)
            try box.git(work, ["pack-refs", "--all"])
            try check(work)
            try box.git(work, ["checkout", "--quiet", "-b", "feature/a-b"])
            try box.commit(work, "second")
            try check(work)
            try box.git(work, ["worktree", "add", "--quiet", "-b", "side", box.at("side")])
            try box.commit(box.at("side"), "third")
            try check(box.at("side"))
            try check(work)
            try box.git(work, ["checkout", "--quiet", "--detach"])
            try check(work)
            try box.git(work, ["checkout", "--quiet", "--orphan", "new"])
            try check(work)
        }
    }

    @Test("where the files do not tell it says so")
    func unknown() throws {
        try Sandbox.with { box in
            let work = try box.repository()
            for text in ["ref: refs/heads/.invalid\n", "nonsense\n", "", "ref: ../../etc/passwd\n"] {
                try box.write(text, to: Paths.join(work, ".git/HEAD"))
                let repository = try #require(Repository.discover(from: work, box.context(in: work)))
                #expect(repository.head() == HeadState(commit: nil, branch: nil, isUnknown: true))
            }
            try Files.remove(Paths.join(work, ".git/HEAD"))
        }
    }

    @Test("a ref that points to itself ends")
    func circle() throws {
        try Sandbox.with { box in
            let work = try box.repository()
            try box.write("ref: refs/heads/main\n", to: Paths.join(work, ".git/refs/heads/main"))
            let repository = try #require(Repository.discover(from: work, box.context(in: work)))
            #expect(repository.head().commit == nil)
        }
    }
}
