internal import BatonRedaction
internal import Lua
internal import BatonSharing
internal import Platform

/// `baton.upload`: hand files to a store.
enum UploadFunctions {
    static let all: [HostFunction] = [stores, put]

    static let stores = HostFunction(
        "upload",
        "stores",
        "Lists the stores that can be used.",
        result: .list(.record("Store")),
        isStep: false,
        example: "for _, store in ipairs(baton.upload.stores()) do print(store.name, store.place) end"
    ) { call in
        let catalog = call.run.stores
        return .array(
            try catalog.names.map { name in
                let store = try catalog.store(name).description
                return .record([
                    "name": .text(name), "type": .text(store.type), "place": .text(store.place),
                    "is_default": .bool(name == catalog.defaultName),
                    "max_bytes": store.maxBytes.map { .integer($0) } ?? .nil,
                    "retention": .text(store.retention),
                ])
            }
        )
    }

    static let put = HostFunction(
        "upload",
        "put",
        "Uploads a document or text, encrypted unless told otherwise, and gives the link.",
        parameters: [.required("content", .content, "what to upload")],
        options: [
            .optional("store", .string, "the store's name", default: .text("default")),
            .optional("filename", .string, "name of an upload that is not sealed"),
            .optional(
                "seal",
                .boolean,
                "whether it is encrypted, with the key in the link",
                default: .bool(true)
            ),
        ],
        result: .record("Share"),
        permission: .upload,
        acts: true,
        example: "local share = baton.upload.put(baton.export.json())\nprint(share.link)"
    ) { call in
        let run = call.run
        let name = call.optionalText("store") ?? "default"
        let store = try run.stores.store(name)
        let storeName = store.description.name
        guard
            run.permissions.allows(.upload, name) || run.permissions.allows(.upload, storeName)
                || (storeName == run.stores.defaultName && run.permissions.allows(.upload, "default"))
        else { throw HostError.denied(.upload, "upload.put", name: storeName) }
        let content = try call.content("content")
        let (bytes, secrets) = try withoutSecrets(content.bytes, run)
        let filename = call.optionalText("filename") ?? content.filename ?? "share.txt"
        let share = try Uploader(store).upload(
            bytes,
            filename: filename,
            seals: call.flag("seal"),
            time: run.context.now()
        )
        run.noteLink(share.link)
        return .record([
            "link": .text(share.link), "url": .text(share.url), "store": .text(share.store),
            "bytes": .integer(share.bytes), "sealed": .bool(share.isSealed),
            "expires": .text(share.expires?.iso8601),
            "secrets": .integer(secrets),
        ])
    }

    /// Text is scanned once more on its way out, so that a script cannot send a secret by accident. What an export made
    /// is clean already and stays as it is.
    private static func withoutSecrets(_ bytes: [UInt8], _ run: HostRun) throws -> ([UInt8], secrets: Int) {
        if run.permissions.allows(.unredacted) { return (bytes, 0) }
        let redactor = try run.redactor()
        let before = redactor.replacements.reduce(0) { $0 + $1.count }
        let isJSON = bytes.first { $0 != 0x20 && $0 != 0x0a } == UInt8(ascii: "{")
        let result = isJSON ? try redactor.redact(record: bytes.span) : try redactor.redact(text: bytes.span)
        return (result?.bytes ?? bytes, redactor.replacements.reduce(0) { $0 + $1.count } - before)
    }
}
