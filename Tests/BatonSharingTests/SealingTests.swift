import Age
import Compression
import Platform
import TestSupport
import Testing

@testable import BatonSharing

/// What `gunzip` makes of bytes.
func unpacked(_ bytes: [UInt8]) throws -> [UInt8] {
    let decoder = try GzipDecoder()
    var result: [UInt8] = []
    try decoder.decode(bytes.span) { result.append($0) }
    try decoder.finish()
    return result
}

/// A folder in which content is sealed by this program and opened by others, and the reverse.
private struct Bench {
    let folder: String
    var context: Context

    init(_ folder: String, answers: [String] = [], isInteractive: Bool = false) {
        self.folder = folder
        let console = FakeConsole(answers: answers, terminals: isInteractive ? [.input, .error] : [])
        let environment = [
            "PATH": "/usr/local/bin:/usr/bin:/bin", "TMPDIR": folder, "GNUPGHOME": folder + "/gnupg",
        ]
        context = .poisoned(
            environment: environment,
            workingDirectory: folder,
            homeDirectory: folder + "/home",
            console: console,
            programs: SystemPrograms(environment: environment)
        )
    }

    var prompts: [String] { (context.console as? FakeConsole)?.prompts ?? [] }

    /// Seals content that is in memory or in a file; gives the share and the path of what the store has.
    func seal(_ plain: [UInt8], _ sealing: Sealing, inFile: Bool = false) throws -> (
        share: Share, path: String
    ) {
        var content = UploadContent.bytes(plain)
        if inFile {
            let path = "\(folder)/content"
            try Files.write(plain, to: path)
            content = .file(path: path, count: plain.count)
        }
        let store = DirectoryStore(name: "desk", path: "\(folder)/shares")
        let share = try Uploader(store, context, registry: ShareRegistry(context))
            .upload(content, filename: "secret-name.json", sealing: sealing, time: Timestamp(seconds: 0))
        return (share, String(share.url.dropFirst(7)))
    }

    func fetch(
        _ path: String,
        _ keys: OpeningKeys = OpeningKeys(),
        key: String? = nil,
        maxBytes: Int = 1 << 30
    ) throws -> [UInt8] {
        try Fetcher(context, maxBytes: maxBytes, keys: keys)
            .fetch(.file(path: path, key: key.map { SecretText(utf8: $0) }))
    }

    /// What a shell's pipeline writes.
    func shell(_ command: String) throws -> [UInt8] {
        var program = Program("bash", ["-o", "pipefail", "-c", command], in: folder, timeout: 120)
        program.outputLimit = 1 << 30
        let result = try context.programs.run(program)
        try #require(result.status == 0, "\(command): \(String(decoding: result.error, as: UTF8.self))")
        return result.output
    }

    func write(_ text: String, _ name: String) throws -> String {
        try Files.write(Array(text.utf8), to: "\(folder)/\(name)", mode: 0o600)
        return "\(folder)/\(name)"
    }
}

private func bytes(_ size: Int) -> [UInt8] {
    var generator = SeededGenerator(seed: UInt64(size))
    return (0..<size).map { _ in UInt8.random(in: 0...255, using: &generator) }
}

@Suite("Sealing", .enabled(if: findProgram("age") != nil && findProgram("ssh-keygen") != nil))
struct SealingTests {
    private static let sizes = [1, 65_535, 65_536, 65_537, 5_000_000]

    @Test("the age program and gunzip open what is sealed to the link", arguments: sizes, [true, false])
    func link(size: Int, inFile: Bool) throws {
        try withTemporaryDirectory { folder in
            let bench = Bench(folder)
            let plain = bytes(size)
            let (share, path) = try bench.seal(plain, .link, inFile: inFile)
            let key = try #require(share.link.split(separator: "#").last)
            let file = try bench.write(String(key), "key.txt")
            #expect(try bench.shell("age -d -i \(file) \(path) | gunzip") == plain)
            #expect(try bench.fetch(path, key: String(key)) == plain)
            #expect(share.sealing == "link" && share.isSealed)
            // The other one is the share; nothing sealed stays behind beside it.
            #expect(try Files.names(in: folder).filter { $0.hasPrefix(".") }.isEmpty)
        }
    }

    @Test("each of several people opens what is sealed to them, with age or here", arguments: sizes)
    func people(size: Int) throws {
        try withTemporaryDirectory { folder in
            let bench = Bench(folder)
            _ = try bench.shell(
                "age-keygen -o age 2>/dev/null; ssh-keygen -q -t ed25519 -N '' -f ed; ssh-keygen -q -t rsa -b 2048 -N '' -f rsa"
            )
            let native = String(decoding: try bench.shell("age-keygen -y age"), as: UTF8.self)
            var list = RecipientList(bench.context)
            for text in [
                native, "ed.pub", String(decoding: try Files.read("\(folder)/rsa.pub"), as: UTF8.self),
            ] {
                try list.add(text)
            }
            #expect(list.recipients.count == 3)
            let plain = bytes(size)
            let (share, path) = try bench.seal(plain, .recipients(list.recipients))
            #expect(!share.link.contains("#") && share.sealing == "recipients")
            for name in ["age", "ed", "rsa"] {
                #expect(try bench.shell("age -d -i \(name) \(path) | gunzip") == plain)
                var keys = OpeningKeys()
                keys.identities = [name]
                #expect(try bench.fetch(path, keys) == plain)
                // And what age sealed, packed or not, armored or not.
                try Files.write(plain, to: "\(folder)/plain")
                let recipient = name == "age" ? "-r \(native.split(separator: "\n")[0])" : "-R \(name).pub"
                _ = try bench.shell(
                    "age \(recipient) -o theirs plain; gzip -c plain | age -a \(recipient) -o packed"
                )
                #expect(try bench.fetch("theirs", keys) == plain)
                #expect(try bench.fetch("packed", keys) == plain)
            }
        }
    }

