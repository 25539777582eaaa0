internal import ArgumentParser
internal import BatonHost
internal import BatonSharing

/// With what a sealed file is opened whose link has no key.
struct OpeningOptions: ParsableArguments {
    @Option(
        name: .shortAndLong,
        help: ArgumentHelp(
            "File with the key of a file that was sealed to you: an age identity file or an SSH private key; repeatable.",
            valueName: "file"
        )
    )
    var identity: [String] = []

    @Option(
        name: .customLong("passphrase-file"),
        help: ArgumentHelp("File whose first line is the passphrase; asked for otherwise.", valueName: "file")
    )
    var passphraseFile: String?

    @Option(
        name: .customLong("max-work-factor"),
        help: ArgumentHelp(
            "Highest work factor of a passphrase (18; each more doubles time and memory).",
            valueName: "n"
        )
    )
    var maxWorkFactor: Int?

    func validate() throws {
        if let maxWorkFactor, !(1...30 ~= maxWorkFactor) {
            throw ValidationError("--max-work-factor must be from 1 to 30")
        }
    }

    /// The keys to open with, those of the settings among them.
    func keys(_ cli: CommandContext, _ run: HostRun) throws -> OpeningKeys {
        try run.openingKeys(
            identities: identity,
            passphrase: try passphraseFile.map { try PassphraseInput.read($0, cli) },
            maxWorkFactor: maxWorkFactor
        )
    }
}
