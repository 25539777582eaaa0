import Platform
import TestSupport
import Testing

@Suite("Stores against servers")
struct StoreServersTests {
    private static let root = Paths.directory(Paths.directory(Paths.directory(#filePath)))

    /// Whether moto is in the cache of `scripts/verify-stores`, which a test does not fill.
    private static let hasServers: Bool = {
        let context = Context.system()
        let cache = context.baseDirectory("XDG_CACHE_HOME", default: ".cache")
        return Files.status(Paths.join(cache, "baton/verify-stores/venv/bin/moto_server")) != nil
    }()

    @Test(
        "a session goes through every kind of store: shared, cloned from its link alone, deleted",
        .enabled(if: hasServers, "scripts/verify-stores installs moto")
    )
    func verify() throws {
        let python = try #require(findProgram("python3"))
        let script = Paths.join(Self.root, "scripts/verify-stores")
        let result = try runProgram([python, script, "--baton", BuiltProgram.path])
        let lines = result.text.split(separator: "\n")
        #expect(lines.filter { $0.hasPrefix("FAIL") } == [])
        #expect(lines.filter { $0.hasPrefix("ok") }.count >= 12)
        #expect(result.status == 0)
    }
}
