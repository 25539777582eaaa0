import BatonGit
import BatonProvenance
import Platform
import TestSupport
import Testing

@Suite struct CommitMatcherTests {
    @Test func `reasons go from the strongest to the weakest`() {
        #expect(MatchReason.Kind.allCases.first == .recorded)
    }
}
