#if canImport(Glibc)
    import Glibc
#else
    import Darwin
#endif
import BatonForge
import BatonGit
import Platform
import TestSupport

/// A stand-in for `gh` or `glab`: a script that writes down what it was asked and answers from files.
///
/// A request is answered by the file `METHOD-path` in `answers`, with all but letters and digits as `-`; without one it fails
/// as the program does for what is not there. A file `METHOD-path.fail` holds an exit status on its first line and what is
/// said on standard error behind it.
struct StandIn {
    let folder: String
    let program: String
    let git: Git
    let context: Context

    init(_ folder: String, _ program: String = "gh", remote: String = "git@github.com:owner/name.git") throws
    {
        self.folder = folder
        self.program = program
        for name in ["bin", "answers", "work"] { try Files.makeDirectory(folder + "/" + name) }
        // Of this machine's programs only git is there: it may well have the real ones.
        guard let real = findProgram("git") else { fatalError("there is no git") }
        let script = Paths.directory(#filePath) + "/Programs/stand-in"
        for (target, name) in [(script, program), (real, "git")] {
            guard symlink(target, folder + "/bin/" + name) == 0 else { fatalError("no link to \(target)") }
        }
        let work = folder + "/work"
        let environment = ["PATH": folder + "/bin", "HOME": folder, "GIT_CONFIG_NOSYSTEM": "1"]
        context = Context(
            environment: environment,
            workingDirectory: work,
            homeDirectory: folder,
            now: { Timestamp(seconds: 1_770_000_000) },
            console: FakeConsole(),
            programs: SystemPrograms(environment: environment)
        )
        for arguments in [["init", "-q", "-b", "topic"], ["remote", "add", "origin", remote]] {
            _ = try context.programs.run(Program("git", arguments, in: work))
        }
        guard let repository = Repository.discover(from: work, context) else { fatalError("no repository") }
        git = Git(repository, context)
    }

    /// Sets the answer to a request.
    func answer(_ request: String, _ text: String) throws {
        try Files.write(Array(text.utf8), to: folder + "/answers/" + key(request))
    }

    /// Makes a request fail.
    func fail(_ request: String, _ status: Int, _ said: String) throws {
        try Files.write(Array("\(status)\n\(said)\n".utf8), to: folder + "/answers/" + key(request) + ".fail")
    }

    private func key(_ request: String) -> String {
        String(request.map { $0.isASCII && ($0.isLetter || $0.isNumber) ? $0 : "-" })
    }

    /// What was asked, one line each.
    var log: [String] {
        let bytes = (try? Files.read(folder + "/log")) ?? []
        return String(decoding: bytes, as: UTF8.self).split(separator: "\n").map(String.init)
    }

    /// What the last request with a body sent.
    func input(_ method: String) throws -> [UInt8] { try Files.read(folder + "/input-" + method) }

    /// Answers as GitHub does for pull request 7 with these comments, each an author's id and a text.
    func github(_ comments: [(author: Int, body: String)], pageSize: Int = 100) throws {
        try answer(
            "GET-pr-view---json-number,state,url",
            #"{"number":7,"state":"OPEN","url":"https://github.com/owner/name/pull/7"}"#
        )
        try answer("GET-user", #"{"login":"me","id":1}"#)
        var page = 1
        var rest = comments.enumerated().map { ($0, $1) }[...]
        repeat {
            let part = rest.prefix(pageSize)
            rest = rest.dropFirst(pageSize)
            let json = part.map { place, comment in
                """
                {"id":\(place + 1),"body":\(TranscriptBuilder.quoted(comment.body)),"user":{"login":"u\(comment.author)",\
                "id":\(comment.author)},"html_url":"https://github.com/owner/name/pull/7#issuecomment-\(place + 1)"}
                """
            }
            try answer(
                "GET-repos/owner/name/issues/7/comments?per_page=100&page=\(page)",
                "[\(json.joined(separator: ","))]"
            )
            page += 1
        } while !rest.isEmpty || comments.count == pageSize * (page - 1)
    }
}
