public import Platform

/// Files of a remote repository that stand under a ref of their own each, as a commit without parents.
///
/// All is done in a bare repository that is made for the moment: neither the hooks nor the settings of any other
/// repository count, only the person's own settings, which hold how one gets in. Nothing goes through a shell.
public struct FileRefs {
    /// What came of looking for a file.
    public enum Fetched: Sendable, Equatable {
        /// The file.
        case bytes([UInt8])
        /// There is no such ref.
        case missing
        /// It is larger than allowed.
        case tooLarge
    }

    private let folder: String
    private let context: Context
    private let allowsPlainHTTP: Bool

    /// How long one command may take, in seconds.
    private static let patience: Double = 900

    /// Files that pass through a folder under `directory` on their way.
    public init(directory: String, allowsPlainHTTP: Bool = false, _ context: Context) {
        folder = directory
        self.context = context
        self.allowsPlainHTTP = allowsPlainHTTP
    }

    /// Sends the file at `path` under `ref`.
    ///
    /// - Parameters:
    ///   - path: the file, which is read piece by piece.
    ///   - name: its name in the commit's tree.
    ///   - ref: the full name of a ref that is not there yet.
    ///   - address: the repository; see ``GitAddress``.
    ///   - time: the time of the commit.
    /// - Throws: ``GitError``, ``PlatformError``.
    public func put(path: String, name: String, ref: String, to address: GitAddress, time: Timestamp) throws {
        let ref = try checked(ref)
        guard !name.isEmpty, name.utf8.allSatisfy(Self.isNameByte), !name.hasPrefix(".") else {
            throw GitError.badArgument(kind: "file name", text: name)
        }
        try withRepository { repository in
            let blob = try repository.object(["hash-object", "-w", "--no-filters", "--", path])
            let tree = try repository.object(["mktree"], input: Array("100644 blob \(blob)\t\(name)\n".utf8))
            let moment = "\(time.milliseconds / 1000) +0000"
            let commit = try repository.object(
                ["commit-tree", "-m", "Share a file", tree],
                environment: [
                    "GIT_AUTHOR_NAME": "baton", "GIT_AUTHOR_EMAIL": "baton@localhost",
                    "GIT_AUTHOR_DATE": moment, "GIT_COMMITTER_NAME": "baton",
                    "GIT_COMMITTER_EMAIL": "baton@localhost", "GIT_COMMITTER_DATE": moment,
                ]
            )
            _ = try repository.run(["push", "--quiet", "--no-verify", "--", address.text, "\(commit):\(ref)"])
        }
    }

    /// The only file of the commit under `ref`, in at most `limit` bytes.
    ///
    /// - Throws: ``GitError``, ``PlatformError``.
    public func get(ref: String, from address: GitAddress, limit: Int) throws -> Fetched {
        let ref = try checked(ref)
        return try withRepository { repository in
            guard try repository.has(ref, at: address) else { return .missing }
            // A server sends what it likes; the folder is looked at while it grows. Deflated data may be a bit longer.
            let (packs, most) = (Paths.join(repository.path, "objects/pack"), limit + limit >> 8 + 1 << 20)
            do {
                _ = try repository.run(
                    ["fetch", "--quiet", "--no-tags", "--depth=1", "--", address.text, "+\(ref):refs/taken"],
                    isCancelled: { Self.size(of: packs) > most }
                )
            } catch PlatformError.interrupted where !Cancellation.isRequested {
                return .tooLarge
            }
            // One file and no folder: a commit with more is none of ours.
            let listed = try repository.run(["ls-tree", "-z", "-l", "refs/taken"], outputLimit: 4096).output
            let entries = listed.split(separator: 0)
            let parts = (entries.first ?? []).prefix { $0 != 0x09 }.split(separator: 0x20)
            guard entries.count == 1, parts.count == 4, parts[1].elementsEqual("blob".utf8),
                let size = Int(String(decoding: parts[3], as: UTF8.self))
            else { throw GitError.unexpectedOutput(command: "ls-tree") }
            guard size <= limit else { return .tooLarge }
            let object = String(decoding: parts[2], as: UTF8.self)
            let bytes = try repository.run(["cat-file", "blob", object], outputLimit: limit + 1).output
            guard bytes.count == size else { throw GitError.unexpectedOutput(command: "cat-file") }
            return .bytes(bytes)
        }
    }

