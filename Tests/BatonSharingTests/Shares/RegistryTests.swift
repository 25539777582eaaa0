import Age
import JSON
import Platform
import TestSupport
import Testing

@testable import BatonSharing

@Suite("The list of shares")
struct RegistryTests {
    private func withRegistry<Result>(
        remembersKeys: Bool = false,
        _ body: (ShareRegistry, Context) throws -> Result
    ) throws -> Result {
        try withTemporaryDirectory { folder in
            let context = Context.poisoned(homeDirectory: folder)
            return try body(ShareRegistry(context, remembersKeys: remembersKeys), context)
        }
    }

    private func record(_ name: String = "a.json", store: String = "x0") -> ShareRecord {
        ShareRecord(
            id: UniqueID.make(),
            number: 0,
            state: .pending,
            store: store,
            place: "https://x0.at",
            created: Timestamp(seconds: 1_772_289_000),
            bytes: 12,
            session: nil,
            name: name,
            sealed: "link"
        )
    }

    private func shared(_ registry: ShareRegistry, _ name: String = "a.json") throws -> ShareRecord {
        try registry.register(record(name), key: SecretText(utf8: "AGE-SECRET-KEY-1TEST"), progress: { _ in })
        { _ in
            StoredFile(
                url: "https://x0.at/\(name)",
                expires: Timestamp(seconds: 1_790_000_000),
                token: SecretText(utf8: "tok-\(name)"),
                reference: "ref"
            )
        }.record
    }

    @Test("a share is read back as it was written, in a file for its owner alone")
    func roundTrip() throws {
        try withRegistry { registry, _ in
            let one = try shared(registry, "one.json")
            let two = try shared(registry, "z\u{301}\"\\\n2.json")
            let read = try registry.shares()
            #expect(read == [one, two])
            #expect(read.map(\.number) == [1, 2])
            #expect(read[0].token?.revealedText() == "tok-one.json" && read[0].reference == "ref")
            #expect(Files.status(registry.path)?.mode == 0o600)
            #expect(Files.status(Paths.directory(registry.path))?.mode == 0o700)
        }
    }

    @Test("the key is in the list only where keys are remembered", arguments: [true, false])
    func keys(remembersKeys: Bool) throws {
        try withRegistry(remembersKeys: remembersKeys) { registry, _ in
            let share = try shared(registry)
            let text = String(decoding: try Files.read(registry.path), as: UTF8.self)
            #expect(text.contains("AGE-SECRET-KEY-1TEST") == remembersKeys)
            #expect(share.link == "https://x0.at/a.json" + (remembersKeys ? "#AGE-SECRET-KEY-1TEST" : ""))
        }
    }

    @Test("a share is pending on the list before anything is sent")
    func pendingFirst() throws {
        try withRegistry { registry, _ in
            _ = try registry.register(record(), key: nil, progress: { _ in }) { _ throws in
                let states = try registry.shares().map(\.state)
                #expect(states == [.pending])
                return StoredFile(url: "https://x0.at/a", expires: nil)
            }
            #expect(try registry.shares().map(\.state) == [.shared])
        }
    }

