import Testing

@testable import Age

@Suite("Hostile files")
struct HostileFileTests {
    private let identity = X25519Identity.generate()

    @Test("a file that is cut anywhere never opens", arguments: [false, true])
    func truncated(isArmored: Bool) throws {
        let sealed = try seal(Array("a small plaintext".utf8), to: [identity.recipient], armored: isArmored)
        // The line feed behind the end marker may be missing.
        let needed = isArmored ? sealed.count - 1 : sealed.count
        for length in 0..<needed {
            let outcome = opened(Array(sealed.prefix(length)), with: [identity])
            #expect(outcome.error != nil && outcome.plain.isEmpty, "cut to \(length) of \(needed) bytes")
        }
    }

    @Test("a file of several chunks that is cut between or inside them gives out whole chunks and an error")
    func truncatedChunks() throws {
        let chunk = ChunkCipher.plainSize
        var generator = SeededGenerator(seed: 1)
        let plain = generator.bytes(3 * chunk)
        let sealed = try seal(plain, to: [identity.recipient])
        let start = sealed.count - 3 * ChunkCipher.sealedSize
        for (bytes, chunks) in [(0, 0), (1, 0), (16, 0), (chunk, 0), (chunk + 15, 0)] {
            let outcome = opened(Array(sealed.prefix(start + bytes)), with: [identity])
            #expect(outcome.plain.count == chunks * chunk && outcome.error != nil, "\(bytes) bytes")
        }
        for whole in 1...2 {
            for extra in [0, 1, 15, 16, 17, chunk] {
                let length = start + whole * ChunkCipher.sealedSize + extra
                let outcome = opened(Array(sealed.prefix(length)), with: [identity])
                #expect(outcome.plain == Array(plain.prefix(whole * chunk)), "\(whole) chunks and \(extra)")
                #expect(outcome.error != nil, "\(whole) chunks and \(extra)")
            }
        }
        #expect(
            opened(Array(sealed.prefix(start + ChunkCipher.sealedSize)), with: [identity]).error
                == .payload(.truncated)
        )
    }

    @Test("chunks that change places or come twice are refused")
    func reordered() throws {
        let size = ChunkCipher.sealedSize
        var generator = SeededGenerator(seed: 2)
        let plain = generator.bytes(2 * ChunkCipher.plainSize + 5)
        let sealed = try seal(plain, to: [identity.recipient])
        let start = sealed.count - 2 * size - 21
        let head = sealed[..<start]
        let first = sealed[start..<start + size]
        let second = sealed[(start + size)..<(start + 2 * size)]
        let last = sealed[(start + 2 * size)...]
        for (file, released) in [
            (head + second + first + last, 0), (head + first + first + last, 1), (head + second + last, 0),
            (head + first + last, 1),
        ] {
            let outcome = opened(Array(file), with: [identity])
            #expect(outcome.error == .payload(.badChunk))
            #expect(outcome.plain == Array(plain.prefix(released * ChunkCipher.plainSize)))
        }
    }

    @Test("data behind the last chunk is refused", arguments: [0, 5, ChunkCipher.plainSize])
    func trailing(size: Int) throws {
        let sealed = try seal([UInt8](repeating: 3, count: size), to: [identity.recipient])
        for extra in [1, 16, 17] {
            let file = sealed + [UInt8](repeating: 0, count: extra)
            guard case .payload = opened(file, with: [identity]).error else {
                Issue.record("\(extra) bytes behind \(size) were not noticed")
                continue
            }
        }
    }

    @Test("a changed bit anywhere is noticed")
    func flipped() throws {
        let seed = UInt64.random(in: 0 ... .max)
        var generator = SeededGenerator(seed: seed)
        let others = [X25519Identity.generate().recipient, identity.recipient]
        let sealed = try seal(Array("a small plaintext".utf8), to: others)
        for index in sealed.indices {
            var changed = sealed
            changed[index] ^= 1 << UInt8.random(in: 0..<8, using: &generator)
            let outcome = opened(changed, with: [identity])
            #expect(outcome.error != nil && outcome.plain.isEmpty, "byte \(index), seed \(seed)")
        }
    }

    @Test("a stanza that was added or taken away is noticed")
    func stanzas() throws {
        let sealed = try seal([1], to: [identity.recipient])
        let mark = Array("\n---".utf8)
        let start = try #require(sealed.indices.first { sealed[$0...].starts(with: mark) })
        var added = sealed
        added.insert(contentsOf: Array("\n-> x y\n".utf8), at: start)
        #expect(opened(added, with: [identity]).error == .badHMAC)
    }

    @Test("a mutilated vector never opens to something else and never crashes")
    func mutated() throws {
        let key = try #require(Vector.all.first { $0.name == "x25519" }?.identities.first)
        let known = try X25519Identity(key)
        let seed = UInt64.random(in: 0 ... .max)
        var generator = SeededGenerator(seed: seed)
        let files = Vector.all.filter { $0.file.count < 4096 && $0.passphrases.isEmpty }.map(\.file)
        let digests = Set(Vector.all.compactMap(\.payload))
        for _ in 0..<1500 {
            guard var file = files.randomElement(using: &generator) else { break }
            for _ in 0..<Int.random(in: 1...4, using: &generator) where !file.isEmpty {
                let index = Int.random(in: 0..<file.count, using: &generator)
                switch Int.random(in: 0..<4, using: &generator) {
                case 0: file[index] = .random(in: 0 ... .max, using: &generator)
                case 1: file.remove(at: index)
                case 2: file.insert("\n -=\rA1".utf8.randomElement(using: &generator) ?? 0, at: index)
                default: file.removeSubrange(index..<min(file.count, index + 20))
                }
            }
            let outcome = opened(file, with: [known]) { Int.random(in: 1...200, using: &generator) }
            #expect(outcome.error != nil || digests.contains(sha256(outcome.plain)), "seed \(seed)")
        }
    }
}
