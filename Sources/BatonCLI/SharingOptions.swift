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
            "When the store should remove it: a day, a time, or 7d; for stores that can.",
            valueName: "when"
        )
    )
    var expires: String?

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

    @Flag(name: .long, help: "Show the command that fetches it as a QR code, too.")
    var qr = false

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

    /// What leaves, in the words of the command.
    struct Subject {
        /// The name of the file, without secrets.
        var filename: String
        /// The session that it holds.
        var session: String?
        /// The secrets that were removed; nil for what was not scanned.
        var secrets: Int?
        /// Whether the person has to say so at the terminal, whatever the options: it could not be scanned.
        var needsWord = false
    }

    /// Tells what leaves and where it goes, asks once, and uploads it.
    ///
    /// - Returns: the share, or `nil` when the person said no.
    func upload(_ content: UploadContent, _ subject: Subject) throws -> Share? {
        let store = try run.stores.store(options.store)
        let sealing = try options.sealing(cli, run)
        let expires = try expiry(store)
        tell(content, subject, sealing, store, expires)
        let question = subject.needsWord ? "Upload it as it is?" : "Upload it?"
        guard try cli.confirm(question, assumeYes: options.yes && !subject.needsWord) else { return nil }
        let share = try run.uploader(to: store).upload(
            content,
            filename: subject.filename,
            sealing: sealing,
            time: cli.context.now(),
            expires: expires,
            session: subject.session,
            progress: store.description.isRemote ? cli.progress("uploading") : { _ in }
        )
        if share.number == nil { cli.note("baton: \(SharingWords.notListed)") }
        return share
    }

    /// One block before anything leaves: what, where, how long, who can read it, what was removed.
    private func tell(
        _ content: UploadContent,
        _ subject: Subject,
        _ sealing: Sealing,
        _ store: any Store,
        _ expires: Timestamp?
    ) {
        let place = store.description
        let retention = store.retention(forBytes: content.count, at: cli.context.now(), asking: expires)
        let day = retention.expires.map { " (until about \($0.date))" } ?? ""
        let secrets =
            subject.secrets.map { "\($0) \($0 == 1 ? "secret" : "secrets") removed" }
            ?? "not scanned for secrets"
        cli.note("baton: to be uploaded")
        for (name, text) in [
            ("what", "\(subject.filename), \(ByteCount.text(content.count)), \(secrets)"),
            ("where", "\(place.name) (\(place.place))"),
            ("how long", retention.words + day),
            (
                "who",
                sealing.isSealed ? sealing.words : "not encrypted: \(place.readers) can read it"
            ),
        ] {
            let padding = String(repeating: " ", count: 10 - name.count)
            cli.note("       \(name)\(padding)\(PrintableText.line(text))")
        }
    }

    /// When the store should remove it, where that was asked for and the store can be asked.
    private func expiry(_ store: any Store) throws -> Timestamp? {
        guard let text = options.expires else { return nil }
        guard let time = ExpiryTime.moment(text, now: cli.context.now()) else {
            throw CommandFailure(kind: "usage", message: "--expires \(ExpiryTime.words)", status: .usage)
        }
        guard store.description.canExpire else {
            throw CommandFailure(
                kind: "sharing",
                message: "store '\(store.description.name)' decides itself how long it keeps a file",
                hint: "leave --expires out: \(store.description.retention)"
            )
        }
        return time
    }

    /// Tells a person the link and how to use it.
    func tell(_ share: Share) throws {
        try cli.print(ShellText.quoted(share.link))
        if let expires = share.expires { cli.note("baton: kept until \(expires.date)") }
        cli.note("hint: the other person runs 'baton clone -' and pastes the link")
        if let command = share.command {
            let key = share.sealing == "link" ? " (key.txt holds what is behind '#')" : ""
            cli.note("hint: without baton: \(command)\(key)")
        }
        if let number = share.number, (try? run.stores.store(share.store).description.canDelete) == true {
            cli.note("hint: 'baton shares revoke \(number)' asks the store to delete it")
        }
        guard options.qr else { return }
        let link = "baton clone " + ShellText.quoted(share.link)
        switch try QRScreen.draw(link, cli.context) {
        case .whole(let text): cli.console.writeError(text)
        case .link(let text):
            cli.note("baton: \(QRScreen.linkOnly)")
            cli.console.writeError(text)
        case .none(let reason, let hint):
            cli.note("baton: \(reason)")
            cli.note("hint: \(hint)")
        }
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
        writer.key("number")
        if let number = share.number { writer.int(Int64(number)) } else { writer.null() }
    }
}
