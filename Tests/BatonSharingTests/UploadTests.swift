import Age
import Compression
import BatonSharing
import Platform
import TestSupport
import Testing

@Suite("Uploads")
struct UploadTests {
    @Test("a file is sent as it is, and sealed so that only the link opens it", arguments: [true, false])
    func file(seals: Bool) throws {
        try withTemporaryDirectory { folder in
            let service = try X0Service()
            var generator = SeededGenerator(seed: 7)
            let content = (0..<3_000_001).map { _ in UInt8.random(in: 0...255, using: &generator) }
            let path = Paths.join(folder, "photo.bin")
            try Files.create(content, at: path)
            var context = Context.poisoned(homeDirectory: Paths.join(folder, "home"))
            context.environment = ["TMPDIR": folder]
            let store = try X0Store(name: "lan", address: service.url, allowsPlainHTTP: true, context)
            let share = try Uploader(store, context, registry: ShareRegistry(context)).upload(
                .file(path: path, count: content.count),
                filename: "photo.bin",
                sealing: seals ? .link : .none,
                time: Timestamp(seconds: 0)
            )
            let stored = try #require(service.files.values.first)
            #expect(share.isSealed == seals)
            #expect(share.bytes == stored.count)
            if seals {
                let key = try #require(share.link.split(separator: "#").last)
                let inside = try Age.open(stored, with: [X25519Identity(String(key))])
                #expect(try unpacked(inside) == content)
                #expect(!share.url.contains("#"))
            } else {
                #expect(stored == content)
            }
            // The sealed copy is gone again.
            #expect(try Files.names(in: folder) == ["home", "photo.bin"])
            let listed = try ShareRegistry(context).shares()
            #expect(listed.map(\.state) == [.shared] && listed.first?.url == share.url)
            #expect(listed.first?.key == nil && share.number == 1)
        }
    }

    @Test("a file that shrinks while it is sent is no share")
    func shrunk() throws {
        try withTemporaryDirectory { folder in
            let path = Paths.join(folder, "a.bin")
            try Files.create([1, 2, 3], at: path)
            let context = Context.poisoned(homeDirectory: Paths.join(folder, "home"))
            let store = DirectoryStore(name: "desk", path: Paths.join(folder, "shares"))
            let share = try? Uploader(store, context, registry: ShareRegistry(context)).upload(
                .file(path: path, count: 10),
                filename: "a.bin",
                sealing: .none,
                time: Timestamp(seconds: 0)
            )
            #expect(share == nil)
            #expect(try ShareRegistry(context).shares().map(\.state) == [.failed])
            #expect(try Files.names(in: Paths.join(folder, "shares")).isEmpty)
        }
    }
}
