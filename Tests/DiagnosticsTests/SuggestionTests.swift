import Diagnostics
import Testing

@Suite struct SuggestionTests {
    static let keys = [
        "with", "use", "lua", "script", "exec", "recipe", "timeout", "retry", "on_error", "id", "if",
    ]

    @Test(
        "a slip of the finger finds its word",
        arguments: [
            ("wiht", "with"), ("wit", "with"), ("withh", "with"), ("wjth", "with"), ("usee", "use"),
            ("us", "use"), ("recpie", "recipe"), ("repice", "recipe"), ("timeuot", "timeout"),
            ("tmeout", "timeout"),
            ("onerror", "on_error"), ("on-error", "on_error"), ("use", "use"),
        ]
    )
    func findsNear(written: String, meant: String) {
        #expect(Suggestion.closest(to: written, in: Self.keys) == meant)
    }

    @Test(
        "a different word finds nothing",
        arguments: ["", "x", "di", "fi", "foo", "scirtp_", "banana", String(repeating: "with", count: 40)]
    )
    func findsNothing(written: String) {
        #expect(Suggestion.closest(to: written, in: Self.keys) == nil)
    }

    @Test("of equally near words the alphabetically first wins, in any order")
    func tiesAreAlphabetical() {
        #expect(Suggestion.closest(to: "cart", in: ["part", "card", "mart"]) == "card")
        #expect(Suggestion.closest(to: "cart", in: ["mart", "part", "card"]) == "card")
        #expect(Suggestion.closest(to: "cart", in: ["part", "mart"]) == "mart")
    }

    @Test("a nearer word beats an alphabetically earlier one")
    func nearerWins() {
        #expect(Suggestion.closest(to: "session", in: ["mission", "sessions"]) == "sessions")
    }

    @Test("no candidates give no suggestion")
    func noCandidates() {
        #expect(Suggestion.closest(to: "with", in: []) == nil)
    }

    @Test("letters outside ASCII count as one edit")
    func unicodeLetters() {
        #expect(Suggestion.closest(to: "größe", in: ["große"]) == "große")
    }
}