    /// Removes a ref.
    ///
    /// - Returns: whether it was there.
    /// - Throws: ``GitError``, ``PlatformError``.
    public func delete(ref: String, at address: GitAddress) throws -> Bool {
        let ref = try checked(ref)
        return try withRepository { repository in
            guard try repository.has(ref, at: address) else { return false }
            _ = try repository.run(["push", "--quiet", "--no-verify", "--", address.text, ":\(ref)"])
            return true
        }
    }

    private func checked(_ ref: String) throws -> String {
        guard ref.hasPrefix("refs/"), GitNames.isRef(ref) else {
            throw GitError.badArgument(kind: "ref", text: ref)
        }
        return ref
    }

    private func withRepository<Result>(_ body: (ScratchRepository) throws -> Result) throws -> Result {
        let scratch = try TemporaryFolder(in: folder, prefix: "baton-git-")
        defer { scratch.remove() }
        let repository = ScratchRepository(
            path: scratch.path,
            timeout: Self.patience,
            protocols: allowsPlainHTTP ? "https:ssh:file:http" : "https:ssh:file",
            context: context
        )
        _ = try repository.run(["init", "--quiet", "--bare", "--template=", "."])
        return try body(repository)
    }

    /// Bytes of the files in a folder.
    private static func size(of folder: String) -> Int {
        let names = (try? Files.names(in: folder)) ?? []
        return names.reduce(0) { $0 + (Files.linkStatus(Paths.join(folder, $1))?.size ?? 0) }
    }

    /// Whether a byte may stand in the name of a shared file.
    private static func isNameByte(_ byte: UInt8) -> Bool {
        switch byte {
        case UInt8(ascii: "a")...UInt8(ascii: "z"), UInt8(ascii: "A")...UInt8(ascii: "Z"),
            UInt8(ascii: "0")...UInt8(ascii: "9"), UInt8(ascii: "."), UInt8(ascii: "_"), UInt8(ascii: "-"):
            true
        default: false
        }
    }
}

/// A bare repository that lives for a moment.
private struct ScratchRepository {
    let path: String
    let timeout: Double
    let protocols: String
    let context: Context

    private static let settings = [
        "core.hooksPath=/dev/null", "core.fsmonitor=false", "gc.auto=0", "maintenance.auto=false",
        "fetch.unpackLimit=1", "fetch.fsckObjects=true", "submodule.recurse=false", "push.gpgSign=false",
        "core.bigFileThreshold=4m", "protocol.version=2",
    ]

    func run(
        _ arguments: [String],
        input: [UInt8] = [],
        environment: [String: String] = [:],
        outputLimit: Int = 1 << 20,
        isCancelled: @escaping @Sendable () -> Bool = { false }
    ) throws -> ProgramResult {
        let command = arguments.first ?? ""
        var variables = GitEnvironment.changes(keepingOwn: false, from: context.environment)
        variables["GIT_ALLOW_PROTOCOL"] = protocols
        variables["GIT_CEILING_DIRECTORIES"] = Paths.directory(path)
        for (name, value) in environment { variables[name] = value }
        var program = Program(
            GitProgram.name(outside: Repository.discover(from: context.workingDirectory, context), context),
            ["--no-pager"] + Self.settings.flatMap { ["-c", $0] } + arguments,
            input: input,
            in: path,
            environment: variables,
            timeout: timeout
        )
        program.outputLimit = outputLimit
        program.isCancelled = isCancelled
        let result = try start(program, command)
        guard result.status == 0 else {
            throw GitError.failed(
                command: command,
                status: result.status,
                message: GitMessage.summary(ofError: result.error)
            )
        }
        return result
    }

    private func start(_ program: Program, _ command: String) throws -> ProgramResult {
        do {
            return try context.programs.run(program)
        } catch PlatformError.programNotFound {
            throw GitError.notInstalled
        } catch PlatformError.programTimedOut(_, let seconds) {
            throw GitError.timedOut(command: command, seconds: seconds)
        }
    }

    /// Runs a command that prints the name of an object.
    func object(_ arguments: [String], input: [UInt8] = [], environment: [String: String] = [:]) throws
        -> String
    {
        let text = try run(arguments, input: input, environment: environment).text
        guard [40, 64].contains(text.utf8.count), text.allSatisfy(\.isHexDigit) else {
            throw GitError.unexpectedOutput(command: arguments.first ?? "")
        }
        return text
    }

    /// Whether a remote repository has a ref.
    func has(_ ref: String, at address: GitAddress) throws -> Bool {
        let text = try run(["ls-remote", "--quiet", "--", address.text, ref]).text
        return text.split(separator: "\n").contains { $0.hasSuffix("\t" + ref) }
    }
}
