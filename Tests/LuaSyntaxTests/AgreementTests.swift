import Lua
import LuaSyntax
import Testing

/// A host without functions.
private final class NoHost: LuaHost {
    func call(_ function: Int32, _ arguments: LuaArguments, in engine: LuaEngine) throws -> [LuaValue] { [] }
    func source(ofModule name: String, in engine: LuaEngine) throws -> LuaSource? { nil }
    func write(_ bytes: [UInt8], to stream: LuaStream) {}
    func release(_ handle: LuaHandle) {}
}

/// Asks the real engine.
private struct Judge {
    let engine: LuaEngine
    let environment: LuaEnvironment

    init() throws {
        engine = try LuaEngine(profile: .trusted, limits: .trusted, host: NoHost())
        environment = try engine.makeEnvironment()
    }

    func refusal(_ source: [UInt8]) -> LuaError? {
        do throws(LuaError) {
            _ = try engine.load(source, name: "source", in: environment)
            return nil
        } catch {
            return error
        }
    }
}

/// A generator of numbers that are the same in every run.
struct Numbers: RandomNumberGenerator {
    var state: UInt64

    mutating func next() -> UInt64 {
        state &+= 0x9E37_79B9_7F4A_7C15
        var value = state
        value = (value ^ (value >> 30)) &* 0xBF58_476D_1CE4_E5B9
        value = (value ^ (value >> 27)) &* 0x94D0_49BB_1331_11EB
        return value ^ (value >> 31)
    }
}

@Suite("the parser and the engine")
struct AgreementTests {
    @Test("accept and refuse the same sources")
    func table() throws {
        let judge = try Judge()
        #expect(Sources.all.count >= 150)
        var accepted = 0
        for source in Sources.all {
            let errors = SyntaxTree.parse(Array(source.utf8)).errors
            let refusal = judge.refusal(Array(source.utf8))
            #expect(
                errors.isEmpty == (refusal == nil),
                "\(source.prefix(200)): we say \(errors.map(\.message)), Lua says \(refusal?.message ?? "yes")"
            )
            if refusal == nil { accepted += 1 }
        }
        #expect(accepted >= 150)
        #expect(Sources.all.count - accepted >= 150)
    }

    @Test("end at the same depth")
    func depth() throws {
        let judge = try Judge()
        for (open, middle, close) in [
            ("(", "1", ")"), ("{", "", "}"), ("f(function() ", "return 1", " end)"), ("not ", "1", ""),
        ] {
            for count in [50, 95, 96, 97, 98, 99, 100] + Array(190...200) {
                let source =
                    "x = " + String(repeating: open, count: count) + middle
                    + String(repeating: close, count: count)
                let isGood = SyntaxTree.parse(Array(source.utf8)).errors.isEmpty
                #expect(isGood == (judge.refusal(Array(source.utf8)) == nil), "\(count) times \(open)")
            }
        }
    }

    @Test("name the same line of a first error in sources of one mistake")
    func lines() throws {
        let judge = try Judge()
        var same = 0
        var compared = 0
        for source in Sources.broken {
            let text = Array("local a = 1\n\n\(source)\n".utf8)
            guard let line = judge.refusal(text)?.line else { continue }
            let tree = SyntaxTree.parse(text)
            guard let first = tree.errors.first else { continue }
            compared += 1
            if tree.place(of: first.range).line == line { same += 1 }
        }
        #expect(compared > 60)
        #expect(same == compared, "\(same) of \(compared)")
    }

    @Test("accept and refuse the same sources after small changes", arguments: [1, 2, 3, 4] as [UInt64])
    func mutations(seed: UInt64) throws {
        let judge = try Judge()
        var numbers = Numbers(state: seed)
        let pieces =
            Keyword.allCases.map(\.rawValue) + Symbol.allCases.map(\.rawValue)
            + [
                "a", "x", "1", "0x1", "'s'", "[[s]]", "--", "\n", "\"", "\\", "goto a", "::a::", "<const>",
                " ",
            ]
        let good = Sources.all.filter { $0.utf8.count < 400 }
        for _ in 0..<4000 {
            var text = Array((good.randomElement(using: &numbers) ?? "").utf8)
            if Bool.random(using: &numbers) {
                text += Array(" ".utf8) + Array((good.randomElement(using: &numbers) ?? "").utf8)
            }
            for _ in 0..<Int.random(in: 1...3, using: &numbers) {
                let place = Int.random(in: 0...text.count, using: &numbers)
                switch Int.random(in: 0..<4, using: &numbers) {
                case 0:
                    text.removeSubrange(
                        place..<min(text.count, place + Int.random(in: 1...4, using: &numbers))
                    )
                case 1: text.insert(UInt8.random(in: 0...255, using: &numbers), at: place)
                default:
                    let piece = pieces.randomElement(using: &numbers) ?? ""
                    text.insert(contentsOf: Array(" \(piece) ".utf8), at: place)
                }
            }
            let errors = SyntaxTree.parse(text).errors
            let refusal = judge.refusal(text)
            #expect(
                errors.isEmpty == (refusal == nil),
                "seed \(seed): \(String(decoding: text, as: UTF8.self).debugDescription): we say \(errors.map(\.message)), Lua says \(refusal?.message ?? "yes")"
            )
        }
    }

    @Test("any bytes give a tree and at most 20 errors", arguments: [11, 12] as [UInt64])
    func anyBytes(seed: UInt64) {
        var numbers = Numbers(state: seed)
        for _ in 0..<2000 {
            let count = Int.random(in: 0...300, using: &numbers)
            let text = (0..<count).map { _ in UInt8.random(in: 0...255, using: &numbers) }
            let tree = SyntaxTree.parse(text)
            #expect(tree.errors.count <= 20)
            for error in tree.errors {
                let place = tree.place(of: error.range)
                #expect(place.line >= 1 && place.column >= 1 && place.length >= 1)
            }
        }
    }
}
