public import BatonHost
internal import HTTP
public import Platform

/// Surroundings in which nothing is real: a home and a project of their own in a temporary folder, a clock that stands
/// still, no network, no programs, and nobody at the terminal unless the test says so.
public final class TestingWorld {
    /// The surroundings, for what runs in this world.
    public let context: Context
    /// The functions of recipes in this world; what they upload is noted.
    public let registry: HostRegistry
    /// The only folder whose files can be touched.
    public let root: String
    let state: TestingState
    /// The same with `baton.testing`.
    let whole: HostRegistry
    private let substitute: HTTPSubstitute

    /// The project's folder.
    public var work: String { Paths.join(root, "work") }
    var home: String { Paths.join(root, "home") }

    /// A world; its folder is removed when it goes away.
    ///
    /// - Parameter outer: the real surroundings, of which only the folder of caches is kept.
    /// - Throws: `PlatformError` when no folder can be made.
    public init(_ outer: Context) throws {
        let base = outer.variable("TMPDIR") ?? "/tmp"
        let root = Paths.realAsFarAsThere(Paths.join(base, "baton-test-" + UniqueID.make()))
        try Files.makeDirectory(root, mode: 0o700)
        let state = TestingState()
        self.root = root
        self.state = state
        substitute = HTTPSubstitute { try state.answer($0) }
        let home = Paths.join(root, "home")
        let work = Paths.join(root, "work")
        try Files.makeDirectory(Paths.join(home, ".config/baton"))
        try Files.makeDirectory(work)
        context = Context(
            environment: [
                "HOME": home, "TZ": "UTC", HTTPSubstitute.variable: substitute.name,
                "XDG_CONFIG_HOME": Paths.join(home, ".config"),
                "XDG_STATE_HOME": Paths.join(home, ".local/state"),
                // Compiled rules of redaction: making them anew takes longer than most tests.
                "XDG_CACHE_HOME": outer.baseDirectory("XDG_CACHE_HOME", default: ".cache"),
            ],
            workingDirectory: work,
            homeDirectory: home,
            now: { state.now.now },
            console: TestingConsole(state: state),
            programs: TestingPrograms(state: state)
        )
        registry = TestingRegistry.recipes(state)
        whole = TestingRegistry.whole(registry, state, root: root)
        try TestingFunctions.writeStores(["test"], root: root)
    }

    deinit { FileTree.remove(root) }

    /// A run in this world that may do everything, which reaches no further than the world.
    func makeRun() throws -> HostRun {
        let console = context.console
        var permissions = PermissionSet.all
        permissions.granted[.unredacted] = []
        let run = HostRun(
            context,
            registry: whole,
            configuration: try Configuration.load(context),
            permissions: permissions,
            say: { console.writeError($0 + "\n") }
        )
        run.confinement = root
        return run
    }

    /// The paths of all files and folders, to be given to ``keepOnly(_:)``.
    func paths() -> Set<String> { FileTree.paths(root) }

    /// Removes what was not there before.
    func keepOnly(_ paths: Set<String>) {
        for path in FileTree.paths(root).subtracting(paths).sorted(by: >) { FileTree.remove(path) }
    }
}

/// Folders with all that is in them; links are not followed.
enum FileTree {
    /// Every path below a folder.
    static func paths(_ folder: String) -> Set<String> {
        var result: Set<String> = []
        for name in (try? Files.names(in: folder)) ?? [] {
            let path = Paths.join(folder, name)
            result.insert(path)
            if Files.linkStatus(path)?.kind == .directory { result.formUnion(paths(path)) }
        }
        return result
    }

    /// Removes what is at a path, if it can be.
    static func remove(_ path: String) {
        guard Files.linkStatus(path)?.kind == .directory else {
            try? Files.remove(path)
            return
        }
        for name in (try? Files.names(in: path)) ?? [] { remove(Paths.join(path, name)) }
        _ = Files.removeEmptyDirectory(path)
    }
}
