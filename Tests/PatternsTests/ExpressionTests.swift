import Patterns
import Testing

@Suite struct ExpressionTests {
    @Test func `the first match is told, or its first group`() throws {
        let text = Array("say key=abc and key=def".utf8)
        let whole = try #require(try Expression("key=[a-z]+").match(in: text.span))
        #expect(whole.range == 4..<11)
        let group = try #require(try Expression("(?:key=)([a-z]+)").match(in: text.span, at: 5))
        #expect(group.range == 20..<23)
        #expect(group.end == 23)
        #expect(try Expression("none").match(in: text.span) == nil)
        // A group that took no part is not chosen.
        let second = try #require(try Expression("(x)?(say)").match(in: text.span))
        #expect(second.range == 0..<3)
    }

    @Test func `an anchored match begins at its place, and sees what is before`() throws {
        let text = Array("xabc".utf8)
        #expect(try Expression("abc").match(in: text.span, anchored: true) == nil)
        #expect(try Expression("abc").match(in: text.span, at: 1, anchored: true)?.range == 1..<4)
        #expect(try Expression("(?<!x)abc").match(in: text.span, at: 1, anchored: true) == nil)
    }

    @Test func `bytes need not be text`() throws {
        let bytes: [UInt8] = [0xFF, 0xC3, 0x61, 0xC3, 0xA9, 0x62, 0]
        #expect(try Expression("a.b", unicode: true).match(in: bytes.span)?.range == 2..<6)
        #expect(try Expression("a..b").match(in: bytes.span)?.range == 2..<6)
        #expect(try Expression("É", caseless: true, unicode: true).match(in: bytes.span)?.range == 3..<5)
        #expect(try Expression("x").match(in: [UInt8]().span) == nil)
    }

    @Test func `endless backtracking ends at the limit`() throws {
        let text = Array((String(repeating: "a", count: 64) + "b").utf8)
        #expect(throws: PatternsError.limitReached) { try Expression("(a+)+$").match(in: text.span) }
    }

    @Test func `a wrong expression is told with its place`() {
        do throws(PatternsError) {
            _ = try Expression("ab(")
            Issue.record("a wrong expression was taken")
        } catch {
            #expect(error.description.contains("offset 3"))
        }
    }
}
