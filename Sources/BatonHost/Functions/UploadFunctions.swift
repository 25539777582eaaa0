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
        else { throw HostError.denied(.upload, call.function, name: storeName) }
        let content = try call.content("content")
        // Scanned once more, so that a script cannot send a secret by accident; what an export made is clean already.
        let (bytes, secrets) = try run.withoutSecrets(content.bytes)
        let filename = call.optionalText("filename") ?? content.filename ?? "share.txt"
        let share = try Uploader(store).upload(
            .bytes(bytes),
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
}
