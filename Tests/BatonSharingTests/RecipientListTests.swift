import Age
import Platform
import TestSupport
import Testing

@testable import BatonSharing

@Suite("Recipients")
struct RecipientListTests {
    private static let pqRecipient = "age1pq1" + String(repeating: "q", count: 60)

    private func withList(_ body: (String, inout RecipientList) throws -> Void) throws {
        try withTemporaryDirectory { folder in
            var list = RecipientList(.poisoned(workingDirectory: folder))
            try body(folder, &list)
        }
    }

    private func native() -> String { X25519Identity.generate().recipient.text }

    @Test("a file of keys may hold comments, blank lines and keys of other types, which are counted")
    func file() throws {
        try withList { folder, list in
            let (one, two) = (native(), native())
            let lines = [
                "# team", "", one, "  \(two)\r", one, "ecdsa-sha2-nistp256 AAAA x",
                "sk-ssh-ed25519@openssh.com AAAA",
            ]
            try Files.write(Array(lines.joined(separator: "\n").utf8), to: "\(folder)/team")
            try list.add("team")
            #expect(list.recipients.map(\.text) == [one, two])
            #expect(
                list.notes == [
                    "2 keys from 'team', 2 left out (ecdsa-sha2-nistp256, sk-ssh-ed25519@openssh.com)"
                ]
            )
            // The same key in another place is the same.
            try list.add(one)
            #expect(list.recipients.count == 2)
        }
    }

    @Test("what is no key is refused with its line, and never repeated when it is secret")
    func refused() throws {
        try withList { folder, list in
            let secret = X25519Identity.generate().secretText.revealedText()
            for (content, words) in [
                ("age1xyz\n", "line 1"), ("\n\nhello\n", "line 3"), ("", "it holds no key"),
                ("#\n", "it holds no key"),
                ("ecdsa-sha2-nistp256 AAAA\n", "of types"), ("\(secret)\n", "secret key"),
                ("-----BEGIN OPENSSH PRIVATE KEY-----\n", "secret key"), ("ssh-ed25519 AAAA\n", "line 1"),
            ] {
                try Files.write(Array(content.utf8), to: "\(folder)/keys")
                do {
                    try list.add("keys")
                    Issue.record("it was taken: \(words)")
                } catch let error as SharingError {
                    #expect("\(error)".contains(words), "\(error)")
                    #expect(!"\(error)".contains(secret) && !"\(error)".contains("hello"))
                }
            }
            do { try list.add(secret) } catch { #expect(!"\(error)".contains(secret)) }
            #expect(throws: SharingError.self) { try list.add(secret) }
            #expect(throws: SharingError.self) { try list.add("missing") }
            #expect(throws: SharingError.self) { try list.add(folder) }
            #expect(throws: SharingError.self) { try list.add("") }
            #expect(list.recipients.isEmpty)
        }
    }

    @Test("a hybrid key is refused clearly, given or in a file")
    func hybrid() throws {
        try withList { folder, list in
            #expect(throws: SharingError.postQuantum) { try list.add(Self.pqRecipient) }
            try Files.write(Array(Self.pqRecipient.utf8), to: "\(folder)/keys")
            #expect(throws: SharingError.postQuantum) { try list.add("keys") }
            #expect("\(SharingError.postQuantum)".contains("needs a post-quantum identity"))
        }
    }

    @Test(
        "the keys of a person of GitHub are read, and those that cannot be used are told",
        .enabled(if: findProgram("ssh-keygen") != nil)
    )
    func github() throws {
        try withTemporaryDirectory { folder in
            let program = try #require(findProgram("ssh-keygen"))
            for (name, kind) in [("a", "ed25519"), ("b", "rsa"), ("c", "ecdsa")] {
                try #require(
                    runProgram([program, "-q", "-t", kind, "-N", "", "-f", "\(folder)/\(name)"]).status == 0
                )
            }
            let keys = try ["a", "b", "c"].flatMap { try Files.read("\(folder)/\($0).pub") }
            let server = try LoopbackServer { request in
                switch request.path {
                case "/ada.keys": .init(String(decoding: keys, as: UTF8.self))
                case "/empty.keys": .init("")
                case "/page.keys": .init("<!DOCTYPE html><html></html>\n", type: "text/html")
                case "/huge.keys": .init(String(repeating: "# x\n", count: 1 << 19))
                case "/away.keys": .init(status: 302, headers: [("Location", "/ada.keys")])
                case "/broken.keys": .init("ssh-ed25519 AAAA\n")
                default: .init("Not Found", status: 404)
                }
            }
            let context = Context.poisoned()
            var list = RecipientList(context, github: server.url())
            try list.add("github:ada")
            #expect(list.recipients.count == 2)
            #expect(list.notes == ["2 keys from github:ada, 1 left out (ecdsa-sha2-nistp256)"])
            for name in [
                "nobody", "empty", "page", "huge", "away", "broken", "", "a/b", "..", "-x", "a b", "é",
            ] {
                var list = RecipientList(context, github: server.url())
                #expect(throws: SharingError.self, "\(name)") { try list.add("github:" + name) }
                #expect(list.recipients.isEmpty)
            }
            #expect(!server.requests.contains { $0.path.contains("..") || $0.path.contains("a/b") })
            // Plain http is for this machine only.
            var other = RecipientList(context, github: "http://example.org")
            #expect(throws: SharingError.plainHTTP(host: "example.org")) { try other.add("github:ada") }
        }
    }
}
