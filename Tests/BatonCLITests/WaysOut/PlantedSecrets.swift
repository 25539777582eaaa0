import Platform
import TestSupport

/// Secrets of several kinds, made up for one test, and the texts that they stand in.
struct PlantedSecrets {
    let token: String
    let password: String
    let keyLines: [String]
    let card: String

    init(seed: UInt64) {
        var random = SeededGenerator(seed: seed)
        let letters = Array("ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789")
        func word(_ count: Int) -> String {
            String((0..<count).map { _ in letters[random.below(letters.count)] })
        }
        token = "ghp_" + word(36)
        password = word(9) + "7" + word(9)
        keyLines = (0..<6).map { _ in word(64) }
        card = Self.card(&random)
    }

    /// A card's number, whose last digit is the checksum of the others.
    private static func card(_ random: inout SeededGenerator) -> String {
        let body = [4] + (0..<14).map { _ in random.below(10) }
        let sum = body.reversed().enumerated().reduce(0) { sum, digit in
            let value = digit.offset.isMultiple(of: 2) ? digit.element * 2 : digit.element
            return sum + (value > 9 ? value - 9 : value)
        }
        return (body + [(10 - sum % 10) % 10]).map(String.init).joined()
    }

    /// All of them as a person would write them down.
    var text: String {
        """
        use \(token) now
        DB_PASSWORD=\(password)
        -----BEGIN RSA PRIVATE KEY-----
        \(keyLines.joined(separator: "\n"))
        -----END RSA PRIVATE KEY-----
        card \(card) ok

        """
    }

    /// The kinds of secrets of which a text holds any.
    func found(in text: String) -> [String] {
        // A placeholder or an id may hold four letters of a token by chance, and no more.
        var kinds: [String] = []
        if text.contains(token.dropFirst(4).prefix(16)) || text.contains(token.suffix(16)) {
            kinds.append("token")
        }
        if text.contains(password) { kinds.append("password") }
        if keyLines.contains(where: { text.contains($0) }) { kinds.append("key") }
        if text.contains(card) { kinds.append("card") }
        return kinds
    }

    func found(in bytes: [UInt8]) -> [String] { found(in: String(decoding: bytes, as: UTF8.self)) }

    // MARK: Planting

    /// The id of the session they stand in.
    static let sessionID = "11111111-2222-4333-8444-555555555555"

    /// Puts them into a session, a file, the repository and the environment of a room.
    func plant(in room: inout Room) throws {
        room.environment["DEPLOY_TOKEN"] = token
        room.environment["DB_PASSWORD"] = password
        try Files.write(Array(text.utf8), to: Paths.join(room.work, "planted.txt"))
        try Files.makeDirectory(room.sessions)
        try Files.write(
            Array(transcript(in: room.work).utf8),
            to: Paths.join(room.sessions, Self.sessionID + ".jsonl")
        )
        for arguments in [
            ["init", "-q", "-b", "main"], ["add", "planted.txt"],
            ["commit", "-q", "-m", "Add \(token) and \(card)"],
            ["checkout", "-q", "-b", "fix/\(token)"],
            ["remote", "add", "origin", "https://bob:\(password)@git.example.com/a/b.git"],
        ] {
            let result = try room.run("git", arguments)
            precondition(result.status == 0)
        }
    }

    private func transcript(in directory: String) -> String {
        var builder = TranscriptBuilder(sessionID: Self.sessionID, cwd: directory)
        let quoted = TranscriptBuilder.quoted
        builder.line(
            "{\"type\":\"custom-title\",\"customTitle\":\(quoted("Rotate \(token)")),\"sessionId\":\(quoted(Self.sessionID))}"
        )
        builder.prompt("Rotate these:\n\(text)", "\"gitBranch\":\(quoted("fix/\(token)"))")
        let call = "toolu_01planted"
        builder.call(
            "msg_01",
            call,
            "Write",
            "{\"file_path\":\(quoted("\(directory)/\(token).env")),\"content\":\(quoted(text))}"
        )
        builder.result(call, text)
        builder.answer("msg_02", "Done with \(token), \(password) and \(card).")
        return builder.text
    }
}
