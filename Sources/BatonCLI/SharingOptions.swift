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

    @Flag(name: .long, help: "Do not ask before something leaves this machine.")
    var yes = false
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
        cli.note("baton: uploading \(ByteCount.text(content.count)) to \(place.name) (\(place.place))")
        cli.note("       \(place.retention)")
        cli.note(
            options.noSeal
                ? "       not encrypted: everybody with the link can read it"
                : "       encrypted: only the whole link opens it, the store cannot"
        )
        cli.note(
            secrets.map { "       \($0) \($0 == 1 ? "secret" : "secrets") removed" }
                ?? "       not scanned for secrets"
        )
        guard try cli.confirm("Upload it?", assumeYes: options.yes) else { return nil }
        return try run.uploader(to: store).upload(
            content,
            filename: filename,
            seals: !options.noSeal,
            time: cli.context.now(),
            progress: place.isRemote ? cli.progress("uploading") : { _ in }
        )
    }

    /// Tells a person the link and how to use it.
    func tell(_ share: Share) throws {
        try cli.print(ShellText.quoted(share.link))
        if let expires = share.expires { cli.note("baton: kept until \(expires.date)") }
        cli.note("hint: the other person runs 'baton clone -' and pastes the link")
    }

    /// The members of a share in a JSON answer.
    static func write(_ share: Share, to writer: inout JSONWriter) {
        writer.member("link", share.link)
        writer.member("url", share.url)
        writer.member("store", share.store)
        writer.member("expires", share.expires?.iso8601)
        writer.member("bytes", share.bytes)
        writer.member("sealed", share.isSealed)
    }
}
