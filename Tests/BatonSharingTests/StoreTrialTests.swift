import Age
import Platform
import TestSupport
import Testing

@testable import BatonSharing

@Suite("Trials of stores")
struct StoreTrialTests {
    @Test("a store that deletes is left as it was")
    func deletes() throws {
        try withHome { context throws in
            let folder = Paths.join(context.homeDirectory, "shares")
            let store = DirectoryStore(name: "desk", path: folder)
            var steps: [String] = []
            let trial = StoreTrial(store, time: context.now()) { try Fetcher(context).fetch($0) }
            let outcome = try trial.run { steps.append($0) }
            #expect(outcome.removal == .removed && outcome.isGone == true && outcome.expires == nil)
            #expect(steps.count == 4)
            #expect(try Files.names(in: folder).isEmpty)
        }
    }

    @Test("a store that cannot delete says until when the file stays")
    func stays() throws {
        let service = try X0Service()
        try withHome { context throws in
            let store = try X0Store(name: "lan", address: service.url, allowsPlainHTTP: true, context)
            let trial = StoreTrial(store, time: context.now()) {
                try Fetcher(context, allowsPlainHTTP: true).fetch($0)
            }
            let outcome = try trial.run { _ in }
            #expect(outcome.removal == nil && outcome.isGone == nil && outcome.expires != nil)
            #expect(service.files.count == 1)
            let stored = try #require(service.files.values.first)
            #expect(
                stored.count <= StoreTrial.bytes && stored.starts(with: Array("age-encryption.org/v1\n".utf8))
            )
        }
    }

    @Test("what does not come back as it was sent is a failure, and is deleted all the same")
    func changed() throws {
        try withHome { context throws in
            let folder = Paths.join(context.homeDirectory, "shares")
            let trial = StoreTrial(DirectoryStore(name: "desk", path: folder), time: context.now()) { _ in [1]
            }
            #expect(failure { _ = try trial.run { _ in } }.contains("not what was sent"))
            #expect(try Files.names(in: folder).isEmpty)
        }
    }
}
