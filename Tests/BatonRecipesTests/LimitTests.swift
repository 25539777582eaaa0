import BatonHost
import BatonRecipes
import Diagnostics
import Lua
import Testing

@Suite("Limits of recipes")
struct LimitTests {
    private static func limits(_ texts: [String: String]) throws -> RecipeLimits {
        var limits = RecipeLimits()
        for (name, text) in texts { try limits.set(name, text) }
        return limits
    }

    @Test("the person's own recipe raises a limit, another one only lowers it, and the person beats both")
    func settled() throws {
        let much = try Self.limits(["time": "1h", "wall": "1h", "memory": "2G", "output": "1G"])
        let raised = RecipeLimits(much.within(.trusted, raises: true, person: RecipeLimits()))
        #expect(raised == much)
        let kept = RecipeLimits(much.within(.trusted, raises: false, person: RecipeLimits()))
        #expect(kept == RecipeLimits(.trusted))
        let little = try Self.limits(["time": "1s", "wall": "2s", "memory": "1M", "output": "2K"])
        let lowered = RecipeLimits(little.within(.trusted, raises: false, person: RecipeLimits()))
        #expect(lowered == little)
        let person = try Self.limits(["time": "10m", "memory": "3G"])
        let result = RecipeLimits(little.within(.trusted, raises: false, person: person))
        #expect(result.time == 600 && result.memory == 3 << 30)
        #expect(result.wall == 2 && result.output == 2 << 10)
    }

    @Test(
        "a limit is written as it is read",
        arguments: ["500ms", "1s", "1.5s", "90s", "2m", "512K", "64M", "3G", "77"]
    )
    func text(_ text: String) throws {
        let name = text.hasSuffix("s") || text.hasSuffix("m") ? "wall" : "memory"
        #expect(try Self.limits([name: text]).text(name) == text)
    }

    @Test(
        "what is no limit is refused",
        arguments: [
            ("time", "soon"), ("time", "0s"), ("wall", "5"), ("memory", "0"), ("memory", "1.5G"),
            ("speed", "1"),
        ]
    )
    func refused(_ name: String, _ text: String) {
        #expect(throws: RecipeLimits.Problem.self) { try Self.limits([name: text]) }
    }

    @Test("what a project's recipe asks for beyond the most allowed is told with its place")
    func diagnostics() {
        let bench = Bench()
        let text = "baton: 1\nabout: x\nlimits: {time: 3m, wall: 1m, output: 1G}\nsteps: [{lua: return 1}]\n"
        let error = #expect(throws: (any Error).self) {
            _ = try RecipeReader(registry: bench.registry, engine: bench.engine)
                .read(Array(text.utf8), file: "a.yml", most: .most)
        }
        let found = (error as? DiagnosticsError)?.diagnostics ?? []
        #expect(found.map { "\($0.line):\($0.column)" } == ["3:16", "3:38"])
        #expect(found.first?.message == "'time' is at most 2m here: only your own recipes raise a limit")
        #expect(found.first?.hint == "--limit time=3m raises it for one run")
        #expect(throws: Never.self) { _ = try bench.read(text) }
    }
}
