internal import JSON
internal import Platform

/// The program of a forge, run without a shell, without questions and without colours.
struct ForgeProgram {
    let forge: Forge
    let host: String
    let directory: String
    let context: Context
    /// Seconds after which a request is given up.
    let timeout: Double

    /// The most bytes of an answer: a hundred comments of the largest size, in JSON.
    static let answerLimit = 64 << 20

    /// Runs it with arguments; what it printed.
    ///
    /// `action` says in an error what was to be done.
    func run(_ arguments: [String], input: [UInt8] = [], to action: String) throws -> [UInt8] {
        var program = Program(forge.program, arguments, input: input, in: directory, timeout: timeout)
        program.environment = environment
        program.outputLimit = Self.answerLimit
        program.hasOwnGroup = true
        program.isCancelled = { Cancellation.isRequested }
        let result: ProgramResult
        do {
            result = try context.programs.run(program)
        } catch PlatformError.programNotFound {
            throw ForgeError.notInstalled(forge)
        } catch PlatformError.programTimedOut(_, let seconds) {
            throw ForgeError.timedOut(forge, seconds: seconds)
        }
        guard result.status == 0 else { throw failure(result, action) }
        guard !result.isTruncated else { throw ForgeError.badAnswer(forge, action: action) }
        return result.output
    }

    /// Asks the forge's interface.
    ///
    /// - Parameters:
    ///   - method: of HTTP.
    ///   - path: below the interface's address.
    ///   - body: what is sent, as JSON on standard input, since arguments can be read by others and are short.
    ///   - action: what is done, for a failure's words.
    /// - Returns: the answer; `nil` when it is empty, as behind a removal.
    /// - Throws: ``ForgeError``.
    func request(_ method: String, _ path: String, body: [UInt8]? = nil, to action: String) throws
        -> JSONValue?
    {
        var arguments = ["api", "--hostname", host, "--method", method]
        if body != nil {
            // GitLab's program takes the body for text otherwise.
            if forge == .gitlab { arguments += ["--header", "Content-Type: application/json"] }
            arguments += ["--input", "-"]
        }
        let output = try run(arguments + [path], input: body ?? [], to: action)
        guard output.contains(where: { $0 > 0x20 }) else { return nil }
        guard let answer = try? JSONParser.parse(output) else {
            throw ForgeError.badAnswer(forge, action: action)
        }
        return answer
    }

    private var environment: [String: String?] {
        var changes: [String: String?] = [
            "NO_COLOR": "1", "LC_ALL": "C",
            "GH_PROMPT_DISABLED": "1", "GH_NO_UPDATE_NOTIFIER": "1",
            "NO_PROMPT": "1", "GLAB_CHECK_UPDATE": "false", "GLAB_SEND_TELEMETRY": "false",
            // A hook that the program sets off through git must not come back here.
            "BATON": "0",
        ]
        // These print requests, write for a terminal that is not there, or wait for a person to look.
        for name in ["GH_DEBUG", "DEBUG", "GH_FORCE_TTY", "GLAMOUR_STYLE", "GH_PAGER", "PAGER", "GLAB_PAGER"]
        {
            changes.updateValue(nil, forKey: name)
        }
        return changes
    }

    // MARK: Failures

    /// What a failure means; of the program's words only the kind is kept.
    private func failure(_ result: ProgramResult, _ action: String) -> ForgeError {
        let said = String(decoding: result.error.prefix(4096), as: UTF8.self).lowercased()
        func says(_ words: String...) -> Bool { words.contains { said.contains($0) } }
        if let status = Self.status(in: said) {
            return status == 401
                ? .notSignedIn(forge, host: host) : .refused(forge, action: action, status: status)
        }
        if forge == .github && result.status == 4
            || says("auth login", "not logged in", "authentication required", "gh_token environment variable")
        {
            return .notSignedIn(forge, host: host)
        }
        if says(
            "error connecting to",
            "dial tcp",
            "no such host",
            "could not resolve host",
            "connection refused",
            "i/o timeout",
            "network is unreachable",
            "tls handshake"
        ) {
            return .noNetwork(forge, host: host)
        }
        if says("no git remotes", "none of the git remotes") { return .noRemote }
        if says("no pull requests found") { return .noRequest(forge, branch: "") }
        if says("could not resolve to a") { return .refused(forge, action: action, status: 404) }
        if says("could not determine current branch", "not on any branch") { return .noBranch }
        return .failed(forge, action: action, status: Int(result.status))
    }

    /// The status in `HTTP 404` or `404 Not Found`, as `gh` and `glab` put it.
    private static func status(in text: String) -> Int? {
        guard
            let mark = text.firstRange(of: "http ") ?? text.firstRange(of: "http/1.1 ")
                ?? text.firstRange(of: "status: ")
        else { return nil }
        let digits = text[mark.upperBound...].prefix(4).prefix { $0.isASCII && $0.isNumber }
        return digits.count == 3 ? Int(digits) : nil
    }
}
