import Age
import TestSupport
import Testing

#if canImport(Glibc)
    import Glibc
#else
    import Darwin
#endif

/// The `age` program itself, where it is installed.
@Suite("The age program", .enabled(if: access(AgeProgram.path, X_OK) == 0))
struct InteroperationTests {
    @Test("opens what is sealed here", arguments: [0, 1, 65_536, 200_000], [false, true])
    func opensOurs(size: Int, isArmored: Bool) throws {
        try withTemporaryDirectory { folder in
            var generator = SeededGenerator(seed: UInt64(size))
            let plain = generator.bytes(size)
            let identity = X25519Identity.generate()
            let stranger = X25519Identity.generate().recipient
            let sealed = try seal(plain, to: [stranger, identity.recipient], armored: isArmored)
            try #require(writeFile(sealed, to: "\(folder)/sealed"))
            try #require(writeFile(Array(identity.secretText.revealedText().utf8), to: "\(folder)/key"))
            #expect(
                AgeProgram.run(["-d", "-i", "\(folder)/key", "-o", "\(folder)/plain", "\(folder)/sealed"])
                    == 0
            )
            // The program makes its output file at the first byte, so not for an empty plaintext.
            #expect(readFile("\(folder)/plain") ?? [] == plain)
        }
    }

    @Test("seals what opens here", arguments: [0, 1, 65_536, 200_000], [false, true])
    func sealsForUs(size: Int, isArmored: Bool) throws {
        try withTemporaryDirectory { folder in
            var generator = SeededGenerator(seed: UInt64(size))
            let plain = generator.bytes(size)
            let identity = X25519Identity.generate()
            try #require(writeFile(plain, to: "\(folder)/plain"))
            let armor = isArmored ? ["-a"] : []
            let arguments =
                armor + ["-r", identity.recipient.text, "-o", "\(folder)/sealed", "\(folder)/plain"]
            #expect(AgeProgram.run(arguments) == 0)
            let sealed = try #require(readFile("\(folder)/sealed"))
            #expect(sealed.first == (isArmored ? UInt8(ascii: "-") : UInt8(ascii: "a")))
            #expect(try Age.open(sealed, with: [identity]) == plain)
        }
    }
}

enum AgeProgram {
    static let path = "/usr/bin/age"

    /// Runs it with an empty environment and returns its status, or nil when it could not run.
    static func run(_ arguments: [String]) -> Int32? {
        var words: [UnsafeMutablePointer<CChar>?] = ([path] + arguments).map { strdup($0) }
        defer { words.forEach { free($0) } }
        words.append(nil)
        var environment: [UnsafeMutablePointer<CChar>?] = [nil]
        var process = pid_t()
        guard posix_spawn(&process, path, nil, nil, &words, &environment) == 0 else { return nil }
        var status: Int32 = 0
        while waitpid(process, &status, 0) < 0 { guard errno == EINTR else { return nil } }
        return status
    }
}