    @Test("nothing is sent when the list cannot be written")
    func unwritable() throws {
        try withTemporaryDirectory { folder in
            try Files.create([], at: Paths.join(folder, ".local"))
            let registry = ShareRegistry(Context.poisoned(homeDirectory: folder))
            var sent = false
            #expect(throws: SharingError.self) {
                try registry.register(record(), key: nil, progress: { _ in }) { _ in
                    sent = true
                    return StoredFile(url: "https://x0.at/a", expires: nil)
                }
            }
            #expect(!sent)
        }
    }

    @Test(
        "a failed upload is listed by whether it may have arrived",
        arguments: [
            (SharingError.transfer(host: "h", reason: "r"), ShareRecord.State.failed),
            (.outcomeUnknown(host: "h", reason: "r"), .unknown),
            (.badAnswer(store: "s", reason: "r"), .unknown),
            (.refused(store: "s", status: 413, reason: ""), .failed),
            (.refused(store: "s", status: 500, reason: ""), .unknown),
        ]
    )
    func failure(error: SharingError, state: ShareRecord.State) throws {
        try withRegistry { registry, _ in
            #expect(throws: error) {
                try registry.register(record(), key: nil, progress: { _ in }) { _ in throw error }
            }
            let listed = try registry.shares()
            #expect(listed.map(\.state) == [state])
            #expect(listed[0].mayBeThere(at: Timestamp(seconds: 1_772_289_001)) == (state == .unknown))
        }
    }

    @Test("Ctrl-C before the last byte cancels a share, behind it nobody knows", arguments: [10, 100])
    func interrupted(done: Int) throws {
        try withRegistry { registry, _ throws in
            #expect(throws: PlatformError.interrupted) {
                try registry.register(record(), key: nil, progress: { _ in }) { progress in
                    progress(TransferProgress(done: done, total: 100))
                    throw PlatformError.interrupted
                }
            }
            let states = try registry.shares().map(\.state)
            #expect(states == [done < 100 ? .cancelled : .unknown])
        }
    }

    @Test("a line that was torn by a kill costs no other line, wherever it was torn")
    func tornLine() throws {
        try withRegistry { registry, _ in
            _ = try shared(registry, "first.json")
            let whole = try Files.read(registry.path)
            let line = Array(whole.split(separator: 0x0a)[0])
            for length in stride(from: 1, to: line.count, by: 7) {
                try Files.write(whole + line.prefix(length), to: registry.path, mode: 0o600)
                #expect(try registry.shares().map(\.name) == ["first.json"])
                _ = try shared(registry, "second.json")
                #expect(try registry.shares().map(\.name) == ["first.json", "second.json"])
                #expect(try registry.shares().map(\.state) == [.shared, .shared])
            }
        }
    }

    @Test("lines that are none, of whatever content, are passed over")
    func strangeLines() throws {
        try withRegistry { registry, _ in
            _ = try shared(registry)
            var generator = SeededGenerator(seed: 11)
            var bytes = try Files.read(registry.path)
            let line = bytes
            for _ in 0..<500 {
                var strange = line
                strange[Int.random(in: 0..<strange.count, using: &generator)] = UInt8.random(
                    in: 0...255,
                    using: &generator
                )
                bytes += strange + [0x0a]
            }
            bytes += Array("{\"version\":2,\"id\":\"x\"}\n[[[[[[\n".utf8)
            try Files.write(bytes + line, to: registry.path, mode: 0o600)
            #expect(try registry.shares().contains { $0.name == "a.json" && $0.state == .shared })
        }
    }

    @Test("many changes make no endless file, and no share and no foreign line is lost")
    func compaction() throws {
        try withRegistry { registry, _ in
            let foreign = "{\"version\":9,\"what\":\"of a later program\"}\n"
            try Files.makeDirectory(Paths.directory(registry.path))
            try Files.create(Array(foreign.utf8), at: registry.path)
            var share = try shared(registry, "kept.json")
            _ = try shared(registry, "other.json")
            for round in 0..<1000 {
                share.bytes = round
                try registry.update(share)
            }
            let bytes = try Files.read(registry.path)
            #expect(bytes.count < 300_000)
            #expect(String(decoding: bytes, as: UTF8.self).contains(foreign))
            #expect(try registry.shares().map(\.name) == ["kept.json", "other.json"])
            #expect(try registry.shares().map(\.bytes) == [999, 12])
            #expect(Files.status(registry.path)?.mode == 0o600)
        }
    }

    @Test("a share is found by number, id, the beginning of one, and its link with any key")
    func selectors() throws {
        try withRegistry { registry, _ in
            let one = try shared(registry, "one.json")
            _ = try shared(registry, "two.json")
            for selector in [
                "1", one.id, String(one.id.prefix(8)), "https://x0.at/one.json#AGE-SECRET-KEY-1X",
            ] {
                #expect(try registry.share(selector) == one)
            }
            for selector in ["0", "3", "", "-1", "9999999999999999999999", "https://x0.at/"] {
                #expect(throws: SharingError.self) { try registry.share(selector) }
            }
            try registry.forget(one)
            #expect(throws: SharingError.self) { try registry.share("1") }
            #expect(try registry.shares().map(\.number) == [2])
            let lines = try Files.read(registry.path).split(separator: 0x0a)
            let last = String(decoding: try #require(lines.last), as: UTF8.self)
            #expect(!last.contains("tok-one") && last.contains("forgotten"))
        }
    }
}

@Suite("Taking shares back")
struct RevocationTests {
    @Test("a store that deletes is asked once, and what it said is on the list")
    func revoke() throws {
        try withTemporaryDirectory { folder in
            let context = Context.poisoned(homeDirectory: folder)
            let catalog = StoreCatalog(
                ["desk": StoreSettings(type: "directory", path: Paths.join(folder, "desk"))],
                defaultName: "desk",
                context
            )
            let registry = ShareRegistry(context)
            let uploader = Uploader(try catalog.store("desk"), context, registry: registry)
            for _ in 0..<2 {
                _ = try uploader.upload(
                    .bytes([1, 2]),
                    filename: "a.txt",
                    sealing: .none,
                    time: context.now()
                )
            }
            let now = context.now()
            #expect(try registry.revoke(registry.share("1"), in: catalog, now: now) == .removed)
            #expect(try registry.share("1").state == .revoked)
            #expect(throws: SharingError.self) {
                try registry.revoke(registry.share("1"), in: catalog, now: now)
            }
            let second = try registry.share("2")
            try Files.remove(FileURL.path(of: try #require(second.url)) ?? "")
            #expect(try registry.revoke(second, in: catalog, now: now) == .gone)
            #expect(try registry.shares().map(\.state) == [.revoked, .gone])
        }
    }

    @Test("a store that cannot delete says so, and until when the share stays")
    func cannot() throws {
        try withTemporaryDirectory { folder in
            let context = Context.poisoned(homeDirectory: folder)
            let service = try X0Service()
            let settings = ["x0": StoreSettings(type: "x0", url: service.url, allowsPlainHTTP: true)]
            let catalog = StoreCatalog(settings, defaultName: nil, context)
            let registry = ShareRegistry(context)
            let uploader = Uploader(try catalog.store("x0"), context, registry: registry)
            _ = try uploader.upload(.bytes([1]), filename: "a.txt", sealing: .link, time: context.now())
            let error = #expect(throws: SharingError.self) {
                try registry.revoke(registry.share("1"), in: catalog, now: context.now())
            }
            #expect(
                error?.description.contains("cannot delete; it stays until about 2026-06-08") == true,
                "\(error as Any)"
            )
            #expect(try registry.share("1").state == .shared)
            // The same name may be another service later, which learns nothing.
            let other = try X0Service()
            let moved = StoreCatalog(
                [
                    "x0": StoreSettings(
                        type: "x0",
                        url: other.url.replacing("127.0.0.1", with: "localhost"),
                        allowsPlainHTTP: true
                    )
                ],
                defaultName: nil,
                context
            )
            #expect(throws: SharingError.self) {
                try registry.revoke(registry.share("1"), in: moved, now: context.now())
            }
            #expect(other.requests.isEmpty && service.requests.count == 1)
        }
    }
}
