internal import ArgumentParser
internal import BatonHost
internal import BatonSharing
internal import JSON
internal import Platform

/// Where and how something is uploaded.
struct SharingOptions: ParsableArguments {
    @Option(name: .long, help: "Name of the store to upload to.")
    var store: String?

    @Flag(name: .customLong("no-seal"), help: "Upload in the clear, readable by everybody with the link.")
    var noSeal = false

    @Option(
        name: .long,
        help: ArgumentHelp(
            "Seal to somebody's key instead: age1…, an SSH public key, a file of such keys, or github:NAME; repeatable.",
            valueName: "recipient"
        )
    )
    var to: [String] = []

    @Flag(name: .long, help: "Seal with a passphrase instead, asked for twice.")
    var passphrase = false

    @Option(
        name: .customLong("passphrase-file"),
        help: ArgumentHelp("Seal with the passphrase that is the first line of a file.", valueName: "file")
    )
    var passphraseFile: String?

    @Option(
        name: .long,
        help: ArgumentHelp("Seal by the gpg program to a key that it knows; repeatable.", valueName: "id")
    )
    var gpg: [String] = []

    @Flag(name: .long, help: "Do not ask before something leaves this machine.")
    var yes = false

    func validate() throws {
        let ways = [!to.isEmpty, passphrase, passphraseFile != nil, !gpg.isEmpty].count { $0 }
        if ways > 1 {
            throw ValidationError("--to, --passphrase, --passphrase-file and --gpg exclude each other")
        }
        if ways > 0, noSeal { throw ValidationError("--no-seal excludes --to, --passphrase and --gpg") }
    }

    /// How the upload is encrypted; a passphrase is asked for.
    func sealing(_ cli: CommandContext, _ run: HostRun) throws -> Sealing {
        try run.sealing(
            seals: !noSeal,
            to: to,
            passphrase: passphrase
                ? try PassphraseInput.new(cli)
                : try passphraseFile.map {
                    try PassphraseInput.read($0, cli)
                },
            gpg: gpg
        ) { cli.note("baton: \($0)") }
    }
}

/// Uploads what a command made, after telling the person.
struct Sharing {
    let cli: CommandContext
    let run: HostRun
    let options: SharingOptions

    /// Tells where the content goes, asks, and uploads it.
    ///
    /// - Returns: the share, or `nil` when the person said no.
    func upload(_ content: UploadContent, filename: String, secrets: Int?) throws -> Share? {
        let store = try run.stores.store(options.store)
        let place = store.description
        let sealing = try options.sealing(cli, run)
        cli.note("baton: uploading \(ByteCount.text(content.count)) to \(place.name) (\(place.place))")
        cli.note("       \(place.retention)")
        cli.note("       " + sealing.words)
        cli.note(
            secrets.map { "       \($0) \($0 == 1 ? "secret" : "secrets") removed" }
                ?? "       not scanned for secrets"
        )
        guard try cli.confirm("Upload it?", assumeYes: options.yes) else { return nil }
        return try Uploader(store, cli.context).upload(
            content,
            filename: filename,
            sealing: sealing,
            time: cli.context.now(),
            progress: place.isRemote ? cli.progress("uploading") : { _ in }
        )
    }

    /// Tells a person the link and how to use it.
    func tell(_ share: Share) throws {
        try cli.print(ShellText.quoted(share.link))
        if let expires = share.expires { cli.note("baton: kept until \(expires.date)") }
        cli.note("hint: the other person runs 'baton clone -' and pastes the link")
        guard let command = share.command else { return }
        let key = share.sealing == "link" ? " (key.txt holds what is behind '#')" : ""
        cli.note("hint: without baton: \(command)\(key)")
    }

    /// The members of a share in a JSON answer.
    static func write(_ share: Share, to writer: inout JSONWriter) {
        writer.member("link", share.link)
        writer.member("url", share.url)
        writer.member("store", share.store)
        writer.member("expires", share.expires?.iso8601)
        writer.member("bytes", share.bytes)
        writer.member("sealed", share.isSealed)
        writer.member("sealing", share.sealing)
    }
}