    @Test("the key in .ssh and those of the settings are found; who has none is told what is missing")
    func usual() throws {
        try withTemporaryDirectory { folder in
            let bench = Bench(folder)
            _ = try bench.shell(
                "mkdir -p home/.ssh; ssh-keygen -q -t ed25519 -N '' -f home/.ssh/id_ed25519; age-keygen -o age 2>/dev/null"
            )
            var list = RecipientList(bench.context)
            try list.add("~/.ssh/id_ed25519.pub")
            #expect(list.notes == ["1 key from '~/.ssh/id_ed25519.pub'"])
            let (_, path) = try bench.seal([1, 2, 3], .recipients(list.recipients))
            #expect(try bench.fetch(path) == [1, 2, 3])
            _ = try bench.shell("age -r $(age-keygen -y age) -o theirs <<< hello")
            #expect(throws: SharingError.keyMissing) { try bench.fetch("theirs") }
            var keys = OpeningKeys()
            keys.usual = ["missing", "age"]
            #expect(try bench.fetch("theirs", keys) == Array("hello\n".utf8))
            _ = try bench.shell("rm -r home; ssh-keygen -q -t rsa -N '' -f rsa")
            #expect(throws: SharingError.identityMissing(kinds: ["ssh-ed25519"])) {
                try bench.fetch(path, keys)
            }
            keys.identities = ["missing"]
            #expect(throws: (any Error).self) { try bench.fetch(path, keys) }
            // An identity that is named for nothing that this file needs.
            keys.identities = ["rsa"]
            #expect(throws: SharingError.identityMissing(kinds: ["ssh-ed25519"])) {
                try bench.fetch(path, keys)
            }
        }
    }

    @Test("a passphrase is asked for when the file needs one, and only then")
    func passphrase() throws {
        try withTemporaryDirectory { folder in
            var bench = Bench(folder)
            let (share, path) = try bench.seal([7], .passphrase(Passphrase(utf8: "swordfish")))
            #expect(share.sealing == "passphrase" && !share.link.contains("#"))
            #expect(throws: SharingError.passphraseMissing) { try bench.fetch(path) }
            bench = Bench(folder, answers: ["swordfish"], isInteractive: true)
            #expect(try bench.fetch(path) == [7])
            #expect(bench.prompts.count == 1)
            bench = Bench(folder, answers: ["trout"], isInteractive: true)
            #expect(throws: SharingError.cannotOpen(reason: "no given passphrase opens this file")) {
                try bench.fetch(path)
            }
            var keys = OpeningKeys()
            keys.passphrase = Passphrase(utf8: "swordfish")
            keys.maxWorkFactor = 17
            #expect(throws: SharingError.workFactor(18, limit: 17)) { try bench.fetch(path, keys) }
            let (_, other) = try bench.seal([7], .link)
            bench = Bench(folder, answers: ["swordfish"], isInteractive: true)
            #expect(throws: SharingError.keyMissing) { try bench.fetch(other) }
            #expect(bench.prompts.isEmpty)
        }
    }

    @Test(
        "the age program and this one understand each other's passphrases",
        .enabled(if: findProgram("python3") != nil)
    )
    func passphraseProgram() throws {
        // age asks at a terminal only.
        let driver = """
            import os, pty, sys
            pid, fd = pty.fork()
            if pid == 0: os.execvp("age", ["age"] + sys.argv[1:])
            seen = b""
            while True:
                try: more = os.read(fd, 4096)
                except OSError: break
                if not more: break
                seen += more
                if b"assphrase" in seen and seen.rstrip().endswith(b":"):
                    seen = b""
                    os.write(fd, b"swordfish\\n")
            sys.exit(os.waitstatus_to_exitcode(os.waitpid(pid, 0)[1]))
            """
        try withTemporaryDirectory { folder in
            let bench = Bench(folder)
            let plain = bytes(70_000)
            let script = try bench.write(driver, "driver.py")
            let (_, path) = try bench.seal(plain, .passphrase(Passphrase(utf8: "swordfish")))
            _ = try bench.shell("python3 \(script) -d -o packed.gz \(path)")
            #expect(try bench.shell("gunzip -c packed.gz") == plain)
            try Files.write(plain, to: "\(folder)/plain")
            _ = try bench.shell("python3 \(script) -p -o theirs plain")
            var keys = OpeningKeys()
            keys.passphrase = Passphrase(utf8: "swordfish")
            #expect(try bench.fetch("theirs", keys) == plain)
            // An identity file that age sealed with a passphrase.
            _ = try bench.shell(
                "age-keygen -o age 2>/dev/null; python3 \(script) -p -a -o locked age; age -r $(age-keygen -y age) -o toAge plain"
            )
            let asking = Bench(folder, answers: ["swordfish"], isInteractive: true)
            keys.identities = ["locked"]
            #expect(try asking.fetch("toAge", keys) == plain)
            #expect(asking.prompts == ["passphrase of 'locked' (not shown): "])
        }
    }

    @Test(
        "gpg opens what it sealed for us, and its files are opened",
        .enabled(if: findProgram("gpg") != nil)
    )
    func gpg() throws {
        // A socket's path must be short, so the keyring is not in the folder of the test.
        try withTemporaryDirectory { folder in
            let bench = Bench(folder)
            _ = try bench.shell(
                "mkdir -m 700 gnupg; gpg --batch --quiet --passphrase '' --quick-gen-key 'Ada <ada@example.org>' default default never 2>/dev/null"
            )
            defer { _ = try? bench.shell("gpgconf --kill all") }
            for size in [1, 65_536, 5_000_000] {
                let plain = bytes(size)
                let (share, path) = try bench.seal(plain, .gpg(["ada@example.org"]), inFile: true)
                #expect(share.sealing == "gpg" && path.hasSuffix(".gpg"))
                #expect(try bench.shell("gpg --quiet --batch -d \(path) | gunzip") == plain)
                #expect(try bench.fetch(path) == plain)
                try Files.write(plain, to: "\(folder)/plain")
                _ = try bench.shell("gpg --quiet --batch --yes -a -r ada@example.org -o theirs.asc -e plain")
                #expect(try bench.fetch("theirs.asc") == plain)
            }
            #expect(throws: SharingError.self) { try bench.seal([1], .gpg(["nobody@example.org"])) }
            #expect(throws: SharingError.self) { try bench.seal([1], .gpg(["--output=x"])) }
            // A forgery gives nothing.
            let (_, path) = try bench.seal(bytes(5000), .gpg(["ada@example.org"]))
            var broken = try Files.read(path)
            broken[broken.count - 30] ^= 1
            try Files.write(broken, to: "\(folder)/broken")
            #expect(throws: SharingError.self) { try bench.fetch("broken") }
            #expect(throws: SharingError.downloadTooLarge(limit: 4999)) {
                _ = try bench.fetch(
                    try bench.seal([UInt8](repeating: 0, count: 5000), .gpg(["ada@example.org"])).path,
                    maxBytes: 4999
                )
            }
        }
    }

    @Test("a file that would fill the memory is given up at the limit")
    func bomb() throws {
        try withTemporaryDirectory { folder in
            let bench = Bench(folder)
            _ = try bench.shell(
                "age-keygen -o age 2>/dev/null; head -c 300M /dev/zero | gzip -1 | age -r $(age-keygen -y age) -o bomb"
            )
            var keys = OpeningKeys()
            keys.identities = ["age"]
            let fetcher = Fetcher(bench.context, maxBytes: 1 << 20, keys: keys)
            let content = UploadContent.file(
                path: "\(folder)/bomb",
                count: try #require(Files.status("\(folder)/bomb")).size
            )
            var came = 0
            #expect(throws: SharingError.downloadTooLarge(limit: 1 << 20)) {
                try fetcher.open(content, nil) { came += $0.count }
            }
            #expect(came <= 1 << 20)
        }
    }

    @Test("what was cut or changed on its way is no content", arguments: [1, 100_000])
    func damage(size: Int) throws {
        try withTemporaryDirectory { folder in
            let bench = Bench(folder)
            let (share, path) = try bench.seal(bytes(size), .link)
            let key = try #require(share.link.split(separator: "#").last.map(String.init))
            let good = try Files.read(path)
            for end in [good.count - 1, good.count / 2, 300, 100, 30] where end < good.count {
                try Files.write(Array(good[..<end]), to: "\(folder)/cut")
                #expect(throws: SharingError.self) { try bench.fetch("cut", key: key) }
            }
            var bad = good
            bad[bad.count - 1] ^= 1
            try Files.write(bad, to: "\(folder)/bad")
            #expect(throws: SharingError.self) { try bench.fetch("bad", key: key) }
            let stranger = X25519Identity.generate().secretText.revealedText()
            #expect(throws: SharingError.cannotOpen(reason: "no given identity opens this file")) {
                try bench.fetch(path, key: stranger)
            }
        }
    }

    @Test("what is not sealed comes as it is")
    func plain() throws {
        try withTemporaryDirectory { folder in
            let bench = Bench(folder)
            let packed = try bench.shell("echo hello | gzip -n")
            for content in [[], [1], Array("{}".utf8), bytes(100_000), packed] {
                try Files.write(content, to: "\(folder)/plain")
                #expect(try bench.fetch("plain") == content)
            }
        }
    }
}
